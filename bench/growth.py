"""How the time and memory of a check grow with the spec."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from typing import Any

from bench.measure import PYTHON, REPO, Run, process


def enlarge(target: Path, factor: int) -> int:
    """Write a copy of the spec with every vocabulary `factor` times as long; return the number of codes."""
    shutil.copytree(REPO / "spec", target)
    return sum(_enlarge_file(path, factor) for path in sorted((target / "providers").glob("*.json")))


def _enlarge_file(path: Path, factor: int) -> int:
    provider = json.loads(path.read_bytes())
    for vocabulary in provider["vocabularies"]:
        vocabulary["codes"] = [_renamed(code, n) for n in range(factor) for code in vocabulary["codes"]]
    path.write_text(json.dumps(provider), encoding="utf-8")
    return sum(len(vocabulary["codes"]) for vocabulary in provider["vocabularies"])


def _renamed(code: dict[str, Any], n: int) -> dict[str, Any]:
    """Return the n-th copy of a code; its links lead to the n-th copies of their ends."""
    if n == 0:
        return code
    new = copy.deepcopy(code)
    new["name"] = f"{code['name']}_N{n}"
    new["value"] = f"{code['value']}_n{n}"
    new["synonyms"] = [f"{name}_N{n}" for name in code.get("synonyms", [])]
    if code.get("deprecated", {}).get("replaced_by"):
        new["deprecated"]["replaced_by"] += f"_N{n}"
    return new


def check_of(factor: int, scratch: Path, runs: int = 3) -> tuple[int, Run]:
    """Return the number of codes of an enlarged spec and the best of some checks of its outputs."""
    spec, out = scratch / f"x{factor}" / "spec", scratch / f"x{factor}" / "out"
    codes = enlarge(spec, factor)
    process([PYTHON, "-m", "codegen", "generate", "--spec", spec, "--out", out])
    command = [PYTHON, "-m", "codegen", "check", "--spec", spec, "--out", out]
    return codes, min(process(command) for _ in range(runs))
