// All HTML, CSS and SVG files of a site before the Nu Html Checker, in one run of Java: no error, no warning.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { filesOf } from "../site.mjs";
import { vnuPath } from "../tools.mjs";

export const name = "vnu finds nothing";

/** Parts of CSS that the checker does not know yet and every browser of our readers does. */
const NOT_KNOWN_YET = [/Unrecognized at-rule “@container”/];
const PROPERTY = /Property “([^”]+)” doesn't exist/;

/** All that is told of the files. With the folder instead of them it would read PDFs as HTML. */
async function messagesOf(files) {
  const java = spawn("java", ["-jar", vnuPath, "--format", "json", "--also-check-css", "--also-check-svg", ...files], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  java.stderr.setEncoding("utf8").on("data", (part) => (said += part));
  await new Promise((done, failed) => java.on("close", done).on("error", failed));
  try {
    return JSON.parse(said).messages;
  } catch {
    throw new Error(`the checker said no JSON: ${said.slice(0, 300)}`);
  }
}

/** The names that Chromium knows as properties: a slip is known to neither. */
async function known(browser, names) {
  const page = await browser.newPage();
  const found = await page.evaluate((names) => names.filter((name) => CSS.supports(name, "inherit")), names);
  await page.close();
  return new Set(found);
}

/** Runs once over the whole folder. The problems name their files. */
export function checkSite(world) {
  return problemsOf(world, filesOf(world.root).filter((path) => /\.(html|css|svg)$/.test(path)));
}

/** One page alone and the theme's style. */
export function check(world, { path }) {
  return problemsOf(world, [path, "assets/style.css"]);
}

async function problemsOf({ root, browser }, files) {
  const messages = await messagesOf(files.map((path) => join(root, path)));
  const properties = await known(browser, messages.flatMap(({ message }) => PROPERTY.exec(message)?.[1] ?? []));
  const problems = messages
    .filter(({ message }) => !NOT_KNOWN_YET.some((words) => words.test(message)) && !properties.has(PROPERTY.exec(message)?.[1]))
    .map(({ url = "", lastLine, message, subType, type }) => `${decodeURI(url).split(`${root}/`).at(-1)}:${lastLine ?? 1}: ${subType ?? type}: ${message}`);
  return problems.length > 20 ? [...problems.slice(0, 20), `and ${problems.length - 20} more`] : problems;
}
