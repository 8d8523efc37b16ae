import type { Classification } from "./classification.js";
import type { BodyReader } from "./body-reader.js";
import type { Bodies } from "./deliveries.js";
import type { Provider } from "./index.js";
import { hide } from "./hidden.js";
import type { Outcome } from "./outcome.js";
import type { RetryPlan } from "./retry.js";
import { own } from "./safely.js";
import type { Operation } from "./taxonomy.js";
import type { Problem, Verdict } from "./validate.js";
import { valuesAt } from "./values.js";
import type { Keys } from "./jws.js";
import { bytesOf, check, isSigned, ofScheme } from "./verify.js";
import type { OptionsFor, Scheme, Secrets, TokenChecker, VerifyOptions, WebhookBody, WebhookHeaders } from "./verify.js";

/** The payloads of each scheme, by their local ids. */
type PayloadsOf<S extends Scheme> = Bodies[S] extends { readonly payloads: infer P } ? P : never;
type ProviderOf<S extends Scheme> = Bodies[S] extends { readonly provider: infer P } ? P : never;

/** A webhook that is what its payload should be; `payload` tells which, and gives `body` its type. */
export type DescribedEvent<S extends Scheme = Scheme> = S extends Scheme
  ? {
      readonly [P in keyof PayloadsOf<S> & string]: {
        readonly kind: "described";
        readonly scheme: S;
        readonly provider: ProviderOf<S>;
        /** Local id of the payload. */
        readonly payload: P;
        /** The name of the event on the wire; null where the body has none. */
        readonly name: string | null;
        /**
         * The body as it came. Fields that are not listed are in it. It is there by its name only: `JSON.stringify`,
         * `console.log` and `{ ...event }` leave it out, as it is about people. `withRaw` makes a copy that shows it.
         */
        readonly body: PayloadsOf<S>[P];
      };
    }[keyof PayloadsOf<S> & string]
  : never;

/** The signature is right, but what came is none of the payloads (`unknown`), or not as it should be (`invalid`). */
export type OtherEvent<S extends Scheme = Scheme> = S extends Scheme
  ? {
      readonly kind: "unknown" | "invalid";
      readonly scheme: S;
      readonly provider: ProviderOf<S>;
      readonly payload: null;
      readonly name: string | null;
      /** What was parsed; undefined if it is not JSON. */
      readonly body: unknown;
    }
  : never;

/** What a webhook may be; `scheme`, `kind` and `payload` narrow it. */
export type WebhookEvent<S extends Scheme = Scheme> = DescribedEvent<S> | OtherEvent<S>;

/** A webhook that `receive` has accepted. */
export interface Delivery<S extends Scheme = Scheme> {
  /**
   * Whether the scheme signs the body. If not, a secret in the header is all that speaks for the sender, and anyone who
   * has learned it can send any body: read what it is about through the API before you act.
   */
  readonly signed: boolean;
  readonly event: WebhookEvent<S>;
  /** The provider's id of the event; null where it sends none. */
  readonly eventId: string | number | null;
  /**
   * The same for each attempt to deliver an event, and for no other event; null where nothing tells. It is made of the
   * event's id or, where the provider sends none, of the fields that its documents name.
   */
  readonly idempotencyKey: string | null;
  /** When what works now will stop working, as the body says it; null where it does not. */
  readonly endsAt: string | number | null;
  /** How what it reports on ended, and why. */
  readonly outcome: Outcome;
  /** One for each code found, the one to act on first. */
  readonly classifications: readonly Classification[];
  /** @deprecated The same, by its name of 0.2.0; use `classifications`. */
  readonly codes: readonly Classification[];
  /** What to do next, who does it, and when. */
  readonly plan: RetryPlan;
  /** What is wrong with the body; empty if it is what it should be. */
  readonly problems: readonly Problem[];
}

/** What `receive` may be told besides. */
export interface ReceiveOptions extends VerifyOptions {
  /** What was being done. */
  readonly operation?: Operation | null | undefined;
  /** Whether no user is there, which is usual for a webhook: true unless you say otherwise. */
  readonly unattended?: boolean;
}

type Key = readonly (readonly string[])[];
/** What the generated table says of a scheme's webhooks. */
export interface WebhookRules {
  readonly provider: Provider;
  readonly validate: (payload: never, value: unknown) => Verdict;
  /** The path to the name of the event, if there is one. */
  readonly name: readonly string[] | null;
  /** By local id, the paths that identify an event together. */
  readonly payloads: Readonly<Record<string, Key>>;
  /** Those that have what all events have: events that are not listed fit them, too. */
  readonly envelopes: readonly string[];
}

const LONGEST_KEY = 200;

/**
 * Verifies a webhook, decodes and validates it, and plans what to do next. Needs Web Crypto only.
 *
 * Once the signature is right, nothing that is in the body is an error: what is not JSON, or is not the payload that it
 * should be, is an `invalid` event, and what no one has described an `unknown` one.
 *
 * Rejects as `verify` does.
 */
export type Receive<Any extends Scheme = Scheme> = <S extends Any>(
  scheme: S,
  body: WebhookBody,
  headers: WebhookHeaders,
  secrets: Secrets | Keys,
  ...given: OptionsFor<S, ReceiveOptions>
) => Promise<Delivery<S>>;

/** What `reread` may be told besides. */
type RereadOptions = Pick<ReceiveOptions, "operation" | "unattended">;

/**
 * Reads a webhook that you have stored since `receive` accepted it, or one of a test. It verifies nothing.
 *
 * Rejects with a TypeError where there is no such scheme, or the body is no bytes.
 */
export type Reread<Any extends Scheme = Scheme> = <S extends Any>(
  scheme: S,
  body: WebhookBody,
  options?: RereadOptions,
) => Promise<Delivery<S>>;

/** What reads bodies, made when it is first asked. */
type Reader = () => BodyReader;
type Webhooks<Any extends Scheme> = Readonly<Record<Any, WebhookRules>>;

/**
 * Makes `receive` for the schemes of a table. `reader` need not know other providers than they have, and `tokens` is
 * null where none of them signs with a token.
 */
export function receiver<Any extends Scheme>(
  webhooks: Webhooks<Any>,
  reader: Reader,
  tokens: TokenChecker | null,
): Receive<Any> {
  return async (scheme, body, headers, secrets, ...[options = {}]) => {
    const bytes = bytesOf(body);
    const rules = ofScheme<WebhookRules>(webhooks, scheme);
    await check(tokens, scheme, bytes, headers, secrets, options);
    return read(scheme, rules, bytes, reader, options);
  };
}

/** Makes `reread` for the same. */
export function rereader<Any extends Scheme>(webhooks: Webhooks<Any>, reader: Reader): Reread<Any> {
  return async (scheme, body, options = {}) =>
    read(scheme, ofScheme<WebhookRules>(webhooks, scheme), bytesOf(body), reader, options);
}

async function read<S extends Scheme>(
  scheme: S,
  rules: WebhookRules,
  bytes: Uint8Array,
  reader: Reader,
  { operation, unattended = true }: RereadOptions,
): Promise<Delivery<S>> {
  const { planRetry, resolveOutcome, shows } = reader();
  const { provider } = rules;
  const [value, unread] = parsed(bytes);
  const found = resolveOutcome(unread.length ? bytes : value, { provider, operation });
  const signed = isListed(rules, found.decoded.payload) ? undefined : signedPayload(rules, shows, value);
  const outcome = signed ? resolveOutcome(value, { provider, operation, payload: signed }) : found;
  const { payload, event_id: eventId, ends_at: endsAt, classifications } = outcome.decoded;
  const problems = [...unread, ...(unread.length ? [] : problemsOf(rules, payload, value))];
  return Object.freeze({
    signed: isSigned(scheme),
    event: Object.freeze(eventOf(scheme, rules, payload, value, problems)) as WebhookEvent<S>,
    eventId,
    endsAt,
    idempotencyKey: await keyOf(scheme, rules, payload, value),
    outcome,
    classifications,
    codes: classifications,
    plan: planRetry(outcome, { operation, unattended }),
    problems: Object.freeze(problems),
  });
}

function parsed(bytes: Uint8Array): readonly [value: unknown, problems: readonly Problem[]] {
  try {
    return [JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)), []];
  } catch (error) {
    const message = error instanceof SyntaxError ? "is not JSON" : "is not UTF-8";
    return [undefined, [{ pointer: "", message }]];
  }
}

/**
 * Returns what a body is, now that the signature rules all other payloads out: an answer of the API may have the same
 * fields, and an event that is not listed has the usual envelope.
 */
function signedPayload(rules: WebhookRules, shows: BodyReader["shows"], value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const fitting = Object.keys(rules.payloads).filter((name) => rules.validate(name as never, value).valid);
  return (
    fitting.find((name) => shows(rules.provider, name, value)) ??
    fitting.find((name) => rules.envelopes.includes(name))
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && !!value && !Array.isArray(value);
}

function isListed({ payloads }: WebhookRules, payload: string | null): payload is string {
  return payload !== null && Object.hasOwn(payloads, payload);
}

function problemsOf(rules: WebhookRules, payload: string | null, value: unknown): readonly Problem[] {
  if (!isListed(rules, payload) || !isObject(value)) return [];
  const verdict = rules.validate(payload as never, value);
  return verdict.valid ? [] : verdict.problems;
}

function eventOf(
  scheme: string,
  rules: WebhookRules,
  payload: string | null,
  body: unknown,
  problems: readonly Problem[],
): object {
  const { provider } = rules;
  const named = rules.name ? first(body, rules.name) : undefined;
  const isDescribed = !problems.length && isListed(rules, payload) && isObject(body);
  const kind = problems.length ? "invalid" : isDescribed ? "described" : "unknown";
  const event = { kind, payload: isDescribed ? payload : null, scheme, provider, name: typeof named === "string" ? named : null };
  hide(event, "body", body);
  return event;
}

function first(body: unknown, path: readonly string[]): unknown {
  return typeof body === "object" && body ? valuesAt(body, path)[0]?.value : undefined;
}

/** Returns what identifies the event; one that is not described as all others of the scheme are. */
async function keyOf(
  scheme: string,
  { payloads }: WebhookRules,
  payload: string | null,
  body: unknown,
): Promise<string | null> {
  const described = payload === null ? undefined : (own(payloads, payload) as Key | undefined);
  const ways = described ? [described] : Object.values(payloads);
  const isOneWay = ways.every((way) => JSON.stringify(way) === JSON.stringify(ways[0]));
  const values = isOneWay ? (ways[0] ?? []).map((path) => first(body, path)) : [];
  if (!values.length || !values.every(identifies)) return null;
  const key = `${scheme}:[${values.map(ascii).join(", ")}]`;
  return key.length <= LONGEST_KEY ? key : `${scheme}:sha256:${await sha256(key)}`;
}

/** Whether it is a text, or a number that no other one is written as, such as one above 2^53. */
function identifies(value: unknown): boolean {
  return typeof value === "string" ? value !== "" : Number.isSafeInteger(value);
}

/** Writes a value as JSON without letters beyond ASCII, as the Python package does: both may share one store. */
function ascii(value: unknown): string {
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(/[\u0080-\uffff]/g, escaped);
}

async function sha256(text: string): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
