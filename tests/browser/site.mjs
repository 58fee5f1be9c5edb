// Comes in: the folder of a built site. Goes out: one page of each kind that it has, found by the class of its body. Nothing is
// opened in a browser here.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

const GENRES = ["bulletin", "feature", "review", "notice", "yearbook"];

/** Kinds that every site has; a site without one of them means that this test has gone blind. */
const ALWAYS = ["home", "reports", ...GENRES, "region", "region-year", "indicators", "indicator", "compare", "year", "sources", "search", "not-found"];

/** All files below a folder as paths with `/`, in order. */
export function filesOf(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .sort();
}

/** The path of the site's folder on its host, with a slash at both ends: what the canonical address of its first page says. */
export function basePathOf(root) {
  const canonical = /<link rel="canonical" href="([^"]*)"/.exec(readFileSync(join(root, "index.html"), "utf8"))?.[1];
  return canonical ? new URL(".", canonical).pathname : "/";
}

/** Of a page's HTML the kind: the last `page-…` class of its body, so that a report gives its genre. */
function kindOf(html) {
  const classes = /<body class="([^"]*)"/.exec(html)?.[1] ?? "";
  return classes.split(/\s+/).filter((name) => name.startsWith("page-")).at(-1)?.slice("page-".length);
}

/**
 * One page of each kind, the heaviest, because it has the most that can go wrong: `pages` in the order of their paths (`genre`: it is a report;
 * `alone`: a host shows it at any address, so it has no script, no navigation, and links from the root of the host), and `missing`, the
 * kinds that are not there although every site has them.
 */
export function pagesOf(root) {
  const heaviest = new Map();
  for (const path of filesOf(root).filter((path) => path.endsWith(".html"))) {
    const kind = kindOf(readFileSync(join(root, path), "utf8"));
    const size = statSync(join(root, path)).size;
    if (kind && size > (heaviest.get(kind)?.size ?? 0)) heaviest.set(kind, { kind, path, size, genre: GENRES.includes(kind), alone: kind === "not-found" });
  }
  const pages = [...heaviest.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { pages, missing: ALWAYS.filter((kind) => !heaviest.has(kind)) };
}
