// usage: node site/diagrams.mjs FILE
// Bundles Mermaid into FILE, without the kinds of diagrams that no page has: they are two thirds of it.
import { basename } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

// What Mermaid loads only when it needs it; `dagre` places boxes.
const DRAWN = /^(sequenceDiagram|stateDiagram-v2|erDiagram|dagre)-/;

const leaveOut = {
  name: "leave-out",
  setup(builder) {
    builder.onResolve({ filter: /./ }, ({ path, kind }) =>
      kind === "dynamic-import" && !DRAWN.test(basename(path)) ? { path, namespace: "left-out" } : undefined,
    );
    builder.onLoad({ filter: /./, namespace: "left-out" }, () => ({ contents: "" }));
  },
};

await build({
  stdin: {
    contents: 'import mermaid from "mermaid"; globalThis.mermaid = mermaid;',
    resolveDir: fileURLToPath(new URL(".", import.meta.url)),
  },
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  plugins: [leaveOut],
  outfile: argv[2],
});
