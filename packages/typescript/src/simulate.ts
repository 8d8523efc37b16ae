import type { Channel } from "./rulebook.js";
import { SIGNATURES } from "./signatures.js";
import type { Scheme } from "./verify.js";

export type { Channel } from "./rulebook.js";

/** How a provider signs its webhooks; the key and the body are taken as UTF-8. */
export interface Signature {
  /** Name of the header that carries the signature. */
  readonly header: string;
  readonly algorithm: "hmac-sha256" | "hmac-sha512" | "shared-secret";
  readonly encoding: "hex" | "hex-upper" | "base64" | "plain";
  /** What precedes the digest in the header. */
  readonly prefix: string;
}

/** A value, and the keys and indices that lead to it. */
export interface Change {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** One code, or one event without codes, as a provider would send it: plain data, to copy and to change. */
export interface Scenario {
  /** Payload, field and name of the code, `provider:payload/field#NAME`; or `provider:payload#example`. */
  readonly id: string;
  readonly provider: string;
  /** Id of the payload, `provider:name`. Decode by it: some bodies show no sign of what they are. */
  readonly payload: string;
  readonly channel: Channel;
  /** Id of the code's vocabulary; null where the payload carries no codes. */
  readonly vocabulary: string | null;
  /** JSON pointer of the field that contains the code; `*` matches any item of an array or value of a map. */
  readonly pointer: string | null;
  /** The code, as it is on the wire. */
  readonly code: string | number | null;
  /** What the code, or the payload, means. */
  readonly summary: string;
  /** How the provider signs this payload; null where it does not. */
  readonly signature: Signature | null;
  /** An example of the payload. */
  readonly template: unknown;
  /** What to change in the example, one after another, so that it contains the code. */
  readonly changes: readonly Change[];
}

/** The codes of each vocabulary by name, each with its meaning, and its wire value if that is not the name. */
type Codes = Readonly<Record<string, Readonly<Record<string, string | readonly [string | number, string]>>>>;

/** Codes of one vocabulary that the same field of the same example can contain. */
interface CodedCase {
  readonly pointer: string;
  readonly vocabulary: string;
  /** Name of the example. */
  readonly template: string;
  /** What must be there before the code can be. */
  readonly add?: Change;
  /** The keys and indices that lead to the field; those of the pointer if there are none. */
  readonly path?: Change["path"];
  /** Names of the codes, with a space between two; all codes of the vocabulary if there are none. */
  readonly names?: string;
}

/** An example as it is, of a payload that carries no codes. */
interface PlainCase {
  readonly template: string;
}

/** All scenarios of one payload. */
interface Group extends Pick<Scenario, "payload" | "channel" | "summary" | "signature"> {
  readonly templates: Readonly<Record<string, unknown>>;
  readonly cases: readonly (CodedCase | PlainCase)[];
}

/** Makes the list of scenarios from the tables in the providers' modules, which call it. */
export function scenariosOf(provider: string, codes: Codes, groups: readonly Group[]): readonly Scenario[] {
  return groups.flatMap(({ templates, cases, ...about }) =>
    cases.flatMap((item): Scenario[] => {
      const shared = { ...about, provider, template: templates[item.template] };
      return "vocabulary" in item ? coded(item, codes, shared) : [plain(item, shared)];
    }),
  );
}

type Shared = Omit<Scenario, "id" | "vocabulary" | "pointer" | "code" | "changes">;

function coded(item: CodedCase, codes: Codes, shared: Shared): Scenario[] {
  const { pointer, vocabulary, add, path = keysOf(pointer) } = item;
  const listed = codes[vocabulary]!;
  return (item.names?.split(" ") ?? Object.keys(listed)).map((name) => {
    const found = listed[name]!;
    const [code, summary] = typeof found === "string" ? [name, found] : found;
    const changes = [...(add ? [add] : []), { path, value: code }];
    const id = `${shared.payload}${pointer}#${name}`;
    return { ...shared, id, vocabulary, pointer, code, summary, changes };
  });
}

function keysOf(pointer: string): readonly string[] {
  return pointer.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function plain({ template: example }: PlainCase, shared: Shared): Scenario {
  const id = `${shared.payload}#${example}`;
  return { ...shared, id, vocabulary: null, pointer: null, code: null, changes: [] };
}

/** Returns the payload of a scenario, made from scratch each time. Texts beside the code are those of the example. */
export function body(scenario: Scenario): unknown {
  return structuredClone(scenario.changes.reduce(changed, scenario.template));
}

function changed(node: unknown, { path: [key, ...path], value }: Change): unknown {
  if (key === undefined) return value;
  const inner = changed((node as Record<string | number, unknown>)[key], { path, value });
  if (Array.isArray(node)) return Object.assign([...node], { [key]: inner });
  return { ...(node as object), [key]: inner };
}

/** A class of the browser, so that programs compile without one: servers import these types too. */
type Global<Name extends string> = typeof globalThis extends { [K in Name]: { prototype: infer T } }
  ? T
  : never;

/** What `emit` needs to know. */
export interface EmitOptions {
  /** The origin that the message pretends to come from, exactly as the listener expects it. */
  readonly origin: string;
  /** The window that the message pretends to come from, if the listener looks at it: the widget's. */
  readonly source?: object | null;
  /** Where the message arrives; the current window by default. */
  readonly target?: Pick<Global<"EventTarget">, "dispatchEvent">;
  /** Whether the message is a JSON string, as some widgets send it, and not an object. */
  readonly asText?: boolean;
}

/**
 * Dispatches a scenario of the channel `post_message` as a `message` event.
 *
 * @throws TypeError for a scenario of another channel, or without an exact origin.
 */
export function emit(scenario: Scenario, options: EmitOptions): void {
  demand(scenario, "post_message");
  const { origin, source = null, target = globalThis, asText = false } = options;
  if (!isOrigin(origin)) refuse(`origin "${origin}" is not exactly an origin, like "https://widget.example"`);
  if (!target.dispatchEvent) refuse("no window; pass a target");
  const data = asText ? JSON.stringify(body(scenario)) : body(scenario);
  const sender = source as MessageEventSource | null;
  target.dispatchEvent(new MessageEvent("message", { data, origin, source: sender }));
}

/**
 * Hands a scenario of the channel `callback` to the function that the SDK would call.
 *
 * @throws TypeError for a scenario of another channel, or without a function; else what the function throws.
 */
export function call(scenario: Scenario, callback: (response: unknown) => void): void {
  demand(scenario, "callback");
  if (typeof callback !== "function") refuse("callback must be a function");
  callback(body(scenario));
}

/** A webhook request, to be sent by POST. */
export interface WebhookRequest {
  /** The body, exactly as it is signed: send it as it is. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Returns a scenario of the channel `webhook` as a request, signed with the secret where the provider signs with
 * one. A token can only be made with the provider's private key, so such a request comes without it.
 *
 * Rejects with a TypeError for a scenario of another channel, or where a secret is needed and missing.
 */
export async function request(
  scenario: Scenario,
  options: { readonly secret?: string } = {},
): Promise<WebhookRequest> {
  demand(scenario, "webhook");
  const { signature } = scenario;
  const text = JSON.stringify(body(scenario));
  const signed = signature ? { [signature.header]: await sign(signature, text, options.secret) } : {};
  return { body: text, headers: { "content-type": "application/json", ...signed } };
}

/**
 * Returns the headers that the provider would send with a body of your own, to test an endpoint with: the scheme is that
 * of `receive`. Text is signed as UTF-8, so send exactly these bytes.
 *
 * Rejects with a TypeError where there is no such scheme, or only the provider has the key.
 */
export async function signedHeaders(
  scheme: Scheme,
  body: string | Uint8Array<ArrayBuffer>,
  secret: string,
): Promise<Readonly<Record<string, string>>> {
  const signature = SIGNATURES[scheme] as Signature;
  // Without a header it is none of the schemes, not even if objects have something of this name.
  if (!signature?.header || signature.algorithm.startsWith("jws")) refuse(`"${scheme}" has no secret`);
  return { [signature.header]: await sign(signature, body, secret) };
}

/**
 * Returns the value of the header that signs a body.
 *
 * Rejects with a TypeError without a secret, or without WebCrypto, which browsers have on HTTPS and localhost
 * only.
 */
export async function sign(
  signature: Signature,
  body: string | Uint8Array<ArrayBuffer>,
  secret: string | undefined,
): Promise<string> {
  if (typeof secret !== "string" || !secret) refuse("no secret");
  const { algorithm, encoding, prefix } = signature;
  if (encoding === "plain") return prefix + secret;
  const raw = utf8(secret);
  return prefix + encoded(algorithm === "shared-secret" ? raw : await digestOf(algorithm, body, raw), encoding);
}

async function digestOf(
  algorithm: string,
  body: string | Uint8Array<ArrayBuffer>,
  secret: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto ?? {};
  if (!subtle) refuse("no WebCrypto here; serve the page from localhost or by HTTPS");
  const hash = algorithm.replace("hmac-sha", "SHA-");
  const key = await subtle.importKey("raw", secret, { name: "HMAC", hash }, false, ["sign"]);
  return new Uint8Array(await subtle.sign("HMAC", key, typeof body === "string" ? utf8(body) : body));
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function encoded(bytes: Uint8Array, encoding: Signature["encoding"]): string {
  if (encoding === "base64") return btoa(String.fromCharCode(...bytes));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return encoding === "hex-upper" ? hex.toUpperCase() : hex;
}

/** The longest time that a timer can wait, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** What `play` needs to know. */
export interface PlayOptions {
  /** What to do with each scenario: emit it, call with it, show it. The next waits for what this returns. */
  readonly onStep: (scenario: Scenario, index: number) => unknown;
  /** Milliseconds between two scenarios; 1,000 by default. */
  readonly every?: number;
  /** Ends the walk when aborted. */
  readonly signal?: Global<"AbortSignal">;
}

/**
 * Walks through scenarios with a pause between two. Resolves at the end, or early when aborted.
 *
 * Rejects with a TypeError for wrong options, or with what `onStep` throws.
 */
export async function play(scenarios: readonly Scenario[], options: PlayOptions): Promise<void> {
  const { onStep, every = 1_000, signal } = options;
  if (!Array.isArray(scenarios)) refuse("scenarios must be an array");
  if (typeof onStep !== "function") refuse("onStep must be a function");
  if (!(every >= 0 && every <= LONGEST)) refuse(`every must be milliseconds from 0 to ${LONGEST}`);
  for (const [index, scenario] of scenarios.entries()) {
    if (index) await pause(every, signal);
    if (signal?.aborted) return;
    await onStep(scenario, index);
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, signal?.aborted ? 0 : milliseconds);
    signal?.addEventListener("abort", done);
  });
}

function isOrigin(text: string): boolean {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
}

function demand(scenario: Scenario, channel: Channel): void {
  const { id, channel: actual } = scenario ?? {};
  if (actual !== channel)
    refuse(`"${id}" is of the channel ${actual}, not ${channel}`);
}

function refuse(problem: string): never {
  throw new TypeError(`linkcodes: ${problem}`);
}
