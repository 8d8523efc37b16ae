"""What is known about when: since when a code is listed, what changed it, when it was last read."""

from __future__ import annotations

from collections.abc import Iterable

from codegen.model.codes import Source
from codegen.resolve.spec import ResolvedCode


def history(code: ResolvedCode, sources: Iterable[Source]) -> tuple[tuple[str, str], ...]:
    """Return (heading, text) for each thing that is known, as plain text."""
    lines = {
        "In linkcodes since": code.since or "",
        "Changed in": "; ".join(f"{item.version} ({_words(item.changes)})" for item in code.changed_in),
        "Deprecated since": (code.deprecated.since or "") if code.deprecated else "",
        "Called deprecated in linkcodes since": code.deprecated_in or "",
        "Sources read": _period(sorted(source.retrieved for source in sources)),
        "Editions read": "; ".join(_editions(sources)),
    }
    return tuple((heading, text) for heading, text in lines.items() if text)


def _words(changes: Iterable[str]) -> str:
    """`retry-loosened` -> `retry loosened`."""
    return ", ".join(change.replace("-", " ") for change in changes)


def _period(dates: list[str]) -> str:
    """`2026-01-01`, or `2026-01-01 to 2026-02-01` where they differ."""
    return " to ".join(dict.fromkeys([*dates[:1], *dates[-1:]]))


def _editions(sources: Iterable[Source]) -> dict[str, None]:
    """Return the editions that name themselves, each once; only of several can one differ from another."""
    named = dict.fromkeys(source.edition for source in sources if source.edition)
    return named if len(named) > 1 else {}
