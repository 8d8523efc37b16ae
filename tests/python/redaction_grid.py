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
            if language not in grid["prose"]:
                continue
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


class CountryCase(NamedTuple):
    """A text with something in it that a country's people write."""

    text: str
    value: str
    country: str
    what: str


def country_cases() -> Iterator[CountryCase]:
    """Yield all texts of the grid by country; the words of a language are tried for its first country."""
    spec = json.loads((REPO / "spec/redaction.json").read_bytes())
    tried: set[str] = set()
    for country in spec["countries"]:
        for number in country["numbers"]:
            for text, value in _number(number, spec["grid"]["countries"]):
                yield CountryCase(text, value, country["id"], number["kind"])
        for language in country["languages"].split():
            if language not in tried:
                for text, value, what in _words(spec, language):
                    yield CountryCase(text, value, country["id"], what)
            tried.add(language)


def _number(number: Mapping[str, Any], grid: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield texts with a number in all ways of writing it."""
    if number.get("alone"):
        for line in grid["alone"]:
            yield line.replace("{value}", number["example"]), number["example"]
    ways = [re.sub("[ ./-]+", sign, number["example"]) for sign in grid["separators"]]
    lines = [line for lines in grid["lines"].values() for line in lines]
    for name in _written(number["names"]):
        for value in dict.fromkeys([number["example"], *ways]):
            for line in lines:
                yield line.replace("{label}", name).replace("{value}", value), value


def _words(spec: Mapping[str, Any], language: str) -> Iterator[tuple[str, str, str]]:
    """Yield texts with a value behind each word of a language."""
    grid, labels = spec["grid"]["countries"], {label["id"]: label["words"] for label in spec["labels"]}
    for kind in grid["words"]:
        lines = [line for id in kind["lines"] for line in grid["lines"][id]]
        names = " ".join(labels[id][language] for id in kind["labels"] if language in labels[id])
        for name in _written(names):
            for value in kind["values"]:
                for line in lines:
                    text = line.replace("{label}", name).replace("{value}", value)
                    yield text, value, kind["what"]


def _written(names: str) -> list[str]:
    """Return names in every form."""
    parts = [re.split("[_']", name) for name in names.split()]
    return list(dict.fromkeys(form(words) for words in parts for form in FORMS.values()))


def shows(masked: str, value: str) -> str | None:
    """Return a part of the value that a text shows although it is too long, if there is one."""
    plain, seen = squeezed(value), squeezed(masked)
    longest = max(1, len(plain) - 1) if len(plain) <= SHOWN else SHOWN + 1
    parts = (plain[start : start + longest] for start in range(len(plain) - longest + 1))
    return next((part for part in parts if part in seen), None)


def squeezed(text: Any) -> str:
    """Return what is left of a text without signs and spaces, which masking may leave between groups."""
    return re.sub(r"[\W_]", "", str(text))
