"""Rules about names that have to lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

from codegen.lint._node import Node, Problem, Rule
from codegen.model.base import Model
from codegen.model.codes import Behavior, Code, Evidence, HttpStatusFact, Sign, Vocabulary, WireMessage
from codegen.model.decisions import terms_of
from codegen.model.diagrams import Flow, Gap, State, StateDiagram, Surface, Transition
from codegen.model.files import ProviderFile, ProviderOperation, TextsFile
from codegen.model.pauses import DailyText, PauseText, ResetHeader
from codegen.model.renames import CodeChange, PathChange, Renaming, ValueChange, VocabularyChange
from codegen.model.taxonomy import Invariant, Taxonomy, Wait
from codegen.model.wire import ConfigField, Delivery, Method, Payload, Scenario, Signature
from codegen.read.findings import Fix
from codegen.read.load import LoadedSpec
from codegen.resolve.bodies import broken_references, coded_fields, expanded, fields_beside
from codegen.text.guess import choices, sole_guess

Steps = tuple[str | int, ...]

OURS = "ours"
"""What a number rests on that no source gives: the project's own choice."""

_ADD = "correct the name, or add what it names"

_OWNED = (Vocabulary, Method, Payload, Signature, Delivery, Scenario, Flow, StateDiagram)


def dangling_reference(node: Node) -> Iterator[Problem]:
    """Yield a problem for each name that nothing answers to."""
    yield from _terms(node)
    if isinstance(node.value, Invariant):
        yield from _invariant(node.value, node.spec.root.taxonomy)
    if isinstance(node.value, TextsFile):
        yield from _code_texts(node.value, node.spec)
    if node.provider is not None:
        yield from _names(node, node.provider)


def _respelled(node: Node, path: Steps, word: str, known: Collection[str]) -> Fix | None:
    """Return the fix that writes the one name that can be meant."""
    name = sole_guess(word, known)
    return Fix(node.place.child(*path), "set", name) if name else None


def _terms(node: Node) -> Iterator[Problem]:
    """Check the fields that contain words of the taxonomy or of the decisions."""
    part: Model = node.value
    for name, axis in _axes(type(part)):
        known = _known_terms(axis, node.spec)
        for path, word in _items(name, getattr(part, name)):
            if word is not None and word not in known:
                advice = choices(word, known, _ADD) + f"; or add it to {_home(axis)}"
                message = f"{word!r} is not among the {axis.replace('_', ' ')}"
                yield Problem(path, message, advice, _respelled(node, path, word, known))


@lru_cache(maxsize=1024)
def _known_terms(axis: str, spec: LoadedSpec) -> frozenset[str]:
    """Return the words of an axis, which thousands of fields name."""
    return frozenset(term.id for term in terms_of(axis, spec.root.taxonomy, spec.decisions.words))


def _home(axis: str) -> str:
    if axis in Taxonomy.model_fields:
        return f"/taxonomy/{axis} in spec.json"
    return f"/words/{axis.removeprefix('own_')} in decisions.json"


def _invariant(invariant: Invariant, taxonomy: Taxonomy) -> Iterator[Problem]:
    axes = dict(_axes(Behavior))
    for part in ("when", "require", "forbid"):
        for field, words in getattr(invariant, part).items():
            if field not in Behavior.model_fields:
                advice = choices(field, Behavior.model_fields, _ADD)
                yield Problem((part, field), f"{field!r} is no field of a behavior", advice)
            known = {term.id for term in getattr(taxonomy, axes[field])} if field in axes else set(words)
            yield from (
                Problem(
                    (part, field, index),
                    f"{word!r} does not exist",
                    choices(str(word), {str(w) for w in known}, _ADD),
                )
                for index, word in enumerate(words)
                if word not in known
            )


@cache
def _axes(model: type[Model]) -> tuple[tuple[str, str], ...]:
    fields = model.model_fields.items()
    extras = ((name, field.json_schema_extra) for name, field in fields)
    return tuple((name, str(extra["x-axis"])) for name, extra in extras if isinstance(extra, dict))


def _names(node: Node, provider: ProviderFile) -> Iterator[Problem]:
    part = node.value
    if isinstance(part, Evidence):
        for problem in _strangers("source", part.source, provider.sources_by_id):
            yield problem._replace(fix=_respelled(node, problem.path, part.source, provider.sources_by_id))
    elif isinstance(part, HttpStatusFact | WireMessage):
        yield from _strangers("sources", part.sources, provider.sources_by_id)
    elif isinstance(part, Code):
        yield from _code(part, node.vocabulary)
    elif isinstance(part, Method):
        yield from _method(part, provider)
    elif isinstance(part, ConfigField):
        yield from _strangers("vocabulary", part.vocabulary, provider.vocabulary_ids)
    elif isinstance(part, Payload):
        yield from _payload(part, provider)
    elif isinstance(part, ProviderFile):
        yield from _definitions(part)
    elif isinstance(part, Sign) and part.beside and node.vocabulary:
        yield from _strangers("beside", part.beside, _beside(node.spec, provider.id, node.vocabulary.id))
    for field, known in _REFERENCES.get(type(part), {}).items():
        if names := getattr(part, field):
            yield from _strangers(field, names, known(provider))
    if isinstance(part, _OWNED) and not part.id.startswith(f"{provider.id}:"):
        yield Problem(("id",), f"{part.id} does not belong to {provider.id}", f"start it with {provider.id}:")


def _code(code: Code, vocabulary: Vocabulary | None) -> Iterator[Problem]:
    if not code.synonyms and not code.deprecated:
        return
    names = {other.name for other in vocabulary.codes} if vocabulary else set()
    yield from _strangers("synonyms", code.synonyms, names)
    if code.deprecated:
        yield from _below("deprecated", _strangers("replaced_by", code.deprecated.replaced_by, names))


def _method(method: Method, provider: ProviderFile) -> Iterator[Problem]:
    known = provider.code_ids
    yield from _strangers("code", method.code, known)
    for index, outcome in enumerate(method.outcomes):
        yield from _below("outcomes", _below(index, _strangers("code", outcome.code, known)))


def _payload(payload: Payload, provider: ProviderFile) -> Iterator[Problem]:
    yield from _body(payload.body, ("body",), provider)
    if payload.means:
        yield from _below("means", _strangers("code", payload.means.code, provider.code_ids))
    yield from _strangers("signature", payload.signature, {item.id for item in provider.signatures})
    yield from _strangers("delivery", payload.delivery, {item.id for item in provider.deliveries})


@lru_cache(maxsize=1024)
def _beside(spec: LoadedSpec, owner: str, vocabulary: str) -> frozenset[str]:
    """Return the fields that are beside codes of a vocabulary in some payload; many signs name them."""
    return frozenset(
        field
        for provider, _ in spec.providers
        if provider.id == owner
        for payload in provider.payloads
        if not broken_references(payload.body, provider.definitions)
        for field in fields_beside(expanded(payload.body, provider.definitions), vocabulary)
    )


def _definitions(provider: ProviderFile) -> Iterator[Problem]:
    for name, body in provider.definitions.items():
        yield from _body(body, ("definitions", name), provider)


def _body(body: Any, path: Steps, provider: ProviderFile) -> Iterator[Problem]:
    vocabularies = provider.vocabulary_ids
    for pointer, named in coded_fields(body):
        for vocabulary in set(named) - vocabularies:
            message = (
                f"the field {pointer} names the vocabulary {vocabulary!r}, which this provider does not have"
            )
            yield Problem(path, message, choices(vocabulary, vocabularies, _ADD))
    for steps, message, advice in broken_references(body, provider.definitions):
        yield Problem((*path, *steps), message, advice)


def _code_texts(texts: TextsFile, spec: LoadedSpec) -> Iterator[Problem]:
    known = _meanings(spec)
    for index, text in enumerate(texts.codes):
        yield from _below("codes", _below(index, _strangers("codes", text.codes, known)))
    lines = {item.id for item in texts.never_ask}
    for list_name in ("entries", "codes"):
        for index, voices in enumerate(getattr(texts, list_name)):
            support = _strangers("never_ask", voices.support.never_ask, lines)
            yield from _below(list_name, _below(index, _below("support", support)))


def _meanings(spec: LoadedSpec) -> set[str]:
    """Return all codes, and those that have contexts with each of them as well."""
    names = (provider.code_ids for provider, _ in spec.providers)
    contexts = (
        f"{vocabulary.code_id(code)}@{context.id}"
        for provider, _ in spec.providers
        for vocabulary in provider.vocabularies
        for code in vocabulary.codes
        for context in code.contexts
    )
    return set().union(*names, contexts)


def _below(step: str | int, problems: Iterable[Problem]) -> Iterator[Problem]:
    return (problem._replace(path=(step, *problem.path)) for problem in problems)


def _strangers(field: str, names: tuple[str, ...] | str | None, known: Collection[str]) -> Iterator[Problem]:
    """Report the names in a field that are not known."""
    for path, name in _items(field, names):
        if name is not None and name not in known:
            yield Problem(path, f"{name!r} does not exist", choices(name, known, _ADD))


def _items(name: str, value: Any) -> list[tuple[Steps, Any]]:
    if isinstance(value, tuple):
        return [((name, index), item) for index, item in enumerate(value)]
    return [((name,), value)]


def _grounds(provider: ProviderFile) -> set[str]:
    """Return what a number can rest on."""
    return {*provider.sources_by_id, OURS}


def _part_ids(provider: ProviderFile) -> frozenset[str]:
    return provider.vocabulary_ids | provider.payload_ids


_CODES, _VOCABULARIES, _PAYLOADS = map(attrgetter, ("code_ids", "vocabulary_ids", "payload_ids"))
_SOURCED: dict[str, Callable[[ProviderFile], Collection[str]]] = {"sources": attrgetter("sources_by_id")}

_REFERENCES: dict[type[Model], dict[str, Callable[[ProviderFile], Collection[str]]]] = {
    Scenario: {"outcomes": _CODES},
    Flow: {"codes": _CODES},
    State: {"code": _CODES},
    Transition: {"code": _CODES},
    Surface: {"vocabularies": _VOCABULARIES, "payloads": _PAYLOADS},
    Gap: {"about": _part_ids},
    Wait: {"basis": _grounds, "until": lambda provider: provider.code_ids | provider.payload_ids},
    Sign: {"payload": _PAYLOADS},
    ProviderOperation: _SOURCED,
    ResetHeader: _SOURCED,
    PauseText: _SOURCED,
    DailyText: _SOURCED,
}
"""What the fields name that contain only names, by the model that has them."""


DANGLING_REFERENCE = Rule(
    "dangling-reference",
    "Every term, source, code, vocabulary and signature that is named exists.",
    "model",
    dangling_reference,
    why=(
        "Every name that refers to something else becomes a link, a type or a key in what is "
        "generated. A name that nothing answers to would break there, far from the typing mistake that "
        "caused it."
    ),
    advice=(
        "Correct the name; the finding suggests one that is close. If the name is right, add what it names."
    ),
)


def orphan_example(node: Node) -> Iterator[Problem]:
    """Yield a problem for each payload that examples are filed under and that does not exist."""
    known = {payload.id for provider, _ in node.spec.providers for payload in provider.payloads}
    filed = {example.payload_id: example.place.file for example in node.spec.examples}
    for payload_id, file in sorted(filed.items()):
        if payload_id not in known:
            message = f"{file} has examples of {payload_id}, which does not exist"
            yield Problem((), message, f"rename the file ({choices(payload_id, known, 'to a payload')})")


ORPHAN_EXAMPLE = Rule(
    "orphan-example",
    "Every file of examples has the name of a payload.",
    "spec",
    orphan_example,
    suppressible=True,
    why=(
        "Examples are found by the id of their payload. When the payload is renamed and the file is "
        "not, they are no longer checked by anything, and everyone believes that they are."
    ),
    advice="Rename the file to the payload's id, or delete it.",
)


def rename_target(node: Node) -> Iterator[Problem]:
    """Yield a problem where a change contradicts the spec, or leaves users of the old name without a way."""
    change = node.value
    if change.note is None and None in _targets(change):
        yield Problem(
            (), "removed, with nothing to use instead", "add `new`, or a `note` that says what to do"
        )
    if any(old == new for old, new in _pairs(change)):
        yield Problem(
            (), "the old name and the new one are the same", "write the old name, or remove the change"
        )
    if isinstance(change, VocabularyChange):
        yield from _vocabulary(node, change)
    elif isinstance(change, CodeChange | ValueChange):
        yield from _member(node, change)


def _pairs(change: Renaming) -> list[tuple[object, object]]:
    if isinstance(change, PathChange):
        return list(change.paths.items())
    return [(getattr(change, "old"), getattr(change, "new"))]  # noqa: B009


def _targets(change: Renaming) -> list[object]:
    return [new for _, new in _pairs(change)]


def _vocabulary(node: Node, change: VocabularyChange) -> Iterator[Problem]:
    found = [provider for provider, _ in node.spec.providers if provider.id == change.provider]
    if not found:
        yield Problem(("provider",), f"no provider is called {change.provider}", "name one of the spec")
        return
    yield from _renamed_names(node, {item.type_name for item in found[0].vocabularies}, set())


def _member(node: Node, change: CodeChange | ValueChange) -> Iterator[Problem]:
    vocabulary = _named(node, change.vocabulary)
    if vocabulary is None:
        yield Problem(("vocabulary",), f"no vocabulary is called {change.vocabulary}", "name one of the spec")
        return
    key = "name" if isinstance(change, CodeChange) else "value"
    today = {getattr(code, key) for code in vocabulary.codes}
    yield from _renamed_names(
        node, today, {getattr(code, key) for code in vocabulary.codes if code.deprecated}
    )


def _renamed_names(node: Node, today: set[str], deprecated: set[str]) -> Iterator[Problem]:
    old, new = node.value.old, node.value.new
    if old in today - deprecated:
        yield Problem(("old",), f"{old} is still there", "deprecate it, or remove the change")
    if new is not None and new not in today and not _renamed_again(node, new):
        yield Problem(("new",), f"nothing is called {new} today", "write the name of today")


def _renamed_again(node: Node, name: str) -> bool:
    """Say whether a later release renamed it once more; `upgrade` follows such a chain to its end."""
    return any(
        type(other) is type(node.value)
        and getattr(other, "old") == name  # noqa: B009
        and _key(other.since) > _key(node.value.since)
        for other in node.spec.renames.renames
    )


def _key(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def _named(node: Node, id: str) -> Vocabulary | None:
    everything = (item for provider, _ in node.spec.providers for item in provider.vocabularies)
    return next((item for item in everything if item.id == id), None)


RENAME_TARGET = Rule(
    "rename-target",
    "What was renamed leads to a name of today, and what was removed says what to do instead.",
    "model",
    rename_target,
    on=(Renaming,),
    why=(
        "`linkcodes upgrade` rewrites programs by these entries. An old name that is still there would be "
        "taken away from programs that are right, and a new one that nothing has would break them."
    ),
    advice=(
        "Name what the code, value or vocabulary is called today. Where nothing takes its place, leave `new` "
        "out and say in `note` what to do."
    ),
)


RULES = (
    DANGLING_REFERENCE,
    ORPHAN_EXAMPLE,
    RENAME_TARGET,
)
