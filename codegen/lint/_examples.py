"""The example of each rule: one edit of the tiny spec of the tests that breaks it, and one that does not.

It is beside the rules because it is documentation first: the site shows it on the rule's page. The tests
make both edits, so that it cannot promise what the rule does not do.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

FOLDER = Path(__file__).parent / "examples"
SETTINGS = Path(__file__).parent / "settings"


class ExampleEdit(NamedTuple):
    """A change of one file below the spec; `at` is a JSON pointer, empty for the whole file."""

    file: str
    at: str
    value: Any = None
    remove: bool = False
    only: Literal["bad", "good"] | None = None
    """The half of the example that needs it, if not both do."""


class Illustration(NamedTuple):
    """What breaks a rule and what keeps it, at the same place."""

    file: str
    at: str
    bad: Any
    good: Any
    found: str
    """Where the finding shows, as `file#pointer`: that place, or another one that it spoils."""
    more: tuple[ExampleEdit, ...]
    setting: str | None
    """What the tiny spec has to have besides, such as further languages: see `setting`."""

    def edits(self, half: Literal["bad", "good"]) -> list[ExampleEdit]:
        """Return all edits that make the bad or the good half of the example."""
        edit = ExampleEdit(self.file, self.at, self.bad if half == "bad" else self.good)
        return [*setting(self.setting), edit, *(more for more in self.more if more.only in (None, half))]


def illustration(rule: str) -> Illustration:
    """Return the example of a rule."""
    data = _examples()[rule]
    found = data.get("found", data["at"])
    return Illustration(
        file=data["file"],
        at=data["at"],
        bad=data["bad"],
        good=data["good"],
        found=found if "#" in found else f"{data['file']}#{found}",
        more=tuple(map(_edit, data.get("more", ()))),
        setting=data.get("setting"),
    )


@cache
def _examples() -> dict[str, Any]:
    """Return what the files say, by rule; there is one for each module with rules."""
    files = (json.loads(path.read_bytes()) for path in sorted(FOLDER.glob("*.json")))
    return {rule: example for file in files for rule, example in file.items()}


def setting(name: str | None) -> list[ExampleEdit]:
    """Return the edits that give the tiny spec what several examples need."""
    return [_edit(item) for item in json.loads((SETTINGS / f"{name}.json").read_bytes())] if name else []


def _edit(item: dict[str, Any]) -> ExampleEdit:
    return ExampleEdit(item["file"], item["at"], item.get("set"), item.get("remove", False), item.get("only"))
