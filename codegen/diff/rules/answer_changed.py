"""Rule `answer-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import Change, Levels, Rule
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[Change]:
    """Find answers that differ in what programs branch on."""
    for answer in sides.replayed.answers:
        if not answer.is_for_people:
            yield Change(
                f"{answer.kind}: {answer.name}", "; ".join(answer.differences), None, list(answer.differences)
            )


RULE = Rule(
    "answer-changed",
    ("The new package answers an old question in another way, and nothing else that was found says why."),
    (
        "The same input gets another answer. No comparison of what is written can find all of these, so "
        "the old questions are asked again."
    ),
    Levels(answer="major"),
    check,
)
