// A page printed from the browser: a PDF with its heading, on white ground also for readers in dark, and nothing in it that only works
// on a screen (navigation, switches, search, the skip link).

import { execFileSync } from "node:child_process";
import { visit } from "../visit.mjs";

export const name = "prints";

const ONLY_ON_SCREEN = "nav, .skip, .site-nav, [data-set], form, button, input, [popover], dialog";

const bare = (text) => text.replace(/[\s\u2060\u200b]/g, "");

export async function check(world, { path }) {
  return visit(world, path, { scheme: "dark", settings: { theme: "dark" } }, async (page) => {
    const problems = [];
    const heading = bare(await page.locator("h1").first().innerText());
    const skip = bare((await page.locator(".skip").allTextContents()).join(""));
    await page.emulateMedia({ media: "print" });
    const shown = await page.evaluate(
      (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility({ visibilityProperty: true })).map((element) => `${element.localName}.${element.className}`),
      ONLY_ON_SCREEN,
    );
    if (shown.length > 0) problems.push(`printed: ${[...new Set(shown)].slice(0, 5).join(", ")}`);
    const [ink, ground] = await page.evaluate(() => {
      const canvas = new OffscreenCanvas(1, 1).getContext("2d");
      const light = (colour) => {
        canvas.fillStyle = "white";
        canvas.fillRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
        return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
      };
      const style = getComputedStyle(document.body);
      return [light(style.color), light(style.backgroundColor)];
    });
    if (ground < 0.95 || ink > 0.3) problems.push(`not dark on white: ink is ${ink.toFixed(2)}, ground ${ground.toFixed(2)} of white`);
    const pdf = await page.pdf({ format: "A4" });
    const text = bare(execFileSync("pdftotext", ["-", "-"], { input: pdf, maxBuffer: 1 << 26 }).toString());
    if (!text.includes(heading)) problems.push(`the PDF does not have the page's heading “${heading}”`);
    if (skip && text.includes(skip)) problems.push(`the PDF has “${skip}”`);
    return problems;
  });
}
