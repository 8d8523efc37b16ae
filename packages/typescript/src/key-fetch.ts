import { isTrusted, type KeySource } from "./jws.js";
import type { PublicKey } from "./jws-keys.js";
import { refuse } from "./headers.js";
import { cachedKeys, KeyNotFetched, type CachedKeysOptions } from "./key-cache.js";
import { KEY_CALLS } from "./key-calls.js";
import { own } from "./safely.js";

/** The schemes that are signed with a private key. */
export type KeyScheme = keyof typeof KEY_CALLS;

/** What `fetchedKeys` may be told. Times and sizes are our estimates. */
export interface FetchedKeysOptions extends CachedKeysOptions {
  /** The host of the provider that you use, where there are several. */
  readonly host?: string;
  /** What the provider's call asks of you, such as your credentials. */
  readonly fields?: Readonly<Record<string, string>>;
  /** What makes the call in place of the global `fetch`; it follows no redirect. What it throws counts as a failure. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Seconds for a call; 5 by default. */
  readonly timeoutS?: number;
  /** Bytes of an answer; 65,536 by default. */
  readonly maxBytes?: number;
}

interface KeyRules {
  readonly key_hosts?: readonly string[];
  readonly key_call?: KeyCall;
}
interface KeyCall {
  readonly hosts: readonly string[];
  readonly path: string;
  readonly name_field: string;
  readonly own_fields?: readonly string[];
  readonly key_field: string;
  readonly unknown?: Readonly<Record<string, string>>;
}
interface Answer {
  readonly status: number;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const fail = (why: string): never => {
  throw new KeyNotFetched(why);
};

/**
 * Makes the public keys of a scheme for `verify` and `receive`: fetched when a token asks for one, and remembered as
 * `cachedKeys` does.
 *
 * They come from the hosts that the provider documents and from no other, by HTTPS and without a redirect. A key that
 * could not be fetched refuses the webhook as `unfetched_key`. A TypeError says what is wrong with the options.
 */
export function fetchedKeys(scheme: KeyScheme, options: FetchedKeysOptions = {}): KeySource {
  const rules: KeyRules | undefined = own(KEY_CALLS, scheme) as KeyRules | undefined;
  if (!rules) return refuse("this scheme has no public keys that could be fetched");
  const { key_call: asks, key_hosts: trusted = [] } = rules;
  const { host, fields = {} } = options;
  const url = `https://${hostOf(asks?.hosts ?? [], host)}${asks?.path ?? ""}`;
  check(asks?.own_fields ?? [], fields);
  return cachedKeys(async (name) => {
    if (!asks && !isTrusted(name, trusted)) fail("the address is not on a host of the provider");
    const answer = await call(asks ? url : name, asks ? asking({ ...fields, [asks.name_field]: name }) : {}, options);
    return asks ? jsonKey(asks, name, answer) : fileKey(answer);
  }, options);
}

function hostOf(hosts: readonly string[], given: string | undefined): string {
  const isKnown = given === undefined ? hosts.length < 2 : hosts.includes(given);
  if (!isKnown) refuse(`\`host\` must be one of: ${hosts.join(", ") || "none"}`);
  return given ?? hosts[0] ?? "";
}

function check(names: readonly string[], fields: Readonly<Record<string, unknown>>): void {
  const same = Object.keys(fields).length === names.length && names.every((name) => Object.hasOwn(fields, name));
  if (!same) refuse(`\`fields\` must be: ${names.join(", ") || "none"}`);
  for (const [name, value] of Object.entries(fields))
    if (typeof value !== "string" || !value.trim()) refuse(`the field "${name}" must be text, and not empty`);
}

function asking(body: object): RequestInit {
  const type = "application/json";
  return { method: "POST", headers: { "Content-Type": type, Accept: type }, body: JSON.stringify(body) };
}

async function call(url: string, init: RequestInit, options: FetchedKeysOptions): Promise<Answer> {
  const { timeoutS = 5, maxBytes = 65_536, fetch = globalThis.fetch } = options;
  let bytes, response;
  try {
    const signal = AbortSignal.timeout(timeoutS * 1_000);
    response = await fetch(url, { ...init, redirect: "manual", signal });
    bytes = isRedirect(response) ? null : await bytesOf(response, maxBytes);
  } catch {
    return fail("the call failed or took too long"); // Whatever a client throws; it may quote the request.
  }
  if (isRedirect(response)) fail("the answer is a redirect, which is not followed");
  if (!bytes) return fail("the answer is too large");
  return { status: response.status, type: response.headers.get("Content-Type") ?? "", bytes };
}

/** Whether it is a redirect, or was: browsers hide one, and a client of yours may have followed one. */
function isRedirect({ status, type, redirected }: Response): boolean {
  return redirected || type === "opaqueredirect" || (status >= 300 && status < 400);
}

/** Reads an answer up to its greatest size; null for a larger one. */
async function bytesOf({ body }: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    size += read.value.length;
    if (size > maxBytes) {
      await reader?.cancel();
      return null;
    }
    chunks.push(read.value);
  }
  return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
}

function fileKey({ status, bytes }: Answer): PublicKey | undefined {
  if (status === 404 || status === 410) return undefined;
  return status === 200 ? bytes : fail(`the answer has the status ${status}`);
}

function jsonKey({ unknown = {}, key_field }: KeyCall, name: string, answer: Answer): PublicKey | undefined {
  const told = objectOf(answer);
  const signs = Object.entries(unknown);
  if (signs.length && signs.every(([field, value]) => own(told, field) === value)) return undefined;
  if (answer.status !== 200) fail(`the answer has the status ${answer.status}`);
  if (!told) return fail("the answer is no JSON object");
  const key = own(told, key_field);
  if (!isObject(key) || (own(key, "kid") ?? name) !== name) return fail("the answer has not the key that was asked for");
  return key;
}

function objectOf({ type, bytes }: Answer): Readonly<Record<string, unknown>> | null {
  let told: unknown;
  try {
    const isJson = type.split(";", 1)[0]!.trim().toLowerCase() === "application/json";
    told = isJson ? JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) : null;
  } catch {
    // It is no text, or no JSON.
  }
  return isObject(told) ? told : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && !!value && !Array.isArray(value);
}
