"""The crosswalk: situations by provider, as data and as a page."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.targets.site.situations import situations_view
from codegen.views.book import Book
from codegen.views.rows import rows
from tests.conftest import SPECS
from tests.specs import resolved


@pytest.mark.slow
@pytest.mark.parametrize("name", SPECS)
def test_every_outcome_is_in_one_cell(rendered: Callable[[str], Path], name: str) -> None:
    spec = resolved(name)
    expected = {row.id: (row.situation, row.provider) for row in rows(spec) if row.situation}
    with (rendered(name) / "data/crosswalk.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    names = [provider.id for provider in spec.providers]
    found = {id: (line["situation"], name) for line in table for name in names for id in line[name].split()}
    assert found == expected
    assert len({line["situation"] for line in table}) == len(table)


@pytest.mark.slow
@pytest.mark.parametrize("name", SPECS)
def test_the_page_has_a_cell_for_each_provider_and_hides_no_code_silently(name: str) -> None:
    spec = resolved(name)
    values = {(row.situation, row.provider): set[str]() for row in rows(spec) if row.situation}
    for row in rows(spec):
        if row.situation:
            values[row.situation, row.provider].add("(none)" if row.value is None else str(row.value))
    for group in situations_view(Book(spec)).groups:
        for line in group.rows:
            assert len(line.cells) == len(spec.providers)
            for cell, provider in zip(line.cells, spec.providers, strict=True):
                known = values.get((line.situation.id, provider.id), set())
                shown = {link.text for link in cell.codes}
                assert shown <= known
                assert len(shown) + cell.more == len(known)
