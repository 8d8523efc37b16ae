"""What a text must have for a pattern of masking to be in it: never more than the pattern asks for."""

from __future__ import annotations

import re

import pytest

from codegen.views.needs import needs, solid
from tests.specs import resolved


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"a\d{3}b", (3, 3, ())),
        (r"(?:\d{2}-\d{4}|x-\d{3})", (3, 3, ("-",))),
        (r"(?:\d|a)\d?[0-9]", (1, 1, ())),
        (r"\d(?=(?:[a-z -]{0,9}\d){8})[a-z\d]{11}", (8, 1, ())),
        (r"\d(?<!x\d)\d{2,5}[ ]?\d", (4, 3, ())),
        (r"(?<=://)[^@]{1,9}@", (0, 0, ("://",))),
        (r"(?:a-|b/)", (0, 0, ("a-", "b/"))),
        (r"(?:a-|b)", (0, 0, ())),
        (r"-?[ \t]x", (0, 0, ("\tx", " x"))),
        (r"(?<!-)x(?!@)", (0, 0, ())),
        (r"E(?<!x)yJ[a-z]", (0, 0, ("eyj",))),
        (r"(?:one|two|gone|four|fives)", (0, 0, ("fives", "four", "one", "two"))),
        (r" ?[(<] ?(?:at|@)", (0, 0, ("( @", "( at", "(@", "(at", "< @", "< at", "<@", "<at"))),
        (
            r"(?:(?<= )-[ub] {0,5}|--users?[ =])",
            (0, 0, (" -b", " -u", "--user ", "--user=", "--users ", "--users=")),
        ),
        (
            r"(?:(?:sk|gh[op])[_-]|xoxo[a-z]-)\d{2}",
            (2, 2, ("gho-", "gho_", "ghp-", "ghp_", "sk-", "sk_", "xoxo")),
        ),
        (
            r"(?:yes|no) (?:your|the) code",
            (0, 0, ("no the code", "no your code", "yes the code", "yes your code")),
        ),
        (r"a[b-z]code", (0, 0, ("code",))),
        (f"(?:{'|'.join(f'{first}{second}x' for first in 'abcdefg' for second in 'abcdef')})", (0, 0, ())),
    ],
)
def test_needs_no_more_than_the_pattern_asks_for(
    pattern: str, expected: tuple[int, int, tuple[str, ...]]
) -> None:
    assert needs(pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(?<!\w)(?:[\w+/]{24,2000}={1,2}(?!\w)|[\w+/]{40})|[\w+-]{20,}={0,2}", 20),
        (r"(?:[\w/]{30}|x)", 0),
        (r"[\w.]{30}", 0),
        (r"(?:[\w+]{9} ){4}[\w]{12}", 12),
        (r"(?=[\w]{30})a", 0),
    ],
)
def test_is_as_solid_as_the_pattern_asks_for(pattern: str, expected: int) -> None:
    assert solid(pattern) == expected


@pytest.mark.slow
def test_examples_have_what_their_shapes_need() -> None:
    for shape in resolved("real").redaction.shapes:
        digits, run, words = needs(shape.pattern)
        runs = [*map(len, re.findall(r"\d+", shape.example))]
        assert sum(runs) >= digits and max(runs, default=0) >= run, shape.id
        assert not words or any(word in shape.example.lower() for word in words), shape.id
        assert max(map(len, re.findall(r"[\w+/=-]+", shape.example, re.ASCII)), default=0) >= solid(
            shape.pattern
        )
