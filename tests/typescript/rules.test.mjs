/** The rules of codes are written by column; read again, they are the rows that the Python package has. */

import assert from "node:assert/strict";
import { dirname, resolve } from "node:path";
import { describe, test } from "node:test";
import { DIR, load, readJson, SPEC } from "./package.mjs";

const SPEC_FILE = process.env.LINKCODES_SPEC;
const GENERATED = SPEC_FILE ? resolve(dirname(SPEC_FILE), "..") : resolve(DIR, "../../generated");
const USUAL = { scope: null, suspension_risk: false };

/** What a code, its absence or one of its meanings says, with the behavior and the address that it names. */
const said = ({ behaviors, sources }, { behavior, source, contexts, ...rest }) => ({
  ...rest,
  behavior: behavior === undefined ? undefined : { ...USUAL, ...behaviors[behavior] },
  source: source === undefined ? undefined : sources[source],
  contexts: contexts?.map((item) => said({ behaviors, sources }, item)),
});

const listed = ({ vocabularies, ...rules }) =>
  vocabularies.map(({ id, money, absent, codes }) => ({
    id,
    money,
    absent: absent && said(rules, absent),
    codes: codes.map((code) => said(rules, code)),
  }));

describe("the rules of codes", () => {
  for (const { id } of SPEC.providers)
    test(`of ${id} say what they say in Python`, async () => {
      const { rules } = await load(`${id}/rules`);
      const python = readJson(`${GENERATED}/python/linkcodes/data/rules/${id}.json`);
      assert.deepEqual(listed(rules), listed(python));
    });
});
