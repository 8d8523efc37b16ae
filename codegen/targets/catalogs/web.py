"""Catalogs for web applications: i18next and FormatJS."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from codegen.targets.catalogs.messages import Message, written

_SYNTAX = re.compile(r"[{}<>']+")


def i18next(messages: Iterable[Message]) -> dict[str, Any]:
    """Return a namespace for i18next: messages by set and place, with `{{name}}` for placeholders."""
    found: dict[str, Any] = {}
    for message in messages:
        *parents, last = message.path
        node = found
        for step in parents:
            node = node.setdefault(step, {})
        node[last] = written(message.text, str, lambda name: f"{{{{{name}}}}}")
    return found


def formatjs(messages: Iterable[Message]) -> dict[str, str]:
    """Return messages in the syntax of ICU by their ids, as `IntlProvider` takes them."""
    return {message.key: written(message.text, icu, lambda name: f"{{{name}}}") for message in messages}


def icu(text: str) -> str:
    """Return plain text for the inside of an ICU message: what is syntax is between apostrophes."""
    return _SYNTAX.sub(_quoted, text)


def _quoted(found: re.Match[str]) -> str:
    doubled = found.group().replace("'", "''")
    return f"'{doubled}'" if found.group().strip("'") else doubled
