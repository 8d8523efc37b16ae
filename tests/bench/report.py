"""The findings as a text table, and as a page of the site with bars."""

from __future__ import annotations

from collections.abc import Sequence

from tests.bench.measure import REPO
from tests.bench.results import BudgetRow, Comparison, ComparisonBar

PAGE = REPO / "site/docs/benchmarks.md"
HEAD = ("what", "budget", "measured", "")
_UNSEARCHED = "{ data-search-exclude }"
_INTRO = """---
description: What linkcodes costs in time and bytes, beside the libraries people would otherwise use.
---

<!-- Written by `make bench`. -->

# Benchmarks

What linkcodes costs in time and bytes, beside what people would otherwise use. The ratios say more than the
figures, which are those of one machine. `make bench` measures again.
{ .lc-lead }
"""


def table(rows: Sequence[BudgetRow]) -> str:
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


def page(rows: Sequence[BudgetRow], comparisons: Sequence[Comparison], machine: str) -> str:
    """Return the page of the site: the machine, comparisons as bars with their figures, budgets."""
    drawn = (line for comparison in comparisons for line in _drawn(comparison))
    return "\n".join([_INTRO, machine, "", *drawn, f"## Budgets {_UNSEARCHED}", "", *_budgets(rows)])


def _drawn(comparison: Comparison) -> list[str]:
    """Return a table whose second column is a chart: each bar as long as its share of the largest value."""
    better = "Longer is better." if comparison.more_is_better else "Shorter is better."
    head = f"| What | {better} | {comparison.unit} | ratio |"
    largest = max(bar.value for bar in comparison.bars)
    lines = [
        f"| {_name(bar)} | {_bar(bar, largest)} | {_value(bar)} | {_ratio(comparison, bar)} |"
        for bar in comparison.bars
    ]
    return [f"## {comparison.title} {_UNSEARCHED}", "", head, "|---|---|--:|--:|", *lines, ""]


def _bar(bar: ComparisonBar, largest: float) -> str:
    kind = "lc-share lc-share-ours" if bar.ours else "lc-share"
    return f'<span class="{kind}" style="--share: {bar.value / largest:.4f}"></span>'


def _budgets(rows: Sequence[BudgetRow]) -> list[str]:
    lines = ["| What | Budget | Measured | Verdict |", "|---|---|---|---|"]
    lines += [f"| {row.what} | {row.budget} | {row.measured} | {row.verdict} |" for row in rows]
    return [*lines, ""]


def _name(bar: ComparisonBar) -> str:
    return f"**{bar.name}**" if bar.ours else bar.name


def _value(bar: ComparisonBar) -> str:
    return f"{bar.value:,.0f}" if bar.value >= 100 else f"{bar.value:,.2f}"


def _ratio(comparison: Comparison, bar: ComparisonBar) -> str:
    ratio = comparison.ratio(bar)
    return f"{ratio:,.0f} x" if ratio >= 100 else f"{ratio:.2f} x"
