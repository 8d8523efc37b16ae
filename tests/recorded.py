"""A spec with a history: what it says is recorded as a release, as `make release` does it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from codegen.command.pipeline import resolved_spec
from codegen.compat.history import store
from codegen.compat.history.release import RecordedRelease
from codegen.resolve.spec import ResolvedSpec
from codegen.views.advice import AdviceRow, advice
from codegen.views.document import document
from tests.editing import edit

TINY = Path(__file__).parent / "fixtures" / "tiny" / "spec"
ACME = "providers/acme.json"


def copied(folder: Path) -> Path:
    """Return a copy of the tiny spec below a folder."""
    return Path(shutil.copytree(TINY, folder / "spec"))


def record(spec: Path, date: str) -> ResolvedSpec:
    """Record what a spec says; return that."""
    resolved = resolved_spec(spec)
    told = json.loads(json.dumps(document(resolved)))
    plans = {row.id: _plans(row) for row in advice(resolved)}
    release = RecordedRelease(told, advice=plans)
    store.write(spec / "history", release, date, "0" * 40)
    return resolved


def prepare(spec: Path, version: str) -> None:
    """Raise the version of a spec."""
    edit(spec, "spec.json", "/spec_version", version)


def _plans(row: AdviceRow) -> dict[str, object]:
    made = [plan.partition("/") for plan in (row.attended, row.unattended, row.refresh)]
    plans = [[decision, reason, None, 0, False, row.actions] for decision, _, reason in made]
    return {"input": {"vocabulary": "any"}, "plans": plans}
