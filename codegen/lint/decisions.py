"""Rules about decisions and masking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

from codegen.lint._node import Node, Problem, Rule
from codegen.model.decisions import AnswerWord, DecisionRow, Decisions, DecisionWord, TableWord, VerdictWord
from codegen.model.redaction import Redaction
from codegen.text.guess import choices


def decision_rows(node: Node) -> Iterator[Problem]:
    """Yield a problem for a table that may have no answer, and for each row that can never be reached."""
    for steps, rows in node.value.tables():
        last = len(rows) - 1
        if rows[last].when.conditions:
            advice = 'end the table with a row that has "when": {}, and give the safest answer there'
            yield Problem((*steps, last, "when"), "the last row does not always hold", advice)
        for index, row in enumerate(rows):
            earlier = _covering(row, rows[:index])
            if earlier is not None:
                message = f"row {earlier} always applies when this one does, so this one is never reached"
                advice = f"put it before row {earlier}, or remove it"
                yield Problem((*steps, index), message, advice)


def _covering(row: DecisionRow, earlier: Sequence[DecisionRow]) -> int | None:
    """Return the number of the first row that applies whenever this one does."""
    asked = row.when.conditions
    for number, other in enumerate(earlier):
        wider = other.when.conditions
        if all(name in asked and {*asked[name]} <= {*values} for name, values in wider.items()):
            return number
    return None


DECISION_ROWS = Rule(
    "decision-rows",
    "Every table of the decisions ends with a row that always applies, and each row can be reached.",
    "model",
    decision_rows,
    on=(Decisions,),
    why=(
        "In a table, the first row that applies counts, in every language. Without a last row that always "
        "applies, each language would have to make up its own answer, and they would differ. A row "
        "behind one that applies whenever it does looks like a decision, and decides nothing."
    ),
    advice=(
        "End each table with a row without conditions. Order the others from the special case to the "
        "general one."
    ),
)


# Words that no table gives: the code of the packages itself does.
_GIVEN_BY_CODE = {
    "matched_by": ("absent", "context", "vocabulary", "code", "message", "prefix", "http_status", "none"),
    "source": ("payload", "json", "url", "code", "text", "none"),
    "certainty": ("certain", "likely"),
    "unread": ("too_long", "too_many", "too_deep", "unrecognized", "more", "cut_off"),
    "verdict": ("unknown",),
    "connection": ("ok", "unknown"),
}

_PARTS = {"do", "delay", "left", "poll", "deadline", "then"}
"""What the sentence of a plan is made of."""


def decision_words(node: Node) -> Iterator[Problem]:
    """Yield a problem for a word that is there twice, is missing, or is given by nothing."""
    decisions: Decisions = node.value
    for kind, words in decisions.words:
        yield from _twice(kind, words)
        yield from _missing(kind, words)
    yield from _parts(decisions.words.decision)
    retry = decisions.retry
    verdicts = {row.verdict for row in decisions.verdict.by_phase}
    yield from _idle("decision", decisions.words.decision, {row.decision for row in retry})
    yield from _idle("reason", decisions.words.reason, {row.reason for row in retry})
    yield from _idle("verdict", decisions.words.verdict, verdicts)
    yield from _idle(
        "connection", decisions.words.connection, {row.connection for row in decisions.connection}
    )


def _parts(words: Sequence[DecisionWord]) -> Iterator[Problem]:
    """Yield a problem for a part of a sentence that no plan has."""
    for index, word in enumerate(words):
        for part in sorted({*re.findall(r"\{([^}]*)\}", word.sentence)} - _PARTS):
            advice = choices(part, _PARTS, "remove it")
            yield Problem(("words", "decision", index, "sentence"), f"no plan has {part!r}", advice)


def _twice(kind: str, words: Sequence[AnswerWord]) -> Iterator[Problem]:
    ids = [word.id for word in words]
    for index, id in enumerate(ids):
        if id in ids[:index]:
            yield Problem(("words", kind, index, "id"), f"{id!r} is here twice", "keep one of them")


def _missing(kind: str, words: Sequence[AnswerWord]) -> Iterator[Problem]:
    needed = _GIVEN_BY_CODE.get(kind, ())
    for id in sorted({*needed} - {word.id for word in words}):
        advice = f"add {id!r}: the packages give it"
        yield Problem(("words", kind), f"there is no {kind} {id!r}", advice)
    for index, word in enumerate(words):
        if not isinstance(word, TableWord) and word.id not in needed:
            advice = f"remove it, or teach the packages to give it; they know {', '.join(needed)}"
            yield Problem(("words", kind, index, "id"), f"no package gives the {kind} {word.id!r}", advice)


def _idle(kind: str, words: Sequence[TableWord], given: set[str]) -> Iterator[Problem]:
    for index, word in enumerate(words):
        used = word.id in given or (isinstance(word, VerdictWord) and word.by_code)
        if not used and word.unused is None:
            advice = 'use it in a row, remove it, or say in "unused" why no row gives it'
            yield Problem(("words", kind, index), f"no row gives the {kind} {word.id!r}", advice)
        if used and word.unused is not None:
            message = f"the {kind} {word.id!r} is given, although this says that it is not"
            yield Problem(("words", kind, index, "unused"), message, 'remove "unused"')


DECISION_WORDS = Rule(
    "decision-words",
    "Each word of an answer is there once and is given, or says why not; none is missing.",
    "model",
    decision_words,
    on=(Decisions,),
    why=(
        "Applications branch on these words, and write a branch for each. A word that nothing gives is a "
        "branch that never runs, usually because a row was renamed and the word was left behind. A word "
        "that a package gives and the list lacks would break that package."
    ),
    advice="Use the word in a row, remove it, or say in `unused` why no row gives it.",
)


_FOREIGN: tuple[tuple[str, str], ...] = (
    (
        r"\\(?![dDwWbBnt\d]|u[0-9a-f]{4}|[^A-Za-z0-9])",
        "an escape that only one of them knows or reads otherwise",
    ),
    (r"(?<!\\)\(\?(?![:=!]|<[=!])", "a group that only one of them knows"),
    (r"[*+?}]\+", "a possessive quantifier, which JavaScript lacks"),
    (r"\{,", "a quantifier without a lower limit, which JavaScript reads as text"),
    (
        r"^\(\?<!\[[^\]]*\]\)(?:\\d|\[[\d-]+\])(?![?*])",
        "a look behind at each character of a text, three times slower than `\\d(?<![a-z]\\d)`",
    ),
)
"""What the dialect leaves out; classes and anchors are looked for apart."""

_SHARED = re.compile(r"\{(?:verbs|states)\}")

_CLASS = re.compile(r"(?<!\\)\[\^?(?:\\.|[^\]\\])+\]")

_ANCHOR = re.compile(r"(?<!\\)[$^]")

_STEPS = 10_000
"""How often what is repeated inside a repetition may be tried from one place."""


def redaction_pattern(node: Node) -> Iterator[Problem]:
    """Yield a problem for each pattern that one language reads otherwise, or that may take long."""
    found: Redaction = node.value
    for path, pattern in _patterns(found):
        plain = _SHARED.sub("word", pattern)
        faults = [*_foreign(plain)] or _slow(plain)
        for fault in faults[:1]:
            yield Problem(path, fault, "write it in another way; the page of this rule says what is allowed")


def _patterns(found: Redaction) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for index, label in enumerate(found.labels):
        given = ("only", label.only), ("keeps", label.keeps)
        yield from ((("labels", index, name), pattern) for name, pattern in given if pattern)
    for index, shape in enumerate(found.shapes):
        yield ("shapes", index, "pattern"), shape.pattern
    for name, pattern in found.grammar:
        yield ("grammar", name), pattern


def _foreign(pattern: str) -> Iterator[str]:
    for shape, fault in _FOREIGN:
        if match := re.search(shape, pattern):
            yield f"{match[0]!r} is {fault}"
    if match := _ANCHOR.search(_CLASS.sub("", pattern)):
        yield f"{match[0]!r} is an anchor, which the two read differently before a line feed"
    try:
        re.compile(pattern, re.ASCII)
    except re.error as error:
        yield f"no pattern: {error}"


@cache
def _slow(pattern: str) -> tuple[str, ...]:
    """Return why a pattern may look at the same text again and again."""
    return tuple(dict.fromkeys(_risks(_parser.parse(pattern, re.ASCII), followed=False)))


def _risks(sequence: Any, *, followed: bool) -> Iterator[str]:
    """Look at a sequence; `followed` says whether something must match behind it."""
    parts = list(sequence)
    for index, (kind, value) in enumerate(parts):
        must = followed or any(_must_match(part) for part in parts[index + 1 :])
        if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            yield from _repeated(*value, followed=must)
        for inner in _inside(kind, value):
            is_aside = kind in (_constants.ASSERT, _constants.ASSERT_NOT)
            yield from _risks(inner, followed=must or is_aside)


def _repeated(least: int, most: int, inner: Any, *, followed: bool) -> Iterator[str]:
    if most is _constants.MAXREPEAT and followed:
        yield "a repetition without a limit, behind which something must match"
    widest = max((_width(part) for part in inner), default=0)
    if most is not _constants.MAXREPEAT and most > 1 and widest * most > _STEPS:
        yield f"a repetition in a repetition, tried more than {_STEPS:,} times from one place"


def _inside(kind: Any, value: Any) -> Sequence[Any]:
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        return [value[2]]
    if kind is _constants.SUBPATTERN:
        return [value[3]]
    if kind is _constants.BRANCH:
        return list(value[1])
    return [value[1]] if kind in (_constants.ASSERT, _constants.ASSERT_NOT) else []


def _must_match(part: tuple[Any, Any]) -> bool:
    kind, value = part
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        return bool(value[0])
    return bool(kind in (_constants.ASSERT, _constants.ASSERT_NOT, _constants.AT) or _least_width(part))


def _least_width(part: tuple[Any, Any]) -> int:
    kind, value = part
    if kind is _constants.SUBPATTERN:
        return int(value[3].getwidth()[0])
    return min(int(item.getwidth()[0]) for item in value[1]) if kind is _constants.BRANCH else 1


def _width(part: tuple[Any, Any]) -> int:
    """Return how often a repetition of varying length inside a part is tried; 0 if there is none."""
    kind, value = part
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        return 0 if value[0] == value[1] else min(int(value[1]), _STEPS + 1)
    return max((_width(item) for inner in _inside(kind, value) for item in inner), default=0)


REDACTION_PATTERN = Rule(
    "redaction-pattern",
    "A pattern of masking means the same in Python and JavaScript, and takes linear time.",
    "model",
    redaction_pattern,
    on=(Redaction,),
    why=(
        "The packages mask logs and payloads with these patterns. One that only Python understands stops "
        "the other package; one that both read differently masks in one language what it shows in the "
        "other. And a pattern that starts over at each letter lets a stranger's payload of a few megabytes "
        "stop a server."
    ),
    advice=(
        r"Use classes, groups, alternatives, lookarounds of a fixed width, and \d \w \b \n \t, which mean "
        r"ASCII. Write spaces out, as \s differs; there are no anchors. Give each repetition a limit, unless "
        "nothing must match behind it."
    ),
)


_LAST = "random"
"""The check of a shape that looks for nothing in particular."""


def redaction_rows(node: Node) -> Iterator[Problem]:
    """Yield a problem for names and ids that are there twice, a missing last resort, and unknown labels."""
    found: Redaction = node.value
    yield from _listed_twice(found)
    if found.shapes[-1].check != _LAST or any(shape.check == _LAST for shape in found.shapes[:-1]):
        advice = f'put the shape with "check": "{_LAST}" at the end'
        yield Problem(("shapes", len(found.shapes) - 1), "the last shape is not the last resort", advice)
    known = [label.id for label in found.labels]
    for number, kind in enumerate(found.grid.kinds):
        for index, id in enumerate(kind.labels):
            if id not in known:
                path = ("grid", "kinds", number, "labels", index)
                yield Problem(path, f"there is no label {id!r}", choices(id, known, "remove it"))


def _listed_twice(found: Redaction) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for index, label in enumerate(found.labels):
        for name in sorted(label.names):
            if owners.setdefault(name, label.id) != label.id:
                message = f"{name!r} is a name of {owners[name]!r}, too"
                yield Problem(("labels", index, "words"), message, "keep it at one of them")
    for kind in ("labels", "shapes"):
        ids = [rule.id for rule in getattr(found, kind)]
        for index, id in enumerate(ids):
            if id in ids[:index]:
                yield Problem((kind, index, "id"), f"{id!r} is here twice", "choose another id")


REDACTION_ROWS = Rule(
    "redaction-rows",
    "In the rules of masking, each name has one label, each id is there once, and a last resort ends them.",
    "model",
    redaction_rows,
    on=(Redaction,),
    why=(
        "A name says what a value is. If two labels have it, the order of a list decides whether an account "
        "number is masked or shown. And no list of known keys and tokens is ever complete: without a last "
        "shape for anything that only a machine writes, a key of a new issuer is shown."
    ),
    advice="Keep each name at the label that says most, and the shape for random text at the end.",
)


RULES = (
    DECISION_ROWS,
    DECISION_WORDS,
    REDACTION_PATTERN,
    REDACTION_ROWS,
)
