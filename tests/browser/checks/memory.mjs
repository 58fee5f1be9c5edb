// What a reader chooses with the switches (theme, text size) is remembered: in the storage, after a reload, on another page, and before
// anything is painted, so that no page flashes white at night.

import { addressOf, open } from "../visit.mjs";

export const name = "choices are remembered";

/** For each choice a value that is not the one of a first visit. */
const CHOICES = [["theme", "dark"], ["size", "large"]];

const chosen = (page, name) => page.evaluate((name) => document.documentElement.dataset[name] ?? "", name);

async function isKept(world, reader, path, over, [name, value]) {
  const { page } = reader;
  const problems = [];
  const said = `${over}, ${name} ${value}`;
  const button = page.locator(`[data-set="${name}:${value}"]`).first();
  if ((await button.count()) === 0) return [`${said}: no switch data-set="${name}:${value}"`];
  if (!(await button.isVisible())) await page.locator("header details:has([data-set]) > summary, header button[popovertarget], header button[aria-expanded]").first().click();
  await button.click();
  if ((await chosen(page, name)) !== value) return [`${said}: the switch changes nothing`];
  const stored = await page.evaluate((key) => localStorage.getItem(key), `yearbook-${name}`);
  if (stored !== value) problems.push(`${said}: the storage has ${stored} under yearbook-${name}`);
  await page.reload();
  if ((await chosen(page, name)) !== value) problems.push(`${said}: forgotten after a reload`);
  await page.goto(addressOf(world, path, over));
  if ((await chosen(page, name)) !== value) problems.push(`${said}: forgotten on ${path}`);
  const first = await page.evaluate(() => globalThis.firstLooks);
  if (first?.[name] !== value) problems.push(`${said}: set only after the body of ${path} has begun`);
  return problems;
}

/** Runs once, from the first page to the second one, over the server and from the disk. */
export async function checkSite(world, pages) {
  const [from, to] = pages.filter(({ alone }) => !alone);
  const problems = [];
  for (const over of ["http", "file"]) {
    const reader = await open(world, from.path, { over });
    try {
      await reader.page.addInitScript(() => {
        new MutationObserver((_, observer) => {
          if (!document.body) return;
          globalThis.firstLooks = { ...document.documentElement.dataset };
          observer.disconnect();
        }).observe(document, { childList: true, subtree: true });
      });
      for (const choice of CHOICES) problems.push(...(await isKept(world, reader, to.path, over, choice)));
    } finally {
      await reader.close();
    }
  }
  return problems;
}
