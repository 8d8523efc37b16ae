"""The texts for people, checked on the real spec: what they must never promise, ask for or suggest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from codegen.model.codes import Behavior
from codegen.model.texts import Voices
from codegen.views.voices import voices_for
from tests.specs import resolved

SPEC = resolved("real")
MONEY = {"payment", "beneficiary", "payout", "refund"}
WARNING = "please don't pay again until you hear from us."
"""What every text says that must keep someone from paying twice, in these words everywhere."""


class WordedMeaning(NamedTuple):
    """One meaning of a code, and the texts that go with it."""

    code: str
    behavior: Behavior
    voices: Voices

    @property
    def shown(self) -> str:
        """All that the end user reads, in small letters."""
        return " ".join(text for _, text in self.voices.end_user if text).lower()


def _meanings() -> Iterator[WordedMeaning]:
    for code in SPEC.codes.values():
        told = [(None, code.behavior)] if code.behavior else [(c.id, c.behavior) for c in code.contexts]
        for context, behavior in told:
            outcome = (behavior.category, behavior.challenge)
            yield WordedMeaning(code.id, behavior, voices_for(SPEC, code.id, context, outcome))


MEANINGS = tuple(_meanings())


def offenders(pattern: str, meanings: Iterator[WordedMeaning]) -> list[str]:
    """Return the meanings whose end user reads what the pattern describes; there must be some to look at."""
    looked_at = list(meanings)
    assert looked_at
    return [f"{item.code}: {item.shown}" for item in looked_at if re.search(pattern, item.shown)]


def test_money_on_its_way_is_never_called_paid() -> None:
    under_way = (m for m in MEANINGS if m.behavior.phase == "in_progress" and m.behavior.operation in MONEY)
    claimed = r"(?<!if you've already )paid|(?<!don't )pay again"
    assert not offenders(rf"\b(?:{claimed}|settled|received|try again|retry)\b", under_way)


def test_accepted_money_is_not_yet_received() -> None:
    accepted = [m for m in MEANINGS if m.code.endswith("ACCEPTED_BY_BANK")]
    assert len(accepted) == 5
    assert not offenders(r"\b(paid|settled|received|done|complete)\b", iter(accepted))
    assert all("accepted" in item.voices.end_user.title for item in accepted)
    assert all(re.search("don't know yet|only some", item.shown) for item in accepted)


@pytest.mark.parametrize("vocabulary", ["payment", "payment_intent"])
def test_pending_payments_are_not_to_be_sent_twice(vocabulary: str) -> None:
    item = next(m for m in MEANINGS if m.code == f"lean:{vocabulary}.status#PENDING_WITH_BANK")
    assert WARNING in item.shown
    assert item.voices.end_user.button is None


def test_no_button_offers_what_is_known_to_be_vain() -> None:
    vain = (m for m in MEANINGS if m.behavior.retry == "never")
    pressed = [m for m in vain if m.voices.end_user.button]
    assert pressed
    again = re.compile(r"\b(again|retry|later|anew)\b", re.IGNORECASE)
    assert not [m.code for m in pressed if again.search(m.voices.end_user.button or "")]


def test_a_failed_payment_is_looked_up_before_the_next() -> None:
    failed = [
        m
        for m in MEANINGS
        if m.behavior.operation == "payment"
        and m.code.partition(":")[0] == "lean"
        and m.behavior.category == "provider_error"
        and m.code.endswith("#FAILED")
    ]
    assert len(failed) >= 4
    assert not [m.code for m in failed if "check that your account" not in m.shown]


def test_nobody_in_support_asks_for_one_time_codes() -> None:
    otp = [m for m in MEANINGS if m.behavior.challenge == "otp"]
    assert len(otp) > 20
    assert not [m.code for m in otp if not any("code" in line.lower() for line in m.voices.support.never_ask)]


def test_whoever_writes_about_a_sign_in_guards_the_password() -> None:
    asked = (m for m in MEANINGS if m.behavior.category == "credentials_invalid")
    assert not [
        m.code for m in asked if not re.search(r"password", " ".join(m.voices.support.never_ask), re.I)
    ]


def test_employers_are_not_called_banks() -> None:
    """A payroll account is at an employer, so a text for it says bank only beside employer."""
    payroll = "argyle:account_connection."
    shown = [m for m in MEANINGS if m.code.startswith(payroll)]
    assert len(shown) > 50
    assert not [m.code for m in shown if "bank" in m.shown.replace("bank or employer", "")]


def test_a_removed_connection_does_not_start_again() -> None:
    over = [m for m in MEANINGS if m.behavior.category == "cancelled" and m.behavior.ends == "connection"]
    assert len(over) >= 4
    assert not [m.code for m in over if m.voices.end_user.button]


def test_a_text_of_its_own_says_something_of_its_own() -> None:
    for item in MEANINGS:
        if (item.code, None) in SPEC.voices:
            general = voices_for(SPEC, "", None, (item.behavior.category, item.behavior.challenge))
            assert item.voices.end_user != general.end_user, item.code
