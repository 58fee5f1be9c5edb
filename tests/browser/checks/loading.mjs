// A page loads in silence, from a server's sub-path and from the disk: nothing on the console, no script that fails, no request that
// leaves the site or is not answered.

import { visit } from "../visit.mjs";

export const name = "loads in silence";

export async function check(world, { path, alone }) {
  const problems = [];
  for (const over of alone ? ["host"] : ["http", "file"]) {
    await visit(world, path, { over }, async (page, { complaints }) => {
      // What a script asks for after the page has loaded is heard too; it is the same from the disk.
      if (over !== "file") await page.waitForLoadState("networkidle");
      const hints = await page.evaluate(() =>
        [...document.querySelectorAll("link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=prefetch]")]
          .map((link) => link.href)
          .filter((href) => new URL(href).host !== location.host),
      );
      problems.push(...complaints.map((text) => `${over}: ${text}`), ...hints.map((href) => `${over}: link prepares a request that leaves the site: ${href}`));
    });
  }
  return problems;
}
