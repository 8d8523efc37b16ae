"""What the examples for databases, logs and problems promise."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tests.conftest import REPO
from tests.examples.conftest import post

Example = Callable[[str], Any]


def test_a_database_keeps_listed_and_unlisted_values(example: Example, capsys: Any) -> None:
    example("database").main()
    assert capsys.readouterr().out.splitlines() == [
        "1",
        "INVALID_MFA True challenge_failed",
        "BRAND_NEW False unknown",
    ]


def test_django_keeps_any_status_and_lists_none_in_migrations(example: Example) -> None:
    field = example("django_app").Payment._meta.get_field("status")
    assert field.choices is None and "choices" not in field.deconstruct()[3]
    assert field.from_db_value("PENDING_WITH_BANK", None, None).known
    assert field.from_db_value("BRAND_NEW", None, None).raw == "BRAND_NEW"


def test_a_failure_is_logged_with_attributes_to_count_by(example: Example, caplog: Any) -> None:
    spans = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    module = example("telemetry")
    module.tracer = provider.get_tracer("tests")
    with caplog.at_level(logging.INFO):
        module.handle("lean", b'{"status": "ERROR", "secondary_status": "INVALID_CREDENTIALS"}')
    record = caplog.records[-1]
    facts = record.attributes
    assert record.levelno == logging.WARNING
    assert facts["error.type"] == "credentials_invalid"
    assert facts["linkcodes.code"] == "INVALID_CREDENTIALS"
    assert facts["linkcodes.actions"] == ["reenter_credentials"]
    (span,) = spans.get_finished_spans()
    assert dict(span.attributes or {})["error.type"] == "credentials_invalid"
    assert not span.status.is_ok


def test_a_success_has_no_error_type(example: Example, caplog: Any) -> None:
    with caplog.at_level(logging.INFO):
        example("telemetry").handle("lean", b'{"status": "SUCCESS", "secondary_status": "OK"}')
    assert caplog.records[-1].levelno == logging.INFO
    assert "error.type" not in caplog.records[-1].attributes


def test_what_is_not_recognized_is_logged_without_its_content(example: Example, caplog: Any) -> None:
    example("telemetry").handle("lean", b"password=hunter2")
    assert "hunter2" not in caplog.text


def test_a_problem_tells_the_user_and_the_program(example: Example) -> None:
    answer = post(example("problems").app, "/refresh/a1")
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["status"]) == (422, 422)
    assert (problem["category"], problem["actor"]) == ("reauth_required", "end_user")
    assert problem["instance"] == "/refresh/a1"
    assert problem["title"]
    assert problem["detail"]
    assert "INVALID_LOGIN" not in problem["title"] + problem["detail"]


@pytest.mark.parametrize("raw", [None, "x" * 1000, "\ud800", 10**400, ["a list"], object()])
def test_attributes_take_any_raw_value(example: Example, raw: object) -> None:
    linkcodes, formats = example("linkcodes"), example("linkcodes.formats")
    facts = formats.attributes(linkcodes.classify("lean", raw))
    assert facts["error.type"] == "unknown"
    assert len(str(facts.get("linkcodes.code", "")).encode()) <= 200


def test_the_readme_lists_every_example() -> None:
    text = (REPO / "examples/README.md").read_text(encoding="utf-8")
    for path in (REPO / "examples").rglob("*.py"):
        assert f"]({path.relative_to(REPO / 'examples').as_posix()})" in text
