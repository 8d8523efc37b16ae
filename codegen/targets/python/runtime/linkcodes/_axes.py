# Hand-written in codegen/targets/python/runtime; `make generate` overwrites every copy.
"""Which fields of a behavior hold words of the taxonomy."""

from __future__ import annotations

from typing import Any

from linkcodes import taxonomy

TERMS: dict[str, Any] = {
    "category": taxonomy.Category,
    "actor": taxonomy.Actor,
    "retry": taxonomy.RetryMode,
    "phase": taxonomy.Phase,
    "ends": taxonomy.Ends,
    "severity": taxonomy.Severity,
    "challenge": taxonomy.Challenge,
    "operation": taxonomy.Operation,
    "confidence": taxonomy.Confidence,
}
"""The fields of a behavior that hold one word of the taxonomy, each with its axis."""
