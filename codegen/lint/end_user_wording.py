"""Rule end-user-wording: texts for people hold no codes, no jargon and no blame."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.lint._wording import Test, tests_of, words
from codegen.model import TextsFile, Voices

Steps = tuple[str | int, ...]


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for what an end user should not read, and support texts that guard no secret."""
    texts: TextsFile = node.value
    tests = tests_of(texts.wording, node.spec)
    guarded = words(texts.wording.must_never_ask)
    lines = {line.id: line.text for line in texts.never_ask}
    for path, voices in _voices(texts):
        yield from _end_user(voices, path, tests)
        if not any(guarded.search(lines.get(id, id)) for id in voices.support.never_ask):
            message = "nothing here is a secret that support must not ask for"
            advice = f"name at least one of them: {', '.join(texts.wording.must_never_ask)}"
            yield Problem((*path, "support", "never_ask"), message, advice)


def _voices(texts: TextsFile) -> Iterator[tuple[Steps, Voices]]:
    yield from ((("entries", index), entry) for index, entry in enumerate(texts.entries))
    yield from ((("codes", index), text) for index, text in enumerate(texts.codes))


def _end_user(voices: Voices, path: Steps, tests: list[Test]) -> Iterator[Problem]:
    for field, text in voices.end_user:
        for what, find in tests:
            if text is not None and (found := find(text)):
                advice = "use words that are known to people who have never heard of this software"
                yield Problem((*path, "end_user", field), f"{found!r} is {what}", advice)


RULE = Rule(
    "end-user-wording",
    "Texts for end users have no wire value, provider's name, jargon, blame or exclamation mark.",
    "texts",
    check,
    suppressible=True,
    why=(
        "People read these texts right after something about their money did not work. A code "
        "means nothing to them, a name they have never heard makes them suspect fraud, and a word such as "
        "`invalid` sounds as if it were their fault. Support agents read theirs under pressure: what they "
        "must not ask for has to be in front of them. The words belong to the language and are in its file."
    ),
    advice=(
        "Say what has happened and what to do in words that anyone knows. If a word of the list is "
        "harmless, remove it from `wording`; if one was missing, add it there."
    ),
)
