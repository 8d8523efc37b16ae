"""Tells names that anybody's API may have from names that say whose it is."""

from __future__ import annotations

import re
from collections.abc import Collection

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")


def words_of(name: str) -> list[str]:
    """Return the words of a name in small letters: `userExitIntent` has those of `user_exit_intent`."""
    return [word.lower() for word in _WORD.findall(name)]


def is_distinctive(name: str, common: Collection[str]) -> bool:
    """Return whether a name has several words, of which one at least is not common."""
    words = words_of(name)
    return len(words) > 1 and any(word not in common for word in words)
