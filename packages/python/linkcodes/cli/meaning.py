"""Finds codes by what people type, through the index that the site has, too."""

from __future__ import annotations

from functools import cache

from linkcodes._packaged import packaged
from linkcodes._search import Index
from linkcodes.cli import catalog
from linkcodes.cli.catalog import CatalogEntry, Filter


@cache
def index() -> Index:
    """Return the index of all codes, which are numbered in the order of the catalog."""
    return Index(packaged("search"), [entry.value for entry in catalog.entries()])


def found(text: str, filter: Filter) -> list[CatalogEntry]:
    """Return the codes that fit a text best among those that a filter lets through, the best first."""
    entries = catalog.entries()
    numbers = index().find(text, lambda number: filter.fits(entries[number]))
    return [entries[number] for number in numbers]
