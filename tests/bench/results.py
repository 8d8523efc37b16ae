"""What a benchmark found: budgets with their figures, and comparisons to be drawn."""

from __future__ import annotations

from typing import NamedTuple


class BudgetRow(NamedTuple):
    """A budget of the design, what was measured, and whether it is met; None where there is no limit."""

    what: str
    budget: str
    measured: str
    is_met: bool | None

    @property
    def verdict(self) -> str:
        """Whether the budget is met, in words; nothing where there is none."""
        return "" if self.is_met is None else "met" if self.is_met else "missed"


class ComparisonBar(NamedTuple):
    """One of the things compared; `ours` marks this project's."""

    name: str
    value: float
    ours: bool = False


class Comparison(NamedTuple):
    """Several ways to do the same, measured in the same run."""

    title: str
    unit: str
    """What the values are, for instance `ms` or `per second`."""
    more_is_better: bool
    bars: tuple[ComparisonBar, ...]

    def ratio(self, bar: ComparisonBar) -> float:
        """Return how much better a bar is than the first one, which is what the others are measured by."""
        first = self.bars[0].value
        return bar.value / first if self.more_is_better else first / bar.value


class Failure(NamedTuple):
    """A measurement that did not come to its end, and why."""

    what: str
    error: str


Finding = BudgetRow | Comparison | Failure
