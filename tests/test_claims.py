"""Texts for people follow the plan: for every meaning of every code, and each rule notices what it is for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from codegen.lint.claims import INVARIANTS, ShownText, shown_texts
from codegen.model.texts import Claims
from codegen.read.load import load
from tests.conftest import SPECS
from tools.voices import lines

CARELESS = {"title": "This did not work", "body": "Something went wrong on the way.", "button": None}
RULES = {rule.id: rule for rule in INVARIANTS}
FOR_A_PAYMENT = ("careless", "starts_unchecked", "not_looked_up", "offered_unchecked")
# A rule, the decision of a plan, whether it is about money, and a text that the rule must refuse there.
WRONG: tuple[tuple[str, str, bool, dict[str, Any]], ...] = (
    ("starts_unchecked", "check_first", True, {"button": "Start again"}),
    ("starts_unchecked", "check_first", True, {"button": "Pay another way"}),
    ("starts_unchecked", "check_first", True, {"button": "Connect another way"}),
    ("careless", "check_first", True, CARELESS),
    ("careless", "check_first", True, CARELESS | {"body": "We don't know the reason. You can pay again."}),
    ("not_ours", "ask_user", False, {"body": "This is our mistake."}),
    ("not_running", "stop", False, {"title": "Still in progress"}),
    ("not_running", "stop", False, {"title": "This isn't finished yet"}),
    ("no_other", "ask_user", False, {"body": "Choose another bank."}),
    ("no_other", "ask_user", False, {"body": "Contact us, or another way to pay may work."}),
    ("no_other", "ask_user", False, {"button": "Pay another way"}),
)


@pytest.fixture(scope="module")
def shown() -> Sequence[ShownText]:
    loaded = load(SPECS["real"])
    return [*shown_texts(loaded.texts[0][0], loaded)]


def with_text(each: ShownText, **changed: Any) -> ShownText:
    text = each.voices.end_user.model_copy(update=changed)
    return each._replace(voices=each.voices.model_copy(update={"end_user": text}))


def with_support(each: ShownText, do: str) -> ShownText:
    support = each.voices.support.model_copy(update={"do": (do,)})
    return each._replace(voices=each.voices.model_copy(update={"support": support}))


def is_for_the_user_alone(each: ShownText) -> bool:
    met = each.meaning.met
    return met.actor != "developer" and set(met.actions).isdisjoint(("choose_other", "choose_other_way"))


def test_no_text_contradicts_its_plan(shown: Sequence[ShownText]) -> None:
    broken = {
        (each.meaning.reference, rule.id) for each in shown for rule in INVARIANTS if not rule.is_kept(each)
    }
    assert not broken
    assert lines(shown)[-len(INVARIANTS) :] == [f"     0  text {rule.fault}" for rule in INVARIANTS]


@pytest.mark.parametrize(("rule", "decision", "money", "text"), WRONG)
def test_a_rule_refuses_what_it_is_for(
    rule: str, decision: str, money: bool, text: dict[str, Any], shown: Sequence[ShownText]
) -> None:
    planned = [each for each in shown if each.meaning.plan.decision == decision]
    tried = [each for each in planned if (each.may_pay_twice if money else is_for_the_user_alone(each))]
    assert len(tried) > 20
    assert not any(RULES[rule].is_kept(with_text(each, **text)) for each in tried)


@pytest.mark.parametrize(
    "text",
    [
        {"body": "Connect it again to keep your data up to date."},
        {"body": "We can't read your account. Please sign in again."},
        {"title": "Give your permission again"},
    ],
)
def test_who_decided_it_is_not_urged(text: dict[str, Any], shown: Sequence[ShownText]) -> None:
    tried = [each for each in shown if each.is_by_choice]
    assert len(tried) > 20
    assert not any(RULES["urged"].is_kept(with_text(each, **text)) for each in tried)
    assert all(RULES["urged"].is_kept(with_text(each, **text)) for each in shown if not each.is_by_choice)


@pytest.mark.parametrize(
    ("rule", "do"),
    [
        ("not_looked_up", "Ask the user to wait."),
        ("offered_unchecked", "Look up the payment first. Then offer to start again."),
        ("offered_unchecked", "Have the user try once more."),
    ],
)
def test_support_looks_it_up_before_anything_is_offered(
    rule: str, do: str, shown: Sequence[ShownText]
) -> None:
    tried = [each for each in shown if each.may_pay_twice]
    assert len(tried) > 20
    assert not any(RULES[rule].is_kept(with_support(each, do)) for each in tried)
    spared = [each for each in shown if not each.may_pay_twice]
    assert all(RULES[rule].is_kept(with_support(each, do)) for each in spared)


def test_an_offer_that_depends_on_the_payment_is_no_offer(shown: Sequence[ShownText]) -> None:
    each = next(each for each in shown if each.may_pay_twice)
    assert not with_support(
        each, "Offer to start again only when it's certain that no money has moved."
    ).offers
    assert not with_support(each, "Don't suggest another try.").offers


def test_developers_are_not_told_to_wait_for_a_step_of_their_own(shown: Sequence[ShownText]) -> None:
    tried = [each for each in shown if each.meaning.plan.decision == "continue"]
    assert len(tried) > 20
    for each in tried:
        voices = each.voices.model_copy(update={"developer": ("Wait for the webhook.",)})
        assert not RULES["waits"].is_kept(each._replace(voices=voices))


def test_the_text_of_a_category_is_safe_for_a_payment(shown: Sequence[ShownText]) -> None:
    """Whoever knows the category alone may be looking at a payment."""
    claims = next(each.claims for each in shown)
    assert isinstance(claims, Claims)
    loaded = load(SPECS["real"])
    uncertain = [item.id for item in loaded.root.taxonomy.categories if item.outcome_uncertain]
    general = {entry.category: entry for entry in loaded.texts[0][0].entries if not entry.challenge}
    payment = next(each for each in shown if each.may_pay_twice)
    for category in (*uncertain, "unknown", "cancelled"):
        each = payment._replace(voices=general[category])
        assert all(RULES[rule].is_kept(each) for rule in FOR_A_PAYMENT), category
