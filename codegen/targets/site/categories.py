"""View of the page of a category: what it means, what to tell people, and all its codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from codegen.model.taxonomy import Category
from codegen.targets.site.explorer import EXPLORER_PAGE
from codegen.targets.site.snippets import Usage
from codegen.targets.site.voices import VoicesView, voices
from codegen.text import python as pycode
from codegen.text import typescript as tscode
from codegen.views.book import Book, Head, Link, TermLink, category_page, href
from codegen.views.categories import usual
from codegen.views.labels import inner, label, unmarked
from codegen.views.rows import MeaningRow, rows

_NEIGHBORS = 5
_SHARED = 4
"""How many categories, and how many values for each, are named as easily confused."""
_UNKNOWN = "unknown"
"""The category that both packages give a value that is not listed."""
_UNLISTED = "NOT_LISTED"
"""Such a value."""


class CategoryEntry(NamedTuple):
    """A meaning of a code, or of a missing one, that has the category."""

    code: Link | None
    """None where the field is missing."""
    context: str
    summary: str
    deprecated: bool
    vocabulary: Link
    actor: TermLink
    next: str
    """What to do, as the packages say it."""
    unattended: bool


class Group(NamedTuple):
    """All entries of one provider."""

    id: str
    name: str
    entries: tuple[CategoryEntry, ...]
    explorer: str


class Neighbor(NamedTuple):
    """A category that other meanings of the same values have."""

    category: TermLink
    values: tuple[Link, ...]
    number: int
    """How many values in all, of which some are named."""


class Texts(NamedTuple):
    """What to tell people; for one kind of challenge, if there are several sets."""

    challenge: TermLink | None
    voices: VoicesView


class UnlistedLine(NamedTuple):
    """Who must do what about a code that is not listed."""

    actor: TermLink
    actions: tuple[TermLink, ...]


class CategoryView(NamedTuple):
    """A category's page."""

    head: Head
    label: str
    id: str
    summary: str
    tone: str
    """Classes that color the block: `lc-failure lc-warning`."""
    unlisted: UnlistedLine | None
    """What to do about a code that is not listed, on the page of what is not known."""
    actors: tuple[tuple[TermLink, int], ...]
    """Who must act in how many of its entries, the most frequent first."""
    total: int
    unattended: int
    """In how many entries a program may try again by itself."""
    attempts: int | None
    """After how many attempts both packages stop, where each one may lock the account."""
    uncertain: bool
    texts: tuple[Texts, ...]
    groups: tuple[Group, ...]
    neighbors: tuple[Neighbor, ...]
    usage: Usage | None
    explorer: str


def explorer_link(**filters: str) -> str:
    """Return the address of the explorer, filtered, as seen from a page of this folder."""
    return f"../{EXPLORER_PAGE}.html?{'&'.join(f'{key}={value}' for key, value in filters.items())}"


class Catalog:
    """The meanings of all codes by their category."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.rows = tuple(row for row in rows(book.spec) if row.category)
        self.by_value: dict[tuple[str, str], list[MeaningRow]] = {}
        for row in self.rows:
            if row.value is not None:
                self.by_value.setdefault((row.provider, str(row.value).casefold()), []).append(row)

    def of(self, category: str) -> tuple[MeaningRow, ...]:
        """Return the rows of a category, in the order of the spec."""
        return tuple(row for row in self.rows if row.category == category)


def category_view(catalog: Catalog, category: Category) -> CategoryView:
    """Return the page of a category."""
    book, found, page = catalog.book, catalog.of(category.id), category_page(category.id)
    actors = Counter(row.actor for row in found if row.actor).most_common()
    taxonomy = book.spec.taxonomy
    return CategoryView(
        head=Head(f"{label(category.id)} · category", unmarked(category.summary)),
        label=label(category.id),
        id=category.id,
        summary=category.summary,
        tone=usual(taxonomy, category.id).tone,
        unlisted=_unlisted(book, page) if category.id == _UNKNOWN else None,
        actors=tuple((book.term(page, "actor", actor), count) for actor, count in actors),
        total=len(found),
        unattended=sum(bool(row.unattended_retry) for row in found),
        attempts=taxonomy.retry_policy.attempts_at_risk if category.lockout_risk else None,
        uncertain=category.outcome_uncertain,
        texts=tuple(_texts(book, page, category.id)),
        groups=tuple(_groups(book, page, found)),
        neighbors=tuple(_neighbors(catalog, page, found)),
        usage=_usage(book, category, found),
        explorer=explorer_link(category=category.id),
    )


def _unlisted(book: Book, page: str) -> UnlistedLine:
    unlisted = book.spec.taxonomy.unlisted
    actions = tuple(book.term(page, "action", action) for action in unlisted.actions)
    return UnlistedLine(book.term(page, "actor", unlisted.actor), actions)


def _texts(book: Book, page: str, category: str) -> Iterator[Texts]:
    for entry in book.spec.texts[0].entries:
        if entry.category == category:
            challenge = book.term(page, "challenge", entry.challenge) if entry.challenge else None
            yield Texts(challenge, voices(entry))


def _groups(book: Book, page: str, found: Iterable[MeaningRow]) -> Iterator[Group]:
    for provider, some in groupby(found, key=lambda row: row.provider):
        entries = tuple(_entry(book, page, row) for row in some)
        category = page.rpartition("/")[2]
        link = explorer_link(provider=provider, category=category)
        yield Group(provider, book.providers[provider].name, entries, link)


def _entry(book: Book, page: str, row: MeaningRow) -> CategoryEntry:
    target = href(page, row.page, row.context or "")
    return CategoryEntry(
        code=None if row.value is None else Link(str(row.value), target),
        context=inner(label(row.context)) if row.context else "",
        summary=row.summary,
        deprecated=row.deprecated,
        vocabulary=book.vocabulary(page, row.vocabulary),
        actor=book.term(page, "actor", row.actor or ""),
        next=book.advice[row.id].sentence,
        unattended=bool(row.unattended_retry),
    )


# ---------------------------------------------------------------- easily confused


def _neighbors(catalog: Catalog, page: str, found: Iterable[MeaningRow]) -> Iterator[Neighbor]:
    """Yield the categories that share values with this one at the same provider, the closest first."""
    shared: dict[str, dict[str, Link]] = {}
    for row in (row for row in found if row.value is not None):
        for other in catalog.by_value.get((row.provider, str(row.value).casefold()), ()):
            if other.category and other.category != row.category:
                link = Link(str(row.value), href(page, row.page))
                shared.setdefault(other.category, {}).setdefault(link.text.casefold(), link)
    closest = sorted(shared.items(), key=lambda item: -len(item[1]))
    for category, links in closest[:_NEIGHBORS]:
        term = catalog.book.category(page, category)
        values = tuple(links.values())[:_SHARED]
        yield Neighbor(term._replace(href=f"{category}.md"), values, len(links))


# ---------------------------------------------------------------- snippets


class _Call(NamedTuple):
    """A code to classify, and what a program then prints."""

    provider: str
    vocabulary: str
    value: str | int | None
    printed: str


def _usage(book: Book, category: Category, found: tuple[MeaningRow, ...]) -> Usage | None:
    """Return a branch on the category that serves every provider; nothing if no code can show it."""
    calls = tuple(_calls(book, category, found))
    if not calls:
        return None
    name = category.id.upper()
    python = f"""\
from linkcodes import classify
from linkcodes.taxonomy import Category

received = [
{_items(calls, pycode.literal, "()")}
]
for provider, vocabulary, code in received:
    answer = classify(provider, code, vocabulary=vocabulary)
    if answer.category is Category.{name}:
        print(provider, answer.actor, *answer.actions)
{_printed("#", calls)}"""
    typescript = f"""\
import {{ classify }} from "linkcodes/runtime";
import {{ Category }} from "linkcodes/taxonomy";

const received = [
{_items(calls, tscode.literal, "[]")}
] as const;
for (const [provider, vocabulary, code] of received) {{
  const answer = classify(provider, code, {{ vocabulary }});
  if (answer.category === Category.{name}) {{
    console.log(provider, answer.actor, ...answer.actions);
  }}
}}
{_printed("//", calls)}"""
    return Usage(python, typescript)


def _calls(book: Book, category: Category, found: tuple[MeaningRow, ...]) -> Iterator[_Call]:
    """Yield the first code of each provider that has the category whatever else is known."""
    plain = (row for row in found if row.value is not None and row.is_default)
    for provider, some in groupby(plain, key=lambda row: row.provider):
        row = next(some)
        printed = " ".join([provider, str(row.actor), *row.actions])
        yield _Call(provider, row.vocabulary.partition(":")[2], row.value, printed)
    if category.id == _UNKNOWN:
        unlisted = book.spec.taxonomy.unlisted
        for item in book.spec.providers:
            vocabulary = item.vocabularies[0].local_id if item.vocabularies else ""
            printed = " ".join([item.id, unlisted.actor, *unlisted.actions])
            yield _Call(item.id, vocabulary, _UNLISTED, printed)


def _items(calls: Iterable[_Call], literal: Callable[[Any], str], brackets: str) -> str:
    """Return the items of a list, one a line; `literal` writes a value in the language."""
    lines = (", ".join(map(literal, (call.provider, call.vocabulary, call.value))) for call in calls)
    return "\n".join(f"    {brackets[0]}{line}{brackets[1]}," for line in lines)


def _printed(comment: str, calls: Iterable[_Call]) -> str:
    return "\n".join(f"{comment} {call.printed}" for call in calls)
