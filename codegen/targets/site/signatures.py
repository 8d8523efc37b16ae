"""View of how a provider signs what it delivers, with checks that run on the published test vector."""

from __future__ import annotations

from typing import NamedTuple

from codegen.model import Signature, SignatureVector
from codegen.resolve.spec import ResolvedProvider
from codegen.targets.site.facts import FlagView, flag_views
from codegen.targets.site.integration import signature_anchor
from codegen.targets.site.payloads import as_json
from codegen.text.escape import py_str, ts_str
from codegen.views.book import Book, Link
from codegen.views.signatures import signature_rules


class Snippet(NamedTuple):
    """A check of the first test vector that runs as is."""

    title: str
    language: str
    text: str


class SignatureView(NamedTuple):
    """How payloads are signed."""

    anchor: str
    title: str
    header: str
    algorithm: str
    encoding: str
    prefix: str
    signed: str
    summary: str
    snippets: tuple[Snippet, ...]
    vectors: tuple[str, ...]
    """The test vectors, as JSON."""
    payloads: tuple[Link, ...]
    """What is signed in this way."""
    flags: tuple[FlagView, ...]


_ENCODINGS = {"hex": "hexadecimal, lower case", "hex-upper": "hexadecimal, upper case", "base64": "Base64"}


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
        algorithm=signature.algorithm.upper(),
        encoding=_ENCODINGS[signature.encoding],
        prefix=signature.prefix,
        signed=signature.signed,
        summary=signature.summary,
        snippets=snippets(signature, scheme),
        vectors=tuple(as_json(vector.model_dump()) for vector in signature.vectors),
        payloads=tuple(book.payload(page, item.id) for item in signed),
        flags=flag_views(book, page, signature.flags),
    )


def snippets(signature: Signature, scheme: str) -> tuple[Snippet, ...]:
    """Return programs that print `genuine` if the first test vector of a signature is right."""
    vector = signature.vectors[0]
    return (
        Snippet("Python", "python", _python(signature, vector, scheme)),
        Snippet("TypeScript (Node)", "ts", _typescript(signature, vector)),
        Snippet("Shell", "sh", _shell(signature, vector)),
    )


def _python(signature: Signature, vector: SignatureVector, scheme: str) -> str:
    return f"""\
from linkcodes.webhooks import verify

body = {py_str(vector.body)}.encode()  # the raw bytes of the request
headers = {{{py_str(signature.header)}: {py_str(vector.header_value)}}}

verify({py_str(scheme)}, body, headers, {py_str(vector.secret)})  # raises SignatureError if not genuine
print("genuine")"""


def _typescript(signature: Signature, vector: SignatureVector) -> str:
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
