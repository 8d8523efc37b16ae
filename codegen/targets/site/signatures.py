"""View of how a provider signs what it delivers, with checks that run on the published test vector."""

from __future__ import annotations

import json
from typing import NamedTuple

from codegen.model.wire import Jws, Signature, SignatureVector
from codegen.resolve.spec import ResolvedProvider
from codegen.targets.site.facts import FlagView, flag_views
from codegen.targets.site.integration import duration, signature_anchor
from codegen.targets.site.payloads import as_json
from codegen.text.escape import py_str, ts_str
from codegen.text.typescript import key
from codegen.views.book import Book, Link
from codegen.views.document import vector_record
from codegen.views.signatures import signature_rules


class Snippet(NamedTuple):
    """A check of the first test vector that runs as is."""

    title: str
    language: str
    text: str


class TokenView(NamedTuple):
    """How the key of a token is found, and what in it is compared."""

    key_header: str
    key_source: str
    key_hosts: tuple[str, ...]
    digest: str
    """The claim with the digest of the body."""
    digest_form: str
    time: str | None
    """The claim with the time of signing."""
    max_age: str | None
    own: tuple[str, ...]


class SignatureView(NamedTuple):
    """How payloads are signed."""

    anchor: str
    title: str
    header: str
    algorithm: str
    encoding: str
    prefix: str
    signed: str
    token: TokenView | None
    """What a token says, where the header has one."""
    summary: str
    snippets: tuple[Snippet, ...]
    vectors: tuple[str, ...]
    """The test vectors, as JSON."""
    payloads: tuple[Link, ...]
    """What is signed in this way."""
    flags: tuple[FlagView, ...]


_ALGORITHMS = {"shared-secret": "none; the header contains a secret that both sides know"}
_ENCODINGS = {
    "hex": "hexadecimal, lower case",
    "hex-upper": "hexadecimal, upper case",
    "base64": "Base64",
    "jws": "a JSON Web Signature in three parts",
    "plain": "as it is",
}


def signature_views(book: Book, page: str, provider: ResolvedProvider) -> tuple[SignatureView, ...]:
    """Return how a provider signs, one view a scheme."""
    names = [name for name in signature_rules(book.spec) if name.partition(".")[0] == provider.id]
    return tuple(
        _view(book, page, provider, item, scheme)
        for item, scheme in zip(provider.signatures, names, strict=True)
    )


def _view(
    book: Book, page: str, provider: ResolvedProvider, signature: Signature, scheme: str
) -> SignatureView:
    signed = [item for item in provider.payloads if item.signature == signature.id]
    return SignatureView(
        anchor=signature_anchor(signature),
        title=f"The header `{signature.header}`",
        header=signature.header,
        algorithm=_ALGORITHMS.get(signature.algorithm, signature.algorithm.upper()),
        encoding=_ENCODINGS[signature.encoding],
        prefix=signature.prefix,
        signed=signature.signed,
        token=_token(signature.jws) if signature.jws else None,
        summary=signature.summary,
        snippets=snippets(signature, scheme),
        vectors=tuple(as_json(vector_record(vector)) for vector in signature.vectors),
        payloads=tuple(book.payload(page, item.id) for item in signed),
        flags=flag_views(book, page, signature.flags),
    )


def snippets(signature: Signature, scheme: str) -> tuple[Snippet, ...]:
    """Return programs that print `genuine` if the first test vector of a signature is right."""
    vector = signature.vectors[0]
    if signature.jws or signature.algorithm == "shared-secret":
        return (
            Snippet("Python", "python", _python(signature, vector, scheme)),
            Snippet("TypeScript", "ts", _typescript_package(signature, vector, scheme)),
        )
    return (
        Snippet("Python", "python", _python(signature, vector, scheme)),
        Snippet("TypeScript (Node)", "ts", _typescript(signature, vector)),
        Snippet("Shell", "sh", _shell(signature, vector)),
    )


def _token(jws: Jws) -> TokenView:
    written = _ENCODINGS[jws.digest_encoding]
    return TokenView(
        key_header=jws.key_header,
        key_source=jws.key_source,
        key_hosts=jws.key_hosts,
        digest=jws.digest_claim,
        digest_form=f"{jws.digest_prefix} and then {written}" if jws.digest_prefix else written,
        time=jws.time_claim,
        max_age=duration(jws.max_age_s) if jws.max_age_s else None,
        own=jws.own_claims,
    )


def _python(signature: Signature, vector: SignatureVector, scheme: str) -> str:
    return f"""\
from linkcodes.webhooks import verify

body = {py_str(vector.body)}.encode()  # the raw bytes of the request
headers = {{{py_str(signature.header)}: {py_str(vector.header_value)}}}

{_python_call(vector, scheme)}  # raises SignatureError if not genuine
print("genuine")"""


def _python_call(vector: SignatureVector, scheme: str) -> str:
    if vector.secret is not None:
        return f"verify({py_str(scheme)}, body, headers, {py_str(vector.secret)})"
    claims = f", claims={json.dumps(vector.claims)}" if vector.claims else ""
    clock = claims if vector.at is None else f"{claims}, clock=lambda: {vector.at}"
    keys = json.dumps(vector.keys, indent=4)
    return f"""\
keys = {keys}  # or a function that fetches one by its name

verify({py_str(scheme)}, body, headers, keys{clock})"""


def _typescript_package(signature: Signature, vector: SignatureVector, scheme: str) -> str:
    return f"""\
import {{ verify }} from "linkcodes/webhooks";

const body = new TextEncoder().encode({ts_str(vector.body)}); // the raw bytes of the request
const headers = {{ {key(signature.header)}: {ts_str(vector.header_value)} }};
{_typescript_call(vector, scheme)}; // rejects with a SignatureError if not genuine
console.log("genuine");"""


def _typescript_call(vector: SignatureVector, scheme: str) -> str:
    if vector.secret is not None:
        return f"\nawait verify({ts_str(scheme)}, body, headers, {ts_str(vector.secret)})"
    claims = [f"claims: {json.dumps(vector.claims)}"] if vector.claims else []
    options = [*claims, *([] if vector.at is None else [f"clock: () => {vector.at}"])]
    given = f", {{ {', '.join(options)} }}" if options else ""
    return f"""\
const keys = {json.dumps(vector.keys, indent=2)}; // or a function that fetches one by its name

await verify({ts_str(scheme)}, body, headers, keys{given})"""


def _typescript(signature: Signature, vector: SignatureVector) -> str:
    assert vector.secret is not None
    encoding, _, upper = signature.encoding.partition("-")
    prefix = f"{ts_str(signature.prefix)} + " if signature.prefix else ""
    digest = f'.digest("{encoding}")' + (".toUpperCase()" if upper else "")
    return f"""\
import {{ createHmac, timingSafeEqual }} from "node:crypto";

const body = Buffer.from({ts_str(vector.body)}); // the raw bytes of the request
const given = Buffer.from({ts_str(vector.header_value)}); // the header
const secret = {ts_str(vector.secret)};

const digest = createHmac("{_hash(signature)}", secret).update(body){digest};
const right = Buffer.from({prefix}digest);
if (given.length !== right.length || !timingSafeEqual(given, right)) throw new Error("not genuine");
console.log("genuine");"""


def _shell(signature: Signature, vector: SignatureVector) -> str:
    assert vector.secret is not None
    pipes = {
        "hex": "-r | cut -d ' ' -f 1",
        "hex-upper": "-r | cut -d ' ' -f 1 | tr a-f A-F",
        "base64": "-binary | openssl base64 -A",
    }
    prefix = _quoted(signature.prefix) if signature.prefix else ""
    return f"""\
digest=$(printf '%s' {_quoted(vector.body)} |
  openssl dgst -{_hash(signature)} -hmac {_quoted(vector.secret)} {pipes[signature.encoding]})
[ {prefix}"$digest" = {_quoted(vector.header_value)} ] && echo genuine"""


def _hash(signature: Signature) -> str:
    return signature.algorithm.removeprefix("hmac-")


def _quoted(text: str) -> str:
    """Return a text as one word of a shell."""
    return "'" + text.replace("'", "'\\''") + "'"
