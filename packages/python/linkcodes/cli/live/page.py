"""The report on live traffic as a page of its own: it needs no network, and follows light and dark."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from string import Template
from typing import Any

from linkcodes.cli.live.screen import LABELS, seen_coverage, share, summary, told

_ROW, _BAR, _ROOM = 26, 14, 320
"""Heights of a row and of a bar in the chart, and the width of a full bar."""
_LETTER = 8
"""Width of a letter of a name, about."""


def page(record: Mapping[str, Any]) -> str:
    """Return the report as HTML."""
    template = Template((pkgutil.get_data(__package__, "report.html") or b"").decode())
    met = seen_coverage(record)
    return template.substitute(
        summary=escape(summary(record)),
        version=escape(str(record["spec_version"])),
        files=escape(", ".join(record["files"])),
        findings=_table(
            ("Count", "What", "Payload", "Where", "Value or fault", "First seen", "Last seen", "Fails"),
            [_finding(item, record) for item in record["findings"]],
        ),
        payloads=_table(
            ("Payload", "Bodies", "Valid", "Valid strictly", "First seen", "Last seen"),
            [_payload(item) for item in record["payloads"]],
        ),
        chart=_chart(met),
        coverage=_table(
            ("Vocabulary", "Seen", "Listed", "Not seen"),
            [
                (item["vocabulary"], item["seen"], item["listed"], ", ".join(map(str, item["not_seen"])))
                for item in met
            ],
        ),
    )


def _finding(item: Mapping[str, Any], record: Mapping[str, Any]) -> tuple[Any, ...]:
    fails = "yes" if item["fingerprint"] in record["failing"] else "no"
    what = LABELS[item["kind"]], item["payload"], item["pointer"], told(item).replace("`", "")
    return item["count"], *what, item["first_seen"], item["last_seen"], fails


def _payload(item: Mapping[str, Any]) -> tuple[Any, ...]:
    names = ("payload", "count", "valid", "valid_strict", "first_seen", "last_seen")
    return tuple(item[name] for name in names)


def _table(heads: Sequence[str], rows: Sequence[Iterable[Any]]) -> str:
    if not rows:
        return "<p>None.</p>"
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    lines = ("".join(f"<td>{_cell(value)}</td>" for value in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<div><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def _cell(value: Any) -> str:
    return "" if value is None else escape(f"{value:,}" if isinstance(value, int) else str(value))


def _chart(met: Sequence[Mapping[str, Any]]) -> str:
    """Return bars: how much of each vocabulary was seen. The table below it says the same."""
    if not met:
        return ""
    names = max(len(item["vocabulary"]) for item in met) * _LETTER
    height, width = len(met) * _ROW, names + _ROOM + 60
    bars = "".join(_bar(names, number * _ROW, item) for number, item in enumerate(met))
    label = "Share of the values of each vocabulary that was seen"
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{label}">{bars}</svg>'


def _bar(left: int, top: int, item: Mapping[str, Any]) -> str:
    middle, name = top + _ROW // 2, escape(item["vocabulary"])
    length = round(_ROOM * item["seen"] / item["listed"], 1)
    at, y = f'x="{left}"', f'y="{top + (_ROW - _BAR) // 2}"'
    return (
        f'<text x="{left - 10}" y="{middle}" class="name">{name}</text>'
        f'<rect {at} {y} width="{_ROOM}" height="{_BAR}" rx="3" class="all"/>'
        f'<rect {at} {y} width="{length}" height="{_BAR}" rx="3" class="seen"/>'
        f'<text x="{left + _ROOM + 10}" y="{middle}">{share(item)}</text>'
    )
