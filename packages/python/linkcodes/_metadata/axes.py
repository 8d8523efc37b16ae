"""Which fields of a behavior hold words of the taxonomy."""

from __future__ import annotations

from typing import Any

from linkcodes.taxonomy import (
    Actor,
    Category,
    Challenge,
    Confidence,
    Ends,
    Operation,
    Phase,
    RetryMode,
    Scope,
    Severity,
    Situation,
)

TERMS: dict[str, Any] = {
    "situation": Situation,
    "category": Category,
    "actor": Actor,
    "retry": RetryMode,
    "phase": Phase,
    "ends": Ends,
    "severity": Severity,
    "challenge": Challenge,
    "scope": Scope,
    "operation": Operation,
    "confidence": Confidence,
}
"""The fields of a behavior that contain one word of the taxonomy, each with its axis."""
