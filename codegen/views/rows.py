"""The table of codes: what its columns are, and one row for each meaning of each code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from codegen.model.codes import Behavior, Facts
from codegen.model.taxonomy import RARE
from codegen.resolve.spec import ResolvedCode, ResolvedSpec, ResolvedVocabulary


class MeaningRow(NamedTuple):
    """One meaning of one wire value. Its fields are the columns, in order; None and () are empty cells."""

    provider: str
    vocabulary: str
    """Full id, the provider's id included."""
    kind: str
    name: str | None = None
    """None where the value is, too."""
    value: str | int | None = None
    """The wire literal; None on the row that says what a missing value means."""
    context: str | None = None
    """Which of several meanings of the value; None where it has one."""
    is_default: bool = True
    """True on exactly one row of each (vocabulary, value)."""
    situation: str | None = None
    category: str | None = None
    """This and what follows, up to `confidence`, is empty for what is no outcome, such as a method."""
    actor: str | None = None
    actions: tuple[str, ...] = ()
    """What to do, best first."""
    retry: str | None = None
    unattended_retry: bool | None = None
    phase: str | None = None
    ends: str | None = None
    severity: str | None = None
    challenge: str | None = None
    partial: bool | None = None
    operation: str | None = None
    confidence: str | None = None
    """H, M or L: how sure the columns since `category` are."""
    http_status: tuple[int, ...] = ()
    """Every status that it was documented with; sources may disagree."""
    summary: str = ""
    stability: str | None = None
    since: str = ""
    changed_in: tuple[str, ...] = ()
    """`0.2.0/retry-loosened`: each later version that changed it, and by which rule of `codegen diff`."""
    deprecated: bool = False
    deprecated_in: str | None = None
    """The version that first called it deprecated."""
    replaced_by: str | None = None
    """Name of the code of the same vocabulary to use instead."""
    flags: tuple[str, ...] = ()
    page: str = ""
    """Path of its page on the site, without suffix."""
    scope: str | None = None
    """How much is affected, where that is not what was asked for; part of the behavior, like the next."""
    suspension_risk: bool | None = None
    """Whether each such failure counts toward a suspension; empty where it does not."""

    @property
    def id(self) -> str:
        """`provider:vocabulary#NAME`, with `@context` where the value has several meanings."""
        return f"{self.vocabulary}#{self.name or ''}" + (f"@{self.context}" if self.context else "")


_BEHAVIOR = tuple(column for column in MeaningRow._fields if column in Behavior.model_fields)


def rows(spec: ResolvedSpec) -> Iterator[MeaningRow]:
    """Yield the rows of all vocabularies in the order of the spec, that of a missing value last."""
    for vocabulary in spec.vocabularies.values():
        for code in vocabulary.codes:
            yield from _code(vocabulary, code)
        if vocabulary.absent:
            yield _row(vocabulary, vocabulary.absent, vocabulary.absent.behavior)


def _code(vocabulary: ResolvedVocabulary, code: ResolvedCode) -> Iterator[MeaningRow]:
    if not code.contexts:
        yield _meaning(vocabulary, code, code, code.behavior)
    for context in code.contexts:
        # What is known of the code as a whole applies to a meaning that has nothing of its own.
        row = _meaning(vocabulary, code, context, context.behavior)
        http_status = row.http_status or _http_status(code)
        is_default = context.id == code.default_context
        yield row._replace(context=context.id, is_default=is_default, http_status=http_status)


def _meaning(
    vocabulary: ResolvedVocabulary, code: ResolvedCode, facts: Facts, behavior: Behavior | None
) -> MeaningRow:
    return _row(vocabulary, facts, behavior)._replace(
        name=code.name,
        value=code.value,
        stability=code.stability,
        since=code.since or vocabulary.since,
        changed_in=tuple(f"{item.version}/{change}" for item in code.changed_in for change in item.changes),
        deprecated=code.deprecated is not None,
        deprecated_in=code.deprecated_in,
        replaced_by=code.deprecated.replaced_by if code.deprecated else None,
        flags=tuple(dict.fromkeys(flag.id for flag in (*code.flags, *facts.flags))),
        page=code.page,
    )


def _row(vocabulary: ResolvedVocabulary, facts: Facts, behavior: Behavior | None) -> MeaningRow:
    """Return what all rows have; for the rest, what the row of a missing value has."""
    return MeaningRow(
        provider=vocabulary.provider_id,
        vocabulary=vocabulary.id,
        kind=vocabulary.kind,
        **({column: _cell(behavior, column) for column in _BEHAVIOR} if behavior else {}),
        http_status=_http_status(facts),
        summary=facts.summary,
        since=vocabulary.since,
        flags=tuple(dict.fromkeys(flag.id for flag in facts.flags)),
        page=vocabulary.page,
    )


def _cell(behavior: Behavior, column: str) -> Any:
    value = getattr(behavior, column)
    return value or None if column in RARE else value


def _http_status(facts: Facts) -> tuple[int, ...]:
    return tuple(dict.fromkeys(fact.status for fact in facts.http_status))
