"""Vectors for `classify` that follow from the spec: for each code, each sign of a meaning, each pattern.

What is expected comes straight from the resolved spec, not from the rules that the packages read, so that a
fault in those rules shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from codegen.model.codes import Behavior, Context, Facts, WireMessage
from codegen.model.plan import Home, Plans, unattended_if_read
from codegen.model.taxonomy import GENERIC, RARE, without_rare
from codegen.resolve.spec import ResolvedCode, ResolvedProvider, ResolvedSpec, ResolvedVocabulary
from codegen.targets.conformance.tables import Cells, Layout

Vector = dict[str, Any]
_FOR_PEOPLE = {"note", "note_for", "reason"}
_FIELDS = (*(name for name in Behavior.model_fields if name not in _FOR_PEOPLE | RARE), "effect")
_EMPTY = {"connection": "unknown", "actions": [], "unattended_retry": False, "unattended_if_read": False}
_FILLING = "0f-1 x/2"
"""The placeholder in a message for a part that differs from case to case."""
_UNLISTED = "brand new, listed nowhere"
_BEST = "official_docs"
_LENT: Vector = {
    **{"known": False, "matched_by": "message", "confidence": "L"},
    **{"id": None, "context": None, "summary": None, "docs_url": None, "page": None, "flags": []},
}
"""What applies to an answer that has its behavior from a message."""


LAYOUT = Layout(
    {
        "name": ["{input.provider}:{input.vocabulary}#{symbol}"],
        "expected.provider": ["{input.provider}"],
        "expected.vocabulary": ["{input.vocabulary}"],
        "expected.raw": ["{input.code}"],
        "expected.known": [True],
        "expected.id": ["{input.provider}:{input.vocabulary}#{symbol}"],
        "expected.page": ["{input.provider}/{input.vocabulary}/{symbol}"],
        "expected.candidates": [[]],
        "expected.matched_by": ["vocabulary", "context"],
        "expected.context": [None],
    },
    named=["expected.docs_url", "expected.wait"],
)


class _Scope(NamedTuple):
    """Where a behavior is found."""

    plans: Plans
    provider: ResolvedProvider
    vocabulary: ResolvedVocabulary | None


def vectors(spec: ResolvedSpec) -> Iterator[tuple[Vector, Cells]]:
    """Yield the vectors in the order of the spec, each beside the name of its code."""
    for vector in _vectors(spec):
        id = vector["expected"].get("id") or ""
        yield vector, {"symbol": id.rpartition("#")[2]}


def _vectors(spec: ResolvedSpec) -> Iterator[Vector]:
    plans = Plans(spec.taxonomy, spec.decisions)
    for provider in spec.providers:
        for vocabulary in provider.vocabularies:
            scope = _Scope(plans, provider, vocabulary)
            for code in vocabulary.codes:
                yield from _code(code, scope)
            yield from _absent(vocabulary, scope)
        yield from _patterns(provider, _Scope(plans, provider, None))


def _code(code: ResolvedCode, scope: _Scope) -> Iterator[Vector]:
    provider, vocabulary = scope.provider, scope.vocabulary
    assert vocabulary is not None
    given = {"provider": provider.id, "code": code.value, "vocabulary": vocabulary.local_id}
    fixed: Vector = {
        "provider": provider.id,
        "vocabulary": vocabulary.local_id,
        "raw": code.value,
        "known": True,
    }
    fixed |= {"id": code.id, "page": code.page, "candidates": []}
    behavior = _fields(code.effective_behavior, scope)
    operation = {"operation": code.names_operation} if code.names_operation else {}
    meaning = {"context": code.default_context, **behavior, **operation}
    plain = {} if code.contexts else _facts(code, provider)
    yield _vector(code.id, given, {**fixed, "matched_by": "vocabulary", **meaning, **plain})
    for context in code.contexts:
        for sign, value in _signs(context, code.contexts):
            name = f"{code.id}@{context.id}, {sign} {value}"
            behavior = _fields(context.behavior, scope, value if sign == "operation" else GENERIC)
            expected = {**fixed, "matched_by": "context", "context": context.id, **behavior}
            yield _vector(name, {**given, sign: value}, {**expected, **_facts(context, provider)})


def _absent(vocabulary: ResolvedVocabulary, scope: _Scope) -> Iterator[Vector]:
    absent = vocabulary.absent
    for status in (fact.status for fact in absent.http_status) if absent else ():
        for nothing in (None, ""):
            given = {"provider": vocabulary.provider_id, "code": nothing, "vocabulary": vocabulary.local_id}
            behavior = _fields(absent.behavior if absent else None, scope)
            expected = {"known": True, "matched_by": "absent", "raw": nothing, "id": None, **behavior}
            name = f"{vocabulary.id}, {'no' if nothing is None else 'an empty'} code with {status}"
            yield _vector(name, {**given, "http_status": status}, expected)


def _patterns(provider: ResolvedProvider, scope: _Scope) -> Iterator[Vector]:
    """Yield a vector for each message with parts that differ, beside a code that no vocabulary lists."""
    meanings = [(facts, behavior) for facts, behavior in _meanings(provider) if facts.wire_messages]
    patterns = [(_patterns_of(facts), behavior) for facts, behavior in meanings]
    messages = [item for facts, _ in meanings for item in facts.wire_messages if item.placeholders]
    for item in {item.text: item for item in messages}.values():
        text = _filled(item)
        found = [behavior for each, behavior in patterns if _fits_one(each, text)]
        expected = _one_of(found, scope)
        if expected:
            given = {"provider": provider.id, "code": _UNLISTED, "message": text}
            yield _vector(f"{provider.id}: the message {item.text!r}", given, expected)


def _one_of(found: list[Behavior | None], scope: _Scope) -> Vector | None:
    """Return what a message says that goes with these behaviors; nothing where they differ or succeed."""
    kinds = {behavior.model_dump_json(exclude={*_FOR_PEOPLE, "confidence"}) for behavior in found if behavior}
    first = found[0]
    if len(kinds) != 1 or first is None or first.phase == "success":
        return None
    return {**_fields(first, scope), **_LENT, "raw": _UNLISTED}


def _meanings(provider: ResolvedProvider) -> Iterator[tuple[Facts, Behavior | None]]:
    for vocabulary in provider.vocabularies:
        for code in vocabulary.codes:
            yield code, code.effective_behavior
            yield from ((context, context.behavior) for context in code.contexts)


def _signs(context: Context, contexts: Sequence[Context]) -> Iterator[tuple[str, Any]]:
    """Yield (argument, value) for each value that tells this meaning apart from the others."""
    others = [other for other in contexts if other.id != context.id]
    for text in map(_filled, context.wire_messages):
        if not any(_has(other, text) for other in others):
            yield "message", text
    for sign in context.signs:
        if sign.beside and not any(sign.beside == each.beside for other in others for each in other.signs):
            yield "beside", {sign.beside: "any" if sign.equals is None else sign.equals}
        elif sign.beside and sign.equals is not None and not any(sign in other.signs for other in others):
            yield "beside", {sign.beside: sign.equals}
    for operation in context.operations:
        if not any(operation in other.operations for other in others):
            yield "operation", operation
    taken = {fact.status for other in others for fact in other.http_status}
    for status in dict.fromkeys(fact.status for fact in context.http_status):
        if status not in taken:
            yield "http_status", status


def _fields(behavior: Behavior | None, scope: _Scope, given: str = GENERIC) -> Vector:
    """Return the fields of a behavior as `classify` gives them, when an operation is given."""
    if behavior is None:
        return {**dict.fromkeys(_FIELDS), **_EMPTY}
    met = scope.plans.met(behavior, Home.of(scope.provider, scope.vocabulary), given)
    return {
        **without_rare(behavior.model_dump(mode="json", exclude=_FOR_PEOPLE)),
        "actions": list(met.actions),
        "retry": met.retry,
        "operation": met.operation,
        "effect": met.effect,
        "unattended_if_read": unattended_if_read(behavior),
        "unattended_retry": met.unattended_retry,
        "wait": behavior.wait and behavior.wait.model_dump(mode="json", exclude={"basis"}),
        "connection": scope.plans.connection(met),
    }


def _facts(facts: Facts, provider: ResolvedProvider) -> Vector:
    sources = [provider.source(item.source) for item in facts.evidence]
    best = [source.url for source in sources if source.kind == _BEST] or [source.url for source in sources]
    return {
        "summary": facts.summary,
        "flags": [flag.id for flag in facts.flags],
        "docs_url": best[0] if best else None,
    }


def _filled(message: WireMessage) -> str:
    text = message.text
    for placeholder in message.placeholders:
        text = text.replace(placeholder, _FILLING)
    return text


def _has(facts: Facts, text: str) -> bool:
    """Whether one of the messages of a meaning is this text, or a pattern that fits it."""
    return _fits_one(_patterns_of(facts), text)


def _patterns_of(facts: Facts) -> list[str]:
    return [_pattern(item) for item in facts.wire_messages]


def _fits_one(patterns: Sequence[str], text: str) -> bool:
    return any(re.fullmatch(pattern, text.strip(), re.DOTALL) for pattern in patterns)


def _pattern(message: WireMessage) -> str:
    pattern = re.escape(message.text.strip())
    for placeholder in message.placeholders:
        pattern = pattern.replace(re.escape(placeholder), ".*")
    return pattern


def _vector(name: str, given: Vector, expected: Vector) -> Vector:
    return {"name": name, "input": given, "expected": expected}
