// The packages that .ci/setup --tests put outside the clone (the folder is named by YEARBOOK_BROWSER), and Debian's Chromium. All
// other files ask here; nothing is downloaded.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.env.YEARBOOK_BROWSER ?? "";
if (!existsSync(join(folder, "node_modules"))) {
  console.error(`YEARBOOK_BROWSER names no folder with the packages of tests/browser (${folder || "unset"}): run .ci/setup --tests, then make browser`);
  process.exit(2);
}
const require = createRequire(join(folder, "package.json"));

/** Chromium's program file. Another one can be named by CHROMIUM. */
export const chromiumPath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** The Nu Html Checker, to be run by java. */
export const vnuPath = join(folder, "node_modules/vnu-jar/build/dist/vnu.jar");

/** The script that puts `axe` into a page. */
export const axePath = require.resolve("axe-core/axe.min.js");

/** Headless, alone and quiet: no name outside this machine is ever looked up. */
export const chromiumFlags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--hide-scrollbars",
  "--force-color-profile=srgb",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

/** Starts Chromium with a fresh profile; `more` are further flags. The caller closes it. */
export function launch(more = []) {
  const { chromium } = require("playwright-core");
  return chromium.launch({ executablePath: chromiumPath, args: [...chromiumFlags, ...more] });
}

/** Google's Lighthouse as a function (a module, unlike the others). */
export async function lighthouse() {
  return (await import(pathToFileURL(require.resolve("lighthouse")))).default;
}
