"""The translations of a language beside what they translate, for the rules about them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from codegen.lint._node import Node
from codegen.model import Translated
from codegen.model.strings import source_strings, translated_strings

PLACEHOLDER = re.compile(r"\{\w*\}|%(?:\d+\$)?[sd@]")
"""What applications fill in."""


class TranslatedText(NamedTuple):
    """One translation, and what it translates."""

    key: str
    """Where it belongs: `payment_with_bank.title`."""
    source: str
    found: Translated
    path: tuple[str | int, ...]
    """The steps from the language's file to it."""

    @property
    def text(self) -> str:
        """The translation itself."""
        return self.found.text

    @property
    def at(self) -> tuple[str | int, ...]:
        """The steps to its text, where a finding about words is."""
        return (*self.path, "text")

    @property
    def place(self) -> str:
        """Its place in its set: `title`, `body`, `button`, `ask`, `do`, or the id of a shared line."""
        return self.key.split(".")[1]


def pairs(node: Node) -> Iterator[TranslatedText]:
    """Yield each translation of a language that has something to translate."""
    sources = dict(source_strings(node.spec.texts[0][0]))
    for key, found, path in translated_strings(node.value):
        if key in sources:
            yield TranslatedText(key, sources[key], found, path)


def bare(text: str) -> str:
    """Return a text without the signs above and below letters that a script may leave out."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Mn")
