"""View of the page of rules about changes: what each finds, whom that breaks, and an example."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import NamedTuple

from codegen.compat.past import LEVELS, ChangeRule, illustration, rules
from codegen.text.json_text import json_text
from codegen.views.book import Head
from codegen.views.labels import label

CHANGE_RULES_PAGE = "change-rules"
_AROUND = 1
"""How many lines of an example are shown around what differs."""
_CONSUMERS = {
    "python": "Python enums", "typescript": "TypeScript types", "strict": "strict schemas",
    "tolerant": "tolerant schemas", "models": "models", "data": "the data pack",
    "answer": "answers at run time",
}  # fmt: skip


class ChangeRuleView(NamedTuple):
    """A rule, as the page shows it."""

    id: str
    summary: str
    why: str
    consumers: tuple[tuple[str, str], ...]
    """(level, those for whom a change has it), the gravest first."""
    review: bool
    acceptable: bool
    example: str
    """What differs between the two halves of the example."""


class ChangeRulesView(NamedTuple):
    """The page."""

    head: Head
    levels: tuple[tuple[str, tuple[ChangeRuleView, ...]], ...]
    """(level, its rules), the gravest first."""


def change_rules_view() -> ChangeRulesView:
    """Return the page; it says the same for every spec."""
    grouped = (
        (label(level), tuple(_rule(rule) for rule in rules() if rule.level == level))
        for level in reversed(LEVELS[1:])
    )
    head = Head("Rules for changes", "What a change between two versions means, and to whom.")
    return ChangeRulesView(head, tuple(grouped))


def _rule(rule: ChangeRule) -> ChangeRuleView:
    return ChangeRuleView(
        rule.id,
        rule.summary,
        rule.why,
        tuple(_consumers(rule)),
        rule.review,
        rule.acceptable,
        _example(rule),
    )


def _consumers(rule: ChangeRule) -> Iterator[tuple[str, str]]:
    levels = rule.levels._asdict()
    for level in reversed(LEVELS[1:]):
        names = [words for id, words in _CONSUMERS.items() if levels[id] == level]
        if names:
            yield label(level), ", ".join(names)


def _example(rule: ChangeRule) -> str:
    example = illustration(rule.id)
    before, after = (json_text(half).splitlines() for half in (example.before, example.after))
    lines = list(difflib.unified_diff(before, after, n=_AROUND, lineterm=""))[2:]
    return "\n".join(line for line in lines if not line.startswith("@@"))
