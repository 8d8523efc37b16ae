"""The examples of rules: two small specs, and what a comparison of them finds.

There is a file for each module of `rules/`. Most specs are one of `bases.json` but for a few edits.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from codegen.compat.diff.replayed import ChangedAnswer, ChangedPlan, Replayed
from codegen.compat.diff.spec_diff import SpecDiff
from codegen.compat.history.release import RecordedRelease
from codegen.text.edits import NodeEdit, edited

FOLDER = Path(__file__).parent / "examples"
_BASES = "bases"


class ChangeExample(NamedTuple):
    """What a rule's page shows: fragments of a made-up spec before and after, and what is found."""

    before: dict[str, Any]
    after: dict[str, Any]
    expected: list[dict[str, str]]
    """`rule`, `subject` and `message` of each finding, the gravest first."""

    def specs(self) -> SpecDiff:
        """Return both as the rules look at them."""
        return SpecDiff(_release(self.before), _release(self.after), _replayed(self.after))


def illustration(rule: str) -> ChangeExample:
    """Return the example of a rule."""
    return illustrations()[rule]


@cache
def illustrations() -> Mapping[str, ChangeExample]:
    """Return the examples of all rules, by id."""
    bases: dict[str, Any] = {}
    for name, value in _file(_BASES).items():
        bases[name] = _made(value, bases)
    files = sorted(path.stem for path in FOLDER.glob("*.json") if path.stem != _BASES)
    return {rule: _example(item, bases) for file in files for rule, item in _file(file).items()}


def _file(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_bytes())
    return found


def _example(item: Mapping[str, Any], bases: Mapping[str, Any]) -> ChangeExample:
    before = _made(item["before"], bases)
    return ChangeExample(before, _made(item["after"], {**bases, "before": before}), item["finds"])


def _made(value: dict[str, Any], bases: Mapping[str, Any]) -> dict[str, Any]:
    """Return a spec: one that is written whole, or `$like` one that is known, but for its `edits`."""
    if "$like" not in value:
        return value
    edits = (NodeEdit(item["at"], item.get("set"), "set" not in item) for item in value.get("edits", ()))
    found: dict[str, Any] = edited(bases[value["$like"]], edits)
    return found


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
