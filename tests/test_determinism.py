"""The same spec gives the same bytes: deleted and made again, in another place, time zone and language."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from codegen.output.manifest import sha256
from tests.conftest import REPO, SPECS
from tests.test_emit import tree

SURROUNDINGS = {
    "hash seed 1": {"PYTHONHASHSEED": "1"},
    "hash seed 4242": {"PYTHONHASHSEED": "4242"},
    "time zone": {"TZ": "Pacific/Kiritimati"},
    "locale": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
}


def generate(spec: Path, out: Path, cwd: Path, **environment: str) -> None:
    command = [sys.executable, "-m", "codegen", "generate", "--spec", str(spec), "--out", str(out)]
    full = {**os.environ, "PYTHONPATH": str(REPO), **environment}
    done = subprocess.run(command, cwd=cwd, env=full, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_delete_and_rebuild_gives_the_committed_bytes(tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "copy"
    for part in ("spec", "codegen"):
        shutil.copytree(REPO / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPO / "requirements.lock", copy)
    generate(copy / "spec", copy / "out", copy, PYTHONPATH=str(copy))
    assert tree(copy / "out") == tree(REPO / "generated")


@pytest.mark.parametrize("surroundings", SURROUNDINGS.values(), ids=SURROUNDINGS.keys())
def test_surroundings_do_not_matter(
    surroundings: dict[str, str], tmp_path: Path, rendered_tiny: Path
) -> None:
    cwd = tmp_path / "ünusual folder"
    cwd.mkdir()
    generate(SPECS["tiny"], tmp_path / "out", cwd, **surroundings)
    assert tree(tmp_path / "out") == tree(rendered_tiny)


@pytest.fixture
def rendered_tiny(rendered: object) -> Path:
    return rendered("tiny")  # type: ignore[no-any-return, operator]


def test_the_manifest_tells_the_truth() -> None:
    generated = REPO / "generated"
    manifest = json.loads((generated / "manifest.json").read_bytes())
    assert manifest["spec_version"] == json.loads((REPO / "spec/spec.json").read_bytes())["spec_version"]
    assert [entry["path"] for entry in manifest["outputs"]] == sorted(
        tree(generated).keys() - {"manifest.json"}
    )
    for entry in manifest["outputs"]:
        data = (generated / entry["path"]).read_bytes()
        assert (entry["sha256"], entry["size"]) == (sha256(data), len(data))
        assert entry["made_from"], entry["path"]
