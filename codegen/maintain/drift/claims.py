"""What the spec says that one source says, by the value on the wire; and the words that are no news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from codegen.maintain.drift.words import Shape, shape_of
from codegen.model.codes import Facts, WireMessage
from codegen.model.wire import ConfigField
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedCode, ResolvedProvider, ResolvedVocabulary

_SHOWS_THE_VALUE = {"value", "meaning", "http_status", "wire_messages", "deprecated"}
"""What cannot be taken from a page that does not name the code."""


@dataclass(slots=True)
class ValueClaim:
    """All that a source is cited for about one value.

    Vocabularies may share the value: a page does not distinguish them.
    """

    value: str
    codes: list[ResolvedCode] = field(default_factory=list)
    statuses: dict[int, Place] = field(default_factory=dict)
    messages: dict[WireMessage, Place] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Where the value is in the spec, first."""
        return self.codes[0].place


def claims(provider: ResolvedProvider, source_id: str) -> dict[str, ValueClaim]:
    """Return the claims of a source by value, in the order of the spec."""
    found: dict[str, ValueClaim] = {}
    for vocabulary in provider.vocabularies:
        for code in vocabulary.codes:
            parts: list[tuple[Facts, Place]] = [(code, code.place)]
            parts += [(item, code.place.child("contexts", at)) for at, item in enumerate(code.contexts)]
            if any(_cites(facts, source_id) for facts, _ in parts):
                claim = found.setdefault(str(code.value), ValueClaim(str(code.value)))
                claim.codes.append(code)
                for facts, place in parts:
                    _add(claim, facts, place, source_id)
    return found


def _cites(facts: Facts, source_id: str) -> bool:
    return (
        any(item.source == source_id and _SHOWS_THE_VALUE & set(item.supports) for item in facts.evidence)
        or any(source_id in item.sources for item in facts.http_status)
        or any(source_id in item.sources for item in facts.wire_messages)
    )


def _add(claim: ValueClaim, facts: Facts, place: Place, source_id: str) -> None:
    for at, status in enumerate(facts.http_status):
        if source_id in status.sources:
            claim.statuses.setdefault(status.status, place.child("http_status", at))
    for at, message in enumerate(facts.wire_messages):
        if source_id in message.sources:
            claim.messages.setdefault(message, place.child("wire_messages", at))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a provider, prepared for the search for new codes on the page of one source."""

    own: frozenset[str]
    """The values of the vocabularies that the source is cited for; of all, if it is cited for none."""
    every: frozenset[str]
    others: frozenset[str]
    """What looks like a code and is none: fields, headers, settings, test data."""
    shapes: frozenset[Shape]
    """Those of `own`."""


def lexicon(provider: ResolvedProvider, claimed: Iterable[ValueClaim]) -> Lexicon:
    """Return the words of a provider, seen from one source."""
    cited = {code.vocabulary_id for claim in claimed for code in claim.codes}
    own = values(item for item in provider.vocabularies if item.id in cited or not cited)
    return Lexicon(own, values(provider.vocabularies), _others(provider), frozenset(map(shape_of, own)))


def values(vocabularies: Iterable[ResolvedVocabulary]) -> frozenset[str]:
    """Return the values of all codes of some vocabularies."""
    return frozenset(str(code.value) for item in vocabularies for code in item.codes)


def _others(provider: ResolvedProvider) -> frozenset[str]:
    words: set[str] = set()
    for payload in provider.payloads:
        words.update(_schema_words(payload.body))
        words.update(sign.equals for sign in payload.recognize if sign.equals)
    for body in provider.definitions.values():
        words.update(_schema_words(body))
    for method in provider.methods:
        words.update(_config_words(method.config))
    words.update(signature.header for signature in provider.signatures)
    words.update(word for item in provider.scenarios for pair in item.inputs.items() for word in pair)
    return frozenset(words)


def _schema_words(node: Any) -> Iterator[str]:
    """Yield the names of fields and the fixed values of a JSON Schema."""
    if isinstance(node, list):
        for item in node:
            yield from _schema_words(item)
    elif isinstance(node, dict):
        yield from node.get("properties", {})
        yield from (item for item in (*node.get("enum", ()), node.get("const")) if isinstance(item, str))
        for item in node.values():
            yield from _schema_words(item)


def _config_words(fields: Iterable[ConfigField]) -> Iterator[str]:
    for item in fields:
        yield item.name
        yield from item.values
        yield from _config_words(item.fields)
