"""Rules about texts: that they are there, finished, and in plain English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from codegen.lint._node import Node, Problem, Rule, texts_of
from codegen.lint._wording import Test, tests_of, words
from codegen.model.base import Model
from codegen.model.codes import AcceptedDrift, Code, Sign, Source, WireMessage
from codegen.model.conformance import Vector
from codegen.model.diagrams import State, Transition
from codegen.model.files import ProviderFile, Suppression, TextsFile, TranslationsFile
from codegen.model.reality import Hoped, PastedBody
from codegen.model.texts import Convention, Translated, TranslatedNeverAsk, Voices, Wording
from codegen.model.wire import Address, ConfigField, Payload, Recognize, SignatureVector
from codegen.read.findings import Fix
from codegen.text.guess import closest_names

# The list of turns is the only one: a test of the repository reads it for documents, programs and tests.
TURNS = {
    r"nobody(?:'s)?": "no one, or the passive",
    r"somebody": "someone, a user, a reader",
    r"(?:any|every)body": "anyone, everyone",
    r"no one must": "no one may",
    r"one's own|one's": "your",
    r"mend(?:s|ed|ing)?": "fix",
    r"anew": "again",
    r"begun": "started",
    r"(?:go|goes|going|went|gone) on": "continue",
    r"(?:stand|stands|standing|stood) (?:for|in)": "mean, represent, be in",
    r"(?:stand|stands|standing|stood) (?:alone|around|at|before|behind|beside|between)": "be, go",
    r"(?:stand|stands|standing|stood) (?:further|on|once|only|there|twice)": "be, appear",
    r"(?:tell|tells|telling|told|known) (?:(?!and )\w+ )?apart": "distinguish, differ by",
    r"(?:is|are) told by": "is recognized by",
    r"equal to (?:it|them)sel(?:f|ves) alone": "compared by identity",
    r"holds(?! (?:the|an|your) account)": "contains, has, is true, applies",
    r"(?:can|does|may|must|not|should|that|they|to|which|will) hold(?! (?:back|of|the user|up))": (
        "contain, have, be true, apply"
    ),
    r"wants an?": "asks for, requires, needs",
    r"says so": "states it; or repeat what it says",
    r"what (?:it|one) is (?:called|named)": "its name",
    r"comes? along": "arrive with, be included",
    r"belongs? into": "belongs in",
    r"(?:advise|advises|suggest|suggests) to(?! (?:the|them|users?))": "suggest doing it",
    r"full stops?": "period",
    r"licen[c]e": "license",
    r"lately": "recently",
    r"lest|hearsay|thereby|wherein": "a plain word",
    r"commonest": "most common",
}
"""Turns that sound translated, as patterns of whole words, and what to write instead."""

_TURN = re.compile(r"(?<![\w\"'/|#])(?:" + "|".join(TURNS) + r")(?![\w\"'])", re.IGNORECASE)

_LIKELY = re.compile(r"\b(?:" + "|".join(TURNS) + r")\b")
"""Matches where `_TURN` does, in text without capitals, and sometimes elsewhere: a quick first look."""

_LITERAL = re.compile(r'`[^`]*`|"[^"]*"')

_QUOTED: dict[type[Model], set[str]] = {
    AcceptedDrift: {"value"},
    Address: {"value"},
    Code: {"name", "value"},
    ConfigField: {"values"},
    Recognize: {"equals"},
    Sign: {"message_contains", "equals"},
    SignatureVector: {"secret", "body", "header_value"},
    Source: {"title", "publisher", "edition"},
    State: {"label"},
    Suppression: {"at"},
    Transition: {"label"},
    Hoped: {"values", "says"},
    PastedBody: {"body"},
    Vector: {"input", "expected"},
    WireMessage: {"text", "placeholders"},
    Wording: {"avoid", "must_never_ask", "wrong_register"},
    TranslationsFile: {"name"},
    Translated: {"text"},
    TranslatedNeverAsk: {"text"},
    Convention: {"pattern"},
}
"""Fields whose words are someone else's, or are looked for."""

_SCHEMAS: dict[type[Model], str] = {Payload: "body", ProviderFile: "definitions"}
"""Fields with JSON Schemas, in which nothing but descriptions is prose."""


def turns(text: str) -> Iterator[tuple[str, str]]:
    """Yield each turn in a text, and what is better."""
    for found in _TURN.finditer(text):
        turn = found.group()
        yield turn, next(better for pattern, better in TURNS.items() if re.fullmatch(pattern, turn, re.I))


def plain_english(node: Node) -> Iterator[Problem]:
    """Yield a problem for each turn in the part's own texts; models below it are nodes of their own."""
    part: Model = node.value
    for name in _prose_of(type(part)):
        value = getattr(part, name)
        if not value or (isinstance(value, str) and not _may_have_turn(value)):
            continue  # nearly all are such texts, and a look at more would cost more than all the rest
        for path, text in _texts(value, (name,)):
            if _SCHEMAS.get(type(part)) == name and path[-1] != "description":
                continue
            for turn, better in turns(_LITERAL.sub("``", text)):
                yield Problem(path, f"{turn!r} sounds translated", f"better: {better}")


@cache
def _may_have_turn(text: str) -> bool:
    """Say whether a text needs a closer look; many of the spec are there several times."""
    return " " in text and _LIKELY.search(text.casefold()) is not None


@cache
def _prose_of(model: type[Model]) -> list[str]:
    """Return the fields of a model whose words are its author's."""
    return sorted({*texts_of(model)} - _QUOTED.get(model, set()))


def _texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the sentences of a field that may have a turn: a text without a space is an id or a literal."""
    if isinstance(value, str):
        if _may_have_turn(value):
            yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))


PLAIN_ENGLISH = Rule(
    "plain-english",
    "Texts are plain American English, without turns that sound translated.",
    "model",
    plain_english,
    suppressible=True,
    why=(
        "Some sentences are correct and still sound like a translation. A reader under pressure has to "
        "read them twice, and trusts the facts beside them less. Values, messages and titles that providers "
        "wrote are copied to the letter, so they are left alone, and so is everything in quotation marks."
    ),
    advice="Say the sentence aloud, then write what you said. The finding suggests a word.",
)


def summary_wording(node: Node) -> Iterator[Problem]:
    """Yield a problem for a summary that is no sentence."""
    summary = vars(node.value).get("summary")
    if not isinstance(summary, str):
        return
    if summary != summary.strip() or "  " in summary:
        fix = Fix(node.place.child("summary"), "set", " ".join(summary.split()))
        yield Problem(("summary",), "the summary has stray spaces", "remove them", fix)
    elif not (summary[0].isupper() or summary[0] in "`0123456789"):
        yield Problem(("summary",), "the summary starts small", "start it with a capital letter")
    elif not summary.endswith("."):
        yield Problem(
            ("summary",),
            "the summary does not end with a period",
            "make it one sentence, with a period",
        )


SUMMARY_WORDING = Rule(
    "summary-wording",
    "A summary is one sentence: capital first, period last, no stray spaces.",
    "model",
    summary_wording,
    suppressible=True,
    why=(
        "Summaries are read by themselves: in tooltips, tables and comments, or beside other codes. They "
        "only read well together if all are whole sentences of the same form."
    ),
    advice="Start with a capital letter, end with a period and remove stray spaces.",
)


MARK = "TODO:"
"""How a text begins that is still to be written; `codegen new` leaves such blanks."""

_ADVICE = "write it in place of the blank"


def unfinished(node: Node) -> Iterator[Problem]:
    """Yield a problem for each text that begins with the mark."""
    part: Model = node.value
    for name in texts_of(type(part)):
        value = getattr(part, name)
        if not value or (isinstance(value, str) and not value.startswith(MARK)):
            continue  # nearly all are such texts, and a look at more would cost more than all the rest
        for path, text in _unfinished_texts(value, (name,)):
            if text.startswith(MARK):
                yield Problem(path, f"to be written: {text.removeprefix(MARK).strip()}", _ADVICE)


def _unfinished_texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the texts of a field; models below it are nodes of their own."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            yield from _unfinished_texts(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _unfinished_texts(item, (*path, key))


UNFINISHED = Rule(
    "unfinished",
    "Nothing is left to be written.",
    "model",
    unfinished,
    why=(
        "A scaffold says in each blank what belongs there. A blank that is forgotten would be published as "
        "if it were a fact."
    ),
    advice="Write what the blank asks for, from the provider's own documents.",
)


Steps = tuple[str | int, ...]


def end_user_wording(node: Node) -> Iterator[Problem]:
    """Yield a problem for what an end user should not read, and support texts that guard no secret."""
    texts: TextsFile = node.value
    tests = tests_of(texts.wording, node.spec)
    guarded = words(texts.wording.must_never_ask)
    lines = {line.id: line.text for line in texts.never_ask}
    for path, voices in _voices(texts):
        yield from _end_user(voices, path, tests)
        if not any(guarded.search(lines.get(id, id)) for id in voices.support.never_ask):
            message = "nothing here is a secret that support must not ask for"
            advice = f"name at least one of them: {', '.join(texts.wording.must_never_ask)}"
            yield Problem((*path, "support", "never_ask"), message, advice)


def _voices(texts: TextsFile) -> Iterator[tuple[Steps, Voices]]:
    yield from ((("entries", index), entry) for index, entry in enumerate(texts.entries))
    yield from ((("codes", index), text) for index, text in enumerate(texts.codes))


def _end_user(voices: Voices, path: Steps, tests: list[Test]) -> Iterator[Problem]:
    for field, text in voices.end_user:
        for what, find in tests:
            if text is not None and (found := find(text)):
                advice = "use words that are known to people who have never heard of this software"
                yield Problem((*path, "end_user", field), f"{found!r} is {what}", advice)


END_USER_WORDING = Rule(
    "end-user-wording",
    "Texts for end users have no wire value, provider's name, jargon, blame or exclamation mark.",
    "texts",
    end_user_wording,
    suppressible=True,
    why=(
        "People read these texts right after something about their money did not work. A code "
        "means nothing to them, a name they have never heard makes them suspect fraud, and a word such as "
        "`invalid` sounds as if it were their fault. Support agents read theirs under pressure: what they "
        "must not ask for has to be in front of them. The words belong to the language and are in its file."
    ),
    advice=(
        "Say what has happened and what to do in words that anyone knows. If a word of the list is "
        "harmless, remove it from `wording`; if one was missing, add it there."
    ),
)


_RENAME = "choose another id"


def texts_complete(node: Node) -> Iterator[Problem]:
    """Yield a problem for what has no texts, for what has two, and for a shared line without a use."""
    yield from _by_subject(node)
    yield from _by_code(node.value)
    yield from _keys(node.value)
    used = {id for voices in node.value.voices for id in voices.support.never_ask}
    for index, line in enumerate(node.value.never_ask):
        if line.id not in used:
            advice = "name it where support must not ask for it, or remove it"
            yield Problem(("never_ask", index), f"no texts for support name {line.id!r}", advice)


def _by_subject(node: Node) -> Iterator[Problem]:
    entries, taxonomy = node.value.entries, node.spec.root.taxonomy
    keys = [(entry.category, entry.challenge) for entry in entries]
    for index, key in enumerate(keys):
        if key in keys[:index]:
            yield Problem(("entries", index), "there are texts for this already", "keep one of the two")
    general = {category for category, challenge in keys if challenge is None}
    misspelled = closest_names(general, (category.id for category in taxonomy.categories))
    for category in taxonomy.categories:
        if category.id not in general | misspelled:
            advice = f'add an entry with "category": "{category.id}" and without a challenge'
            yield Problem(("entries",), f"the category {category.id!r} has no texts", advice)
    kinds = {kind for _, kind in keys if kind}
    misspelled = closest_names(kinds, (challenge.id for challenge in taxonomy.challenges))
    for challenge in taxonomy.challenges:
        if challenge.id not in kinds | misspelled:
            advice = f'add an entry with "challenge": "{challenge.id}" to a category that it occurs in'
            yield Problem(("entries",), f"the challenge {challenge.id!r} has no texts", advice)


def _by_code(texts: TextsFile) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, text in enumerate(texts.codes):
        for number, reference in enumerate(text.codes):
            if reference in seen:
                advice = "keep it in one of the two"
                yield Problem(("codes", index, "codes", number), "there are texts for this already", advice)
            seen.add(reference)


def _keys(texts: TextsFile) -> Iterator[Problem]:
    """Yield a problem for each id that already names other texts."""
    seen = {voices.key for voices in texts.entries}
    for index, text in enumerate(texts.codes):
        if text.id in seen:
            yield Problem(
                ("codes", index, "id"), f"{text.id!r} names other texts already", "choose another id"
            )
        seen.add(text.id)
    lines = [line.id for line in texts.never_ask]
    for index, id in enumerate(lines):
        if id in lines[:index]:
            yield Problem(
                ("never_ask", index, "id"), f"{id!r} names another line already", "choose another id"
            )


TEXTS_COMPLETE = Rule(
    "texts-complete",
    "Every category and every kind of challenge has texts for people, once.",
    "texts",
    texts_complete,
    why=(
        "An application that shows these texts looks them up by category and challenge. Where one is "
        "missing, the user sees an empty box, usually in the situation that is rarest and worst."
    ),
    advice="Write an entry for what the finding names, or remove the second entry for it.",
)


RULES = (
    PLAIN_ENGLISH,
    SUMMARY_WORDING,
    UNFINISHED,
    END_USER_WORDING,
    TEXTS_COMPLETE,
)
