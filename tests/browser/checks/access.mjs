// What axe finds: in light at a desk all its rules, on a phone with large text again those that have to do with room, in dark and in high contrast
// those that colours can break. Also whether the switches do what they say, so that axe does not look at the same page four times.

import { axePath } from "../tools.mjs";
import { visit } from "../visit.mjs";

export const name = "axe finds nothing";

const COLOURS = { runOnly: ["color-contrast", "link-in-text-block"] };
const ROOM = { rules: { "color-contrast": { enabled: false } } };

async function violations(page, said, rules = {}) {
  const found = await page.evaluate(
    // What is still undecided is no violation; only violations are asked for, which is much faster on long pages.
    (rules) => axe.run(document, { resultTypes: ["violations"], ...rules }).then((result) => result.violations),
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

/** All colours of the page, element by element. */
function colours(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("body, body *")].map((element) => {
      const { color, backgroundColor, borderTopColor, fill, stroke } = getComputedStyle(element);
      return `${element.localName}.${element.getAttribute("class") ?? ""}: ${[color, backgroundColor, borderTopColor, fill, stroke].join(" ")}`;
    }),
  );
}

/** What the reader chose, as the head of every page sets it from the storage (`memory.mjs` holds that it does). */
const choose = (page, name, value) => page.evaluate(([name, value]) => (document.documentElement.dataset[name] = value), [name, value]);

/** A choice gives the very colours that the system's setting gives. */
async function sameAs(page, system, said) {
  const chosen = await colours(page);
  const other = chosen.find((colour, i) => colour !== system[i]);
  return other ? [`${said}: other colours than where the system is so: ${other}`] : [];
}

export async function check(world, { path, alone }) {
  return visit(world, path, {}, async (page) => {
    await page.addScriptTag({ path: axePath });
    const problems = await violations(page, "light");
    const light = await looks(page);
    const lightColours = await colours(page);
    if (light.light < 0.75) problems.push(`light: the page's ground is not light (${light.light.toFixed(2)} of white)`);

    await page.emulateMedia({ colorScheme: "dark" });
    problems.push(...(await violations(page, "system in dark", COLOURS)));
    const dark = await looks(page);
    const darkColours = await colours(page);
    if (dark.light > 0.25) problems.push(`system in dark: the page's ground is not dark (${dark.light.toFixed(2)} of white)`);
    if (alone) return problems;

    await choose(page, "theme", "light");
    problems.push(...(await sameAs(page, lightColours, "light chosen, system in dark")));
    await page.emulateMedia({ colorScheme: "light" });
    await choose(page, "theme", "dark");
    problems.push(...(await sameAs(page, darkColours, "dark chosen, system in light")));
    await choose(page, "theme", "contrast");
    problems.push(...(await violations(page, "high contrast", COLOURS)));

    await choose(page, "theme", "light");
    await choose(page, "size", "large");
    const large = await looks(page);
    if (large.text < light.text * 1.1) problems.push(`large text: it is ${large.text} px, without the switch ${light.text} px`);
    await page.setViewportSize({ width: 390, height: 900 });
    problems.push(...(await violations(page, "phone, large text", ROOM)));
    return problems;
  });
}
