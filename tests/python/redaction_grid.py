"""The grid of masking: each name of a label with each form, line and value, made from a few lines.

`tests/typescript/redaction-grid.mjs` makes the same texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from tests.conftest import REPO

FORMS: Mapping[str, Callable[[list[str]], str]] = {
    "snake": "_".join,
    "kebab": "-".join,
    "spaced": " ".join,
    "camel": lambda parts: parts[0] + "".join(map(str.capitalize, parts[1:])),
    "upper": lambda parts: "_".join(parts).upper(),
    "joined": "".join,
}
PROSE = ("spaced", "snake")
"""The forms in which a name is in a sentence."""
SHOWN = 4
"""Characters of a value that may be left of it."""


class Case(NamedTuple):
    """A text with a secret in it."""

    text: str
    value: str
    language: str


def cases() -> Iterator[Case]:
    """Yield all texts of the grid."""
    spec = json.loads((REPO / "spec/redaction.json").read_bytes())
    grid, labels = spec["grid"], {label["id"]: label["words"] for label in spec["labels"]}
    for kind in grid["kinds"]:
        for language, words in (item for id in kind["labels"] for item in labels[id].items()):
            for word in words.split():
                names = {form: FORMS[form](re.split("[_']", word)) for form in grid["forms"]}
                for line in grid["lines"]:
                    yield from _filled(line, {*names.values()}, kind["values"], language)
                for line in grid["prose"][language]:
                    yield from _filled(line, {names[form] for form in PROSE}, kind["values"], language)


def _filled(line: str, names: set[str], values: list[str], language: str) -> Iterator[Case]:
    for name in sorted(names):
        for value in values:
            yield Case(line.replace("{label}", name).replace("{value}", value), value, language)


def shows(masked: str, value: str) -> str | None:
    """Return a part of the value that a text shows although it is too long, if there is one."""
    plain, seen = squeezed(value), squeezed(masked)
    longest = max(1, len(plain) - 1) if len(plain) <= SHOWN else SHOWN + 1
    parts = (plain[start : start + longest] for start in range(len(plain) - longest + 1))
    return next((part for part in parts if part in seen), None)


def squeezed(text: Any) -> str:
    """Return what is left of a text without signs and spaces, which masking may leave between groups."""
    return re.sub(r"[\W_]", "", str(text))
