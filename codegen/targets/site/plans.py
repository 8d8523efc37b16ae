"""What to do about a code, in the words of the decisions: with the user there, and with no user present."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from codegen.views.advice import AdviceRow
from codegen.views.book import Book, Link

_UNKNOWN = "unknown"
"""The word where nothing is known, which every spec has."""


class Step(NamedTuple):
    """What one plan says."""

    decision: str
    """As people read it: `Try again`."""
    sentence: str
    reason: str


class PlanView(NamedTuple):
    """The plans of a code; the sentences are those that the packages answer with."""

    attended: Step
    unattended: Step
    refresh: Step
    """With no user present, while stored data are refreshed."""
    changes_in_refresh: bool
    until: tuple[Link, ...]
    """Events and payloads that end the wait."""
    connection: str | None
    """What the connection is now, as people read it; None where nothing is said of it."""


def plan_view(book: Book, page: str, row: AdviceRow | None) -> PlanView | None:
    """Return the plans of a row of the advice, as a page shows them."""
    if row is None:
        return None
    unattended = _step(book, row.unattended, row.unattended_sentence)
    refresh = _step(book, row.refresh, row.refresh_sentence)
    return PlanView(
        attended=_step(book, row.attended, row.sentence),
        unattended=unattended,
        refresh=refresh,
        changes_in_refresh=refresh != unattended,
        until=tuple(_ends(book, page, row.until)),
        connection=_connection(book, row.connection),
    )


def _step(book: Book, shown: str, sentence: str) -> Step:
    decision, _, reason = shown.partition("/")
    words = book.spec.decisions.words
    phrases = {word.id: word.phrase for word in (*words.decision, *words.reason)}
    return Step(phrases[decision], sentence, phrases[reason])


def _connection(book: Book, id: str) -> str | None:
    found = next(word for word in book.spec.decisions.words.connection if word.id == id)
    return None if id == _UNKNOWN else found.phrase


def _ends(book: Book, page: str, ids: Iterable[str]) -> Iterable[Link]:
    for each in ids:
        yield book.code(page, each) if each in book.spec.codes else book.payload(page, each)
