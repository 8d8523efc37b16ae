"""How much the spec contains and how firmly: counts for the verb `stats` and for the coverage page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol

from codegen.model.codes import Behavior, Facts, Flag
from codegen.model.taxonomy import Term
from codegen.model.wire import ConfigField
from codegen.resolve.spec import ResolvedCode, ResolvedProvider, ResolvedSpec, ResolvedVocabulary


class StatisticsLine(NamedTuple):
    """One thing that is counted; `counts` has one number a provider, in the order of the spec."""

    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """The sum over all providers."""
        return sum(self.counts)


class Breakdown(NamedTuple):
    """Something counted by one property. Its lines come in the order of the taxonomy, or else of the spec."""

    id: str
    title: str
    lead: str
    lines: tuple[StatisticsLine, ...]
    comparable: bool = True
    """Whether the lines count things of one kind, so that a chart may set them side by side."""


class Statistics(NamedTuple):
    """All counts; `providers` are the names that the numbers of each line belong to, `ids` their ids."""

    providers: tuple[str, ...]
    ids: tuple[str, ...]
    breakdowns: tuple[Breakdown, ...]


def statistics(spec: ResolvedSpec) -> Statistics:
    """Count what the spec contains."""
    breakdowns = (
        Breakdown("holdings", "Holdings", "What the spec has.", _lines(spec, _holdings), comparable=False),
        *_of_outcomes(spec),
        *_of_sources(spec),
        Breakdown(
            "vocabulary", "Codes by vocabulary", "How long each list is.", _lines(spec, _vocabulary_sizes)
        ),
    )
    providers = spec.providers
    return Statistics(
        tuple(provider.name for provider in providers),
        tuple(provider.id for provider in providers),
        breakdowns,
    )


def _of_outcomes(spec: ResolvedSpec) -> Iterator[Breakdown]:
    taxonomy = spec.taxonomy
    title, lead = "Outcomes by category", "What happened, one count for each meaning of each code."
    yield Breakdown("category", title, lead, _lines(spec, _categories, taxonomy.categories))
    title, lead = (
        "Certainty of the classification",
        "H: a source states it. M: it follows. L: a person decided.",
    )
    yield Breakdown("confidence", title, lead, tuple(sorted(_lines(spec, _confidences), key=_certainty)))
    title, lead = "Stability of the values", "How firmly each value is known to exist."
    yield Breakdown("stability", title, lead, _lines(spec, _stabilities, taxonomy.stabilities))
    title, lead = "Flags", "What a reader must know before trusting an entry."
    yield Breakdown("flag", title, lead, _lines(spec, _flags, taxonomy.flags))


def _of_sources(spec: ResolvedSpec) -> Iterator[Breakdown]:
    taxonomy = spec.taxonomy
    title, lead = "Sources by kind", "What the facts were taken from."
    yield Breakdown("source_kind", title, lead, _lines(spec, _kinds, taxonomy.source_kinds))
    title, lead = "Sources by access", "How they were read."
    yield Breakdown("source_access", title, lead, _lines(spec, _accesses, taxonomy.access_kinds))
    title, lead = "Sources by month", "When they were last read, the newest first."
    yield Breakdown("source_age", title, lead, tuple(sorted(_lines(spec, _months_read), reverse=True)))


def _lines(
    spec: ResolvedSpec, count: Callable[[ResolvedProvider], Iterable[str]], axis: Iterable[Term] | None = None
) -> tuple[StatisticsLine, ...]:
    """Return one line a word, in the order of its axis if it has one; words that nothing has are left out."""
    counts = [Counter(count(provider)) for provider in spec.providers]
    found = dict.fromkeys(word for each in counts for word in each)
    order = found if axis is None else [term.id for term in axis if term.id in found]
    return tuple(StatisticsLine(word, tuple(each[word] for each in counts)) for word in order)


def _certainty(line: StatisticsLine) -> int:
    return ("H", "M", "L").index(line.name)


class _Flagged(Protocol):
    @property
    def flags(self) -> tuple[Flag, ...]: ...


def _holdings(provider: ResolvedProvider) -> Counter[str]:
    codes = list(_codes(provider))
    return Counter({
        "vocabularies": len(provider.vocabularies),
        "codes": len(codes),
        "codes with behavior": sum(code.effective_behavior is not None for code in codes),
        "methods": len(provider.methods),
        "payloads, whole": sum(payload.shape == "known" for payload in provider.payloads),
        "payloads, envelope only": sum(payload.shape == "envelope" for payload in provider.payloads),
        "examples": sum(len(payload.examples) for payload in provider.payloads),
        "signatures": len(provider.signatures),
        "rules of delivery": len(provider.deliveries),
        "addresses": len(provider.addresses),
        "sandbox recipes": len(provider.scenarios),
        "surfaces": len(provider.surfaces),
        "flows and state diagrams": len(provider.flows) + len(provider.state_diagrams),
        "gaps": len(provider.gaps),
        "sources": len(provider.sources),
    })  # fmt: skip


def _vocabulary_sizes(provider: ResolvedProvider) -> Counter[str]:
    return Counter({vocabulary.id: len(vocabulary.codes) for vocabulary in provider.vocabularies})


def _codes(provider: ResolvedProvider) -> Iterator[ResolvedCode]:
    return (code for vocabulary in provider.vocabularies for code in vocabulary.codes)


def _meanings(vocabulary: ResolvedVocabulary) -> Iterator[tuple[Facts, Behavior | None]]:
    """Yield each meaning of each code, and of a missing one."""
    for code in vocabulary.codes:
        yield from ((context or code, behavior) for context, behavior in code.meanings)
    if vocabulary.absent:
        yield vocabulary.absent, vocabulary.absent.behavior


def _behaviors(provider: ResolvedProvider) -> Iterator[Behavior]:
    meanings = (meaning for vocabulary in provider.vocabularies for meaning in _meanings(vocabulary))
    return (behavior for _, behavior in meanings if behavior)


def _categories(provider: ResolvedProvider) -> Iterator[str]:
    return (behavior.category for behavior in _behaviors(provider))


def _confidences(provider: ResolvedProvider) -> Iterator[str]:
    return (behavior.confidence for behavior in _behaviors(provider))


def _stabilities(provider: ResolvedProvider) -> Iterator[str]:
    return (code.stability for code in _codes(provider))


def _kinds(provider: ResolvedProvider) -> Iterator[str]:
    return (source.kind for source in provider.sources)


def _accesses(provider: ResolvedProvider) -> Iterator[str]:
    return (source.access for source in provider.sources)


def _months_read(provider: ResolvedProvider) -> Iterator[str]:
    return (source.retrieved[:7] for source in provider.sources)


def _flags(provider: ResolvedProvider) -> Iterator[str]:
    """Yield the flags of codes and contexts, of vocabularies, and of all that travels."""
    facts = [facts for item in provider.vocabularies for facts, _ in _meanings(item)]
    codes = [code for code in _codes(provider) if code.contexts]
    fields = [field for method in provider.methods for field in _fields(method.config)]
    rest: list[_Flagged] = [
        *provider.vocabularies, *provider.methods, *fields, *provider.payloads, *provider.signatures,
        *provider.deliveries, *provider.addresses, *provider.scenarios,
        *provider.flows, *provider.state_diagrams,
    ]  # fmt: skip
    return (flag.id for item in (*facts, *codes, *rest) for flag in item.flags)


def _fields(config: tuple[ConfigField, ...]) -> Iterator[ConfigField]:
    """Yield the fields that a method takes, and those inside them."""
    for field in config:
        yield field
        yield from _fields(field.fields)
