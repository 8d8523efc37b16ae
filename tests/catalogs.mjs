/**
 * usage: catalogs.mjs FOLDER VALUES: prints what programs read in the catalogs below FOLDER, by format, file and key.
 * VALUES is JSON: what is filled in, by placeholder.
 */

import { readFileSync, readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";
import android from "android-string-resource/asr2js";
import { createInstance } from "i18next";
import IntlMessageFormat from "intl-messageformat";

const [folder, values] = [process.argv[2], JSON.parse(process.argv[3])];

/** Returns the files of a format, with their paths below its folder. */
function files(format, suffix) {
  const root = join(folder, format);
  const found = readdirSync(root, { recursive: true }).filter((path) => path.endsWith(suffix));
  return found.sort().map((path) => [path, readFileSync(join(root, path), "utf-8")]);
}

function* leaves(node, path = []) {
  for (const [step, value] of Object.entries(node)) {
    if (typeof value === "string") yield [...path, step].join(".");
    else yield* leaves(value, [...path, step]);
  }
}

async function i18next(path, text) {
  const [lng, ns] = [path.split("/")[0], basename(path, ".json")];
  const resources = { [lng]: { [ns]: JSON.parse(text) } };
  const instance = createInstance({ lng, ns: [ns], resources, interpolation: { escapeValue: false } });
  await instance.init();
  const keys = [...leaves(resources[lng][ns])];
  return Object.fromEntries(keys.map((key) => [key, instance.t(key, { ns, ...values })]));
}

function formatjs(path, text) {
  const locale = relative(".", path).split("/")[0];
  const messages = Object.entries(JSON.parse(text));
  return Object.fromEntries(messages.map(([key, message]) => [key, new IntlMessageFormat(message, locale).format(values)]));
}

const read = { i18next: {}, formatjs: {}, android: {} };
for (const [path, text] of files("i18next", ".json")) read.i18next[path] = await i18next(path, text);
for (const [path, text] of files("formatjs", ".json")) read.formatjs[path] = formatjs(path, text);
for (const [path, text] of files("android", ".xml")) {
  read.android[path] = await android(text, { comment: "none" });
}
process.stdout.write(JSON.stringify(read));
