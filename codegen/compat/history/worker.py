"""The process that asks a package: questions come in as JSON, and what they gave goes out as JSON."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from typing import Any

from codegen.compat.history import extras
from codegen.compat.history.questions import ANSWERS, differing
from codegen.text.vectors import Given, Package, decode_markers


def main() -> None:
    """Answer one request: the plans of meanings, vectors that may differ, or the plans of recorded inputs."""
    asked = json.load(sys.stdin)
    extras.let_in(asked["extras"])
    work: Callable[[Package, Given], Any] = {"advice": _advice, "replay": _replay}[asked["ask"]]
    json.dump(work(_imported, asked), sys.stdout)


def _imported(name: str) -> Any:
    return importlib.import_module(f"linkcodes.{name}" if name else "linkcodes")


def _advice(package: Package, asked: Given) -> Any:
    """Return, by meaning, the plainest input of `classify` that gives it, and the plans for it."""
    found: dict[str, Any] = {}
    for vector in sorted(asked["vectors"], key=_plainness):
        given = decode_markers(vector["input"])
        if given != vector["input"]:
            continue  # only plain JSON is recorded
        item = package("").classify(**given)
        meaning = _meaning(item)
        if meaning and meaning not in found:
            found[meaning] = {"input": given, "plans": _plans(package, item, asked["refresh"])}
    return found


def _plainness(vector: Given) -> tuple[bool, bool, int]:
    """Return what to order by: an operation decides the plan, and a code alone may be of any list."""
    given = vector["input"]
    return "operation" in given, "vocabulary" not in given, len(given)


def _meaning(item: Any) -> str | None:
    answer = item.to_dict()
    if answer["matched_by"] == "absent":
        return f"{answer['provider']}:{answer['vocabulary']}#"
    if not answer["known"] or not answer["id"]:
        return None
    return str(answer["id"]) + (f"@{answer['context']}" if answer["context"] else "")


def _plans(package: Package, item: Any, refresh: str | None) -> list[list[Any]]:
    """Return the plan with the user there, with no user there, and while stored data are refreshed."""
    plan = package("").plan_retry
    made = [plan(item), plan(item, unattended=True), plan(item, unattended=True, operation=refresh)]
    keys = ("decision", "reason", "delay_s", "attempts_left", "unattended", "actions")
    return [[each.to_dict()[key] for key in keys] for each in made]


def _replay(package: Package, asked: Given) -> Any:
    """Return the vectors whose answers differ, and the plans that are made now of recorded inputs."""
    vectors = [
        [kind, index, found]
        for kind, each in asked["vectors"].items()
        if kind in ANSWERS
        for index, vector in enumerate(each)
        if (found := differing(kind, vector, package))
    ]
    advice = {
        meaning: _plans(package, package("").classify(**given), asked["refresh"])
        for meaning, given in asked["inputs"].items()
    }
    return {"vectors": vectors, "advice": advice}
