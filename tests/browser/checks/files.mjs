// What can be seen in a page's file without a browser: its JSON-LD parses and says what it is about; each relative link leads to a file
// of the site, and each anchor to an id in it; no link leans on the root of the host.

import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { basePathOf } from "../site.mjs";

export const name = "files are whole";

const JSON_LD = /<script type="application\/ld\+json">(.*?)<\/script>/gs;
const LINK = /<[a-z][^>]*?\s(?:href|src|action|poster|data-src)="([^"]*)"/g;

const unescaped = (text) => text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&#x27;", "'").replaceAll("&#x2F;", "/").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

function brokenLink(root, path, link, base) {
  if (base && link.startsWith(base)) return brokenLink(root, "index.html", link.slice(base.length));
  if (link.startsWith("/")) return "leans on the root of the host";
  const [file, anchor] = link.split("#");
  const target = file === "" ? path : join(dirname(path), decodeURIComponent(file.split("?")[0]));
  if (target.startsWith("..")) return "leaves the site's folder";
  if (!existsSync(join(root, target))) return `there is no ${target}`;
  if (!statSync(join(root, target)).isFile()) return `${target} is a folder, which no reader from the disk can open`;
  if (anchor && target.endsWith(".html")) {
    const ids = readFileSync(join(root, target), "utf8").matchAll(/\sid="([^"]*)"/g);
    if (![...ids].some(([, id]) => unescaped(id) === decodeURIComponent(anchor))) return `${target} has no id “${decodeURIComponent(anchor)}”`;
  }
  return null;
}

export async function check({ root }, { path, alone }) {
  const html = readFileSync(join(root, path), "utf8");
  const problems = [];
  for (const [, json] of html.matchAll(JSON_LD)) {
    try {
      const data = JSON.parse(json);
      for (const one of [data].flat()) {
        if (!one["@context"] || !(one["@type"] || one["@graph"])) problems.push("JSON-LD without @context or @type");
      }
    } catch (error) {
      problems.push(`JSON-LD does not parse: ${error.message}`);
    }
  }
  const links = new Set([...html.matchAll(LINK)].map(([, link]) => unescaped(link)));
  for (const link of links) {
    const broken = /^[a-z][a-z+.-]*:/.test(link) ? null : brokenLink(root, path, link, alone ? basePathOf(root) : null);
    if (broken) problems.push(`link ${link}: ${broken}`);
  }
  return problems;
}
