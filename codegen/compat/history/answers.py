"""Ask the package of a tree, in a process of its own: no two releases of it fit into one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codegen.compat.history import extras
from codegen.read.findings import UsageError

_ROOT = Path(__file__).resolve().parents[3]
_PROGRAM = "import sys; sys.path[:0] = sys.argv[1:]; from codegen.compat.history.worker import main; main()"


@dataclass(frozen=True, slots=True)
class AnsweringPackage:
    """A Python package: the folders that its halves are in."""

    halves: tuple[Path, ...]

    @classmethod
    def of_tree(cls, tree: Path) -> AnsweringPackage | None:
        """Return the package of a tree; None if it has none. Until 0.1.0 it was in one piece."""
        found = [tree / name for name in ("packages/python", "generated/python")]
        halves = tuple(path for path in found if (path / "linkcodes").is_dir())
        return cls(halves) if halves else None

    def ask(self, request: Mapping[str, Any]) -> Any:
        """Return what the package answers; raise UsageError if it cannot be asked."""
        paths = [str(path) for path in (*self.halves, _ROOT)]
        # Isolated: no other copy takes part, nor anything that is installed and that no extra needs.
        command = [sys.executable, "-I", "-S", "-B", "-c", _PROGRAM, *paths]
        asked = json.dumps({**request, "extras": extras.installed()}).encode()
        done = subprocess.run(command, input=asked, capture_output=True, check=False)
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines() or ["no word"]
            raise UsageError(f"the package in {self.halves[-1]} cannot be asked: {said[-1]}")
        return json.loads(done.stdout)


def advice(
    package: AnsweringPackage, vectors: Sequence[Mapping[str, Any]], document: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """Return the input and the plans of each meaning that the vectors of `classify` lead to."""
    request = {"ask": "advice", "vectors": vectors, "refresh": refresh_operation(document)}
    found: dict[str, dict[str, Any]] = package.ask(request)
    return found


def refresh_operation(document: Mapping[str, Any]) -> str | None:
    """Return the operation that runs with no user there; None if there is none."""
    operations = document.get("taxonomy", {}).get("operations", [])
    return next((item["id"] for item in operations if item.get("user_absent")), None)
