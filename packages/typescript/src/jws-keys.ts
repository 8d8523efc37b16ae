/** A public key: a JSON Web Key, a certificate or key as text (PEM) or bytes (PEM or DER), or a `CryptoKey`. */
export type PublicKey = Readonly<Record<string, unknown>> | string | Uint8Array | CryptoKey;

/** Of an RSA key, as RFC 7518 asks for it. */
const LEAST_BITS = 2_048;
const IMPORTS = {
  ES256: { name: "ECDSA", namedCurve: "P-256" },
  RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
} as const;

/** When a key may be used, in seconds since 1970. */
interface Dates {
  readonly begins: number;
  readonly ends: number;
}

const ALWAYS: Dates = { begins: -Infinity, ends: Infinity };

/**
 * Reads a key that may check this algorithm; null for what is none, whatever it is. `end` is the field of a JSON Web Key
 * that says when it expires.
 */
export async function publicKey(
  given: PublicKey,
  algorithm: "ES256" | "RS256",
  end: string | undefined,
): Promise<({ readonly key: CryptoKey } & Dates) | null> {
  try {
    const key = await imported(given, algorithm);
    return suits(key, algorithm) ? { key, ...datesOf(given, end) } : null;
  } catch {
    return null; // What was fetched may be anything.
  }
}

function suits({ algorithm: made, type }: CryptoKey, algorithm: "ES256" | "RS256"): boolean {
  const { name, namedCurve, modulusLength = 0 } = made as { name: string; namedCurve?: string; modulusLength?: number };
  const isCurve = algorithm === "ES256" && namedCurve === "P-256";
  return type === "public" && name === IMPORTS[algorithm].name && (isCurve || modulusLength >= LEAST_BITS);
}

async function imported(key: PublicKey, algorithm: "ES256" | "RS256"): Promise<CryptoKey> {
  const { subtle } = globalThis.crypto;
  if (typeof CryptoKey !== "undefined" && key instanceof CryptoKey) return key;
  if (typeof key === "string" || key instanceof Uint8Array)
    return subtle.importKey("spki", spkiOf(derOf(key)), IMPORTS[algorithm], false, ["verify"]);
  const { kty, crv, x, y, n, e, alg = algorithm, use = "sig" } = key as Record<string, string>;
  if (alg !== algorithm || use !== "sig") throw new TypeError("a key for something else");
  const jwk = kty === "EC" ? { kty, crv, x, y } : { kty, n, e };
  return subtle.importKey("jwk", jwk as JsonWebKey, IMPORTS[algorithm], false, ["verify"]);
}

function datesOf(key: PublicKey, end: string | undefined): Dates {
  if (typeof CryptoKey !== "undefined" && key instanceof CryptoKey) return ALWAYS;
  if (typeof key === "string" || key instanceof Uint8Array) return certificateDates(derOf(key)) ?? ALWAYS;
  const over = end === undefined ? null : ((key as Record<string, unknown>)[end] ?? null);
  return over === null ? ALWAYS : { ...ALWAYS, ends: typeof over === "number" ? over : -Infinity };
}

function derOf(key: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const text = typeof key === "string" ? key : new TextDecoder("latin1").decode(key);
  const block = /-----BEGIN (?:CERTIFICATE|PUBLIC KEY)-----([^-]*)-----END/.exec(text)?.[1];
  if (block === undefined) return new Uint8Array(key as Uint8Array);
  return Uint8Array.from(atob(block.replace(/\s/g, "")), (char) => char.charCodeAt(0));
}

/** Returns the public key of a certificate, or the key that it is. */
function spkiOf(der: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return certificateParts(der)?.[5]?.bytes ?? der;
}

/** Returns the parts of a certificate after its version; null for a key, which has two parts, an algorithm and bits. */
function certificateParts(der: Uint8Array<ArrayBuffer>): readonly Part[] | null {
  const [whole] = partsOf(der);
  const [body, , signature] = partsOf(whole!.content);
  if (!signature) return null;
  const parts = partsOf(body!.content);
  return parts[0]!.tag === VERSION ? parts.slice(1) : parts;
}

function certificateDates(der: Uint8Array<ArrayBuffer>): Dates | null {
  const validity = certificateParts(der)?.[3];
  if (!validity) return null;
  const [begins, ends] = partsOf(validity.content).map(timeOf) as [number, number];
  return { begins, ends };
}

/** Reads a time of a certificate, always in UTC: of two digits for the year, those from 50 on are of the last century. */
function timeOf({ tag, content }: Part): number {
  const text = new TextDecoder("latin1").decode(content);
  const full = tag !== UTC_TIME ? text : `${text < "50" ? "20" : "19"}${text}`;
  const [year, month, day, ...time] = [full.slice(0, 4), ...(full.slice(4).match(/\d\d/g) ?? [])].map(Number);
  return Date.UTC(year!, month! - 1, day, ...time) / 1_000;
}

const VERSION = 0xa0;
const UTC_TIME = 0x17;

interface Part {
  readonly tag: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** Splits DER into its values. */
function partsOf(der: Uint8Array<ArrayBuffer>): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < der.length; ) {
    let start = at + 2;
    let length = der[at + 1]!;
    if (length > 0x80) {
      const count = length - 0x80;
      if (count > 3) throw new RangeError("too long for a certificate");
      length = der.slice(start, start + count).reduce((sum, byte) => sum * 256 + byte, 0);
      start += count;
    }
    const end = start + length;
    if (length === 0x80 || end > der.length) throw new RangeError("cut short");
    parts.push({ tag: der[at]!, bytes: der.slice(at, end), content: der.slice(start, end) });
    at = end;
  }
  return parts;
}
