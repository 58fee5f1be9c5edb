// Faults made on purpose in copies of two pages, within a copy of the site: each must be told by the check that is there for it.

import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as access from "./checks/access.mjs";
import * as copying from "./checks/copying.mjs";
import * as files from "./checks/files.mjs";
import * as keyboard from "./checks/keyboard.mjs";
import * as layout from "./checks/layout.mjs";
import * as loading from "./checks/loading.mjs";
import * as markup from "./checks/markup.mjs";
import * as memory from "./checks/memory.mjs";
import * as printing from "./checks/printing.mjs";
import * as withoutScripts from "./checks/without-scripts.mjs";
import { serve } from "./server.mjs";
import { several } from "./several.mjs";

export const name = "faults are told";

/** Puts something at the beginning of the text. */
const before = (html) => (page) => page.replace(/(<main[^>]*>)/, `$1${html}`);
/** Puts something at the beginning of the page's head. */
const head = (html) => (page) => page.replace("<head>", `<head>${html}`);
/** Keeps the page's own scripts from hearing of some events; what listens after it has loaded hears them. */
const deafTo = (...events) =>
  head(`<script>{
    const { addEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (type, ...how) {
      if (!${JSON.stringify(events)}.includes(type)) addEventListener.call(this, type, ...how);
    };
    addEventListener.call(window, "load", () => { EventTarget.prototype.addEventListener = addEventListener; });
  }</script>`);

/** What is wrong, who must tell it by which words, and how a sound page comes to it. */
const FAULTS = [
  ["a picture without alternative text", access, /image-alt/, before('<img src="assets/icon.svg">')],
  ["grey text on white", access, /color-contrast/, before('<p style="color:#bbb;background:#fff">灰字看不清</p>')],
  ["a page that stays light", access, /ground is not dark/, head("<style>html body{background:#fff!important}</style>")],
  ["an error on the console", loading, /console error: lost/, before('<script>console.error("lost")</script>')],
  ["a script that fails", loading, /script failed/, before("<script>nothing.here()</script>")],
  ["a picture from another host", loading, /leaves the site/, before('<img alt="" src="https://elsewhere.invalid/a.png">')],
  ["a style from the root of the host", loading, /answered by 404/, head('<link rel="stylesheet" href="/assets/style.css">')],
  ["a box wider than the window", layout, /stands out: div/, before('<div style="width:3000px">宽</div>')],
  ["text that only scripts write", withoutScripts, /no visible h1/, (page) => page.replace(/<main([^>]*)>.*<\/main>/s, '<main$1></main><script>document.querySelector("main").innerHTML="<h1>后</h1>"</script>')],
  ["a focus that nobody sees", keyboard, /not seen/, head("<style>a:focus,a:focus-visible{outline:0!important;box-shadow:none!important}</style>")],
  ["a link before the skip link", keyboard, /not to the skip link/, (page) => page.replace(/(<body[^>]*>)/, '$1<a href="index.html">先</a>')],
  ["navigation in print", printing, /printed: .*nav/, before('<nav style="display:block!important"><a href="index.html">首页</a></nav>')],
  ["a link to nothing", files, /there is no nowhere/, before('<a href="nowhere.html">无</a>')],
  ["an anchor to nothing", files, /has no id/, before('<a href="#nowhere">无</a>')],
  ["JSON-LD that is none", files, /does not parse/, head('<script type="application/ld+json">{</script>')],
  ["a paragraph around a box", markup, /fault-\d+\.html/, before("<p><div>块</div></p>")],
  ["a style that is none", markup, /assets\/style\.css/, head("<!-- the style below, in the copy of the site -->")],
];
const STYLE = "\n.fault { colour: red; }\n";

/** The same where the page has scripts, in a report. */
const FAULTS_OF_SCRIPTS = [
  ["copied text with all its characters", copying, /without width/, deafTo("copy")],
  ["numbers that open nothing", keyboard, /opens nothing/, deafTo("keydown", "click", "focusin", "focus")],
  ["a storage that forgets", memory, /storage has/, head('<script>Object.defineProperty(window, "localStorage", { value: { getItem: () => null, setItem() {}, removeItem() {} } })</script>')],
];

/** Runs once: each fault has its own page beside the sound one, and only the check that must tell it looks there. */
export async function checkSite(world, pages) {
  const root = mkdtempSync(join(tmpdir(), "yearbook-faults-"));
  cpSync(world.root, root, { recursive: true, filter: (path) => !/\.(pdf|zip)$/.test(path) });
  appendFileSync(join(root, "assets/style.css"), STYLE);
  const server = await serve(root);
  const broken = { ...world, root, address: server.address, home: server.home };
  const attempt = (sound) => ([said, check, words, change], i) => async () => {
    const page = { ...sound, path: join(dirname(sound.path), `fault-${i}.html`) };
    const html = readFileSync(join(root, sound.path), "utf8");
    writeFileSync(join(root, page.path), change(html));
    const told = await (check.check ? check.check(broken, page) : check.checkSite(broken, [page, page]));
    return told.some((text) => words.test(text)) ? [] : [`“${said}” was not told by “${check.name}”, which said: ${told.join("; ") || "nothing"}`];
  };
  const plain = pages.find(({ kind }) => kind === "home");
  const report = pages.find(({ genre }) => genre);
  try {
    return (await several([...FAULTS.map(attempt(plain)), ...FAULTS_OF_SCRIPTS.map(attempt(report))])).flat();
  } finally {
    server.close();
    rmSync(root, { recursive: true });
  }
}
