"""A classification in forms that other programs read: attributes of logs and spans, and problem details."""

from __future__ import annotations

import logging

from linkcodes._record import Record
from linkcodes._vocabulary import UnknownCode, UnknownInteger, UnknownText, Vocabulary
from linkcodes.texts import voices

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from linkcodes.runtime import Classification

__all__ = ["LEVELS", "attributes", "default", "problem"]

Attribute = str | bool | int | list[str]

LEVELS = {"info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
"""The level of Python's `logging` for each severity."""

_NAMED = (
    "provider",
    "vocabulary",
    "category",
    "actor",
    "retry",
    "phase",
    "severity",
    "operation",
    "matched_by",
)
_LONGEST = 200
"""Characters of a raw value that go into a log."""


def attributes(classification: Classification) -> dict[str, Attribute]:
    """Return attributes for a log record or span, in the manner of OpenTelemetry.

    `error.type`, a name of its semantic conventions, is the category, and there only after a failure; the
    others begin with `linkcodes.`. Fields that are empty are left out. None of them says anything about a
    person, unless `linkcodes.code` does: where `linkcodes.known` is false, it is whatever came as the code.
    """
    named = {name: getattr(classification, name) for name in _NAMED}
    found: dict[str, Attribute] = {
        f"linkcodes.{name}": str(value) for name, value in named.items() if value is not None
    }
    if classification.phase == "failure" or classification.category == "unknown":
        found["error.type"] = str(classification.category)
    if (code := _plain(classification.raw)) is not None:
        found["linkcodes.code"] = code
    found["linkcodes.actions"] = [str(action) for action in classification.actions]
    found["linkcodes.known"] = classification.known
    found["linkcodes.unattended_retry"] = classification.unattended_retry
    return found


def default(value: object) -> object:
    """Return a result as a dictionary, and a code as its value, for serializers that know neither.

    `json.dumps(plan, default=default)`; it is the `default` of `json` and orjson, and the `enc_hook` of
    msgspec. What came with a payload is left out; see `to_dict`. TypeError: the value is neither.
    """
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, UnknownText):
        return str(value)
    if isinstance(value, UnknownInteger):
        return int(value)
    if isinstance(value, UnknownCode | Vocabulary):
        return value.raw
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def problem(
    classification: Classification,
    *,
    site: str | None = None,
    status: int | None = None,
    instance: str | None = None,
) -> dict[str, object]:
    """Return problem details (RFC 9457), to be sent as `application/problem+json`.

    `title` and `detail` are the words for the end user, so a front end may show them. `type` is the code's
    page: on the reference site that lies at `site` (`https://codes.example/`), else the provider's own page,
    else `about:blank`. `status` is your answer's HTTP status, and `instance` identifies this occurrence; both
    are left out unless given. The members after those are for programs.
    """
    words = voices(classification).end_user
    members: dict[str, object] = {
        "type": _type(classification, site),
        "title": words.title,
        **({} if status is None else {"status": status}),
        "detail": words.body,
        **({} if instance is None else {"instance": instance}),
        "provider": classification.provider,
        "code": _plain(classification.raw),
        "category": classification.category,
        "actor": classification.actor,
        "actions": list(classification.actions),
        "retry": classification.retry,
        "unattended_retry": classification.unattended_retry,
    }
    return {name: value for name, value in members.items() if value is not None}


def _type(classification: Classification, site: str | None) -> str:
    if site is not None and classification.page is not None:
        return f"{site.rstrip('/')}/{classification.page}.html"
    return classification.docs_url or "about:blank"


def _plain(raw: object) -> str | int | None:
    """Return what a log can hold of a raw value: only strings and integers, and not too much of them."""
    if issubclass(type(raw), str):
        return str.__str__(raw)[:_LONGEST].encode("utf-8", "replace").decode()  # pyright: ignore[reportArgumentType]
    if type(raw) is int and raw.bit_length() < 64:
        return raw
    return None
