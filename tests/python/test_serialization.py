"""Codes and results leave the process, listed or not, through everything that teams write them with."""

import asyncio
import copy
import json
import pickle
import sqlite3
from collections.abc import Callable
from typing import Any

import httpx
import msgspec
import orjson
import pytest
from fastapi import FastAPI
from fastapi.encoders import jsonable_encoder
from pydantic import TypeAdapter, ValidationError, create_model

from tests.python.conftest import Import

SECRET = "4929 0000 1111 2222"
BODY = {"FlinksCode": "BRAND_NEW", "HttpStatusCode": 401, "Message": "no", "Account": SECRET}


@pytest.fixture(scope="module")
def codes(real: Import) -> Any:
    return real("flinks").ApiCode


@pytest.fixture(scope="module")
def numbers(real: Import) -> Any:
    return real("flinks").FdxErrorCode


@pytest.fixture(scope="module")
def results(real: Import) -> dict[str, Any]:
    package = real("")
    decoded = package.decode(BODY, provider="flinks")
    return {
        "classification": package.classify("flinks", "INVALID_LOGIN"),
        "decoded": decoded,
        "outcome": real("runtime").resolve_outcome(decoded),
        "plan": package.plan_retry(decoded),
        "state": package.reduce_state(None, BODY, at=1.0),
        "wait": package.classify("flinks", "OPERATION_PENDING").wait,
        "code info": real("flinks").ApiCode.INVALID_LOGIN.info,
        "vocabulary info": real("flinks").ApiCode.about(),
        "voices": real("texts").voices(real("flinks").ApiCode.INVALID_LOGIN),
    }


NAMES = [
    "classification",
    "decoded",
    "outcome",
    "plan",
    "state",
    "wait",
    "code info",
    "vocabulary info",
    "voices",
]

WRITERS: dict[str, Callable[[Any, Any], bytes]] = {
    "json": lambda value, hook: json.dumps(value, default=hook).encode(),
    "orjson": lambda value, hook: orjson.dumps(value, default=hook),
    "orjson without subclasses": lambda value, hook: orjson.dumps(
        value, default=hook, option=orjson.OPT_PASSTHROUGH_SUBCLASS
    ),
    "msgspec": lambda value, hook: msgspec.json.encode(value, enc_hook=hook),
    "pydantic": lambda value, hook: TypeAdapter(Any).dump_json(value),
    "fastapi": lambda value, hook: json.dumps(jsonable_encoder(value)).encode(),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_codes_are_written_as_their_values(real: Import, codes: Any, numbers: Any, writer: str) -> None:
    found = {"codes": [codes.INVALID_LOGIN, codes.parse("NEW"), numbers.parse(401), numbers.parse(77)]}
    written = WRITERS[writer](found, real("formats").default)
    assert json.loads(written) == {"codes": ["INVALID_LOGIN", "NEW", 401, 77]}


def test_json_needs_no_help_with_codes_as_values_and_keys(codes: Any, numbers: Any) -> None:
    unknown = codes.parse("NEW")
    assert json.dumps({unknown: [unknown, numbers.parse(77)]}) == '{"NEW": ["NEW", 77]}'
    assert orjson.dumps([unknown, numbers.parse(77)]) == b'["NEW",77]'
    assert orjson.dumps({unknown: 1}, option=orjson.OPT_NON_STR_KEYS) == b'{"NEW":1}'


def test_an_unlisted_text_is_a_text_and_an_unlisted_integer_an_integer(
    real: Import, codes: Any, numbers: Any
) -> None:
    package = real("")
    text, number = codes.parse("NEW"), numbers.parse(77)
    assert isinstance(text, str) and isinstance(text, package.UnknownText)
    assert isinstance(number, int) and isinstance(number, package.UnknownInteger)
    assert text.lower() == "new" and number + 1 == 78 and sorted([text, "A"]) == ["A", "NEW"]
    for raw in (True, None, 0.5, b"x", ["x"]):
        code = codes.parse(raw)
        assert isinstance(code, package.UnknownCode) and not isinstance(code, str | int)
    assert json.loads(
        json.dumps([codes.parse(True), codes.parse(None)], default=real("formats").default)
    ) == [
        True,
        None,
    ]


@pytest.mark.parametrize("value", [object(), {1}, 1j])
def test_what_is_none_of_this_package_is_left_to_others(real: Import, value: object) -> None:
    with pytest.raises(TypeError, match="not JSON serializable"):
        json.dumps(value, default=real("formats").default)


def test_sqlite_takes_codes_as_parameters(codes: Any, numbers: Any) -> None:
    database = sqlite3.connect(":memory:")
    values = (codes.INVALID_LOGIN, codes.parse("NEW"), numbers.parse(77))
    assert database.execute("select ?, ?, ?", values).fetchone() == ("INVALID_LOGIN", "NEW", 77)
    database.close()


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("name", NAMES)
def test_results_are_written_as_objects_without_what_came(
    real: Import, results: dict[str, Any], name: str, writer: str
) -> None:
    result = results[name]
    text = WRITERS[writer](result, real("formats").default)
    written = json.loads(text)
    assert isinstance(written, dict)
    assert written == json.loads(json.dumps(result.to_dict()))
    assert SECRET not in text.decode() and SECRET not in repr(result)


def test_what_came_is_in_the_json_form_when_it_is_asked_for(results: dict[str, Any]) -> None:
    assert results["decoded"].to_dict(raw=True)["raw"] == BODY
    shown = results["state"].to_dict(raw=True)["entries"][0]["outcome"]["decoded"]
    assert shown["data"] == shown["raw"] == BODY
    assert "raw" not in results["decoded"].to_dict() and "data" not in results["decoded"].to_dict()
    assert results["classification"].to_dict()["raw"] == "INVALID_LOGIN"


def test_plain_json_refuses_a_result_instead_of_writing_an_array(results: dict[str, Any]) -> None:
    for result in results.values():
        with pytest.raises(TypeError):
            json.dumps(result)


@pytest.mark.parametrize("name", NAMES)
def test_results_are_values(results: dict[str, Any], name: str) -> None:
    result = results[name]
    for other in (copy.copy(result), copy.deepcopy(result), pickle.loads(pickle.dumps(result))):
        assert other == result and hash(other) == hash(result) and {other: 1}[result] == 1
    with pytest.raises(AttributeError):
        setattr(result, result._fields[0], None)
    with pytest.raises(AttributeError):
        result.added = 1
    assert result != tuple(result._asdict().values())


@pytest.mark.parametrize("name", NAMES)
def test_results_are_no_sequences_of_their_fields(results: dict[str, Any], name: str) -> None:
    result = results[name]
    with pytest.raises(TypeError):
        iter(result)
    with pytest.raises(KeyError):
        result[0]
    assert dict(result)[result._fields[0]] == getattr(result, result._fields[0])


def test_a_result_can_be_changed_into_another_one(results: dict[str, Any]) -> None:
    plan = results["plan"]
    later = plan._replace(delay_s=5)
    assert (later.delay_s, later.decision) == (5, plan.decision) and later != plan
    assert later.__replace__(delay_s=plan.delay_s) == plan
    with pytest.raises(TypeError, match="no field 'delay'"):
        plan._replace(delay=5)


def test_results_are_matched_by_class_and_field(real: Import, results: dict[str, Any]) -> None:
    runtime = real("runtime")
    match results["plan"]:
        case runtime.RetryPlan(decision="stop", reason=reason):
            pytest.fail(reason)
        case runtime.RetryPlan(decision=decision):
            assert decision == results["plan"].decision
        case _:
            pytest.fail("no match")


def test_two_results_differ_where_what_came_differs_and_hostile_objects_are_not_asked(real: Import) -> None:
    class Incomparable:
        def __eq__(self, other: object) -> bool:
            raise RuntimeError

        __hash__ = None  # type: ignore[assignment]

    one, other = (real("").decode({"a": Incomparable()}) for _ in range(2))
    same = one
    assert one == same and one != other and hash(one) == hash(other)


def test_a_stored_state_without_what_came_keeps_its_conclusions(real: Import) -> None:
    package = real("")
    body = {"status": "ERROR", "secondary_status": "INVALID_MFA", "message": SECRET}
    state = package.reduce_state(None, body, at=1.0)
    text = json.dumps(state.to_dict())
    assert SECRET not in text
    success = {"status": "SUCCESS", "secondary_status": None, "exit_point": None}
    for stored in (json.loads(text), json.loads(json.dumps(state.to_dict(raw=True)))):
        after = package.reduce_state(stored, success, at=2.0)
        direct = package.reduce_state(state, success, at=2.0)
        assert after.to_dict() == direct.to_dict()
    broken = json.loads(text)
    broken["entries"][0]["outcome"]["because"] = {"category": "made up"}
    assert package.reduce_state(broken, success, at=2.0).entries[0].outcome.verdict == "unknown"


# Open[...]


@pytest.fixture(scope="module")
def model(real: Import, codes: Any, numbers: Any) -> Any:
    package = real("")
    return create_model(
        "Event", code=(package.Open[codes], ...), number=(package.OpenInteger[numbers] | None, None)
    )


def test_a_field_of_pydantic_takes_listed_and_unlisted_codes(model: Any, codes: Any, numbers: Any) -> None:
    for value, number in (
        ("INVALID_LOGIN", 401),
        ("NEW", 77),
        (codes.parse("NEW"), 77.0),
        (codes.INVALID_LOGIN, None),
    ):
        event = model(code=value, number=number)
        assert event.code == codes.parse(value) and type(event.code) is type(codes.parse(value))
        assert event.number == number
        back = model.model_validate_json(event.model_dump_json())
        assert (
            back == event and type(back.code) is type(event.code) and type(back.number) is type(event.number)
        )
    assert model(code="INVALID_LOGIN").code is codes.INVALID_LOGIN
    assert json.loads(model(code="NEW", number=77).model_dump_json()) == {"code": "NEW", "number": 77}


@pytest.mark.parametrize("value", [None, 3, True, b"NEW", ["NEW"], {}])
def test_a_field_of_pydantic_refuses_what_is_no_text(model: Any, value: object) -> None:
    with pytest.raises(ValidationError, match="valid string"):
        model(code=value)


@pytest.mark.parametrize("value", ["401", True, 0.5])
def test_a_field_of_integers_refuses_what_is_none(model: Any, value: object) -> None:
    with pytest.raises(ValidationError, match="valid integer"):
        model(code="NEW", number=value)


def test_the_schema_of_a_field_suggests_the_listed_codes_and_takes_others(model: Any, codes: Any) -> None:
    code = model.model_json_schema()["properties"]["code"]
    assert code["title"] == "ApiCode"
    assert code["anyOf"] == [{"enum": [item.value for item in codes]}, {"type": "string"}]


def test_open_takes_the_vocabulary_of_its_kind_alone(real: Import, codes: Any, numbers: Any) -> None:
    for kind, wrong in ((real("").Open, numbers), (real("").OpenInteger, codes), (real("").Open, str)):
        with pytest.raises(TypeError, match="takes a"):
            kind[wrong]


def test_open_of_a_name_is_an_annotation_and_no_field(real: Import) -> None:
    with pytest.raises(TypeError, match="with the class itself"):
        TypeAdapter(real("").Open["ApiCode"])


def test_an_unknown_code_as_annotation_says_what_to_write(real: Import, codes: Any) -> None:
    with pytest.raises(TypeError, match=r"linkcodes\.Open"):
        TypeAdapter(codes | real("").UnknownCode)


def test_a_field_of_msgspec_takes_listed_and_unlisted_codes(real: Import, codes: Any, numbers: Any) -> None:
    hooks, package = real("integrations.msgspec"), real("")
    event = msgspec.defstruct(
        "Event", [("code", package.Open[codes]), ("number", package.OpenInteger[numbers] | None, None)]
    )
    for body in (
        b'{"code":"INVALID_LOGIN","number":401}',
        b'{"code":"NEW","number":77}',
        b'{"code":"NEW","number":null}',
    ):
        read = msgspec.json.decode(body, type=event, dec_hook=hooks.dec_hook)
        assert type(read.code) is type(codes.parse(json.loads(body)["code"]))  # type: ignore[attr-defined]
        assert msgspec.json.encode(read, enc_hook=hooks.enc_hook) == body
    for wrong in (b'{"code":3}', b'{"code":null}', b'{"code":["NEW"]}', b'{"code":"NEW","number":"77"}'):
        with pytest.raises(msgspec.ValidationError, match="must be"):
            msgspec.json.decode(wrong, type=event, dec_hook=hooks.dec_hook)
    with pytest.raises(NotImplementedError):
        hooks.dec_hook(complex, 1)


# FastAPI


@pytest.fixture(scope="module")
def api(real: Import, codes: Any, model: Any, results: dict[str, Any]) -> Callable[..., httpx.Response]:
    app, runtime, either = FastAPI(), real("runtime"), real("").Open[codes]

    @app.get("/plan")
    def plan() -> runtime.RetryPlan:  # type: ignore[name-defined]
        return results["plan"]

    @app.get("/state")
    def state() -> runtime.State:  # type: ignore[name-defined]
        return results["state"]

    @app.get("/anything")
    def anything():  # type: ignore[no-untyped-def]  # noqa: ANN202
        return {"code": codes.parse("NEW"), "decoded": results["decoded"]}

    @app.get("/mapping")
    def mapping() -> dict[str, Any]:
        return {"code": codes.parse("NEW"), "decoded": results["decoded"]}

    @app.post("/event")
    def event(body: model) -> model:
        return body

    @app.get("/codes/{code}")
    def one(code: either, also: either = "NEW") -> list[either]:  # type: ignore[valid-type]
        return [code, also]

    def ask(method: str, path: str, **options: Any) -> httpx.Response:
        async def answer() -> httpx.Response:
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                return await client.request(method, path, **options)

        return asyncio.run(answer())

    return ask


def test_an_endpoint_answers_with_an_object(api: Any, results: dict[str, Any]) -> None:
    for name in ("plan", "state"):
        answer = api("GET", f"/{name}")
        assert answer.status_code == 200 and answer.json() == json.loads(json.dumps(results[name].to_dict()))
    for path in ("/anything", "/mapping"):
        answer = api("GET", path)
        assert answer.json() == {
            "code": "NEW",
            "decoded": json.loads(json.dumps(results["decoded"].to_dict())),
        }
        assert SECRET not in answer.text


def test_requests_and_parameters_have_any_code(api: Any) -> None:
    assert api("POST", "/event", json={"code": "NEW"}).json() == {"code": "NEW", "number": None}
    assert api("POST", "/event", json={"code": 3}).status_code == 422
    assert api("GET", "/codes/INVALID_LOGIN?also=OTHER").json() == ["INVALID_LOGIN", "OTHER"]


def test_openapi_names_the_results_and_lists_their_fields(api: Any, results: dict[str, Any]) -> None:
    document = api("GET", "/openapi.json").json()
    schemas = document["components"]["schemas"]
    answer = document["paths"]["/plan"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer == {"$ref": "#/components/schemas/RetryPlan"}
    assert [*schemas["RetryPlan"]["properties"]] == [*results["plan"].to_dict()]
    assert schemas["RetryPlan"]["properties"]["decision"] == {"$ref": "#/components/schemas/Decision"}
    assert [*schemas["Decoded"]["properties"]] == [*results["decoded"].to_dict()]
    assert schemas["Decoded"]["properties"]["parts"]["items"] == {"$ref": "#/components/schemas/Decoded"}
