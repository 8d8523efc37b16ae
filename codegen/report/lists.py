"""What the verbs `list` and `stats` print."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from codegen.lint import rules
from codegen.output.render import targets
from codegen.resolve.spec import ResolvedSpec
from codegen.views.stats import Breakdown, Statistics, StatisticsLine

Row = dict[str, Any]
_UNLIMITED = 10_000
BAR = 30
"""How many characters the longest bar of a chart has."""


def rows(what: str, read: Callable[[], ResolvedSpec]) -> list[Row]:
    """Return one record for each thing of a kind; `read` is called only where the spec is needed."""
    if what == "targets":
        return [{"target": target.id, "makes": target.summary} for target in targets()]
    if what == "rules":
        return [{"rule": rule.id, "level": rule.level, "holds": rule.summary} for rule in rules()]
    return _ROWS[what](read())


def show_table(records: list[Row], form: str, out: TextIO) -> None:
    """Print records as a table, or as JSON."""
    if form == "json":
        out.write(json.dumps(records, indent=1, ensure_ascii=False) + "\n")
    elif not records:
        out.write("Nothing.\n")
    else:
        _print(_table(records), out)


def show_counts(numbers: Statistics, form: str, out: TextIO) -> None:
    """Print counts as tables with bars, or as JSON."""
    columns = (*numbers.ids, "total")
    if form == "json":
        found = {
            item.id: [{"name": line.name, **_numbers(line, columns)} for line in item.lines]
            for item in numbers.breakdowns
        }
        out.write(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
        return
    for number, item in enumerate(numbers.breakdowns):
        out.write(("\n" if number else "") + f"{item.title}. {item.lead}\n")
        show_table(_bars(item, columns), form, out)


def _table(records: list[Row]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in records[0]:
        table.add_column(Text(name.upper()))
    for record in records:
        table.add_row(*(Text(_cell(value)) for value in record.values()))
    return table


def _print(table: Table, out: TextIO) -> None:
    """Print a table as wide as the terminal; in a file or pipe, with whole lines and no color."""
    if out.isatty():
        Console(file=out).print(table)
        return
    console = Console(file=io.StringIO(), width=_UNLIMITED, color_system=None)
    with console.capture() as captured:
        console.print(table)
    out.writelines(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def _bars(item: Breakdown, columns: Sequence[str]) -> list[Row]:
    most = max((line.total for line in item.lines), default=1)
    return [
        {
            item.id.replace("_", " "): line.name,
            **_numbers(line, columns),
            **({"": "█" * _length(line.total, most)} if item.comparable else {}),
        }
        for line in item.lines
    ]


def _length(count: int, most: int) -> int:
    return max(1, round(count / most * BAR)) if count else 0


def _numbers(line: StatisticsLine, columns: Sequence[str]) -> Row:
    return dict(zip(columns, (*line.counts, line.total), strict=True))


def _cell(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _providers(spec: ResolvedSpec) -> list[Row]:
    return [
        {
            "provider": provider.id, "name": provider.name, "vocabularies": len(provider.vocabularies),
            "codes": sum(len(vocabulary.codes) for vocabulary in provider.vocabularies),
            "methods": len(provider.methods), "payloads": len(provider.payloads),
            "sources": len(provider.sources),
        }
        for provider in spec.providers
    ]  # fmt: skip


def _vocabularies(spec: ResolvedSpec) -> list[Row]:
    return [
        {
            "vocabulary": item.id,
            "type": item.type_name,
            "kind": item.kind,
            "open": item.open,
            "codes": len(item.codes),
        }
        for item in spec.vocabularies.values()
    ]


def _codes(spec: ResolvedSpec) -> list[Row]:
    return [
        {
            "vocabulary": code.vocabulary_id,
            "name": code.name,
            "value": code.value,
            "category": _category(code),
        }
        for code in spec.codes.values()
    ]


def _category(code: Any) -> str:
    return code.effective_behavior.category if code.effective_behavior else "-"


def _methods(spec: ResolvedSpec) -> list[Row]:
    return [
        {
            "method": method.id,
            "fields": len(method.config),
            "deprecated": method.member.deprecated is not None,
        }
        for provider in spec.providers
        for method in provider.methods
    ]


def _payloads(spec: ResolvedSpec) -> list[Row]:
    return [
        {
            "payload": payload.id,
            "type": payload.type_name,
            "channel": payload.channel,
            "examples": len(payload.examples),
        }
        for provider in spec.providers
        for payload in provider.payloads
    ]


_ROWS: dict[str, Callable[[ResolvedSpec], list[Row]]] = {
    "providers": _providers,
    "vocabularies": _vocabularies,
    "codes": _codes,
    "methods": _methods,
    "payloads": _payloads,
}
