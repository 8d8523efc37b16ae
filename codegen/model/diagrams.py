"""What shows how a provider's parts belong together: surfaces, flows, state diagrams and gaps."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool

from codegen.model.base import CodeRef, FullId, Line, LocalId, Model, Text
from codegen.model.codes import Evidence, Flag
from codegen.model.wire import FlowStep


class Surface(Model):
    """A place where values arrive, as integrators speak of it: a callback, an API, webhooks, a widget."""

    id: LocalId
    title: Line
    summary: Line
    """Who talks to whom there, on one line of at most 120 characters."""
    description: Text | None = None
    vocabularies: tuple[FullId, ...] = ()
    """The ids of the vocabularies whose values arrive there; each belongs to one surface only."""
    payloads: tuple[FullId, ...] = ()
    """The ids of the payloads that arrive there; each belongs to one surface only."""
    evidence: tuple[Evidence, ...] = ()


class Flow(Model):
    """A sequence diagram of the provider: who sends what to whom, over more than one method."""

    id: FullId
    title: Line
    summary: Text
    steps: Annotated[tuple[FlowStep, ...], Field(min_length=1)]
    codes: tuple[CodeRef, ...] = ()
    """The codes that occur in it, in the order in which they come."""
    flags: tuple[Flag, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]


class State(Model):
    """One box of a state diagram."""

    id: LocalId
    """Unique inside its diagram; it is never shown."""
    label: Line
    code: CodeRef | None = None
    """The code that reports it on the wire, if one does."""
    initial: StrictBool = False
    """Whether it may be the first."""
    final: StrictBool = False
    """Whether nothing follows it."""


class Transition(Model):
    """One arrow of a state diagram."""

    source: LocalId
    """The id of the state that is left."""
    target: LocalId
    """The id of the state that is entered."""
    label: Line
    """What happens between the two."""
    code: CodeRef | None = None
    """The code that reports it on the wire, if one does."""


class StateDiagram(Model):
    """How one thing (a session, a payment, a verification) goes from state to state."""

    id: FullId
    title: Line
    summary: Text
    states: Annotated[tuple[State, ...], Field(min_length=1)]
    transitions: tuple[Transition, ...] = ()
    flags: tuple[Flag, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]


class Gap(Model):
    """Something about a provider that no document settles."""

    summary: Text
    about: tuple[FullId, ...] = ()
    """The ids of the vocabularies and payloads that it concerns, if it is not about all."""
