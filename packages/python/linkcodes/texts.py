"""What to tell people about an outcome, in three voices: the end user, a support agent, a developer.

The texts are for people: show them, log them, put them into a help desk. Never branch on them. Users and
support have them in several languages, developers in English. A translation that no native speaker has
reviewed is a `draft`; leave those out with `drafts=False`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal, Protocol

from linkcodes._metadata.record import Record
from linkcodes._packaged import packaged
from linkcodes._vocabulary import UnknownCode, Vocabulary
from linkcodes.info import CodeInfo

__all__ = ["Direction", "EndUserText", "Locale", "State", "SupportText", "Voices", "locales", "voices"]

Direction = Literal["ltr", "rtl"]
"""Which way a language is written: from left to right, or from right to left."""
State = Literal["source", "reviewed", "draft"]
"""`source`: what all translations are made from. `reviewed`: a native speaker has read it. Else `draft`."""


_LONGEST = 64
"""Of what is given as a tag, so much is looked at; no real one is longer."""


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
    """What a developer does about it, in English; literals are in backticks."""
    id: str = ""
    """The name of this set of texts, the same in all languages: `payment_with_bank`. It is the key in the
    catalogs for i18next, gettext and others."""
    locale: str = "en"
    """The language of `end_user` and `support`, as a BCP 47 tag: `fr-CA`."""
    state: State = "source"
    """Whether a native speaker has reviewed all of it."""
    dir: Direction = "ltr"
    """Which way the language is written; HTML has an attribute of the same name."""


class Locale(Record, kw_only=True):
    """A language that the texts exist in."""

    tag: str
    """As BCP 47 writes it: `fr-CA`."""
    name: str
    """What its speakers call it."""
    dir: Direction
    state: State
    """`reviewed` if all of its texts are."""


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


def voices(
    subject: Classified | Vocabulary | UnknownCode | CodeInfo,
    context: str | None = None,
    *,
    locale: str | Sequence[str] = "en",
    drafts: bool = True,
) -> Voices:
    """Return what to tell people about a classification, a code or its `.info`.

    `context` picks one of the meanings of a code that has several; without it, the default one counts. A
    classification knows its own. What is no outcome, such as the name of a method, gets what is said of an
    unknown code. Raises LookupError if the code has no such context.

    `locale` is a BCP 47 tag, or several in order of preference. A tag is looked up as it is, then without
    its last parts, as RFC 4647 says: `fr-BE` finds `fr`, and never `fr-CA`. Only if the language itself is
    not there, its regions count: `pt` finds `pt-BR`. What is not there at all gets English; `.locale` says
    what it is. With `drafts=False`, only texts that were reviewed count.
    """
    if isinstance(subject, Vocabulary | UnknownCode):
        subject = subject.info
    if isinstance(subject, CodeInfo):
        key = _of_code(subject, context or subject.default_context)
    else:
        key = _first(subject.id, subject.context, subject.category, subject.challenge)
    return _voices(key, _found(locale, key, drafts))


@cache
def locales() -> tuple[Locale, ...]:
    """Return the languages that the texts exist in, the source first."""
    listed = packaged("texts")["locales"].items()
    return tuple(
        Locale(tag=tag, name=item["name"], dir=item["dir"], state=_content(tag)["state"])
        for tag, item in listed
    )


def _of_code(code: CodeInfo, context: str | None) -> str:
    id = f"{code.vocabulary}#{code.name}"
    if context is None:
        return _first(id, None, code.category, code.challenge)
    found = next((item for item in code.contexts if item.id == context), None)
    if found is None:
        raise LookupError(f"{id} has no context {context!r}")
    return _first(id, context, found.category, found.challenge)


def _first(id: str | None, context: str | None, category: str | None, challenge: str | None) -> str:
    """Return the key of the texts of the meaning, else of the code, the kind of challenge, the category."""
    uses = _uses()
    keys = (f"{id}/{context}", f"{id}", f"{category}/{challenge}", f"{category}", "unknown")
    return next(uses[key] for key in keys if key in uses)


def _found(wanted: str | Sequence[str], key: str, drafts: bool) -> str:
    """Return the first language that is wanted and has these texts in a state that counts."""
    tags = wanted if isinstance(wanted, list | tuple) else (wanted,)
    found = (tag for each in tags for tag in _lookup(each))
    return next((tag for tag in found if drafts or _state(tag, key) != "draft"), _source())


@cache
def _uses() -> Mapping[str, str]:
    """Return the set of texts that belongs to each code, meaning and category."""
    return {subject: key for key, subjects in packaged("texts")["uses"].items() for subject in subjects}


def _source() -> str:
    return str(next(iter(packaged("texts")["locales"])))


def _lookup(wanted: object) -> Iterator[str]:
    """Yield the languages that fit a tag, the closest first; nothing for what is no tag."""
    if not isinstance(wanted, str):
        return
    known = {tag.lower(): tag for tag in packaged("texts")["locales"]}
    parts = wanted[:_LONGEST].lower().replace("_", "-").split("-")
    closest = [tag for count in range(len(parts), 0, -1) if (tag := "-".join(parts[:count])) in known]
    yield from (known[tag] for tag in closest)
    # The words of one region are wrong in another: better than English, but not than the language itself.
    if not closest and not any(len(part) == 4 for part in parts):  # a script is no matter of taste
        yield from (tag for low, tag in known.items() if _is_region_of(low, parts[0]))


def _is_region_of(tag: str, language: str) -> bool:
    own, _, region = tag.partition("-")
    return own == language and len(region) in (2, 3)


def _content(tag: str) -> Mapping[str, Any]:
    """Return the texts in one language; they are read when they are first asked for."""
    return packaged(f"texts/{tag}")


def _state(tag: str, key: str) -> State:
    content = _content(tag)
    state: State = content["states"].get(key, content["state"])
    return state


@cache
def _voices(key: str, tag: str) -> Voices:
    index, content = packaged("texts"), _content(tag)
    never_ask, developer = index["sets"][key]
    title, body, button, ask, do = content["sets"][key]
    lines = tuple(content["never_ask"][id] for id in never_ask)
    shared = content["lines"]
    return Voices(
        end_user=EndUserText(title=title, body=body, button=button),
        support=SupportText(
            ask=tuple(shared.get(line, line) for line in ask),
            do=tuple(shared.get(line, line) for line in do),
            never_ask=lines,
        ),
        developer=tuple(developer),
        id=key,
        locale=tag,
        state=_state(tag, key),
        dir=index["locales"][tag]["dir"],
    )
