"""What is masked, and how it is found: rules that the packages, the command and the site only read.

Patterns are regular expressions in the dialect that Python and JavaScript share; lint says what that leaves
out. They look at text in its plain form: accents taken off, digits of any script as 0 to 9, escapes undone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StrictBool

from codegen.model.base import Line, Model, TermId, Text, form

Language = Annotated[str, form(r"^[a-z]{2}$", "the two letters of a language, such as `fr`")]
Words = Annotated[
    str, form(r"^\S+( \S+)*$", "words separated by a space; the parts of one are joined by `_`", 1, 4000)
]
"""Words separated by a space; the parts of one are joined by `_`, as in `mot_de_passe`."""
ByLanguage = Annotated[dict[Language, Words], Field(min_length=1)]


def listed(words: Mapping[str, str]) -> list[str]:
    """Return the words of all languages once, as they are in folded text."""
    return list(dict.fromkeys(folded(word) for text in words.values() for word in text.split()))


Shows = Literal["nothing", "last_four"]
"""What is left of a masked value."""


class RedactionExample(Model):
    """A text, and what is left of it. Both are the same where nothing is masked."""

    text: Text
    masked: Text


class LabelRule(Model):
    """Names of fields, parameters and headers that say what their value is. The longest that fits counts."""

    id: TermId
    summary: Line
    words: ByLanguage
    """The names. One of six letters and more also counts at the end of a longer word: `userpassword`."""
    masks: StrictBool = True
    """Whether its values are masked; a label that only looks like another one masks nothing."""
    spares: StrictBool = False
    """Whether what only looks like a secret stays in its values, as in ids, times and amounts."""
    listed_ids: StrictBool = False
    """Whether the ids that the payloads of the providers have are among its names."""
    shows: Shows = "nothing"
    takes: Literal["value", "line"] = "value"
    """Whether the value ends with its quotes or its word, or with the line."""
    alone: StrictBool = False
    """Whether its names are whole names of fields: `code`, but not `vendorCode`."""
    below: StrictBool = False
    """Whether it counts for all that an object under this name contains."""
    only: Text | None = None
    """Pattern of the only values that are masked, or spared, for their name."""
    keeps: Text | None = None
    """Pattern of values that are never masked for their name."""
    examples: Annotated[tuple[RedactionExample, ...], Field(min_length=1)]

    @cached_property
    def names(self) -> frozenset[str]:
        """The names as they are looked up: folded, their parts joined."""
        return frozenset(re.sub(r"[_'-]", "", word) for word in listed(self.words))


class SumRule(Model):
    """A sum of digits that says whether a number is right; X, Y and Z count as 0, 1 and 2."""

    weights: Annotated[str, form(r"^\d+( \d+)*$", "numbers separated by a space, such as `10 9 8`", 1, 80)]
    """How often each digit counts, from the first on."""
    by: int
    """What the sum is divided by."""
    signs: Text | None = None
    """The sign behind the digits for each remainder. Without it, nothing may remain."""


Countries = Annotated[
    str, form(r"^[A-Z]{2}( [A-Z]{2})*$", "countries by their two letters, such as `CZ SK`", 2, 80)
]


class ShapeRule(Model):
    """What a secret looks like, whatever its name. If the pattern has groups, what they match is masked."""

    id: TermId
    summary: Line
    pattern: Text
    case: StrictBool = False
    """Whether capitals differ from small letters."""
    countries: Countries | None = None
    """The countries that give people such a number."""
    skips_ids: StrictBool = False
    """Whether what has the form of a UUID is skipped, since support needs it."""
    shows: Shows = "nothing"
    weak: StrictBool = False
    """Whether ids, times and amounts look like it, too: what a name spares is none."""
    check: Literal["luhn", "iban", "verhoeff", "mod_11_10", "not_time", "random"] | None = None
    """What a match must pass, where a pattern cannot say it."""
    sums: tuple[SumRule, ...] = ()
    """Sums that a match must pass, all of them."""
    example: Text
    masked: Text


class CountryNumber(Model):
    """A number of a person or an account, and where masking is promised to find it."""

    kind: Literal["national_id", "tax_id", "account", "phone"]
    what: Line
    names: Words
    """Names of fields behind which it is masked, with or without the signs between its groups."""
    example: Text
    """A made-up number that its check digits say is right."""
    alone: StrictBool = False
    """Whether it is also masked without a name, in the form of the example."""


class CountryRule(Model):
    """What is promised of the numbers and the words of a country in which a provider is used."""

    id: Annotated[str, form(r"^[A-Z]{2}$", "the two letters of a country, such as `FR`")]
    name: Line
    languages: Words
    """The languages that forms are in. Labels have words of each for all that the grid looks for."""
    numbers: Annotated[tuple[CountryNumber, ...], Field(min_length=1)]


class RedactionGrammar(Model):
    """How names and values are written in JSON, logs, URLs, headers, markup and prose."""

    label: Text
    """A name and the sign behind it: groups 1 and 2 are the name and its closing quote."""
    pair: Text
    """A name that is itself a value, up to where its own value begins: group 1, and the quote in group 2."""
    quoted: Text
    line: Text
    tag: Text
    bare: Text
    groups: Text
    """Further groups of a number."""
    more: Text
    """Further words of a sentence."""
    beside: Text
    """What lies between a name in prose and its value, and the value: groups 1 and 2."""


class RedactionWords(Model):
    """Words that rules share."""

    verbs: ByLanguage
    """What joins a name and its value in prose: `is`; patterns have them as `{verbs}`."""
    fillers: ByLanguage
    """What may be between the name and the verb."""
    states: ByLanguage
    """What is said about a secret without giving it away: `expired`; patterns have them as `{states}`."""
    forms: ByLanguage
    """What says only in which form a value is, at the end of a name: `password_hash`."""


NameForm = Literal["snake", "kebab", "spaced", "camel", "upper", "joined"]


class GridKind(Model):
    """Values that the names of some labels are tried with."""

    labels: Annotated[tuple[TermId, ...], Field(min_length=1)]
    values: Annotated[tuple[Text, ...], Field(min_length=1)]


class CountryWords(Model):
    """Values that the names of some labels are tried with, in each language of each country."""

    what: Line
    labels: Annotated[tuple[TermId, ...], Field(min_length=1)]
    values: Annotated[tuple[Text, ...], Field(min_length=1)]
    lines: Annotated[tuple[TermId, ...], Field(min_length=1)]
    """The kinds of lines in which they are promised to be found."""


class CountryGrid(Model):
    """What the numbers and the languages of each country are tried in."""

    separators: tuple[str, ...]
    """What takes the place of the signs between the groups of a number."""
    alone: tuple[Text, ...]
    """Texts with a `{value}` that has no name."""
    lines: dict[TermId, tuple[Text, ...]]
    """Texts with a `{label}` and a `{value}`, by what shows where the value ends."""
    words: tuple[CountryWords, ...]


class RedactionGrid(Model):
    """What the tests in each language are made from: each name of a label with each form, line and value."""

    kinds: Annotated[tuple[GridKind, ...], Field(min_length=1)]
    forms: Annotated[tuple[NameForm, ...], Field(min_length=1)]
    """How a name is written."""
    lines: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Texts with a `{label}` and a `{value}`."""
    prose: Annotated[dict[Language, tuple[Text, ...]], Field(min_length=1)]
    """Sentences with both, by language; other languages are tried by country alone."""
    countries: CountryGrid | None = None


class Stays(Model):
    """What is left as it is, by choice."""

    what: Line
    why: Text
    examples: Annotated[tuple[Text, ...], Field(min_length=1)]


class Redaction(Model):
    """What is masked in payloads and logs, and what stays."""

    mask: Text
    """What is put in place of a secret."""
    labels: Annotated[tuple[LabelRule, ...], Field(min_length=1)]
    shapes: Annotated[tuple[ShapeRule, ...], Field(min_length=1)]
    """In the order in which they are looked for; the last one is for what no other knows."""
    lookalikes: Text | None = None
    """Letters of other scripts, each with the one that it looks like, separated by spaces."""
    countries: tuple[CountryRule, ...] = ()
    grammar: RedactionGrammar
    words: RedactionWords
    stays: Annotated[tuple[Stays, ...], Field(min_length=1)]
    grid: RedactionGrid


_TATWEEL = "\u0640"


def folded(text: str) -> str:
    """Return text without accents and marks, in small letters."""
    plain = unicodedata.normalize("NFKD", text).lower()
    return "".join(char for char in plain if char != _TATWEEL and unicodedata.category(char)[0] not in "MC")
