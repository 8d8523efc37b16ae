"""Catalogs for applications on phones: Android resources, the string catalog of Xcode, ARB for Flutter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from codegen.targets.catalogs.about import Notes
from codegen.targets.catalogs.messages import DRAFT, Message, written

_STATES = {"draft": "needs_review"}
"""What Xcode calls a state; all others are translated."""


def android(messages: Iterable[Message], comment: str) -> str:
    """Return the resources of one language; their names begin with `linkcodes_`."""
    lines = "".join(f"    {line}\n" for message in messages for line in _resource(message))
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<!-- {comment} -->\n'
    return f"{head}<resources>\n{lines}</resources>\n"


def _resource(message: Message) -> Iterator[str]:
    name = "_".join(("linkcodes", *message.path))
    literal = "" if message.placeholders or "%" not in message.text else ' formatted="false"'
    if message.state == "draft":
        yield f"<!-- {DRAFT} -->"
    text = _arguments(message, _resource_text, "%{number}$s")
    # A leading @ or ? would name a resource.
    marked = f"\\{text}" if text.startswith(("@", "?")) else text
    yield f'<string name="{name}"{literal}>{marked}</string>'


def _resource_text(text: str) -> str:
    r"""Return text as Android reads it: apostrophes, quotes and backslashes are escaped, spaces kept."""
    escaped = re.sub(r"[\\'\"]", r"\\\g<0>", text).replace("\n", r"\n").replace("\t", r"\t")
    spaced = re.sub(r"^ | $|(?<= ) ", r"\\u0020", escaped).replace("\u00a0", r"\u00a0")
    return escape(spaced, quote=False)


def xcstrings(languages: Mapping[str, Sequence[Message]], source: str, notes: Notes) -> dict[str, Any]:
    """Return the string catalog of all languages; what is a draft is marked for review."""
    by_key: dict[str, dict[str, Any]] = {}
    for locale, messages in languages.items():
        for message in messages:
            unit = {
                "state": _STATES.get(message.state, "translated"),
                "value": _arguments(message, str, "%{number}$@"),
            }
            new = {"comment": notes(message), "extractionState": "manual", "localizations": {}}
            strings = by_key.setdefault(message.key, new)
            strings["localizations"][locale] = {"stringUnit": unit}
    return {"sourceLanguage": source, "strings": by_key, "version": "1.0"}


def arb(messages: Iterable[Message], locale: str, notes: Notes | None) -> dict[str, Any]:
    """Return the resources of one language for Flutter, which by default takes apostrophes as they are.

    The first language says what translators need to know; the others say whether a text is a draft.
    """
    found: dict[str, Any] = {"@@locale": locale.replace("-", "_")}
    for message in messages:
        first, *others = "_".join(message.path).split("_")
        name = first + "".join(word.capitalize() for word in others)
        found[name] = message.text
        told: dict[str, Any] = {"x-key": message.key}
        told |= {"description": notes(message)} if notes else {"x-state": message.state}
        if message.placeholders:
            told["placeholders"] = {each: {"type": "String"} for each in message.placeholders}
        found[f"@{name}"] = told
    return found


def _arguments(message: Message, plain: Callable[[str], str], form: str) -> str:
    """Return a text whose placeholders are numbered arguments; only then a percent sign is doubled."""
    numbers = {name: str(number) for number, name in enumerate(message.placeholders, 1)}
    if not numbers:
        return plain(message.text)

    def argument(name: str) -> str:
        return form.replace("{number}", numbers[name]) if name in numbers else plain(f"{{{name}}}")

    return written(message.text, lambda text: plain(text).replace("%", "%%"), argument)
