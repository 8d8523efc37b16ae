# ruff: noqa: PLC0415
"""Validates payloads; JSON and the checks are loaded by the first call."""

from __future__ import annotations

from functools import cache

from linkcodes._validation.faults import PayloadProblem, Unreadable

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from linkcodes._validation.checks import Check, Checks
    from linkcodes._validation.problems import ValueProblem

__all__ = ["PayloadError", "validate"]

_SHOWN = 5
"""Problems that the text of an error tells of."""
_LONGEST = 200
"""Characters of a pointer or a message that it shows; a name of a field may have millions."""


class PayloadError(ValueError):
    """A body is not the payload that it should be. The text names places and types, but no values."""

    __module__ = "linkcodes.webhooks"

    def __init__(self, payload: str, reason: PayloadProblem, problems: tuple[tuple[str, str], ...]) -> None:
        super().__init__(payload, reason, problems)
        self.payload = payload
        """The full id of the payload."""
        self.reason = reason
        self.problems = problems
        """(JSON pointer, what is wrong there) of each fault, at most 100; empty is the pointer to the body.

        The validators of the npm package tell of the same faults in the same words and order.
        """

    def __str__(self) -> str:
        lines = [
            f"{_shortened(pointer) or 'the body'} {_shortened(message)}"
            for pointer, message in self.problems[:_SHOWN]
        ]
        more = len(self.problems) - len(lines)
        text = f"{self.payload}: {'; '.join(lines)}{f'; and {more} more' if more else ''}"
        # In a field name, a line break would forge a line of a log, and half a surrogate pair would break it.
        return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def validate(provider: str, payload: str, body: object, *, strict: bool = False) -> dict[str, Any]:
    """Return the value of a body that is the payload it should be; raise PayloadError if it is not.

    `payload` is the id of the payload, with or without its provider. `body` is bytes, text, or the value
    that was parsed from it, which is returned as it is. Codes and fields that are not listed pass, unless
    `strict`, which is for contract tests: it refuses them, and objects that have a name twice. Whatever the
    body is, no other exception comes of it. LookupError: there is no such provider or payload.
    """
    name = payload.removeprefix(f"{provider}:")
    value, reason, problems = judged(body, _check(provider, name, strict), strict)
    if reason is not None:
        raise PayloadError(f"{provider}:{name}", reason, problems)
    found: dict[str, Any] = value
    return found


def judged(
    body: object, check: Check | None, strict: bool = False
) -> tuple[Any, PayloadProblem | None, tuple[tuple[str, str], ...]]:
    """Return the value of a body, what kind of fault it has, and all of them; without a check, of JSON."""
    from linkcodes._validation.reading import read

    value = None
    try:
        value = read(body, strict)
        problems = check(value) if check else None
        if problems is None:
            return value, None, ()
        return value, PayloadProblem.WRONG_SHAPE, _pointed(problems)
    except Unreadable as error:
        return value, error.reason, _pointed(error.problems)
    except RecursionError:
        return value, PayloadProblem.TOO_DEEP, (("", "is nested too deeply to be read"),)
    except Exception:  # an object that is no JSON value may raise anything
        return value, PayloadProblem.WRONG_TYPE, (("", "cannot be read"),)


def check_of(provider: str, payload: str) -> Check:
    """Return the tolerant check of a payload."""
    return _check(provider, payload, False)


def strict_check_of(provider: str, payload: str) -> Check:
    """Return the strict check of a payload."""
    return _check(provider, payload, True)


@cache
def _check(provider: str, payload: str, strict: bool) -> Check:
    """Return what checks the value of a payload."""
    payloads = _table(provider)["payloads"]
    if payload not in payloads:
        raise LookupError(f"{provider} has no payload {payload!r}; it has: {', '.join(payloads)}")
    return _checks(provider).of(payloads[payload]["strict" if strict else "tolerant"]).check


@cache
def _checks(provider: str) -> Checks:
    from linkcodes._validation.checks import Checks

    return Checks(_table(provider)["nodes"])


def _table(provider: str) -> dict[str, Any]:
    from linkcodes._packaged import packaged

    tables: dict[str, dict[str, Any]] = packaged("payloads")
    if provider not in tables:
        raise LookupError(f"there is no provider {provider!r}; there are: {', '.join(tables)}")
    return tables[provider]


def _pointed(problems: Iterable[ValueProblem]) -> tuple[tuple[str, str], ...]:
    from linkcodes._validation.problems import told

    return tuple(map(told, problems))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
