"""Views of the pages of payloads: their fields as a flat table, their signature and their examples."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from codegen.load import Example
from codegen.model import Recognise, Signature
from codegen.resolve import ResolvedPayload
from codegen.targets.site.book import Book, Head, Link
from codegen.targets.site.facts import FlagView, Part, Reference, flag_views, references
from codegen.targets.site.labels import label, type_label, unbroken, unmarked


class Field(NamedTuple):
    """A field of a payload, however deep it lies; `*` in its pointer stands for every item of a list."""

    pointer: str
    type: str
    required: bool
    vocabulary: Link | None
    description: str
    values: tuple[str, ...]
    """The only values it may have, as JSON; empty where it may have any."""


class SignatureView(NamedTuple):
    """How a payload is signed."""

    header: str
    algorithm: str
    encoding: str
    prefix: str
    signed: str
    summary: str
    vectors: tuple[str, ...]
    flags: tuple[FlagView, ...]


class PayloadView(NamedTuple):
    """A payload's page."""

    head: Head
    xref: Callable[[str], str]
    title: str
    home: str
    channel: str
    summary: str
    description: str | None
    signs: tuple[tuple[str, str | None], ...]
    """(pointer, value it must have, None for any)."""
    delivery: tuple[str, ...]
    required: tuple[str, ...]
    """Sets of fields of which one must be there, as text."""
    fields: tuple[Field, ...]
    signature: SignatureView | None
    examples: tuple[tuple[str, str], ...]
    """(title, JSON)."""
    flags: tuple[FlagView, ...]
    references: tuple[Reference, ...]


_ENCODINGS = {"hex": "hexadecimal, lower case", "hex-upper": "hexadecimal, upper case", "base64": "Base64"}


def payload_view(book: Book, payload: ResolvedPayload) -> PayloadView:
    """Return the view of a payload's page."""
    page, provider = payload.page, book.providers[payload.provider_id]
    signature = next((item for item in provider.signatures if item.id == payload.signature), None)
    on_page = [Part("", payload.evidence), *([Part("Signature", signature.evidence)] if signature else [])]
    title, home = type_label(payload.type_name), f"{provider.name} payload"
    return PayloadView(
        head=Head(f"{title} · {home}", unmarked(payload.summary)),
        xref=book.xref(page, provider.id),
        title=title,
        home=unbroken(home),
        channel=label(payload.channel),
        summary=payload.summary,
        description=payload.description,
        signs=tuple(_sign(sign) for sign in payload.recognise),
        delivery=payload.delivery,
        required=alternatives(payload.body),
        fields=tuple(fields(book, page, payload.body)),
        signature=signature_view(book, page, signature) if signature else None,
        examples=tuple(_example(item) for item in payload.examples if item.verdict == "accept"),
        flags=flag_views(book, page, payload.flags),
        references=references(book, page, payload.provider_id, on_page),
    )


def signature_view(book: Book, page: str, signature: Signature) -> SignatureView:
    """Return how a provider signs what it delivers."""
    return SignatureView(
        header=signature.header,
        algorithm=signature.algorithm.upper(),
        encoding=_ENCODINGS[signature.encoding],
        prefix=signature.prefix,
        signed=signature.signed,
        summary=signature.summary,
        vectors=tuple(as_json(vector.model_dump()) for vector in signature.vectors),
        flags=flag_views(book, page, signature.flags),
    )


def _sign(sign: Recognise) -> tuple[str, str | None]:
    return sign.pointer, sign.equals


def _example(example: Example) -> tuple[str, str]:
    return label(example.name), as_json(example.value)


def as_json(value: Any) -> str:
    """Return a value as JSON for people; signs that cannot be seen are escaped."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return "".join(char if char == "\n" or char.isprintable() else json.dumps(char)[1:-1] for char in text)


def fields(book: Book, page: str, schema: Mapping[str, Any], pointer: str = "") -> Iterator[Field]:
    """Yield the fields of a payload's body in the order of the schema, each before those inside it."""
    for branch in _branches(schema):
        required = branch.get("required", ())
        for name, child in branch.get("properties", {}).items():
            # A pointer writes these two signs in another way (RFC 6901).
            here = f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
            yield _field(book, page, child, here, name in required)
            yield from fields(book, page, child, here)
        if "items" in branch:
            if _coded(branch["items"]):
                yield _field(book, page, branch["items"], f"{pointer}/*", False)
            yield from fields(book, page, branch["items"], f"{pointer}/*")


def _field(book: Book, page: str, schema: Mapping[str, Any], pointer: str, required: bool) -> Field:
    coded = _coded(schema)
    description = [schema.get("description", ""), *alternatives(schema)]
    return Field(
        pointer=pointer,
        type=_type(schema),
        required=required,
        vocabulary=book.vocabulary(page, coded) if coded else None,
        description=" ".join(filter(None, description)),
        values=tuple(as_json(value) for branch in _branches(schema) for value in _values(branch)),
    )


def _branches(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the shapes that a value may have; branches that only say what is required are no shapes."""
    shapes = [branch for branch in schema.get("anyOf", ()) if set(branch) != {"required"}]
    return shapes or [schema]


def _coded(schema: Mapping[str, Any]) -> str | None:
    return next((branch["x-vocabulary"] for branch in _branches(schema) if "x-vocabulary" in branch), None)


def _values(schema: Mapping[str, Any]) -> list[Any]:
    return [schema["const"]] if "const" in schema else list(schema.get("enum", ()))


def _type(schema: Mapping[str, Any]) -> str:
    return " or ".join(dict.fromkeys(_branch_type(branch) for branch in _branches(schema)))


def _branch_type(schema: Mapping[str, Any]) -> str:
    if "items" in schema:
        return f"array of {_type(schema['items'])}"
    if "type" in schema:
        return str(schema["type"])
    names = (_JSON_TYPES[type(value)] for value in _values(schema))
    return " or ".join(dict.fromkeys(names)) or "any"


_JSON_TYPES = {
    str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object",
    type(None): "null",
}  # fmt: skip


def alternatives(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a sentence on sets of fields of which one must be there, where a schema has such sets."""
    sets = [branch["required"] for branch in schema.get("anyOf", ()) if set(branch) == {"required"}]
    options = [" with ".join(f"`{name}`" for name in names) for names in sets]
    return (f"At least one of these must be present: {', '.join(options)}.",) if options else ()
