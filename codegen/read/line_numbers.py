"""Find the line of a JSON pointer in a file's text. Used only for reports, so it may be slow."""

from __future__ import annotations

import json
import re

from codegen.text.pointer import pointer_of

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+')


def line_of(text: str, pointer: str) -> int | None:
    """Return the line (from 1) on which the node of a JSON pointer starts, or None if it is not there."""
    steps: list[str | int | None] = []
    expect_key = False
    key_position = 0
    for token in _TOKEN.finditer(text):
        word = token.group()
        if word in "{[":
            if pointer_of(map(str, steps)) == pointer:
                return _line(text, key_position if steps and isinstance(steps[-1], str) else token.start())
            steps.append(None if word == "{" else 0)
            expect_key = word == "{"
        elif word in "}]":
            steps.pop()
            expect_key = False
        elif word == ",":
            expect_key = not isinstance(steps[-1], int)
            if isinstance(steps[-1], int):
                steps[-1] += 1
        elif word == ":":
            expect_key = False
        elif expect_key:
            steps[-1] = json.loads(word)
            key_position = token.start()
        elif pointer_of(map(str, steps)) == pointer:
            return _line(text, token.start())
    return None


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
