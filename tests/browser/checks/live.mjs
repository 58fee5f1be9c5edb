// `yearbook serve` in a browser: an edit shows by itself and leaves the reader where he was, a finding lies over its page with file and line and
// goes with the mend, two windows follow alike, and who ends the server is told so. The site is a copy of the repository's content.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { axePath } from "../tools.mjs";

export const name = "the preview follows edits";

const ROOT = resolve(import.meta.dirname, "../../..");
const REPORT = "content/reports/2023/hebi-steady-steps.md";
const PAGE = "reports/2023/hebi-steady-steps/index.html";
const WORDS = "账本变厚";
const MORE = "账册变厚"; // as long: the text below stays where it is

/** The program: the one that YEARBOOK names, else what cargo has built. */
const program = process.env.YEARBOOK ?? resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target", "release/yearbook");

/** Serves a folder; gives the address and the process. */
async function serving(folder) {
  const server = spawn(program, ["serve", "--root", folder, "--port", "0", "--lang", "zh"], { stdio: ["ignore", "pipe", "ignore"] });
  const lines = createInterface({ input: server.stdout });
  for await (const line of lines) {
    if (line.startsWith("http://")) return { server, address: line };
  }
  throw new Error("the server did not say where it listens");
}

/** Waits until something holds on the page; says what did not where it takes too long. */
const waitFor = (page, what, holds, value) =>
  page.waitForFunction(holds, value, { timeout: 20_000 }).then(() => true, () => { throw new Error(`never: ${what}`); });

/** How many groups of findings the server tells of a page: asked beside the page's own line, which may not have heard yet. */
const findingsTold = (path) => new Promise((tell) => {
  const line = new EventSource(`/.yearbook/events?page=${encodeURIComponent(path)}`);
  line.onmessage = (event) => {
    line.close();
    tell(JSON.parse(event.data).overlay.groups.length);
  };
});

const overlayText = () => document.querySelector("yearbook-live")?.shadowRoot.querySelector("section")?.textContent ?? "";

export async function checkSite(world) {
  if (!existsSync(program)) return [`there is no ${program}: cargo build --release makes it`];
  const folder = mkdtempSync(join(tmpdir(), "yearbook-live-"));
  cpSync(join(ROOT, "content"), join(folder, "content"), { recursive: true });
  const edit = (file, from, to) => {
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    writeFileSync(path, text.replace(from, to));
  };
  // Without a finding of the whole site a page has nothing over it.
  edit("content/site.yaml", 'site_id_code: ""', 'site_id_code: "5111000001"');
  const { server, address } = await serving(folder);
  const context = await world.browser.newContext({ viewport: { width: 1200, height: 800 } });
  const problems = [];
  const expect = (holds, text) => holds || problems.push(text);
  try {
    const open = async (path) => {
      const page = await context.newPage();
      page.on("pageerror", (error) => problems.push(`script failed: ${error.message}`));
      await page.goto(address + path, { waitUntil: "load" });
      return page;
    };
    const first = await open(PAGE);
    const second = await open(PAGE);
    await first.bringToFront();
    expect((await first.evaluate(findingsTold, PAGE)) === 0, "there is something over a page without findings");

    await first.evaluate(() => { scrollTo({ top: 700, behavior: "instant" }); globalThis.isOld = true; });
    const before = await first.evaluate(() => scrollY);
    edit(REPORT, WORDS, MORE);
    for (const page of [first, second]) {
      await waitFor(page, "the new words", (words) => document.body.innerText.replaceAll("\u2060", "").includes(words), MORE);
    }
    await waitFor(first, "a page loaded again", () => !globalThis.isOld && document.readyState === "complete");
    const after = await first.evaluate(() => scrollY);
    expect(before > 500 && Math.abs(after - before) < 3, `the reader was at ${before} and is at ${after}`);

    await first.evaluate(() => { globalThis.isOld = true; });
    edit(REPORT, "genre:", "genre: [");
    await waitFor(first, "the finding over the page", () => document.querySelector("yearbook-live")?.shadowRoot.querySelector("section.open"));
    const text = await first.evaluate(overlayText);
    for (const words of ["这一页", "错误", `${REPORT}:`, "还是上一次能做出来时的样子"]) expect(text.includes(words), `the overlay does not say ${words}: ${text}`);
    expect(await first.evaluate(() => globalThis.isOld === true), "an error loaded the page again");
    expect(Math.abs((await first.evaluate(() => scrollY)) - after) < 3, "the overlay moved the page");
    await first.evaluate(readFileSync(axePath, "utf8"));
    const faults = await first.evaluate(async () => (await globalThis.axe.run({ include: [["yearbook-live"]] })).violations.map((fault) => fault.id));
    expect(faults.length === 0, `axe on the overlay: ${faults.join(", ")}`);
    await first.emulateMedia({ media: "print" });
    expect(await first.evaluate(() => getComputedStyle(document.querySelector("yearbook-live")).display === "none"), "the overlay is printed");
    await first.emulateMedia({ media: "screen" });
    await first.locator("yearbook-live button").click();
    expect(await first.evaluate(() => !!document.querySelector("yearbook-live").shadowRoot.querySelector("section.folded")), "the overlay does not fold");

    edit(REPORT, "genre: [", "genre:");
    await waitFor(first, "the overlay gone with the mend", () => !document.querySelector("yearbook-live"));
    edit(REPORT, MORE, WORDS);
    await waitFor(first, "the old words", (words) => document.body.innerText.replaceAll("\u2060", "").includes(words), WORDS);

    server.kill("SIGINT");
    const [status] = await once(server, "exit");
    expect(status === 0, `the server ended with ${status}`);
    await waitFor(first, "word that the preview has ended", () => document.querySelector("yearbook-live")?.shadowRoot.textContent.includes("预览断开了"));
  } finally {
    server.kill("SIGKILL");
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return problems;
}
