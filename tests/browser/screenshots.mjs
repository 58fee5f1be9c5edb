// Comes in: a built site and a folder. Goes out: a picture of each kind of page on a phone and on a desk, light and dark, and
// `index.html`, which shows them side by side. With --readme: the pictures of README instead.
//
//   node tests/browser/screenshots.mjs SITE FOLDER [--readme]

import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { serve } from "./server.mjs";
import { pagesOf } from "./site.mjs";
import { launch } from "./tools.mjs";

const WIDTHS = [390, 1440];
const THEMES = ["light", "dark"];
/** Taller than this a picture shows nothing that its upper part does not; in pixels. */
const TALLEST = 6000;

/** What README shows: the upper part of a page as a reader first sees it. */
const README = [
  { name: "home", kind: "home", width: 1440, height: 900, theme: "light" },
  { name: "report", kind: "bulletin", width: 1440, height: 900, theme: "light" },
  { name: "region-year", kind: "region-year", width: 1440, height: 900, theme: "light" },
  { name: "phone", kind: "region-year", width: 390, height: 844, theme: "dark" },
];

const [root, folder] = process.argv.slice(2).filter((word) => !word.startsWith("--")).map((path) => resolve(path));
if (!folder) {
  console.error("usage: node tests/browser/screenshots.mjs SITE FOLDER [--readme]");
  process.exit(2);
}

async function picture(browser, url, { width, height, theme, whole }) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: "reduce" });
  await context.addInitScript((theme) => localStorage.setItem("yearbook-theme", theme), theme);
  const page = await context.newPage();
  await page.goto(url);
  await page.evaluate(() => document.fonts.ready);
  const tall = await page.evaluate(() => document.documentElement.scrollHeight);
  const clip = whole ? { x: 0, y: 0, width, height: Math.min(tall, TALLEST) } : undefined;
  const bytes = await page.screenshot({ fullPage: whole, clip, animations: "disabled" });
  await context.close();
  return bytes;
}

/** The pictures of a kind beside each other, each leading to its file. */
function contactSheet(pages) {
  const pictures = (kind) =>
    WIDTHS.flatMap((width) =>
      THEMES.map((theme) => {
        const file = `${kind}-${width}-${theme}.png`;
        return `<a href="${file}"><img src="${file}" alt="${kind}, ${width} px, ${theme}" loading="lazy"></a>`;
      }),
    ).join("\n");
  const rows = pages.map(({ kind, path }) => `<h2>${kind} <small>${path}</small></h2>\n<p>${pictures(kind)}</p>`).join("\n");
  return `<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Pages of the site</title>
<style>body{font:16px sans-serif;background:#ddd;margin:2em}p{display:flex;gap:1em;align-items:flex-start}img{height:480px;max-width:40vw;object-fit:cover;object-position:top;border:1px solid #999}</style>
${rows}
</html>
`;
}

const { pages } = pagesOf(root);
const server = await serve(root);
const browser = await launch();
try {
  mkdirSync(folder, { recursive: true });
  if (process.argv.includes("--readme")) {
    for (const view of README) {
      const { path } = pages.find(({ kind }) => kind === view.kind);
      writeFileSync(join(folder, `${view.name}.png`), await picture(browser, server.address + path, view));
    }
  } else {
    for (const { kind, path } of pages) {
      for (const width of WIDTHS) {
        for (const theme of THEMES) {
          const view = { width, height: 900, theme, whole: true };
          writeFileSync(join(folder, `${kind}-${width}-${theme}.png`), await picture(browser, server.address + path, view));
        }
      }
    }
    writeFileSync(join(folder, "index.html"), contactSheet(pages));
  }
  console.log(`pictures: ${folder}`);
} finally {
  await browser.close();
  server.close();
}
