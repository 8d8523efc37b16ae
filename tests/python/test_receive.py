"""`receive`: what is signed is delivered, whatever it is; what is not is refused, and shows no secret."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import REPO
from tests.python.conftest import Import
from tests.python.test_webhooks import SCHEMES, SECRET, Broken, every_scheme, everything, shapes
from tests.wire_bodies import WireBody, bodies_of

SPEC = json.loads((REPO / "generated/spec/linkcodes.json").read_bytes())
FAILED = b"""{"type": "payment.updated", "event_id": "e-1", "message": "", "timestamp": "2026-05-01",
  "payload": {"id": "p-1", "status": "FAILED"}}"""


@pytest.fixture(scope="module")
def webhooks(real: Import) -> Any:
    return real("webhooks")


def signed() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each payload that is signed, with its scheme."""
    by_signature = {id: scheme for scheme, id in SCHEMES.items()}
    for provider in SPEC["providers"]:
        for payload in provider["payloads"]:
            if payload.get("signature") in by_signature:
                yield by_signature[payload["signature"]], payload


def samples(kind: str) -> list[Any]:
    """Return the spec's examples of signed payloads: the scheme, the payload and the body."""
    found = []
    for scheme, payload in signed():
        for body in bodies_of(payload["id"], kind):
            found.append(pytest.param(scheme, payload, body, id=f"{body.payload}-{body.name}"))
    return found


def received(webhooks: Any, scheme: str, body: bytes, **options: Any) -> Any:
    return webhooks.receive(scheme, body, webhooks.sign(scheme, body, SECRET), SECRET, **options)


# ---------------------------------------------------------------- what is signed


@pytest.mark.parametrize(("scheme", "payload", "sample"), samples("accept") + samples("unlisted"))
def test_every_example_is_an_event_of_its_own_class(
    scheme: str, payload: dict[str, Any], sample: WireBody, webhooks: Any
) -> None:
    body = sample.raw
    delivery = received(webhooks, scheme, body)
    if payload.get("shape") != "envelope":  # else a body may be that of a narrower one
        assert type(delivery.event).__name__ == payload["type_name"]
    assert type(delivery.event).__module__ == f"linkcodes.events.{delivery.provider}"
    assert delivery.event.payload == delivery.payload
    assert (delivery.event.body, delivery.body, delivery.problems) == (json.loads(body), body, ())
    assert json.loads(json.dumps(delivery.to_dict()))["event"] == delivery.event.name
    assert webhooks.reread(scheme, body) == delivery


@pytest.mark.parametrize(("scheme", "payload", "sample"), samples("reject"))
def test_no_body_is_refused_for_what_is_in_it(
    scheme: str, payload: dict[str, Any], sample: WireBody, webhooks: Any
) -> None:
    event = received(webhooks, scheme, sample.raw).event
    assert type(event).__name__ in ("InvalidEvent", "UnknownEvent") or event.payload != payload["id"]


def test_an_event_brings_its_codes_and_the_plan(webhooks: Any, real: Import) -> None:
    delivery = received(webhooks, "lean", FAILED)
    assert isinstance(delivery.event, real("events.lean").PaymentUpdated)
    assert delivery.event.body["payload"]["status"] == "FAILED"
    assert (delivery.event.name, delivery.event_id, delivery.verdict) == ("payment.updated", "e-1", "failed")
    assert delivery.head.id == "lean:payment.status#FAILED"
    assert delivery.classifications == delivery.decoded.classifications
    with pytest.warns(DeprecationWarning, match=r"use Delivery\.classifications"):
        assert delivery.codes == delivery.classifications
    record = delivery.to_dict()
    assert (
        record["codes"] == record["classifications"] == [each.to_dict() for each in delivery.classifications]
    )
    assert delivery.plan == real("").plan_retry(delivery.decoded, unattended=True)
    assert delivery.plan.decision == "check_first"
    attended = received(webhooks, "lean", FAILED, operation="payment", unattended=False).plan
    assert attended == real("").plan_retry(delivery.decoded, operation="payment")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"payload": None}, "/payload"),
        ({"payload": {"status": "FAILED"}}, "/payload/id"),
        ({"type": "brand.new", "payload": 1}, "/payload"),
    ],
)
def test_a_body_that_breaks_its_schema_comes_with_its_problems(
    change: dict[str, Any], pointer: str, webhooks: Any
) -> None:
    body = json.dumps({**json.loads(FAILED), **change}).encode()
    delivery = received(webhooks, "lean", body)
    assert type(delivery.event) is webhooks.InvalidEvent
    assert delivery.event.body == json.loads(body)
    assert (delivery.problem, delivery.problems[0][0]) == ("wrong_shape", pointer)
    assert delivery.idempotency_key == 'lean:["e-1"]'
    assert delivery.to_dict()["problems"][0]["pointer"] == pointer


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "truncated"),
        (b'{"type"', "truncated"),
        (b"\xff\xfe", "not_utf8"),
        (b"no JSON", "not_json"),
        (b"[" * 100_000, "too_deep"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "too_deep"),
        (b'{"event_id": NaN}', "not_json"),
        (b"9" * 5_000, "not_json"),
    ],
)
def test_what_is_no_json_is_delivered(body: bytes, problem: str, webhooks: Any) -> None:
    for scheme in SCHEMES:
        delivery = received(webhooks, scheme, body)
        assert (type(delivery.event), delivery.event.body) == (webhooks.InvalidEvent, None)
        assert (delivery.problem, delivery.body, delivery.idempotency_key) == (problem, body, None)


@pytest.mark.parametrize("body", [b"[]", b"1", b'"x"', b"null", b"true", b"{}", b'[{"type": "x"}]'])
def test_json_that_is_no_webhook_is_unknown(body: bytes, webhooks: Any) -> None:
    for scheme in SCHEMES:
        delivery = received(webhooks, scheme, body)
        assert (type(delivery.event), delivery.problems) == (webhooks.UnknownEvent, ())
        assert delivery.event.body == json.loads(body)


def test_a_list_of_webhooks_is_no_webhook(webhooks: Any) -> None:
    delivery = received(webhooks, "lean", b"[" + FAILED + b"]")
    assert (type(delivery.event), delivery.idempotency_key) == (webhooks.UnknownEvent, None)


@pytest.mark.parametrize("other", [scheme for scheme in SCHEMES if scheme != "lean"])
def test_the_body_of_another_provider_is_not_taken_for_its_own(other: str, webhooks: Any) -> None:
    delivery = received(webhooks, other, FAILED)
    assert type(delivery.event) in (webhooks.UnknownEvent, webhooks.InvalidEvent)
    assert delivery.provider == other.partition(".")[0]


def test_a_payload_of_the_other_scheme_is_not_taken_for_one_of_this(webhooks: Any) -> None:
    """Both are Flinks', with secrets of their own: who has that of Connect cannot report on money."""
    body = b'{"sessionId": "s-1", "status": "Completed", "when": "2026-05-01"}'
    assert type(received(webhooks, "flinks.geft", body).event).__name__ == "GeftSessionStatusChanged"
    assert type(received(webhooks, "flinks.connect", body).event) is webhooks.UnknownEvent


def test_an_answer_of_the_api_is_no_webhook(webhooks: Any) -> None:
    body = b'{"HttpStatusCode": 401, "FlinksCode": "INVALID_LOGIN"}'
    delivery = received(webhooks, "flinks.connect", body)
    assert type(delivery.event) is webhooks.UnknownEvent
    assert delivery.head.raw == "INVALID_LOGIN"
    shapeless = received(webhooks, "flinks.connect", body.replace(b"401", b'"401"'))
    assert (type(shapeless.event), shapeless.problems) == (webhooks.UnknownEvent, ())


def test_a_large_body_is_read(webhooks: Any) -> None:
    body = json.dumps({**json.loads(FAILED), "more": ["x" * 100] * 60_000}).encode()
    assert len(body) > 5_000_000
    assert received(webhooks, "lean", body).event.name == "payment.updated"


# ---------------------------------------------------------------- what is not


@every_scheme
@pytest.mark.parametrize("shape", shapes("", ""))
def test_headers_in_every_shape(scheme: str, shape: str, webhooks: Any) -> None:
    [(header, value)] = webhooks.sign(scheme, FAILED, SECRET).items()
    assert webhooks.receive(scheme, FAILED, shapes(header, value)[shape], ["old", SECRET]).body == FAILED
    with pytest.raises(webhooks.SignatureError):
        webhooks.receive(scheme, FAILED + b" ", shapes(header, value)[shape], ["old", SECRET])


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("lean", FAILED, {}, SECRET), "SignatureError"),
        (("lean", FAILED, {"lean-signature": "sha512=00"}, SECRET), "SignatureError"),
        (
            ("lean", FAILED, {"lean-signature": f"sha512={'0' * 128}"}, [SECRET, f"{SECRET}2"]),
            "SignatureError",
        ),
        (("nobody", FAILED, {}, SECRET), LookupError),
        ((["lean"], FAILED, {}, SECRET), TypeError),
        (("lean", FAILED.decode(), {}, SECRET), TypeError),
        (("lean", None, {}, SECRET), TypeError),
        (("lean", FAILED, 5, SECRET), TypeError),
        (("lean", FAILED, Broken(), SECRET), TypeError),
        (("lean", FAILED, {}, f"{SECRET}\n"), ValueError),
        (("lean", FAILED, {}, [SECRET, f"{SECRET}\n"]), ValueError),
        (("lean", FAILED, {}, f"{SECRET}\ud800"), ValueError),
        (("lean", FAILED, {}, {SECRET: 1}), TypeError),
        (("lean", FAILED, {}, [SECRET, 5]), TypeError),
    ],
)
def test_no_secret_is_in_an_error_nor_in_its_frames(
    arguments: tuple[Any, ...], kind: Any, webhooks: Any
) -> None:
    for call in (webhooks.receive, webhooks.verify):
        with pytest.raises(webhooks.SignatureError if kind == "SignatureError" else kind) as caught:
            call(*arguments)
        assert SECRET not in everything(caught.value)
        assert caught.value.__context__ is None and caught.value.__cause__ is None
    with pytest.raises((TypeError, ValueError, LookupError)) as refused:
        webhooks.endpoint(arguments[0], f"{SECRET} ")
    assert SECRET not in everything(refused.value)


HEADERS = st.dictionaries(st.text(), st.text() | st.binary() | st.none() | st.lists(st.text()))
NAMES = st.sampled_from(["type", "event", "data", "payload", "ResponseType", "event_id", "sessionId"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["type", "event", "data"]) | st.text(), inner)
    ),
    max_leaves=20,
)


@pytest.mark.slow
@every_scheme
def test_it_raises_nothing_but_what_is_documented(scheme: str, webhooks: Any) -> None:
    @given(st.binary(), HEADERS | st.lists(st.tuples(st.text(), st.text())))
    def forged(body: bytes, headers: Any) -> None:
        with pytest.raises(webhooks.SignatureError):
            webhooks.receive(scheme, body, headers, SECRET)

    @given(st.binary() | VALUES.map(lambda value: json.dumps(value).encode()))
    def genuine(body: bytes) -> None:
        delivery = received(webhooks, scheme, body)
        assert json.loads(json.dumps(delivery.to_dict(body=True)))["scheme"] == scheme
        assert isinstance(hash(delivery), int) and repr(delivery)
        assert pickle.loads(pickle.dumps(delivery)) == delivery

    @given(st.data())
    def mutated(data: st.DataObject) -> None:
        own = [item.values for item in samples("accept") if item.values[0] == scheme]
        _, _, sample = data.draw(st.sampled_from(own))
        value = sample.value
        place = value
        while isinstance(place, dict) and place:
            name = data.draw(st.sampled_from(sorted(place)))
            if not isinstance(place[name], dict) or data.draw(st.booleans()):
                place[name] = data.draw(VALUES)
                break
            place = place[name]
        assert received(webhooks, scheme, json.dumps(value).encode()).scheme == scheme

    forged()
    genuine()
    mutated()


# ---------------------------------------------------------------- what identifies an event


@pytest.mark.parametrize(
    ("scheme", "body", "key"),
    [
        ("lean", {"type": "x", "event_id": "e", "message": "", "payload": {}}, 'lean:["e"]'),
        ("lean", {"type": "payment.updated", "message": "", "payload": {}}, None),
        ("lean", {"type": "x", "event_id": "", "message": "", "payload": {}}, None),
        ("lean", {"type": "x", "event_id": ["e"], "message": "", "payload": {}}, None),
        ("lean", {"type": "x", "event_id": 5, "message": "", "payload": {}}, "lean:[5]"),
        ("lean", {"type": "x", "event_id": "5", "message": "", "payload": {}}, 'lean:["5"]'),
        ("lean", {"type": "x", "event_id": True, "message": "", "payload": {}}, None),
        (
            "flinks.connect",
            {"ResponseType": "KYC", "RequestId": "r", "HttpStatusCode": 200, "Holders": []},
            'flinks.connect:["r", "KYC"]',
        ),
        ("flinks.connect", {"ResponseType": "KYC", "HttpStatusCode": 200, "Holders": []}, None),
        ("flinks.connect", {"ResponseType": "New", "RequestId": "r"}, 'flinks.connect:["r", "New"]'),
        ("flinks.geft", {"sessionId": "s", "status": "Completed"}, 'flinks.geft:["s"]'),
        ("argyle", {"event": "users.fully_synced", "name": "n", "data": {"user": "u"}}, None),
    ],
)
def test_a_key_is_the_same_for_each_attempt_and_for_no_other_event(
    scheme: str, body: dict[str, Any], key: str | None, webhooks: Any
) -> None:
    for text in (json.dumps(body), json.dumps(body, indent=3)):
        assert received(webhooks, scheme, text.encode()).idempotency_key == key


def test_a_long_id_makes_a_short_key(webhooks: Any) -> None:
    keys = set()
    for end in "ab":
        body = json.dumps({**json.loads(FAILED), "event_id": "x" * 1_000_000 + end}).encode()
        keys.add(received(webhooks, "lean", body).idempotency_key)
    assert len(keys) == 2 and all(len(key) < 100 for key in keys)


def test_the_fields_of_a_key_are_in_every_payload_that_is_delivered_so() -> None:
    rules = {item["id"]: item for provider in SPEC["providers"] for item in provider.get("deliveries", ())}
    for _, payload in signed():
        rule = rules[payload["delivery"]]
        for pointer in (rule.get("event_id"), *rule.get("idempotency_key", ())):
            assert pointer is None or pointer.removeprefix("/") in payload["body"]["properties"], payload[
                "id"
            ]
        assert not (rule.get("event_id") and rule.get("idempotency_key"))


# ---------------------------------------------------------------- a delivery


def test_a_delivery_cannot_be_changed_and_shows_no_payload(webhooks: Any) -> None:
    delivery = received(webhooks, "lean", FAILED)
    for record, name in ((delivery, "body"), (delivery.event, "body")):
        with pytest.raises(AttributeError):
            setattr(record, name, b"")
        with pytest.raises(AttributeError):
            delattr(record, name)
        with pytest.raises(AttributeError):
            record.anything = 1
    assert "p-1" not in repr(delivery) + str(delivery) + json.dumps(delivery.to_dict())
    assert json.loads(delivery.to_dict(body=True)["body"]) == json.loads(FAILED)
    again = received(webhooks, "lean", FAILED)
    assert delivery == again and len({delivery, again}) == 1 and delivery.event == again.event
    assert delivery != received(webhooks, "lean", FAILED + b" ") and delivery != FAILED
    copied = pickle.loads(pickle.dumps(delivery))
    assert copied == delivery and copied.event == delivery.event and copied.plan == delivery.plan


def test_an_endpoint_keeps_its_secrets_to_itself(webhooks: Any) -> None:
    endpoint = webhooks.endpoint("lean", [SECRET])
    with pytest.raises(TypeError, match="has secrets"):
        pickle.dumps(endpoint)
    with pytest.raises(webhooks.Refused) as caught:
        endpoint.accept(FAILED, {})
    assert (caught.value.status, caught.value.reason) == (401, "missing_header")
    assert SECRET not in everything(caught.value) + repr(endpoint)
    with pytest.raises(TypeError) as broken:
        webhooks.endpoint("lean", lambda: [SECRET]).accept(FAILED.decode(), {})
    assert SECRET not in everything(broken.value)


def test_an_endpoint_reads_its_secrets_for_each_call(webhooks: Any) -> None:
    secrets = ["old"]
    endpoint = webhooks.endpoint("lean", lambda: secrets)
    headers = webhooks.sign("lean", FAILED, SECRET)
    with pytest.raises(webhooks.Refused):
        endpoint.accept(FAILED, headers)
    secrets.append(SECRET)
    assert endpoint.accept(FAILED, headers).event_id == "e-1"
    secrets.clear()
    with pytest.raises(ValueError, match="there is no secret"):
        endpoint.accept(FAILED, headers)


def test_an_endpoint_limits_the_body_and_can_name_another_header(webhooks: Any) -> None:
    [value] = webhooks.sign("flinks.connect", b"{}", SECRET).values()
    endpoint = webhooks.endpoint("flinks.connect", SECRET, header="X-Flinks-Signature", max_bytes=2)
    assert endpoint.accept(b"{}", {"x-flinks-signature": value}).body == b"{}"
    with pytest.raises(webhooks.Refused) as caught:
        endpoint.accept(b"{ }", {})
    assert caught.value.status == 413
    for length in (None, "", "x", "-1", "2", "²"):
        endpoint.check_size(length)
    for too_many in ("3", 3, "9" * 10_000):
        with pytest.raises(webhooks.Refused):
            endpoint.check_size(too_many)
