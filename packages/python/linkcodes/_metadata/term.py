# ruff: noqa: PLC0415
"""Base of the taxonomy's terms."""

from __future__ import annotations

from enum import StrEnum


class Term(StrEnum):
    """One word of an axis of the taxonomy; it equals, hashes and prints as its id."""

    axis: str
    """The key of the axis in the spec's taxonomy."""

    def __init_subclass__(cls, *, axis: str) -> None:
        super().__init_subclass__()
        cls.axis = axis

    @property
    def summary(self) -> str:
        """What the term means, in one line; the package's data is read when first needed."""
        from linkcodes._metadata.data import term_summary

        return term_summary(self.axis, self.value)
