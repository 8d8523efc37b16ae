# ruff: noqa: PLC0415
"""What to do about a code, in the words of the package: with the user there, and with no user present."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from linkcodes._packaged import packaged
from linkcodes.cli.blocks import literal

if TYPE_CHECKING:
    from linkcodes._runtime.results import Classification, RetryPlan
    from linkcodes.info import ContextInfo

_BEHAVIOR = (
    "situation", "category", "actor", "actions", "retry", "phase", "ends", "severity", "challenge", "partial",
    "scope", "suspension_risk", "operation", "wait", "confidence", "unattended_if_read", "summary",
)  # fmt: skip
"""What is different in each of several meanings."""


def rows(found: Classification) -> Iterator[tuple[str, str]]:
    """Yield what to do next and why, what ends a wait, and what changes with no user present."""
    from linkcodes._runtime.retry import plan_retry

    attended, alone = plan_retry(found), plan_retry(found, unattended=True)
    refresh = plan_retry(found, unattended=True, operation=_without_user())
    yield "Next", attended.sentence
    yield "Why", f"{attended.decision.phrase}: {attended.reason.phrase}."
    if attended.until:
        yield "Until", ", ".join(map(literal, attended.until))
    yield "With no user present", _unless(alone, attended)
    if refresh.sentence != alone.sentence:
        yield "In a refresh", refresh.sentence


def plans(found: Classification | None) -> dict[str, Any]:
    """Return the same as JSON has it."""
    from linkcodes._runtime.retry import plan_retry

    if found is None:
        return {"plan": None, "unattended_plan": None}
    return {
        "plan": plan_retry(found).to_dict(),
        "unattended_plan": plan_retry(found, unattended=True).to_dict(),
    }


def connection(said: Classification | RetryPlan) -> str:
    """Return what the connection is; nothing where nothing is said of it."""
    from linkcodes.runtime_terms import Connection

    return "" if said.connection is Connection.UNKNOWN else f"{said.connection.phrase}."


def sentence(found: Classification) -> str:
    """Return what to do next."""
    from linkcodes._runtime.retry import plan_retry

    return plan_retry(found).sentence


def meant(found: Classification, meaning: ContextInfo) -> Classification:
    """Return a classification as it is with this one of its meanings."""
    from linkcodes._runtime.operation import with_operation

    told = {name: getattr(meaning, name) for name in _BEHAVIOR}
    return with_operation(found._replace(**told, context=meaning.id, effect=None, unattended_retry=False))


def _unless(plan: RetryPlan, other: RetryPlan) -> str:
    return "The same." if plan.sentence == other.sentence else plan.sentence


def _without_user() -> str | None:
    """Return the operation that runs with no user present."""
    operations = packaged("rules")["operations"]
    return next((name for name, item in operations.items() if item.get("user_absent")), None)
