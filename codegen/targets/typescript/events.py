"""What the template of event descriptors shows: what a browser can receive, and how to read it."""

from __future__ import annotations

from typing import NamedTuple

from codegen.model import Recognize
from codegen.resolve.bodies import coded_fields
from codegen.resolve.spec import ResolvedPayload, ResolvedProvider
from codegen.targets.typescript.views import Doc, paragraphs
from codegen.text.naming import camel, kebab
from codegen.text.typescript import key, literal

_CHANNELS = {"callback", "post_message"}


class FieldVocabulary(NamedTuple):
    """A vocabulary that a field may contain; its id is a TypeScript literal."""

    id: str
    type_name: str


class CodedView(NamedTuple):
    """A field that contains codes; texts are TypeScript literals."""

    pointer: str
    lists: tuple[FieldVocabulary, ...]


class FieldView(NamedTuple):
    """A field of the payload's top level."""

    key: str
    doc: Doc


class PayloadType(NamedTuple):
    """A payload; `signs` are the parts by which it is recognized."""

    id: str
    channel: str
    type_name: str
    name: str
    doc: Doc
    signs: tuple[str, ...]
    codes: tuple[CodedView, ...]
    fields: tuple[FieldView, ...]


class Import(NamedTuple):
    """The type and the guard of a vocabulary."""

    type_name: str
    module: str


class EventsView(NamedTuple):
    """All payloads of one provider that a browser can receive."""

    payloads: tuple[PayloadType, ...]
    imports: tuple[Import, ...]


def events_view(provider: ResolvedProvider) -> EventsView:
    """Return the view of what a provider's widget tells the page."""
    types = {vocabulary.id: vocabulary.type_name for vocabulary in provider.vocabularies}
    received = [payload for payload in provider.payloads if payload.channel in _CHANNELS]
    payloads = tuple(_payload(payload, types) for payload in received)
    used = {item.type_name for payload in payloads for code in payload.codes for item in code.lists}
    return EventsView(payloads, tuple(Import(name, kebab(name)) for name in sorted(used)))


def _payload(payload: ResolvedPayload, types: dict[str, str]) -> PayloadType:
    return PayloadType(
        id=literal(payload.id),
        channel=literal(payload.channel),
        type_name=payload.type_name,
        name=camel(payload.type_name),
        doc=Doc(paragraphs(payload.summary, payload.description, *payload.notes)),
        signs=tuple(_sign(sign) for sign in payload.recognize),
        codes=tuple(
            CodedView(
                literal(pointer),
                tuple(FieldVocabulary(literal(name), types[name]) for name in vocabularies),
            )
            for pointer, vocabularies in coded_fields(payload.body)
        ),
        fields=tuple(
            FieldView(key(name), Doc(paragraphs(schema.get("description"))))
            for name, schema in payload.body.get("properties", {}).items()
        ),
    )


def _sign(sign: Recognize) -> str:
    equals = {} if sign.equals is None else {"equals": sign.equals}
    return literal({"pointer": sign.pointer, **equals})
