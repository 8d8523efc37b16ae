"""View of the explorer: every meaning of every code in one table, and the filters beside it.

The table is in the page as HTML, each row with what it is filtered by as data attributes; the script
`site/app/explorer` only shows and hides rows. All but the first rows are in a second table, inside
`noscript`. README.md has the parameters of its address.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from codegen.model.columns import TERMS
from codegen.resolve.spec import ResolvedCode, ResolvedSpec
from codegen.views.book import CONFIDENCES, Book, Head
from codegen.views.labels import inner, label, tone, type_label, unmarked
from codegen.views.rows import MeaningRow, rows

EXPLORER_PAGE = "explorer"


class Choice(NamedTuple):
    """A value to filter by: its id in the address, its label, what it is part of, how often it occurs."""

    id: str
    label: str
    part_of: str
    total: int


class Facet(NamedTuple):
    """A group of filters; its key is the parameter of the address and the data attribute of the rows."""

    key: str
    title: str
    choices: tuple[Choice, ...]
    is_open: bool


class ExplorerRow(NamedTuple):
    """A row: one meaning of one value, or of a missing one."""

    marks: Mapping[str, tuple[str, ...]]
    """What it is filtered by: ids by the key of a facet."""
    href: str
    value: str | None
    """None where the field is missing."""
    context_id: str
    context_label: str
    deprecated: bool
    summary: str
    provider: str
    provider_index: int
    """Which of the providers it is; decides on the color."""
    home: str
    """Its surface and its vocabulary."""
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
    def attributes(self) -> tuple[tuple[str, str], ...]:
        """The data attributes of the row that are not empty; several ids are separated by spaces."""
        return tuple((key, " ".join(ids)) for key, ids in self.marks.items() if ids)


class ExplorerView(NamedTuple):
    """The page of the explorer."""

    head: Head
    facets: tuple[Facet, ...]
    entries: tuple[ExplorerRow, ...]

    @property
    def at_once(self) -> tuple[ExplorerRow, ...]:
        """The entries that the page shows before its script has run."""
        return self.entries[:_AT_ONCE]

    @property
    def later(self) -> tuple[ExplorerRow, ...]:
        """The other entries. To make rows of them all takes a phone longer than to show the page."""
        return self.entries[_AT_ONCE:]


_AT_ONCE = 40


def explorer_view(book: Book) -> ExplorerView:
    """Return the page of the explorer."""
    entries = tuple(_entry(book, row) for row in rows(book.spec))
    description = (
        "Every code in one table: filter by provider, category, action and more, or search the text."
    )
    return ExplorerView(
        head=Head("Explorer", description, hide=("navigation", "toc"), script="explorer"),
        facets=tuple(_facets(book, entries)),
        entries=entries,
    )


# ---------------------------------------------------------------- rows


def _entry(book: Book, row: MeaningRow) -> ExplorerRow:
    vocabulary = book.spec.vocabularies[row.vocabulary]
    provider = book.providers[row.provider]
    code = book.spec.codes.get(f"{row.vocabulary}#{row.name}")
    surface = next((item.title for item in provider.surfaces if item.id == vocabulary.surface), "")

    def words(axis: str, ids: Iterable[str | None]) -> tuple[str, ...]:
        return tuple(book.term(EXPLORER_PAGE, axis, id).label for id in ids if id)

    return ExplorerRow(
        marks=_marks(book, row),
        href=f"{row.page}.html" if code else f"{row.page}.html#absent",
        value=None if row.value is None else str(row.value),
        context_id=row.context or "",
        context_label=inner(label(row.context or "")),
        deprecated=row.deprecated,
        summary=unmarked(row.summary),
        provider=provider.name,
        provider_index=book.spec.providers.index(provider),
        home=" · ".join(filter(None, (surface, type_label(vocabulary.type_name)))),
        category="".join(words("category", [row.category])),
        tone=tone(row.phase, row.severity),
        actor="".join(words("actor", [row.actor])),
        next=book.advice[row.id].sentence if row.category else "",
        retry="".join(words("retry", [row.retry])),
        unattended=bool(row.unattended_retry),
        http=" ".join(map(str, row.http_status)),
        hidden_text=_hidden_text(book.spec, code, row) if code else "",
    )


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
