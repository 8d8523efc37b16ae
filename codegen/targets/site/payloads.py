"""Views of the pages of payloads: their annotated examples, and their fields as a flat table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from codegen.model.wire import Recognize, Signature
from codegen.resolve.bodies import vocabularies_of
from codegen.resolve.spec import ResolvedPayload, ResolvedProvider
from codegen.targets.site.annotations import ROLES, AnnotatedExample, annotated
from codegen.targets.site.facts import FlagView, Part, Reference, flag_views, references
from codegen.targets.site.integration import DeliveryView, delivery_view, signature_anchor
from codegen.targets.site.surfaces import surface_link
from codegen.views.book import WEBHOOKS, Book, Head, Link, beside, href
from codegen.views.labels import described, label, type_label, unbroken

Sign = tuple[tuple[str, str | None], ...]
"""The marks of a sign, all of which must be there: a pointer, and the value, if it is one."""


class Field(NamedTuple):
    """A field of a payload, however deep it lies; `*` in its pointer is every item of a list or map."""

    pointer: str
    type: str
    required: bool
    vocabularies: tuple[Link, ...]
    role: str
    description: str
    values: tuple[str, ...]
    """The only values it may have, as JSON; empty where it may have any."""


class PayloadSection(NamedTuple):
    """A payload's page."""

    head: Head
    xref: Callable[[str], str]
    title: str
    home: str
    channel: str
    summary: str
    description: str | None
    signs: tuple[Sign, ...]
    """(pointer, value it must have, None for any)."""
    envelope_only: bool
    platforms: str
    notes: tuple[str, ...]
    required: tuple[str, ...]
    """Sets of fields of which one must be there, as text."""
    fields: tuple[Field, ...]
    surface: Link | None
    """The section of the provider's page that it belongs to."""
    signature: tuple[Link, str] | None
    """How to check it, and what the header contains."""
    delivery: DeliveryView | None
    examples: tuple[AnnotatedExample, ...]
    flags: tuple[FlagView, ...]
    references: tuple[Reference, ...]


def payload_view(book: Book, payload: ResolvedPayload) -> PayloadSection:
    """Return the view of a payload's page."""
    page, provider = payload.page, book.providers[payload.provider_id]
    signature = next((item for item in provider.signatures if item.id == payload.signature), None)
    delivery = next((item for item in provider.deliveries if item.id == payload.delivery), None)
    on_page = [
        Part("", payload.evidence),
        *([Part("Signature", signature.evidence)] if signature else []),
        *([Part("Delivery", delivery.evidence)] if delivery else []),
    ]
    title, home = type_label(payload.type_name), f"{provider.name} payload"
    return PayloadSection(
        head=Head(f"{title} · {home}", described(f"{home} {title}", payload.summary)),
        xref=book.xref(page, provider.id),
        title=title,
        home=unbroken(home),
        channel=label(payload.channel),
        summary=payload.summary,
        description=payload.description,
        signs=tuple(_sign(sign) for sign in payload.recognize),
        envelope_only=payload.shape == "envelope",
        platforms=", ".join(label(platform) for platform in payload.platforms),
        notes=payload.notes,
        required=alternatives(payload.body),
        fields=tuple(fields(book, page, payload.body)),
        surface=surface_link(page, provider, payload.surface),
        signature=_signature(page, provider, signature) if signature else None,
        delivery=delivery_view(book, page, delivery, payload.idempotency_key) if delivery else None,
        examples=annotated(book, page, payload, as_json),
        flags=flag_views(book, page, payload.flags),
        references=references(book, page, payload.provider_id, on_page),
    )


def _signature(page: str, provider: ResolvedProvider, signature: Signature) -> tuple[Link, str]:
    link = Link(signature.header, href(page, beside(provider.id, WEBHOOKS), signature_anchor(signature)))
    return link, signature.summary


def _sign(sign: Recognize) -> Sign:
    return tuple((mark.pointer, mark.equals) for mark in (sign, *sign.also))


def as_json(value: Any) -> str:
    """Return a value as JSON for people; signs that cannot be seen are escaped."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    if all(map(str.isprintable, text.split("\n"))):  # as nearly all are
        return text
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
        for key in ("items", "additionalProperties"):
            if key in branch:
                if _coded(branch[key]):
                    yield _field(book, page, branch[key], f"{pointer}/*", False)
                yield from fields(book, page, branch[key], f"{pointer}/*")


def _field(book: Book, page: str, schema: Mapping[str, Any], pointer: str, required: bool) -> Field:
    description = [schema.get("description", ""), *alternatives(schema)]
    return Field(
        pointer=pointer,
        type=_type(schema),
        required=required,
        vocabularies=tuple(book.vocabulary(page, name) for name in _coded(schema)),
        role=ROLES.get(_role(schema), ""),
        description=" ".join(filter(None, description)),
        values=tuple(as_json(value) for branch in _branches(schema) for value in _values(branch)),
    )


def _branches(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the shapes that a value may have; branches that only say what is required are no shapes."""
    shapes = [branch for branch in schema.get("anyOf", ()) if set(branch) != {"required"}]
    return shapes or [schema]


def _coded(schema: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for branch in _branches(schema) for name in vocabularies_of(dict(branch)))


def _role(schema: Mapping[str, Any]) -> str:
    return next((str(branch["x-role"]) for branch in (schema, *_branches(schema)) if "x-role" in branch), "")


def _values(schema: Mapping[str, Any]) -> list[Any]:
    return [schema["const"]] if "const" in schema else list(schema.get("enum", ()))


def _type(schema: Mapping[str, Any]) -> str:
    return " or ".join(dict.fromkeys(_branch_type(branch) for branch in _branches(schema)))


def _branch_type(schema: Mapping[str, Any]) -> str:
    if "items" in schema:
        return f"array of {_type(schema['items'])}"
    if "additionalProperties" in schema:
        return f"map of {_type(schema['additionalProperties'])}"
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
