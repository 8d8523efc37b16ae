"""Rule state-diagram: the arrows of a state diagram lead from its beginnings to its ends."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import State, StateDiagram
from codegen.text.guess import choices


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each arrow to nowhere, and each state that cannot be reached or left."""
    # What is unreachable only because an arrow is misspelled needs no finding of its own.
    yield from list(_ids(node.value)) or _states(node.value)


def _ids(diagram: StateDiagram) -> Iterator[Problem]:
    names = [state.id for state in diagram.states]
    for index, name in enumerate(names):
        if name in names[:index]:
            advice = "choose an id that no other state has"
            yield Problem(("states", index, "id"), f"two states are called {name}", advice)
    for index, arrow in enumerate(diagram.transitions):
        for end in ("source", "target"):
            if (name := getattr(arrow, end)) not in names:
                advice = choices(name, set(names), "name one of the states")
                yield Problem(("transitions", index, end), f"there is no state {name!r}", advice)


def _states(diagram: StateDiagram) -> Iterator[Problem]:
    if not any(state.initial for state in diagram.states):
        yield Problem(("states",), "no state is the first", "say `initial` of those that may be")
    reached = _reached(diagram)
    left = {arrow.source for arrow in diagram.transitions}
    for index, state in enumerate(diagram.states):
        if fault := _fault(state, state.id in reached, state.id in left):
            yield Problem(("states", index), *fault)


def _fault(state: State, reached: bool, left: bool) -> tuple[str, str] | None:
    """Return what is wrong with the place of a state among the others, and its advice."""
    if not reached:
        return f"nothing leads to {state.id}", "add the transition that enters it, or say `initial`"
    if state.final and left:
        return f"{state.id} is final, yet a transition leaves it", "remove the transition, or `final`"
    if not state.final and not left:
        return f"nothing leads out of {state.id}", "add the transition that leaves it, or say `final`"
    return None


def _reached(diagram: StateDiagram) -> set[str]:
    """Return the ids of the states that a way leads to from one that is initial."""
    reached: set[str] = set()
    waiting = [state.id for state in diagram.states if state.initial]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting += [arrow.target for arrow in diagram.transitions if arrow.source == here]
    return reached


RULE = Rule(
    "state-diagram",
    "In a state diagram every state can be reached, and only final ones cannot be left.",
    "model",
    check,
    on=(StateDiagram,),
    why=(
        "Programmers trust a state diagram to be complete. A state that nothing leads to was "
        "forgotten somewhere, and one that nothing leaves looks like an end where more follows."
    ),
    advice="Add the transition that is missing, or mark the state as `initial` or `final`.",
)
