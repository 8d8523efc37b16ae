"""The pages of categories, the heat map, and the pages on coverage and changes: what they count and name.

The TypeScript on the pages of categories is run by tests/typescript/categories.test.mjs.
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen.read.load import load
from codegen.resolve.build import resolve
from codegen.resolve.spec import ResolvedSpec
from codegen.targets.site.categories import Catalog, CategoryView, category_view
from codegen.targets.site.changes import changes_view
from codegen.targets.site.coverage import coverage_view
from codegen.targets.site.heatmap import categories_view
from codegen.views.book import Book
from tests.conftest import SPECS, halves, published_rows
from tests.editing import edit
from tests.specs import resolved

_SNIPPET = re.compile(r"^    (`{3,})python\n(.*?)^    \1$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module", params=SPECS)
def spec(request: pytest.FixtureRequest) -> ResolvedSpec:
    return resolved(request.param)


def catalogd(spec: ResolvedSpec) -> dict[str, CategoryView]:
    catalog = Catalog(Book(spec))
    return {item.id: category_view(catalog, item) for item in spec.taxonomy.categories}


def meanings(generated: Path) -> list[dict[str, Any]]:
    """Return the rows of the published table that have a category, which is what the pages must show."""
    return [row for row in published_rows(generated / "data") if row["category"]]


# ---------------------------------------------------------------- heat map


@pytest.mark.parametrize("name", SPECS)
def test_the_heat_map_counts_the_rows_of_the_table(rendered: Callable[[str], Path], name: str) -> None:
    view = categories_view(Catalog(Book(resolved(name))))
    rows = meanings(rendered(name))
    expected = Counter((row["provider"], row["category"]) for row in rows)
    lines = [line for block in view.blocks for line in block.lines]
    shown = {}
    for line in lines:
        category = line.href.removesuffix(".html")
        for cell in line.cells:
            provider = re.search(r"provider=(\w+)", cell.href)
            assert provider
            shown[provider[1], category] = cell.number
        assert line.total.number == sum(cell.number for cell in line.cells)
    assert Counter(shown) - Counter() == expected
    assert [total for _, total in view.providers] == [
        sum(line.cells[index].number for line in lines) for index in range(len(view.providers))
    ]
    assert view.total == len(rows) == sum(block.total for block in view.blocks)


def test_every_category_stands_once_below_the_party_that_must_act(spec: ResolvedSpec) -> None:
    view = categories_view(Catalog(Book(spec)))
    names = [line.href.removesuffix(".html") for block in view.blocks for line in block.lines]
    assert sorted(names) == sorted(category.id for category in spec.taxonomy.categories)


def test_more_is_hotter_and_nothing_is_cold(spec: ResolvedSpec) -> None:
    view = categories_view(Catalog(Book(spec)))
    cells = sorted(cell for block in view.blocks for line in block.lines for cell in line.cells)
    assert [cell.heat for cell in cells] == sorted(cell.heat for cell in cells)
    assert (cells[0].heat, cells[-1].heat) == (0, 100)
    assert all((cell.number == 0) == (cell.heat == 0) for cell in cells)


# ---------------------------------------------------------------- a category


@pytest.mark.parametrize("name", SPECS)
def test_every_meaning_is_on_the_page_of_its_category(rendered: Callable[[str], Path], name: str) -> None:
    views = catalogd(resolved(name))
    expected = Counter((row["category"], row["provider"], row["value"]) for row in meanings(rendered(name)))
    shown = Counter(
        (id, group.id, entry.code and entry.code.text)
        for id, view in views.items()
        for group in view.groups
        for entry in group.entries
    )
    assert shown == Counter({
        (category, provider, None if value is None else str(value)): count
        for (category, provider, value), count in expected.items()
    })  # fmt: skip


def test_categories_that_share_a_value_name_each_other(spec: ResolvedSpec) -> None:
    views = catalogd(spec)
    for id, view in views.items():
        for neighbor in view.neighbors:
            other = views[neighbor.category.id]
            theirs = {item.category.id: item.number for item in other.neighbors}
            assert id != other.id
            # The other one may have closer neighbors, which fill its list.
            assert theirs.get(id, neighbor.number) == neighbor.number
            assert id in theirs or min(theirs.values()) >= neighbor.number


def test_a_value_with_two_meanings_is_easily_confused(tiny_spec: Path) -> None:
    (neighbor,) = catalogd(resolve(load(tiny_spec)))["credentials_invalid"].neighbors
    assert (neighbor.category.id, neighbor.values[0].text) == ("provider_error", "bad-login")
    context = "/vocabularies/0/codes/2/contexts/1/behavior/category"
    edit(tiny_spec, "providers/acme.json", context, "credentials_invalid")
    assert not catalogd(resolve(load(tiny_spec)))["credentials_invalid"].neighbors


def test_risks_are_told_where_the_taxonomy_sees_them(spec: ResolvedSpec) -> None:
    views = catalogd(spec)
    for category in spec.taxonomy.categories:
        view = views[category.id]
        assert (view.attempts is not None) == category.lockout_risk
        assert view.uncertain == category.outcome_uncertain
        assert view.texts


@pytest.mark.parametrize("name", SPECS)
def test_the_python_of_every_page_prints_what_it_says(rendered: Callable[[str], Path], name: str) -> None:
    generated = rendered(name)
    snippets = [
        re.sub(r"^    ", "", match[2], flags=re.MULTILINE)
        for page in sorted((generated / "site/categories").glob("*.md"))
        for match in _SNIPPET.finditer(page.read_text(encoding="utf-8"))
    ]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(f"exec({snippet!r}, {{}})" for snippet in snippets)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, halves(generated)))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = [line[2:] for snippet in snippets for line in snippet.splitlines() if line.startswith("# ")]
    assert done.stdout.splitlines() == said
    assert said


def test_a_value_that_looks_like_the_next_item_stays_whole(tiny_spec: Path) -> None:
    value = 'a, ("b", ["c'
    edit(tiny_spec, "providers/acme.json", "/vocabularies/0/codes/0/value", value)
    category = resolve(load(tiny_spec)).providers[0].vocabularies[0].codes[0].effective_behavior
    usage = category and catalogd(resolve(load(tiny_spec)))[category.category].usage
    assert usage
    assert value in ast.literal_eval(re.split(r"received = |\nfor ", usage.python)[1])[0]
    assert json.dumps(value) in usage.typescript


def test_an_empty_value_is_no_number(tiny_spec: Path) -> None:
    edit(tiny_spec, "providers/acme.json", "/vocabularies/0/codes/0/value", "")
    views = catalogd(resolve(load(tiny_spec)))
    received = [view.usage.python for view in views.values() if view.usage]
    assert sum('"link.status", ""),' in text for text in received) == 1


def test_a_missing_value_is_not_confused_with_a_value_called_none(tiny_spec: Path) -> None:
    edit(tiny_spec, "providers/acme.json", "/vocabularies/0/codes/2/value", "NONE")
    spec = resolve(load(tiny_spec))
    assert any(item.absent for item in spec.vocabularies.values())
    named = [
        value.text for view in catalogd(spec).values() for item in view.neighbors for value in item.values
    ]
    assert "None" not in named


# ---------------------------------------------------------------- changes and coverage


def test_each_release_names_the_codes_that_it_brought(tiny_spec: Path) -> None:
    (only,) = changes_view(Book(resolve(load(tiny_spec)))).releases
    assert not only.codes
    edit(tiny_spec, "providers/acme.json", "/vocabularies/0/codes/0/since", "0.10.0")
    edit(tiny_spec, "providers/acme.json", "/vocabularies/0/codes/1/since", "0.9.0")
    spec = resolve(load(tiny_spec))
    releases = changes_view(Book(spec)).releases
    assert [item.version for item in releases] == ["0.10.0", "0.9.0", only.version]
    first, second = spec.providers[0].vocabularies[0].codes[:2]
    assert [[link.text for link, _ in item.codes] for item in releases] == [
        [str(first.value)],
        [str(second.value)],
        [],
    ]
    assert sum(item.total for item in releases) == only.total


def test_every_deprecated_code_is_listed(spec: ResolvedSpec) -> None:
    expected = [str(code.value) for code in spec.codes.values() if code.deprecated]
    assert [item.code.text for item in changes_view(Book(spec)).retired] == expected


def test_the_changelog_stands_on_the_page_of_changes(built: Callable[[str], Path]) -> None:
    page = (built("tiny") / "changes.html").read_text(encoding="utf-8")
    assert "<!-- changelog -->" not in page
    assert ">First version<" in page


def test_shares_and_bars_add_up(spec: ResolvedSpec) -> None:
    view = coverage_view(Book(spec))
    for share in view.shares:
        assert not share.parts or sum(float(part[3]) for part in share.parts) == pytest.approx(100, abs=0.05)
    for item in view.breakdowns:
        assert all(line.total == sum(line.counts) for line in item.lines)
        assert all(sum(float(bar.width) for bar in line.bars) <= 100.05 for line in item.lines)


def test_what_sums_up_the_coverage_leads_to_its_numbers(spec: ResolvedSpec) -> None:
    view = coverage_view(Book(spec))
    anchors = {item.anchor for item in view.breakdowns} | ({"envelopes"} if view.envelopes else set())
    assert {figure.anchor for figure in view.figures} <= anchors
