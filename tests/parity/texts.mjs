/** Answers with the texts of the npm package; the questions are one line of JSON: a language, and what to find. */

import { readFileSync } from "node:fs";

const { locale, providers, found } = JSON.parse(readFileSync(0, "utf-8"));
const { textFor } = await import("linkcodes/texts");
const modules = await Promise.all(providers.map((id) => import(`linkcodes/texts/${locale}/${id}`)));
const { texts: support } = await import(`linkcodes/texts/${locale}/support`);
const endUser = modules.map(({ texts }) => texts);

console.log(JSON.stringify(found.map((item) => [textFor(item, endUser), textFor(item, support)])));
