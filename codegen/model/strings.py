"""The single texts of a language, by key: what is translated, reviewed and exported one by one."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.model.files import TextsFile, TranslationsFile
from codegen.model.texts import LABEL_LENGTH, PLAIN_LENGTH, TITLE_LENGTH, Translated

NEVER_ASK = "never_ask"
"""Under which the lines are that many sets of texts share."""
END_USER, SUPPORT = "end_user", "support"
"""Under which the translations for each audience are."""

_LONGEST = {"title": TITLE_LENGTH, "button": LABEL_LENGTH}
_TIMES, _MORE = 2, 20


def room(place: str, source: str) -> int:
    """Return how long a translation may be: as long as its place allows, and about twice its source."""
    return min(_LONGEST.get(place, PLAIN_LENGTH), _TIMES * len(source) + _MORE)


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
    for number, shown in enumerate(file.end_user):
        for name in ("title", "body", "button"):
            if (text := getattr(shown, name)) is not None:
                yield f"{shown.id}.{name}", text, (END_USER, number, name)
    for number, told in enumerate(file.support):
        for name in ("ask", "do"):
            for index, text in enumerate(getattr(told, name)):
                yield f"{told.id}.{name}.{index}", text, (SUPPORT, number, name, index)
    for number, line in enumerate(file.never_ask):
        yield f"{NEVER_ASK}.{line.id}", line, (NEVER_ASK, number)
