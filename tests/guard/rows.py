"""A row of the table: what was tried, how much of it went wrong, and what the goal is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from tests.bench.results import BudgetRow
from tests.parity.answers import Answers, python, typescript
from tests.parity.inputs import Question

MOST = 5
"""Examples of what went wrong that a row shows."""
BOTH: Mapping[str, Answers] = {"Python": python, "TypeScript": typescript}


class GuardRow(NamedTuple):
    """A promise, beside what was found."""

    what: str
    goal: str
    found: str
    is_met: bool
    examples: tuple[str, ...] = ()
    """Some of what went wrong."""

    @property
    def as_budget(self) -> BudgetRow:
        """Return it as a row of the table that benchmarks are printed in."""
        return BudgetRow(self.what, self.goal, self.found, self.is_met)


Measurement = Callable[[], Iterable[GuardRow]]


def asked(packages: Mapping[str, Answers], questions: list[Question]) -> dict[str, list[Any]]:
    """Return the answers of each package; they are asked at once, as Node is a process of its own."""
    with ThreadPoolExecutor() as pool:
        answers = pool.map(lambda ask: ask(questions), packages.values())
        return dict(zip(packages, answers, strict=True))


def none_of(what: str, tried: int, wrong: Iterable[str], beside: str = "") -> GuardRow:
    """Return the row of something that must not happen. What was not tried is not kept."""
    found = list(wrong)
    told = f"{len(found):,} of {tried:,}{beside}"
    return GuardRow(what, "0", told, is_met=tried > 0 and not found, examples=tuple(found[:MOST]))


def at_most(what: str, size: float, most: float, unit: str, beside: str = "") -> GuardRow:
    """Return the row of a weight; nothing at all means that nothing was weighed."""
    return GuardRow(what, f"{most:g} {unit}", f"{size:.1f} {unit}{beside}", is_met=0 < size <= most)
