"""Rule end-user-wording: texts for people hold no codes, no jargon and no blame."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import TextsFile, Voices
from codegen.read.load import LoadedSpec

Steps = tuple[str | int, ...]
Test = tuple[str, Callable[[str], str | None]]
"""What is looked for, in words, and a function that returns what it finds in a text."""


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for what an end user should not read, and support texts that guard no secret."""
    texts: TextsFile = node.value
    tests = _tests(texts, node.spec)
    guarded = _words(texts.wording.must_never_ask, re.IGNORECASE, end=False)
    for path, voices in _voices(texts):
        yield from _end_user(voices, path, tests)
        if not any(guarded.search(line) for line in voices.support.never_ask):
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


def _tests(texts: TextsFile, spec: LoadedSpec) -> list[Test]:
    vocabularies = [vocabulary for provider, _ in spec.providers for vocabulary in provider.vocabularies]
    values = {str(code.value) for vocabulary in vocabularies for code in vocabulary.codes}
    # A value without these signs, such as the name of a bank card, may be an ordinary word.
    values = {value for value in values if re.fullmatch(r"\w+([_.]\w+)+", value)}
    names = {provider.name for provider, _ in spec.providers}
    return [
        ("a value from the wire", _finder(_words(values, re.NOFLAG, end=True))),
        ("the name of a provider", _finder(_words(names, re.NOFLAG, end=True))),
        ("a word to avoid", _finder(_words(texts.wording.avoid, re.IGNORECASE, end=False))),
        ("louder than it need be", _finder(re.compile("!"))),
    ]


def _words(words: Iterable[str], flags: re.RegexFlag, *, end: bool) -> re.Pattern[str]:
    """Return a pattern for whole words, or, where their end is open, for words that begin so."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    choice = "|".join(map(re.escape, longest)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{choice})" + (r"(?!\w)" if end else r"\w*"), flags)


def _finder(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda text: match.group() if (match := pattern.search(text)) else None


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
