"""Rule unfinished: no blank of a scaffold is left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.lint._node import Node, Problem, Rule, texts_of
from codegen.model import Model

MARK = "TODO:"
"""How a text begins that is still to be written; `codegen new` leaves such blanks."""
_ADVICE = "write it in place of the blank"


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each text that begins with the mark."""
    part: Model = node.value
    for name in texts_of(type(part)):
        value = getattr(part, name)
        if not value or (isinstance(value, str) and not value.startswith(MARK)):
            continue  # nearly all are such texts, and a look at more would cost more than all the rest
        for path, text in _texts(value, (name,)):
            if text.startswith(MARK):
                yield Problem(path, f"to be written: {text.removeprefix(MARK).strip()}", _ADVICE)


def _texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the texts of a field; models below it are nodes of their own."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))


RULE = Rule(
    "unfinished",
    "Nothing is left to be written.",
    "model",
    check,
    why=(
        "A scaffold says in each blank what belongs there. A blank that is forgotten would be published as "
        "if it were a fact."
    ),
    advice="Write what the blank asks for, from the provider's own documents.",
)
