// A page fits its window, from a small phone to a wide desk, also with large text on the phone: the document never scrolls sideways
// and nothing visible stands out at its right, except inside something that scrolls or clips by itself.

import { visit } from "../visit.mjs";

export const name = "fits its width";

const WIDTHS = [320, 768, 1440, 2560];

function overflow() {
  const room = document.documentElement.clientWidth;
  const clips = (element) => element !== document.documentElement && element !== document.body && getComputedStyle(element).overflowX !== "visible";
  const isContained = (element) => {
    for (let above = element.parentElement; above; above = above.parentElement) if (clips(above)) return true;
    return false;
  };
  const isBlank = (element) => element.childElementCount === 0 && element.textContent !== "" && element.textContent.trim() === "";
  const out = [...document.body.querySelectorAll("*")].filter((element) => {
    if (isBlank(element)) return false; // a space at the end of a line may hang
    if (element.getBoundingClientRect().right <= room + 1 || !element.checkVisibility({ visibilityProperty: true })) return false;
    return !isContained(element);
  });
  const named = out.slice(0, 3).map((element) => {
    const classes = [...element.classList].map((name) => `.${name}`).join("");
    return `${element.localName}${classes} (to ${Math.round(element.getBoundingClientRect().right)} px)`;
  });
  return { room, wide: document.documentElement.scrollWidth, named };
}

async function problemsOf(page, said) {
  const { room, wide, named } = await page.evaluate(overflow);
  if (wide <= room && named.length === 0) return [];
  return [`${said}: the document is ${wide} px wide in ${room} px${named.length ? `; stands out: ${named.join(", ")}` : ""}`];
}

export async function check(world, { path, alone }) {
  const problems = [];
  await visit(world, path, {}, async (page) => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      problems.push(...(await problemsOf(page, `width ${width}`)));
    }
  });
  if (!alone) {
    await visit(world, path, { width: 320, settings: { size: "large" } }, async (page) => {
      problems.push(...(await problemsOf(page, "width 320, large text")));
    });
  }
  return problems;
}
