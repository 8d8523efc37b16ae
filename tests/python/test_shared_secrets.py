"""Providers that sign nothing: a secret in a header says who sends, and the delivery says no more."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import pytest

from tests.conftest import SPECS
from tests.python.conftest import Import

USER = "hook-user:a pass:word"
BASIC = f"Basic {b64encode(USER.encode()).decode()}"
MX = (
    b'{"type": "CONNECTION_STATUS", "action": "CHANGED", "connection_status": "DENIED",'
    b' "connection_status_id": 2, "member_guid": "MBR-1", "user_guid": "USR-1"}'
)
PLUGGY = (
    b'{"event": "item/error", "eventId": "e-1", "itemId": "i-1", "error": {"code": "INVALID_CREDENTIALS"}}'
)


@pytest.fixture
def webhooks(real: Import) -> Any:
    return real("webhooks")


def reason(webhooks: Any, *arguments: Any, **options: Any) -> str:
    with pytest.raises(webhooks.SignatureError) as caught:
        webhooks.verify(*arguments, **options)
    assert "pass:word" not in str(caught.value)
    return str(caught.value.reason)


def test_every_vector_of_the_spec(webhooks: Any) -> None:
    seen = 0
    for scheme in ("mx", "pluggy"):
        record = json.loads((SPECS["real"] / f"providers/{scheme}/webhooks.json").read_bytes())["signatures"][
            0
        ]
        for vector in record["vectors"]:
            body, headers = vector["body"].encode(), {record["header"]: vector["header_value"]}
            assert webhooks.sign(scheme, body, vector["secret"]) == headers
            assert webhooks.verify(scheme, body, headers, ["another", vector["secret"]]) is None
            seen += 1
    assert seen == 3


def test_basic_is_read_as_http_has_it(webhooks: Any) -> None:
    proof = BASIC.removeprefix("Basic ")
    for value in (BASIC, f"basic {proof}", f"BASIC   {proof}", f"\t{BASIC} "):
        assert webhooks.verify("mx", MX, {"authorization": value}, USER) is None
    for value in (f"Basic{proof}", proof, f"Bearer {proof}"):
        assert reason(webhooks, "mx", MX, {"Authorization": value}, USER) == "malformed"
    wrong = (
        "Basic ",
        "Basic x",
        f"Basic {proof}=",
        f"Basic {proof[:-1]}",
        f"Basic {proof} x",
        f"Basic {USER}",
    )
    for value in wrong:
        assert reason(webhooks, "mx", MX, {"Authorization": value}, USER) in {"mismatch", "malformed"}
    assert reason(webhooks, "mx", MX, {"Authorization": f"{BASIC}\n"}, USER) == "mismatch"
    assert reason(webhooks, "mx", MX, [("Authorization", BASIC)] * 2, USER) == "repeated_header"
    assert reason(webhooks, "mx", MX, {}, USER) == "missing_header"


def test_a_header_of_your_own(webhooks: Any) -> None:
    own = {"X-Hook": "s3cret"}
    assert webhooks.verify("pluggy", PLUGGY, own, "s3cret", header="x-hook") is None
    assert reason(webhooks, "pluggy", PLUGGY, own, "S3cret", header="x-hook") == "mismatch"
    assert reason(webhooks, "pluggy", PLUGGY, own, "s3cret") == "missing_header"
    assert reason(webhooks, "pluggy", PLUGGY, {"Authorization": "Bearer x"}, "x") == "mismatch"


def test_a_delivery_says_that_nothing_is_signed(webhooks: Any) -> None:
    mx = webhooks.receive("mx", MX, {"Authorization": BASIC}, USER)
    assert (mx.signed, mx.payload, type(mx.event).__name__) == (
        False,
        "webhook.connection_status",
        "ConnectionStatusWebhook",
    )
    assert (mx.idempotency_key, mx.problems) == (None, ())
    assert mx.to_dict()["signed"] is False
    pluggy = webhooks.receive("pluggy", PLUGGY, {"Authorization": "hush"}, "hush")
    assert (pluggy.signed, pluggy.idempotency_key, pluggy.problems) == (False, 'pluggy:["e-1"]', ())
    assert pluggy.event.name == "item/error"
    lean = webhooks.receive("lean", b"{}", webhooks.sign("lean", b"{}", "hush"), "hush")
    assert (lean.signed, lean.to_dict()["signed"]) == (True, True)
    assert webhooks.reread("mx", MX).signed is False


def test_what_is_wrong_is_told_and_kept(webhooks: Any) -> None:
    headers = {"Authorization": BASIC}
    broken = webhooks.receive("mx", b"{", headers, USER)
    assert isinstance(broken.event, webhooks.InvalidEvent)
    other = webhooks.receive("mx", b'{"hello": 1}', headers, USER)
    assert isinstance(other.event, webhooks.UnknownEvent)


def test_a_name_of_a_header_that_is_none_is_a_mistake_of_the_program(webhooks: Any) -> None:
    for scheme in ("mx", "pluggy", "lean"):
        with pytest.raises(TypeError, match="the name of the header must be text, not int"):
            webhooks.verify(scheme, MX, {}, USER, header=1)
        for pairs in ([("Authorization",)], [("Authorization", BASIC, "x")], [()]):
            with pytest.raises(TypeError, match="pairs of name and value"):
                webhooks.verify(scheme, MX, pairs, USER)
