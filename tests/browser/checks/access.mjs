// What axe finds: in light at a desk all its rules, on a phone with large text all of them again, in dark and in high contrast those
// that colours can break. Also whether the switches do what they say, so that axe does not look at the same page four times.

import { axePath } from "../tools.mjs";
import { hasSwitches, visit } from "../visit.mjs";

export const name = "axe finds nothing";

const COLOURS = ["color-contrast", "link-in-text-block"];

async function violations(page, said, rules) {
  await page.addScriptTag({ path: axePath });
  const found = await page.evaluate(
    // Frames and what is still undecided are no violations; only these are asked for, which is much faster on long pages.
    (rules) => axe.run(document, { resultTypes: ["violations"], ...(rules && { runOnly: rules }) }).then((result) => result.violations),
    rules,
  );
  return found.map(({ id, help, nodes }) => {
    const first = nodes[0];
    return `${said}: ${id}: ${help}; ${nodes.length} ×, first ${first.target.join(" ")}: ${first.failureSummary.split("\n").at(1)?.trim() ?? ""}`;
  });
}

/** How light the page's ground is, 0 to 1, and how large its text, in pixels. */
function looks(page) {
  return page.evaluate(() => {
    const ground = [document.body, document.documentElement].map((element) => getComputedStyle(element).backgroundColor).find((colour) => !/, 0\)$/.test(colour));
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.fillStyle = ground ?? "white";
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
    return { light: (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255, text: parseFloat(getComputedStyle(document.querySelector("main")).fontSize) };
  });
}

export async function check(world, { path }) {
  const problems = [];
  const { switches, normal } = await visit(world, path, {}, async (page) => {
    problems.push(...(await violations(page, "light")));
    return { switches: await hasSwitches(page), normal: await looks(page) };
  });
  const views = [{ said: "system in dark", how: { scheme: "dark" }, rules: COLOURS, dark: true }];
  if (switches) {
    views.push(
      { said: "dark chosen", how: { settings: { theme: "dark" } }, rules: COLOURS, dark: true },
      { said: "light chosen, system in dark", how: { scheme: "dark", settings: { theme: "light" } }, rules: COLOURS, dark: false },
      { said: "high contrast", how: { settings: { theme: "contrast" } }, rules: COLOURS },
      { said: "phone, large text", how: { width: 390, settings: { size: "large" } }, large: true },
    );
  }
  for (const { said, how, rules, dark, large } of views) {
    await visit(world, path, how, async (page) => {
      problems.push(...(await violations(page, said, rules)));
      const { light, text } = await looks(page);
      if (dark === true && light > 0.25) problems.push(`${said}: the page's ground is not dark (${light.toFixed(2)} of white)`);
      if (dark === false && light < 0.75) problems.push(`${said}: the page's ground is not light (${light.toFixed(2)} of white)`);
      if (large && text < normal.text * 1.1) problems.push(`${said}: text is ${text} px, without the switch it is ${normal.text} px`);
    });
  }
  return problems;
}
