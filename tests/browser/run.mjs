// Comes in: the folder of a built site. Goes out: one line for each check, then all failures, each with its kind of page, path and check;
// exit status 1 if there are any. One page of each kind is looked at, and faults are made on purpose, so that a check that has
// gone blind is told too.
//
//   YEARBOOK_BROWSER=FOLDER node tests/browser/run.mjs SITE [words of checks to run alone]

import { resolve } from "node:path";
import * as access from "./checks/access.mjs";
import * as copying from "./checks/copying.mjs";
import * as files from "./checks/files.mjs";
import * as keyboard from "./checks/keyboard.mjs";
import * as layout from "./checks/layout.mjs";
import * as lighthouse from "./checks/lighthouse.mjs";
import * as live from "./checks/live.mjs";
import * as loading from "./checks/loading.mjs";
import * as markup from "./checks/markup.mjs";
import * as memory from "./checks/memory.mjs";
import * as printing from "./checks/printing.mjs";
import * as withoutScripts from "./checks/without-scripts.mjs";
import * as faults from "./faults.mjs";
import { serve } from "./server.mjs";
import { several } from "./several.mjs";
import { pagesOf } from "./site.mjs";
import { launch } from "./tools.mjs";

/** In the order of the report: those of one page each, then those of the whole site. */
const CHECKS = [files, loading, withoutScripts, layout, access, keyboard, printing, copying, markup, memory, live, lighthouse, faults];

const [site, ...words] = process.argv.slice(2);
if (!site) {
  console.error("usage: node tests/browser/run.mjs SITE [words of checks to run alone]");
  process.exit(2);
}

/** A check's own breakdown is a failure of the page like any other: the remaining checks are still wanted. */
const told = (promise) => promise.catch((error) => [`the check broke down: ${error.message.split("\n")[0]}`]);

async function resultOf(check, world, pages) {
  const start = Date.now();
  const failures = check.checkSite
    ? (await told(check.checkSite(world, pages))).map((text) => `[${check.name}] ${text}`)
    : (await several(pages.map((page) => async () => (await told(check.check(world, page))).map((text) => `[${check.name}] ${page.kind} (${page.path}): ${text}`)))).flat();
  const seconds = ((Date.now() - start) / 1000).toFixed(1).padStart(5);
  console.log(`${failures.length === 0 ? "holds" : "FAILS"} ${seconds} s  ${check.name}${failures.length ? `: ${failures.length}` : ""}`);
  return failures;
}

const root = resolve(site);
const { pages, missing } = pagesOf(root);
const failures = missing.map((kind) => `[pages] the site has no page of the kind ${kind}`);
const server = await serve(root);
const browser = await launch();
const world = { root, browser, address: server.address, home: server.home };
try {
  console.log(`${pages.length} kinds of pages of ${site}`);
  for (const check of CHECKS) {
    if (words.length === 0 || words.some((word) => check.name.includes(word))) failures.push(...(await resultOf(check, world, pages)));
  }
} finally {
  await browser.close();
  server.close();
}
if (failures.length > 0) {
  console.log(`\n${failures.length} failures:\n${failures.map((text) => `  ${text}`).join("\n")}`);
  process.exitCode = 1;
}
