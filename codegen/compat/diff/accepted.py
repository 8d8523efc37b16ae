"""Findings that are accepted with a reason, for a time: in `spec/history/acceptances.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from codegen.compat.diff.model import ChangeFinding
from codegen.model.base import Date, Text, Version
from codegen.read.findings import UsageError
from codegen.text.pointer import escaped

FILE = "acceptances.json"


class Acceptance(BaseModel):
    """A finding that does not count toward the version."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
    against: Version
    """The release that it was compared with."""
    reason: Text
    until: Date
    """The last day on which it is accepted."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    acceptances: list[Acceptance]


def read_acceptances(folder: Path) -> list[Acceptance]:
    """Return what is accepted; raise UsageError for a file that cannot be read."""
    path = folder / FILE
    if not path.exists():
        return []
    try:
        return _File.model_validate(json.loads(path.read_bytes())).acceptances
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        pointer = "".join(f"/{escaped(step)}" for step in first["loc"])
        raise UsageError(f"{path}#{pointer}: {first['msg']}") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: this is no JSON: {error}") from None


def accepted(
    findings: Sequence[ChangeFinding], acceptances: Iterable[Acceptance], against: str, today: date
) -> tuple[set[str], list[str]]:
    """Return the fingerprints that are accepted, and what is wrong with acceptances for this release."""
    found = {finding.fingerprint: finding for finding in findings}
    taken: set[str] = set()
    problems: list[str] = []
    for item in acceptances:
        if item.against == against:
            problem = _problem(item, found.get(item.fingerprint), today)
            if problem or item.fingerprint in taken:
                problems.append(
                    f"acceptance {item.fingerprint}: {problem or 'it is there twice; remove one'}"
                )
            else:
                taken.add(item.fingerprint)
    return taken, problems


def _problem(item: Acceptance, finding: ChangeFinding | None, today: date) -> str:
    if finding is None:
        return "no finding has this fingerprint any more; remove it"
    if not finding.rule.acceptable:
        return f"{finding.rule.id} cannot be accepted, because a machine acts on it at once; remove it"
    if date.fromisoformat(item.until) < today:
        return f"it was accepted until {item.until}; fix what it is about, or look again and renew it"
    return ""
