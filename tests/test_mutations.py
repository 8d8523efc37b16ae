"""Any change of a good spec gives findings with a place and a advice, or outputs; never a crash."""

from __future__ import annotations

import copy
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from codegen.command.pipeline import resolved_spec
from codegen.output.render import render, targets
from codegen.output.verify import verify
from codegen.read.findings import InputError
from tests.conftest import SPECS
from tests.test_load import json_values, pointers

pytestmark = pytest.mark.slow

FILES = {
    name: json.loads((SPECS["tiny"] / name).read_bytes()) for name in ("spec.json", "providers/acme.json")
}
SPOTS = [(name, pointer) for name, data in FILES.items() for pointer in pointers(data) if pointer]
# The models are made by a tool that is too slow to run for each mutation; all they read is payload bodies.
FAST = [target for target in targets() if target.id != "models"]


@given(st.sampled_from(SPOTS), st.just("remove") | json_values)
@example(("spec.json", "/taxonomy/operations/0/effect"), "remove")
@settings(max_examples=100)
def test_a_changed_spec_never_crashes_the_generator(position: tuple[str, str], value: Any) -> None:
    name, pointer = position
    data = copy.deepcopy(FILES[name])
    *parents, last = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    node: Any = data
    for step in parents:
        node = node[int(step) if isinstance(node, list) else step]
    key: Any = int(last) if isinstance(node, list) else last
    if value == "remove":
        del node[key]
    else:
        node[key] = value
    with tempfile.TemporaryDirectory() as folder:
        spec = Path(shutil.copytree(SPECS["tiny"], Path(folder) / "spec"))
        (spec / name).write_text(json.dumps(data), encoding="utf-8")
        try:
            outputs = render(resolved_spec(spec), FAST)
        except InputError as bad:
            assert all(finding.message and finding.advice and finding.place.file for finding in bad.findings)
        else:
            plan = {path: output.text for path, (_, output) in outputs.items()}
            assert verify(plan, plan) == []
