"""Rule dangling-reference: whatever is named exists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

from codegen.lint._node import Node, Problem, Rule
from codegen.model import (
    Behavior,
    Code,
    CodeText,
    ConfigField,
    Delivery,
    Evidence,
    Flow,
    Gap,
    HttpStatusFact,
    Invariant,
    Method,
    Model,
    Payload,
    ProviderFile,
    Scenario,
    Signature,
    State,
    StateDiagram,
    Surface,
    Taxonomy,
    Transition,
    Vocabulary,
    WireMessage,
    terms_of,
)
from codegen.read.load import LoadedSpec
from codegen.resolve.bodies import broken_references, coded_fields
from codegen.resolve.spec import code_id

Below = tuple[str | int, ...]
_OWNED = Vocabulary | Method | Payload | Signature | Delivery | Scenario | Flow | StateDiagram


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each name that nothing answers to."""
    yield from _terms(node.value, node.spec)
    if isinstance(node.value, Invariant):
        yield from _invariant(node.value, node.spec.root.taxonomy)
    if isinstance(node.value, CodeText):
        yield from _code_text(node.value, node.spec)
    if node.provider is not None:
        yield from _names(node, node.provider)


def _terms(part: Model, spec: LoadedSpec) -> Iterator[Problem]:
    """Check the fields that hold words of the taxonomy or of the decisions."""
    for name, axis in _axes(type(part)):
        known = {term.id for term in terms_of(axis, spec.root.taxonomy, spec.decisions.words)}
        value = getattr(part, name)
        for below, word in _items(name, value):
            if word is not None and word not in known:
                mend = f"{_choices(word, known)}; or add it to {_home(axis)}"
                yield Problem(below, f"{word!r} is not among the {axis.replace('_', ' ')}", mend)


def _home(axis: str) -> str:
    if axis in Taxonomy.model_fields:
        return f"/taxonomy/{axis} in spec.json"
    return f"/words/{axis.removeprefix('own_')} in decisions.json"


def _invariant(invariant: Invariant, taxonomy: Taxonomy) -> Iterator[Problem]:
    axes = dict(_axes(Behavior))
    for part in ("when", "require", "forbid"):
        for field, words in getattr(invariant, part).items():
            if field not in Behavior.model_fields:
                mend = _choices(field, set(Behavior.model_fields))
                yield Problem((part, field), f"{field!r} is no field of a behavior", mend)
            known = {term.id for term in getattr(taxonomy, axes[field])} if field in axes else set(words)
            yield from (
                Problem(
                    (part, field, index),
                    f"{word!r} does not exist",
                    _choices(str(word), {str(w) for w in known}),
                )
                for index, word in enumerate(words)
                if word not in known
            )


def _choices(word: str, known: set[str]) -> str:
    """Say what was probably meant, or else everything that could be."""
    close = get_close_matches(word, sorted(known), n=1)
    return f"perhaps {close[0]!r} is meant" if close else f"use one of {', '.join(sorted(known))}"


@cache
def _axes(model: type[Model]) -> tuple[tuple[str, str], ...]:
    fields = model.model_fields.items()
    extras = ((name, field.json_schema_extra) for name, field in fields)
    return tuple((name, str(extra["x-axis"])) for name, extra in extras if isinstance(extra, dict))


def _names(node: Node, provider: ProviderFile) -> Iterator[Problem]:
    part = node.value
    if isinstance(part, Evidence):
        yield from (
            _unknown((("source",), part.source) for _ in (0,))
            if part.source not in _sources(provider)
            else ()
        )
    elif isinstance(part, HttpStatusFact | WireMessage):
        yield from _unknown((b, s) for b, s in _items("sources", part.sources) if s not in _sources(provider))
    elif isinstance(part, Code):
        yield from _code(part, node.vocabulary)
    elif isinstance(part, Method):
        yield from _method(part, provider)
    elif isinstance(part, ConfigField) and part.vocabulary:
        if part.vocabulary not in _vocabulary_ids(provider):
            yield from _unknown([(("vocabulary",), part.vocabulary)])
    elif isinstance(part, Payload):
        yield from _payload(part, provider)
    elif isinstance(part, ProviderFile):
        yield from _definitions(part)
    for field, known in _REFERENCES.get(type(part), {}).items():
        yield from _strangers(field, getattr(part, field), known(provider))
    if isinstance(part, _OWNED) and not part.id.startswith(f"{provider.id}:"):
        yield Problem(("id",), f"{part.id} does not belong to {provider.id}", f"start it with {provider.id}:")


def _code(code: Code, vocabulary: Vocabulary | None) -> Iterator[Problem]:
    names = {other.name for other in vocabulary.codes} if vocabulary else set()
    replaced_by = code.deprecated.replaced_by if code.deprecated else None
    yield from _unknown((b, name) for b, name in _items("synonyms", code.synonyms) if name not in names)
    if replaced_by and replaced_by not in names:
        yield from _unknown([(("deprecated", "replaced_by"), replaced_by)])


def _method(method: Method, provider: ProviderFile) -> Iterator[Problem]:
    known = _code_ids(provider)
    references: list[tuple[Below, str]] = [(("code",), method.code)]
    references += [
        (("outcomes", index, "code"), outcome.code) for index, outcome in enumerate(method.outcomes)
    ]
    yield from _unknown((below, name) for below, name in references if name not in known)


def _payload(payload: Payload, provider: ProviderFile) -> Iterator[Problem]:
    yield from _body(payload.body, ("body",), provider)
    if payload.signature and payload.signature not in {item.id for item in provider.signatures}:
        yield from _unknown([(("signature",), payload.signature)])
    if payload.delivery and payload.delivery not in {item.id for item in provider.deliveries}:
        yield from _unknown([(("delivery",), payload.delivery)])


def _definitions(provider: ProviderFile) -> Iterator[Problem]:
    for name, body in provider.definitions.items():
        yield from _body(body, ("definitions", name), provider)


def _body(body: Any, below: Below, provider: ProviderFile) -> Iterator[Problem]:
    vocabularies = _vocabulary_ids(provider)
    for pointer, named in coded_fields(body):
        for vocabulary in set(named) - vocabularies:
            message = (
                f"the field {pointer} names the vocabulary {vocabulary!r}, which this provider does not have"
            )
            yield Problem(below, message, _choices(vocabulary, vocabularies))
    for steps, message in broken_references(body, provider.definitions):
        yield Problem((*below, *steps), message, "name one of the provider's definitions, without a circle")


def _code_text(text: CodeText, spec: LoadedSpec) -> Iterator[Problem]:
    for index, reference in enumerate(text.codes):
        name, _, context = reference.partition("@")
        code = _find(name, spec)
        if code is None or (context and context not in {item.id for item in code.contexts}):
            yield from _unknown([(("codes", index), reference)])


def _find(name: str, spec: LoadedSpec) -> Code | None:
    vocabularies = (vocabulary for provider, _ in spec.providers for vocabulary in provider.vocabularies)
    homes = (vocabulary for vocabulary in vocabularies if vocabulary.id == name.partition("#")[0])
    return next((code for home in homes for code in home.codes if code_id(home, code) == name), None)


def _unknown(references: Iterable[tuple[Below, str]]) -> Iterator[Problem]:
    for below, name in references:
        yield Problem(below, f"{name!r} does not exist", "correct the name, or add what it names")


def _strangers(field: str, names: tuple[str, ...] | str | None, known: set[str]) -> Iterator[Problem]:
    """Report the names in a field that are not known."""
    given = ((below, name) for below, name in _items(field, names) if name is not None)
    yield from _unknown((below, name) for below, name in given if name not in known)


def _items(name: str, value: Any) -> list[tuple[Below, Any]]:
    if isinstance(value, tuple):
        return [((name, index), item) for index, item in enumerate(value)]
    return [((name,), value)]


def _sources(provider: ProviderFile) -> set[str]:
    return {source.id for source in provider.sources}


def _code_ids(provider: ProviderFile) -> set[str]:
    return {code_id(vocabulary, code) for vocabulary in provider.vocabularies for code in vocabulary.codes}


def _vocabulary_ids(provider: ProviderFile) -> set[str]:
    return {vocabulary.id for vocabulary in provider.vocabularies}


def _payload_ids(provider: ProviderFile) -> set[str]:
    return {payload.id for payload in provider.payloads}


def _part_ids(provider: ProviderFile) -> set[str]:
    return _vocabulary_ids(provider) | _payload_ids(provider)


_REFERENCES: dict[type[Model], dict[str, Callable[[ProviderFile], set[str]]]] = {
    Scenario: {"outcomes": _code_ids},
    Flow: {"codes": _code_ids},
    State: {"code": _code_ids},
    Transition: {"code": _code_ids},
    Surface: {"vocabularies": _vocabulary_ids, "payloads": _payload_ids},
    Gap: {"about": _part_ids},
}
"""What the fields name that hold nothing but names, by the model that has them."""


RULE = Rule(
    "dangling-reference",
    "Every term, source, code, vocabulary and signature that is named exists.",
    "model",
    check,
    why=(
        "Every name that stands for something else becomes a link, a type or a key in what is "
        "generated. A name that nothing answers to would break there, far from the typing mistake that "
        "caused it."
    ),
    mend=(
        "Correct the name; the finding suggests one that is close. If the name is right, add what it names."
    ),
)
