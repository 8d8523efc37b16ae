/** A server that uses the installed package: it has no browser and no types of one. */

import type { CodeInfo } from "linkcodes";
import { bankConnectionErrorCodeInfo } from "linkcodes/argyle/info";
import { linkCallback } from "linkcodes/lean/events";
import { decode } from "linkcodes/listener";

export const explain: (code: unknown) => CodeInfo = bankConnectionErrorCodeInfo;
export const event = decode(linkCallback, '{"status": "SUCCESS"}');
