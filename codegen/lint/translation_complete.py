"""Rule translation-complete: every language has all texts, and no others."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import TranslationsFile
from codegen.model.strings import NEVER_ASK, source_strings, translated_strings
from codegen.text.guess import choices
from codegen.text.json_text import digest


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for what is missing, what translates nothing, and what is there twice."""
    sources = dict(source_strings(node.spec.texts[0][0]))
    found = [(key, path) for key, _, path in translated_strings(node.value)]
    sets = {key.partition(".")[0] for key in sources}
    for key, path in found:
        if key not in sources:
            yield Problem(path, f"{key!r} translates nothing", _advice(key.partition(".")[0], sets))
    for key in sources.keys() - {key for key, _ in found}:
        advice = f'translate "{sources[key]}", with "of": "{digest(sources[key])}"'
        yield Problem(_home(key), f"{key!r} is not translated", advice)
    yield from _repeated(node.value)


def _advice(id: str, sets: set[str]) -> str:
    removed = "remove it"
    return removed if id in sets else choices(id, sets, removed)


def _home(key: str) -> tuple[str, ...]:
    return (NEVER_ASK,) if key.startswith(f"{NEVER_ASK}.") else ("translations",)


def _repeated(file: TranslationsFile) -> Iterator[Problem]:
    for name in ("translations", NEVER_ASK):
        ids = [item.id for item in getattr(file, name)]
        for index, id in enumerate(ids):
            if id in ids[:index]:
                yield Problem((name, index, "id"), f"{id!r} is translated already", "keep one of the two")


RULE = Rule(
    "translation-complete",
    "Every text for users and support is translated into every language, once.",
    "translations",
    check,
    why=(
        "An application that shows a language shows all of it. A text that is missing would leave an "
        "empty box or a sentence in another language, usually in the situation that is rarest and worst. "
        "A translation without a source is never shown, so it becomes untrue unnoticed."
    ),
    advice="Translate what the finding names, and keep its digest beside it; remove what translates nothing.",
)
