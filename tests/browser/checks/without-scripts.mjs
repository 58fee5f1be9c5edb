// A page without JavaScript, from the disk: its heading and text are there, hardly less than with scripts, its navigation is there, and
// the first link of its text leads to a page that has its heading too.

import { visit } from "../visit.mjs";

export const name = "works without scripts";

/** What scripts may add: a page without them has at least this share of the text that it has with them. */
const SHARE = 0.8;

/** Pages that are a tool: without scripts they say so and show ways that need none. */
const TOOLS = ["search", "compare"];

const heading = (page) => page.locator("h1").first().isVisible();
const textOf = (page) => page.locator("main").innerText();

export async function check(world, { kind, path, alone }) {
  const problems = [];
  const over = alone ? "host" : "file";
  const withScripts = await visit(world, path, { over }, textOf);
  await visit(world, path, { over, scripts: false }, async (page) => {
    const text = await textOf(page);
    if (!(await heading(page))) problems.push("no visible h1");
    if (text.trim().length < 2 || (!TOOLS.includes(kind) && text.length < SHARE * withScripts.length)) {
      problems.push(`main has ${text.length} characters, with scripts it has ${withScripts.length}`);
    }
    const linkOf = (where) => page.locator(`${where} a[href*=".html"]:not([aria-current]):not([href*=":"])`).filter({ visible: true }).first();
    if (!alone && (await linkOf("nav").count()) === 0) problems.push("no link in the navigation");
    const link = linkOf((await linkOf("main").count()) === 0 ? "nav" : "main");
    if ((await link.count()) === 0) return;
    const target = new URL(await link.getAttribute("href"), page.url()).href;
    await link.click();
    await page.waitForURL(target);
    if (!(await heading(page))) problems.push(`a link leads to ${target}, which has no visible h1`);
  });
  return problems;
}
