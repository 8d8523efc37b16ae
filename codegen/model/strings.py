"""The single texts of a language, by key: what is translated, reviewed and exported one by one."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.model.files import TextsFile, TranslationsFile
from codegen.model.texts import Translated

NEVER_ASK = "never_ask"
"""Under which the lines are that many sets of texts share."""


def source_strings(file: TextsFile) -> Iterator[tuple[str, str]]:
    """Yield each text that is translated, with its key."""
    for voices in file.voices:
        for name, text in voices.end_user:
            if text is not None:
                yield f"{voices.key}.{name}", text
        for name in ("ask", "do"):
            lines = enumerate(getattr(voices.support, name))
            yield from ((f"{voices.key}.{name}.{index}", line) for index, line in lines)
    yield from ((f"{NEVER_ASK}.{item.id}", item.text) for item in file.never_ask)


def translated_strings(file: TranslationsFile) -> Iterator[tuple[str, Translated, tuple[str | int, ...]]]:
    """Yield each translation with its key and the steps that lead to it."""
    for number, one in enumerate(file.translations):
        path = ("translations", number)
        for name in ("title", "body", "button"):
            if (text := getattr(one, name)) is not None:
                yield f"{one.id}.{name}", text, (*path, name)
        for name in ("ask", "do"):
            for index, text in enumerate(getattr(one, name)):
                yield f"{one.id}.{name}.{index}", text, (*path, name, index)
    for number, line in enumerate(file.never_ask):
        yield f"{NEVER_ASK}.{line.id}", line, (NEVER_ASK, number)
