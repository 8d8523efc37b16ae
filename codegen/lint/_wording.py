"""What people should not read, and how rules look for words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from codegen.model.texts import Wording
from codegen.read.load import LoadedSpec

_PARTS = re.compile(r"\w[_.]\w")
"""What each value has between two of its parts, and few texts have at all: a quick first look."""
Test = tuple[str, Callable[[str], str | None]]
"""What is looked for, in words, and a function that returns what it finds in a text."""


def tests_of(wording: Wording, spec: LoadedSpec) -> list[Test]:
    """Return what an end user should not read: codes, names of providers, words to avoid, and shouting."""
    vocabularies = [vocabulary for provider, _ in spec.providers for vocabulary in provider.vocabularies]
    values = {str(code.value) for vocabulary in vocabularies for code in vocabulary.codes}
    # A value without these signs, such as the name of a bank card, may be an ordinary word.
    values = {value for value in values if re.fullmatch(r"\w+([_.]\w+)+", value)}
    find_value = _finder(_exactly(values))
    names = {provider.name for provider, _ in spec.providers}
    return [
        ("a value from the wire", lambda text: find_value(text) if _PARTS.search(text) else None),
        ("the name of a provider", _finder(_exactly(names))),
        ("a word to avoid", _finder(words(wording.avoid))),
        ("louder than it need be", _finder(re.compile("!"))),
    ]


def words(beginnings: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for words that begin with one of these, in any case."""
    return re.compile(rf"(?<!\w)(?:{_choice(beginnings)})\w*", re.IGNORECASE)


def _exactly(literals: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_choice(literals)})(?!\w)")


def _choice(literals: Iterable[str]) -> str:
    longest = sorted(literals, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, longest)) or r"(?!)"


def _finder(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda text: match.group() if (match := pattern.search(text)) else None
