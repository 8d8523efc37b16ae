/** An application that validates payloads; compiled, with the mistakes that the compiler must find. */

import type { ApiCodeValue, ConnectErrorCodeValue, LoginTypeValue } from "linkcodes/flinks";
import { validate, validateApiAuthorized, validateConnectEvent } from "linkcodes/validate/flinks";
import type { ConnectEvent, Problem } from "linkcodes/validate/flinks";
import { validateConnectEvent as strictly } from "linkcodes/validate/flinks/strict";

const verdict = validateConnectEvent(JSON.parse("{}"));
if (verdict.valid) {
  const code: ApiCodeValue | ConnectErrorCodeValue | undefined = verdict.value.flinksCode;
  const unlisted: unknown = verdict.value["brandNew"];
  console.log(code, unlisted);
  // @ts-expect-error a valid value has no problems
  console.log(verdict.problems);
} else {
  const problems: readonly Problem[] = verdict.problems;
  console.log(problems);
  // @ts-expect-error nothing is known of a value that is not valid
  console.log(verdict.value);
}

const authorized = validateApiAuthorized({});
if (authorized.valid) {
  const status: number = authorized.value.HttpStatusCode;
  const type: LoginTypeValue | undefined = authorized.value.Login.Type;
  // @ts-expect-error the field may be missing
  const institution: string = authorized.value.Institution;
  // @ts-expect-error payloads are not to be changed
  authorized.value.HttpStatusCode = 200;
  console.log(status, type, institution);
}

for (const found of [validate("connect.event", {}), validate("flinks:connect.event", {}), strictly({})])
  if (found.valid) console.log(found.value satisfies ConnectEvent);
// @ts-expect-error no such payload
validate("connect.evnt", {});
