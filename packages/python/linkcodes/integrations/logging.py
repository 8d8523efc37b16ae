"""Masks secrets in what the standard library logs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from linkcodes._redact import redact

_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
"""The attributes that every record has."""


class RedactFilter(logging.Filter):
    """Masks message, arguments, extra fields and traceback of each record; lets every record pass.

    Add it to handlers, which see the records of all loggers; a filter of a logger sees only its own:

        handler.addFilter(RedactFilter())

    The record is changed, as handlers share it: what comes after sees the masked one, too. It never raises.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask a record, and return True."""
        record.msg, record.args = redact(_message(record)), None
        for name in vars(record).keys() - _OWN:
            setattr(record, name, _field(name, getattr(record, name)))
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(
                record.exc_info
            )  # formatters take it from here
        record.exc_text = record.exc_text and redact(record.exc_text)
        record.stack_info = record.stack_info and redact(record.stack_info)
        return True


def _message(record: logging.LogRecord) -> str:
    try:
        # In `%(password)s`, the name is lost once the value is in the text.
        if isinstance(record.args, Mapping):
            message: str = str(record.msg) % redact(record.args)
            return message
        return record.getMessage()
    except Exception:  # wrong arguments, which `logging` itself would only report on standard error
        return f"{record.msg} {record.args}"


def _field(name: str, value: Any) -> Any:
    """Return an extra field masked: its name says what it is."""
    return next(iter(redact({name: value}).values()))
