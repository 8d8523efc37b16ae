"""What can be wrong with a body."""

from __future__ import annotations

from enum import StrEnum

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from linkcodes._validation.problems import ValueProblem


class PayloadProblem(StrEnum):
    """What kind of fault a body has."""

    WRONG_TYPE = "wrong_type"
    """It is a Python object that cannot be a JSON value, or that cannot be read."""
    NOT_UTF8 = "not_utf8"
    """Its bytes are not UTF-8."""
    TRUNCATED = "truncated"
    """It ends before the JSON does, or is empty."""
    NOT_JSON = "not_json"
    """It is not JSON, or has a number that Python cannot hold."""
    REPEATED_NAME = "repeated_name"
    """An object has the same name twice; only the strict flavor minds."""
    TOO_DEEP = "too_deep"
    """It is nested more deeply than Python can follow."""
    WRONG_SHAPE = "wrong_shape"
    """It is JSON, but not what the payload should be."""


class Unreadable(Exception):  # noqa: N818  (it never leaves the package)
    """A body is not JSON."""

    def __init__(self, reason: PayloadProblem, *problems: ValueProblem) -> None:
        super().__init__(reason)
        self.reason = reason
        self.problems = problems
