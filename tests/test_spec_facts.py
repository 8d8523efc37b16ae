"""What the providers' documents say, checked on the real spec: the facts that are easiest to get wrong."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from codegen.model.codes import Code, Vocabulary
from tests.specs import loaded

LOADED = loaded("real")
VOCABULARIES = {item.id: item for provider, _ in LOADED.providers for item in provider.vocabularies}
METHODS = {item.id: item for provider, _ in LOADED.providers for item in provider.methods}


def code(vocabulary: str, value: str) -> Code:
    return next(code for code in VOCABULARIES[vocabulary].codes if code.value == value)


@pytest.mark.parametrize(
    ("vocabulary", "type_name", "kind", "size"),
    [
        ("lean:linksdk.status", "Status", "status", 5),
        ("lean:linksdk.secondary_status", "SecondaryStatus", "status", 45),
        ("lean:linksdk.method", "Method", "method", 12),
        ("flinks:api.code", "ApiCode", "error", 31),
        ("flinks:connect.error", "ConnectErrorCode", "error", 10),
        ("flinks:connect.step", "ConnectStep", "event", 33),
        ("argyle:bank_connection.error", "BankConnectionErrorCode", "error", 11),
        ("argyle:verification.state", "VerificationState", "state", 5),
        ("argyle:webhook.event", "WebhookEvent", "event", 51),
        ("pluggy:item.status", "ItemStatus", "status", 8),
        ("pluggy:item.execution_status", "ItemExecutionStatus", "status", 41),
        ("pluggy:item.error_code", "ItemErrorCode", "error", 14),
        ("pluggy:payment.error_code", "PaymentErrorCode", "error", 22),
    ],
)
def test_public_names_and_sizes(vocabulary: str, type_name: str, kind: str, size: int) -> None:
    found = VOCABULARIES[vocabulary]
    assert (found.type_name, found.kind) == (type_name, kind)
    assert len(found.codes) >= size, "a listed value may be deprecated, but it stays"
    assert found.open, "no provider promises that a list is complete"


def test_success_without_a_code_is_no_constant() -> None:
    """The first row of Flinks' table: HTTP 200, and no code at all.

    A newer page labels success `OK` and `CREATED`; no answer that was read carries them.
    """
    api = VOCABULARIES["flinks:api.code"]
    assert not {"N/A", "NA", "SUCCESS", ""} & {str(code.value) for code in api.codes}
    assert {code("flinks:api.code", label).stability for label in ("OK", "CREATED")} == {"inferred"}
    assert api.absent is not None
    assert api.absent.behavior.category == "succeeded"
    assert [fact.status for fact in api.absent.http_status] == [200]


def test_all_meanings_of_invalid_login_survive() -> None:
    invalid_login = code("flinks:api.code", "INVALID_LOGIN")
    meanings = {context.id: context for context in invalid_login.contexts}
    assert {name: context.behavior.category for name, context in meanings.items()} == {
        "login_id": "invalid_request",
        "stored": "reauth_required",
        "credentials": "credentials_invalid",
    }
    documented = {name: context for name, context in meanings.items() if context.wire_messages}
    assert {
        name: [message.text for message in context.wire_messages] for name, context in documented.items()
    } == {
        "login_id": ["The LoginId provided is either invalid or does not belong to the CustomerId"],
        "credentials": ["The card number (username) or password provided is invalid"],
    }
    assert all({400, 401} == {fact.status for fact in context.http_status} for context in documented.values())


def test_the_same_word_means_more_in_the_api_than_in_the_widget() -> None:
    api, widget = code("flinks:api.code", "UNAUTHORIZED"), code("flinks:connect.error", "UNAUTHORIZED")
    assert {context.id: context.behavior.actor for context in api.contexts} == {
        "left_out": "end_user",
        "auth_key": "developer",
        "too_early": "developer",
        "refresh": "institution",
        "bank": "end_user",
    }
    assert widget.behavior is not None
    assert widget.behavior.actor == "end_user"


LOST_CELLS = [
    "CARD_IN_USE", "INVALID_USERNAME", "INVALID_PASSWORD", "INVALID_SECURITY_RESPONSE", "RETRY_LATER",
    "CONCURRENT_SESSION", "DISABLED_LOGIN", "NEW_ACCOUNT", "SESSION_EXPIRED", "ALREADY_AUTHORIZED",
    "SECURITYRESPONSES_INCOMPLETE",
]  # fmt: skip


@pytest.mark.parametrize("value", LOST_CELLS)
def test_steps_to_reproduce_are_no_message(value: str) -> None:
    """In these rows of the article the column called Message contains the steps to reproduce."""
    found = code("flinks:api.code", value)
    article = next(s.id for s in LOADED.providers[1][0].sources if "43000436119" in s.url)
    assert found.reproduce
    assert all(article not in message.sources for message in found.wire_messages)
    assert "extraction_gap" in {flag.id for flag in found.flags}


CURLY = (
    "There is a temporary issue preventing a successful connection to the borrower’s banking institution"
    " right now."
)


def test_argyle_messages_are_literal_and_not_unique() -> None:
    errors = {
        c.value: sorted({m.text for meaning in (c, *c.contexts) for m in meaning.wire_messages})
        for c in VOCABULARIES["argyle:bank_connection.error"].codes
    }
    assert errors["one_time_passcode_issue"] == errors["temporary_connection_issue"] == [CURLY]
    assert errors["account_closed"] == errors["account_not_found"]
    assert all(len(messages) == 1 for messages in errors.values())


RETRIED_BY_A_SERVER = {
    "plaid:legacy.code#1113",
    "plaid:legacy.code#1302",
    "plaid:legacy.code#1303",
    "plaid:legacy.code#1702",
    "lean:api.error#INTERNAL_SERVER_ERROR",
    "lean:api.error#RATE_LIMIT_EXCEEDED",
    "lean:api.error#UNKNOWN_RESULTS_ID",
    "lean:api.granular_status_code#UNSEEN_BANK_ERROR",
    "lean:api.granular_status_code#BANK_MAINTENANCE",
    "lean:api.granular_status_code#BANK_ISSUE",
    "lean:api.granular_status_code#LEAN_ERROR",
    "lean:api.granular_status_code#DUPLICATED_REQUEST",
    "lean:api.granular_status_code#LOGGED_IN_ELSEWHERE",
    "lean:api.granular_status_code#TIMEOUT",
    "lean:api.granular_status_code#INTERNAL_SERVER_ERROR",
    "lean:api.granular_status_code#ACTIVE_SESSION_EXISTS",
    "flinks:api.code#SESSION_NONEXISTENT",
    "flinks:api.code#RETRY_LATER",
    "flinks:api.code#TOO_MANY_REQUESTS",
    "flinks:api.code#CONCURRENT_SESSION",
    "flinks:api.code#UNAUTHORIZED",
    "flinks:api.code#SESSION_EXPIRED",
    "flinks:api.code#AGGREGATION_ERROR",
    "flinks:api.code#BANK_MAINTENANCE_RETRY_LATER",
    "flinks:api.code#BANK MAINTENANCE_RETRY_LATER",
    "flinks:api.code#BANK_MAINTENENACE_RETRY_LATER",
    "flinks:api.code#NO_BROWSER_AVAILABLE",
    "flinks:fdx.error#500",
    "flinks:fdx.error#501",
    "flinks:fdx.error#503",
    "flinks:fdx.error#1207",
    "argyle:link.callback#onTokenExpired",
    "argyle:link.error#expired_user_token",
    "gocardless:api.error_type#RateLimitError",
    "gocardless:api.error_type#ServiceError",
    "gocardless:api.error_type#ConnectionError",
    "gocardless:api.summary#Invalid token",
    "gocardless:api.summary#Rate limit exceeded",
    "enable_banking:api.error#ASPSP_ERROR",
    "enable_banking:api.error#ASPSP_RATE_LIMIT_EXCEEDED",
    "enable_banking:api.error#ASPSP_TIMEOUT",
    "enable_banking:api.error#UNAUTHORIZED_ACCESS",
    "enable_banking:api.error#WRONG_CONTINUATION_KEY",
    "enable_banking:bank.code#RateLimitException",
    "mx:member.error_code#3000",
    "mx:member.error_code#3001",
    "mx:member.error_code#3002",
    "mx:nexus.error_code#4011",
    "pluggy:api.code_description#INTERNAL_SERVER_ERROR",
    "plaid:api.error_code#INSTITUTION_DOWN",
    "plaid:api.error_code#INSTITUTION_NOT_RESPONDING",
    "plaid:api.error_code#INSTITUTION_NOT_AVAILABLE",
    "plaid:api.error_code#INTERNAL_SERVER_ERROR",
    "plaid:api.error_code#PLANNED_MAINTENANCE",
    "plaid:api.error_code#ACCOUNTS_LIMIT",
    "plaid:api.error_code#AUTH_LIMIT",
    "plaid:api.error_code#IDENTITY_LIMIT",
    "plaid:api.error_code#INSTITUTIONS_GET_LIMIT",
    "plaid:api.error_code#INSTITUTIONS_GET_BY_ID_LIMIT",
    "plaid:api.error_code#INVESTMENT_HOLDINGS_GET_LIMIT",
    "plaid:api.error_code#INVESTMENT_TRANSACTIONS_LIMIT",
    "plaid:api.error_code#ITEM_GET_LIMIT",
    "plaid:api.error_code#TRANSACTIONS_LIMIT",
    "plaid:api.error_code#INSTITUTION_RATE_LIMIT",
    "plaid:api.error_code#RATE_LIMIT",
    "plaid:api.error_code#TRANSACTIONS_SYNC_LIMIT",
    "plaid:api.error_code#TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION",
}
"""Each further code that a server may retry alone must be added here on purpose."""


def test_few_codes_may_be_retried_by_a_server() -> None:
    assert {
        f"{vocabulary.id}#{code.value}"
        for vocabulary in VOCABULARIES.values()
        for code in vocabulary.codes
        for behavior in [code.behavior, *(context.behavior for context in code.contexts)]
        if behavior and behavior.unattended_retry
    } == RETRIED_BY_A_SERVER


def advised(found: Code) -> list[Any]:
    return [found.behavior, *((context.id, context.behavior) for context in found.contexts)]


def test_a_failed_run_gets_the_same_advice_from_either_field_of_an_item() -> None:
    errors = VOCABULARIES["pluggy:item.error_code"].codes
    assert errors
    for error in errors:
        assert advised(error) == advised(code("pluggy:item.execution_status", str(error.value))), error.value


def test_no_server_repeats_a_run_whose_failures_are_counted() -> None:
    """More than five failing runs bar an item, and the provider's own repeats count as well."""
    counted = [
        (found.value, behavior.unattended_retry)
        for name in ("pluggy:item.error_code", "pluggy:item.execution_status")
        for found in VOCABULARIES[name].codes
        for behavior in [found.behavior, *(context.behavior for context in found.contexts)]
        if behavior and behavior.suspension_risk
    ]
    assert {"SITE_NOT_AVAILABLE", "CONNECTION_ERROR", "ERROR", "MERGE_ERROR"} <= {
        value for value, _ in counted
    }
    assert not [value for value, alone in counted if alone]


def test_the_bank_and_the_provider_mean_the_same_by_their_words_for_a_refusal() -> None:
    name = "pluggy:payment.error_code"
    pairs = {tuple(sorted([found.name, *found.synonyms])) for found in VOCABULARIES[name].codes}
    assert len(pairs) == 11
    for one, other in pairs:
        assert advised(code(name, one)) == advised(code(name, other)), one


def fields(method: str, *, required: bool) -> set[str]:
    return {field.name for field in METHODS[method].config if field.required is required}


def test_connect_takes_what_its_page_lists_and_what_the_wrappers_add() -> None:
    assert fields("lean:connect", required=True) == {"app_token", "customer_id", "permissions"}
    assert fields("lean:connect", required=False) == {
        "access_token", "bank_identifier", "account_type", "access_from", "access_to", "end_user_id",
        "customer_metadata", "show_consent_explanation", "destination_alias", "destination_avatar",
        "sandbox", "language", "customization", "callback",
        "payment_destination_id", "success_redirect_url", "fail_redirect_url",
        "country", "version", "env", "actionCancelled",
    }  # fmt: skip
    assert [outcome.code for outcome in METHODS["lean:connect"].outcomes] == [
        f"lean:linksdk.status#{name}" for name in ("SUCCESS", "CANCELLED", "ERROR")
    ]


def test_reconnect_takes_what_its_page_lists() -> None:
    assert fields("lean:reconnect", required=True) == {"app_token", "reconnect_id"}
    assert fields("lean:reconnect", required=False) == {
        "access_token", "destination_alias", "destination_avatar", "sandbox", "language", "customization",
        "callback", "customer_metadata", "country", "version", "env", "actionCancelled",
    }  # fmt: skip


def test_deprecated_methods_say_what_replaces_them() -> None:
    methods: dict[Any, Code] = {code.value: code for code in VOCABULARIES["lean:linksdk.method"].codes}
    beneficiary, source = methods["createBeneficiary"].deprecated, methods["createPaymentSource"].deprecated
    assert beneficiary is not None
    assert source is not None
    assert (beneficiary.replaced_by, beneficiary.except_platforms) == ("UPDATE_PAYMENT_SOURCE", ("android",))
    assert (source.replaced_by, source.except_platforms) == ("CONNECT", ())


HASHES = {"hmac-sha256": hashlib.sha256, "hmac-sha512": hashlib.sha512}
ENCODINGS: dict[str, Callable[[bytes], str]] = {
    "hex": bytes.hex,
    "hex-upper": lambda digest: digest.hex().upper(),
    "base64": lambda digest: base64.b64encode(digest).decode(),
}


@pytest.mark.parametrize("name", ["real", "tiny"])
def test_signature_vectors_are_right(name: str) -> None:
    found = [item for provider, _ in loaded(name).providers for item in provider.signatures]
    signatures = [item for item in found if item.algorithm in HASHES]
    assert signatures
    for signature in signatures:
        for vector in signature.vectors:
            assert vector.secret is not None
            digest = hmac.digest(vector.secret.encode(), vector.body.encode(), HASHES[signature.algorithm])
            assert vector.header_value == signature.prefix + ENCODINGS[signature.encoding](digest)


def test_every_source_is_public_and_dated() -> None:
    today = datetime.now(tz=UTC).date().isoformat()
    for provider, _ in LOADED.providers:
        for source in provider.sources:
            assert source.url.startswith("https://"), source.id
            assert "2026-01-01" <= source.retrieved <= today, source.id


def test_contradictions_are_flagged_not_hidden() -> None:
    flagged = {
        f"{vocabulary.id}#{code.name}": {flag.id for flag in code.flags}
        for vocabulary in VOCABULARIES.values()
        for code in vocabulary.codes
    }
    for name in ("INVALID_LOGIN_MFA", "INVALID_PAYMENT_MFA"):
        assert "doc_conflict" in flagged[f"lean:linksdk.secondary_status#{name}"]
    assert "changed_meaning" in flagged["lean:linksdk.secondary_status#ACCEPTED_BY_BANK"]
    assert "misleading_name" in flagged["flinks:api.code#NEW_ACCOUNT"]
    assert "doc_conflict" in flagged["argyle:bank_connection.error#ONE_TIME_PASSCODE_ISSUE"]
    synonyms: dict[str, Vocabulary] = VOCABULARIES
    lean = {code.name: code.synonyms for code in synonyms["lean:linksdk.secondary_status"].codes}
    assert lean["OK"] == ("ACTIVE",)
    assert "REQUIRES_MFA" in lean["MFA_REQUIRED"]
    assert lean["SECURITY_QUESTION_ATTEMPTS_EXHAUSTED"] == ("SECURITY_QUESTION_ANSWER_ATTEMPTS_EXHAUSTED",)


@pytest.mark.parametrize(
    ("vocabulary", "size"),
    [
        ("lean:webhook.event", 18), ("lean:payment_intent.status", 26), ("lean:payment.status", 6),
        ("lean:consent.status", 7), ("lean:consent.revocation_reason", 8), ("lean:schedule.status", 6),
        ("lean:scheduled_payment.status", 8), ("lean:refund.status", 6), ("lean:result.status", 6),
        ("lean:api.error", 24), ("lean:api.granular_status_code", 28), ("lean:linksdk.permission", 10),
        ("flinks:fdx.error", 18), ("flinks:geft.status_details", 9), ("flinks:etransfer.event", 10),
        ("flinks:etransfer.payment_status", 9), ("flinks:pay.eft_return_code", 12),
        ("argyle:verification.status_code", 17), ("argyle:account_connection.error", 51),
        ("argyle:deposit_switch.error", 28), ("argyle:deposit_switch.status", 8),
        ("argyle:bank_account.aggregation_code", 11), ("argyle:link.error", 17), ("argyle:link.ui_event", 14),
    ],
)  # fmt: skip
def test_lists_are_as_long_as_the_documents_say(vocabulary: str, size: int) -> None:
    assert len(VOCABULARIES[vocabulary].codes) >= size


def test_a_value_is_copied_to_the_letter() -> None:
    """Values that a rule of spelling would change: hyphens, spaces, dots, two spellings of one word."""
    for vocabulary, values in {
        "argyle:document.error": {"self-employed_income"},
        "argyle:link.ui_event": {"login - opened", "search - link item selected", "link closed"},
        "lean:webhook.event": {"consent.authorised"},
        "lean:payout.status": {"AUTHORISATION_FAILED", "AWAITING_AUTHORIZATION"},
        "lean:open_banking.entry_status": {"KSAOB.Booked"},
        "flinks:api.code": {"SECURITYRESPONSES_INCOMPLETE"},
        "flinks:geft.session_status": {"Canceled"},
        "flinks:etransfer.payment_status": {"Cancelled"},
    }.items():
        assert values <= {code.value for code in VOCABULARIES[vocabulary].codes}


def test_integers_on_the_wire_are_integers() -> None:
    for vocabulary in ("flinks:fdx.error", "argyle:bank_account.aggregation_code"):
        assert VOCABULARIES[vocabulary].value_type == "integer"
        assert all(isinstance(code.value, int) for code in VOCABULARIES[vocabulary].codes)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("mx:member.connection_status", "mx:member.connection_status_id"),
        ("mx:microdeposit.status", "mx:microdeposit.status_id"),
        ("mx:oauth.error_reason", "mx:oauth.error_reason_id"),
    ],
)
def test_the_numbers_of_a_list_mean_what_its_words_mean(words: str, numbers: str) -> None:
    """The API sends words, the widget sends numbers that count them from zero."""
    by_number = {code.value: code for code in VOCABULARIES[numbers].codes}
    assert [*by_number] == [*range(len(by_number))]
    for code, twin in zip(VOCABULARIES[words].codes, by_number.values(), strict=True):
        assert (twin.name, _situations(twin) - _situations(code)) == (code.name, set())


def _situations(code: Code) -> set[str | None]:
    behaviors = [code.behavior, *(context.behavior for context in code.contexts)]
    return {behavior.situation for behavior in behaviors if behavior}


def test_connected_alone_is_no_success() -> None:
    """Data may still be arriving, or a product may have failed: two more fields say so."""
    connected = code("mx:member.connection_status", "CONNECTED")
    phases = {context.id: context.behavior.phase for context in connected.contexts}
    assert phases == {
        "finished": "success", "still_aggregating": "in_progress", "with_error": "in_progress",
        "unread": "in_progress",
    }  # fmt: skip
    assert connected.default_context == "unread"
