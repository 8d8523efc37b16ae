"""What the templates of behavior and metadata show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from codegen.model.codes import Absent, Behavior, Context, Facts
from codegen.resolve.spec import ResolvedCode, ResolvedProvider, ResolvedVocabulary
from codegen.text.naming import camel, kebab
from codegen.text.typescript import Raw, block, literal, unfilled
from codegen.views.document import code_record, dump, flat_behavior

_NOTE = "behavior_note"
_REASON = "behavior_reason"
_BRIEF = (
    "category", "actor", "actions", "retry", "phase", "ends", "severity", "challenge", "unattended_retry",
    "partial",
)  # fmt: skip
"""What lookups of behavior give, in the order of the package: what is rarely different comes last."""
_PLANNED = ("situation", "operation", "effect", "unattended_if_read", "confidence", "wait")
"""What only plans need of a behavior."""
_NO_BEHAVIOR = "NoBehavior"


class BehaviorView(NamedTuple):
    """The lookup of the behavior of one vocabulary's codes; `kinds` are the types of what it finds."""

    vocabulary_id: str
    type_name: str
    module: str
    name: str
    kinds: tuple[str, ...]
    entries: tuple[str, ...]
    """Rows of the outcomes: a value, and the fields of its behavior in the order of the package."""
    situations: str
    """The name of the lookup of what plans need besides."""
    planned: tuple[str, ...]
    """Its rows: a value, and what plans need of it, in the order of the package."""
    facts: str
    """What plans need to know of the vocabulary."""

    @property
    def plan(self) -> str:
        """The name of the lookup of plans."""
        return f"{camel(self.type_name)}Plan"

    @property
    def is_mixed(self) -> bool:
        """Whether the vocabulary contains outcomes beside other codes."""
        return len(self.kinds) > 1

    @property
    def is_empty(self) -> bool:
        """Whether no code of the vocabulary is an outcome."""
        return self.kinds == (_NO_BEHAVIOR,)


class InfoView(NamedTuple):
    """The lookup of all facts of one vocabulary's codes, each a record in TypeScript.

    `kinds` are the names of the types of what it finds, `behavior` is the lookup that it completes.
    """

    vocabulary_id: str
    type_name: str
    module: str
    name: str
    kinds: tuple[str, ...]
    behavior: str
    situation: str
    defaults: str
    """What a record has where it says nothing else."""
    records: tuple[str, ...]
    absent_name: str
    absent: str

    @property
    def finds(self) -> str:
        """The type of what it finds."""
        return " | ".join(f"{kind}<{self.type_name}>" for kind in self.kinds)


class BehaviorModule(NamedTuple):
    """The lookups of behavior of one provider."""

    lookups: tuple[BehaviorView, ...]

    @property
    def has_mixed(self) -> bool:
        """Whether some vocabulary contains outcomes beside other codes."""
        return any(lookup.is_mixed for lookup in self.lookups)


def behavior_module(provider: ResolvedProvider) -> BehaviorModule:
    """Return the view of the behavior of one provider's codes."""
    views = (behavior_view(vocabulary) for vocabulary in provider.vocabularies)
    return BehaviorModule(tuple(view for view in views if not view.is_empty))


class SourceView(NamedTuple):
    """A source as a constant of its own, so that a bundle has only those that its lookups name."""

    name: str
    text: str


class InfoModule(NamedTuple):
    """The lookups of one provider, and what they import."""

    lookups: tuple[InfoView, ...]
    sources: tuple[SourceView, ...]
    types: tuple[str, ...]
    functions: tuple[str, ...]
    behaviors: tuple[str, ...]
    situations: tuple[str, ...]
    has_members: bool
    """Whether some vocabulary has no outcomes at all."""


def info_module(provider: ResolvedProvider) -> InfoModule:
    """Return the view of all facts about one provider's codes."""
    behaviors = [behavior_view(vocabulary) for vocabulary in provider.vocabularies]
    pairs = zip(provider.vocabularies, behaviors, strict=True)
    lookups = tuple(_info_view(vocabulary, behavior, provider) for vocabulary, behavior in pairs)
    has_absent = any(lookup.absent for lookup in lookups)
    kinds = {kind for lookup in lookups for kind in lookup.kinds}
    return InfoModule(
        lookups=lookups,
        sources=_sources_named(provider),
        types=tuple(sorted({*kinds, *(["AbsentInfo"] if has_absent else [])})),
        functions=("absentInfo", "infoLookup") if has_absent else ("infoLookup",),
        behaviors=tuple(behavior.name for behavior in behaviors if not behavior.is_empty),
        situations=tuple(behavior.situations for behavior in behaviors if not behavior.is_empty),
        has_members=any(behavior.is_empty for behavior in behaviors),
    )


def behavior_view(vocabulary: ResolvedVocabulary) -> BehaviorView:
    """Return the view of the behavior of one vocabulary's codes."""
    behaviors = [(code.value, code.effective_behavior) for code in vocabulary.codes]
    outcomes = [(value, behavior) for value, behavior in behaviors if behavior]
    kinds = {"Behavior": bool(outcomes), _NO_BEHAVIOR: len(outcomes) < len(behaviors)}
    return BehaviorView(
        vocabulary_id=vocabulary.id,
        type_name=vocabulary.type_name,
        module=kebab(vocabulary.type_name),
        name=f"{camel(vocabulary.type_name)}Behavior",
        kinds=tuple(kind for kind, present in kinds.items() if present),
        entries=tuple(literal([value, *_row(behavior)]) for value, behavior in outcomes),
        situations=f"{camel(vocabulary.type_name)}Planned",
        planned=tuple(literal([value, *_planned(behavior)]) for value, behavior in outcomes),
        facts=literal({"vocabulary": vocabulary.local_id, "money": vocabulary.money}),
    )


def _row(behavior: Behavior) -> list[Any]:
    """Return the fields of a behavior that lookups give, in the order of the package."""
    advice = _advice(behavior)
    return [advice[name] for name in _BRIEF]


def _planned(behavior: Behavior) -> list[Any]:
    """Return what plans need of a behavior besides, in the order of the package, without an empty end."""
    advice = _advice(behavior)
    *fields, wait = (advice[name] for name in _PLANNED)
    rare = (behavior.scope, behavior.suspension_risk or None)
    return [*fields, *unfilled([[*wait.values()] if wait else None, *rare])]


def _advice(behavior: Behavior) -> dict[str, Any]:
    """Return the fields of a behavior and its note, with a wait that has all its fields."""
    flat = {name: value for name, value in flat_behavior(behavior).items() if name != _REASON}
    wait = behavior.wait and behavior.wait.model_dump(mode="json", exclude={"basis"})
    return {**flat, "wait": wait}


def _info_view(
    vocabulary: ResolvedVocabulary, behavior: BehaviorView, provider: ResolvedProvider
) -> InfoView:
    """Return the view of all facts of one vocabulary's codes."""
    name = camel(vocabulary.type_name)
    defaults = _defaults(vocabulary)
    return InfoView(
        vocabulary_id=vocabulary.id,
        type_name=vocabulary.type_name,
        module=kebab(vocabulary.type_name),
        name=f"{name}Info",
        kinds=tuple({"Behavior": "OutcomeInfo", _NO_BEHAVIOR: "MemberInfo"}[kind] for kind in behavior.kinds),
        behavior="noBehavior" if behavior.is_empty else behavior.name,
        situation="noPlanned" if behavior.is_empty else behavior.situations,
        defaults=literal(defaults),
        records=tuple(block(_code(code, provider, defaults), "  ") for code in vocabulary.codes),
        absent_name=f"{name}AbsentInfo",
        absent=block(_absent(vocabulary.absent, provider), "  ") if vocabulary.absent else "",
    )


def _defaults(vocabulary: ResolvedVocabulary) -> dict[str, Any]:
    """Return what most records of a vocabulary say alike; one more code changes none of it."""
    return {"stability": "documented", "since": vocabulary.codes[0].since} if vocabulary.codes else {}


def _code(code: ResolvedCode, provider: ResolvedProvider, defaults: dict[str, Any]) -> dict[str, Any]:
    """Return the public record of a code but for its behavior, and for what follows from its name."""
    flat = flat_behavior(code.effective_behavior) if code.effective_behavior else {}
    hidden = {"id", "name", "value", "evidence", "deprecated", "contexts", "wait", *flat} - {_NOTE}
    record = {name: value for name, value in code_record(code).items() if name not in hidden}
    usual = {**defaults, "page": code.id.replace(":", "/").replace("#", "/")}
    contexts = [_context(context, provider) for context in code.contexts]
    return {
        "name": code.name,
        **({"value": code.value} if code.value != code.name else {}),
        **{name: value for name, value in record.items() if usual.get(name) != value},
        **({"deprecated": dump(code.deprecated)} if code.deprecated else {}),
        **_sources(provider, code, *code.contexts),
        **({"contexts": contexts} if contexts else {}),
    }


def _context(context: Context, provider: ResolvedProvider) -> dict[str, Any]:
    return {**_meaning(context, context.behavior), **_sources(provider, context)}


def _absent(absent: Absent, provider: ResolvedProvider) -> dict[str, Any]:
    return {**_meaning(absent, absent.behavior), **_sources(provider, absent)}


def _meaning(facts: Facts, behavior: Behavior) -> dict[str, Any]:
    """Return what a meaning says; its behavior as in the rows of lookups, which is a third of the size."""
    return {
        **dump(facts, {"behavior", "evidence", "signs"}),
        **({_NOTE: behavior.note} if behavior.note else {}),
        "behavior": Raw(literal(_row(behavior))),
        "planned": Raw(literal(_planned(behavior))),
    }


def _sources(provider: ResolvedProvider, *facts: Facts) -> Mapping[str, list[Raw]]:
    """Return the references to all sources of some facts, in the order of the provider's list."""
    named = {source_id for part in facts for source_id in _source_ids(part)}
    found = [Raw(_constant(source.id)) for source in provider.sources if source.id in named]
    return {"sources": found} if found else {}


def _source_ids(facts: Facts) -> Iterator[str]:
    """Yield the id of every source that some facts name."""
    yield from (evidence.source for evidence in facts.evidence)
    yield from (source for status in facts.http_status for source in status.sources)
    yield from (source for message in facts.wire_messages for source in message.sources)


def _constant(source_id: str) -> str:
    """Return the constant of a source; `$` is in no id, so that no two ids have one constant."""
    return "$" + source_id.replace("-", "$")


def _sources_named(provider: ResolvedProvider) -> tuple[SourceView, ...]:
    """Return the sources that the provider's facts name."""
    parts = [part for vocabulary in provider.vocabularies for part in _all_facts(vocabulary)]
    named = {source_id for part in parts for source_id in _source_ids(part)}
    shown = ("id", "title", "url", "retrieved")
    return tuple(
        SourceView(_constant(source.id), literal({name: getattr(source, name) for name in shown}))
        for source in provider.sources
        if source.id in named
    )


def _all_facts(vocabulary: ResolvedVocabulary) -> Iterator[Facts]:
    for code in vocabulary.codes:
        yield from (code, *code.contexts)
    if vocabulary.absent:
        yield vocabulary.absent
