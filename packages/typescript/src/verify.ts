import type { Keys, KeySource, TokenRules } from "./jws.js";
import { tokenFault } from "./jws.js";
import { headerName, kindOf, refuse, valuesOf, withoutPrefix } from "./headers.js";
import { SIGNATURES } from "./signatures.js";

/** How a provider signs its webhooks. Where it has several schemes, each has a word behind the id. */
export type Scheme = keyof typeof SIGNATURES;

/** Why a signature was refused. */
export type SignatureProblem =
  /** The header is not there, or is empty. */
  | "missing_header"
  /** The header is there more than once, so there is no telling which one counts. */
  | "repeated_header"
  /** The header contains something that cannot be a signature of this scheme. */
  | "malformed"
  /** The signature is not that of this body under this secret or key. */
  | "mismatch"
  /** The token is signed in another way than the scheme says. */
  | "wrong_algorithm"
  /** The token names a key at an address that is not the provider's. */
  | "untrusted_key"
  /** The token names a key that the application does not know. */
  | "unknown_key"
  /** The key that the token names could not be fetched, so the call may be genuine: answer 503 to have it sent again. */
  | "unfetched_key"
  /** The key that the token names has expired, or is not valid yet. */
  | "expired_key"
  /** The token does not say when it was signed, that was too long ago or lies ahead, or its time is over. */
  | "wrong_time"
  /** The token is for another receiver. */
  | "wrong_receiver";

/** The raw bytes of a request, as `request.arrayBuffer()` and Node's raw bodies have them. */
export type WebhookBody = ArrayBuffer | ArrayBufferView;

/** A `Headers`, a plain object, Node's `IncomingHttpHeaders`, or pairs of name and value; names in any case. */
export type WebhookHeaders = Iterable<readonly [name: string, value: unknown]> | object;

type Secret = string | Uint8Array;
/** One secret, or several of which any one will do while they are changed. */
export type Secrets = Secret | Iterable<Secret>;

/** What `verify` may be told besides. */
export interface VerifyOptions {
  /** The name of another header than the scheme's. */
  readonly header?: string;
  /** What the claims of a token must be that name the receiver, such as your own id; required where one key signs for all. */
  readonly claims?: Readonly<Record<string, string>>;
  /** What gives the time, in Unix seconds; by default the clock of the machine. */
  readonly clock?: () => number;
}

/** The claims without which a scheme accepts nothing. */
type RequiredClaims<S extends Scheme> = (typeof SIGNATURES)[S] extends {
  readonly jws: { readonly required_claims: readonly (infer C extends string)[] };
}
  ? C
  : never;
/** The options of a scheme, which are required where its claims are. */
export type OptionsFor<S extends Scheme, O extends VerifyOptions> = S extends Scheme
  ? [RequiredClaims<S>] extends [never]
    ? [options?: O]
    : [options: O & { readonly claims: Readonly<Record<RequiredClaims<S>, string>> }]
  : never;

/** A webhook does not carry the signature that it should. The text names neither secret nor signatures. */
export class SignatureError extends Error {
  override readonly name = "SignatureError";
  readonly scheme: string;
  /** The name of the header that was looked for. */
  readonly header: string;
  readonly reason: SignatureProblem;

  constructor(scheme: string, header: string, reason: SignatureProblem, message: string) {
    super(`${scheme}: the header ${header} ${message}`);
    this.scheme = scheme;
    this.header = header;
    this.reason = reason;
  }
}

interface Rule {
  readonly header: string;
  readonly algorithm: string;
  readonly encoding: string;
  readonly prefix: string;
  readonly jws?: TokenRules;
}
interface Signed {
  readonly rule: Rule;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly keys: readonly Uint8Array<ArrayBuffer>[];
  readonly given: string;
}

const MISMATCH =
  "is not the signature of this body under this secret; if the call is genuine, check that the secret is that of " +
  "this endpoint, and that the body is the raw bytes, not JSON written again";

const NOT_THE_SECRET =
  "does not contain this secret; if the call is genuine, check that the secret is the one that both sides agreed on, " +
  "written as it is sent";

const TEXT = /* @__PURE__ */ new TextDecoder();

const NO_CRYPTO = "no Web Crypto here; Node has it from version 20 on";

/**
 * Resolves if the body is signed with one of the secrets. It needs Web Crypto only: Node, Workers, Deno, Bun.
 *
 * `body` is the raw bytes of the request: JSON that was parsed and written again has another signature. Texts are
 * compared in constant time; hex may be in either case. Where the provider signs nothing, the secret is what the header
 * contains, and the body is not verified at all: see `Delivery.signed`.
 *
 * Where the provider signs with a private key, `secrets` are its public keys: by the names under which tokens ask for
 * them, or a function that fetches one by its name. An address is only asked for if it is on the provider's own hosts.
 * What the function throws is passed on, but for KeyNotFetched, which is a reason.
 *
 * Rejects with a SignatureError where the signature is not right, and with a TypeError for a mistake of the program:
 * no such scheme, a body that is text, a secret that is empty or has white space around it, no key.
 */
export async function verify<S extends Scheme>(
  scheme: S,
  body: WebhookBody,
  headers: WebhookHeaders,
  secrets: Secrets | Keys,
  ...given: OptionsFor<S, VerifyOptions>
): Promise<void> {
  return check(tokenChecker, scheme, body, headers, secrets, given[0]);
}

/** The same, whatever the scheme: what is missing is said when it runs. Without `tokens`, no token is accepted. */
export async function check(
  tokens: TokenChecker | null,
  scheme: Scheme,
  body: WebhookBody,
  headers: WebhookHeaders,
  secrets: Secrets | Keys,
  options: VerifyOptions = {},
): Promise<void> {
  // The arguments are checked first: a missing secret shows with the first call, forged or not.
  const rule = ruleOf(scheme);
  const name = headerName(options.header, rule.header);
  const [bytes, faultIn] = [bytesOf(body), checkOf(tokens, rule, secrets, options)];
  const refused = (reason: SignatureProblem, message: string): never => {
    throw new SignatureError(scheme, name, reason, message);
  };
  const values = valuesOf(name, headers);
  if (values.length > 1) refused("repeated_header", `is there ${values.length} times; refuse the call`);
  if (!values[0])
    refused("missing_header", "is missing or empty; refuse the call, and check that signing is switched on");
  const [reason, message] = (await faultIn(bytes, values[0]!)) ?? [];
  if (reason) refused(reason, message!);
}

type Fault = readonly [SignatureProblem, string];
type Check = (body: Uint8Array<ArrayBuffer>, given: string) => Promise<Fault | undefined>;
type TokenRule = Rule & { readonly jws: TokenRules };
/** Makes what checks a token; a bundle whose providers sign none leaves it out. */
export type TokenChecker = (rule: TokenRule, secrets: unknown, options: VerifyOptions) => Check;

/** Makes what checks a signature; what is wrong with the arguments is said at once. */
function checkOf(tokens: TokenChecker | null, rule: Rule, secrets: unknown, options: VerifyOptions): Check {
  const { jws } = rule;
  const { claims } = options;
  const strange = Object.keys(claims ?? {}).find((name) => !jws?.own_claims?.includes(name));
  if (strange !== undefined) refuse(`no claim ${JSON.stringify(strange)} names the receiver`);
  const missing = [...(jws?.required_claims ?? []), ...Object.keys(claims ?? {})].find((name) => !claims?.[name]);
  if (missing !== undefined)
    refuse(
      `the claim ${JSON.stringify(missing)} is missing or empty in \`claims\`: say who you are, or what was signed for ` +
        "others would be accepted",
    );
  if (!jws) {
    const keys = keysOf(secrets);
    return (body, given) => faultOf({ rule, body, keys, given });
  }
  return tokens ? tokens({ ...rule, jws }, secrets, options) : refuse("this module checks no tokens");
}

/** Checks tokens by public keys. */
export function tokenChecker(rule: TokenRule, secrets: unknown, { claims, clock }: VerifyOptions): Check {
  if (!globalThis.crypto?.subtle) refuse(NO_CRYPTO);
  const said = { rule, find: keySourceOf(secrets), claims: claims ?? {} };
  return (body, given) => tokenFault({ ...said, body, given, clock: clock ?? (() => Date.now() / 1000) });
}

function keySourceOf(keys: unknown): KeySource {
  if (typeof keys === "function") return keys as KeySource;
  if (typeof keys !== "object" || !keys || keys instanceof Uint8Array || Array.isArray(keys))
    return refuse(`public keys must be given by their names, or a function that fetches one, not ${kindOf(keys)}`);
  const entries = keys instanceof Map ? [...keys] : Object.entries(keys);
  if (!entries.length) refuse("there is no public key: nothing could be verified");
  const found = new Map(entries);
  return (name) => found.get(name);
}

/** Says what is wrong with a signature. All keys are tried, so that the time does not tell which one it was. */
async function faultOf({
  rule,
  body,
  keys,
  given,
}: Signed): Promise<Fault | undefined> {
  const digest = withoutPrefix(rule.prefix, given);
  if (rule.algorithm === "shared-secret") return secretFault(rule, keys, digest);
  const expected = await Promise.all(keys.map((key) => digestOf(rule, body, key)));
  const isHex = rule.encoding !== "base64";
  const { length } = expected[0]!;
  const isDigest = (isHex ? /^[0-9a-f]*$/i : /^[A-Za-z0-9+/=]*$/).test(digest ?? "");
  if (digest?.length !== length || !isDigest)
    return ["malformed", malformed(rule, length)];
  const found = isHex ? digest.toLowerCase() : digest;
  return expected.map((each) => isSame(each, found)).includes(true) ? undefined : ["mismatch", MISMATCH];
}

/** Says whether a header contains a secret. Digests are compared, so that the time does not tell its length. */
async function secretFault(
  { encoding, prefix }: Rule,
  keys: Signed["keys"],
  given: string | undefined,
): Promise<Fault | undefined> {
  if (given === undefined) return ["malformed", `must begin with \`${prefix}\`, and does not; refuse the call`];
  const written = keys.map((key) => (encoding === "base64" ? btoa(String.fromCharCode(...key)) : TEXT.decode(key)));
  const [told, ...expected] = await Promise.all([given, ...written].map(fingerprint));
  return expected.map((each) => isSame(each, told!)).includes(true) ? undefined : ["mismatch", NOT_THE_SECRET];
}

async function fingerprint(text: string): Promise<string> {
  const { subtle } = globalThis.crypto ?? {};
  if (!subtle) refuse(NO_CRYPTO);
  return String.fromCharCode(...new Uint8Array(await subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

function malformed({ encoding, prefix }: Rule, length: number): string {
  const begin = prefix ? `\`${prefix}\` and then ` : "";
  const [name] = encoding.split("-");
  return "must hold " + `${begin}${length} characters of ${name}, and does not; refuse the call`;
}

/** Compares two texts of one length, in a time that does not depend on where they differ. */
function isSame(one: string, other: string): boolean {
  let difference = 0;
  for (let index = 0; index < one.length; index++) difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  return difference === 0;
}

async function digestOf(
  { algorithm, encoding }: Rule,
  body: Uint8Array<ArrayBuffer>,
  secret: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const { subtle } = globalThis.crypto ?? {};
  if (!subtle) refuse(NO_CRYPTO);
  const hash = algorithm.replace("hmac-sha", "SHA-");
  const key = await subtle.importKey("raw", secret, { name: "HMAC", hash }, false, ["sign"]);
  const digest = new Uint8Array(await subtle.sign("HMAC", key, body));
  if (encoding === "base64") return btoa(String.fromCharCode(...digest));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether a scheme signs the body. */
export function isSigned(scheme: Scheme): boolean {
  return ruleOf(scheme).algorithm !== "shared-secret";
}

function ruleOf(scheme: string): Rule {
  return ofScheme<Rule>(SIGNATURES, scheme);
}

/** Returns what a table says of a scheme; a TypeError for one that is not in it. */
export function ofScheme<T>(table: Readonly<Record<string, T>>, scheme: string): T {
  if (Object.hasOwn(table, scheme)) return table[scheme]!;
  const schemes = Object.keys(table).join(", ");
  return refuse(`there is no signature scheme of this name; there are: ${schemes}`);
}

/** Copies the bytes, so that what is verified is what is read. */
export function bytesOf(body: unknown): Uint8Array<ArrayBuffer> {
  if (typeof body === "string")
    refuse("hand over the body's raw bytes: text that was decoded or written again is signed otherwise");
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice();
  const isBuffer = Object.prototype.toString.call(body) === "[object ArrayBuffer]"; // also that of another realm
  if (!isBuffer) refuse(`the body must be the raw bytes of the request, not ${kindOf(body)}`);
  return new Uint8Array(body as ArrayBuffer).slice();
}

function keysOf(secrets: unknown): readonly Uint8Array<ArrayBuffer>[] {
  if (isSecret(secrets)) return [keyOf(secrets, "the secret")];
  if (!isIterable(secrets))
    refuse(`the secret must be text or bytes, or several of them, not ${kindOf(secrets)}`);
  const several = [...(secrets as Iterable<unknown>)];
  if (!several.length) refuse("there is no secret: nothing could be verified");
  if (several.length === 1) return [keyOf(several[0], "the secret")];
  return several.map((secret, index) => keyOf(secret, `secret ${index + 1} of ${several.length}`));
}

/** Reads a secret. What is wrong with one is said without a word of it. */
function keyOf(secret: unknown, name: string): Uint8Array<ArrayBuffer> {
  if (!isSecret(secret)) refuse(`${name} must be text or bytes, not ${kindOf(secret)}`);
  const text = typeof secret === "string" ? secret : String.fromCharCode(...(secret as Uint8Array));
  if (!text.trim()) refuse(`${name} is empty: anyone could sign with it`);
  if (text.trimEnd() !== text)
    refuse(`${name} ends with white space, such as the line break of a file; strip it`);
  if (text.trimStart() !== text) refuse(`${name} begins with white space; strip it`);
  if (typeof secret !== "string") return (secret as Uint8Array).slice() as Uint8Array<ArrayBuffer>;
  if (/[\ud800-\udfff]/u.test(text)) refuse(`${name} has half a surrogate pair, so it is no text`);
  return new TextEncoder().encode(text);
}

function isSecret(secret: unknown): secret is Secret {
  return typeof secret === "string" || secret instanceof Uint8Array;
}

function isIterable(value: unknown): boolean {
  return typeof (value as Iterable<unknown> | null)?.[Symbol.iterator] === "function";
}
