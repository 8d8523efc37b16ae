"""The page of the explorer: each row of the table of codes, with what it is filtered and found by."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from codegen.read.load import load
from codegen.resolve.build import resolve
from codegen.resolve.spec import ResolvedSpec
from codegen.targets.site.explorer import ExplorerView, explorer_view
from codegen.views.book import Book
from codegen.views.labels import unmarked
from codegen.views.rows import rows
from tests.editing import edit
from tests.specs import resolved

NAMES = ["real", "tiny", "hostile"]
VOID_ELEMENTS = {"input", "wbr"}


@cache
def spec(name: str) -> ResolvedSpec:
    return resolved(name)


@cache
def view(name: str) -> ExplorerView:
    return explorer_view(Book(spec(name)))


class ExplorerTable(HTMLParser):
    """The rows of the page: their attributes, their link, their text, and all tags that were met."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[dict[str, str | None]] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.choices: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append(tag)
        if tag == "tr" and "data-provider" in attributes:
            self.rows.append(attributes)
            self.texts.append("")
        elif tag == "a" and self.rows:
            self.links.append(str(attributes["href"]))
        elif tag == "input" and attributes["type"] == "checkbox":
            self.choices.append((str(attributes["name"]), str(attributes["value"])))

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data


def page(rendered: Callable[[str], Path], name: str) -> str:
    return (rendered(name) / "site/explorer.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_all_but_the_first_rows_are_text_to_a_browser_with_scripts(
    name: str, rendered: Callable[[str], Path]
) -> None:
    shown, _, later = page(rendered, name).partition('<noscript class="lc-x-later">')
    number = len(view(name).entries)
    assert shown.count("<tr data-") == min(number, 40)
    assert later.partition("</noscript>")[0].count("<tr data-") == max(number - 40, 0)
    assert later.partition("</noscript>")[2].count("<tr") == 0


@pytest.mark.parametrize("name", NAMES)
def test_each_meaning_of_each_code_is_a_row_that_leads_to_its_page(
    name: str, rendered: Callable[[str], Path]
) -> None:
    table = ExplorerTable(page(rendered, name))
    expected = list(rows(spec(name)))
    assert len(table.rows) == len(table.links) == len(expected)
    for row, link, text in zip(expected, table.links, table.texts, strict=True):
        anchor = "" if row.name else "#absent"
        assert link == f"{row.page}.html{anchor}"
        value = "Missing field" if row.value is None else str(row.value)
        assert text.lstrip("\n").startswith(value), row
        assert unmarked(row.summary) in text, row


@pytest.mark.parametrize("name", NAMES)
def test_rows_carry_what_they_are_filtered_by(name: str, rendered: Callable[[str], Path]) -> None:
    table = ExplorerTable(page(rendered, name))
    for row, attributes in zip(rows(spec(name)), table.rows, strict=True):
        surface = spec(name).vocabularies[row.vocabulary].surface
        expected = {
            "data-provider": row.provider,
            "data-vocabulary": row.vocabulary,
            "data-surface": f"{row.provider}:{surface}" if surface else None,
            "data-kind": row.kind,
            "data-context": row.context,
            "data-category": row.category,
            "data-actor": row.actor,
            "data-action": " ".join(row.actions) or None,
            "data-retry": row.retry,
            "data-phase": row.phase,
            "data-http": " ".join(map(str, row.http_status)) or None,
            "data-confidence": row.confidence,
            "data-flag": " ".join(row.flags) or None,
        }
        assert {key: attributes.get(key) for key in expected} == expected
        assert ("data-unattended" in attributes) == bool(row.unattended_retry)


@pytest.mark.parametrize("name", NAMES)
def test_every_choice_is_offered_once_with_its_number_of_rows(name: str) -> None:
    marks = Counter(
        (key, id) for entry in view(name).entries for key, ids in entry.marks.items() for id in ids
    )
    offered = {
        (facet.key, choice.id): choice.total for facet in view(name).facets for choice in facet.choices
    }
    assert offered == marks
    assert sum(len(facet.choices) for facet in view(name).facets) == len(offered)


def test_choices_stand_in_the_order_of_the_taxonomy_and_statuses_by_number() -> None:
    facets = {facet.key: [choice.id for choice in facet.choices] for facet in view("real").facets}
    order = [category.id for category in spec("real").taxonomy.categories]
    assert facets["category"] == [id for id in order if id in facets["category"]]
    assert facets["http"] == sorted(facets["http"], key=int)
    assert facets["confidence"] == ["H", "M", "L"]


def test_a_row_is_found_by_messages_synonyms_and_its_name_in_the_packages() -> None:
    checked = 0
    for row, entry in zip(rows(spec("real")), view("real").entries, strict=True):
        code = spec("real").codes.get(f"{row.vocabulary}#{row.name}")
        if code is None:
            continue
        own = [context for context in code.contexts if context.id == row.context]
        messages = [message.text for facts in (code, *own) for message in facts.wire_messages]
        synonyms = [str(spec("real").codes[f"{row.vocabulary}#{name}"].value) for name in code.synonyms]
        found = f"{entry.value} {entry.hidden_text}".casefold()
        for text in (*messages, *synonyms, code.name):
            assert " ".join(text.split()).casefold() in found, code.id
            checked += 1
    assert checked > 1000


def test_the_page_is_one_block_that_the_search_leaves_out(rendered: Callable[[str], Path]) -> None:
    for name in NAMES:
        text = page(rendered, name)
        block = text[text.index("<section") :]
        assert block.count("<section") == block.count("</section") == 1, "the search would end at the first"
        assert "data-search-exclude" in block[: block.index(">")]
        assert "\n\n" not in block.rstrip("\n"), "a blank line would end the block of HTML"


def test_hostile_text_becomes_no_markup(rendered: Callable[[str], Path]) -> None:
    usual = set(ExplorerTable(page(rendered, "tiny")).tags)
    table = ExplorerTable(page(rendered, "hostile"))
    assert set(table.tags) <= usual | VOID_ELEMENTS | {"small"}
    assert table.tags.count("script") == 1
    assert any("<script>alert(1)</script>" in text for text in table.texts)
    for attributes in table.rows:
        assert all(key.startswith("data-") for key in attributes)


def test_a_spec_without_surfaces_has_no_such_filter(tiny_spec: Path) -> None:
    edit(tiny_spec, "providers/acme.json", "/surfaces", remove=True)
    bare = explorer_view(Book(resolve(load(tiny_spec))))
    assert "surface" not in [facet.key for facet in bare.facets]
    assert len(bare.entries) == len(view("tiny").entries)


def test_the_page_weighs_little(rendered: Callable[[str], Path]) -> None:
    assert len(gzip.compress(page(rendered, "real").encode())) < 70 * len(view("real").entries)
