"""The examples of rules: two small specs, and what a comparison of them finds."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from codegen.diff.replayed import ChangedAnswer, ChangedPlan, Replayed
from codegen.diff.sides import Sides
from codegen.history.release import RecordedRelease

FOLDER = Path(__file__).parent / "examples"


class ChangeExample(NamedTuple):
    """What a rule's page shows: fragments of a made-up spec before and after, and what is found."""

    before: dict[str, Any]
    after: dict[str, Any]
    expected: list[dict[str, str]]
    """`rule`, `subject` and `message` of each finding, the gravest first."""

    def sides(self) -> Sides:
        """Return both as the rules look at them."""
        return Sides(_release(self.before), _release(self.after), _replayed(self.after))


@cache
def illustration(rule: str) -> ChangeExample:
    """Return the example of a rule."""
    before, after, expected = (
        json.loads((FOLDER / rule / f"{name}.json").read_bytes()) for name in ("before", "after", "expected")
    )
    return ChangeExample(before, after, expected)


def _release(fragment: dict[str, Any]) -> RecordedRelease:
    """A fragment is a spec, or a spec with what else a release has."""
    if "spec" not in fragment:
        return RecordedRelease(fragment)
    return RecordedRelease(**{key: value for key, value in fragment.items() if key != "replayed"})


def _replayed(fragment: dict[str, Any]) -> Replayed:
    given = fragment.get("replayed", {})
    answers = [
        ChangedAnswer(kind, name, tuple(lines), frozenset(about))
        for kind, name, lines, about in given.get("answers", [])
    ]
    plans = [
        ChangedPlan(meaning, mode, tuple(old), tuple(new))
        for meaning, mode, old, new in given.get("plans", [])
    ]
    return Replayed(answers, plans, len(answers) + len(plans))
