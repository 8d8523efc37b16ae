"""Live check, apart from any engine: what is new is found, what is not is not invented, nothing leaks."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.python.conftest import Import
from tests.wire_bodies import wire_bodies

pytestmark = pytest.mark.slow

NEW = {"new-value", "new-field"}
LETTERS = "ABCDEFGHIJKLMNOPQRST"


@pytest.fixture(scope="module")
def live(real: Import) -> Any:
    return real("livecheck")


def kinds(live: Any, package: Import, sample: Any) -> set[str]:
    """Return the kinds of what is found in one sample; no report is made, which takes longer."""
    tally = package("_live._tally").Tally()
    package("_live._run").look(sample, tally)
    return {drift.kind for drift in tally.drift}


def listed(live: Any, body: Any, **named: Any) -> list[tuple[str, str, object]]:
    """Return kind, place and value of all findings in one body."""
    found = live.check([body], **named).findings
    return [(item["kind"], item["pointer"], item.get("value")) for item in found]


# ---------------------------------------------------------------- nothing is invented, nothing is missed


@pytest.mark.parametrize("hints", ["payload", "provider", "nothing"])
def test_what_is_listed_is_not_reported(live: Any, hints: str) -> None:
    samples = [
        live.LiveBody(
            body.value,
            provider=None if hints == "nothing" else body.provider,
            payload=body.payload if hints == "payload" else None,
            place=body.name,
        )
        for body in wire_bodies("accept")
    ]
    report = live.check(samples)
    assert report.findings == []
    bodies = report.to_dict()["bodies"]
    assert bodies["read"] == len(samples)
    assert bodies["unreadable"] == 0
    if hints == "payload":
        assert bodies["recognized"] == len(samples)


def test_what_is_not_listed_is_found(live: Any, real: Import) -> None:
    missed = [
        body
        for body in wire_bodies("unlisted")
        if not NEW & kinds(live, real, live.LiveBody(body.value, body.provider, body.payload))
    ]
    assert missed == []


def test_a_body_that_the_schema_refuses_is_invalid(live: Any, real: Import) -> None:
    objects = [
        (body.provider, body.payload, value)
        for body in wire_bodies("reject")
        if type(value := body.value) is dict
    ]
    missed = [
        item for item in objects if "invalid" not in kinds(live, real, live.LiveBody(item[2], *item[:2]))
    ]
    assert missed == []


def planted(real: Import) -> Iterator[tuple[Any, tuple[str, str] | None]]:
    """Yield the bodies of all accepted examples, and copies of twenty with something new in each."""
    books = {book.id: book for book in real("_runtime.rules").books()}
    used: Counter[str] = Counter()
    sample = real("livecheck").LiveBody
    for provider, payload, _, _, text in wire_bodies("accept"):
        body = json.loads(text)
        yield sample(body, provider=provider), None
        letter = LETTERS[used.total() // 2] if used.total() < 2 * len(LETTERS) else ""
        if type(body) is not dict or not letter or used[payload] or used[provider] >= 4:
            continue
        rules = next(item for item in books[provider].payloads if item.id == payload)
        copied = copy.deepcopy(body)
        new = new_in(copied, rules, letter)
        strict = real("_validation.payloads").strict_check_of(provider, payload)
        if new and strict(copied):  # some objects may have any field
            used.update((payload, provider))
            yield sample(copied, provider=provider), new


def new_in(body: dict[str, Any], rules: Any, letter: str) -> tuple[str, str] | None:
    """Plant something new: a field, or in every second body a value."""
    if LETTERS.index(letter) % 2 == 0:
        body[f"planted_{letter}"] = 1
        return "new-field", f"/planted_{letter}"
    for coded in rules.codes:
        if len(coded.path) == 1 and type(body.get(coded.path[0])) is str:
            body[coded.path[0]] = f"Planted{letter}"
            return "new-value", f"Planted{letter}"
    return None


def test_twenty_novelties_are_found_and_none_is_invented(live: Any, real: Import) -> None:
    bodies = list(planted(real))
    wanted = sorted(new for _, new in bodies if new)
    assert len(wanted) == 20
    found = live.check(body for body, _ in bodies).findings
    assert sorted((item["kind"], item.get("value") or item["pointer"]) for item in found) == wanted


def test_a_webhook_about_a_new_event_is_a_new_value(live: Any) -> None:
    body = {"event": "cards.added", "name": "mine", "data": {"user": "u", "account": "a", "card": "c"}}
    assert listed(live, body, provider="argyle") == [("new-value", "/event", "cards.added")]
    assert listed(live, {"event": "cards.added", "other": 1}, provider="argyle") == []
    assert listed(live, {"event": "cards.added"}, provider="argyle") == []


def test_a_body_is_what_it_is_once_its_provider_is_known(live: Any, real: Import) -> None:
    body = {
        "timestamp": "2026-01-01T00:00:00Z",
        "status": "INVALID_PARAMETERS",
        "message": "x",
        "metadata": None,
    }
    assert real("").decode(body).payload == "api.avs_error"
    report = live.check([body]).to_dict()
    assert [item["payload"] for item in report["payloads"]] == ["lean:api.error"]
    assert report["findings"] == []


def test_a_body_that_is_hardly_like_a_payload_is_none(live: Any) -> None:
    """One fault is a broken body; with several, it is another body, if it does not name itself."""
    several = [{"payment_id": "p", "refund_id": "r", "other": 1}, {"type": "a", "event_id": "b"}]
    assert live.check(several, provider="lean").findings == []
    one = {"access_token": "t", "token_type": "Bearer", "scope": "s"}
    assert listed(live, one, provider="lean") == [("invalid", "/expires_in", None)]
    assert len(live.check([several[0]], provider="lean", payload="refund.details").findings) > 1


def test_bodies_of_others_are_not_recognized(live: Any) -> None:
    foreign = [
        {"status": "ACTIVE", "plan": "gold", "user": "x"},
        {"id": "evt_1", "object": "event", "type": "payment_intent.created", "data": {"object": {}}},
        {"kind": "Status", "status": "Failure", "code": 404},
        {"status": "Cancelled", "order": 12},
        "GET /health 200",
        None,
        17,
    ]
    report = live.check(foreign).to_dict()
    assert (report["bodies"]["recognized"], report["findings"], report["coverage"]) == (0, [], [])


# ---------------------------------------------------------------- where bodies are

BODY = {"status": "ERROR", "secondary_status": "BRAND_NEW", "message": "x"}
FOUND = [("new-value", "/secondary_status", "BRAND_NEW")]


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        json.dumps(BODY),
        json.dumps(BODY).encode(),
        f"2026-03-01T10:00:00Z ERROR answered {json.dumps(BODY)}",
        {"level": "error", "payload": BODY},
        {"level": "error", "payload": json.dumps(BODY)},
        {"a": [{"b": {"c": json.dumps({"d": json.dumps(BODY)})}}]},
        [BODY],
        "https://app.example/back?status=ERROR&secondary_status=BRAND_NEW&message=x",
    ],
    ids=lambda body: str(body)[:20],
)
def test_a_body_is_found_wherever_it_is(live: Any, body: Any) -> None:
    assert [item[::2] for item in listed(live, body)] == [item[::2] for item in FOUND]


def test_listed_codes_outside_of_payloads_are_seen(live: Any) -> None:
    report = live.check(["gave up after BANK_MAINTENANCE_RETRY_LATER."]).to_dict()
    assert [(item["vocabulary"], item["value"]) for item in report["codes"]] == [
        ("flinks:api.code", "BANK_MAINTENANCE_RETRY_LATER")
    ]
    [met] = [item for item in report["coverage"] if item["seen"]]
    assert (met["vocabulary"], met["seen"]) == ("flinks:api.code", 1)
    assert "BANK_MAINTENANCE_RETRY_LATER" not in met["not_seen"]
    assert len(met["not_seen"]) == met["listed"] - 1


@pytest.mark.parametrize(
    ("time", "wanted"),
    [
        ("2026-03-01T10:00:00.123456789Z", "2026-03-01T10:00:00Z"),
        ("2026-03-01 10:00:00,5+02:00", "2026-03-01T08:00:00Z"),
        ("Sun, 01 Mar 2026 10:00:00 GMT", "2026-03-01T10:00:00Z"),
        (1772359200, "2026-03-01T10:00:00Z"),
        ("1772359200000", "2026-03-01T10:00:00Z"),
        (1772359200000000, "2026-03-01T10:00:00Z"),
        ("1772359200000000000", "2026-03-01T10:00:00Z"),
        ("yesterday", None), (True, None), (-1, None), (10**400, None), ("9" * 39, None),
        (float("nan"), None),
    ],
)  # fmt: skip
def test_times_are_read_in_any_form(live: Any, time: object, wanted: str | None) -> None:
    report = live.check([live.LiveBody(BODY, time=time)]).to_dict()
    assert report["first_seen"] == report["findings"][0]["last_seen"] == wanted


def test_first_and_last_are_those_of_each_thing(live: Any) -> None:
    other = {**BODY, "secondary_status": "INVALID_CREDENTIALS"}
    times = {"2026-03-02T00:00:00Z": BODY, "2026-03-01T00:00:00Z": BODY, "2026-03-09T00:00:00Z": other}
    report = live.check(live.LiveBody(body, time=time) for time, body in times.items()).to_dict()
    [finding] = report["findings"]
    assert (finding["first_seen"], finding["last_seen"], finding["count"]) == (
        "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", 2,
    )  # fmt: skip
    assert (report["first_seen"], report["last_seen"]) == ("2026-03-01T00:00:00Z", "2026-03-09T00:00:00Z")


# ---------------------------------------------------------------- what is shown


@pytest.mark.parametrize(
    "secret",
    [
        "jane.doe@example.com", "sk_live_51H8xJ2eZvKYlo2C0abcdefgh", "+971 50 123 4567",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.c2lnbmF0dXJl", "GB29NWBK60161331926819",
        "4111111111111111", "Jane Doe, born 1980", "a" * 200, "line\nbreak", "\u202enot shown",
    ],
)  # fmt: skip
def test_a_value_that_is_no_code_is_masked(live: Any, secret: str) -> None:
    body = {**BODY, "secondary_status": secret, secret: 1}
    report = live.check([body], provider="lean", payload="linksdk.callback")
    assert [(item["kind"], item["pointer"], item.get("value")) for item in report.findings] == [
        ("new-field", "/•••", None), ("new-value", "/secondary_status", None),
    ]  # fmt: skip
    assert secret not in json.dumps(report.to_dict(), ensure_ascii=False)


def test_a_secret_in_the_name_of_a_file_is_masked(live: Any) -> None:
    [finding] = live.check([live.LiveBody(BODY, place="jane.doe@example.com\n.log:1")]).findings
    assert "jane" not in finding["place"]
    assert finding["place"].endswith("\\n.log:1")


def test_keys_that_are_ids_are_not_shown(live: Any) -> None:
    keys = ("account_12345678", "9f8e7d6c-0000-4000-8000-000000000001", "two words", "jane@example.com")
    body = {**BODY, **dict.fromkeys(keys, "x")}
    report = live.check([body], provider="lean", payload="linksdk.callback").findings
    assert {item["pointer"] for item in report} == {"/secondary_status", "/•••"}
    assert max(item["count"] for item in report) == len(keys)


# ---------------------------------------------------------------- hostile input, bounds


@pytest.mark.parametrize(
    ("head", "is_document"),
    [
        (b'{"a": 1}\n{"a": 2}', False), (b'{"a": 1}\n', True), (b'{\n"a": 1}', True), (b'[\n{}]', True),
        (b"[2026-03-01] x\n", False), (b"[INFO] x\n", False), (b"\xef\xbb\xbf {}", True), (b"", False),
        (b'{"a": [\n1]}', True),
    ],
)  # fmt: skip
def test_lines_are_not_read_as_one_document(real: Import, head: bytes, is_document: bool) -> None:
    assert real("cli.live.traffic")._is_document(head) == is_document


class Bad(dict[str, Any]):
    """An object that cannot be read."""

    def items(self) -> Any:
        raise RuntimeError("hunter2")


def nested(depth: int) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for _ in range(depth):
        body = {"payload": body}
    return body


@pytest.mark.parametrize(
    "body",
    [
        nested(50_000),
        "[" * 100_000,
        '{"a":' * 50_000,
        b"\xff\xfe\x00",
        Bad(status="ERROR"),
        {1: {2: 3}},
        "\0",
        "",
    ],
    ids=lambda body: type(body).__name__,
)
def test_hostile_bodies_raise_nothing(live: Any, body: Any) -> None:
    report = live.check([body, BODY], provider="lean").to_dict()
    assert report["bodies"]["read"] == 2
    assert [item["value"] for item in report["findings"] if item["kind"] == "new-value"] == ["BRAND_NEW"]


def test_invented_values_and_fields_do_not_fill_the_memory(live: Any) -> None:
    bodies = (
        {
            **BODY,
            "secondary_status": f"NEW_{'ABCDEFGHIJ'[n % 10]}{'KLMNOPQRST'[n // 10 % 10]}{'UVWXYZ'[n // 100]}",
        }
        for n in range(300)
    )
    found = live.check(bodies).findings
    assert len(found) == 101
    assert [item["count"] for item in found if item["value"] == "…"] == [200]
    names = ("abcdefghij"[n % 10] + "klmnopqrst"[n // 10 % 10] + "uvwxyz"[n // 100] for n in range(600))
    fields = [{**BODY, name: 1, "more": {}} for name in names] * 2
    found = live.check(fields, provider="lean", payload="linksdk.callback").findings
    assert len(found) == 602


def test_wrong_arguments_are_one_clear_error(live: Any) -> None:
    with pytest.raises(LookupError, match="no provider 'leen'"):
        live.check([], provider="leen")
    with pytest.raises(LookupError, match="has no payload 'nothing'"):
        live.check([], provider="lean", payload="nothing")
    with pytest.raises(LookupError, match="name the provider"):
        live.check([], payload="webhook")
