"""What to tell people about a code, in three voices: the end user, a support agent, a developer."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from codegen.model.base import Date, Line, MeaningRef, Model, TermId, Text, form, term

_PLAIN_LINE = r"^[^\n\r`]+$"
TITLE_LENGTH, LABEL_LENGTH, PLAIN_LENGTH = 60, 24, 240
"""In characters: a title is two lines on a small phone, a button one."""
Title = Annotated[str, form(_PLAIN_LINE, "one line without backticks", min_length=1, max_length=TITLE_LENGTH)]
"""A headline: at most 60 characters, without backticks."""
Label = Annotated[str, form(_PLAIN_LINE, "one line without backticks", min_length=1, max_length=LABEL_LENGTH)]
"""The text of a button: at most 24 characters, without backticks."""
Plain = Annotated[str, form(_PLAIN_LINE, "one line without backticks", min_length=1, max_length=PLAIN_LENGTH)]
"""One or two sentences to show as they are: at most 240 characters, without backticks."""


Locale = Annotated[
    str,
    form(
        r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$",
        "a language, and a script or region where they matter, such as `fr-CA`",
    ),
]
"""A language as a BCP 47 tag: `en`, `fr-CA`, `zh-Hant`."""
Direction = Literal["ltr", "rtl"]
"""Which way a language is written: `ltr` from left to right, `rtl` from right to left."""
SourceDigest = Annotated[str, form(r"^[0-9a-f]{8}$", "eight digits from 0 to f")]
"""Digest of the text in the first language that a translation was made from."""


class EndUserText(Model):
    """What the application shows to the person who connects an account."""

    title: Title
    body: Plain
    button: Label | None = None
    """What the one button says; none where there is nothing to press."""


class SupportText(Model):
    """What a support agent asks and does, and what an agent must never ask for."""

    ask: tuple[Line, ...]
    do: Annotated[tuple[Line, ...], Field(min_length=1)]
    never_ask: Annotated[tuple[TermId, ...], Field(min_length=1)]
    """Ids of lines of the file's `never_ask`; in a resolved spec, the lines themselves."""


class Voices(Model):
    """The same matter, told to three people."""

    end_user: EndUserText
    support: SupportText
    developer: Annotated[tuple[Text, ...], Field(min_length=1)]

    @property
    def key(self) -> str:
        """The name of this set of texts, which is the same in all languages."""
        raise NotImplementedError


class NeverAsk(Model):
    """A line that many sets of texts share: what a support agent must never ask for."""

    id: TermId
    text: Line


def _compiles(pattern: str) -> str:
    """Refuse what is no regular expression."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"this is no regular expression: {error}; correct it") from None
    return pattern


class Convention(Model):
    """A habit of writing in one language."""

    pattern: Annotated[str, AfterValidator(_compiles)]
    """A regular expression that finds what breaks it."""
    advice: Line


class Claims(Model):
    """What a text claims, as regular expressions that find it in any case."""

    starts: Annotated[str, AfterValidator(_compiles)]
    """A button that starts something, or a sentence that asks to start again."""
    ours: Annotated[str, AfterValidator(_compiles)]
    """That the application made the mistake."""
    unfinished: Annotated[str, AfterValidator(_compiles)]
    """That something is still running."""
    other: Annotated[str, AfterValidator(_compiles)]
    """That another bank, account, amount or way helps."""
    careful: Annotated[str, AfterValidator(_compiles)]
    """A warning not to do it twice."""
    waits: Annotated[str, AfterValidator(_compiles)]
    """A text for developers that tells them to wait."""
    urges: Annotated[str, AfterValidator(_compiles)]
    """A sentence for end users that asks them to connect, or to agree, once more."""
    looks_up: Annotated[str, AfterValidator(_compiles)]
    """How a line begins that sends support to the records before anything else."""
    offers: Annotated[str, AfterValidator(_compiles)]
    """A sentence for support that offers to do it again, and does not make it depend on what happened."""


class Phrase(Model):
    """A sentence that many texts share, since it must be understood: a warning."""

    id: TermId
    texts: Annotated[tuple[Line, ...], Field(min_length=1)]
    """The ways to say it, such as one for each gender of what it is about."""

    def is_in(self, text: str) -> bool:
        """Return whether a text says it."""
        return any(each in text for each in self.texts)


class GlossaryTerm(Model):
    """What one term of the first language is called in another."""

    source: Line
    """The term, or its beginning, as the first language writes it: `one-time code`."""
    texts: Annotated[tuple[Line, ...], Field(min_length=1)]
    """Words that may be used instead, each with the letters that all its forms share."""


class Wording(Model):
    """How texts of one language are worded. Words are given by their beginnings, in any case."""

    avoid: Annotated[tuple[Line, ...], Field(min_length=1)]
    """What an end user should not read: jargon, and what sounds like blame."""
    must_never_ask: Annotated[tuple[Line, ...], Field(min_length=1)]
    """Secrets; what a support agent must never ask for names at least one of them."""
    wrong_register: tuple[Line, ...] = ()
    """Whole words of a register that the texts do not use, such as `tu` where they say `vous`."""
    punctuation: tuple[Convention, ...] = ()
    """What is wrong in this language, as patterns of text."""
    turns: tuple[Convention, ...] = ()
    """What is spelled right and yet not said, or says something else, as patterns of text."""
    terms: tuple[GlossaryTerm, ...] = ()
    """What the terms of the first language are called, so that each has one name."""
    phrases: tuple[Phrase, ...] = ()
    """What is said in one way wherever it appears; other languages translate it by its id."""
    claims: Claims | None = None
    """What texts must not claim where the plan says otherwise; lint looks for it in the first language."""


class Entry(Voices):
    """The texts for a category, or for one kind of challenge within it."""

    category: Annotated[TermId, term("categories")]
    challenge: Annotated[TermId | None, term("challenges")] = None

    @property
    def key(self) -> str:
        """The category, and the kind of challenge if there is one: `challenge_required_otp`."""
        return f"{self.category}_{self.challenge}" if self.challenge else self.category


class TextWhen(Model):
    """Which meanings get some texts: those for which all conditions are true, each with one of its words."""

    categories: Annotated[tuple[TermId, ...], term("categories")] = ()
    situations: Annotated[tuple[TermId, ...], term("situations")] = ()
    effects: Annotated[tuple[TermId, ...], term("effects")] = ()
    """What doing it again would do."""
    decisions: Annotated[tuple[TermId, ...], term("decision")] = ()
    """What is planned with the user there, after the first attempt."""
    actors: Annotated[tuple[TermId, ...], term("actors")] = ()
    actions: Annotated[tuple[TermId, ...], term("actions")] = ()
    """At least one of them is among what to do."""

    @property
    def conditions(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The conditions that there are, each with its words."""
        return tuple((name, frozenset(words)) for name, words in self if words)


class CodeText(Voices):
    """The texts for one code or several, where those of their category would be untrue or too vague."""

    id: TermId
    """A name for these texts that stays: catalogs of translations have it, and applications ask for it."""
    codes: tuple[MeaningRef, ...] = ()
    when: tuple[TextWhen, ...] = ()
    """Groups of meanings that they are for, unless a set names the code. The first set that fits counts."""

    @property
    def key(self) -> str:
        """Its id."""
        return self.id


class Review(Model):
    """Who has read a translation as a native speaker, and when."""

    by: Line
    on: Date


class Translated(Model):
    """A text in another language. It is a draft until a native speaker has reviewed it."""

    of: SourceDigest
    """Digest of what it translates, so that a text that changes is noticed here; `lint` says the new one."""
    text: Plain
    reviewed: Review | None = None
    """Left out while it is a draft."""


class TranslatedNeverAsk(Translated):
    """One of the shared lines of `never_ask` in another language."""

    id: TermId


class TranslatedSet(Model):
    """What one audience reads of a set of texts, in another language: as many texts as in the first one."""

    id: TermId
    """The key of the set: its id, or category and kind of challenge, such as `challenge_required_otp`."""


class TranslatedEndUser(TranslatedSet):
    """What the end user reads, in another language."""

    title: Translated
    body: Translated
    button: Translated | None = None


class TranslatedSupport(TranslatedSet):
    """What a support agent reads, in another language."""

    ask: tuple[Translated, ...] = ()
    do: Annotated[tuple[Translated, ...], Field(min_length=1)]
