"""Rule `answer-reworded`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find answers that differ only in what is for people."""
    for answer in sides.replayed.answers:
        if answer.is_for_people:
            yield SpecChange(
                f"{answer.kind}: {answer.name}", "; ".join(answer.differences), None, list(answer.differences)
            )


RULE = ChangeRule(
    "answer-reworded",
    "The new package gives the same answer in different words.",
    "People read them; no program branches on them.",
    Levels(answer="patch"),
    check,
)
