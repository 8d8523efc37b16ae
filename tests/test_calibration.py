"""Calibration: our advice beside that of vendors, compared by rule."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen.lint import lint
from codegen.read.load import load
from codegen.resolve.build import resolve
from codegen.resolve.calibration import Agreement, agreement, comparisons
from codegen.resolve.spec import ResolvedSpec
from codegen.targets.site.calibration import calibration_view
from codegen.views.book import Book
from tests.conftest import SPECS
from tests.editing import edit
from tests.specs import resolved

ROWS = "/vendors/0/rows"


@pytest.fixture(scope="module", params=SPECS)
def spec(request: pytest.FixtureRequest) -> ResolvedSpec:
    return resolved(request.param)


def test_agreement_counts_only_what_could_be_read() -> None:
    assert agreement([True, None, False, True]) == Agreement(2, 3)
    assert Agreement(2, 3).percent == 66
    assert agreement([None]).percent == 0


def test_two_pieces_of_advice_are_compared_by_rule() -> None:
    spec = resolved("tiny")
    (vendor,) = spec.calibration.vendors
    compared = comparisons(vendor, spec.calibration, spec.taxonomy)
    assert [(item.row.value, item.repeats_agree, item.remedy_agrees) for item in compared] == [
        ("bad_login", True, True),
        (500, True, False),
        ("later", True, None),
    ]


@pytest.mark.slow
def test_each_difference_is_argued_and_nothing_else_is(spec: ResolvedSpec) -> None:
    for vendor in spec.calibration.vendors:
        for item in comparisons(vendor, spec.calibration, spec.taxonomy):
            assert item.differs is (item.row.argument is not None), item.row.value


def test_the_page_counts_what_was_compared(spec: ResolvedSpec) -> None:
    view = calibration_view(Book(spec))
    lines = [line for vendor in view.vendors for line in vendor.lines]
    assert view.repeats == Agreement(*_counted(line.repeats for line in lines))
    assert view.remedies == Agreement(*_counted(line.remedy for line in lines))
    assert {line.argument != "" for line in lines if "differ" in (line.repeats, line.remedy)} <= {True}


def _counted(words: Any) -> tuple[int, int]:
    given = [word for word in words if word != "–"]
    return given.count("agree"), len(given)


@pytest.mark.parametrize(
    ("at", "value", "told"),
    [
        (f"{ROWS}/1/argument", None, "differs from that of provider_down"),
        (f"{ROWS}/0/argument", "Because.", "no difference to argue about"),
        (f"{ROWS}/0/remedy", "usr", "there is no remedy 'usr'"),
        (f"{ROWS}/0/sources/0", "eror", "there is no source 'eror'"),
        (f"{ROWS}/2/value", 500, "500 is compared more than once"),
        (f"{ROWS}/0/situation", "wrong_logon", "wrong_logon"),
    ],
)
def test_lint_tells_what_is_wrong(tiny_spec: Path, at: str, value: Any, told: str) -> None:
    edit(tiny_spec, "calibration.json", at, value, remove=value is None)
    assert any(told in finding.message for finding in lint(load(tiny_spec)))


def test_a_spec_without_a_vendor_has_no_such_page(tiny_spec: Path, rendered: Callable[[str], Path]) -> None:
    assert (rendered("tiny") / "site/calibration.md").exists()
    (tiny_spec / "calibration.json").unlink()
    assert not load(tiny_spec).calibration.vendors
    assert not resolve(load(tiny_spec)).calibration_places
