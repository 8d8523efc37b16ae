"""What the verbs `list` and `stats` print."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from codegen.lint import rules
from codegen.output.render import targets
from codegen.resolve.spec import ResolvedSpec
from codegen.views.stats import Breakdown, Line, Statistics

Row = dict[str, Any]
BAR = 30
"""How many characters the longest bar of a chart has."""


def rows(what: str, read: Callable[[], ResolvedSpec]) -> list[Row]:
    """Return one record for each thing of a kind; `read` is called only where the spec is needed."""
    if what == "targets":
        return [{"target": target.id, "makes": target.summary} for target in targets()]
    if what == "rules":
        return [{"rule": rule.id, "level": rule.level, "holds": rule.summary} for rule in rules()]
    return _ROWS[what](read())


def table(records: list[Row], form: str) -> str:
    """Return records as aligned columns, or as JSON."""
    if form == "json":
        return json.dumps(records, indent=1, ensure_ascii=False) + "\n"
    if not records:
        return "Nothing.\n"
    heads = list(records[0])
    lines = [
        [head.upper() for head in heads],
        *([_cell(record[head]) for head in heads] for record in records),
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    padded = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines
    )
    return "".join(line.rstrip() + "\n" for line in padded)


def counts(numbers: Statistics, form: str) -> str:
    """Return counts as tables with bars, or as JSON."""
    columns = (*numbers.ids, "total")
    if form == "json":
        found = {
            item.id: [{"name": line.name, **_numbers(line, columns)} for line in item.lines]
            for item in numbers.breakdowns
        }
        return json.dumps(found, indent=1, ensure_ascii=False) + "\n"
    blocks = [
        f"{item.title}. {item.lead}\n{table(_bars(item, columns), form)}" for item in numbers.breakdowns
    ]
    return "\n".join(blocks)


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


def _numbers(line: Line, columns: Sequence[str]) -> Row:
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
