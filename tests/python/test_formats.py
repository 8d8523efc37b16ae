"""Labels of metrics and what groups Sentry's events: few, whatever is sent, and nothing about people."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sentry_sdk

from tests.python.conftest import Import

SECRETS = [
    "jane.doe@example.com",
    "GB33BUKB20201555555555",
    "hunter2" * 100,
    4111111111111111,
    "",
    None,
    "\x00",
]


@pytest.fixture
def everything(real: Import) -> list[Any]:
    classify, entries = real("").classify, real("cli.catalog").entries()
    return [classify(it.provider, it.record["value"], vocabulary=it.vocabulary) for it in entries]


def test_every_listed_code_has_the_same_labels_and_is_named_by_them(
    real: Import, everything: list[Any]
) -> None:
    labels = real("formats").labels
    assert len({tuple(labels(found)) for found in everything}) == 1
    named = {tuple(labels(found)[key] for key in ("provider", "vocabulary", "code")) for found in everything}
    assert len(named) == len(everything)
    assert all(type(value) is str and value for found in everything for value in labels(found).values())


@pytest.mark.parametrize("form", ["labels", "fingerprint", "tags"])
def test_what_is_sent_makes_no_new_series_and_is_in_none(real: Import, form: str) -> None:
    make, classify = getattr(real("formats"), form), real("").classify
    invented = [*SECRETS, *(f"INVENTED_{number}" for number in range(50))]
    found = {json.dumps(make(classify("flinks", code))) for code in invented}
    providers = {json.dumps(make(classify(f"provider-{number}", "X"))) for number in range(50)}
    assert len(found) <= 3 and len(providers) == 1
    text = "".join(found | providers)
    assert not [code for code in invented if code and str(code) in text] and "provider-" not in text


@pytest.mark.parametrize("form", ["labels", "fingerprint", "tags"])
def test_a_vocabulary_that_someone_made_up_is_in_none(real: Import, form: str) -> None:
    classify = real("").classify
    text = json.dumps(getattr(real("formats"), form)(classify("flinks", "X", vocabulary="jane.doe")))
    assert "jane" not in text


def test_meanings_of_one_code_are_issues_of_their_own(real: Import) -> None:
    fingerprint, classify = real("formats").fingerprint, real("").classify
    message = "The LoginId provided is either invalid or does not belong to the CustomerId"
    wrong = classify("flinks", "INVALID_LOGIN", vocabulary="api.code")
    unknown = classify("flinks", "INVALID_LOGIN", vocabulary="api.code", message=message)
    assert fingerprint(wrong) != fingerprint(unknown)
    assert fingerprint(wrong) == fingerprint(classify("flinks", "INVALID_LOGIN", vocabulary="api.code"))


def test_sentry_takes_tags_and_fingerprint(real: Import) -> None:
    formats, events = real("formats"), []
    found = real("").classify("flinks", "INVALID_PASSWORD", vocabulary="api.code")

    class Transport(sentry_sdk.Transport):
        def capture_envelope(self, envelope: Any) -> None:
            events.append(envelope.get_event())

    client = sentry_sdk.Client(dsn="http://x@localhost/1", transport=Transport, default_integrations=False)
    with sentry_sdk.new_scope() as scope:
        scope.set_client(client)
        scope.fingerprint = formats.fingerprint(found)
        for name, value in formats.tags(found).items():
            scope.set_tag(name, value)
        scope.capture_message("bank connection")
    client.close(timeout=0)
    [event] = events
    assert event["fingerprint"] == [
        "linkcodes", "flinks", "api.code", "INVALID_PASSWORD", "credentials_invalid", "typed",
    ]  # fmt: skip
    assert event["tags"]["linkcodes.category"] == "credentials_invalid"
    assert all(len(name) <= 32 and len(value) <= 200 for name, value in event["tags"].items())


def test_names_of_labels_are_names_in_prometheus(real: Import, everything: list[Any]) -> None:
    labels = real("formats").labels(everything[0])
    assert all(name.isidentifier() and not name.startswith("__") for name in labels)
