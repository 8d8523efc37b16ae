"""The same spec gives the same bytes: deleted and made again, in another place, time zone and language."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from codegen.output import manifest
from codegen.output.tree import sha256
from tests.conftest import REPO, SPECS
from tests.test_emit import tree
from tests.trusting import git

pytestmark = pytest.mark.slow

ASCII = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
SURROUNDINGS = {
    "hash seed 1, time zone": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
    "hash seed 4242, locale": {"PYTHONHASHSEED": "4242", **ASCII},
}


def generate(copy: Path, out: Path, verb: str, **environment: str) -> None:
    command = [sys.executable, "-m", "codegen", verb, "--spec", str(copy / "spec"), "--out", str(out)]
    full = {**os.environ, "PYTHONPATH": str(copy), **environment}
    done = subprocess.run(command, cwd=copy, env=full, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def all_but_manifest(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder; each of the two that the verbs make has a manifest of its own."""
    return {path: data for path, data in tree(folder).items() if path != "manifest.json"}


def copied(folder: Path, spec: str) -> Path:
    """Copy the generator and a spec; modules are compiled already, and stay so, as files keep their times."""
    shutil.copytree(SPECS[spec], folder / "spec")
    for part in ("codegen", "packages/python"):
        shutil.copytree(REPO / part, folder / part)
    return folder


def test_both_verbs_in_one_run_write_what_each_writes(tmp_path: Path, rendered_tiny: Path) -> None:
    copy = copied(tmp_path / "copy", "tiny")
    command, told = [sys.executable, "-m", "codegen", "all"], []
    for _ in range(2):
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=True)
        told.append([line.rpartition("/: ")[2] for line in done.stdout.splitlines() if "/: " in line])
    made = all_but_manifest(copy / "generated") | all_but_manifest(copy / "build/pages")
    assert made == all_but_manifest(rendered_tiny)
    assert [len(counts) for counts in told] == [2, 2]
    assert all(counts.endswith(" 0 written, 0 removed") for counts in told[1])


@pytest.mark.parametrize("surroundings", SURROUNDINGS.values(), ids=SURROUNDINGS.keys())
def test_surroundings_do_not_matter(
    surroundings: dict[str, str], tmp_path: Path, rendered_tiny: Path
) -> None:
    """A copy of the generator gives the same elsewhere, too.

    That the real spec gives the committed bytes says `make check`, with which CI begins in a fresh clone.
    """
    copy = copied(tmp_path / "ünusual folder" / "copy", "tiny")
    made: dict[str, bytes] = {}
    for verb in ("generate", "pages"):
        generate(copy, tmp_path / verb, verb, **surroundings)
        made |= all_but_manifest(tmp_path / verb)
    assert made == all_but_manifest(rendered_tiny)


@pytest.fixture
def rendered_tiny(rendered: object) -> Path:
    return rendered("tiny")  # type: ignore[no-any-return, operator]


def test_the_manifest_tells_the_truth() -> None:
    generated = REPO / "generated"
    written = json.loads((generated / "manifest.json").read_bytes())
    assert written["spec_version"] == json.loads((REPO / "spec/spec.json").read_bytes())["spec_version"]
    assert [entry["path"] for entry in written["outputs"]] == sorted(
        tree(generated).keys() - {"manifest.json"}
    )
    for entry, digest in zip(written["outputs"], written["digests"].split(" "), strict=True):
        data = (generated / entry["path"]).read_bytes()
        assert sha256(data)[:16] == digest
        assert written["made_from"][entry["made_from"]], entry["path"]
    assert written["made_from"].keys() == {entry["made_from"] for entry in written["outputs"]}


def test_what_a_file_was_made_from_exists() -> None:
    written = json.loads((REPO / "generated/manifest.json").read_bytes())
    for file in sorted({file for files in written["made_from"].values() for file in files}):
        assert (REPO / file).is_dir() if file.endswith("/") else (REPO / file).is_file(), file


def test_the_manifest_has_one_short_line_an_output_and_names_each_list_once(rendered_tiny: Path) -> None:
    text = (rendered_tiny / "manifest.json").read_text(encoding="utf-8")
    lines = [line.strip().rstrip(",") for line in text.splitlines()]
    lists = list(json.loads(text)["made_from"].values())
    assert [files for files in lists if lists.count(files) > 1 or len(set(files)) < len(files)] == []
    for entry in json.loads(text)["outputs"]:
        assert json.dumps(entry, ensure_ascii=False, separators=(",", ":")) in lines
        assert list(entry) == ["path", "target", "made_from"]


def test_a_manifest_from_before_lists_had_names_is_read(rendered_tiny: Path, tmp_path: Path) -> None:
    data = json.loads((rendered_tiny / "manifest.json").read_bytes())
    lists = data.pop("made_from")
    for entry in data["outputs"]:
        entry["made_from"] = lists[entry["made_from"]]
    (tmp_path / "manifest.json").write_text(json.dumps(data), encoding="utf-8")
    assert manifest.read(tmp_path) == manifest.read(rendered_tiny)


def test_two_branches_never_meet_in_the_manifest(rendered_tiny: Path, tmp_path: Path) -> None:
    """Git joins the lines of both sides; the result can be read, and the next `generate` puts it right."""
    shutil.copy(REPO / ".gitattributes", tmp_path)
    file = tmp_path / "generated" / "manifest.json"
    file.parent.mkdir()
    text = (rendered_tiny / "manifest.json").read_text(encoding="utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")

    def commit(content: str, branch: str) -> None:
        git(tmp_path, "checkout", "--quiet", "-B", branch)
        file.write_text(content, encoding="utf-8")
        git(tmp_path, "add", "--all")
        git(tmp_path, "commit", "--quiet", "--message", branch)

    first, second, *_ = json.loads(text)["digests"].split(" ")
    new = json.dumps({**json.loads(text)["outputs"][0], "path": "a/new/output"})
    commit(text, "main")
    commit(text.replace(first, "a" * 16).replace('"outputs": [', f'"outputs": [\n  {new},'), "ours")
    git(tmp_path, "checkout", "--quiet", "main")
    commit(text.replace(second, "c" * 16), "theirs")
    git(tmp_path, "merge", "--quiet", "--no-edit", "ours")
    assert "<<<<" not in file.read_text(encoding="utf-8")
    paths = manifest.read(rendered_tiny).digests.keys()
    assert manifest.read(file.parent).digests.keys() == paths | {"a/new/output"}
