"""Views of diagrams: who sends what to whom, and how something goes from state to state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from codegen.model.diagrams import Flow, State, StateDiagram, Transition
from codegen.model.wire import FlowStep
from codegen.targets.site.facts import FlagView, flag_views
from codegen.targets.site.sequences import Arrow, Picture, picture
from codegen.targets.site.surfaces import Chip, chip
from codegen.views.book import Book, Link
from codegen.views.labels import unmarked


class SequenceView(NamedTuple):
    """A sequence diagram, and the same as text."""

    picture: Picture
    steps: tuple[tuple[str, str, str], ...]
    """(sender, receiver, message)."""


class Exit(NamedTuple):
    """A way from one state to another: what happens, what reports it, and the state that is entered."""

    label: str
    value: str
    target: Link


class Box(NamedTuple):
    """A state: its anchor and label, what reports it, and the ways that lead out of it."""

    anchor: str
    label: str
    value: str
    initial: bool
    final: bool
    ways: tuple[Exit, ...]


class CodeLine(NamedTuple):
    """A code that occurs in a diagram, and what it means there."""

    chip: Chip
    summary: str
    vocabulary: Link


class DiagramView(NamedTuple):
    """A section of a provider's page around one diagram, which is of one kind or the other."""

    anchor: str
    title: str
    summary: str
    sequence: SequenceView | None
    states: tuple[Box, ...]
    codes: tuple[CodeLine, ...]
    flags: tuple[FlagView, ...]


def flow_view(book: Book, page: str, flow: Flow) -> DiagramView:
    """Return a flow as seen from a page."""
    return DiagramView(
        anchor=diagram_anchor(flow),
        title=flow.title,
        summary=flow.summary,
        sequence=sequence_view(flow.steps),
        states=(),
        codes=_codes(book, page, flow.codes),
        flags=flag_views(book, page, flow.flags),
    )


def state_diagram_view(book: Book, page: str, diagram: StateDiagram) -> DiagramView:
    """Return a state diagram as seen from a page."""
    return DiagramView(
        anchor=diagram_anchor(diagram),
        title=diagram.title,
        summary=diagram.summary,
        sequence=None,
        states=_states(book, diagram),
        codes=_codes(book, page, _named_codes(diagram)),
        flags=flag_views(book, page, diagram.flags),
    )


def diagram_anchor(diagram: Flow | StateDiagram) -> str:
    """Return the anchor of a diagram among its provider's pages."""
    kind = "flow" if isinstance(diagram, Flow) else "states"
    name = diagram.id.split(":", 1)[1].removeprefix(f"{kind}.")
    return f"{kind}-{name.replace('.', '-').lower()}"


def sequence_view(steps: tuple[FlowStep, ...]) -> SequenceView:
    """Return the sequence diagram of some steps; its participants are in the order in which they act."""
    participants = tuple(dict.fromkeys(name for step in steps for name in (step.sender, step.receiver)))
    arrows = tuple(
        Arrow(participants.index(step.sender), participants.index(step.receiver), lines(step.message))
        for step in steps
    )
    return SequenceView(
        picture=picture(tuple(map(lines, participants)), arrows),
        steps=tuple((step.sender, step.receiver, step.message) for step in steps),
    )


def _states(book: Book, diagram: StateDiagram) -> tuple[Box, ...]:
    anchor = diagram_anchor(diagram)
    links = {
        state.id: Link(state.label, f"#{anchor}-{number}") for number, state in enumerate(diagram.states)
    }
    return tuple(
        Box(
            anchor=links[state.id].href.removeprefix("#"),
            label=state.label,
            value=_value(book, state),
            initial=state.initial,
            final=state.final,
            ways=tuple(
                Exit(item.label, _value(book, item), links[item.target])
                for item in diagram.transitions
                if item.source == state.id
            ),
        )
        for state in diagram.states
    )


def _value(book: Book, item: State | Transition) -> str:
    """Return the value that reports it, if the label lacks it."""
    value = str(book.spec.codes[item.code].value) if item.code else ""
    return "" if value in item.label else value


def _named_codes(diagram: StateDiagram) -> Iterator[str]:
    yield from (state.code for state in diagram.states if state.code)
    yield from (transition.code for transition in diagram.transitions if transition.code)


def _codes(book: Book, page: str, code_ids: Iterable[str]) -> tuple[CodeLine, ...]:
    codes = (book.spec.codes[code_id] for code_id in dict.fromkeys(code_ids))
    return tuple(
        CodeLine(chip(page, code), code.summary, book.vocabulary(page, code.vocabulary_id)) for code in codes
    )


def lines(message: str) -> tuple[str, ...]:
    """Break a message between words, and in long names only after a separator."""
    broken = [""]
    for word in unmarked(message).split():
        glue = " "
        for piece in re.split(r"(?<=[._/])", word) if len(word) > _LINE_WIDTH else [word]:
            if broken[-1] and len(broken[-1] + glue + piece) > _LINE_WIDTH:
                broken.append(piece)
            else:
                broken[-1] += glue + piece
            glue = ""
    return tuple(line.strip() for line in broken)


_LINE_WIDTH = 19  # five participants side by side are then as wide as the page
