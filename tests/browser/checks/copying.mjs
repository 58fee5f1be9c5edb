// A copied paragraph is plain text: no U+2060 (the pages have it so that lines break where Chinese may break) and no other character
// without width, neither in the plain form nor in the HTML that a word processor takes.

import { visit } from "../visit.mjs";

export const name = "copies plain text";

const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/u;

export async function check(world, { path, genre }) {
  if (!genre) return [];
  return visit(world, path, {}, async (page) => {
    const written = await page.evaluate(() => {
      const paragraphs = [...document.querySelectorAll("main p")].filter((paragraph) => paragraph.checkVisibility());
      const paragraph = paragraphs.find((one) => one.textContent.includes("\u2060")) ?? paragraphs.at(-1);
      addEventListener("copy", (event) => {
        const own = event.defaultPrevented;
        globalThis.copied = {
          plain: own ? event.clipboardData.getData("text/plain") : getSelection().toString(),
          html: own ? event.clipboardData.getData("text/html") : paragraph.innerHTML,
        };
      });
      getSelection().selectAllChildren(paragraph);
      return paragraph.textContent;
    });
    await page.keyboard.press("Control+C");
    const copied = await page.evaluate(() => globalThis.copied);
    if (!copied) return ["copying gives nothing"];
    const problems = [];
    if (UNSEEN.test(copied.plain)) problems.push(`copied text has characters without width: ${JSON.stringify(copied.plain.slice(0, 60))}`);
    if (UNSEEN.test(copied.html)) problems.push("copied HTML has characters without width");
    const bare = (text) => text.replace(/\s/g, "").replace(new RegExp(UNSEEN, "gu"), "");
    if (bare(copied.plain) !== bare(written)) problems.push(`“${copied.plain.slice(0, 60)}” was copied, “${written.slice(0, 60)}” is written`);
    return problems;
  });
}
