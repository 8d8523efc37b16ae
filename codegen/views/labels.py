"""Readable labels: the ids of the taxonomy and the names of types, written as people write them."""

from __future__ import annotations

import re
from functools import cache
from textwrap import shorten

from codegen.text.escape import CODE_SPAN
from codegen.text.naming import snake

_SPELLINGS = {
    "api": "API", "doc": "document", "eft": "EFT", "fdx": "FDX", "geft": "GEFT", "http": "HTTP",
    "iban": "IBAN", "id": "ID", "ios": "iOS", "kyc": "KYC", "mfa": "MFA", "native": "Native", "ocr": "OCR",
    "openapi": "OpenAPI", "otp": "OTP", "reauth": "re-authentication", "reenter": "re-enter", "sdk": "SDK",
    "ui": "UI", "url": "URL",
}  # fmt: skip


@cache
def label(term_id: str) -> str:
    """`end_user` -> `End user`, `submit_otp` -> `Submit OTP`, `two-errors` -> `Two errors`."""
    first, *rest = (_SPELLINGS.get(word, word) for word in re.split("[_-]", term_id))
    head = first[:1].upper() + first[1:] if first.islower() else first
    return " ".join([head, *rest])


def tone(phase: str | None, severity: str | None) -> str:
    """Return the classes that color a verdict, `lc-failure lc-warning`; none for what is no outcome."""
    return f"lc-{phase} lc-{severity}" if phase and severity else ""


@cache
def type_label(type_name: str) -> str:
    """`SecondaryStatus` -> `Secondary status`, `ApiCode` -> `API code`."""
    return label(snake(type_name))


def inner(text: str) -> str:
    """Return a label as part of a sentence: `API code` stays, `Secondary status` loses its capital."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


_LONGEST_DESCRIPTION = 160
"""Search engines show no more."""


def unmarked(text: str) -> str:
    """Return text without the backticks that mark its literals, for places that show plain text only."""
    return CODE_SPAN.sub(r"\1", text)


def described(subject: str, summary: str) -> str:
    """Return what a list of search results says of a page: what it is about, then what that means."""
    return shorten(f"{subject}: {unmarked(summary)}", _LONGEST_DESCRIPTION, placeholder=" …")


def breakable(text: str) -> str:
    """Return a value that may break into lines after its separators, for the narrow list of pages."""
    return re.sub(r"([_./-])(?=\w)", "\\1\N{ZERO WIDTH SPACE}", text)


def unbroken(text: str) -> str:
    """Return text with no-break spaces.

    In the heading of a code's page they keep what follows the value from being search terms of their own: the
    search splits at plain spaces only, so that a title matches by its value and by nothing else.
    """
    return text.replace(" ", "\N{NO-BREAK SPACE}")
