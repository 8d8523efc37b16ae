"""What all formats share: two catalogs a language, and the placeholders in their messages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from codegen.model.strings import NEVER_ASK
from codegen.resolve.texts import ResolvedTexts, TextString
from codegen.views.catalogs import USERS

_PLACEHOLDER = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")
FOR_USERS = frozenset({"title", "body", "button"})
DRAFT = "draft"


class Message(NamedTuple):
    """One text of a catalog in one language."""

    path: tuple[str, ...]
    """The set, the place in it, and in a list its number from 1: `("payment_with_bank", "ask", "1")`."""
    source: str
    text: str
    state: str
    """`source`, `reviewed` or `draft`."""

    @property
    def key(self) -> str:
        """Its path with dots, as most formats write it: `payment_with_bank.title`."""
        return ".".join(self.path)

    @property
    def placeholders(self) -> tuple[str, ...]:
        """What an application fills in, in the order of the source, which numbers them."""
        return tuple(dict.fromkeys(_PLACEHOLDER.findall(self.source)))


def messages(texts: ResolvedTexts, catalog: str) -> Iterator[Message]:
    """Yield the messages of a catalog in one language."""
    for item in texts.strings:
        path = item.key.split(".")
        if (path[1] in FOR_USERS and path[0] != NEVER_ASK) == (catalog == USERS):
            yield Message(tuple(_counted(path)), item.source, item.text, _state(texts, item))


def written(text: str, plain: Callable[[str], str], placeholder: Callable[[str], str]) -> str:
    """Return a text with each part written by one of two functions; a placeholder is given by its name."""
    parts = _PLACEHOLDER.split(text)
    return "".join(placeholder(part) if index % 2 else plain(part) for index, part in enumerate(parts))


def _counted(path: list[str]) -> Iterator[str]:
    """Yield the steps of a key; lists are numbered from 1, as people count."""
    yield from (str(int(step) + 1) if step.isdigit() else step for step in path)


def _state(texts: ResolvedTexts, item: TextString) -> str:
    if texts.is_source:
        return "source"
    return "reviewed" if item.review else "draft"
