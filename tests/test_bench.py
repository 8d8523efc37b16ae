"""The report of the benchmark: what was measured is in its table, its page and its chart."""

from __future__ import annotations

import re

from bench.report import page, summary, table
from bench.results import BudgetRow, Comparison, ComparisonBar

ROWS = [
    BudgetRow("a check", "3.0 x", "2.5 x", True),
    BudgetRow("a rendering", "3.0 x", "9.0 x", False),
    BudgetRow("a size", "", "12 bytes", None),
]
SPEEDS = Comparison(
    "Doing it",
    "per second",
    more_is_better=True,
    bars=(ComparisonBar("theirs", 100), ComparisonBar("ours", 400, ours=True)),
)
SIZES = Comparison(
    "Carrying it",
    "bytes",
    more_is_better=False,
    bars=(ComparisonBar("theirs", 7000), ComparisonBar("ours", 35, ours=True)),
)


def test_the_table_says_which_budget_holds() -> None:
    lines = table(ROWS).splitlines()
    assert lines[1].split()[-1] == "met"
    assert lines[2].endswith("OVER BUDGET")
    assert lines[3].endswith("12 bytes")


def test_a_ratio_says_how_much_better_whichever_way_is_better() -> None:
    assert summary(SPEEDS).splitlines()[-1].split() == ["ours", "400", "4.00", "x"]
    assert summary(SIZES).splitlines()[-1].split() == ["ours", "35.00", "200", "x"]


def test_the_bars_are_to_scale() -> None:
    text = page([], [SPEEDS, SIZES])
    assert re.findall(r'class="(.*?)" style="--share: (.*?)"', text) == [
        ("lc-share", "0.2500"),
        ("lc-share lc-share-ours", "1.0000"),
        ("lc-share", "1.0000"),
        ("lc-share lc-share-ours", "0.0050"),
    ]
    assert text.index("Longer is better.") < text.index("Shorter is better.")


def test_the_page_has_the_chart_and_every_figure() -> None:
    text = page(ROWS, [SPEEDS, SIZES])
    assert text.startswith("---\ndescription: ")
    for figure in ("4.00 x", "7,000", "2.5 x", "12 bytes", "OVER BUDGET"):
        assert figure in text
    assert re.search(r"^\| \*\*ours\*\* \| <span.*></span> \| 400 \| 4.00 x \|$", text, re.MULTILINE)
