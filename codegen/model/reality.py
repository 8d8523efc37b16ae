"""Errors that people pasted in public threads, and what was right to make of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictInt, StrictStr

from codegen.model.base import Date, HttpStatus, Model, TermId, Text, Url, term
from codegen.model.conformance import VectorName

Knowledge = Literal["status", "call", "paste"]
"""What the caller knows: the provider and the HTTP status; the whole call; nothing but what was pasted."""
Bounds = Annotated[tuple[Annotated[StrictInt, Field(ge=0)], ...], Field(min_length=2, max_length=2)]
"""The least and the most that is right."""


class Thread(Model):
    """The public thread in which it was pasted."""

    url: Url
    retrieved: Date


class Hoped(Model):
    """Which answers are right. Each list names all of them; what is missing may be anything."""

    values: tuple[StrictStr | StrictInt, ...] = ()
    """The values on the wire that must be found."""
    verdict: Annotated[tuple[TermId, ...], term("verdict")] = ()
    category: Annotated[tuple[TermId, ...], term("categories")] = ()
    actor: Annotated[tuple[TermId, ...], term("actors")] = ()
    decision: Annotated[tuple[TermId, ...], term("decision")] = ()
    action: Annotated[tuple[TermId, ...], term("actions")] = ()
    """What the plan puts first."""
    connection: Annotated[tuple[TermId, ...], term("connection")] = ()
    """What is left of the connection."""
    delay_s: Bounds | None = None
    """The pause before another try, in seconds."""
    attempts_left: Bounds | None = None
    says: Text | None = None
    """What the sentence of the plan must say."""


class VagueAnswers(Model):
    """Answers that are not false, and that help no one."""

    category: Annotated[tuple[TermId, ...], term("categories")] = ()
    actor: Annotated[tuple[TermId, ...], term("actors")] = ()
    decision: Annotated[tuple[TermId, ...], term("decision")] = ()


class PastedBody(Model):
    """What was pasted, what is known of the call, and what was right, as the thread found in the end."""

    name: VectorName
    why: Text
    """What was right, in words, and what is easily taken for it."""
    source: Thread
    provider: TermId
    http_status: HttpStatus | None = None
    operation: Annotated[TermId | None, term("operations")] = None
    payload: Text | None = None
    unattended: StrictBool = False
    """Whether a server asked, with no user present."""
    body: Any
    """What is on the wire, or the text that was pasted; nothing in it belongs to a person."""
    expected: Hoped
    vague: VagueAnswers = VagueAnswers()
    met: tuple[Knowledge, ...] = ()
    """With which knowledge the answer is right; it stays so."""


class RealityFile(Model):
    """`spec/conformance/real.json`: what people really receive. A spec may lack it."""

    schema_: Annotated[str | None, Field(alias="$schema")] = None
    bodies: tuple[PastedBody, ...] = ()
