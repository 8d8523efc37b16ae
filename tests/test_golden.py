"""Golden trees: what each target makes of the tiny spec, file by file.

After a wanted change: `pytest tests/test_golden.py --update-golden`, then review the diff of tests/golden.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.output.render import targets
from tests.conftest import TESTS

GOLDEN = TESTS / "golden"
PAGES_OF_RULES = {"index.md", "first-action.md", "orphan-example.md", "payload-examples.md"}
"""Those that are compared: one for each thing that their template does."""


def is_told_by_the_generator(path: str) -> bool:
    """Say whether a file follows from rules and models, whatever the spec says; other tests look at these."""
    folder, _, name = path.rpartition("/")
    is_rule = folder == "site/rules" and name not in PAGES_OF_RULES
    return is_rule or path in ("site/change-rules.md", "jsonschema/spec.schema.json")


def made(tree: Path, target: str) -> dict[str, str]:
    """Return the files of one target, by path; line ends as they are, and no JSON on one line."""
    outputs = json.loads((tree / "manifest.json").read_bytes())["outputs"]
    return {
        entry["path"]: spread(entry["path"], (tree / entry["path"]).read_bytes().decode("utf-8"))
        for entry in outputs
        if entry["target"] == target and not is_told_by_the_generator(entry["path"])
    }


def spread(path: str, text: str) -> str:
    """Return JSON for programs with a line for each value, so that a change can be reviewed."""
    is_for_programs = path.startswith("machine/") and path.endswith(".json")
    return json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n" if is_for_programs else text


def kept(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8") for path in files}


def keep(folder: Path, files: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode("utf-8"))


@pytest.mark.parametrize("target", [target.id for target in targets()])
def test_the_target_makes_what_it_made(
    target: str, rendered: Callable[[str], Path], request: pytest.FixtureRequest
) -> None:
    files = made(rendered("tiny"), target)
    if request.config.getoption("--update-golden"):
        keep(GOLDEN / target, files)
    golden = kept(GOLDEN / target)
    assert files.keys() == golden.keys(), "missing or unexpected files"
    for path, text in files.items():
        assert text == golden[path], path


def test_every_golden_tree_has_a_target() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {target.id for target in targets()}
