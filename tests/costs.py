"""Says after a run which tests cost much without being marked as slow, so that `make quick` stays quick.

What counts is the work of the processor, for a test and for the programs that it starts: that hardly depends
on what else the machine does. No test fails by it. What a test makes for those after it counts as its own.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

MUCH = 0.5
"""Seconds of the processor from which on a test is slow."""
_NAME = "cost"
_BEGAN = pytest.StashKey[float]()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    item.stash[_BEGAN] = _used()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note what the test has cost in its last report, which a worker hands over."""
    report = yield
    if report.when == "teardown" and not item.get_closest_marker("slow"):
        report.user_properties.append((_NAME, _used() - item.stash.get(_BEGAN, _used())))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what cost much, the dearest first."""
    ended = (report for report in terminalreporter.getreports("") if report.when == "teardown")
    costs = {report.nodeid: dict(report.user_properties).get(_NAME, 0.0) for report in ended}
    dear = sorted(((cost, test) for test, cost in costs.items() if cost > MUCH), reverse=True)
    if dear:
        terminalreporter.section(f"more than {MUCH} s of the processor, and not marked as slow")
    for cost, test in dear:
        terminalreporter.line(f"{cost:5.1f}  {test}")


def _used() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
