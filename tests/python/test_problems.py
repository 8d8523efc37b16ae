"""Both packages tell of the same problems, in the same words and order."""

from __future__ import annotations

import copy
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codegen.views.shapes import Schema, Shape, bits, is_plain, record, shape_of
from tests.conftest import REPO
from tests.jsonschema.tools import every_spec, payloads
from tests.python.conftest import Import, imported
from tests.python.hostiles import refuse
from tests.python.tables import checked
from tests.test_shapes import any_schema, values

Json = Any
Problems = list[list[str]]
"""[JSON pointer, message] of each."""
Node = Callable[[list[list[Json]]], list[Problems]]
"""Asks the npm package for the problems of some cases; see `problems.mjs`."""
SEED = 20260101
MUTANTS_OF_EACH = {"tiny": 8, "hostile": 8, "real": 2}
"""The real spec has hundreds of examples, of the same kinds of schemas as the small ones."""
ODD: list[Json] = [
    *(None, True, False, 0, -1, 1.5, 202, 203.0, 1e300, "", "x", "brand-new", "😀", "\ud800"),
    *([], [None], ["x"], [[]], [{}], {}, {"x": 1}, {"constructor": 1}, {"__proto__": None}),
]
NAMES = ["x", "y", "", "a/b~c", "constructor", "toString", "__proto__", "length", "é"]
"""Names of fields. None is an integer: of those, JavaScript does not keep the order."""


class FlavorCase(NamedTuple):
    """A value that is judged by one flavor of a payload."""

    provider: str
    payload: str
    strict: bool
    value: Json

    @property
    def module(self) -> str:
        return f"validate/{self.provider}{'/strict' if self.strict else ''}"


@pytest.fixture(scope="module")
def node(rendered: Callable[[str], Path]) -> Iterator[Callable[[str], Node]]:
    """Return a function that gives what asks the npm package of a spec."""
    running: list[subprocess.Popen[str]] = []

    def start(spec: str) -> Node:
        in_place = f"--import={REPO}/packages/typescript/in-place.mjs"
        process = subprocess.Popen(
            ["node", in_place, REPO / "tests/typescript/problems.mjs"],
            env={**os.environ, "LINKCODES_GENERATED": str(rendered(spec))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return lambda cases: _asked(process, cases)

    yield start
    for process in running:
        process.communicate()


def _asked(process: subprocess.Popen[str], cases: list[list[Json]]) -> list[Problems]:
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{json.dumps(cases)}\n")
    process.stdin.flush()
    answers: list[Problems] = json.loads(process.stdout.readline())
    return answers


# ---------------------------------------------------------------- the payloads of each spec


@pytest.mark.slow
@every_spec
def test_examples_and_their_mutants_have_the_same_problems(
    spec: str, rendered: Callable[[str], Path], node: Callable[[str], Node]
) -> None:
    cases = [*_cases(spec)]
    theirs = node(spec)([[case.module, case.payload, case.value] for case in cases])
    with imported(rendered(spec)) as package:
        for case, expected in zip(cases, theirs, strict=True):
            assert _problems(package, case) == expected, case
    kinds = {message.split('"')[0] for problems in theirs for _, message in problems}
    assert len(kinds) > (20 if spec == "real" else 5)


def _cases(spec: str) -> Iterator[FlavorCase]:
    """Yield each example and mutants of it, by both flavors."""
    dice = Random(SEED)
    for payload in payloads(spec):
        for example in payload.examples:
            tried = [example.value, *(mutant(example.value, dice) for _ in range(MUTANTS_OF_EACH[spec]))]
            for strict in (False, True):
                yield from (
                    FlavorCase(payload.provider_id, payload.local_id, strict, value) for value in tried
                )


def mutant(value: Json, dice: Random) -> Json:
    """Return a copy of a value in which up to three places hold something else, nothing, or more."""
    root = {"": copy.deepcopy(value)}
    for _ in range(dice.randint(1, 3)):
        holder, key = dice.choice([*places(root)])
        inside = holder[key]
        odd = copy.deepcopy(dice.choice(ODD))
        change = dice.choice(["replace", "remove", "add"])
        if change == "remove" and isinstance(holder, dict) and holder is not root:
            del holder[key]
        elif change == "add" and isinstance(inside, dict):
            inside[dice.choice(NAMES)] = odd
        elif change == "add" and isinstance(inside, list):
            inside.append(odd)
        else:
            holder[key] = odd
    return root[""]


def places(holder: Json) -> Iterator[tuple[Json, Json]]:
    """Yield (object or array, key or index) of all that is in a value."""
    inside = holder.items() if isinstance(holder, dict) else enumerate(holder)
    for key, value in inside:
        yield holder, key
        if isinstance(value, dict | list):
            yield from places(value)


def _problems(package: Import, case: FlavorCase) -> Problems:
    webhooks = package("webhooks")
    # A text is read as JSON, so that one which is the value itself must be written as such.
    body = json.dumps(case.value) if isinstance(case.value, str) else case.value
    try:
        webhooks.validate(case.provider, case.payload, body, strict=case.strict)
    except webhooks.PayloadError as error:
        return [list(problem) for problem in error.problems]
    return []


def test_what_cannot_be_read_is_said_in_the_words_of_the_other_package(tiny: Import) -> None:
    webhooks = tiny("webhooks")

    class Name(str):
        __str__ = refuse

    with pytest.raises(webhooks.PayloadError) as caught:
        webhooks.validate("acme", "link.event", {"step": "START", Name("x"): 1}, strict=True)
    assert (caught.value.reason, caught.value.problems) == ("wrong_type", (("", "cannot be read"),))


def test_numbers_that_are_none_are_told_of_a_hundred_times_at_most(tiny: Import) -> None:
    webhooks = tiny("webhooks")
    with pytest.raises(webhooks.PayloadError) as caught:
        webhooks.validate("acme", "link.event", f"[{'NaN,' * 100_000}NaN]")
    assert caught.value.problems[99] == ("/99", "must be a number that JSON can hold")
    assert len(caught.value.problems) == 100


# ---------------------------------------------------------------- whatever a payload may ask


@pytest.mark.slow
def test_values_have_the_same_problems_by_any_schema(tiny: Import, node: Callable[[str], Node]) -> None:
    ask, checks, told = node("tiny"), tiny("_validation.checks"), tiny("_validation.problems").told

    @settings(max_examples=max(200, settings().max_examples))
    @given(any_schema, st.lists(values, min_size=1, max_size=8))
    def check(schema: Schema, tried: list[Json]) -> None:
        shape = shape_of(schema)
        judge = checked(checks, shape).check
        ours = [[list(told(problem)) for problem in judge(value) or ()] for value in tried]
        assert ours == ask([[_written(shape), value] for value in tried])

    check()


def _written(shape: Shape) -> Json:
    return bits(shape.types) if is_plain(shape) else record(shape, _written)
