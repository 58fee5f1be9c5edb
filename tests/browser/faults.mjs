// Faults made on purpose in a copy of the site: each must be told by the check that is there for it.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as access from "./checks/access.mjs";
import * as files from "./checks/files.mjs";
import * as keyboard from "./checks/keyboard.mjs";
import * as layout from "./checks/layout.mjs";
import * as loading from "./checks/loading.mjs";
import * as markup from "./checks/markup.mjs";
import * as printing from "./checks/printing.mjs";
import * as withoutScripts from "./checks/without-scripts.mjs";
import { serve } from "./server.mjs";

export const name = "faults are told";

/** Puts something at the beginning of the text. */
const before = (html) => (page) => page.replace(/(<main[^>]*>)/, `$1${html}`);
/** Puts something at the end of the page's head. */
const head = (html) => (page) => page.replace("</head>", `${html}</head>`);

/** What is wrong, who must tell it by which words, and how a sound page comes to it. */
const FAULTS = [
  ["a picture without alternative text", access, /image-alt/, before('<img src="assets/icon.svg">')],
  ["grey text on white", access, /color-contrast/, before('<p style="color:#bbb;background:#fff">灰字看不清</p>')],
  ["an error on the console", loading, /console error: lost/, before('<script>console.error("lost")</script>')],
  ["a script that fails", loading, /script failed/, before("<script>nothing.here()</script>")],
  ["a picture from another host", loading, /leaves the site/, before('<img alt="" src="https://elsewhere.invalid/a.png">')],
  ["a style from the root of the host", loading, /answered by 404/, head('<link rel="stylesheet" href="/assets/style.css">')],
  ["a box wider than the window", layout, /stands out: div/, before('<div style="width:3000px">宽</div>')],
  ["text that only scripts write", withoutScripts, /no visible h1/, (page) => page.replace(/<main([^>]*)>.*<\/main>/s, '<main$1></main><script>document.querySelector("main").innerHTML="<h1>后</h1>"</script>')],
  ["a focus that nobody sees", keyboard, /not seen/, head("<style>a:focus,a:focus-visible{outline:0!important;box-shadow:none!important}</style>")],
  ["a link before the skip link", keyboard, /not to the skip link/, (page) => page.replace(/(<body[^>]*>)/, '$1<a href="index.html">先</a>')],
  ["navigation in print", printing, /printed: nav/, before('<nav style="display:block!important"><a href="index.html">首页</a></nav>')],
  ["a link to nothing", files, /there is no nowhere/, before('<a href="nowhere.html">无</a>')],
  ["an anchor to nothing", files, /has no id/, before('<a href="#nowhere">无</a>')],
  ["JSON-LD that is none", files, /does not parse/, head('<script type="application/ld+json">{</script>')],
];

/** The same where a whole site is looked at. */
const FAULTS_OF_SITES = [
  ["a paragraph around a box", markup, /404\.html/, "404.html", before("<p><div>块</div></p>")],
  ["a style that is none", markup, /style\.css/, "assets/style.css", (css) => `${css}\n.a { colour: red; }\n`],
];

function changed(root, path, change) {
  const sound = readFileSync(join(root, path), "utf8");
  const broken = change(sound);
  writeFileSync(join(root, path), broken);
  return { isOther: broken !== sound, mend: () => writeFileSync(join(root, path), sound) };
}

/** Runs once: the page that says that nothing was found is broken in all these ways, one after the other. */
export async function checkSite(world) {
  const problems = [];
  const root = mkdtempSync(join(tmpdir(), "yearbook-faults-"));
  cpSync(world.root, root, { recursive: true, filter: (path) => !/\.(pdf|zip)$/.test(path) });
  const server = await serve(root);
  const broken = { ...world, root, address: server.address, skip: () => {} };
  const page = { kind: "not-found", path: "404.html" };
  try {
    for (const [said, check, words, change] of FAULTS) {
      const { isOther, mend } = changed(root, page.path, change);
      const told = isOther ? await check.check(broken, page) : [];
      if (!told.some((text) => words.test(text))) problems.push(`“${said}” was not told by “${check.name}”: ${told.join("; ") || "nothing"}`);
      mend();
    }
    for (const [said, check, words, path, change] of FAULTS_OF_SITES) {
      const { isOther, mend } = changed(root, path, change);
      const told = isOther ? await check.checkSite(broken, [page]) : [];
      if (!told.some((text) => words.test(text))) problems.push(`“${said}” was not told by “${check.name}”: ${told.join("; ") || "nothing"}`);
      mend();
    }
  } finally {
    server.close();
    rmSync(root, { recursive: true });
  }
  return problems;
}
