"""Secrets are masked in what logging, structlog and Sentry take, with the real libraries and nothing sent."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import sentry_sdk
import structlog
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from tests.python.conftest import Import

PACKAGE: dict[str, Any] = {}


@pytest.fixture(scope="module", autouse=True)
def package(real: Import) -> None:
    """Give the tests the adapters of the rendered package."""
    sentry = real("integrations.sentry")
    PACKAGE.update(
        filter=real("integrations.logging").RedactFilter,
        processor=real("integrations.structlog").redact_processor,
        before_breadcrumb=sentry.before_breadcrumb,
        before_send=sentry.before_send,
    )


def redact_processor(*arguments: Any) -> Any:
    return PACKAGE["processor"](*arguments)


def before_send(*arguments: Any) -> Any:
    return PACKAGE["before_send"](*arguments)


def before_breadcrumb(*arguments: Any) -> Any:
    return PACKAGE["before_breadcrumb"](*arguments)


SECRET = "hunter22-Fluffy"
CARD = "4242 4242 4242 4242"
CODE = "482910"
MAIL = "jane.doe@bank.com"


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(message)s %(session_token)s", defaults={"session_token": "-"}))
    handler.addFilter(PACKAGE["filter"]())
    logger = logging.Logger("a bank")
    logger.addHandler(handler)
    yield logger, stream


class TestLogging:
    def test_masks_message_arguments_and_extra_fields(self, log: tuple[logging.Logger, io.StringIO]) -> None:
        logger, stream = log
        logger.error(
            "login with password=%s failed: %s", SECRET, "INVALID_MFA", extra={"session_token": SECRET}
        )
        assert stream.getvalue() == "login with password=••• failed: INVALID_MFA •••\n"

    def test_masks_a_payload_that_is_an_argument(self, log: tuple[logging.Logger, io.StringIO]) -> None:
        logger, stream = log
        logger.error("got %s", {"password": SECRET, "status": "ERROR"})
        logger.error("%(status)s %(pin)s", {"status": "ERROR", "pin": CARD})
        assert SECRET not in stream.getvalue() and "4242 4242" not in stream.getvalue()
        assert "'status': 'ERROR'" in stream.getvalue()

    def test_masks_the_values_of_a_dictionary_by_their_names(
        self, log: tuple[logging.Logger, io.StringIO]
    ) -> None:
        logger, stream = log
        logger.error("%(user)s %(pin)s", {"user": "a", "pin": "Fluffy"})
        assert stream.getvalue() == "a ••• -\n"

    def test_masks_the_traceback(self, log: tuple[logging.Logger, io.StringIO]) -> None:
        logger, stream = log
        try:
            raise ValueError(f"bad password: {SECRET}")
        except ValueError:
            logger.exception("no luck", stack_info=True)
        assert SECRET not in stream.getvalue()
        assert "ValueError: bad password: •••" in stream.getvalue()

    def test_wrong_arguments_are_no_reason_to_raise_or_to_leak(
        self, log: tuple[logging.Logger, io.StringIO]
    ) -> None:
        logger, stream = log
        logger.error("%d %d", f"password={SECRET}")  # noqa: PLE1206
        assert SECRET not in stream.getvalue() and "•••" in stream.getvalue()


class TestStructlog:
    def events(self, *processors: Any) -> tuple[Any, io.StringIO]:
        stream = io.StringIO()
        chain = [*processors, redact_processor, structlog.processors.JSONRenderer()]
        return structlog.wrap_logger(structlog.PrintLogger(stream), processors=chain), stream

    def test_masks_all_fields(self) -> None:
        logger, stream = self.events()
        logger.bind(account={"number": "12345678901"}).error(
            "failed", password=SECRET, status="ERROR", card=CARD
        )
        assert json.loads(stream.getvalue()) == {
            "event": "failed", "password": "•••", "status": "ERROR", "card": "••• 4242",
            "account": {"number": "••• 8901"},
        }  # fmt: skip

    def test_masks_an_exception_that_is_text(self) -> None:
        logger, stream = self.events(structlog.processors.format_exc_info)
        try:
            raise ValueError(f"token={SECRET}")
        except ValueError:
            logger.exception("no luck")
        assert json.loads(stream.getvalue())["exception"].endswith("ValueError: token=•••")
        assert SECRET not in stream.getvalue()

    def test_leaves_what_others_need(self) -> None:
        error = ValueError()
        assert redact_processor(None, "error", {"event": "a", "exc_info": error})["exc_info"] is error


class Kept(Transport):
    """Keeps what would be sent."""

    def __init__(self, options: Any = None) -> None:
        super().__init__(options)
        self.sent: list[Any] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        self.sent += [item.payload.json for item in envelope.items]


class TestSentry:
    @pytest.fixture
    def sent(self) -> Iterator[list[Any]]:
        kept = Kept()
        client = sentry_sdk.Client(
            dsn="https://public@sentry.invalid/1", transport=kept, before_send=before_send,
            before_breadcrumb=before_breadcrumb, default_integrations=False, max_request_body_size="always",
        )  # fmt: skip
        with sentry_sdk.isolation_scope() as scope:
            scope.set_client(client)
            yield kept.sent

    def failing(self) -> None:
        password = SECRET  # noqa: F841
        payload = {"otp": CODE, "status": "ERROR"}  # noqa: F841
        raise ValueError(f"password={SECRET}")

    def test_masks_breadcrumbs_request_extra_user_and_the_variables_of_frames(self, sent: list[Any]) -> None:
        scope = sentry_sdk.get_isolation_scope()
        scope.add_breadcrumb(message=f"Cookie: sid={SECRET}", data={"token": SECRET})
        scope.set_extra("callback", json.dumps({"secret": SECRET, "status": "ERROR"}))
        scope.set_user({"id": "550e8400-e29b-41d4-a716-446655440000", "email": MAIL})
        scope.set_tag("api_key", SECRET)
        scope.add_event_processor(
            lambda event, _: {
                **event,
                "request": {
                    "url": f"https://a.example/?token={SECRET}",
                    "headers": {"Authorization": SECRET},
                },
            }
        )
        try:
            self.failing()
        except ValueError as error:
            sentry_sdk.capture_exception(error)
        [event] = sent
        text = json.dumps(event)
        assert SECRET not in text and CODE not in text and MAIL not in text
        frame = event["exception"]["values"][0]["stacktrace"]["frames"][-1]
        assert frame["vars"]["password"] == "•••"
        assert "ERROR" in json.dumps(frame["vars"]["payload"])
        assert event["exception"]["values"][0]["value"] == "password=•••"
        assert event["breadcrumbs"]["values"][0]["data"] == {"token": "•••"}
        assert event["request"]["headers"] == {"Authorization": "•••"}
        assert event["user"]["id"] == "550e8400-e29b-41d4-a716-446655440000"

    def test_what_an_event_says_of_itself_stays(self, sent: list[Any]) -> None:
        sentry_sdk.capture_message("hello")
        [event] = sent
        assert len(event["event_id"]) == 32 and event["event_id"] != "•••"
        assert len(event["contexts"]["trace"]["trace_id"]) == 32

    def test_breadcrumbs_are_masked_before_they_are_kept(self) -> None:
        assert before_breadcrumb({"message": f"password={SECRET}"}, {}) == {"message": "password=•••"}
