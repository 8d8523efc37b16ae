"""The explorer: its page, and each row of the table of codes with what it is filtered and found by."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest

from codegen.read.load import load
from codegen.resolve.build import resolve
from codegen.resolve.spec import ResolvedSpec
from codegen.targets.site.explorer import AT_ONCE, ExplorerView, explorer_view
from codegen.views.book import Book
from codegen.views.labels import unmarked
from codegen.views.rows import rows
from codegen.views.voices import voices_for
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


class FirstPage(HTMLParser):
    """The rows of the page: their links, their text, the links to lists, and all tags that were met."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.texts: list[str] = []
        self.lists: list[str] = []
        self.tags: list[str] = []
        self.choices: list[tuple[str, str]] = []
        self._in_list = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append(tag)
        if tag == "tr":
            self._in_list = attributes.get("class") == "lc-x-list"
            if not self._in_list:
                self.texts.append("")
        elif tag == "a" and self.texts:
            (self.lists if self._in_list else self.links).append(str(attributes["href"]))
        elif tag == "input" and attributes["type"] == "checkbox":
            self.choices.append((str(attributes["name"]), str(attributes["value"])))

    def handle_data(self, data: str) -> None:
        if self.texts and not self._in_list:
            self.texts[-1] += data


class PartRow(NamedTuple):
    """A row of a provider's file, its cells by their names in `site/app/explorer/parts.ts`."""

    list_id: str
    page: str
    value: str | None
    context: str
    deprecated: bool
    unattended: bool
    summary: str
    read: tuple[str, str]
    next: str
    text: str
    marks: tuple[str, ...]


def page(rendered: Callable[[str], Path], name: str) -> str:
    return (rendered(name) / "site/explorer.md").read_text(encoding="utf-8")


def part(rendered: Callable[[str], Path], name: str, provider: str) -> str:
    return (rendered(name) / f"site/assets/explorer/{provider}.js").read_text(encoding="utf-8")


def part_rows(text: str) -> Iterator[PartRow]:
    assert text.startswith("lcRows(") and text.endswith(");\n")
    _, _, reads, advice, lists = json.loads(text.removeprefix("lcRows(").removesuffix(");\n"))
    for list_id, address, _, cells in lists:
        folder = address.rpartition("/")[0]
        for value, leaf, context, _, signs, summary, read, next, _, hidden, *marks in cells:
            yield PartRow(
                list_id, f"{folder}/{leaf}", value, context, bool(signs & 1), bool(signs & 2), summary,
                tuple(reads[read]), advice[next], hidden, tuple(marks),
            )  # fmt: skip


def all_rows(rendered: Callable[[str], Path], name: str) -> list[PartRow]:
    providers = [provider.id for provider in spec(name).providers]
    return [row for id in providers for row in part_rows(part(rendered, name, id))]


@pytest.mark.parametrize("name", NAMES)
def test_the_page_has_the_first_rows_below_their_lists(name: str, rendered: Callable[[str], Path]) -> None:
    first = FirstPage(page(rendered, name).partition('<table class="lc-x-table')[2])
    expected = list(rows(spec(name)))[:AT_ONCE]
    _, *texts = first.texts
    assert len(texts) == len(first.links) == len(expected)
    vocabularies = dict.fromkeys(row.vocabulary for row in expected)
    assert first.lists == [f"{spec(name).vocabularies[id].page}.html" for id in vocabularies]
    for row, link, text in zip(expected, first.links, texts, strict=True):
        assert link == f"{row.page}.html" + ("" if row.name else "#absent")
        value = "Missing field" if row.value is None else str(row.value)
        assert text.lstrip("\n").startswith(value), row
        assert unmarked(row.summary) in text, row


@pytest.mark.parametrize("name", NAMES)
def test_without_scripts_each_list_can_be_followed(name: str, rendered: Callable[[str], Path]) -> None:
    _, _, rest = page(rendered, name).partition("<noscript>")
    without = rest.partition("</noscript>")[0]
    listed = re.findall(r'<li><a href="(.+?)">.+?</a> <span>(\d+)</span></li>', without)
    numbers = Counter(row.vocabulary for row in rows(spec(name)))
    pages = [(f"{spec(name).vocabularies[id].page}.html", str(number)) for id, number in numbers.items()]
    assert listed == pages


@pytest.mark.parametrize("name", NAMES)
def test_each_meaning_of_each_code_is_a_row_of_its_providers_file(
    name: str, rendered: Callable[[str], Path]
) -> None:
    found = all_rows(rendered, name)
    expected = list(rows(spec(name)))
    assert len(found) == len(expected)
    for row, own in zip(expected, found, strict=True):
        assert (own.page, own.context, own.list_id) == (row.page, row.context or "", row.vocabulary)
        assert own.value == (None if row.value is None else str(row.value))
        assert own.summary == unmarked(row.summary)
        assert (own.deprecated, own.unattended) == (row.deprecated, bool(row.unattended_retry))


@pytest.mark.parametrize("name", NAMES)
def test_rows_carry_what_they_are_filtered_by(name: str, rendered: Callable[[str], Path]) -> None:
    for row, own in zip(rows(spec(name)), all_rows(rendered, name), strict=True):
        surface = spec(name).vocabularies[row.vocabulary].surface
        expected = (
            row.category or "",
            row.actor or "",
            " ".join(row.actions),
            row.retry or "",
            row.phase or "",
            f"{row.provider}:{surface}" if surface else "",
            " ".join(map(str, row.http_status)),
            row.kind,
            row.confidence or "",
            " ".join(row.flags),
        )
        assert own.marks == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_row_says_what_the_user_reads_and_what_to_do(name: str, rendered: Callable[[str], Path]) -> None:
    advice = Book(spec(name)).advice
    for row, own in zip(rows(spec(name)), all_rows(rendered, name), strict=True):
        if row.category is None:
            assert (own.read, own.next) == (("", ""), "")
            continue
        id = f"{row.vocabulary}#{row.name or ''}"
        user = voices_for(spec(name), id, row.context, (row.category, row.challenge)).end_user
        assert own.read == (user.title, user.body)
        assert own.next == advice[row.id].sentence


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
    usual = set(FirstPage(page(rendered, "tiny")).tags)
    first = FirstPage(page(rendered, "hostile"))
    assert set(first.tags) <= usual | VOID_ELEMENTS | {"small"}
    assert first.tags.count("script") == 1
    assert any("<script>alert(1)</script>" in text for text in first.texts)


def test_a_spec_without_surfaces_has_no_such_filter(tiny_spec: Path) -> None:
    edit(tiny_spec, "providers/acme.json", "/surfaces", remove=True)
    bare = explorer_view(Book(resolve(load(tiny_spec))))
    assert "surface" not in [facet.key for facet in bare.facets]
    assert len(bare.entries) == len(view("tiny").entries)


def test_the_page_weighs_little_however_many_rows_there_are(rendered: Callable[[str], Path]) -> None:
    assert len(gzip.compress(page(rendered, "real").encode())) < 20_000
    parts = [part(rendered, "real", provider.id) for provider in spec("real").providers]
    sizes = sum(len(gzip.compress(text.encode())) for text in parts)
    assert sizes < 60 * len(view("real").entries)
