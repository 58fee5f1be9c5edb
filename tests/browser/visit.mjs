// A reader: a fresh browser context in which one page at a time is open, and what the browser complained of meanwhile. Readers are
// given their settings before the page loads, as a returning reader has them.

import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

/** Where a page lies: `over` is "http" (the server's sub-path), "host" (where the site's own addresses say) or "file" (the folder itself). */
export function addressOf(world, path, over = "http") {
  if (over === "file") return pathToFileURL(resolve(world.root, path)).href;
  return (over === "host" ? world.home : world.address) + path;
}

/** Whether a request stays on the site; what is in the page itself is no request. */
function staysInside(world, url, over) {
  if (over === "host" && url.startsWith(world.home)) return true;
  return /^(data|blob|about):/.test(url) || url.startsWith(world.address) || url.startsWith(pathToFileURL(resolve(world.root)).href + "/");
}

/**
 * Opens a page as a reader would who has `scheme` (light or dark) set in the system, `settings` ({theme, size}) chosen earlier, and
 * scripts unless `scripts` is false. Gives `page`, `complaints` (a growing list of texts) and `close`.
 */
export async function open(world, path, { over = "http", width = 1440, scheme = "light", settings = {}, scripts = true } = {}) {
  const context = await world.browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    javaScriptEnabled: scripts,
    reducedMotion: "reduce",
    locale: "zh-CN",
  });
  const complaints = [];
  context.on("page", (page) => {
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(`console ${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => complaints.push(`script failed: ${error.message}`));
    page.on("request", (request) => {
      if (!staysInside(world, request.url(), over)) complaints.push(`request leaves the site: ${request.url()}`);
    });
    page.on("websocket", (socket) => complaints.push(`request leaves the site: ${socket.url()}`));
    page.on("requestfailed", (request) => complaints.push(`request failed: ${request.url()} (${request.failure()?.errorText})`));
    page.on("response", (response) => {
      if (response.status() >= 400) complaints.push(`request answered by ${response.status()}: ${response.url()}`);
    });
  });
  const page = await context.newPage();
  if (scripts && Object.keys(settings).length > 0) {
    await page.addInitScript((chosen) => {
      // Only where nothing is remembered yet: a reader may change it during the visit.
      for (const [name, value] of Object.entries(chosen)) localStorage[`yearbook-${name}`] ??= value;
    }, settings);
  }
  await page.goto(addressOf(world, path, over));
  return { page, complaints, close: () => context.close() };
}

/** Opens, hands the visit to `look`, closes in any case; gives what `look` gives. */
export async function visit(world, path, how, look) {
  const reader = await open(world, path, how);
  try {
    return await look(reader.page, reader);
  } finally {
    await reader.close();
  }
}
