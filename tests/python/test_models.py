"""Payload models: what comes in goes out, listed codes become members, the rest is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from tests.python.conftest import Import, imported
from tests.specs import loaded

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


class ModelCase(NamedTuple):
    """An example of the spec, and the model of its payload."""

    model: Any
    verdict: str
    name: str
    value: Any


@pytest.fixture(scope="module", params=["tiny", "real", "hostile"])
def cases(request: pytest.FixtureRequest, rendered: Callable[[str], Path]) -> Iterator[list[ModelCase]]:
    spec = loaded(request.param)
    names = {item.id: item.type_name for provider, _ in spec.providers for item in provider.payloads}
    with imported(rendered(request.param)) as package:
        yield [
            ModelCase(model(package, item.payload_id, names), item.verdict, item.name, item.value)
            for item in spec.examples
        ]


def model(package: Import, payload: str, names: dict[str, str]) -> Any:
    return getattr(package(f"models.{payload.partition(':')[0]}"), names[payload])


def wire(payload: Any) -> Any:
    return payload.model_dump(mode="json", by_alias=True, exclude_unset=True)


@pytest.mark.slow
def test_payloads_go_out_as_they_came_in(cases: list[ModelCase]) -> None:
    accepted = [case for case in cases if case.verdict != "reject"]
    assert accepted
    for case in accepted:
        payload = case.model.model_validate(case.value)
        assert wire(payload) == case.value, case.name
        assert case.model.model_validate_json(json.dumps(case.value)) == payload
        assert json.loads(payload.model_dump_json(by_alias=True, exclude_unset=True)) == case.value


def test_payloads_that_the_schemas_refuse_are_refused(cases: list[ModelCase]) -> None:
    """Null is the one exception, in fields that may be missing: both read as None."""
    for case in cases:
        if case.verdict == "reject" and without_nulls(case.value) == case.value:
            with pytest.raises(ValidationError):
                case.model.model_validate(case.value)
            with pytest.raises(ValidationError):
                case.model.model_validate_json(json.dumps(case.value))


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


@pytest.mark.slow
def test_models_describe_themselves(cases: list[ModelCase]) -> None:
    for each in {case.model for case in cases}:
        assert each.model_json_schema()["type"] == "object"


def test_the_docstring_says_how_a_payload_is_delivered(tiny: Import) -> None:
    assert "An object, or a JSON string of it." in tiny("models.acme").LinkEvent.__doc__


def test_a_listed_code_becomes_the_member(tiny: Import) -> None:
    acme, models = tiny("acme"), tiny("models.acme")
    callback = models.LinkCallback.model_validate({"status": "bad-login", "level": 103})
    assert callback.status is acme.LinkStatus.BAD_LOGIN
    assert callback.level is acme.AccountLevel.WRITE
    body = {"event": "link.changed", "data": {"errors": [{"code": "OK"}]}}
    webhook = models.LinkWebhook.model_validate(body)
    assert webhook.data.errors[0].code is acme.LinkStatus.OK
    again = models.LinkCallback.model_validate({"status": acme.LinkStatus.OK})
    assert again.status is acme.LinkStatus.OK


@pytest.mark.slow
@given(status=st.text(), level=st.none() | st.integers(), extra=st.dictionaries(st.text(), JSON, max_size=4))
def test_unlisted_codes_and_fields_are_kept(tiny: Import, status: str, level: int | None, extra: Any) -> None:
    value = {**extra, "status": status, "level": level, "bank": {"id": "b", "more": extra}}
    callback = tiny("models.acme").LinkCallback.model_validate(value)
    assert wire(callback) == value
    assert type(callback.status) is str or callback.status in tiny("acme").LinkStatus
    assert callback.bank.model_extra == {"more": extra}


@pytest.mark.parametrize("level", [True, "103", 103.5, b"103", [103]])
def test_nothing_is_converted(tiny: Import, level: object) -> None:
    with pytest.raises(ValidationError):
        tiny("models.acme").LinkCallback.model_validate({"status": "OK", "level": level})
    with pytest.raises(ValidationError):
        tiny("models.acme").LinkCallback.model_validate({"status": b"OK"})


def test_null_and_absent_are_not_the_same(tiny: Import) -> None:
    model = tiny("models.acme").LinkCallback
    assert wire(model.model_validate({"status": "OK", "level": None})) == {"status": "OK", "level": None}
    assert wire(model.model_validate({"status": "OK"})) == {"status": "OK"}


def test_one_of_several_fields_must_be_there(tiny: Import) -> None:
    model = tiny("models.acme").LinkEvent
    assert model.model_validate({"step": "form.shown"}).status is None
    with pytest.raises(ValidationError, match="step; status"):
        model.model_validate({"other": 1})
    with pytest.raises(ValidationError):
        model.model_validate([])


def test_errors_do_not_tell_what_was_sent(tiny: Import) -> None:
    with pytest.raises(ValidationError) as caught:
        tiny("models.acme").LinkCallback.model_validate({"status": ["iban-DE02"]})
    assert "iban-DE02" not in str(caught.value)


def test_a_payload_cannot_be_changed(tiny: Import) -> None:
    callback = tiny("models.acme").LinkCallback.model_validate({"status": "OK"})
    with pytest.raises(ValidationError):
        callback.status = "x"


def test_numbers_stay_what_they_were(tiny: Import) -> None:
    number: Any = TypeAdapter(cast("Any", tiny("models._base").Number))
    for value in (2**70, 0.1, -1):
        assert repr(number.validate_json(json.dumps(value))) == repr(value)
