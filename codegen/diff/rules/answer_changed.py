"""Rule `answer-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find answers that differ in what programs branch on."""
    for answer in sides.replayed.answers:
        if not answer.is_for_people:
            yield SpecChange(
                f"{answer.kind}: {answer.name}", "; ".join(answer.differences), None, list(answer.differences)
            )


RULE = ChangeRule(
    "answer-changed",
    ("The new package gives a different answer to an old question, and no other finding explains it."),
    (
        "The same input gets another answer. No comparison of what is written can find all of these, so "
        "the old questions are asked again."
    ),
    Levels(answer="major"),
    check,
)
