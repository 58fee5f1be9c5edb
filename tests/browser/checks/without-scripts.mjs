// A page without JavaScript, from the disk: its heading and text are there, the same text as with scripts, and a link of its text and one of its
// navigation lead to pages that have theirs.

import { visit } from "../visit.mjs";

export const name = "works without scripts";

/** What scripts may add: a page without them has at least this share of the text that it has with them. */
const SHARE = 0.8;

const heading = (page) => page.locator("h1").first().isVisible();
const textOf = (page) => page.locator("main").innerText();

export async function check(world, { path }) {
  const problems = [];
  const withScripts = await visit(world, path, { over: "file" }, textOf);
  await visit(world, path, { over: "file", scripts: false }, async (page) => {
    const text = await textOf(page);
    if (!(await heading(page))) problems.push("no visible h1");
    if (text.trim().length < 2 || text.length < SHARE * withScripts.length) {
      problems.push(`main has ${text.length} characters, with scripts it has ${withScripts.length}`);
    }
    for (const where of ["main", "nav"]) {
      const link = page.locator(`${where} a[href*=".html"]:not([href^="#"]):not([aria-current]):not([href*=":"])`).filter({ visible: true }).first();
      if ((await link.count()) === 0) {
        if (where === "nav") problems.push("no link in the navigation");
        continue;
      }
      const target = await link.getAttribute("href");
      await link.click();
      await page.waitForURL((url) => url.href === new URL(target, page.url()).href || url.pathname.endsWith(target.replace(/^(\.\.\/)+/, "").split("#")[0]));
      if (!(await heading(page))) problems.push(`link of ${where} to ${target} leads to no page with a heading`);
      await page.goBack();
    }
  });
  return problems;
}
