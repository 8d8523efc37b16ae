"""What `decode` and `resolve_outcome` make of real payloads, in whatever form they come."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from tests.python.conftest import Import
from tests.wire_bodies import wire_bodies, wire_body

WRONG_CODE = {
    "status": "ERROR",
    "secondary_status": "INVALID_MFA",
    "message": "x",
    "lean_correlation_id": "y",
}


@pytest.mark.parametrize(
    "name",
    [
        "argyle:accounts.failed/accept/documented",
        "argyle:api.verification/accept/completed-with-errors-composed",
        "flinks:connect.event/accept/error-invalid-login",
        "flinks:api.challenge/accept/one-question",
        "flinks:webhook.kyc/accept/two-holders",
        "lean:linksdk.callback/accept/web-success-composed",
    ],
)
def test_real_payloads_are_recognized(real: Import, name: str) -> None:
    body = wire_body(name)
    decoded = real("runtime").decode(body.value)
    assert (decoded.provider, decoded.payload) == (body.provider, body.payload)
    assert decoded.source == "payload" and decoded.known and decoded.data == body.value


def test_one_payload_reads_the_same_in_every_form(real: Import) -> None:
    text = json.dumps(WRONG_CODE)
    forms: dict[str, list[object]] = {
        "payload": [WRONG_CODE, MappingProxyType(WRONG_CODE)],
        "json": [
            text,
            f"\ufeff {text}\n",
            text.encode(),
            bytearray(text, "utf-8"),
            memoryview(text.encode()),
        ],
        "url": ["app://x?status=ERROR&secondary_status=INVALID_MFA&message=x&lean_correlation_id=y"],
        "text": [f"2026-11-22 ERROR {{trace}} callback {text} done", f"{'{' * 10}{text}"],
    }
    for source, inputs in forms.items():
        for raw in inputs:
            decoded = real("runtime").decode(raw)
            assert (decoded.source, decoded.provider) == (source, "lean"), raw
            assert decoded.raw is raw and decoded.head.id == "lean:linksdk.secondary_status#INVALID_MFA"


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("?status=CANCELLED&status=SUCCESS", "SUCCESS"),
        ("https://a.example/x?status=ERROR#status=SUCCESS", "SUCCESS"),
        ("app:?status=SUCC%45SS&secondary_status=", "SUCCESS"),
        ("https://a.example/?status=SUCCESS#top", "SUCCESS"),
        ("  https://a.example/#status=SUCCESS  ", "SUCCESS"),
    ],
)
def test_urls_are_read_as_their_parameters(real: Import, url: str, status: str) -> None:
    decoded = real("runtime").decode(url, provider="lean")
    assert decoded.source == "url" and decoded.data["status"] == status
    assert decoded.head.category == "succeeded"


def test_words_are_classified_for_each_provider_that_lists_them(real: Import) -> None:
    decoded = real("runtime").decode(" INVALID_LOGIN\n")
    assert decoded.source == "code" and decoded.known and decoded.data == "INVALID_LOGIN"
    assert decoded.provider == "flinks" and decoded.payload is None
    log = real("runtime").decode("Bank said: (INVALID_MFA), then INVALID_MFA. OK and FAILED are no news.")
    assert log.source == "text" and log.data == ["INVALID_MFA"]
    assert all(item.raw == "INVALID_MFA" for item in log.classifications)


@pytest.mark.parametrize(
    "nothing",
    [
        "",
        " ",
        "hello",
        "Error: no luck?",
        "[",
        "5",
        '"x"',
        "NaN",
        '{"a":NaN}',
        b"\xff\xfe",
        None,
        5,
        0.5,
        object(),
    ],
)
def test_where_nothing_is_found_nothing_is_claimed(real: Import, nothing: object) -> None:
    decoded = real("runtime").decode(nothing)
    assert decoded.raw is nothing and decoded.source == "none" and not decoded.known
    assert decoded.head is None and decoded.classifications == () and decoded.verdict == "unknown"


@pytest.mark.parametrize("foreign", [{}, [], {"a": 1}, "[1, 2]", "https://a.example/?q=1"])
def test_foreign_payloads_are_kept(real: Import, foreign: object) -> None:
    decoded = real("runtime").decode(foreign)
    assert decoded.source != "none" and (decoded.provider, decoded.known) == (None, False)


def test_bytes_that_are_no_utf_8_are_read_all_the_same(real: Import) -> None:
    decoded = real("runtime").decode(b'{"flinksCode": "INVALID_LOGIN", "institution": "\xff"}')
    assert decoded.head.raw == "INVALID_LOGIN" and decoded.data["institution"] == "\ufffd"


def test_the_head_is_the_one_to_act_on(real: Import) -> None:
    payload = {"channel": "new", "status": {"state": "completed", "errors": [{"code": "account_incomplete"}]}}
    decoded = real("runtime").decode(payload, provider="argyle")
    assert decoded.payload == "api.verification" and not decoded.known
    assert decoded.head is decoded.classifications[0] and decoded.head.actor in ("end_user", "developer")
    ranks = [real("_runtime.outcome").urgency(item) for item in decoded.classifications]
    assert ranks[0] == min(ranks) and len(ranks) == 3


def test_an_event_that_failed_is_explained_by_the_error_beside_it(real: Import) -> None:
    outcome = real("runtime").resolve_outcome(wire_body("argyle:accounts.failed/accept/documented").raw)
    assert outcome.verdict == "failed" and outcome.because.raw == "invalid_mfa"
    assert [item.raw for item in outcome.decoded.classifications] == ["invalid_mfa", "accounts.failed"]


def test_the_same_code_twice_is_two_classifications(real: Import) -> None:
    errors = [{"code": "invalid_credentials"}, {"code": "invalid_credentials"}]
    decoded = real("runtime").decode(
        {"id": "1", "user": "2", "status": {"state": "completed", "errors": errors}}
    )
    assert [item.raw for item in decoded.classifications].count("invalid_credentials") == 2


def test_codes_are_found_in_the_order_of_the_payload(real: Import) -> None:
    recognize, known = real("_runtime.recognize"), real("_runtime.known")
    for body in wire_bodies("accept"):
        given = known.given(body.provider, body.payload, None, None)
        match = recognize.recognized(body.value, given)
        places = [coded.path for coded in match.payload.codes]
        found = [places.index(each.coded.path) for each in match.values]
        assert found == sorted(found), body


@pytest.mark.parametrize(
    ("status", "secondary", "verdict", "because", "step"),
    [
        ("SUCCESS", None, "succeeded", "SUCCESS", None),
        ("SUCCESS", "OK", "succeeded", "SUCCESS", None),
        ("SUCCESS", "PENDING_WITH_BANK", "waiting", "PENDING_WITH_BANK", None),
        ("SUCCESS", "INVALID_MFA", "succeeded", "INVALID_MFA", None),
        ("ERROR", "INVALID_MFA", "failed", "INVALID_MFA", None),
        ("ERROR", "MFA_REQUIRED", "failed", "ERROR", "MFA_REQUIRED"),
        ("ERROR", "BRAND_NEW", "failed", "ERROR", None),
        ("CANCELLED", None, "abandoned", "CANCELLED", None),
        ("CANCELLED", "MFA_REQUIRED", "abandoned", "CANCELLED", "MFA_REQUIRED"),
        ("CANCELLED", "INVALID_CREDENTIALS", "abandoned", "INVALID_CREDENTIALS", None),
        ("CANCELLED", "OK", "abandoned", "CANCELLED", None),
        ("LINK_CLOSED_PROGRAMMATICALLY", None, "closed_by_host", "LINK_CLOSED_PROGRAMMATICALLY", None),
        ("REDIRECT", None, "handed_to_bank", "REDIRECT", None),
        ("REDIRECT", "PENDING_WITH_BANK", "handed_to_bank", "REDIRECT", None),
        (None, "PENDING_WITH_BANK", "waiting", "PENDING_WITH_BANK", None),
        (None, "INVALID_MFA", "failed", "INVALID_MFA", None),
        ("BRAND_NEW", "OK", "succeeded", "OK", None),
        ("BRAND_NEW", None, "unknown", "BRAND_NEW", None),
        (None, None, "unknown", None, None),
    ],
)
def test_status_and_secondary_status_are_one_verdict(  # noqa: PLR0917
    real: Import,
    status: str | None,
    secondary: str | None,
    verdict: str,
    because: str | None,
    step: str | None,
) -> None:
    payload: dict[str, Any] = {"status": status, "secondary_status": secondary, "bank": {}}
    outcome = real("runtime").resolve_outcome(payload, provider="lean")
    assert (outcome.verdict, outcome.step) == (verdict, step)
    assert (outcome.because and outcome.because.raw) == because
    assert outcome.contradictory == (status == "SUCCESS" and secondary == "INVALID_MFA")
    assert outcome.decoded.verdict is outcome.verdict and outcome.decoded.head is outcome.because


def test_the_exit_point_says_where_the_user_left(real: Import) -> None:
    cancelled = wire_body("lean:linksdk.callback/accept/react-native-cancelled-payment").value
    assert real("runtime").resolve_outcome(cancelled).step == "PAYMENT"


def test_a_bare_status_has_the_verdict_of_its_own(real: Import) -> None:
    assert real("runtime").resolve_outcome("LINK_CLOSED_PROGRAMMATICALLY").verdict == "closed_by_host"


def test_events_show_their_id_and_time(real: Import) -> None:
    payload = {"type": "entity.created", "payload": {}, "message": "", "timestamp": "t", "event_id": "e"}
    decoded = real("runtime").decode(payload, provider="lean")
    assert (decoded.event_id, decoded.time, decoded.channel) == ("e", "t", "webhook")
    assert decoded.head.id == "lean:webhook.event#ENTITY_CREATED" and decoded.verdict == "succeeded"


def test_results_may_be_passed_on(real: Import) -> None:
    outcome = real("runtime").resolve_outcome(WRONG_CODE)
    assert real("runtime").resolve_outcome(outcome) is outcome
    assert real("runtime").resolve_outcome(outcome.decoded) == outcome


def test_the_json_form_is_json(real: Import) -> None:
    for body in wire_bodies("accept")[::10]:
        outcome = real("runtime").resolve_outcome(body.value)
        shown = outcome.to_dict(raw=True)
        assert json.loads(json.dumps(shown)) == shown
        assert list(shown["decoded"]) == list(outcome.decoded._fields)


class Lazy(Mapping[str, Any]):
    """A mapping that is no dictionary, as web frameworks have them."""

    def __getitem__(self, name: str) -> Any:
        return WRONG_CODE[name]

    def __iter__(self) -> Any:
        raise RuntimeError("must not be walked")

    def __len__(self) -> int:
        return len(WRONG_CODE)


def test_any_mapping_will_do_and_only_declared_fields_are_asked_for(real: Import) -> None:
    raw = Lazy()
    assert real("runtime").resolve_outcome(raw).because.raw == "INVALID_MFA"
    assert real("runtime").decode(raw).raw is raw


@pytest.mark.slow
def test_no_more_than_a_thousand_entries_are_followed(real: Import) -> None:
    errors = [{"code": "invalid_credentials"}] * 5_000
    body = {"status": {"state": "completed", "errors": errors}}
    decoded = real("runtime").decode(body, provider="argyle")
    assert len(decoded.classifications) == 1_001
    page: dict[str, Any] = {
        "next": None,
        "previous": None,
        "results": [{"status": {"errors": errors[:50]}}] * 50,
    }
    page["results"][0] = {"status": {"state": "completed"}}
    assert len(real("runtime").decode(page, payload="argyle:api.verification_list").classifications) == 1_001


@pytest.mark.parametrize("size", [4_000_000, 6_000_000])
def test_long_texts_are_looked_at_up_to_a_limit(real: Import, size: int) -> None:
    text = json.dumps({**WRONG_CODE, "message": "x" * size})
    assert (real("runtime").decode(text).provider == "lean") == (size < 5_000_000)


def test_huge_numbers_in_json_are_no_obstacle(real: Import) -> None:
    text = f'{{"status": "ERROR", "secondary_status": "INVALID_MFA", "bank": {"9" * 5_000}}}'
    decoded = real("runtime").decode(text)
    assert decoded.source == "json" and decoded.head.raw == "INVALID_MFA"


@pytest.mark.parametrize("kind", [bytes, bytearray, str])
def test_what_came_off_the_wire_can_go_into_a_log(real: Import, kind: Any) -> None:
    text = json.dumps(WRONG_CODE)
    raw = text if kind is str else kind(text, "utf-8")
    runtime = real("runtime")
    shown = json.loads(json.dumps(runtime.reduce_state(None, raw).to_dict(raw=True)))
    assert shown["entries"][0]["outcome"]["decoded"]["raw"] == text
    assert json.loads(json.dumps(runtime.plan_retry(raw).to_dict(raw=True)))["decision"] == "ask_user"
    assert runtime.decode(raw).raw is raw


def test_bytes_that_are_no_text_are_shown_as_far_as_they_are(real: Import) -> None:
    runtime = real("runtime")
    assert json.loads(json.dumps(runtime.decode(b"\xffx").to_dict(raw=True)))["raw"] == "\ufffdx"
    assert runtime.classify("lean", b"\xffx").to_dict(raw=True)["raw"] == "\ufffdx"


def test_results_survive_copying_and_pickling(real: Import) -> None:
    runtime = real("runtime")
    member = real("flinks").ApiCode.INVALID_LOGIN
    for made in (
        runtime.classify("flinks", member),
        runtime.classify("flinks", real("flinks").ApiCode.parse("NEW")),
        runtime.resolve_outcome(WRONG_CODE),
        runtime.plan_retry(WRONG_CODE),
        runtime.reduce_state(None, json.dumps(WRONG_CODE).encode()),
    ):
        for other in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
            assert type(other) is type(made) and other == made
    again = pickle.loads(pickle.dumps(runtime.classify("flinks", member)))
    assert again.raw is member and again.category is real("taxonomy").Category.CREDENTIALS_INVALID


@pytest.mark.slow
def test_many_threads_may_ask_first(joined: Callable[[str], Path]) -> None:
    code = """
import sys, threading
sys.setswitchinterval(1e-6)
from linkcodes import classify, decode
barrier, found = threading.Barrier(12), []
def ask():
    barrier.wait()
    head = decode({"status": "ERROR", "secondary_status": "INVALID_MFA"}).head
    guess = classify("argyle", "new", message="x")
    found.append((head.id, classify("flinks", "CARD_IN_USE").id, guess.matched_by))
threads = [threading.Thread(target=ask) for _ in range(12)]
[thread.start() for thread in threads], [thread.join() for thread in threads]
assert len(found) == 12 and len(set(found)) == 1, found
"""
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=joined("real"), capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
