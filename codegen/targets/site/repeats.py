"""View of what tells a repeat of each webhook from a new event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from codegen.resolve.spec import ResolvedProvider
from codegen.views.book import Book, Link
from codegen.views.webhooks import identifying, schemes_of


class RepeatView(NamedTuple):
    """A payload, the kind of its key, and the fields that it is made of."""

    payload: Link
    kind: str
    fields: tuple[str, ...]


def repeat_views(book: Book, page: str, provider: ResolvedProvider) -> Iterator[RepeatView]:
    """Yield what tells a repeat, for each payload that `receive` reads."""
    for scheme in schemes_of(provider):
        for item in scheme.payloads:
            fields = identifying(item, provider)
            yield RepeatView(book.payload(page, item.id), "fields" if fields else "digest", fields)
