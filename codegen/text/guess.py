"""Guesses: what was probably meant by a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_SURE, _POSSIBLE = 0.85, 0.75
MOST = 12
"""How many names an error still lists; more would hide the error itself."""


def guess(word: str, known: Iterable[str]) -> str | None:
    """Return the known name that is close to a word, or None if none is."""
    by_fold = {name.casefold(): name for name in sorted(known, reverse=True)}
    close = get_close_matches(word.casefold(), by_fold, n=1)
    return by_fold[close[0]] if close else None


def sole_guess(word: str, known: Iterable[str]) -> str | None:
    """Return the one known name that a word can only be a misspelling of, or None."""
    names = sorted(set(known))
    close = get_close_matches(word, names, n=2, cutoff=_POSSIBLE)
    sure = get_close_matches(word, names, n=1, cutoff=_SURE)
    return sure[0] if len(close) == 1 and sure else None


def closest_names(words: Iterable[str], known: Iterable[str]) -> set[str]:
    """Return those known names that some words without an answer were probably meant to be.

    A rule that looks for what is missing leaves these out: the misspelling is reported already.
    """
    names = set(known)
    return {close for word in words if word not in names and (close := guess(word, names))}


def choices(word: str, known: Iterable[str], otherwise: str) -> str:
    """Say what was probably meant, else everything that could be, else what to do."""
    names = sorted(known)
    close = guess(word, names)
    if close:
        return f"perhaps {close!r} is meant"
    return f"use one of {', '.join(names)}" if 0 < len(names) <= MOST else otherwise
