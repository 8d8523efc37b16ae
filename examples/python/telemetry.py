"""Logs and spans that can be counted: the attributes that OpenTelemetry asks for, and no personal data."""

from __future__ import annotations

import logging

from linkcodes import decode
from linkcodes.formats import LEVELS, attributes
from linkcodes.ids import Provider
from opentelemetry import trace
from opentelemetry.trace import Status, StatusCode

logger = logging.getLogger("bank_connections")
tracer = trace.get_tracer("bank_connections")


def handle(provider: Provider, body: bytes) -> None:
    """Record what a payload says: a span with attributes, and a log record with the same ones."""
    with tracer.start_as_current_span("bank_connection.webhook") as span:
        head = decode(body, provider=provider).head
        if head is None:
            logger.warning("payload not recognized")
            return
        facts = attributes(head)
        span.set_attributes(facts)
        if "error.type" in facts:
            span.set_status(Status(StatusCode.ERROR, head.summary))
        level = LEVELS.get(str(head.severity), logging.INFO)
        logger.log(level, "bank connection: %s", head.category, extra={"attributes": facts})


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    handle("lean", b'{"status": "ERROR", "secondary_status": "INVALID_CREDENTIALS"}')
