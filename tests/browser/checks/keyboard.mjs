// A page with the keyboard alone: Tab comes to the skip link, then to the site's head; each place where the focus stops is seen; Enter on the
// skip link goes to the text; a number of a report opens its source by Enter and closes it by Escape.

import { visit } from "../visit.mjs";

export const name = "keyboard alone";

/** So many stops are looked at on each page: the head, the path and the beginning of the text. */
const STOPS = 30;

/** What opens over a page. */
const OPEN = ":popover-open, dialog[open], [role=tooltip]:not([hidden])";

/** Where the focus is: null at the end of the page. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const hasOutline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  const inWindow = box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
  return {
    said: `${element.localName}${[...element.classList].map((name) => `.${name}`).join("")} “${element.textContent.trim().slice(0, 20)}”`,
    skip: element.getAttribute("href") === "#main",
    where: element.closest("header, nav") ? "head" : element.closest("main") ? "main" : "elsewhere",
    seen: inWindow && (hasOutline || style.boxShadow !== "none"),
  };
}

async function tour(page, alone) {
  const problems = [];
  for (let stop = 1; stop <= STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(focused);
    if (at === null) break;
    if (!alone && stop === 1 && !at.skip) problems.push(`the first Tab comes to ${at.said}, not to the skip link`);
    if (!alone && stop === 2 && at.where !== "head") problems.push(`the second Tab comes to ${at.said}, not to the site's head`);
    if (!at.seen) problems.push(`Tab ${stop} comes to ${at.said}, where the focus is not seen`);
  }
  return problems;
}

async function skipped(page) {
  await page.keyboard.press("Tab");
  // Where the first stop is another link, the tour has told it; Enter would leave the page.
  if (!(await page.evaluate(focused))?.skip) return [];
  await page.keyboard.press("Enter");
  const landed = await page.evaluate(() => document.activeElement?.closest("main") !== null);
  await page.keyboard.press("Tab");
  const next = await page.evaluate(focused);
  const goesOn = next === null || next.where !== "head" || (await page.evaluate(() => document.activeElement.closest("main") !== null));
  return landed && goesOn ? [] : ["Enter on the skip link does not go to the text"];
}

async function numbers(page) {
  const number = page.locator("main data").filter({ visible: true }).first();
  if ((await number.count()) === 0) return ["no number in a report"];
  const stop = page.locator('main data[tabindex="0"], main data :is(button, a), main :is(button, a):has(> data)').filter({ visible: true }).first();
  if ((await stop.count()) === 0) return ["no number of a report can be reached by the keyboard"];
  await stop.focus();
  const problems = [];
  if ((await page.locator(OPEN).filter({ visible: true }).count()) === 0) await page.keyboard.press("Enter");
  const shown = page.locator(OPEN).filter({ visible: true }).first();
  const opened = await shown.waitFor({ state: "visible", timeout: 2000 }).then(() => true, () => false);
  if (!opened) return ["Enter on a number opens nothing"];
  const source = await shown.innerText();
  if (source.trim().length < 5) problems.push(`what opens at a number says only “${source.trim()}”`);
  await page.keyboard.press("Escape");
  const closed = await shown.waitFor({ state: "hidden", timeout: 2000 }).then(() => true, () => false);
  if (!closed) problems.push("Escape does not close what a number opened");
  if (!(await stop.evaluate((element) => element.matches(":focus, :focus-within")))) problems.push("after Escape the focus is not at the number");
  return problems;
}

export async function check(world, { path, genre, alone }) {
  const problems = await visit(world, path, {}, (page) => tour(page, alone));
  problems.push(...(await visit(world, path, {}, skipped)));
  if (genre) {
    problems.push(...(await visit(world, path, {}, numbers)));
  }
  return problems;
}
