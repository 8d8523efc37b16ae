"""What `classify` says of codes as providers send them, alone and with what is known besides."""

from __future__ import annotations

import http
import re
from typing import Any

import pytest

from tests.python.conftest import Import
from tests.wire_bodies import WireBody, bodies_of

CREDENTIALS = "The card number (username) or password provided is invalid"
LOGIN_ID = "The LoginId provided is either invalid or does not belong to the CustomerId"


def classify(
    real: Import, provider: str, code: Any, vocabulary: Any = None, **besides: Any
) -> dict[str, Any]:
    found: dict[str, Any]
    found = real("runtime").classify(provider, code, vocabulary=vocabulary, **besides).to_dict(raw=True)
    return found


def test_a_listed_code_says_who_must_do_what(real: Import) -> None:
    found = classify(real, "lean", "INVALID_MFA", vocabulary="linksdk.secondary_status")
    assert found["known"] and found["matched_by"] == "vocabulary"
    assert found["id"] == "lean:linksdk.secondary_status#INVALID_MFA"
    assert (found["category"], found["actor"], found["retry"]) == (
        "challenge_failed",
        "end_user",
        "after_input",
    )
    assert found["actions"] == ["submit_otp"] and found["challenge"] == "otp"
    assert not found["unattended_retry"] and found["candidates"] == []
    assert found["page"] == "lean/linksdk.secondary_status/INVALID_MFA"
    assert found["docs_url"].startswith("https://")


def test_every_word_is_a_member_of_the_taxonomy(real: Import) -> None:
    found = real("runtime").classify("lean", "INVALID_MFA")
    assert found.category is real("taxonomy").Category.CHALLENGE_FAILED
    assert found.matched_by is real("runtime").MatchedBy.CODE


def test_every_code_of_every_provider_is_known_under_both_forms_of_its_vocabulary(real: Import) -> None:
    for vocabulary in real("").vocabularies():
        provider, _, local = vocabulary.vocabulary.partition(":")
        for member in vocabulary:
            for named in (local, vocabulary.vocabulary, None):
                found = real("runtime").classify(
                    provider, member.value if named else member, vocabulary=named
                )
                assert found.id == f"{vocabulary.vocabulary}#{member.name}"
                assert found.known and found.category == member.info.category


def test_a_member_names_its_vocabulary_and_stays_what_it_is(real: Import) -> None:
    member = real("flinks").ConnectErrorCode.INVALID_LOGIN
    found = real("runtime").classify("flinks", member)
    assert found.raw is member and found.vocabulary == "connect.error"
    assert found.to_dict(raw=True)["raw"] == "INVALID_LOGIN"
    unlisted = real("flinks").ApiCode.parse("NEW_ONE")
    assert real("runtime").classify("flinks", unlisted).raw is unlisted


@pytest.mark.parametrize(
    ("besides", "context", "actor"),
    [
        ({"message": CREDENTIALS}, "credentials", "end_user"),
        ({"message": f" {LOGIN_ID}\n", "operation": "login"}, "login_id", "developer"),
        ({"operation": "refresh", "http_status": 401}, "stored", "end_user"),
        ({"operation": "login"}, "credentials", "end_user"),
    ],
)
def test_the_meanings_of_one_code_are_told_apart(
    real: Import, besides: dict[str, Any], context: str, actor: str
) -> None:
    found = classify(real, "flinks", "INVALID_LOGIN", "api.code", **besides)
    assert (found["matched_by"], found["context"], found["actor"]) == ("context", context, actor)


@pytest.mark.parametrize("besides", [{}, {"http_status": 401}, {"message": "?"}, {"operation": "payment"}])
def test_the_default_meaning_holds_when_nothing_tells_them_apart(
    real: Import, besides: dict[str, Any]
) -> None:
    found = classify(real, "flinks", "INVALID_LOGIN", "api.code", **besides)
    assert (found["matched_by"], found["context"]) == ("vocabulary", "credentials")


def test_without_a_user_what_only_a_user_can_do_becomes_a_reconnect(real: Import) -> None:
    there = classify(real, "flinks", "INVALID_SECURITY_RESPONSE", "api.code")
    cached = classify(real, "flinks", "INVALID_SECURITY_RESPONSE", "api.code", operation="refresh")
    assert there["actions"] == ["answer_security_question"] and there["retry"] == "after_input"
    assert cached["actions"] == ["reconnect"] and cached["retry"] == "after_reconnect"


def test_moving_money_is_never_tried_again_unattended(real: Import) -> None:
    operations = real("_runtime.rules").core()["operations"].items()
    moving = [name for name, facts in operations if facts.get("effect") == "move_money"]
    assert "payment" in moving
    codes = [(book.id, item) for book in real("_runtime.rules").books() for item in book.items]
    alone = [
        (provider, item)
        for provider, item in codes
        if real("runtime")
        .classify(provider, item.record["value"], vocabulary=item.vocabulary)
        .unattended_retry
    ]
    assert alone
    for provider, item in alone:
        value = item.record["value"]
        for name in moving:
            found = real("runtime").classify(provider, value, vocabulary=item.vocabulary, operation=name)
            assert found.operation == name and not found.unattended_retry


def test_an_unlisted_operation_is_ignored(real: Import) -> None:
    assert classify(real, "flinks", "CARD_IN_USE", operation="teleport")["operation"] == "deletion"


def test_an_absent_code_means_what_its_vocabulary_says(real: Import) -> None:
    found = classify(real, "flinks", None, "api.code", http_status=200)
    assert (found["matched_by"], found["category"], found["id"]) == ("absent", "succeeded", None)
    assert found["known"] and found["page"] == "flinks/api.code/index"
    assert classify(real, "flinks", "", "flinks:api.code", http_status=200)["matched_by"] == "absent"
    assert classify(real, "flinks", None, http_status=200)["matched_by"] == "none"
    assert classify(real, "flinks", None, "api.code", http_status=500)["matched_by"] == "http_status"
    assert classify(real, "flinks", [], "api.code", http_status=200)["matched_by"] == "none"


def test_a_code_of_several_vocabularies_shows_the_choice(real: Import) -> None:
    found = classify(real, "lean", "FAILED")
    assert found["matched_by"] == "code" and found["confidence"] == "L" and not found["unattended_retry"]
    assert len(found["candidates"]) > 2 and found["id"] == found["candidates"][0]


def test_what_says_something_goes_before_what_does_not(real: Import) -> None:
    found = classify(real, "argyle", "unknown")
    assert found["vocabulary"] == "payroll_document.ocr_error" and len(found["candidates"]) == 2


def test_a_choice_is_never_tried_again_unattended(real: Import) -> None:
    assert classify(real, "flinks", "RETRY_LATER", "api.code")["unattended_retry"]
    found = classify(real, "flinks", "RETRY_LATER")
    assert len(found["candidates"]) == 2 and not found["unattended_retry"]


def test_a_vocabulary_that_does_not_list_the_code_makes_the_answer_unsure(real: Import) -> None:
    found = classify(real, "flinks", "CARD_IN_USE", "connect.step")
    assert (found["matched_by"], found["vocabulary"], found["confidence"]) == ("code", "api.code", "L")


def test_a_value_that_is_no_outcome_has_no_behavior(real: Import) -> None:
    found = classify(real, "lean", "connect", "linksdk.method", operation="payment")
    assert found["known"] and found["category"] is None and found["operation"] is None
    assert found["actions"] == [] and found["unattended_retry"] is False


def test_a_message_may_speak_for_an_unlisted_code(real: Import) -> None:
    found = classify(real, "flinks", "NEW_ONE", message=CREDENTIALS, http_status=500)
    assert (found["matched_by"], found["category"], found["known"]) == (
        "message",
        "credentials_invalid",
        False,
    )
    assert found["candidates"] == ["flinks:api.code#INVALID_LOGIN"] and found["id"] is None


def test_a_longer_value_is_guessed_from_the_listed_one_that_it_continues(real: Import) -> None:
    found = classify(real, "lean", "INVALID_MFA_TWICE", http_status=500)
    assert (found["matched_by"], found["category"], found["confidence"]) == (
        "prefix",
        "challenge_failed",
        "L",
    )
    assert classify(real, "lean", "INVALID_MFATWICE")["matched_by"] == "none"
    assert classify(real, "lean", "FAILED_TWICE")["matched_by"] == "none"


def test_a_guess_never_says_that_something_succeeded(real: Import) -> None:
    assert classify(real, "lean", "ACCEPTED_BY_BANK")["phase"] == "success"
    assert classify(real, "lean", "ACCEPTED_BY_BANK_TOO")["matched_by"] == "none"
    assert classify(real, "lean", "entity.created")["phase"] == "success"
    assert classify(real, "lean", "entity.created.again")["matched_by"] == "none"


def test_the_status_says_what_kind_of_failure_it_is(real: Import) -> None:
    found = classify(real, "flinks", "NEW_ONE", http_status=http.HTTPStatus.TOO_MANY_REQUESTS)
    assert (found["matched_by"], found["category"], found["confidence"]) == (
        "http_status",
        "rate_limited",
        "L",
    )
    assert found["ends"] == "none" and not found["unattended_retry"]
    assert classify(real, "nobody", "NEW_ONE", http_status=503)["category"] == "provider_error"


@pytest.mark.parametrize("status", [True, 429.5, "429", 200, 10**400])
def test_what_is_no_status_says_nothing(real: Import, status: object) -> None:
    assert classify(real, "flinks", "NEW_ONE", http_status=status)["matched_by"] == "none"


@pytest.mark.parametrize(
    "code", ["invalid_mfa", "INVALID_MFA ", True, 1.0, b"INVALID_MFA", ["INVALID_MFA"], {}]
)
def test_codes_are_compared_exactly_and_kept(real: Import, code: object) -> None:
    found = real("runtime").classify("lean", code)
    assert found.raw is code and not found.known
    assert (found.category, found.actor, found.actions) == ("unknown", "developer", ("contact_support",))


def test_what_was_asked_about_unlisted_codes_is_not_remembered(real: Import) -> None:
    finished = real("_runtime.classify")._finished
    real("runtime").classify("lean", "INVALID_MFA")
    before = len(finished)
    for number in range(50):
        real("runtime").classify("lean", f"X{number}")
        real("runtime").classify("lean", "INVALID_MFA", vocabulary=f"v{number}")
        real("runtime").classify(f"p{number}", "INVALID_MFA")
    assert len(finished) == before


def test_the_package_offers_the_functions_itself(real: Import) -> None:
    package = real("")
    for name in ("classify", "decode", "plan_retry", "reduce_state", "resolve_outcome"):
        assert getattr(package, name) is getattr(real("runtime"), name)
        assert name in package.__all__ and name in dir(package)
    with pytest.raises(AttributeError, match="no attribute 'guess'"):
        package.guess  # noqa: B018


@pytest.mark.parametrize(
    "body",
    [body for body in bodies_of("flinks:api.error") if re.match("40[01]-invalid-login-", body.name)],
    ids=lambda body: body.name,
)
def test_real_answers_show_which_login_was_wrong(real: Import, body: WireBody) -> None:
    head = real("runtime").decode(body.value).head
    assert head.context == ("login_id" if "login-id" in body.name else "credentials")
