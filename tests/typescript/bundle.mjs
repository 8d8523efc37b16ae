// usage: node bundle.mjs GENERATED <PROGRAM
// Bundles a TypeScript program that imports the package, whose generated half lies below GENERATED.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { argv, stdout } from "node:process";
import { build } from "esbuild";
import { bothHalves } from "../../packages/typescript/halves.mjs";

const source = join(argv[2], "typescript/src");
const { outputFiles } = await build({
  stdin: { contents: readFileSync(0, "utf-8"), resolveDir: source, sourcefile: join(source, "program.ts"), loader: "ts" },
  plugins: [bothHalves(source)],
  bundle: true,
  format: "esm",
  logLevel: "warning",
  write: false,
});
stdout.write(outputFiles[0].text);
