"""What to tell people about an outcome, in three voices: the end user, a support agent, a developer.

The texts are in English and for people: show them, log them, put them into a help desk. Never branch on them.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

from linkcodes._packaged import packaged
from linkcodes._record import Record
from linkcodes._vocabulary import UnknownCode, Vocabulary
from linkcodes.info import CodeInfo

__all__ = ["EndUserText", "SupportText", "Voices", "voices"]


class EndUserText(Record, kw_only=True):
    """What an application shows to the person who connects an account."""

    title: str
    body: str
    button: str | None
    """What the one button says; None where there is nothing to press."""


class SupportText(Record, kw_only=True):
    """What a support agent asks and does, and what an agent must never ask for."""

    ask: tuple[str, ...]
    do: tuple[str, ...]
    never_ask: tuple[str, ...]


class Voices(Record, kw_only=True):
    """The same matter, told to three people."""

    end_user: EndUserText
    support: SupportText
    developer: tuple[str, ...]
    """What a developer does about it; literals are in backticks."""


class Classified(Protocol):
    """What `linkcodes.classify` answers."""

    @property
    def id(self) -> str | None: ...
    @property
    def context(self) -> str | None: ...
    @property
    def category(self) -> str | None: ...
    @property
    def challenge(self) -> str | None: ...


def voices(subject: Classified | Vocabulary | UnknownCode | CodeInfo, context: str | None = None) -> Voices:
    """Return what to tell people about a classification, a code or its `.info`.

    `context` picks one of the meanings of a code that has several; without it, the default one counts. A
    classification knows its own. What is no outcome, such as the name of a method, gets what is said of an
    unknown code. Raises LookupError if the code has no such context.
    """
    if isinstance(subject, Vocabulary | UnknownCode):
        subject = subject.info
    if isinstance(subject, CodeInfo):
        return _of_code(subject, context or subject.default_context)
    return _first(subject.id, subject.context, subject.category, subject.challenge)


def _of_code(code: CodeInfo, context: str | None) -> Voices:
    id = f"{code.vocabulary}#{code.name}"
    if context is None:
        return _first(id, None, code.category, code.challenge)
    found = next((item for item in code.contexts if item.id == context), None)
    if found is None:
        raise LookupError(f"{id} has no context {context!r}")
    return _first(id, context, found.category, found.challenge)


def _first(id: str | None, context: str | None, category: str | None, challenge: str | None) -> Voices:
    """Return the texts of the meaning, else of the code, of the kind of challenge, of the category."""
    uses = packaged("texts")["uses"]
    keys = (f"{id}/{context}", f"{id}", f"{category}/{challenge}", f"{category}", "unknown")
    return _voices(next(uses[key] for key in keys if key in uses))


@cache
def _voices(key: str) -> Voices:
    record: dict[str, Any] = packaged("texts")["voices"][key]
    end_user, support = record["end_user"], record["support"]
    return Voices(
        end_user=EndUserText(title=end_user["title"], body=end_user["body"], button=end_user.get("button")),
        support=SupportText(**{key: tuple(support.get(key, ())) for key in ("ask", "do", "never_ask")}),
        developer=tuple(record["developer"]),
    )
