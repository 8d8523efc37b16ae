"""What a text must have for a pattern of masking to be in it: never more than the pattern asks for."""

from __future__ import annotations

import re

import pytest

from codegen.views.needs import needs
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
        (r"-?[ \t]x", (0, 0, ("\t", " "))),
        (r"(?<!-)x(?!@)", (0, 0, ())),
        (r"E(?<!x)yJ[a-z]", (0, 0, ("eyj",))),
        (r"(?:one|two|gone|four|fives)", (0, 0, ("fives", "four", "one", "two"))),
        (f"(?:{'|'.join(letter * 3 for letter in 'abcdefghijklmnopq')})", (0, 0, ())),
    ],
)
def test_needs_no_more_than_the_pattern_asks_for(
    pattern: str, expected: tuple[int, int, tuple[str, ...]]
) -> None:
    assert needs(pattern) == expected


@pytest.mark.slow
def test_examples_have_what_their_shapes_need() -> None:
    for shape in resolved("real").redaction.shapes:
        digits, run, words = needs(shape.pattern)
        runs = [*map(len, re.findall(r"\d+", shape.example))]
        assert sum(runs) >= digits and max(runs, default=0) >= run, shape.id
        assert not words or any(word in shape.example.lower() for word in words), shape.id
