"""Views of diagrams: who sends what to whom, and how something goes from state to state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from codegen.model.diagrams import Flow, State, StateDiagram, Transition
from codegen.model.wire import FlowStep
from codegen.targets.site.facts import FlagView, flag_views
from codegen.targets.site.surfaces import Chip, chip
from codegen.views.book import Book, Link
from codegen.views.labels import unmarked


class Arrow(NamedTuple):
    """An arrow of a diagram; both ends are numbers of participants or states."""

    source: int
    target: int
    lines: tuple[str, ...]


class SequenceView(NamedTuple):
    """A sequence diagram, and the same as text."""

    participants: tuple[str, ...]
    arrows: tuple[Arrow, ...]
    steps: tuple[tuple[str, str, str], ...]
    """(sender, receiver, message)."""


class Box(NamedTuple):
    """A state: its label, and the lines in its box."""

    label: str
    lines: tuple[str, ...]
    initial: bool
    final: bool


class StatesView(NamedTuple):
    """A state diagram, and the same as text."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    steps: tuple[tuple[str, str, str], ...]
    """(state that is left, state that is entered, what happens)."""


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
    states: StatesView | None
    codes: tuple[CodeLine, ...]
    flags: tuple[FlagView, ...]


def flow_view(book: Book, page: str, flow: Flow) -> DiagramView:
    """Return a flow as seen from a page."""
    return DiagramView(
        anchor=diagram_anchor(flow),
        title=flow.title,
        summary=flow.summary,
        sequence=sequence_view(flow.steps),
        states=None,
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
    """Return the anchor of a diagram on its provider's page."""
    kind = "flow" if isinstance(diagram, Flow) else "states"
    name = diagram.id.split(":", 1)[1].removeprefix(f"{kind}.")
    return f"{kind}-{name.replace('.', '-').lower()}"


def sequence_view(steps: tuple[FlowStep, ...]) -> SequenceView:
    """Return the sequence diagram of some steps; its participants are in the order in which they act."""
    participants = tuple(dict.fromkeys(name for step in steps for name in (step.sender, step.receiver)))
    return SequenceView(
        participants=participants,
        arrows=tuple(
            Arrow(participants.index(step.sender), participants.index(step.receiver), lines(step.message))
            for step in steps
        ),
        steps=tuple((step.sender, step.receiver, step.message) for step in steps),
    )


def _states(book: Book, diagram: StateDiagram) -> StatesView:
    numbers = {state.id: number for number, state in enumerate(diagram.states)}
    labels = {state.id: state.label for state in diagram.states}
    return StatesView(
        boxes=tuple(
            Box(state.label, _named(book, state), state.initial, state.final) for state in diagram.states
        ),
        arrows=tuple(
            Arrow(numbers[source], numbers[target], named)
            for (source, target), named in _joined(book, diagram.transitions).items()
        ),
        steps=tuple((labels[item.source], labels[item.target], item.label) for item in diagram.transitions),
    )


def _joined(book: Book, transitions: Iterable[Transition]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the lines on the arrow between two states; arrows side by side would hide their labels."""
    arrows: dict[tuple[str, str], tuple[str, ...]] = {}
    for item in transitions:
        ends = (item.source, item.target)
        arrows[ends] = (*arrows[ends], "or", *_named(book, item)) if ends in arrows else _named(book, item)
    return arrows


def _named(book: Book, item: State | Transition) -> tuple[str, ...]:
    """Return the lines of a label, and below them the value that reports it, if the label lacks it."""
    value = str(book.spec.codes[item.code].value) if item.code else ""
    return lines(item.label) if value in item.label else (*lines(item.label), *lines(value))


def _named_codes(diagram: StateDiagram) -> Iterator[str]:
    yield from (state.code for state in diagram.states if state.code)
    yield from (transition.code for transition in diagram.transitions if transition.code)


def _codes(book: Book, page: str, code_ids: Iterable[str]) -> tuple[CodeLine, ...]:
    codes = (book.spec.codes[code_id] for code_id in dict.fromkeys(code_ids))
    return tuple(
        CodeLine(chip(page, code), code.summary, book.vocabulary(page, code.vocabulary_id)) for code in codes
    )


def lines(message: str) -> tuple[str, ...]:
    """Break a message between words and, unlike Mermaid, in long names only after a separator."""
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
