"""Target `data`: every code with its behavior as one table, all advice as another, and the crosswalk."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from codegen.output.render import Output, Target, Workshop
from codegen.resolve.spec import ResolvedSpec
from codegen.views.advice import AdviceRow, advice
from codegen.views.crosswalk import crosswalk
from codegen.views.rows import MeaningRow, rows

Cell = str | int | bool | tuple[str, ...] | tuple[int, ...] | None


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield the table in both forms."""
    table = list(rows(spec))
    places = spec.places("vocabularies")
    yield Output("data/codes.csv", _csv(MeaningRow._fields, table), places)
    yield Output("data/codes.jsonl", _json_lines(MeaningRow._fields, table), places)
    decided = (*places, spec.decisions_place)
    yield Output("data/advice.csv", _csv(AdviceRow._fields, advice(spec)), decided)
    yield Output("data/crosswalk.csv", _crosswalk(spec), places)


def _crosswalk(spec: ResolvedSpec) -> str:
    """Return a line a situation, with the ids of its meanings in a column a provider."""
    names = [provider.id for provider in spec.providers]
    lines: Iterator[tuple[Cell, ...]] = (
        (
            row.situation.id,
            row.situation.category,
            row.situation.summary,
            *(tuple(meaning.id for meaning in row.meanings.get(name, ())) for name in names),
        )
        for row in crosswalk(spec)
    )
    return _csv(("situation", "category", "summary", *names), lines)


def _csv(columns: Iterable[str], table: Iterable[tuple[Cell, ...]]) -> str:
    """Return RFC 4180 text, but for the LF that all generated files end their lines with."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    # Most cells are texts, and a call for each would cost more than all the rest.
    writer.writerows([value if isinstance(value, str) else _cell(value) for value in row] for row in table)
    return text.getvalue()


def _cell(value: Cell) -> Cell:
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(map(str, value)) if isinstance(value, tuple) else value


def _json_lines(columns: tuple[str, ...], table: Iterable[MeaningRow]) -> str:
    """Return a line with the columns, and then a line for each row, as an array."""
    # ASCII only, because some readers take U+2028 and the like for the end of a line.
    return "".join(json.dumps(line) + "\n" for line in (columns, *table))


TARGET = Target(
    "data",
    "Every code with its behavior as one table, in CSV and JSON Lines; all advice and the crosswalk in CSV.",
    render,
    folder=Path(__file__).parent,
)
