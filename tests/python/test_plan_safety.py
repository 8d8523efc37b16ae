"""Plans fail to the safe side: over every row of advice, every operation, with the user there and without."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

import pytest

from tests.conftest import REPO
from tests.python.conftest import Import
from tests.specs import resolved

with (REPO / "generated" / "data" / "advice.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
MONEY = {"move_money", "may_move_money"}
TOLD = {
    *("raw", "id", "context", "vocabulary", "matched_by", "page", "docs_url", "summary"),
    *("severity", "flags", "challenge", "ends", "scope"),
}
"""What a classification tells beside what plans depend on."""


class Planned(NamedTuple):
    """A meaning, how it was asked about, and the plan that the package makes of it."""

    id: str
    item: Any
    operation: str | None
    unattended: bool
    attempts: int
    plan: Any


@pytest.fixture(scope="module")
def core(real: Import) -> dict[str, Any]:
    rules: dict[str, Any] = real("_runtime.rules").core()
    return rules


@pytest.fixture(scope="module")
def found(real: Import) -> dict[str, Any]:
    """The classification of each row, by its id."""
    return {row["id"]: _classified(real, row["id"]) for row in ROWS}


@pytest.fixture(scope="module")
def plans(real: Import, core: dict[str, Any], found: dict[str, Any]) -> list[Planned]:
    """The plans for one meaning of each kind, and for one operation of each kind of its provider."""
    plan = real("").plan_retry
    return [
        Planned(
            id, item, operation, alone, made, plan(item, operation=operation, unattended=alone, attempts=made)
        )
        for id, item in {_kind(real, item): (id, item) for id, item in found.items()}.values()
        for operation, alone, made in product(_operations(real, core, item), [False, True], [1, 9])
    ]


def _kind(real: Import, item: Any) -> tuple[object, ...]:
    """Return all that a plan can depend on: what is the same here is planned in the same way."""
    money = real("_runtime.rules").book(item.provider).money.get(item.vocabulary)
    return money, *(value for name, value in item._asdict().items() if name not in TOLD)


def _operations(real: Import, core: dict[str, Any], item: Any) -> list[str | None]:
    own = real("_runtime.rules").book(item.provider).effects
    kinds = {
        (own.get(name), rule.get("effect"), rule.get("user_absent"), rule.get("stored")): name
        for name, rule in core["operations"].items()
    }
    return [None, *kinds.values()]


def _classified(real: Import, id: str) -> Any:
    """Return the classification of one meaning, as the package makes it when that meaning is told."""
    code, _, context = id.partition("@")
    provider, _, rest = code.partition(":")
    vocabulary, _, name = rest.partition("#")
    rules = real("_runtime.rules").book(provider)
    if not name:
        statuses = rules.absent[vocabulary].get("http")  # a redirect has none
        if not statuses:
            return real("").classify(provider, "", vocabulary=vocabulary)
        return real("").classify(provider, None, vocabulary=vocabulary, http_status=statuses[0])
    item = next(each for each in rules.items if each.vocabulary == vocabulary and each.name == name)
    answer = real("").classify(provider, item.record["value"], vocabulary=vocabulary)
    return answer if answer.context in (None, context) else _as_context(real, answer, item, context, rules)


def _as_context(real: Import, answer: Any, item: Any, context: str, rules: Any) -> Any:
    meaning = next(each for each in item.record["contexts"] if each["id"] == context)
    behavior = rules.behavior(meaning)
    kept = answer._replace(
        **behavior._asdict(), context=context, effect=None, unattended_if_read=behavior.unattended_retry
    )
    return real("_runtime.operation").with_operation(kept)


def test_the_table_of_advice_is_what_the_package_plans(real: Import, found: dict[str, Any]) -> None:
    plan = real("").plan_retry
    for row in ROWS:
        item = found[row["id"]]
        plans = attended, _, _ = (
            plan(item),
            plan(item, unattended=True),
            plan(item, unattended=True, operation="refresh"),
        )
        shown = [f"{each.decision.value}/{each.reason.value}" for each in plans]
        assert shown == [row["attended"], row["unattended"], row["refresh"]], row["id"]
        said = [row["sentence"], row["unattended_sentence"], row["refresh_sentence"]]
        assert [each.sentence for each in plans] == said, row["id"]
        assert [str(action) for action in attended.actions] == row["actions"].split(), row["id"]


def test_what_anyone_can_write_about_a_payment_is_looked_up_first() -> None:
    """An address or a message in the browser is no proof that no money has moved, whatever it says."""
    spec = resolved("real")
    moves = {item.id for item in spec.taxonomy.operations if item.effect == "move_money"}
    unsigned = {
        payload.id
        for provider in spec.providers
        for payload in provider.payloads
        if payload.operation in moves and payload.channel in ("callback", "post_message")
    }
    carried = {
        vocabulary.id
        for vocabulary in spec.vocabularies.values()
        if vocabulary.money == "always" and unsigned & {carrier.payload for carrier in vocabulary.carried_by}
    }
    about = [row for row in ROWS if row["id"].partition("#")[0] in carried]
    assert len(about) >= 8
    assert [row["id"] for row in about if not row["attended"].startswith("check_first/")] == []


@pytest.mark.slow
def test_the_first_action_goes_with_the_decision(plans: list[Planned], core: dict[str, Any]) -> None:
    for each in plans:
        first = core["actions"][each.plan.actions[0]]["decision"] if each.plan.actions else "stop"
        assert first == each.plan.decision, each


def test_a_server_repeats_alone_only_what_reads(plans: list[Planned]) -> None:
    for each in plans:
        if each.unattended and each.plan.decision == "retry":
            assert each.plan.delay_s or each.item.retry == "immediate", each
            assert each.plan.unattended, each
        if each.plan.decision == "retry" and each.plan.unattended:
            assert _own_effect(each, plans) == "read", each


def test_a_server_takes_the_next_step_alone_only_where_it_reads(
    plans: list[Planned], core: dict[str, Any]
) -> None:
    for each in plans:
        if each.plan.decision == "continue" and each.plan.unattended:
            told = each.operation if each.item.operation == "generic" else each.item.operation
            assert each.item.effect == "read" or core["operations"][told]["effect"] == "read", each


def _own_effect(each: Planned, plans: list[Planned]) -> str:
    return "read" if each.plan.unattended and each.item.unattended_if_read else str(each.item.effect)


def test_an_operation_that_is_passed_never_lifts_the_guard_of_money(
    plans: list[Planned], found: dict[str, Any]
) -> None:
    guarded = {
        (each.id, each.unattended, each.attempts)
        for each in plans
        if each.operation is None and each.plan.decision == "check_first"
    }
    for each in plans:
        ruled_out = found[each.id].effect == "may_move_money" and each.operation not in (None, "generic")
        if (each.id, each.unattended, each.attempts) in guarded and not ruled_out:
            assert each.plan.decision == "check_first", each


def test_only_the_end_user_is_asked_and_only_who_works_is_waited_for(plans: list[Planned]) -> None:
    for each in plans:
        if each.plan.decision == "ask_user":
            assert each.item.actor == "end_user", each
        if each.plan.reason == "next_run":
            assert each.item.actor != "end_user" and each.plan.deadline_s and each.plan.then, each
            assert _own_effect(each, plans) == "read" or each.operation, each
        elif each.plan.decision == "wait":
            assert each.item.actor in ("provider", "institution"), each
            assert each.plan.deadline_s and each.plan.then and (each.plan.poll_s or each.plan.until), each


def test_it_never_stops_while_the_end_user_has_a_next_step(plans: list[Planned]) -> None:
    for each in plans:
        if each.item.actor == "end_user" and each.item.actions[0] != "none":
            assert each.plan.decision != "stop", each


def test_orders_are_repeated_at_most_once_and_never_at_once(real: Import, plans: list[Planned]) -> None:
    effect = {
        id(each): real("_runtime.operation").with_operation(each.item, each.operation).effect
        for each in plans
    }
    for each in plans:
        if effect[id(each)] == "order" and each.plan.decision == "retry":
            assert not each.unattended, each
            assert each.plan.delay_s, each
            assert each.attempts < 2, each


def test_what_counts_toward_a_lock_out_has_a_budget(plans: list[Planned], core: dict[str, Any]) -> None:
    budget = core["retry_policy"]["attempts_at_risk"]
    for each in plans:
        risky = core["categories"][each.item.category].get("lockout_risk") or each.item.effect == "sign_in"
        if risky and each.attempts > budget:
            assert each.plan.decision != "retry", each
            assert each.plan.attempts_left == 0, each


def test_money_that_may_have_moved_is_looked_up(plans: list[Planned], core: dict[str, Any]) -> None:
    for each in plans:
        category = core["categories"][each.item.category]
        uncertain = category.get("outcome_uncertain") and each.item.situation not in core["certain"]
        moves = each.item.effect == "move_money" or (
            each.item.effect == "may_move_money" and each.operation in (None, "generic")
        )
        if uncertain and moves and each.item.phase in ("failure", "cancelled"):
            assert each.plan.decision == "check_first", each


def _values() -> Iterator[object]:
    yield from (
        "3",
        " 3 ",
        3.0,
        True,
        "three",
        2.5,
        float("nan"),
        float("inf"),
        -1,
        [],
        {},
        object(),
        b"3",
        "٣",
    )


@pytest.mark.parametrize(
    "attempts", list(_values()), ids=lambda value: f"{type(value).__name__} {value!s:.8}"
)
def test_attempts_that_cannot_be_read_count_as_used_up(real: Import, attempts: object) -> None:
    plan = real("").plan_retry(
        real("").classify("lean", "RATE_LIMIT_EXCEEDED", operation="balances"), attempts=attempts
    )
    readable = attempts in ("3", " 3 ", 3.0, -1) and attempts is not True
    assert (plan.decision == "retry") is readable
