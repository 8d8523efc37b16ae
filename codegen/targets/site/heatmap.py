"""View of the page of all categories: a heat map of provider by category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from math import sqrt
from typing import NamedTuple

from codegen.model.taxonomy import Category
from codegen.targets.site.categories import Catalog, explorer_link
from codegen.views.book import Head
from codegen.views.categories import usual
from codegen.views.labels import inner, label, unmarked

CATEGORIES_PAGE = "categories/index"
_Counts = Mapping[tuple[str, str], int]
"""How many meanings there are by (category, provider)."""


class Cell(NamedTuple):
    """How many meanings a category has at a provider; `heat` is in percent of the hottest cell."""

    number: int
    heat: int
    href: str
    name: str


class HeatRow(NamedTuple):
    """A category in the heat map."""

    label: str
    href: str
    summary: str
    tone: str
    cells: tuple[Cell, ...]
    total: Cell


class ActorBlock(NamedTuple):
    """The categories in which the same party must act by default."""

    actor: str
    summary: str
    total: int
    lines: tuple[HeatRow, ...]


class CategoriesView(NamedTuple):
    """The page that lists all categories."""

    head: Head
    providers: tuple[tuple[str, int], ...]
    """(name, how many meanings)."""
    blocks: tuple[ActorBlock, ...]
    total: int


def categories_view(catalog: Catalog) -> CategoriesView:
    """Return the heat map."""
    counts = Counter((row.category or "", row.provider) for row in catalog.rows)
    providers = catalog.book.spec.providers
    sums = Counter(row.provider for row in catalog.rows)
    return CategoriesView(
        head=Head(
            "Categories", "What can happen, how often at which provider, and who must act.", hide=("toc",)
        ),
        providers=tuple((provider.name, sums[provider.id]) for provider in providers),
        blocks=tuple(_blocks(catalog, counts)),
        total=len(catalog.rows),
    )


def _blocks(catalog: Catalog, counts: _Counts) -> Iterator[ActorBlock]:
    taxonomy = catalog.book.spec.taxonomy
    for actor in taxonomy.actors:
        lines = tuple(
            _line(catalog, category, counts)
            for category in taxonomy.categories
            if usual(taxonomy, category.id).actor == actor.id
        )
        if lines:
            yield ActorBlock(label(actor.id), actor.summary, sum(line.total.number for line in lines), lines)


def _line(catalog: Catalog, category: Category, counts: _Counts) -> HeatRow:
    most, name = max(counts.values(), default=1), label(category.id)
    cells = tuple(
        Cell(
            number=counts[category.id, provider.id],
            heat=round(sqrt(counts[category.id, provider.id] / most) * 100),
            href=explorer_link(provider=provider.id, category=category.id),
            name=f"{provider.name}, {inner(name)}",
        )
        for provider in catalog.book.spec.providers
    )
    total = Cell(
        sum(cell.number for cell in cells), 0, explorer_link(category=category.id), f"all, {inner(name)}"
    )
    return HeatRow(
        name,
        f"{category.id}.html",
        unmarked(category.summary),
        usual(catalog.book.spec.taxonomy, category.id).tone,
        cells,
        total,
    )
