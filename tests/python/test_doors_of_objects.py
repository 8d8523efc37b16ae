"""A secret goes into every object that the package exports a class of, and is in nothing that comes out."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from enum import Enum
from functools import partial
from typing import Any, NamedTuple, is_typeddict

import pytest
from pydantic import BaseModel

from tests.python.conftest import Import
from tests.python.doors import shown_by
from tests.python.test_doors import (
    BODY,
    KEYS,
    LISTED,
    RAW,
    SECRET,
    TEXT,
    given,
    public_modules,
    without_names,
)

KINDS: list[tuple[str, Callable[[type], bool]]] = [
    ("A member of it is a code, which the provider lists.", lambda kind: issubclass(kind, Enum)),
    ("It is a dictionary.", is_typeddict),
    ("It is what others implement.", lambda kind: getattr(kind, "_is_protocol", False)),
    ("It is the body itself, with a type.", lambda kind: issubclass(kind, BaseModel)),
    ("A function makes it, whose results are looked at.", lambda kind: type(kind).__name__ == "_RecordType"),
]
"""Kinds of classes that no program makes objects of with a secret in it, and why."""
EXEMPT = {
    "Open": "Its text is the code itself; one that is not listed must be seen to be reported.",
    "OpenInteger": "The same.",
    "UnknownCode": "The same.",
    "UnknownInteger": "The same.",
    "UnknownText": "The same.",
    "Column": "The name of a column, which the program has written.",
    "Constant": "A value of which the program says that all rows have it.",
    "Claim": "It is the key of an event, which is made of ids.",
    "Turn": "The same.",
    "Once": "The same.",
    "AsyncOnce": "The same.",
    "InProgress": "It is raised with words of its own.",
    "CodeField": "It stores the code itself.",
    "IntegerCodeField": "The same.",
    "CodeSerializerField": "The same.",
    "IntegerCodeSerializerField": "The same.",
    "CodeType": "The same.",
    "Policy": "It is given words of the program.",
    "PlannedTask": "It is the program's own, with the policy above.",
    "LiveBody": "It is what a program passes to `check`: the body itself.",
    "ProviderAnswer": "It is what a program passes to the policy: the body itself.",
    "PayloadError": "It has the places of problems, which `receive` finds in bodies with secrets.",
    "Refused": "It has a status and a word; `accept` raises it.",
    "SignatureError": "`verify` raises it, with words of its own.",
}
METHODS = {
    "filter": "It changes the record, which the test looks at by what is logged.",
    "check_size": "A number.",
}
"""Methods that are not called, and why."""


class Object(NamedTuple):
    """An object of an exported class, made with a secret."""

    kind: type
    make: Callable[[], Any]


def classes(package: Import) -> Iterator[type]:
    """Yield each class that a public module exports."""
    seen = set()
    for module in public_modules(package):
        for name in getattr(module, "__all__", None) or [key for key in vars(module) if key[0] != "_"]:
            value = getattr(module, name)
            if inspect.isclass(value) and value.__module__.startswith("linkcodes") and value not in seen:
                seen.add(value)
                yield value


def made(package: Import) -> dict[str, Callable[[], Any]]:
    """Return what makes an object of a class with a secret, by the name of the class."""
    webhooks, planning = package("webhooks"), package("integrations.tenacity")
    policy = package("integrations.retrying").Policy()
    endpoint = partial(webhooks.endpoint, "lean", SECRET)
    store = partial(package("idempotency").InMemoryStore)
    table = package("integrations.sqlalchemy")
    return {
        "AnswerError": lambda: package("integrations.retrying").AnswerError(BODY, http_status=401),
        "Endpoint": endpoint,
        "CachedKeys": lambda: webhooks.cached_keys(lambda name: SECRET),
        "EventKey": lambda: webhooks.EventKey("digest", "plaid:body-sha256:0"),
        "KeyAnswer": lambda: webhooks.KeyAnswer(200, "text/plain", RAW),
        "KeyNotFetched": lambda: webhooks.KeyNotFetched("away"),
        "KeyRequest": lambda: webhooks.KeyRequest("POST", "https://a.example", {}, RAW, 1.0, 1),
        "Delivery": lambda: webhooks.reread("lean", RAW),
        "LiveReport": lambda: package("livecheck").check([BODY, LISTED]),
        "RedactFilter": package("integrations.logging").RedactFilter,
        "WebhookMiddleware": lambda: package("integrations.starlette").WebhookMiddleware(
            None, {"/": endpoint()}
        ),
        "InMemoryStore": store,
        "SQLAlchemyStore": lambda: table.SQLAlchemyStore(None, None),
        "AsyncSQLAlchemyStore": lambda: table.AsyncSQLAlchemyStore(None, None),
        "retry_if_planned": lambda: planning.retry_if_planned(policy),
        "wait_as_planned": lambda: planning.wait_as_planned(policy),
    }


def objects(package: Import) -> Iterator[Object]:
    """Yield an object of each class; fail where it is not said how one is made, or why none is."""
    events, makers = package("events").Event, made(package)
    for kind in classes(package):
        if kind.__name__ in EXEMPT or any(is_such(kind) for _, is_such in KINDS):
            continue
        if issubclass(kind, events):
            yield Object(kind, partial(kind, BODY, "name"))
        else:
            assert kind.__name__ in makers, f"say in `made` how to make {kind}, or in `EXEMPT` why not"
            yield Object(kind, makers[kind.__name__])


def doors(each: Object, values: dict[str, list[Any]]) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield calls of an object's methods, with a secret in what they take."""
    yield each.kind.__name__, each.make
    for name, method in inspect.getmembers(each.kind, inspect.isroutine):
        if (
            name[0] == "_"
            or name in METHODS
            or not str(getattr(method, "__module__", "")).startswith("linkcodes")
        ):
            continue
        names = list(inspect.signature(getattr(each.make(), name)).parameters)
        unknown = set(names) - {*values}
        assert not unknown, f"say in `given` what to pass to {each.kind.__name__}.{name} as {unknown}"
        for number in range(max([len(values[item]) for item in names], default=1)):
            arguments = [values[item][number % len(values[item])] for item in names]
            yield f"{each.kind.__name__}.{name}", partial(_called, each.make, name, arguments)


def _called(make: Callable[[], Any], name: str, arguments: list[Any]) -> Any:
    return getattr(make(), name)(*arguments)


@pytest.mark.slow
def test_no_object_shows_a_secret(real: Import) -> None:
    claim = real("idempotency").InMemoryStore().claim("a", 1.0)
    report = real("livecheck").check([BODY])
    values = {
        **given(real),
        "claim": [claim],
        "lease_s": [1.0],
        "key": ["a"],
        "baseline": [report],
    }
    values |= {
        "delivery": [real("webhooks").reread("lean", RAW)],
        "older_than_s": [1],
        "reports": [report],
        "message": [TEXT],
        "secrets": KEYS,
    }
    leaks, tried = {}, 0
    for each in objects(real):
        for name, call in doors(each, values):
            tried += 1
            texts = shown_by(call, without_names)
            if shown := [way for way, text in texts.items() if SECRET in text]:
                leaks[name] = f"{shown}: {texts[shown[0]][-300:]}"
    assert leaks == {}
    assert tried > 130


def test_what_is_exempt_is_exported(real: Import) -> None:
    assert set(EXEMPT) | set(made(real)) <= {kind.__name__ for kind in classes(real)}
