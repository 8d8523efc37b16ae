"""Payloads: `validate` says what the JSON Schemas say, more precisely, and never fails in another way."""

from __future__ import annotations

import copy
import json
import pickle
from collections import OrderedDict
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from codegen.resolve.spec import ResolvedPayload
from tests.jsonschema.tools import every_spec, json_values, mutated, payloads, schema_of
from tests.python.conftest import Import, imported
from tests.python.hostiles import PATHOLOGICAL, Hostile, anything, refuse
from tests.python.test_imports import loaded

Json = Any
EXPECTED = {"accept": (True, True), "reject": (False, False), "unlisted": (True, False)}
EVENT = ("argyle", "verifications.updated")


@pytest.fixture(params=["tiny", "real", "hostile"])
def spec(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def webhooks(real: Import) -> Any:
    return real("webhooks")


def body() -> Json:
    return {"event": EVENT[1], "name": "N", "data": {"user": "u", "verification": "v"}}


def faults(webhooks: Any, value: Any, *, strict: bool = False, event: tuple[str, str] = EVENT) -> Any:
    """Return the PayloadError of a value that is refused."""
    with pytest.raises(webhooks.PayloadError) as caught:
        webhooks.validate(*event, value, strict=strict)
    error = caught.value
    assert error.problems
    assert all(type(pointer) is str and type(message) is str for pointer, message in error.problems)
    assert str(error).encode()
    assert len(str(error)) < 5000
    assert error.__context__ is None
    return error


# ---------------------------------------------------------------- agreement with the schemas


def verdict(package: Any, payload: ResolvedPayload, value: Json, strict: bool) -> bool:
    body = json.dumps(value) if isinstance(value, str) else value  # a text would be taken for JSON
    try:
        assert package.validate(payload.provider_id, payload.local_id, body, strict=strict) is value
    except package.PayloadError as error:
        assert error.reason == "wrong_shape"
        assert all(points(value, pointer) for pointer, _ in error.problems), error
        return False
    return True


def points(value: Json, pointer: str) -> bool:
    """Whether a pointer leads to a node, or to a field that its object could have."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list):
            value = value[int(name)]
        elif isinstance(value, dict):
            value = value.get(name)
        else:
            return False
    return True


@pytest.mark.slow
def test_every_example_behaves_as_its_folder_says(spec: str, rendered: Callable[[str], Path]) -> None:
    examples = [(payload, example) for payload in payloads(spec) for example in payload.examples]
    assert {example.verdict for _, example in examples} == set(EXPECTED)
    with imported(rendered(spec)) as package:
        validate = package("webhooks").validate
        for payload, example in examples:
            for strict in (False, True):
                expected = EXPECTED[example.verdict][strict]
                found = verdict(package("webhooks"), payload, example.value, strict)
                assert found is expected, f"{example.place}: strict={strict}"
                if found:
                    text = json.dumps(example.value)
                    read = [validate(payload.provider_id, payload.id, form) for form in (text, text.encode())]
                    assert read == [example.value] * 2


@pytest.mark.slow
def test_it_agrees_with_jsonschema_on_mutated_examples(spec: str, rendered: Callable[[str], Path]) -> None:
    tree, shown = rendered(spec), {payload.id: payload for payload in payloads(spec) if payload.examples}

    @cache
    def validator(payload: str, strict: bool) -> Draft202012Validator:
        return Draft202012Validator(schema_of(tree, "strict" if strict else "tolerant", payload))

    with imported(tree) as package:

        @settings(max_examples=max(600, settings().max_examples))
        @given(st.sampled_from(sorted(shown)), st.booleans(), st.data())
        def check(name: str, strict: bool, data: st.DataObject) -> None:
            payload = shown[name]
            value = data.draw(st.sampled_from([example.value for example in payload.examples]) | json_values)
            for _ in range(data.draw(st.integers(1, 3))):
                value = mutated(value, data)
            expected = validator(payload.id, strict).is_valid(value)
            if not holds_infinity(value):
                assert verdict(package("webhooks"), payload, value, strict) is expected

        check()


def holds_infinity(value: Json) -> bool:
    return "Infinity" in json.dumps(value)


# ---------------------------------------------------------------- what is wrong, and where


def test_it_tells_of_all_faults_at_once(webhooks: Any) -> None:
    error = faults(webhooks, {"event": 5, "data": {"user": None, "resource": {"status": []}}})
    assert (error.payload, error.reason) == ("argyle:verifications.updated", "wrong_shape")
    problems = dict(error.problems)
    assert problems.keys() >= {"/event", "/name", "/data/user", "/data/verification"}
    assert problems["/event"] == "must be a string, not an integer"
    assert problems["/name"] == "is missing"
    assert problems["/data/user"] == "must be a string, not null"
    assert problems["/data/resource/status"] == "must be an object, not an array"
    for pointer, message in error.problems[:5]:
        assert f"{pointer} {message}" in str(error)


def test_values_never_stand_in_the_text(webhooks: Any) -> None:
    value = body() | {"event": "PRIVATE", "data": {"user": ["PRIVATE"], "verification": {"PRIVATE": 1}}}
    for strict in (False, True):
        error = faults(webhooks, value, strict=strict)
        assert "PRIVATE" not in str(error)


def test_strict_points_to_what_is_not_listed(webhooks: Any) -> None:
    value = body() | {"a/b~c": 1}
    value["data"]["resource"] = {"status": {"state": "BRAND_NEW", "errors": []}}
    assert webhooks.validate(*EVENT, value) is value
    problems = dict(faults(webhooks, value, strict=True).problems)
    assert problems["/a~1b~0c"] == "is not a listed field"
    assert problems["/data/resource/status/state"] == "must be one of the listed values"


def test_it_names_the_fields_of_which_one_must_be_there(rendered: Callable[[str], Path]) -> None:
    with imported(rendered("tiny")) as package:
        error = faults(package("webhooks"), {}, event=("acme", "link.event"))
        both = "one of these must be fixed: /step is missing; or /status is missing"
        assert error.problems == (("", both),)
        value = {"status": "OK", "level": "high", "bank": {}}
        error = faults(package("webhooks"), value, event=("acme", "link.callback"))
        assert ("/level", "must be an integer or null, not a string") in error.problems


def test_it_tells_of_some_of_a_million_faults(webhooks: Any) -> None:
    errors = [1] * 300_000
    value = body() | {"data": {"user": "u", "verification": "v", "resource": {"status": {"errors": errors}}}}
    error = faults(webhooks, value)
    assert len(error.problems) == 100
    assert f"and {len(error.problems) - 5} more" in str(error)
    unlisted = faults(webhooks, body() | {str(n): n for n in range(300_000)}, strict=True).problems
    assert unlisted[0] == ("/0", "is not a listed field")
    assert len(unlisted) == 100


def test_numbers_are_judged_as_json_schema_does(webhooks: Any) -> None:
    event = ("flinks", "api.error")
    for status in (400, 400.0, Decimal(400), Decimal("4E2"), 10**30):
        value = {"HttpStatusCode": status, "FlinksCode": "X"}
        assert webhooks.validate(*event, value) is value
    for wrong in (400.5, Decimal("400.5"), True, "400", None):
        assert (
            faults(webhooks, {"HttpStatusCode": wrong, "FlinksCode": "X"}, event=event).reason
            == "wrong_shape"
        )
    for infinite in (float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity"), Decimal("sNaN")):
        error = faults(webhooks, {"HttpStatusCode": infinite, "FlinksCode": "X"}, event=event)
        message = "must be an integer, not a value that JSON does not have"
        assert error.problems == (("/HttpStatusCode", message),)
    pending = {"HttpStatusCode": True, "FlinksCode": "OPERATION_PENDING"}
    assert faults(webhooks, pending, event=("flinks", "api.pending")).problems[0][0] == "/HttpStatusCode"


# ---------------------------------------------------------------- bodies that are no JSON


@pytest.mark.parametrize(
    ("raw", "reason", "text"),
    [
        (b"", "truncated", "the body is empty"),
        (b" \n", "truncated", "the body is empty"),
        (b'{"name":"Zo\xc3', "truncated", "the body ends within a character, which begins at byte 11"),
        (b'{"name":"Zo\xeb!"}', "not_utf8", r"is not UTF-8: invalid continuation byte at byte 11 \(0xeb\)"),
        ('{"name":"N"}'.encode("utf-16"), "not_utf8", r"is not UTF-8: invalid start byte at byte 0 \(0xff\)"),
        (b'{"a":1}}', "not_json", "is not JSON at line 1, column 8: Extra data"),
        (b"{'a':1}", "not_json", "is not JSON at line 1, column 2: Expecting property name"),
        (b'{"a":1,\n}', "not_json", "is not JSON at line 2, column 1"),
        (b'{"a":"\x00"}', "not_json", "Invalid control character"),
        (b'{"a":"\\uzz"}', "not_json", r"Invalid \\uXXXX escape"),
        (b"event=verifications.updated", "not_json", "is not JSON at line 1, column 1"),
        (b'{"a":' + b"9" * 5000 + b"}", "not_json", "has an integer of thousands of digits"),
        (b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "too_deep", "is nested too deeply"),
        (b'{"a":' * 200_000, "too_deep", "is nested too deeply"),
        (b"[]", "wrong_shape", "the body must be an object, not an array"),
        (b"null", "wrong_shape", "the body must be an object, not null"),
    ],
)
def test_bodies_that_are_no_json(raw: bytes, reason: str, text: str, webhooks: Any) -> None:
    for form in (raw, bytearray(raw), memoryview(raw)):
        error = faults(webhooks, form)
        assert error.reason == reason
        with pytest.raises(webhooks.PayloadError, match=text):
            raise error
        assert [pointer for pointer, _ in error.problems] == [""]


def test_numbers_beyond_json_are_found_where_they_are(webhooks: Any) -> None:
    text = '{"event": NaN, "x": {"y": [1, -Infinity, {"z": 1e400}]}, "fine": 1e300}'
    for strict in (False, True):
        error = faults(webhooks, text, strict=strict)
        assert (error.reason, [pointer for pointer, _ in error.problems]) == (
            "not_json", ["/event", "/x/y/1", "/x/y/2/z"],
        )  # fmt: skip
    assert "1e400" not in str(error)


def test_a_name_that_is_there_twice(webhooks: Any) -> None:
    text = json.dumps(body())[:-1] + ', "data": {"user": "other", "verification": "v"}}'
    assert webhooks.validate(*EVENT, text)["data"]["user"] == "other"
    error = faults(webhooks, text, strict=True)
    assert (error.reason, error.problems) == (
        "repeated_name", (("", 'has the name "data" more than once in an object'),),
    )  # fmt: skip


@pytest.mark.slow
def test_every_beginning_of_a_body_is_truncated(webhooks: Any) -> None:
    fields = st.dictionaries(st.text(), json_values, min_size=1).filter(
        lambda value: not holds_infinity(value)
    )

    @settings(max_examples=50)
    @given(fields)
    def check(value: Json) -> None:
        texts = [json.dumps(value), json.dumps(value, ensure_ascii=False, indent=1)]
        for raw in [text.encode("utf-8", "replace") for text in texts]:
            for end in range(len(raw)):
                assert faults(webhooks, raw[:end]).reason == "truncated", raw[:end]

    check()


def test_a_byte_order_mark_and_half_a_surrogate_pair_are_read(webhooks: Any) -> None:
    text = json.dumps(body() | {"name": "\ud800"})
    assert webhooks.validate(*EVENT, text.encode("utf-8-sig"))["name"] == "\ud800"
    assert webhooks.validate(*EVENT, "\ufeff" + text)["name"] == "\ud800"
    problem = faults(webhooks, body() | {"\udfff": 1}, strict=True)
    assert problem.problems == (("/\udfff", "is not a listed field"),)


# ---------------------------------------------------------------- hostile values


class HostileDict(dict[str, Any]):
    __getitem__ = __contains__ = __iter__ = __len__ = keys = items = get = refuse


@pytest.mark.slow
@pytest.mark.parametrize("name", PATHOLOGICAL)
@pytest.mark.parametrize("strict", [False, True])
def test_nothing_makes_it_raise_anything_else(name: str, strict: bool, webhooks: Any) -> None:
    make = PATHOLOGICAL[name]
    reasons = ("wrong_type", "wrong_shape", "not_json", "too_deep")
    assert faults(webhooks, make(), strict=strict).reason in reasons
    assert faults(webhooks, body() | {"event": make()}, strict=strict).reason in reasons
    assert faults(webhooks, body() | {"data": make()}, strict=strict).reason in reasons
    user = body() | {"data": {"user": make(), "verification": "v"}}
    is_text = issubclass(type(make()), str)
    assert (faults_or_none(webhooks, user, strict) is None) == is_text
    assert (faults_or_none(webhooks, body() | {"unlisted": make()}, strict) is None) == (not strict)


def faults_or_none(webhooks: Any, value: Any, strict: bool) -> Any:
    try:
        webhooks.validate(*EVENT, value, strict=strict)
    except webhooks.PayloadError as error:
        assert len(str(error)) < 5000
        return error
    return None


def test_whatever_it_is_given(webhooks: Any) -> None:
    fields = st.dictionaries(st.sampled_from(["event", "name", "data"]), anything)

    @given(anything | fields, st.booleans())
    def check(value: Any, strict: bool) -> None:
        faults_or_none(webhooks, value, strict)

    check()


def test_what_dictionaries_and_lists_hold_counts_and_not_their_methods(webhooks: Any) -> None:
    value = OrderedDict(body())
    assert webhooks.validate(*EVENT, value) is value
    hostile = HostileDict(body() | {"data": HostileDict(body()["data"])})
    assert webhooks.validate(*EVENT, hostile) is hostile
    assert faults(webhooks, HostileDict({"event": 1})).reason == "wrong_shape"
    assert faults(webhooks, tuple(body().items())).reason == "wrong_type"
    assert "must be bytes, text or parsed JSON, not the Python type tuple" in str(faults(webhooks, ()))


def test_a_deep_stack_is_no_excuse(webhooks: Any) -> None:
    text = json.dumps(body())

    def deeper(left: int) -> None:
        if left:
            deeper(left - 1)
        else:
            faults_or_none(webhooks, text, False)
            faults_or_none(webhooks, body() | {"data": Hostile()}, True)

    for left in range(0, 900, 50):
        deeper(left)


def test_the_error_can_be_handed_to_another_process(webhooks: Any) -> None:
    error = faults(webhooks, {})
    assert issubclass(type(error), ValueError)
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (str(other), other.problems, other.reason) == (str(error), error.problems, error.reason)


# ---------------------------------------------------------------- names


def test_names_that_do_not_exist(webhooks: Any) -> None:
    for strict in (False, True):
        with pytest.raises(LookupError, match="no provider 'nobody'; there are: lean, flinks, argyle"):
            webhooks.validate("nobody", "x", b"", strict=strict)
        with pytest.raises(
            LookupError, match=r"flinks has no payload 'nothing'; it has: api.error, .*connect.event"
        ):
            webhooks.validate("flinks", "nothing", b"", strict=strict)
        with pytest.raises(LookupError, match=r"lean has no payload 'argyle:verifications.updated'"):
            webhooks.validate("lean", "argyle:verifications.updated", b"", strict=strict)
    assert webhooks.validate("argyle", "argyle:verifications.updated", body()) == body()


@every_spec
def test_the_package_holds_each_shape_once(spec: str, rendered: Callable[[str], Path]) -> None:
    text = (rendered(spec) / "python/linkcodes/data/payloads.json").read_text("utf-8")
    for provider, table in json.loads(text).items():
        lines = [json.dumps(node) for node in table["nodes"].values()]
        assert len(set(lines)) == len(lines)
        names = {payload.local_id for payload in payloads(spec) if payload.provider_id == provider}
        assert set(table["payloads"]) == names
        keywords = {key for node in table["nodes"].values() if isinstance(node, dict) for key in node}
        known = "types values minLength required optional options items rest"
        assert keywords <= {*known.split()}


def test_tolerant_validation_loads_no_provider(joined: Callable[[str], Path]) -> None:
    code = "from linkcodes.webhooks import validate; validate('acme', 'link.event', b'{\"step\": \"x\"}')"
    modules = loaded(joined("tiny"), code)
    assert not {name for name in modules if name.startswith("linkcodes.acme")}


def test_the_text_of_an_error_is_one_line(real: Import) -> None:
    webhooks = real("webhooks")
    body = {
        "type": "results.ready",
        "payload": {},
        "message": "",
        "a\r\nERROR forged \x1b[31m\u2028\ud800é": 1,
    }
    with pytest.raises(webhooks.PayloadError) as caught:
        webhooks.validate("lean", "webhook", body, strict=True)
    assert "/a\\r\\nERROR forged \\x1b[31m\\u2028\\ud800é is not a listed field" in str(caught.value)
    assert str(caught.value).isprintable()
