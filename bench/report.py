"""The findings as a text table, and as a page of the site with a chart."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import NamedTuple

from bench.measure import REPO
from bench.results import Bar, Comparison, Row

PAGE = REPO / "site/docs/benchmarks.md"
HEAD = ("what", "budget", "measured", "")
WIDTH, LABEL, BAR, GAP = 720, 250, 24, 34
"""Pixels: of the chart, of the names on its left, and between one bar, or one comparison, and the next."""

_INTRO = """---
description: What linkcodes costs in time and bytes, beside the libraries people would otherwise use.
---

<!-- Written by `make bench`. -->

# Benchmarks

What linkcodes costs in time and bytes, beside what people would otherwise use. All figures come from one run
on one machine, so the ratios say more than the figures. `make bench` measures anew.
{ .lc-lead }
"""


def table(rows: Sequence[Row]) -> str:
    """Return all budgets as columns of plain text."""
    lines = [HEAD, *((row.what, row.budget, row.measured, row.verdict) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def summary(comparison: Comparison) -> str:
    """Return a comparison as lines of plain text."""
    lines = [f"{comparison.title} ({comparison.unit})"]
    width = max(len(bar.name) for bar in comparison.bars)
    lines += [
        f"  {bar.name.ljust(width)}  {_value(bar)}  {_ratio(comparison, bar)}" for bar in comparison.bars
    ]
    return "\n".join(lines)


def page(rows: Sequence[Row], comparisons: Sequence[Comparison]) -> str:
    """Return the page of the site: the chart, its figures, and the budgets."""
    return "\n".join(
        [
            _INTRO,
            chart(comparisons),
            "",
            "## The figures",
            "",
            *_figures(comparisons),
            "## Budgets",
            "",
            *_budgets(rows),
        ]
    )


def _figures(comparisons: Sequence[Comparison]) -> list[str]:
    lines = []
    for comparison in comparisons:
        lines += [
            f"### {comparison.title}",
            "",
            f"| | {comparison.unit} | against {comparison.bars[0].name} |",
        ]
        lines += ["|---|--:|--:|"]
        lines += [f"| {_name(bar)} | {_value(bar)} | {_ratio(comparison, bar)} |" for bar in comparison.bars]
        lines += [""]
    return lines


def _budgets(rows: Sequence[Row]) -> list[str]:
    lines = ["| What | Budget | Measured | |", "|---|---|---|---|"]
    lines += [f"| {row.what} | {row.budget} | {row.measured} | {row.verdict} |" for row in rows]
    return [*lines, ""]


def _name(bar: Bar) -> str:
    return f"**{bar.name}**" if bar.ours else bar.name


def _value(bar: Bar) -> str:
    return f"{bar.value:,.0f}" if bar.value >= 100 else f"{bar.value:,.2f}"


def _ratio(comparison: Comparison, bar: Bar) -> str:
    ratio = comparison.ratio(bar)
    return f"{ratio:,.0f} x" if ratio >= 100 else f"{ratio:.2f} x"


class _Line(NamedTuple):
    """One line of the chart: a heading or a bar, and how far down it stands."""

    y: int
    comparison: Comparison
    bar: Bar | None


def chart(comparisons: Sequence[Comparison]) -> str:
    """Return an inline SVG: a group of bars for each comparison, each on a scale of its own."""
    lines = list(_lines(comparisons))
    height = lines[-1].y + BAR if lines else 0
    drawn = "\n".join(_heading(line) if line.bar is None else _drawn(line, line.bar) for line in lines)
    return (
        f'<svg class="lc-bars" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="Bars for the figures in the tables below">\n{drawn}\n</svg>'
    )


def _lines(comparisons: Sequence[Comparison]) -> list[_Line]:
    lines: list[_Line] = []
    y = 0
    for comparison in comparisons:
        y += GAP if lines else BAR
        lines.append(_Line(y, comparison, None))
        for bar in comparison.bars:
            y += BAR
            lines.append(_Line(y, comparison, bar))
    return lines


def _heading(line: _Line) -> str:
    better = "longer is better" if line.comparison.more_is_better else "shorter is better"
    text = html.escape(f"{line.comparison.title}, {line.comparison.unit}; {better}")
    return f'<text class="lc-bars-title" x="0" y="{line.y}">{text}</text>'


def _drawn(line: _Line, bar: Bar) -> str:
    longest = max(other.value for other in line.comparison.bars)
    length = max(2, round(bar.value / longest * (WIDTH - LABEL - 90)))
    kind = "lc-bars-ours" if bar.ours else "lc-bars-other"
    middle = line.y - BAR // 4
    return (
        f'<text x="0" y="{line.y}">{html.escape(bar.name)}</text>'
        f'<rect class="{kind}" x="{LABEL}" y="{middle - 9}" width="{length}" height="14" rx="2"/>'
        f'<text x="{LABEL + length + 8}" y="{line.y}">{_value(bar)}</text>'
    )
