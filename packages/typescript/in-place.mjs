// usage: node --import ./packages/typescript/in-place.mjs PROGRAM
// Runs a program on the package as it is in this checkout: modules of both halves are found where they are and compiled
// when they are imported, so nothing has to be built first. LINKCODES_GENERATED names another generated half.
import { register } from "node:module";

register("./hooks.mjs", import.meta.url);
