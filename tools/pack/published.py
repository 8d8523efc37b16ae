"""What is published below `generated/`, read so that the tables can be filled."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

Record = dict[str, Any]


class Topic(NamedTuple):
    """A value, one meaning of it, or a missing value, with all that is said of just that."""

    id: str
    """As in `advice.csv`."""
    key: str
    context: str | None
    provider: str
    facts: Record


class Published:
    """The documents that everything else is made from."""

    def __init__(self, generated: Path) -> None:
        columns, *lines = map(json.loads, _lines(generated / "data/codes.jsonl"))
        rows: list[Record] = [dict(zip(columns, line, strict=True)) for line in lines]
        with (generated / "data/advice.csv").open(encoding="utf-8", newline="") as file:
            self.advice: list[dict[str, str]] = list(csv.DictReader(file, strict=True))
        self.document: Record = json.loads((generated / "spec/linkcodes.json").read_bytes())
        self.meanings = [*map(self._as_classified, rows)]
        """The rows of `codes.jsonl`, each by the names of its columns."""

    def _as_classified(self, row: Record) -> Record:
        """Return a row with the advice that `classify` gives; an operation with no user there changes it."""
        taxonomy = self.document["taxonomy"]
        if row["operation"] not in {item["id"] for item in taxonomy["operations"] if item["user_absent"]}:
            return row
        action, retry = _without_user(taxonomy["actions"]), _without_user(taxonomy["retry_modes"])
        actions = dict.fromkeys(action.get(item, item) for item in row["actions"])
        return {**row, "actions": [*actions], "retry": retry.get(row["retry"], row["retry"])}

    @property
    def providers(self) -> list[Record]:
        """The providers of the spec."""
        found: list[Record] = self.document["providers"]
        return found

    def vocabularies(self) -> Iterator[tuple[Record, Record]]:
        """Yield each vocabulary after its provider."""
        for provider in self.providers:
            for vocabulary in provider["vocabularies"]:
                yield provider, vocabulary

    @cached_property
    def subjects(self) -> list[Topic]:
        """All values, each followed by its meanings if it has several; missing values come last."""
        return [
            subject
            for provider, vocabulary in self.vocabularies()
            for subject in _subjects(provider["id"], vocabulary)
        ]

    @cached_property
    def keys(self) -> dict[str, tuple[str, str | None]]:
        """The key and the context of an id of `advice.csv`."""
        return {subject.id: (subject.key, subject.context) for subject in self.subjects}


def key_of(vocabulary: str, value: object) -> str:
    """Return the key of a value; a missing value has that of the empty text."""
    return f"{vocabulary}={'' if value is None else value}"


def id_of(meaning: Record) -> str:
    """Return the id of a row of `codes.jsonl`, as `advice.csv` has it."""
    context = f"@{meaning['context']}" if meaning["context"] else ""
    return f"{meaning['vocabulary']}#{meaning['name'] or ''}{context}"


def _without_user(terms: list[Record]) -> dict[str, str]:
    return {term["id"]: term["user_absent"] for term in terms if "user_absent" in term}


def _subjects(provider: str, vocabulary: Record) -> Iterator[Topic]:
    for code in vocabulary["codes"]:
        key = key_of(vocabulary["id"], code["value"])
        yield Topic(code["id"], key, None, provider, code)
        for context in code.get("contexts", ()):
            yield Topic(f"{code['id']}@{context['id']}", key, context["id"], provider, context)
    if "absent" in vocabulary:
        key = key_of(vocabulary["id"], None)
        yield Topic(f"{vocabulary['id']}#", key, None, provider, vocabulary["absent"])


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
