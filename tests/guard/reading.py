"""One answer: what both packages read, and how they judge lists in which something failed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tests.guard.rows import BOTH, GuardRow, asked, none_of
from tests.parity.answers import Answers, differences, python
from tests.parity.inputs import Question, questions, unreadable
from tests.wire_bodies import wire_bodies

LONGEST_LIST = 1_000
"""Items of a list that are read."""
_LEVELS_TOO_DEEP = 6


class Ends(NamedTuple):
    """Two bodies of one provider: one says that all went well, the other that it did not."""

    provider: str
    success: Any
    failure: Any


def one_answer(
    packages: Mapping[str, Answers] = BOTH, inputs: int = 20_000, mutated: int = 5_000
) -> Iterator[GuardRow]:
    """Ask both about bodies in which nothing can be read, and about mutated ones."""
    one, other = packages.values()
    made = {
        "bodies in which nothing can be read, with provider and status: answers that differ": unreadable(
            inputs
        ),
        "mutated examples and vectors, every function and option: answers that differ": questions(mutated),
    }
    for what, each in made.items():
        tried = list(each)
        yield none_of(what, len(tried), differences(tried, one, other))


def lists(packages: Mapping[str, Answers] = BOTH, longest: int = LONGEST_LIST) -> Iterator[GuardRow]:
    """Ask both about lists with a failure in them that is easily missed."""
    made = [question for ends in _ends() for question in _lists_of(ends, longest)]
    wrong = (
        f"{name}: {json.dumps(question)[-200:]}"
        for name, answers in asked(packages, made).items()
        for question, answer in zip(made, answers, strict=True)
        if answer["verdict"] == "succeeded"
    )
    yield none_of("lists with a failure in them that are `succeeded`", len(made) * len(packages), wrong)


def _ends() -> Iterator[Ends]:
    """Yield a pair for each provider that has both as examples; they are what they are for both packages."""
    found: dict[str, dict[str, Any]] = {}
    for body in wire_bodies("accept"):
        [answer] = python([{"ask": "outcome", "anything": body.value, "provider": body.provider}])
        found.setdefault(body.provider, {}).setdefault(answer["verdict"], body.value)
    for provider, by_verdict in found.items():
        if {"succeeded", "failed"} <= by_verdict.keys():
            yield Ends(provider, by_verdict["succeeded"], by_verdict["failed"])


def _lists_of(ends: Ends, longest: int) -> Iterator[Question]:
    _, good, bad = ends
    deep: Any = bad
    for _ in range(_LEVELS_TOO_DEEP):
        deep = [deep]
    short = (
        [bad, good], [good, bad], [good, [bad]], [good, [good, [bad]]], [good, deep], [good, {"x": bad}],
        [good, json.dumps(bad)], [good, {"results": {"results": {"results": [bad]}}}], [good, None, "?", bad],
        {"results": [good, bad]},
    )  # fmt: skip
    texts = [*map(json.dumps, short), f"{json.dumps(good)} {json.dumps(bad)}"]
    for anything in (*short, *texts, [*[good] * longest, bad]):
        yield {"ask": "outcome", "anything": anything, "provider": ends.provider}
