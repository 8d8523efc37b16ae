"""Catalogs for web applications: i18next, FormatJS, and Rails."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import yaml

from codegen.targets.catalogs.messages import Message, written

_WIDE = 1_000
"""Each text is on one line."""
_SYNTAX = re.compile(r"[{}<>']+")


def i18next(messages: Iterable[Message]) -> dict[str, Any]:
    """Return a namespace for i18next: messages by set and place, with `{{name}}` for placeholders."""
    return _nested(messages, str, lambda name: f"{{{{{name}}}}}")


def rails(messages: Iterable[Message], locale: str, catalog: str, comment: str) -> str:
    """Return the YAML file of a language for Rails: `t("linkcodes.payment_with_bank.title")`."""
    texts = _nested(messages, lambda text: text.replace("%{", "%%{"), lambda name: f"%{{{name}}}")
    shown = yaml.safe_dump({locale: {catalog: texts}}, allow_unicode=True, sort_keys=False, width=_WIDE)
    return f"# {comment}\n{shown}"


def _nested(
    messages: Iterable[Message], plain: Callable[[str], str], placeholder: Callable[[str], str]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for message in messages:
        *parents, last = message.path
        node = found
        for step in parents:
            node = node.setdefault(step, {})
        node[last] = written(message.text, plain, placeholder)
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
