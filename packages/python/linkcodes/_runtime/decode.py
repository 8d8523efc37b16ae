"""Reads whatever came, and says what it is, which codes are in it, and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from linkcodes._runtime.body import (
    ReadingInput,
    book_said,
    is_recognized,
    of_data,
    resolved_before,
    unrecognized,
)
from linkcodes._runtime.classify import classify
from linkcodes._runtime.containers import bodies_in
from linkcodes._runtime.known import books_of, given_to_read
from linkcodes._runtime.nearly import nearly_in
from linkcodes._runtime.outcome import cautious, connection_of, outcome_of
from linkcodes._runtime.paths import is_array, is_object
from linkcodes._runtime.read import (
    has_object,
    is_too_long,
    is_word,
    json_values,
    text_of,
    url_parameters,
    urls_in,
    words_in,
)
from linkcodes._runtime.results import Decoded, Given, Outcome
from linkcodes._runtime.said import said_in
from linkcodes.runtime_terms import ReadFrom, Unread

_LONGEST_WORD = 200
ReadData = Callable[[ReadingInput], Decoded]
"""Reads an object or a list."""


def decode(
    anything: object,
    *,
    provider: object = None,
    payload: object = None,
    http_status: object = None,
    operation: object = None,
) -> Decoded:
    """Return which payload this is, which codes are in it, and which one matters first. Never raises.

    Takes a parsed payload, JSON as text or bytes, a URL, a bare code, or text that has one of these in it.
    Say what you know: `provider` and `payload` (their ids), the `http_status` of the response, the
    `operation` you were doing. Without a provider, one is named only if the payload itself is evidence
    enough; `certainty` says how sure that is. Arguments of wrong types count as not given; `given.ignored`
    names them, and ids that are not listed. `unread` says
    whether a part was not read: text beyond 5,000,000 characters, items beyond the 1,000th of a list.
    """
    return _resolved(anything, given_to_read(provider, payload, http_status, operation)).decoded


def resolve_outcome(
    anything: object,
    *,
    provider: object = None,
    payload: object = None,
    http_status: object = None,
    operation: object = None,
) -> Outcome:
    """Return how an attempt ended: one verdict for all that `decode` finds. Never raises.

    What `decode` or `resolve_outcome` has returned may be passed as well, and stays as it is.
    """
    if type(anything) is Outcome:
        return anything
    if type(anything) is Decoded:
        return outcome_of(anything)
    return _resolved(anything, given_to_read(provider, payload, http_status, operation))


def _resolved(anything: object, known: Given) -> Outcome:
    return outcome_of(_decoded(anything, known))


def _decoded(raw: object, known: Given) -> Decoded:
    if is_object(raw) or is_array(raw):
        return _opened(ReadingInput(ReadFrom.PAYLOAD, raw, raw, known))
    text = text_of(raw)
    found = next(_readings(text, raw, known, _opened), None) if text else None
    unread = (Unread.TOO_LONG,) if text is None and is_too_long(raw) else ()
    return found or _of_words(ReadingInput(ReadFrom.NONE, raw, raw, known), (), unread)


def _opened(item: ReadingInput) -> Decoded:
    """Return what an object is or, where it says nothing itself, the body of the answer in it."""
    whole = of_data(item)
    if _stands(whole) or not is_object(item.data):
        return whole
    inner = min(_bodies(item), key=_rank, default=whole)
    is_guessed = inner.given.provider and inner.classifications
    says_nothing = not (_is_known(whole) or is_recognized(whole))
    return inner if _stands(inner) or (is_guessed and says_nothing) else whole


def _rank(part: Decoded) -> int:
    """Return how little a body says: of several, the first that says most counts."""
    heard = (_stands(part), _is_known(part), is_recognized(part), bool(part.classifications))
    return heard.index(True) if True in heard else len(heard)


def _stands(part: Decoded) -> bool:
    """Say whether it is recognized by more than codes that are not listed."""
    return is_recognized(part) and (not part.classifications or _is_known(part))


def _is_known(part: Decoded) -> bool:
    return any(each.known for each in part.classifications)


def _bodies(item: ReadingInput) -> Iterator[Decoded]:
    """Yield what the bodies in an object are; the status beside one counts, if the caller gives none."""
    for body in bodies_in(item.data):
        status = body.http_status if item.given.http_status is None else item.given.http_status
        inner = item._replace(data=body.value, given=item.given._replace(http_status=status))
        found = _body_text(inner) if type(body.value) is str else of_data(inner)
        if found:
            data = found.data if is_recognized(found) else item.data  # what is new may be anywhere in it
            yield found._replace(source=item.source, data=data, given=item.given)


def _body_text(item: ReadingInput) -> Decoded | None:
    """Return what a body that is a text says; it is opened no further, so that no input takes long."""
    found = next(_readings(item.data, item.raw, item.given, of_data), None)
    if found or not item.given.provider:
        return found
    book = book_said(item.given)
    return unrecognized(item, book.id if book else None, [])


def _readings(text: str, raw: object, known: Given, read: ReadData) -> Iterator[Decoded]:
    """Yield what a text is, the surest first."""
    values = json_values(text)
    began = next(values, None) if text[:1] in ("{", "[") else None
    if began and began.whole:
        yield read(ReadingInput(ReadFrom.JSON, began.value, raw, known))
    parameters = url_parameters(text)
    if parameters is not None:
        yield of_data(ReadingInput(ReadFrom.URL, parameters, raw, known))
    if len(text) <= _LONGEST_WORD and is_word(text) and _lists(known, text):
        yield _of_words(ReadingInput(ReadFrom.CODE, text, raw, known), (text,))
    for found in chain([began] if began else [], values):
        part = read(ReadingInput(ReadFrom.TEXT, found.value, raw, known))
        if _says_most(part, text):
            yield _with(part, Unread.MORE) if has_object(text[found.end :]) else part
    parts = (of_data(ReadingInput(ReadFrom.TEXT, item, raw, known)) for item in urls_in(text))
    yield from (part for part in parts if _says_most(part, text))
    for near in nearly_in(text):
        part = read(ReadingInput(ReadFrom.TEXT, near.value, raw, known))
        if _says_most(part, text):
            yield _with(part, Unread.CUT_OFF) if near.is_cut else part
    words = _telling_words(text, known)
    if words:
        yield _of_words(ReadingInput(ReadFrom.TEXT, words, raw, known), words)
    book = book_said(known)
    said = said_in([text], book, known.operation) if book else []
    if book and said:
        yield unrecognized(ReadingInput(ReadFrom.TEXT, text, raw, known), book.id, said)


def _says_most(part: Decoded, text: str) -> bool:
    """Say whether a part of a text is recognized, and has a listed code where a word around it is one."""
    return _stands(part) or (is_recognized(part) and not _telling_words(text, part.given))


def _telling_words(text: str, known: Given) -> list[str]:
    return [word for word in words_in(text) if _is_telling(known, word)]


def _with(part: Decoded, why: Unread) -> Decoded:
    """Return what was read in a text of which something was not read."""
    unread = (*part.unread, why)
    whole = cautious(resolved_before(part), unread)
    return part._replace(
        unread=unread,
        verdict=whole.verdict,
        head=whole.head,
        connection=connection_of(whole.head, part.parts),
    )


def _is_telling(known: Given, word: str) -> bool:
    """Say whether a word in a text is a code; without a provider, only one that no other API has."""
    if known.provider is None:
        return any(word in book.telling for book in books_of(known))
    return _lists(known, word)


def _lists(known: Given, word: str) -> bool:
    return any(word in book.listed for book in books_of(known))


def _of_words(item: ReadingInput, words: Sequence[str], unread: Sequence[Unread] = ()) -> Decoded:
    books = books_of(item.given)
    listing = [(book, word) for word in words for book in books if word in book.listed]
    found = [classify(book.id, word, operation=item.given.operation) for book, word in listing]
    owners = {book.id for book, _ in listing}
    provider = books[0].id if books and item.given.provider else None
    if len(owners) == 1 and not provider:
        [provider] = owners
    return unrecognized(item, provider, found, unread=unread)
