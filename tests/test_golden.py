"""Golden trees: what each target makes of the tiny spec, file by file.

After a wanted change: `pytest tests/test_golden.py --update-golden`, then review the diff of tests/golden.
What is committed for the real spec shows there what a change does; for the tiny one, its digests are enough.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.output.render import targets
from codegen.output.tree import sha256
from codegen.text.json_text import json_text
from tests.conftest import TESTS

GOLDEN = TESTS / "golden"
DIGESTS = GOLDEN / "digests.json"
"""The digests of what is not kept whole, by target and path."""
KEPT = {
    "python/linkcodes/ids.py",
    "python/linkcodes/data/renames.json",
    "typescript/renames.json",
}
"""What is committed for the real spec, but shows a part for the tiny one alone: what no provider has."""
SHOWN_BY_OTHERS = re.compile(
    r"machine/acme/((account\.level|link\.step)/|sdk\.method/(index|.*\.json))"
    r"|machine/categories/(credentials_invalid|provider_error)|site/categories/provider_error"
    r"|site/acme/((link\.step|sdk\.method)/index|account\.level/WRITE)"
)
"""Pages and records of which other ones, kept whole, take every line of the templates and have every key."""
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
    """Return JSON for programs as people read it, so that a change can be reviewed."""
    is_for_programs = path.startswith(("machine/", "site/")) and path.endswith(".json")
    return json_text(json.loads(text)) if is_for_programs else text


def in_digests(target: str, files: dict[str, str]) -> dict[str, str]:
    """Return the digests of those files of a target that show no more than others, which are kept whole."""
    is_pages = any(each.is_pages for each in targets() if each.id == target)
    return {
        path: sha256(text.encode())[:16]
        for path, text in files.items()
        if (SHOWN_BY_OTHERS.match(path) if is_pages else path not in KEPT)
    }


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
    digests = in_digests(target, files)
    whole = {path: text for path, text in files.items() if path not in digests}
    if request.config.getoption("--update-golden"):
        keep(GOLDEN / target, whole)
        known = {**json.loads(DIGESTS.read_bytes()), target: digests}
        DIGESTS.write_text(json_text({name: known[name] for name in sorted(known) if known[name]}), "utf-8")
    golden = kept(GOLDEN / target)
    assert whole.keys() == golden.keys(), "missing or unexpected files"
    for path, text in whole.items():
        assert text == golden[path], path
    assert digests == json.loads(DIGESTS.read_bytes()).get(target, {})


def test_every_golden_tree_has_a_target() -> None:
    trees = {path.name for path in GOLDEN.iterdir() if path.is_dir()}
    assert trees | json.loads(DIGESTS.read_bytes()).keys() == {target.id for target in targets()}
