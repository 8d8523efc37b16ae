"""Programs that ran with the old packages run with the new ones, unless the diff says that they break.

The packages are rendered from the tiny spec, before and after an edit of it: Python imports and attributes,
pydantic models, and an exhaustive switch that TypeScript compiles.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from codegen.command.pipeline import run
from codegen.compat.diff import SpecDiff, compare
from codegen.compat.diff.model import LEVELS
from codegen.compat.history.release import RecordedRelease
from codegen.compat.report.build import gravest
from codegen.output.changes import Mode
from codegen.output.inputs import digest
from codegen.read.load import load
from codegen.resolve.build import resolve
from codegen.resolve.spec import ResolvedSpec
from codegen.views.document import document
from tests.conftest import REPO, halves
from tests.editing import edit
from tests.specs import resolved

VOCABULARY = "/vocabularies/0"
BODY = "/payloads/0/body"
PYTHON = """
from linkcodes.acme import LinkStatus
from linkcodes.models.acme import LinkCallback
assert LinkStatus.BAD_LOGIN == "bad-login"
assert LinkCallback.model_validate({"status": "OK"}).acme_id is None
"""
TYPESCRIPT = """
import type { LinkStatus } from "./acme/link-status.js";
export function shown(status: LinkStatus): string {
  switch (status) {
    case "OK": return "1";
    case "DONE": return "2";
    case "bad-login": return "3";
    case "UNAVAILABLE": return "4";
    default: { const none: never = status; return none; }
  }
}
"""
NEW_CODE = {
    "name": "NEW_ONE", "value": "NEW_ONE", "summary": "New.", "since": "0.1.0",
    "behavior": {"situation": "done", "confidence": "H"},
}  # fmt: skip
EDITS: dict[str, tuple[str, Any, bool]] = {
    "nothing": ("/summary", "A provider that is made up.", False),
    "a name": (f"{VOCABULARY}/codes/2/name", "WRONG_LOGIN", False),
    "a value": (f"{VOCABULARY}/codes/2/value", "bad-password", False),
    "a type": (f"{VOCABULARY}/type_name", "LinkState", False),
    "one less": (f"{VOCABULARY}/codes/3", None, True),
    "one more": (f"{VOCABULARY}/codes/-", NEW_CODE, False),
    "a required field": (f"{BODY}/required/-", "acme_id", False),
    "a field less": (f"{BODY}/properties/acme_id", None, True),
}
"""By what is edited: the pointer in `providers/acme.json`, the value, and whether it is removed."""


def rendered(spec: Path, folder: Path) -> ResolvedSpec:
    """Render the packages of a spec as it is, whatever lint says of it."""
    resolved = resolve(load(spec))
    run(resolved, digest(spec), folder, Mode.WRITE)
    return resolved


def _release(spec: dict[str, Any]) -> RecordedRelease:
    """Return a document as it is when it is read again."""
    return RecordedRelease(json.loads(json.dumps(spec)))


def python_runs(generated: Path) -> bool:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, halves(generated)))}
    command = [sys.executable, "-B", "-c", PYTHON]
    return subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0


def typescript_compiles(generated: Path, folder: Path) -> bool:
    source = folder / "src"
    shutil.copytree(generated / "typescript/src/acme", source / "acme")
    shutil.copy(REPO / "packages/typescript/src/parsed.ts", source)
    (source / "consumer.ts").write_text(TYPESCRIPT)
    (folder / "package.json").write_text('{"type": "module"}')
    options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022"]
    command = [str(REPO / "node_modules/.bin/tsc"), *options, str(source / "consumer.ts")]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITS)
def test_a_program_breaks_only_where_the_level_says_so(name: str, tiny_spec: Path, tmp_path: Path) -> None:
    old = document(resolved("tiny"))
    at, value, remove = EDITS[name]
    edit(tiny_spec, "providers/acme.json", at, value, remove=remove)
    new = document(rendered(tiny_spec, tmp_path / "generated"))
    specs = SpecDiff(_release(old), _release(new))
    level = gravest(finding.level for finding in compare(specs))
    runs = python_runs(tmp_path / "generated")
    compiles = typescript_compiles(tmp_path / "generated", tmp_path)
    least = "none" if runs and compiles else "minor" if runs else "major"
    assert LEVELS.index(level) >= LEVELS.index(least), f"{name}: {level}, but {least}"
    assert (runs and compiles) is (name == "nothing")
