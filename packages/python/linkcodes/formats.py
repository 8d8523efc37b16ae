"""A classification in forms that other programs read: attributes, metric labels, Sentry events, problems."""

from __future__ import annotations

import logging

from linkcodes._metadata.record import Record
from linkcodes._runtime.rules import PROVIDERS
from linkcodes._vocabulary import UnknownCode, UnknownInteger, UnknownText, Vocabulary
from linkcodes.texts import voices

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from linkcodes.runtime import Classification

__all__ = ["LEVELS", "attributes", "default", "fingerprint", "labels", "problem", "tags"]

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
_LABELS = ("provider", "category", "actor", "phase")
_NONE = "none"
_OTHER = "other"
"""What replaces a code that is not listed: whoever sends codes must not be able to make up new series."""
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


def labels(classification: Classification) -> dict[str, str]:
    """Return labels for a metric, the same ones for each code: where it is from, what it is, who acts.

    The values are words of the spec, `none`, or `other` for a code or a provider that is not listed, so there
    are no more series than the spec has codes and meanings, whatever is sent, and none says anything about a
    person. They suit Prometheus and OpenTelemetry; for StatsD and Datadog join them: `f"{name}:{value}"`.
    """
    known = classification.known
    code = _plain(classification.raw) if known else _OTHER
    named = {name: getattr(classification, name) for name in _LABELS}
    found = {name: _NONE if value is None else str(value) for name, value in named.items()}
    if found["provider"] not in (_NONE, *PROVIDERS):
        found["provider"] = _OTHER
    vocabulary = classification.vocabulary if known else None
    return {
        **found,
        "vocabulary": vocabulary or _NONE,
        "code": _NONE if code is None else str(code),
        "known": str(known).lower(),
    }


def fingerprint(classification: Classification) -> list[str]:
    """Return what groups Sentry's events: those with the same code and meaning are one issue.

    All codes of a provider that are not listed are one issue for each category. Nothing in it is about
    a person.
    """
    found = labels(classification)
    parts = (found[name] for name in ("provider", "vocabulary", "code", "category"))
    return ["linkcodes", *parts, classification.context or _NONE]


def tags(classification: Classification) -> dict[str, str]:
    """Return tags for an event of Sentry: the labels of `labels`, each with `linkcodes.` before it."""
    return {f"linkcodes.{name}": value for name, value in labels(classification).items()}


def default(value: object) -> object:
    """Return a result as a dictionary, and a code as its value, for serializers that know neither.

    `json.dumps(plan, default=default)`; it is the `default` of `json` and orjson, and the `enc_hook` of
    msgspec. What came with a payload is left out; see `to_dict`. TypeError: the value is neither.
    """
    from linkcodes._webhooks.delivery import Delivery  # noqa: PLC0415  (only servers receive webhooks)

    if isinstance(value, Record | Delivery):
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
