"""What the template of event descriptors shows: what a browser can receive, and how to read it."""

from __future__ import annotations

from typing import Any, NamedTuple

from codegen.model.wire import Mark, Recognize
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


class ResultView(NamedTuple):
    """What the user has connected, as a payload says it; lists are TypeScript literals."""

    fields: tuple[FieldView, ...]
    names: str
    urls: str
    """The fields whose value is an address that may have the result in its query."""


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
    result: ResultView | None


class Import(NamedTuple):
    """The type and the guard of a vocabulary."""

    type_name: str
    module: str


class EventsView(NamedTuple):
    """All payloads of one provider that a browser can receive."""

    payloads: tuple[PayloadType, ...]
    imports: tuple[Import, ...]

    @property
    def has_results(self) -> bool:
        """Whether one of them says what the user has connected."""
        return any(payload.result for payload in self.payloads)


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
            for pointer, vocabularies in payload.coded
        ),
        fields=tuple(
            FieldView(key(name), Doc(paragraphs(schema.get("description"))))
            for name, schema in _fields(payload).items()
        ),
        result=_result(payload),
    )


def _fields(payload: ResolvedPayload) -> dict[str, Any]:
    fields: dict[str, Any] = payload.body.get("properties", {})
    return fields


def _result(payload: ResolvedPayload) -> ResultView | None:
    """Return what the fields of the payload's top level say of the result, if any of them is marked so."""
    found = {name: schema for name, schema in _fields(payload).items() if schema.get("x-role") == "result"}
    urls = [name for name, schema in _fields(payload).items() if schema.get("x-role") == "result_url"]
    fields = tuple(
        FieldView(key(name), Doc(paragraphs(schema.get("description")))) for name, schema in found.items()
    )
    return ResultView(fields, literal([*found]), literal(urls)) if found else None


def _sign(sign: Recognize) -> str:
    also = {"also": [_mark(mark) for mark in sign.also]} if sign.also else {}
    return literal({**_mark(sign), **also})


def _mark(mark: Mark) -> dict[str, str]:
    return {"pointer": mark.pointer, **({} if mark.equals is None else {"equals": mark.equals})}
