"""XLIFF 1.2, which translation services read: the translations of a language, with notes and states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from codegen.targets.catalogs.about import Notes, longest
from codegen.targets.catalogs.messages import FOR_USERS, Message

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"


def catalog(
    messages: Iterable[Message],
    notes: Notes,
    languages: tuple[str, str],
    comment: str,
) -> str:
    """Return a file with a unit for each text; `languages` are the source's and the target's."""
    source, target = languages
    seen: set[str] = set()
    units = "".join(
        f"  {line}\n"
        for message in messages
        for line in _unit(message, notes(message) if _is_noted(message, seen) else None)
    )
    between = f'source-language="{source}" target-language="{target}"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {comment} -->\n'
        f'<xliff version="1.2" xmlns="{_NAMESPACE}">\n'
        f'<file original="linkcodes" datatype="plaintext" xml:space="preserve" {between}>\n'
        f"<body>\n{units}</body>\n</file>\n</xliff>\n"
    )


def _is_noted(message: Message, seen: set[str]) -> bool:
    """Say whether a text has a note: all for end users do, and of those for support the first of each set."""
    is_first = message.path[0] not in seen
    seen.add(message.path[0])
    return is_first or message.path[-1] in FOR_USERS


def _unit(message: Message, note: str | None) -> Iterator[str]:
    is_reviewed = message.state == "reviewed"
    approved, state = ("yes", "final") if is_reviewed else ("no", "needs-review-translation")
    room = f'maxwidth="{longest(message)}" size-unit="char"'
    yield f'<trans-unit id="{message.key}" approved="{approved}" {room}>'
    yield f"<source>{escape(message.source, quote=False)}</source>"
    yield f'<target state="{state}">{escape(message.text, quote=False)}</target>'
    if note:
        yield f"<note>{escape(note, quote=False)}</note>"
    yield "</trans-unit>"
