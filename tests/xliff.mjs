/**
 * usage: xliff.mjs FILE KEY TEXT: reads an XLIFF file with the library that i18next's tools use, gives the unit KEY
 * another translation, which it approves, and prints the file as the library writes it.
 */

import { readFileSync } from "node:fs";
import { jsToXliff12, xliff12ToJs } from "xliff";

const [file, key, text] = process.argv.slice(2);
const document = await xliff12ToJs(readFileSync(file, "utf-8"));
const unit = document.resources.linkcodes[key];
Object.assign(unit, { target: text, additionalAttributes: { ...unit.additionalAttributes, approved: "yes" } });
process.stdout.write(await jsToXliff12(document));
