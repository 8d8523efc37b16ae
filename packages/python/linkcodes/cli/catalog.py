"""All listed codes, to look through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from linkcodes._index import TYPE_NAMES
from linkcodes._metadata.data import page_of
from linkcodes._packaged import packaged, packaged_codes

_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_LONGEST = 200
"""Characters of a code that are compared: no listed value is longer."""


class CatalogEntry(NamedTuple):
    """A listed code and its vocabulary."""

    vocabulary: str
    """The id with the provider."""
    record: Mapping[str, Any]
    """What the package's data says of it."""

    @property
    def provider(self) -> str:
        """The id of the provider."""
        return self.vocabulary.partition(":")[0]

    @property
    def id(self) -> str:
        """`provider:vocabulary#NAME`."""
        return str(self.record["id"])

    @property
    def name(self) -> str:
        """The name of its member, which its id ends in."""
        return self.id.partition("#")[2]

    @property
    def page(self) -> str:
        """The path of its page on the reference site, without suffix."""
        return page_of(self.vocabulary, self.name)

    @property
    def value(self) -> str:
        """The value as text, also where it is an integer on the wire."""
        return str(self.record["value"])


class Filter(NamedTuple):
    """Which entries are wanted; None wants all."""

    provider: str | None = None
    vocabulary: str | None = None
    """The id with the provider or without it."""
    category: str | None = None

    def fits(self, entry: CatalogEntry) -> bool:
        """Say whether an entry is wanted."""
        return (
            self.provider in (None, entry.provider)
            and self.vocabulary in (None, entry.vocabulary, entry.vocabulary.partition(":")[2])
            and self.category in (None, entry.record.get("category"))
        )


def providers() -> list[str]:
    """Return the ids of all providers, in the order of the spec."""
    return list(dict.fromkeys(id.partition(":")[0] for id in TYPE_NAMES))


def vocabularies(provider: str | None = None) -> list[str]:
    """Return the ids of all vocabularies, or of one provider's."""
    return [id for id in TYPE_NAMES if provider in (None, id.partition(":")[0])]


def categories() -> dict[str, Any]:
    """Return what is known about each category."""
    found: dict[str, Any] = packaged("taxonomy")["categories"]
    return found


def operations() -> dict[str, Any]:
    """Return what is known about each operation."""
    found: dict[str, Any] = packaged("taxonomy")["operations"]
    return found


def summary(axis: str, term: str) -> str:
    """Return what a term of the taxonomy means."""
    text: str = packaged("taxonomy")[axis][term]["summary"]
    return text


@cache
def entries() -> tuple[CatalogEntry, ...]:
    """Return all codes, in the order of the spec."""
    return tuple(_entries())


def _entries() -> Iterator[CatalogEntry]:
    for provider in providers():
        for vocabulary in vocabularies(provider):
            yield from _of_vocabulary(vocabulary)


def _of_vocabulary(vocabulary: str) -> Iterator[CatalogEntry]:
    listed = packaged(vocabulary.partition(":")[0])["vocabularies"][vocabulary]
    yield from (CatalogEntry(vocabulary, record) for record in listed["codes"].values())


def wanted(filter: Filter) -> list[CatalogEntry]:
    """Return the entries that a filter lets through."""
    return [entry for entry in entries() if filter.fits(entry)]


def find(code: str, filter: Filter) -> list[CatalogEntry]:
    """Return the entries of a value, or the one that has this id; nothing else is read."""
    vocabulary, separator, _ = code.partition("#")
    if separator and vocabulary in TYPE_NAMES:
        return [entry for entry in _of_vocabulary(vocabulary) if entry.id == code and filter.fits(entry)]
    listed = (entry for provider in providers() for entry in _of_value(provider, code))
    return [entry for entry in listed if filter.fits(entry)]


def _of_value(provider: str, code: str) -> Iterator[CatalogEntry]:
    values: list[str | int] = [code, int(code)] if _NUMBER.fullmatch(code) else [code]
    for record in (record for value in values for record in packaged_codes(provider, value)):
        yield CatalogEntry(record["id"].partition("#")[0], record)


def similar(code: str, among: Iterable[CatalogEntry]) -> list[str]:
    """Return values that look like `code`, at most five, the most alike first; case does not count."""
    return alike(code, (entry.value for entry in among))


def alike(word: str, known: Iterable[str], cutoff: float = 0.6) -> list[str]:
    """Return known words that look like `word`, at most five, the most alike first; case does not count."""
    import difflib  # noqa: PLC0415 - few runs need it

    folded = {item.casefold(): item for item in known}
    found = difflib.get_close_matches(word[:_LONGEST].casefold(), folded, n=5, cutoff=cutoff)
    return [folded[key] for key in found]
