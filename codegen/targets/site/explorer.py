"""View of the explorer: every meaning of every code in one table, and the filters beside it.

The page has the first rows. All rows are in a file a provider (`explorer_parts.py`), which the script
`site/app/explorer` asks for when someone filters, sorts or turns the page. README.md has the parameters of
its address.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from codegen.model.columns import TERMS
from codegen.resolve.spec import ResolvedCode, ResolvedSpec
from codegen.views.book import CONFIDENCES, Book, Head
from codegen.views.labels import inner, label, tone, type_label, unmarked
from codegen.views.rows import MeaningRow, rows
from codegen.views.voices import voices_for

EXPLORER_PAGE = "explorer"


class Choice(NamedTuple):
    """A value to filter by: its id in the address, its label, what it is part of, how often it occurs."""

    id: str
    label: str
    part_of: str
    total: int


class Facet(NamedTuple):
    """A group of filters; its key is the parameter of the address."""

    key: str
    title: str
    choices: tuple[Choice, ...]
    is_open: bool


class ExplorerRow(NamedTuple):
    """A row: one meaning of one value, or of a missing one."""

    marks: Mapping[str, tuple[str, ...]]
    """What it is filtered by: ids by the key of a facet."""
    page: str
    """The path of its page, without suffix."""
    value: str | None
    """None where the field is missing."""
    context_id: str
    context_label: str
    deprecated: bool
    summary: str
    read_title: str
    """What the end user reads; empty for what is no outcome, like all that follows up to `http`."""
    read_body: str
    category: str
    tone: str
    actor: str
    next: str
    """What to do, as the packages say it."""
    retry: str
    unattended: bool
    http: str
    hidden_text: str
    """What the text filter finds beyond what is shown: API messages, synonyms, the name in the packages."""

    @property
    def href(self) -> str:
        """The address of its page, and the place there."""
        return f"{self.page}.html" if self.value is not None else f"{self.page}.html#absent"


class ExplorerList(NamedTuple):
    """The rows of a vocabulary: a group of the table."""

    id: str
    href: str
    provider_id: str
    provider: str
    home: str
    """Its surface and its vocabulary."""
    number: int
    """Of its rows; `entries` may be some of them."""
    entries: tuple[ExplorerRow, ...]

    @property
    def title(self) -> str:
        """Where its codes come from."""
        return f"{self.provider} · {self.home}"


class ExplorerView(NamedTuple):
    """The page of the explorer."""

    head: Head
    facets: tuple[Facet, ...]
    lists: tuple[ExplorerList, ...]

    @property
    def entries(self) -> tuple[ExplorerRow, ...]:
        """All rows, in their order."""
        return tuple(entry for group in self.lists for entry in group.entries)

    @property
    def at_once(self) -> Iterator[ExplorerList]:
        """The lists of the first page, the last of them cut; it is there before the script has run."""
        left = AT_ONCE
        for group in self.lists:
            if left > 0:
                yield group._replace(entries=group.entries[:left])
            left -= len(group.entries)

    @property
    def by_provider(self) -> dict[str, tuple[ExplorerList, ...]]:
        """The lists by the name of their provider, in the order of the spec."""
        found: dict[str, tuple[ExplorerList, ...]] = {}
        for group in self.lists:
            found[group.provider] = (*found.get(group.provider, ()), group)
        return found


AT_ONCE = 50
"""Rows of a page of the table."""


def explorer_view(book: Book) -> ExplorerView:
    """Return the page of the explorer."""
    found: dict[str, list[MeaningRow]] = {}
    for row in rows(book.spec):
        found.setdefault(row.vocabulary, []).append(row)
    lists = tuple(_list(book, id, own) for id, own in found.items())
    description = (
        "Every code in one table: filter by provider, category, action and more, or search the text."
    )
    view = ExplorerView(
        Head("Explorer", description, hide=("navigation", "toc"), script="explorer", style="explorer"),
        (),
        lists,
    )
    return view._replace(facets=tuple(_facets(book, view.entries)))


# ---------------------------------------------------------------- rows


def _list(book: Book, id: str, own: Iterable[MeaningRow]) -> ExplorerList:
    vocabulary = book.spec.vocabularies[id]
    provider = book.providers[vocabulary.provider_id]
    surface = next((item.title for item in provider.surfaces if item.id == vocabulary.surface), "")
    entries = tuple(_entry(book, row) for row in own)
    return ExplorerList(
        id=id,
        href=f"{vocabulary.page}.html",
        provider_id=provider.id,
        provider=provider.name,
        home=" · ".join(filter(None, (surface, type_label(vocabulary.type_name)))),
        number=len(entries),
        entries=entries,
    )


def _entry(book: Book, row: MeaningRow) -> ExplorerRow:
    code = book.spec.codes.get(f"{row.vocabulary}#{row.name}")
    title, body = _read(book.spec, row)

    def words(axis: str, ids: Iterable[str | None]) -> tuple[str, ...]:
        return tuple(book.term(EXPLORER_PAGE, axis, id).label for id in ids if id)

    return ExplorerRow(
        marks=_marks(book, row),
        page=row.page,
        value=None if row.value is None else str(row.value),
        context_id=row.context or "",
        context_label=inner(label(row.context or "")),
        deprecated=row.deprecated,
        summary=unmarked(row.summary),
        read_title=title,
        read_body=body,
        category="".join(words("category", [row.category])),
        tone=tone(row.phase, row.severity),
        actor="".join(words("actor", [row.actor])),
        next=book.advice[row.id].sentence if row.category else "",
        retry="".join(words("retry", [row.retry])),
        unattended=bool(row.unattended_retry),
        http=" ".join(map(str, row.http_status)),
        hidden_text=_hidden_text(book.spec, code, row) if code else "",
    )


def _read(spec: ResolvedSpec, row: MeaningRow) -> tuple[str, str]:
    """Return the title and the body of what the end user reads."""
    if row.category is None:
        return "", ""
    code = f"{row.vocabulary}#{row.name or ''}"
    user = voices_for(spec, code, row.context, (row.category, row.challenge)).end_user
    return user.title, user.body


def _marks(book: Book, row: MeaningRow) -> dict[str, tuple[str, ...]]:
    """Return what a row is filtered by; the keys are those of the facets, in their order."""
    surface = book.spec.vocabularies[row.vocabulary].surface
    single = {
        "provider": row.provider,
        "category": row.category,
        "actor": row.actor,
        "retry": row.retry,
        "phase": row.phase,
        "surface": f"{row.provider}:{surface}" if surface else None,
        "kind": row.kind,
        "confidence": row.confidence,
        "vocabulary": row.vocabulary,
    }
    several = {"action": row.actions, "http": tuple(map(str, row.http_status)), "flag": row.flags}
    marks = several | {key: (id,) if id else () for key, id in single.items()}
    return {key: marks[key] for key in _TITLES}


def _hidden_text(spec: ResolvedSpec, code: ResolvedCode, row: MeaningRow) -> str:
    context = next((item for item in code.contexts if item.id == row.context), None)
    messages = (message.text for facts in (code, context) if facts for message in facts.wire_messages)
    synonyms = (str(spec.codes[f"{row.vocabulary}#{name}"].value) for name in code.synonyms)
    name = () if code.name.casefold() == str(code.value).casefold() else (code.name,)
    return " ".join(" ".join(dict.fromkeys([*name, *synonyms, *messages])).split())


# ---------------------------------------------------------------- facets

_TITLES = {
    "provider": "Provider", "category": "Category", "actor": "Who must act", "action": "What to do",
    "retry": "When to try again", "phase": "Phase", "surface": "Surface", "http": "HTTP status",
    "kind": "Kind of value", "confidence": "Certainty", "flag": "Flags", "vocabulary": "Vocabulary",
}  # fmt: skip
_OPEN = {"provider", "category"}


def _facets(book: Book, entries: tuple[ExplorerRow, ...]) -> Iterable[Facet]:
    """Yield the groups of filters that have something to choose."""
    for key, title in _TITLES.items():
        counts = Counter(id for entry in entries for id in entry.marks[key])
        order, name = _order(book, key, counts), _names(book, key)
        choices = tuple(Choice(id, *name(id), counts[id]) for id in order if counts[id])
        if choices:
            yield Facet(key, title, choices, key in _OPEN)


def _order(book: Book, key: str, counts: Counter[str]) -> Iterable[str]:
    """Return a facet's ids: as the taxonomy has them, statuses by number, others as the rows have them."""
    if key in TERMS:
        return [term.id for term in getattr(book.spec.taxonomy, TERMS[key])]
    if key == "confidence":
        return CONFIDENCES
    return sorted(counts, key=int) if key == "http" else counts


def _names(book: Book, key: str) -> Callable[[str], tuple[str, str]]:
    """Return the function that gives the label of a facet's id and what that is a part of."""
    providers, vocabularies = book.providers, book.spec.vocabularies
    surfaces = {
        f"{provider.id}:{surface.id}": (surface.title, provider.name)
        for provider in book.spec.providers
        for surface in provider.surfaces
    }
    special: dict[str, Callable[[str], tuple[str, str]]] = {
        "provider": lambda id: (providers[id].name, ""),
        "surface": lambda id: surfaces[id],
        "vocabulary": lambda id: (
            type_label(vocabularies[id].type_name),
            providers[vocabularies[id].provider_id].name,
        ),
        "kind": lambda id: (label(id), ""),
        "http": lambda id: (id, ""),
    }
    return special.get(key, lambda id: (book.term(EXPLORER_PAGE, key, id).label, ""))
