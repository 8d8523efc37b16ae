"""The report of the benchmark: what was measured stands in its table, its page and its chart."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from bench.report import chart, page, summary, table
from bench.results import Bar, Comparison, Row

ROWS = [
    Row("a check", "3.0 x", "2.5 x", True),
    Row("a rendering", "3.0 x", "9.0 x", False),
    Row("a size", "", "12 bytes", None),
]
SPEEDS = Comparison(
    "Doing it", "per second", more_is_better=True, bars=(Bar("theirs <&>", 100), Bar("ours", 400, ours=True))
)
SIZES = Comparison(
    "Carrying it", "bytes", more_is_better=False, bars=(Bar("theirs", 7000), Bar("ours", 35, ours=True))
)


def test_the_table_says_which_budget_holds() -> None:
    lines = table(ROWS).splitlines()
    assert lines[1].split()[-1] == "holds"
    assert lines[2].endswith("OVER BUDGET")
    assert lines[3].endswith("12 bytes")


def test_a_ratio_says_how_much_better_whichever_way_is_better() -> None:
    assert summary(SPEEDS).splitlines()[-1].split() == ["ours", "400", "4.00", "x"]
    assert summary(SIZES).splitlines()[-1].split() == ["ours", "35.00", "200", "x"]


def test_the_chart_is_well_formed_and_to_scale() -> None:
    drawing = ElementTree.fromstring(chart([SPEEDS, SIZES]))
    bars = [element for element in drawing.iter() if element.tag == "rect"]
    lengths = [int(bar.attrib["width"]) for bar in bars]
    assert lengths[1] == 4 * lengths[0]
    assert lengths[2] > 50 * lengths[3]
    assert [bar.attrib["class"] for bar in bars] == ["lc-bars-other", "lc-bars-ours"] * 2
    texts = [element.text for element in drawing.iter() if element.tag == "text"]
    assert "theirs <&>" in texts
    assert {"longer" in text or "shorter" in text for text in texts if text and "is better" in text} == {True}


def test_nothing_is_drawn_outside_the_chart() -> None:
    drawing = ElementTree.fromstring(chart([SPEEDS, SIZES]))
    _, _, width, height = map(int, drawing.attrib["viewBox"].split())
    for element in drawing.iter():
        if element.tag == "rect":
            assert int(element.attrib["x"]) + int(element.attrib["width"]) < width
        if "y" in element.attrib:
            assert 0 <= int(element.attrib["y"]) <= height


def test_the_page_has_the_chart_and_every_figure() -> None:
    text = page(ROWS, [SPEEDS, SIZES])
    assert text.startswith("---\ndescription: ")
    assert text.count("<svg") == 1
    for figure in ("4.00 x", "7,000", "2.5 x", "12 bytes", "OVER BUDGET"):
        assert figure in text
    assert re.search(r"^\| \*\*ours\*\* \| 400 \|", text, re.MULTILINE)
