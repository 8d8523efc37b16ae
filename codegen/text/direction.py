"""Which way a language is written."""

from __future__ import annotations

from typing import Literal

# Scripts that are written from right to left, and the languages that are usually written in one of them.
_SCRIPTS = frozenset(["adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"])
_LANGUAGES = frozenset(["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"])
_SCRIPT_LENGTH = 4


def direction(locale: str) -> Literal["ltr", "rtl"]:
    """Return the value of HTML's `dir` for a locale such as `fr-CA`; a script in it decides."""
    language, *rest = locale.lower().replace("_", "-").split("-")
    script = next((part for part in rest if len(part) == _SCRIPT_LENGTH and part.isalpha()), None)
    return "rtl" if (script in _SCRIPTS if script else language in _LANGUAGES) else "ltr"
