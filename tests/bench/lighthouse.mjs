// usage: node tests/bench/lighthouse.mjs [SITE]
// What Lighthouse says of pages of the built site, served with gzip as a web server would: prints for each page its
// scores (0 to 100), the bytes transferred, and the audits that failed.
import { existsSync, readFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import lighthouse from "lighthouse";
import { launch, serve } from "../browser/chromium.mjs";

const BUILD = process.env.LINKCODES_BUILD_DIR ?? fileURLToPath(new URL("../../build", import.meta.url));
const SITE = process.argv[2] ?? join(BUILD, "site");
const HOME = { home: "index.html" };
const OTHERS = { "a provider": "lean/index.html", explorer: "explorer.html", "a code": "lean/linksdk.secondary_status/INVALID_MFA.html" };
const PAGES = process.env.LINKCODES_BENCH_SMALL ? HOME : { ...HOME, ...OTHERS };
const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".txt": "text/plain" };

function answer(request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  const file = join(SITE, path.endsWith("/") ? `${path}index.html` : path);
  if (!existsSync(file)) return response.writeHead(404).end();
  const headers = {
    "content-type": `${TYPES[extname(file)] ?? "application/octet-stream"}; charset=utf-8`,
    "content-encoding": "gzip",
    "cache-control": "max-age=31536000",
  };
  return response.writeHead(200, headers).end(gzipSync(readFileSync(file), { level: 9 }));
}

/** Returns a port that nothing listens on. */
async function freePort() {
  const { origin, close } = await serve(() => {});
  close();
  return Number(new URL(origin).port);
}

async function measure(url, port) {
  const { lhr } = await lighthouse(url, { port, logLevel: "error" });
  const scores = Object.values(lhr.categories).map(({ title, score }) => [title, Math.round(score * 100)]);
  const transferred = lhr.audits["network-requests"].details.items.map((item) => item.transferSize);
  return {
    scores: Object.fromEntries(scores),
    bytes: transferred.reduce((sum, size) => sum + size, 0),
    failed: Object.values(lhr.categories).flatMap(({ auditRefs }) => failures(lhr, auditRefs)),
  };
}

/** Returns the audits that count and did not pass, with what they measured. */
function failures(lhr, references) {
  return references
    .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
    .map(({ id }) => [id, lhr.audits[id].displayValue].filter(Boolean).join(": "));
}

const server = await serve(answer);
const port = await freePort();
const browser = await launch([`--remote-debugging-port=${port}`]);
const found = {};
for (const [name, page] of Object.entries(PAGES)) found[name] = await measure(`${server.origin}/${page}`, port);
await browser.close();
server.close();
console.log(JSON.stringify(found, null, 1));
