"""Every plan is followed to its end: no loop without a pause, no pause without a bound, no dead end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

import pytest

from tests.python.conftest import Import
from tests.python.test_plan_safety import ROWS, _classified, _kind, _operations

MOST = 8
"""More tries than any policy allows."""
PEOPLE = {"ask_user", "escalate"}
ELSEWHERE = {"see_detail", "partly_done", "may_pay_twice", "may_order_twice", "needs_check"}
"""Reasons to look something up, which then says what to do."""


class Walk(NamedTuple):
    """What a job does that asks again after each try, and where it ends."""

    id: str
    item: Any
    operation: str | None
    unattended: bool
    tries: tuple[Any, ...]
    end: Any
    after: tuple[Any, ...]
    """What it gets that asks on all the same."""


@pytest.fixture(scope="module")
def walks(real: Import) -> list[Walk]:
    core = real("_runtime.rules").core()
    found = {row["id"]: _classified(real, row["id"]) for row in ROWS}
    kinds = {_kind(real, item): (id, item) for id, item in found.items()}.values()
    return [
        _walk(real, id, item, operation, alone)
        for id, item in kinds
        for operation, alone in product({*_operations(real, core, item), "read"}, [False, True])
    ]


def _walk(real: Import, id: str, item: Any, operation: str | None, alone: bool) -> Walk:
    plans = [
        real("").plan_retry(item, operation=operation, unattended=alone, attempts=made)
        for made in range(1, MOST + 3)
    ]
    tries = tuple(_while_trying(plans))
    return Walk(id, item, operation, alone, tries, plans[len(tries)], tuple(plans[len(tries) + 1 :]))


def _while_trying(plans: list[Any]) -> Iterator[Any]:
    for plan in plans[:MOST]:
        if plan.decision != "retry":
            return
        yield plan


@pytest.mark.slow
def test_tries_pause_and_end(walks: list[Walk]) -> None:
    for walk in walks:
        assert len(walk.tries) < MOST, walk
        assert walk.end.decision != "retry", walk
        assert all(plan.delay_s or walk.item.retry == "immediate" for plan in walk.tries), walk
        assert all(plan.decision != "retry" for plan in walk.after), walk
        pauses = [plan.delay_s or 0 for plan in walk.tries]
        assert pauses == sorted(pauses), walk


@pytest.mark.slow
def test_a_wait_has_an_end_and_something_after_it(walks: list[Walk], real: Import) -> None:
    actions = real("_runtime.rules").core()["actions"]
    for walk in walks:
        for plan in (walk.end, *walk.after):
            if plan.decision == "wait" or plan.poll_s:
                assert plan.deadline_s and plan.then, walk
                assert plan.poll_s or plan.until or plan.reason == "next_run", walk
            if plan.decision == "check_first" and plan.then:
                assert actions[plan.then]["decision"] in PEOPLE, walk


@pytest.mark.slow
def test_every_walk_ends_with_a_person_a_next_run_or_another_answer(walks: list[Walk]) -> None:
    for walk in walks:
        end = walk.end
        if end.decision == "check_first":
            assert end.reason in ELSEWHERE and (end.reason != "needs_check" or _rests(walk)), walk
        if end.decision == "stop":
            assert end.reason in {"nothing_to_retry", "no_outcome"} and not walk.tries, walk


def _rests(walk: Walk) -> bool:
    """Say whether what is looked up again and again is looked up after pauses, where the code gives one."""
    wait = walk.item.wait
    pauses = walk.item.retry == "after_delay" and wait is not None and wait.min_delay_s
    return bool(walk.end.poll_s) or not pauses


@pytest.mark.slow
def test_a_read_that_was_tried_ends_in_the_next_run_or_with_the_next_action_of_its_code(
    walks: list[Walk], real: Import
) -> None:
    core = real("_runtime.rules").core()
    for walk in walks:
        if not walk.tries or walk.operation != "read":
            continue
        if walk.end.decision == "wait":
            assert walk.end.actions[0] == "leave_to_next_run", walk
            continue
        second = [core["actions"][action]["decision"] for action in walk.item.actions[1:2]]
        if second == ["escalate"] and walk.end.reason == "attempts_used_up":
            assert walk.end.actions[0] == walk.item.actions[1], walk


@pytest.mark.slow
def test_a_read_alone_is_looked_up_only_where_another_field_or_the_account_says_more(
    walks: list[Walk],
) -> None:
    """It ordered nothing, so there is nothing to look up, unless the code itself is about something else."""
    for walk in walks:
        if walk.operation == "read" and walk.unattended and walk.end.decision == "check_first":
            ordered = walk.item.effect in {"order", "move_money", "may_move_money", "sign_in"}
            assert ordered or walk.item.actions[0] == "check_outcome", walk
