"""What is wrong with a value, and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

MOST = 100
"""Problems that are told of a value, or of any part of one: a hostile body may have millions."""
UNLISTED = "is not a listed field"
"""What is wrong with a field that the strict schema does not know."""
Path = tuple[Any, ...]
"""The keys and indexes that lead to a part of a value."""


class ValueProblem(NamedTuple):
    """One fault of a value. Where there are `choices`, they are the message: one of them must be fixed."""

    path: Path
    message: str
    choices: Sequence[ValueProblem] = ()

    def below(self, step: Any) -> ValueProblem:
        """Return the problem as it is for the object or array that contains the value at this step."""
        return ValueProblem((step, *self.path), self.message, self.choices)


def told(problem: ValueProblem, above: Path = ()) -> tuple[str, str]:
    """Return the JSON pointer to a problem, and its message."""
    path = (*above, *problem.path)
    if not problem.choices:
        return _pointer(path), problem.message
    choices = (" ".join(told(choice, path)).strip() for choice in problem.choices)
    return _pointer(path), f"one of these must be fixed: {'; or '.join(choices)}"


def _pointer(path: Path) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)
