"""The taxonomy: the axes on which behaviour is described, and the invariants that hold between them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool, StrictStr

from codegen.model.base import Line, LocalId, Model, TermId, term


class Term(Model):
    """One word of an axis of the taxonomy, and what it means."""

    id: TermId
    summary: Line


class Phase(Term):
    """How an attempt can stand."""

    wants_fix: StrictBool = False
    """Whether a code of it says what the application should do, in `fixes`."""


class Stability(Term):
    """How well a value is established."""

    needs_first_party: StrictBool = False
    """Whether a first-party source has to state the value."""


class FlagTerm(Term):
    """Something a reader must know before trusting an entry."""

    marks_conflict: StrictBool = False
    """Whether it tells the reader that sources, or meanings, contradict each other."""


class SourceKind(Term):
    """A kind of document that facts are taken from."""

    first_party: StrictBool = False
    """Whether it is the provider's own word: what it publishes, or what it has sent."""


class Category(Term):
    """What happened; the default actor and actions are what an unlisted code of it would get."""

    actor: Annotated[TermId, term("actors")]
    actions: Annotated[tuple[TermId, ...], Field(min_length=1), term("actions")]


class Invariant(Model):
    """A rule that every behaviour must keep: whenever `when` holds, so must the rest."""

    id: LocalId
    summary: Line
    when: dict[str, tuple[StrictBool | StrictStr, ...]] = Field(default_factory=dict)
    require: dict[str, tuple[StrictBool | StrictStr, ...]] = Field(default_factory=dict)
    forbid: dict[str, tuple[StrictBool | StrictStr, ...]] = Field(default_factory=dict)


class Taxonomy(Model):
    """The axes on which a code's behaviour is described. Code may branch on these and on nothing else."""

    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    actors: tuple[Term, ...]
    actions: tuple[Term, ...]
    retry_modes: tuple[Term, ...]
    phases: tuple[Phase, ...]
    ends: tuple[Term, ...]
    severities: tuple[Term, ...]
    challenges: tuple[Term, ...]
    operations: tuple[Term, ...]
    stabilities: tuple[Stability, ...]
    flags: tuple[FlagTerm, ...]
    source_kinds: tuple[SourceKind, ...]
    access_kinds: tuple[Term, ...]
    invariants: tuple[Invariant, ...]
