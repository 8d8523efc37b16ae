// Signs bodies as providers with a private key do, with keys of the tests.
import { createHash, generateKeyPairSync, sign } from "node:crypto";

const KEYS = {
  "jws-es256": { name: "ES256", ...generateKeyPairSync("ec", { namedCurve: "P-256" }) },
  "jws-rs256": { name: "RS256", ...generateKeyPairSync("rsa", { modulusLength: 2_048 }) },
};

/** The headers that a provider with this rule would send with a body, and the public keys by their names. */
export function signedToken({ header, algorithm, prefix = "", jws }, body, own = {}) {
  const { name: alg, publicKey, privateKey } = KEYS[algorithm];
  const key = jws.key_hosts ? `https://${jws.key_hosts[0]}/key.crt` : "key-1";
  const digest = createHash("sha256").update(body).digest(jws.digest_encoding);
  const claims = { ...own, [jws.digest_claim]: (jws.digest_prefix ?? "") + digest, iat: Math.floor(Date.now() / 1_000) };
  const parts = [{ alg, [jws.key_header]: key }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
  const text = parts.join(".");
  const proof = sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" });
  const keys = { [key]: publicKey.export({ format: "jwk" }) };
  return { headers: { [header]: `${prefix}${text}.${proof.toString("base64url")}` }, keys };
}
