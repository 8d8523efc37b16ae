import { withoutPrefix } from "./headers.js";
import { publicKey, type PublicKey } from "./jws-keys.js";
import { own } from "./safely.js";
import type { SignatureProblem } from "./verify.js";

/** What a scheme says of its tokens. */
export interface TokenRules {
  readonly key_header: string;
  readonly key_hosts?: readonly string[];
  readonly key_end?: string;
  readonly digest_claim: string;
  readonly digest_encoding: string;
  readonly digest_prefix?: string;
  readonly time_claim?: string;
  readonly max_age_s?: number;
  readonly own_claims?: readonly string[];
  readonly required_claims?: readonly string[];
}

/** Fetches a key by the name under which a token asks for it; nothing is one that is not known. */
export type KeySource = (name: string) => PublicKey | null | undefined | Promise<PublicKey | null | undefined>;
/** The provider's public keys by their names (a key id, or the address of a certificate), or what fetches one. */
export type Keys = Readonly<Record<string, PublicKey>> | ReadonlyMap<string, PublicKey> | KeySource;

/** A token, and what it is compared with. */
export interface TokenCheck {
  readonly rule: { readonly algorithm: string; readonly prefix: string; readonly jws: TokenRules };
  readonly body: Uint8Array<ArrayBuffer>;
  readonly given: string;
  readonly find: KeySource;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly clock: () => number;
}

interface Token {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signed: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

const LONGEST = 16_384;
const LONGEST_NAME = 2_048;
/** Seconds by which the provider's clock may be ahead. */
const AHEAD_S = 60;
/** A time that no clock shows, in seconds. */
const LAST = 1e12;
/** An address without user, other port and fragment; group 1 is the host. */
const ADDRESS = /^https:\/\/([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?::443)?(?:\/[^\s\\#]*)?$/;
const NAMES: Readonly<Record<string, "ES256" | "RS256">> = { "jws-es256": "ES256", "jws-rs256": "RS256" };
const PARAMETERS = {
  ES256: { name: "ECDSA", hash: "SHA-256" },
  RS256: { name: "RSASSA-PKCS1-v1_5" },
} as const;

type Fault = readonly [SignatureProblem, string];

/** What is wrong with a token; `verify` makes a SignatureError of it. */
export class Refusal extends Error {
  constructor(readonly fault: Fault) {
    super(fault[1]);
  }
}

function refuse(problem: SignatureProblem, message: string): never {
  throw new Refusal([problem, message]);
}

/** Says what is wrong with a token; what fetching a key throws is not caught, but for a refusal. */
export async function tokenFault(check: TokenCheck): Promise<Fault | undefined> {
  const { rule, body, find, claims, clock } = check;
  try {
    const token = read(check);
    const name = keyName(token.header, rule.jws);
    const key = await find(name);
    if (key === null || key === undefined)
      refuse(
        "unknown_key",
        "names a key that is not known; if the call is genuine, fetch the provider's keys again",
      );
    await checkSignature(rule, token, key, clock);
    await checkDigest(rule.jws, token.claims, body);
    checkTime(rule.jws, token.claims, clock);
    checkReceiver(token.claims, claims);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.fault;
    throw error;
  }
}

function read({ rule, given }: TokenCheck): Token {
  const { prefix, algorithm } = rule;
  const parts = given.length <= LONGEST ? (withoutPrefix(prefix, given)?.split(".") ?? []) : [];
  if (parts.length !== 3 || parts.includes("")) {
    const begin = prefix ? `\`${prefix}\` and then ` : "";
    malformed("must hold " + `${begin}a token of three parts, and does not`);
  }
  const [head, said, signature] = parts.map(decoded) as [Bytes, Bytes, Bytes];
  const signed = new TextEncoder().encode(parts.slice(0, 2).join("."));
  const token = { header: objectOf(head), claims: objectOf(said), signed, signature };
  const name = NAMES[algorithm];
  if (token.header["alg"] !== name)
    refuse("wrong_algorithm", `has a token that is not signed with ${name}; refuse the call`);
  if (Object.hasOwn(token.header, "crit")) malformed("has a token that asks for an extension of the format");
  return token;
}

type Bytes = Uint8Array<ArrayBuffer>;

function malformed(message: string): never {
  return refuse("malformed", `${message}; refuse the call`);
}

/** Reads Base64 for addresses, strictly: without padding, and each text in one way only. */
function decoded(part: string): Bytes {
  const plain = part.replaceAll("-", "+").replaceAll("_", "/");
  const bytes = /^[A-Za-z0-9_-]*$/.test(part) && part.length % 4 !== 1 ? bytesOf(plain) : null;
  if (!bytes || base64(bytes).replace(/=+$/, "") !== plain)
    malformed("has a token that is not written in Base64 for addresses");
  return bytes!;
}

function bytesOf(text: string): Bytes {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function objectOf(part: Bytes): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(part));
  } catch {
    // It is no text, or no JSON.
  }
  if (typeof value !== "object" || !value || Array.isArray(value))
    malformed("has a token whose parts are no JSON objects");
  return value as Record<string, unknown>;
}

function keyName(header: Token["header"], { key_header, key_hosts = [] }: TokenRules): string {
  const name = own(header, key_header);
  if (typeof name !== "string" || !name || name.length > LONGEST_NAME)
    return malformed(`has a token that names no key: \`${key_header}\` is missing`);
  if (key_header === "x5u" && !isTrusted(name, key_hosts)) {
    const hosts = key_hosts.join(" or ");
    refuse("untrusted_key", `names a key that is not at ${hosts}: anyone may have made it; refuse the call`);
  }
  return name;
}

/** Whether an address is on one of the hosts, or on a subdomain, compared label by label. */
export function isTrusted(address: string, hosts: readonly string[]): boolean {
  const host = ADDRESS.exec(address)?.[1]?.toLowerCase() ?? "";
  return hosts.some((each) => host === each || host.endsWith(`.${each}`));
}

async function checkSignature(
  { algorithm: name, jws: { key_end } }: TokenCheck["rule"],
  { signature, signed }: Token,
  given: PublicKey,
  clock: () => number,
): Promise<void> {
  const algorithm = NAMES[name]!;
  const made = await publicKey(given, algorithm, key_end);
  if (!made) return refuse("unknown_key", `names a key of which what was given is no public key for ${algorithm}`);
  const { key, begins, ends } = made;
  const now = clock();
  if (!(begins - AHEAD_S <= now && now < ends))
    refuse("expired_key", "names a key that has expired or is not valid yet; fetch the provider's keys again");
  if (!(await crypto.subtle.verify(PARAMETERS[algorithm], key, signature, signed)))
    refuse("mismatch", "has a token whose signature is not that of the key it names; refuse the call");
}

async function checkDigest(jws: TokenRules, claims: Token["claims"], body: Bytes): Promise<void> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  const hex = (): string => Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const right = (jws.digest_prefix ?? "") + (jws.digest_encoding === "hex" ? hex() : base64(digest));
  const told = own(claims, jws.digest_claim);
  if (typeof told !== "string" || !isSame(right, told))
    refuse(
      "mismatch",
      "has a token for another body; if the call is genuine, check that the body is the raw bytes, not JSON " +
        "written again",
    );
}

/** Compares two texts, in a time that does not depend on where they differ. */
function isSame(right: string, told: string): boolean {
  let difference = right.length ^ told.length;
  for (let index = 0; index < right.length; index++) difference |= right.charCodeAt(index) ^ told.charCodeAt(index);
  return difference === 0;
}

function checkTime({ time_claim, max_age_s }: TokenRules, claims: Token["claims"], clock: () => number): void {
  const wrong = (message: string): never => refuse("wrong_time", `has a token that ${message}; refuse the call`);
  const ends = own(claims, "exp") ?? null;
  if (ends !== null && !(isTime(ends) && clock() < ends)) wrong("says that its time is over");
  if (time_claim === undefined) return;
  const at = own(claims, time_claim);
  if (!isTime(at)) return wrong("does not say when it was signed");
  const now = clock();
  if (at - now > AHEAD_S) wrong("was signed in the future; check the clock of this machine");
  if (max_age_s !== undefined && now - at > max_age_s)
    wrong(`was signed more than ${max_age_s} seconds ago, so it may be a repeat`);
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && value > 0 && value < LAST;
}

function checkReceiver(claims: Token["claims"], wanted: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(wanted))
    if (own(claims, name) !== value)
      refuse("wrong_receiver", `has a token for another receiver: \`${name}\` is not yours; refuse the call`);
}
