"""The command `linkcodes plan`: the plan of `plan_retry`, in words and as data."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.python.cli_runs import Run, warm
from tests.python.conftest import Import

pytestmark = pytest.mark.slow
DOWN = '{"error_type": "INSTITUTION_ERROR", "error_code": "INSTITUTION_DOWN", "error_message": "x"}'


@pytest.fixture(scope="module")
def run(joined: Callable[[str], Path]) -> Iterator[Run]:
    with warm(joined("real")) as run:
        yield run


def test_the_plan_is_that_of_the_package(run: Run, real: Import) -> None:
    asked = {"attempts": 3, "unattended": True, "operation": "read", "retry_after_s": 20_000}
    options = ("--attempt", "3", "--unattended", "--operation", "read", "--retry-after", "20000")
    wanted = real("").plan_retry(real("").classify("plaid", "INSTITUTION_DOWN"), **asked)
    done = run("plan", "INSTITUTION_DOWN", "-p", "plaid", *options, "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json["plan"] == wanted.to_dict() and wanted.delay_s == 20_000
    assert done.json["code"] == "INSTITUTION_DOWN" and done.json["known"]
    assert done.json["asked"] == {
        "attempt": 3, "unattended": True, "operation": "read", "retry_after": "20000",
    }  # fmt: skip
    again = run("plan", "INSTITUTION_DOWN", "-p", "plaid", *options, "-f", "json").json
    assert {**done.json, "retry_at": again["retry_at"]} == again  # a second may have passed
    words = run("plan", "INSTITUTION_DOWN", "-p", "plaid", *options).out
    assert words.startswith(f"INSTITUTION_DOWN · plaid:api.error_code\n{wanted.sentence}\n")
    assert "\nAsked for       attempt 3, no user present, operation read, Retry-After 20000\n" in words


def test_what_the_provider_asks_for_says_not_before_when(run: Run) -> None:
    text = "The rate limit for this resource is 4/day. Please try again in 85092 seconds"
    asked = run(
        "plan", text, "-p", "gocardless", "--http-status", "429", "--operation", "read", "--json"
    ).json
    assert asked["plan"]["delay_s"] >= 85_092
    at = datetime.fromisoformat(asked["retry_at"])
    assert 0 <= at.timestamp() - time.time() <= asked["plan"]["delay_s"] + 1
    down = ("plan", "INSTITUTION_DOWN", "-p", "plaid", "--operation", "read")
    assert run(*down, "--json").json["retry_at"] is None and "Not before" not in run(*down).out
    assert "\nNot before      2" in run(*down, "--retry-after", "20000").out


@pytest.mark.parametrize(
    "words",
    [
        ["INSTITUTION_DOWN"],
        ["plaid:api.error_code#INSTITUTION_DOWN"],
        ["plaid", "INSTITUTION_DOWN"],
        ['"INSTITUTION_DOWN",'],
        [DOWN],
        ["HTTP", "400", "INSTITUTION_DOWN"],
        ["2026-01-05 ERROR sync failed: INSTITUTION_DOWN, item 7"],
        ["-"],
    ],
    ids=lambda words: " ".join(words)[:20],
)
def test_whatever_names_the_code_will_do(run: Run, words: list[str]) -> None:
    done = run("plan", *words, "--operation", "read", "--json", stdin=DOWN)
    assert done.code == 0
    assert done.json["head"]["id"] == "plaid:api.error_code#INSTITUTION_DOWN"
    assert done.json["plan"]["decision"] == "retry"


def test_an_attempt_more_changes_the_plan(run: Run) -> None:
    plans = [
        run(
            "plan", "INSTITUTION_DOWN", "-p", "plaid", "--operation", "read", "--attempt", made, "--json"
        ).json
        for made in ("1", "2", "9")
    ]
    left = [found["plan"]["attempts_left"] for found in plans]
    assert left == sorted(left, reverse=True) and len(set(left)) == 3
    assert plans[2]["plan"]["decision"] != "retry"


def test_what_several_providers_send_gets_the_careful_plan(run: Run, real: Import) -> None:
    done = run("plan", "FAILED")
    assert "Several providers send it: say with --provider whose it is." in done.out
    assert real("").plan_retry("FAILED").sentence.split(",")[0] in done.out
    assert "Several" not in run("plan", "FAILED", "-p", "pluggy").out


def test_what_is_not_listed_ends_with_1(run: Run) -> None:
    unknown = run("plan", "INSTITUTION_DOWNN", "-p", "plaid")
    assert unknown.code == 1
    assert "It is not listed" in unknown.out and "Did you mean\n• INSTITUTION_DOWN\n" in unknown.out
    guess = run("plan", "NEW_CODE", "-p", "plaid", "--http-status", "503", "--operation", "read", "--json")
    assert guess.code == 1 and not guess.json["known"]
    assert guess.json["head"]["matched_by"] == "http_status"
    assert guess.json["plan"]["decision"] == "retry"


def test_a_message_tells_meanings_apart(run: Run) -> None:
    message = "The LoginId provided is either invalid or does not belong to the CustomerId"
    words = ("plan", "INVALID_LOGIN", "-v", "api.code", "--json")
    told, untold = run(*words, "-m", message).json, run(*words).json
    assert told["head"]["context"] == "login_id"
    assert told["plan"] != untold["plan"]
