"""Text in the plain form in which the packages look for names: small letters, without accents and marks."""

from __future__ import annotations

import unicodedata

_TATWEEL = "\u0640"


def folded(text: str) -> str:
    """Return text without accents and marks, in small letters."""
    plain = unicodedata.normalize("NFKD", text).lower()
    return "".join(char for char in plain if char != _TATWEEL and unicodedata.category(char)[0] not in "MC")
