/** An application that uses the installed package; compiled, with mistakes that the compiler must find. */

import { isApiError } from "linkcodes/validate/flinks/is";
import { apiCodePlan } from "linkcodes/flinks/plan";
import { receive, verify } from "linkcodes/webhooks";
import type { Behavior, BriefBehavior, CodeInfo, Parsed, UnrecognizedEvent } from "linkcodes";
import { PROVIDERS, SPEC_VERSION } from "linkcodes";
import {
  ApiCode,
  ConnectErrorCode,
  ConnectStep,
  isConnectErrorCode,
  parseConnectErrorCode,
} from "linkcodes/flinks";
import type { ConnectErrorCodeValue } from "linkcodes/flinks";
import {
  apiCodeBehavior,
  connectErrorCodeBehavior,
  connectStepBehavior,
} from "linkcodes/flinks/behavior";
import { connectEvent, type ConnectEvent, connectEventResult } from "linkcodes/flinks/events";
import { apiCodeAbsentInfo, apiCodeInfo, connectErrorCodeInfo } from "linkcodes/flinks/info";
import { linkCallback, type LinkCallback } from "linkcodes/lean/events";
import * as SecondaryStatus from "linkcodes/lean/secondary-status";
import { decode, listen, type Link } from "linkcodes/listener";
import type { Runtime } from "linkcodes/engine";
import { useLink, useLinkOutcome, useRetry } from "linkcodes/react";
import { type EndUserText, textFor } from "linkcodes/texts";
import { CREDENTIALS_INVALID } from "linkcodes/texts/en";
import { texts as endUser } from "linkcodes/texts/en/flinks";
import { texts as support } from "linkcodes/texts/en/support";
import { type Bridge, createBridge, readMessage } from "linkcodes/webview";
import { Action, Category } from "linkcodes/taxonomy";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function proves<T extends true>(): T | undefined {
  return undefined;
}

// Constants are their own types, under each of their names.
const invalid: "INVALID_LOGIN" = ConnectErrorCode.INVALID_LOGIN;
const mfa: "INVALID_MFA" = SecondaryStatus.INVALID_MFA;
const providers: readonly (typeof PROVIDERS)[number][] = ["lean", "flinks", "argyle"];
// @ts-expect-error no such provider
const unlistedProvider: (typeof PROVIDERS)[number] = "unlistedProvider";
const version: string = SPEC_VERSION;
// @ts-expect-error a value that the spec does not list
const unlisted: ConnectErrorCode = "BRAND_NEW";
// @ts-expect-error a name that the spec does not list
ConnectErrorCode.BRAND_NEW;
// @ts-expect-error constants are constant
ConnectErrorCode.INVALID_LOGIN = "UNAUTHORIZED";

// What comes from the wire may be anything, and plain strings need no cast.
const open: ConnectErrorCodeValue[] = [invalid, "BRAND_NEW", "x" as string];
// @ts-expect-error a string vocabulary has no numbers
const wrong: ConnectErrorCodeValue = 7;

// Guards and parsers narrow.
declare const raw: unknown;
if (isConnectErrorCode(raw)) proves<Equal<typeof raw, ConnectErrorCode>>();
const parsed: Parsed<ConnectErrorCode> = parseConnectErrorCode(raw);
if (parsed.known) proves<Equal<typeof parsed.value, ConnectErrorCode>>();
// @ts-expect-error what is not known has no type
const untyped: string = parsed.value;

// Behavior: the same words as in the taxonomy; unknown is a case of its own.
function advise(code: unknown): string {
  const found = connectErrorCodeBehavior(code);
  if (found.category === "unknown") {
    proves<Equal<typeof found.retry, null>>();
    return found.actions[0];
  }
  const behavior: BriefBehavior = found;
  // @ts-expect-error a category that the taxonomy does not have
  if (behavior.category === "broken") return "";
  return behavior.category === Category.CREDENTIALS_INVALID ? Action.REENTER_CREDENTIALS : behavior.retry;
}
const step = connectStepBehavior(ConnectStep.REDIRECT);
if (step.category === null) proves<Equal<typeof step.actor, null>>();
// @ts-expect-error a step may be no outcome
const never: string = step.category;

// Information: every field is always there, and null or empty when nothing is known.
const info = connectErrorCodeInfo(raw);
const general: CodeInfo = info;
const fixes: readonly string[] = info.fixes;
const first: string | undefined = info.sources[0]?.url;
if (info.known) proves<Equal<typeof info.value, ConnectErrorCode>>();
// @ts-expect-error the name is null for a value that is not listed
const name: string = info.name;
const contexts: readonly Behavior[] = apiCodeInfo(ApiCode.INVALID_LOGIN).contexts;
const success: string = apiCodeAbsentInfo().phase;
const unattended: boolean = apiCodeBehavior(raw).unattended_retry;

// The listener: events are typed by their payload, data is unchecked.
declare const iframe: HTMLIFrameElement;
const { stop }: { stop: () => void } = listen(connectEvent, {
  origin: "https://toolbox-iframe.private.fin.ag",
  source: () => iframe.contentWindow,
  signal: new AbortController().signal,
  onEvent(event) {
    proves<Equal<typeof event, ConnectEvent | UnrecognizedEvent>>();
    if (event.kind === "unrecognized") return;
    proves<Equal<typeof event.payload, "flinks:connect.event">>();
    for (const code of event.codes) {
      if (code.vocabulary === "flinks:connect.step" && code.known)
        proves<Equal<typeof code.value, ConnectStep>>();
      if (code.pointer === "/flinksCode" && code.known)
        proves<Equal<typeof code.value, ConnectErrorCode | ApiCode>>();
      // @ts-expect-error another provider's vocabulary
      if (code.vocabulary === "lean:linksdk.status") return;
    }
    if (event.data.step === ConnectStep.REDIRECT && typeof event.data.loginId === "string")
      advise(event.data.flinksCode);
    // @ts-expect-error nothing has checked that it is a string
    const loginId: string = event.data.loginId;
    return loginId;
  },
});
// @ts-expect-error an origin is required
listen(connectEvent, { onEvent() {} });
// @ts-expect-error a window that is not there yet must be looked up later
listen(connectEvent, { origin: "https://widget.example", source: iframe.contentWindow, onEvent() {} });

// A widget that only calls back needs no origin; one among them that posts does.
const { callback }: Link = listen(linkCallback, {
  onEvent(event) {
    proves<Equal<typeof event, LinkCallback | UnrecognizedEvent>>();
    for (const code of event.codes)
      if (code.pointer === "/status" && code.known) proves<Equal<typeof code.known, true>>();
  },
});
listen([connectEvent, linkCallback], {
  origin: "https://widget.example",
  onEvent(event) {
    proves<Equal<typeof event, ConnectEvent | LinkCallback | UnrecognizedEvent>>();
    if (event.payload === "lean:linksdk.callback") proves<Equal<typeof event, LinkCallback>>();
  },
});
// @ts-expect-error an origin is required
listen([linkCallback, connectEvent], { onEvent() {} });
const decoded: ConnectEvent | UnrecognizedEvent = decode(connectEvent, raw);

// The hook: a ref to the iframe will do, and the last event is there for rendering.
declare const frame: { current: HTMLIFrameElement | null };
const state = useLink([connectEvent, linkCallback], {
  origin: "https://widget.example",
  source: frame,
  onEvent(event) {
    proves<Equal<typeof event, ConnectEvent | LinkCallback | UnrecognizedEvent>>();
  },
});
proves<Equal<typeof state.event, ConnectEvent | LinkCallback | UnrecognizedEvent | null>>();
const sdkCallback: (response: unknown) => void = useLink(linkCallback, {}).callback;
// @ts-expect-error an origin is required
useLink(connectEvent, { source: frame });

export {
  advise,
  callback,
  contexts,
  decoded,
  first,
  fixes,
  general,
  mfa,
  name,
  never,
  open,
  sdkCallback,
  stop,
  success,
  unattended,
};
export { invalid, unlistedProvider, providers, unlisted, untyped, version, wrong };

// Outcomes: a plan and a text, or nothing yet; the origin may come later, but not be forgotten.
declare const runtime: Runtime;
const linkState = useLinkOutcome(connectEvent, { origin: null, source: frame, runtime, texts: endUser });
const shown: (EndUserText & { readonly lang: string; readonly dir: "ltr" | "rtl" }) | null = linkState.text;
const retry = useRetry(linkState);
const again: () => void = retry.retry;
const resultId: string | null | undefined = connectEventResult(linkState.event)?.loginId;
// @ts-expect-error no such id
connectEventResult(linkState.event)?.userId;
// @ts-expect-error an origin is required, even if it is null
useLinkOutcome(connectEvent, { runtime });
// @ts-expect-error what reads the events is required
useLinkOutcome(connectEvent, { origin: null });
// @ts-expect-error texts for support agents are not for users
useLinkOutcome(connectEvent, { origin: null, runtime, texts: support });
const asked: readonly string[] = textFor(linkState.outcome, support).ask;
const button: string | null = textFor(connectErrorCodeBehavior(raw), [endUser]).button;
const titleOf: string = CREDENTIALS_INVALID.title;
const bridge: Bridge = createBridge();
listen(connectEvent, { origin: "https://widget.example", target: bridge, onEvent() {} });
useLink(connectEvent, { origin: "https://widget.example", target: bridge });
useLink(connectEvent, { origin: "https://widget.example", target: window });
const fromApp: ConnectEvent | UnrecognizedEvent | null = readMessage(raw, connectEvent, ["https://widget.example"]);

export { again, asked, bridge, button, titleOf, resultId, fromApp, shown };

// A webhook: the scheme, the kind and the payload of its event narrow its body.
async function received(bytes: ArrayBuffer, headers: Headers): Promise<string> {
  const { event } = await receive("lean", bytes, headers, ["old", "new"]);
  // @ts-expect-error before it is known what it is, the body has no type
  event.body.payload;
  if (event.kind !== "described") proves<Equal<typeof event.payload, null>>();
  // @ts-expect-error a payload that no scheme signs
  if (event.payload === "webhook.nothing") return "";
  if (event.payload === "webhook.results.ready") return event.body.payload.id;
  // @ts-expect-error there is no such scheme
  await verify("lear", bytes, headers, "secret");
  // @ts-expect-error text is not what was signed
  await verify("lean", "{}", headers, "secret");
  return event.provider satisfies "lean";
}

// A guard narrows to the payload; plans take the codes of one field.
function judged(value: unknown): string {
  if (!isApiError(value)) return "";
  const code: string = value.FlinksCode;
  return `${code} ${apiCodePlan(value.FlinksCode, { attempts: 2 }).decision} ${String(received)} ${String(judged)}`;
}

export const forMe = receive("enable_banking", new ArrayBuffer(0), {}, {}, { claims: { sub: "mine" } });
// @ts-expect-error one key signs for all of its customers, so the program must say who it is
export const forAnyone = receive("enable_banking", new ArrayBuffer(0), {}, {});
// @ts-expect-error the environment alone does not
export const forOthers = verify("enable_banking", new ArrayBuffer(0), {}, {}, { claims: { environment: "PRODUCTION" } });
