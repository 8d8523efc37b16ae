"""Both packages make the same of a body, whichever scheme it is said to be signed by."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import PACKAGE, REPO
from tests.sampling import seed_of_commit

SAMPLED = 3_000
_BY_PYTHON = """
import json, sys
from linkcodes.webhooks import reread
KINDS = {"InvalidEvent": "invalid", "UnknownEvent": "unknown"}
for line in sys.stdin:
    scheme, body = json.loads(line)
    delivery = reread(scheme, body.encode())
    plan, decoded = delivery.plan, delivery.decoded
    print(json.dumps({
        "kind": KINDS.get(type(delivery.event).__name__, "described"), "name": delivery.event.name,
        "payload": decoded.payload, "verdict": decoded.verdict, "head": decoded.head and decoded.head.id,
        "decision": plan.decision, "reason": plan.reason, "connection": plan.connection,
        "key": delivery.idempotency_key,
        "problems": [""] if delivery.problem else [pointer for pointer, _ in delivery.problems],
    }))
"""


def questions() -> list[tuple[str, str]]:
    """Return each example of each payload with each scheme, and bodies that are no event of anyone."""
    generated = REPO / "generated"
    document = json.loads((generated / "spec/linkcodes.json").read_bytes())
    schemes = list(json.loads((generated / "python/linkcodes/data/webhooks.json").read_bytes()))
    bodies = {"[]", "{}", "null", "7", '"text"', "{", '[{"event": "x"}]', '{"event": 1, "data": []}'}
    for path in sorted((REPO / "spec/examples").rglob("*.json")):
        cases = json.loads(path.read_bytes()).get("accept", {})
        bodies |= {
            json.dumps(case) for case in cases.values() if isinstance(case, dict) and "like" not in case
        }
    assert document["providers"] and len(bodies) > 500
    return [(scheme, body) for scheme in schemes for body in sorted(bodies)]


@pytest.mark.slow
def test_both_read_each_body_by_each_scheme_alike() -> None:
    asked = random.Random(seed_of_commit()).sample(questions(), SAMPLED)
    text = "".join(json.dumps(question) + "\n" for question in asked)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, PACKAGE))}
    node = ["node", "--import", "./packages/typescript/in-place.mjs", "tests/parity/webhooks.mjs"]
    by_python, by_typescript = (
        answers(command, text, environment) for command in ([sys.executable, "-c", _BY_PYTHON], node)
    )
    differing = [each for each in zip(asked, by_python, by_typescript, strict=True) if each[1] != each[2]]
    assert not differing, f"{len(differing)} of {len(asked)} differ, such as {differing[0]}"


def answers(command: list[str], asked: str, environment: dict[str, str]) -> list[Any]:
    done = subprocess.run(
        command, cwd=REPO, env=environment, input=asked, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return [json.loads(line) for line in done.stdout.splitlines()]
