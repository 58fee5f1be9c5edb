// A static server on a free port of 127.0.0.1 with the site under `/a/b/`, so that a link that leans on the root of the host breaks, and once
// more where its own addresses say that it lies, for the page that says that there is none.
// It knows the few types that a site has and answers everything else with 404.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { basePathOf } from "./site.mjs";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".csv": "text/csv; charset=utf-8",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".pdf": "application/pdf",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

export const SUB_PATH = "/a/b/";

/** Serves `root`; gives the address of the site's folder (with a slash at its end), `home`, that of its own place, and `close`. */
export async function serve(root) {
  const places = [SUB_PATH, basePathOf(root)];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://127.0.0.1").pathname);
    if (path === "/favicon.ico") return void response.writeHead(204).end(); // every host has one, and a browser asks for it unasked
    const place = places.find((place) => path.startsWith(place));
    const file = place ? join(root, normalize(`/${path.slice(place.length)}`)) : "";
    const type = TYPES[extname(file)];
    if (!type || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not here");
      return;
    }
    response.writeHead(200, { "content-type": type, "cache-control": "no-store" });
    createReadStream(file).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { address: origin + SUB_PATH, home: origin + places[1], close: () => server.closeAllConnections() ?? server.close() };
}
