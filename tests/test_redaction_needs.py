"""What a text must have for a pattern of masking to be in it: never more than the pattern asks for."""

from __future__ import annotations

import pytest

from codegen.views.needs import needs
from tests.specs import resolved


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"a\d{3}b", (3, "")),
        (r"(?:\d{2}-\d{4}|x-\d{3})", (3, "-")),
        (r"(?:\d|a)\d?[0-9]", (1, "")),
        (r"\d(?=(?:[a-z -]{0,9}\d){8})[a-z\d]{11}", (8, "")),
        (r"(?<=://)[^@]{1,9}@", (0, "@")),
        (r"(?:a-|b/)", (0, "-/")),
        (r"(?:a-|b)", (0, "")),
        (r"-?[ \t]x", (0, "\t ")),
        (r"(?<!-)x(?!@)", (0, "")),
    ],
)
def test_needs_no_more_than_the_pattern_asks_for(pattern: str, expected: tuple[int, str]) -> None:
    assert needs(pattern) == expected


def test_examples_have_what_their_shapes_need() -> None:
    for shape in resolved("real").redaction.shapes:
        digits, signs = needs(shape.pattern)
        assert sum(char.isdigit() for char in shape.example) >= digits, shape.id
        assert not signs or set(signs) & set(shape.example), shape.id
