# ruff: noqa: PLC0415
"""Reads what someone pasted: whose it is, where that is not plain, and the status and the call in it.

A provider that the text names is tried, then each of the others; one alone may be whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from linkcodes.cli import catalog, files
from linkcodes.cli.catalog import Filter
from linkcodes.cli.masked import masked
from linkcodes.cli.output import fail

if TYPE_CHECKING:
    from linkcodes._runtime.results import Outcome

_LONGEST = 1_000_000
_STATUS = re.compile(
    r"(?i)(?:\bHTTP(?:/[0-9.]+)?|\bstatus(?:[ _-]?code)?|\bresponse(?:[ _-]?code)?|\bresulted in an? `|"
    r"\bfailed:)"
    r"[\"']?[ :=(\[]{0,3}([45][0-9]{2})(?![0-9.])|^[ \[(]*([45][0-9]{2})(?![0-9.])[ \])]"
)
_READ = re.compile(r"\bGET [^\s`'\"]*/(?:transactions|balances|details|accounts)\b")
"""A call that only reads what the bank already gave."""
_FILE = re.compile(r"[^\s?={}:]+\.(?:json|log|txt)")
"""A name that only files have, also where there is none: a mistyped one is said to be missing."""
_COMES_BACK = re.compile(r"\s*[a-z][a-z0-9+.-]*://[^\s{\"']*[?&#]error=")
_TOLD = ("context", "message")
_MATCHED = ("vocabulary", "code", "context", "message", "absent")


class PastedReading(NamedTuple):
    """What a paste says, and how sure it is whose it is."""

    outcome: Outcome
    unsure: str | None
    """What to say about the provider, where it was not named."""


def given(words: Sequence[str], filter: Filter) -> str:
    """Return what is asked about: the words themselves, or what is in the file that they name."""
    text = " ".join(words)
    return content(text) if text == files.STDIN or _is_file(text, filter) else text


def content(name: str) -> str:
    """Return the text of a file or of standard input; end the command where that does not work."""
    try:
        found = files.head(name, _LONGEST + 1)
    except OSError as error:
        raise fail(files.problem(masked(name), error)) from error
    where = "standard input" if name == files.STDIN else masked(name)
    if len(found) > _LONGEST:
        raise fail(f"{where}: more than {_LONGEST:,} bytes; for a log, use `linkcodes scan`")
    if b"\0" in found:
        raise fail(f"{where}: this is no text in UTF-8; give what is in it as text")
    return found.decode("utf-8-sig", "replace")


def _is_file(text: str, filter: Filter) -> bool:
    """Say whether a file is meant: a code stays a code, also where a file has its name."""
    from linkcodes.cli import asked

    if files.begins_like_path(text):
        return True
    there = files.is_there(text) or _FILE.fullmatch(text) is not None
    return there and asked.named(text, filter) is None


def reading(
    text: str, provider: str | None, http_status: int | None, operation: str | None
) -> PastedReading | None:
    """Return what a paste says; None if nothing in it is known, or several providers may have sent it."""
    text = text[:_LONGEST].strip()
    status = _status_in(text) if http_status is None else http_status
    doing = operation or ("read" if _READ.search(text) else None)
    given = (status, doing)
    whole = _read(text, provider, given)
    if whole and (provider or _is_sure(whole)):
        return PastedReading(whole, None)
    if provider:
        return None
    for named in _named_in(text):
        found = _read(text, named, given)
        if found:
            return PastedReading(found, f"The text names {named}; --provider says it for sure.")
    return _of_one(text, given)


def shared(text: str) -> str | None:
    """Return the code in a paste that several providers list, or that only a longer text hides."""
    from linkcodes.cli.senders import is_plain

    text = text[:_LONGEST].strip()
    read = (_read(text, provider, (None, None)) for provider in catalog.providers())
    heads = [found.decoded.head for found in read if found and found.decoded.head]
    codes = [str(head.raw) for head in heads if head.known and not is_plain(str(head.raw))]
    return max(codes, key=codes.count, default=None)


def plain(text: str) -> list[str]:
    """Return the words in a paste that some provider lists, and that many other APIs send as well."""
    from linkcodes.cli import asked
    from linkcodes.cli.senders import is_plain

    text = text[:_LONGEST].strip()
    read = (_read(text, provider, (None, None)) for provider in catalog.providers())
    found = (item for each in read if each for item in each.decoded.classifications if item.known)
    raws = (str(item.raw) for item in found if item.raw is not None)
    quoted = (word for word in asked.values_in(text) if catalog.find(word, Filter(None, None)))
    return [word for word in dict.fromkeys([*raws, *quoted]) if word != text and is_plain(word)]


def _of_one(text: str, given: tuple[int | None, str | None]) -> PastedReading | None:
    """Return what the one provider says that knows a code or a message of a text."""
    from linkcodes.cli.whose import is_of_one

    read = {id: outcome for id in catalog.providers() if (outcome := _read(text, id, given))}
    distinct = {id: outcome for id, outcome in read.items() if _is_distinct(outcome)}
    told = {id: outcome for id, outcome in distinct.items() if _is_told(outcome)}
    own = {id: outcome for id, outcome in read.items() if is_of_one(text, outcome.decoded)}
    found = told or distinct or own
    if len(found) != 1:
        return None
    [(provider, outcome)] = found.items()
    return PastedReading(outcome, f"The text names no provider; of those listed, only {provider} sends this.")


def _read(text: str, provider: str | None, given: tuple[int | None, str | None]) -> Outcome | None:
    """Return what a text says, if one of its codes or messages is known."""
    from linkcodes._runtime.decode import resolve_outcome

    # A status is no evidence of a provider, and says something only beside one that is known.
    status = given[0] if provider else None
    found = resolve_outcome(text, provider=provider, http_status=status, operation=given[1])
    decoded = found.decoded
    if provider is None and decoded.provider:
        return _read(text, decoded.provider, given) or found
    return found if any(item.matched_by in _MATCHED for item in decoded.classifications) else None


def _is_distinct(outcome: Outcome) -> bool:
    """Say whether something in a text is more than a word that many APIs say.

    Where the user came back to, the words of OAuth are looked at, too: few pages are for anything else.
    """
    from linkcodes.cli.asked import is_distinct
    from linkcodes.cli.senders import is_plain

    comes_back = _COMES_BACK.match(str(outcome.decoded.raw)) is not None
    raws = [str(item.raw) for item in outcome.decoded.classifications if item.known]
    said = any(item.matched_by == "message" for item in outcome.decoded.classifications)
    return said or any(is_distinct(raw) if comes_back else not is_plain(raw) for raw in raws)


def _is_told(outcome: Outcome) -> bool:
    """Say whether a text of a provider is there, which says more than a word that others list, too."""
    return any(item.matched_by in _TOLD for item in outcome.decoded.classifications)


def _is_sure(outcome: Outcome) -> bool:
    decoded = outcome.decoded
    return decoded.provider is not None and (decoded.payload is not None or _is_distinct(outcome))


def _named_in(text: str) -> Iterator[str]:
    """Yield the providers whose names are in a text, in any spelling."""
    for provider in catalog.providers():
        name = provider.replace("_", "[ _-]?")
        if re.search(rf"(?i)(?<![a-z]){name}(?![a-z])", text):
            yield provider


def _status_in(text: str) -> int | None:
    found = _STATUS.search(text)
    return int(found[1] or found[2]) if found else None
