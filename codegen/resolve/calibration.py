"""The advice of vendors beside that of the situations, compared by rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from codegen.model.calibration import Calibration, CalibrationRow, Vendor
from codegen.model.taxonomy import Situation, Taxonomy


class ComparedRow(NamedTuple):
    """A code of a vendor and what its situation advises; None where the vendor's word could not be read."""

    row: CalibrationRow
    situation: Situation
    repeats_agree: bool | None
    """Whether both say, or both deny, that the same call may be repeated unchanged."""
    remedy_agrees: bool | None
    """Whether the situation's first action follows the vendor's advice."""

    @property
    def differs(self) -> bool:
        """Whether the two disagree in anything."""
        return False in (self.repeats_agree, self.remedy_agrees)


class Agreement(NamedTuple):
    """How many of the rows that could be compared agree."""

    agree: int
    compared: int

    @property
    def percent(self) -> int:
        """The share that agrees, rounded down."""
        return 100 * self.agree // self.compared if self.compared else 0


def comparisons(vendor: Vendor, calibration: Calibration, taxonomy: Taxonomy) -> Iterator[ComparedRow]:
    """Yield each row of a vendor whose situation exists, compared."""
    remedies = {remedy.id: remedy.actions for remedy in vendor.remedies}
    for row in vendor.rows:
        situation = taxonomy.situation(row.situation)
        if situation is not None:
            first = situation.actions[0]
            again = first in calibration.unchanged
            yield ComparedRow(
                row,
                situation,
                None if row.repeats is None else row.repeats is again,
                first in remedies[row.remedy] if row.remedy in remedies else None,
            )


def agreement(answers: Iterable[bool | None]) -> Agreement:
    """Count the answers that could be given."""
    given = [answer for answer in answers if answer is not None]
    return Agreement(sum(given), len(given))
