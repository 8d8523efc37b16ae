"""Rule plain-english: texts of the spec are written as people say them aloud.

The list of turns is the only one: a test of the repository reads it for documents, programs and tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from codegen.lint._node import Node, Problem, Rule, texts_of
from codegen.model import (
    AcceptedDrift,
    Address,
    Code,
    ConfigField,
    Convention,
    Model,
    Payload,
    ProviderFile,
    Recognize,
    Sign,
    SignatureVector,
    Source,
    State,
    Suppression,
    Transition,
    Translated,
    TranslatedNeverAsk,
    TranslationsFile,
    Vector,
    WireMessage,
    Wording,
)

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


def check(node: Node) -> Iterator[Problem]:
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


RULE = Rule(
    "plain-english",
    "Texts are plain American English, without turns that sound translated.",
    "model",
    check,
    suppressible=True,
    why=(
        "Some sentences are correct and still sound like a translation. A reader under pressure has to "
        "read them twice, and trusts the facts beside them less. Values, messages and titles that providers "
        "wrote are copied to the letter, so they are left alone, and so is everything in quotation marks."
    ),
    advice="Say the sentence aloud, then write what you said. The finding suggests a word.",
)
