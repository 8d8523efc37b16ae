"""A secret goes into every function that the package exports, and is in nothing that comes out."""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
import pkgutil
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import pytest

from tests.python.conftest import Import
from tests.python.doors import shown_by

SECRET = "hunter22-Fluffy"
TEXT = f"login of jane failed, password: {SECRET}"
BODY = {
    "status": "ERROR",
    "secondary_status": "INVALID_CREDENTIALS",
    "password": SECRET,
    "note": {"text": TEXT},
}
LISTED = {"error_type": "ITEM_ERROR", "error_code": "ITEM_LOGIN_REQUIRED", "error_message": TEXT}
RAW = json.dumps(BODY).encode()
PAYLOADS: list[Any] = [
    BODY,
    LISTED,
    [BODY, LISTED],
    {"results": [BODY]},
    RAW,
    RAW.decode(),
    TEXT,
    SECRET,
    None,
]
HEADERS: list[Any] = [
    {"lean-signature": SECRET, "Authorization": f"Bearer {SECRET}"}, [("Authorization", SECRET)], {},
]  # fmt: skip
KEYS: list[Any] = [SECRET, [SECRET, f"{SECRET} 2"], f" {SECRET}", {"key-1": SECRET}, [f"{SECRET}\n"]]
EVENTS: list[Any] = [{"message": TEXT, "extra": BODY}, {"event": TEXT, "password": SECRET}]

MODULES = {
    "cli": "What its commands print is looked at by `test_cli_secrets.py`.",
    "dataset": "It only says which package has the files now.",
}
"""Modules whose functions are not called, and why."""
EXEMPT = {
    "sign": "It returns the header that a provider would send, which without signatures is the secret.",
    "validate": "It returns the body itself, which now has a type: a dictionary like all others.",
    "default": "It returns what it does not know, for the encoder to refuse.",
    "classify_frame": "It adds columns to a frame, in which the payloads are already.",
    "decode_frame": "The same.",
    "decode_batches": "The same.",
    "column": "The name of a column, which the program has written.",
    "constant": "A value of which the program says that all rows have it.",
    "from_duckdb": "It needs an engine; it hands its rows to `check`, which is looked at.",
    "from_spark": "The same.",
    "claims_table": "Its texts are the names of a table, which the program has written.",
    "insert_once": "It needs a database; it stores the key, and returns yes or no.",
    "vocabulary": "The id of a vocabulary, which the program has written.",
    "vocabularies": "It is given nothing.",
    "redact": "A word that nothing says is a secret stays; `test_redact.py` tests what is masked.",
    "is_async": "It returns yes or no.",
    "once": "It is given the key of an event, which is made of ids.",
    "once_async": "The same.",
    "choices": "It is given a class.",
    "dec_hook": "It returns the code itself; one that is not listed must be seen to be reported.",
    "retry_arguments": "It is given numbers and words of the program.",
}
"""What is not called, and why."""
BY_NAME = {
    "raw": "The code that was asked about: one that is not listed must be seen to be reported.",
    "provider": "The name of a provider, which the program passed.",
    "vocabulary": "The same, of a vocabulary.",
    "code": "The code again, in a problem.",
    "linkcodes.code": "The code again, where telemetry asks for it.",
}
"""Fields of a classification by whose name what was passed comes back, and why."""
WAYS = {("answer_of", "json"): "It is a tuple, of which JSON makes a list with all that is in it."}
"""Ways of which a function is exempt, and why."""


class ExportedFunction(NamedTuple):
    """A function, and the module that exports it."""

    module: str
    name: str
    function: Callable[..., Any]


def request() -> Any:
    """Return a request with a secret in each of its parts."""
    from starlette.requests import Request  # noqa: PLC0415

    headers = [(b"lean-signature", SECRET.encode()), (b"authorization", SECRET.encode())]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "query_string": SECRET.encode(),
        "headers": headers,
    }

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": RAW, "more_body": False}

    return Request(scope, receive)


def public_modules(package: Import) -> Iterator[Any]:
    """Yield every public module."""
    found = [
        item.name.partition(".")[2] for item in pkgutil.walk_packages(package("").__path__, "linkcodes.")
    ]
    public = [name for name in found if not any(part[0] == "_" for part in name.split("."))]
    yield from map(package, ["", *(name for name in public if name.split(".")[0] not in MODULES)])


def exported(package: Import) -> Iterator[ExportedFunction]:
    """Yield every function of every public module, as their lists of what is exported have them."""
    seen = set()
    for module in public_modules(package):
        names = getattr(module, "__all__", None) or [key for key in vars(module) if key[0] != "_"]
        for key in names:
            value = getattr(module, key)
            if (
                inspect.isroutine(value)
                and str(value.__module__).startswith("linkcodes")
                and value not in seen
            ):
                seen.add(value)
                yield ExportedFunction(module.__name__, key, value)


def given(package: Import) -> dict[str, list[Any]]:
    """Return what may be passed, by the names of the parameters; the first of each is a usual one."""
    retrying, runtime, webhooks = (package(name) for name in ("integrations.retrying", "", "webhooks"))
    answers = [retrying.AnswerError(body, http_status=500) for body in PAYLOADS[:5]]
    classified = [runtime.classify("plaid", code, message=TEXT) for code in ("ITEM_LOGIN_REQUIRED", SECRET)]
    return {
        **dict.fromkeys(["anything", "subject", "code", "beside", "value", "payload_", "message"], PAYLOADS),
        **dict.fromkeys(["event", "event_dict", "crumb"], EVENTS),
        "plan": [runtime.plan_retry(item, retry_after_s=60) for item in classified],
        "subject": [*classified, *map(runtime.decode, PAYLOADS), *PAYLOADS],
        "classification": classified, "bodies": [[body] for body in PAYLOADS],
        "state": [None, *(runtime.reduce_state(None, body) for body in PAYLOADS)],
        "body": [RAW, b"{", TEXT.encode()], "headers": HEADERS, "secret": KEYS, "secrets": KEYS,
        "scheme": ["lean", "plaid", "enable_banking", "mx", "argyle", SECRET],
        "claims": [None, {"sub": SECRET}, {SECRET: SECRET}], "header": [None, "x"],
        "error": [*answers, ValueError(TEXT)], "fetch": [lambda name: SECRET],
        "endpoint": [webhooks.endpoint("lean", SECRET)], "request": [request()],
        "provider": ["lean"], "payload": [None], "context": [None], "logger": [None], "hint": [{}],
        "method_name": ["info"], "text": [SECRET, *PAYLOADS],
    }  # fmt: skip


def calls(each: ExportedFunction, values: dict[str, list[Any]]) -> Iterator[Callable[[], Any]]:
    """Yield calls in which one parameter after the other has each of its values."""
    parameters = inspect.signature(each.function).parameters.values()
    needed = [item for item in parameters if item.default is item.empty and item.kind < item.VAR_KEYWORD]
    unknown = [item.name for item in needed if item.name not in values and item.kind != item.VAR_POSITIONAL]
    assert not unknown, f"say in `given` what to pass to {each.name} as {unknown}, or in `EXEMPT` why not"
    usual = {item.name: values[item.name][0] for item in needed if item.name in values}
    positional = [item.name for item in parameters if item.kind == item.POSITIONAL_ONLY]
    for item in parameters:
        for value in values.get(item.name, ()):
            arguments = {**usual, item.name: value}
            first = [arguments.pop(name) for name in positional if name in arguments]
            yield partial(each.function, *first, **arguments)


def without_names(value: Any) -> Any:
    """Return a result without what is there by its name, `BY_NAME`."""
    if isinstance(value, tuple | list):
        return type(value)(map(without_names, value)) if not hasattr(value, "_fields") else value
    if isinstance(value, dict):
        return {name: without_names(item) for name, item in value.items() if name not in BY_NAME}
    if type(value).__name__ == "Given":
        return type(value)()
    if not hasattr(value, "_replace") or not hasattr(value, "to_dict"):
        return value
    hidden = {} if type(value).__name__ == "Classification" else {"data", "raw"}
    left = {name: None for name in value._fields if name in BY_NAME and not hidden}
    rest = [name for name in value._fields if name not in left and name not in hidden]
    return value._replace(**left, **{name: without_names(getattr(value, name)) for name in rest})


@pytest.fixture(scope="module")
def functions(real: Import) -> list[ExportedFunction]:
    return list(exported(real))


@pytest.mark.slow
def test_no_exported_function_shows_a_secret(real: Import, functions: list[ExportedFunction]) -> None:
    values, leaks, tried = given(real), {}, 0
    for each in functions:
        if each.name in EXEMPT:
            continue
        for call in calls(each, values):
            tried += 1
            texts = shown_by(call, without_names)
            shown = [way for way, text in texts.items() if SECRET in text]
            if ways := [way for way in shown if (each.name, way) not in WAYS]:
                leaks[each.module, each.name] = f"{ways}: {texts[ways[0]][-400:]}"
    assert leaks == {}
    assert tried > 250


def test_what_is_exempt_is_exported(functions: list[ExportedFunction]) -> None:
    assert set(EXEMPT) <= {each.name for each in functions}
    assert len(functions) > 40


@dataclass(repr=False)
class LooseResult:
    pin: str

    def to_dict(self) -> dict[str, str]:
        return {"pin": self.pin}


def failing() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError:
        raise ValueError("x")  # noqa: B904  (the cause is what is looked for)


def test_a_secret_is_found_in_whatever_way_it_comes_out() -> None:
    found = shown_by(lambda: LooseResult(SECRET))
    assert {way for way, text in found.items() if SECRET in text} == {"json", "to_dict", "asdict", "vars"}
    assert all(SECRET in text for way, text in shown_by(lambda: [SECRET]).items() if way != "written")
    for write in (print, logging.getLogger("linkcodes").debug, warnings.warn):
        assert SECRET in shown_by(partial(write, SECRET))["written"]
    errors = shown_by(failing)
    assert SECRET in errors["traceback"] and SECRET in errors["error KeyError"]
    assert SECRET not in errors["error ValueError"]
