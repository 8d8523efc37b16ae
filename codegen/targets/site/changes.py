"""View of the page of changes: which release brought which codes, and which codes should no longer be used.

What each release changed in words is in the changelog; `site/assemble.py` puts it into the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from codegen.resolve.spec import ResolvedCode
from codegen.targets.site.codes import DeprecationView, deprecation_view
from codegen.views.book import Book, Head, Link, href
from codegen.views.releases import versions

CHANGES_PAGE = "changes"


class Release(NamedTuple):
    """A version of the spec and the codes that it was the first to have."""

    version: str
    counts: tuple[int, ...]
    """One number a provider, in the order of the spec."""
    codes: tuple[tuple[Link, str], ...]
    """(code, where it is at home); left out for the first version, which brought too many to list."""

    @property
    def total(self) -> int:
        """The sum over all providers."""
        return sum(self.counts)


class Retired(NamedTuple):
    """A code that should no longer be used."""

    code: Link
    home: str
    deprecated: DeprecationView


class ChangesView(NamedTuple):
    """The page of changes."""

    head: Head
    version: str
    providers: tuple[str, ...]
    releases: tuple[Release, ...]
    """The newest first."""
    retired: tuple[Retired, ...]
    pages: tuple[Link, ...]
    """Those of the releases, the newest first."""
    feeds: tuple[tuple[str, str], ...]
    """(what about, where without suffix), once there is a release to tell of."""


def changes_view(book: Book) -> ChangesView:
    """Return the page of changes."""
    spec = book.spec
    description = "What each release brought, and which codes should no longer be used."
    return ChangesView(
        head=Head("Changes", description, feed=bool(versions(spec))),
        version=spec.spec_version,
        providers=tuple(provider.name for provider in spec.providers),
        releases=tuple(_releases(book)),
        retired=tuple(_retired(book)),
        pages=tuple(
            Link(version, href(CHANGES_PAGE, release_page(version))) for version in reversed(versions(spec))
        ),
        feeds=tuple(_feeds(book)) if versions(spec) else (),
    )


def release_page(version: str) -> str:
    """Return the path of a release's page, without suffix."""
    return f"releases/{version}"


def _feeds(book: Book) -> Iterator[tuple[str, str]]:
    yield "all", "changes"
    yield from ((provider.name, f"{provider.id}/changes") for provider in book.spec.providers)


def _releases(book: Book) -> Iterator[Release]:
    since = {code.id: _since(book, code) for code in book.spec.codes.values()}
    versions = sorted(set(since.values()), key=_number, reverse=True)
    for version in versions:
        codes = [code for code in book.spec.codes.values() if since[code.id] == version]
        counts = Counter(code.provider_id for code in codes)
        listed = () if version == versions[-1] else codes
        yield Release(
            version=version,
            counts=tuple(counts[provider.id] for provider in book.spec.providers),
            codes=tuple((book.code(CHANGES_PAGE, code.id), book.home_of(code)) for code in listed),
        )


def _since(book: Book, code: ResolvedCode) -> str:
    return code.since or book.spec.vocabularies[code.vocabulary_id].since


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _retired(book: Book) -> Iterator[Retired]:
    for code in book.spec.codes.values():
        view = deprecation_view(book, CHANGES_PAGE, code)
        if view:
            yield Retired(book.code(CHANGES_PAGE, code.id), book.home_of(code), view)
