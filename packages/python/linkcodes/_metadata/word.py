# ruff: noqa: PLC0415
"""Base of the words in which the runtime answers."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """One word of an answer; it equals, hashes and prints as its id."""

    kind: str
    """The key of its kind in the spec's decisions."""

    def __init_subclass__(cls, *, kind: str) -> None:
        super().__init_subclass__()
        cls.kind = kind

    @property
    def summary(self) -> str:
        """What the word means, in one sentence; the package's data is read when first needed."""
        return self._text("summary")

    @property
    def phrase(self) -> str:
        """What people read in its place: a few words without a period."""
        return self._text("phrase")

    def _text(self, name: str) -> str:
        from linkcodes._packaged import packaged

        text: str = packaged("words")[self.kind][self.value][name]
        return text
