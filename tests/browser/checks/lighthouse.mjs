// What Lighthouse thinks of the pages that readers come to first, on its slow phone: at least 95 of 100 in each of its four categories.

import { createServer } from "node:net";
import { addressOf } from "../visit.mjs";
import { launch, lighthouse } from "../tools.mjs";

export const name = "Lighthouse gives 95";

const LEAST = 95;
const KINDS = ["home", "bulletin", "region-year", "indicator"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

/** A busy machine makes any page slow: the speed of a page is asked again so many times before it is told. */
const TRIES = 3;

function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

/** The categories below the mark as `{ id, score, why }`, the score in hundredths and why as the names of the audits that cost it. */
async function below(run, url, port, onlyCategories) {
  const { lhr } = await run(url, { port, output: "json", logLevel: "error", onlyCategories });
  if (lhr.runtimeError) throw new Error(`Lighthouse: ${lhr.runtimeError.message}`);
  return Object.values(lhr.categories)
    .map(({ id, score, auditRefs }) => {
      const cost = auditRefs.filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 0.9);
      return { id, score: Math.round(score * 100), why: cost.map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? ""}`.trim()).join(", ") };
    })
    .filter(({ score }) => score < LEAST);
}

/** Runs once, on one page after the other: Lighthouse measures time. */
export async function checkSite(world, pages) {
  const run = await lighthouse();
  const port = await freePort();
  const browser = await launch([`--remote-debugging-port=${port}`]);
  const problems = [];
  try {
    for (const { kind, path } of pages.filter(({ kind }) => KINDS.includes(kind))) {
      const url = addressOf(world, path);
      let low = await below(run, url, port, CATEGORIES);
      for (let tries = 1; tries < TRIES && low.some(({ id }) => id === "performance"); tries += 1) {
        const again = await below(run, url, port, ["performance"]);
        low = [...low.filter(({ id }) => id !== "performance"), ...again];
      }
      problems.push(...low.map(({ id, score, why }) => `${kind} (${path}): ${id} ${score}: ${why}`));
    }
  } finally {
    await browser.close();
  }
  return problems;
}
