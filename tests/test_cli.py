"""The command: exit status 0, 1 and 2, reports in three forms, read-only checks."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from codegen.command import cli, pipeline
from codegen.output import inputs, memory
from codegen.report import findings as report
from codegen.report import written
from tests.conftest import REPO, SPECS
from tests.editing import edit
from tests.terminal import Terminal
from tests.test_emit import tree

SOURCES = sorted(
    path
    for path in (REPO / "codegen").rglob("*")
    if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".md"
)
BROKEN = "/vocabularies/0/codes/0/behavior/phase"


def codegen(*arguments: object) -> tuple[int, str]:
    out = io.StringIO()
    return cli.main([str(argument) for argument in arguments], out), out.getvalue()


def test_check_is_content_with_what_generate_wrote(tiny_spec: Path) -> None:
    folder = tiny_spec.parent / "generated"
    assert codegen("generate", "--spec", tiny_spec, "--out", folder)[0] == cli.OK
    assert codegen("check", "--spec", tiny_spec, "--out", folder) == (
        cli.OK,
        "generated/ is in sync with the spec.\n",
    )


def test_check_names_each_kind_of_drift_and_the_mend_and_writes_nothing(
    tiny_built: tuple[Path, Path],
) -> None:
    spec, folder = tiny_built
    edit(spec, "providers/acme.json", "/gaps/0/summary", "It really works.")
    (folder / "spec" / "stray.txt").write_text("x", encoding="utf-8")
    (folder / "data" / "codes.csv").unlink()
    module = folder / "python" / "linkcodes" / "_index.py"
    module.write_text("edited\n", encoding="utf-8")
    before = tree(folder)
    status, text = codegen("check", "--spec", spec, "--out", folder)
    assert status == cli.FINDINGS
    assert tree(folder) == before
    assert "orphan      spec/stray.txt" in text
    assert "missing     data/codes.csv" in text
    assert "hand-edited python/linkcodes/_index.py" in text
    assert "changed     spec/linkcodes.json" in text
    assert "+" in text
    assert "It really works." in text
    assert "Run `make generate`" in text


def test_a_second_generate_repairs_all_drift(tiny_built: tuple[Path, Path]) -> None:
    spec, folder = tiny_built
    wanted = tree(folder)
    (folder / "stray.txt").write_text("x", encoding="utf-8")
    (folder / "spec" / "linkcodes.json").write_text("{}", encoding="utf-8")
    status, text = codegen("generate", "--spec", spec, "--out", folder)
    assert (status, tree(folder)) == (cli.OK, wanted)
    assert {"removed stray.txt", "wrote spec/linkcodes.json"} <= set(text.splitlines())


def test_dry_run_tells_and_does_nothing(tiny_spec: Path) -> None:
    folder = tiny_spec.parent / "generated"
    status, text = codegen("generate", "--dry-run", "--spec", tiny_spec, "--out", folder)
    assert status == cli.OK
    assert "would write data/codes.csv" in text
    assert not folder.exists()


def test_a_broken_spec_writes_nothing(tiny_built: tuple[Path, Path]) -> None:
    spec, folder = tiny_built
    before = tree(folder)
    edit(spec, "providers/acme.json", BROKEN, "failure")
    status, text = codegen("generate", "--spec", spec, "--out", folder)
    assert (status, tree(folder)) == (cli.FINDINGS, before)
    assert f"error[behavior-invariants] spec/providers/acme.json#{BROKEN}" in text
    assert "advice: set phase to success" in text


def test_lint_as_json_tells_file_pointer_line_and_advice(tiny_spec: Path) -> None:
    edit(tiny_spec, "providers/acme.json", BROKEN, "failure")
    status, text = codegen("lint", "--spec", tiny_spec, "--format", "json")
    [finding] = json.loads(text)["findings"]
    assert status == cli.FINDINGS
    assert finding["file"] == "spec/providers/acme.json"
    assert finding["pointer"] == BROKEN
    assert finding["line"] == 1
    assert finding["rule"] == "behavior-invariants"
    assert finding["level"] == "error"
    assert "set phase to success" in finding["advice"]


def test_lint_as_github_annotation(tiny_spec: Path) -> None:
    edit(tiny_spec, "providers/acme.json", "/vocabularies/0/codes/0/summary", "100% no sentence,: really")
    status, text = codegen("lint", "--spec", tiny_spec, "--format", "github")
    assert status == cli.FINDINGS
    assert text.startswith("::error file=spec/providers/acme.json,line=1,title=summary-wording::")
    assert text.count("\n") == 1


def test_check_as_json_and_github(tiny_built: tuple[Path, Path]) -> None:
    spec, folder = tiny_built
    (folder / "stray.txt").write_text("x", encoding="utf-8")
    status, text = codegen("check", "--spec", spec, "--out", folder, "--format", "json")
    assert status == cli.FINDINGS
    assert json.loads(text) == {"changes": [{"kind": "orphan", "path": "stray.txt", "diff": ""}]}
    status, text = codegen("check", "--spec", spec, "--out", folder, "--format", "github")
    assert status == cli.FINDINGS
    assert text.startswith("::error file=generated/stray.txt,title=orphan::")


@pytest.mark.parametrize(
    "what", ["providers", "vocabularies", "codes", "methods", "payloads", "targets", "rules"]
)
def test_list_shows_the_same_in_both_forms(what: str) -> None:
    status, text = codegen("list", what, "--spec", SPECS["tiny"])
    assert status == cli.OK
    records = json.loads(codegen("list", what, "--spec", SPECS["tiny"], "--format", "json")[1])
    head, *lines = text.splitlines()
    assert len(lines) == len(records) > 0
    assert head.lower().split() == list(records[0])


def test_schema_prints_the_published_schema(tiny_built: tuple[Path, Path]) -> None:
    spec, folder = tiny_built
    status, text = codegen("schema", "--spec", spec)
    assert status == cli.OK
    assert json.loads(text) == json.loads((folder / "jsonschema/spec.schema.json").read_bytes())


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["lint", "--spec", "/nowhere/at/all"], ["list", "nonsense"]]
)
def test_wrong_use_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert codegen(*arguments)[0] == cli.FAILED
    printed = capsys.readouterr()
    assert "usage:" in (printed.err + printed.out).lower()


def test_other_specs_are_never_written_over_the_committed_tree(
    tiny_spec: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert codegen("generate", "--spec", tiny_spec)[0] == cli.FAILED
    assert codegen("check", "--overlay", tiny_spec / "providers" / "acme.json")[0] == cli.FAILED
    assert "--out" in capsys.readouterr().err


def test_a_folder_of_somebody_else_is_refused_before_anything_is_rendered(
    tiny_built: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    spec, folder = tiny_built
    (folder / "manifest.json").write_text("[]", encoding="utf-8")
    before = tree(folder)
    for verb in ("check", "generate"):
        assert codegen(verb, "--spec", spec, "--out", folder)[0] == cli.FAILED
    assert codegen("generate", "--spec", spec, "--out", folder / "manifest.json")[0] == cli.FAILED
    assert tree(folder) == before
    assert "another program" in capsys.readouterr().err


def test_every_source_of_the_generator_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check must not answer from memory after any source has changed: each has a line of its own."""
    monkeypatch.setattr(inputs, "_total", "\n".join)
    before = inputs.digest(SPECS["tiny"]).makers.split("\n")
    original = inputs._read
    monkeypatch.setattr(inputs, "_read", lambda path: original(path) + b" ")
    after = inputs.digest(SPECS["tiny"]).makers.split("\n")
    changed = {new.partition("  ")[2] for old, new in zip(before, after, strict=True) if old != new}
    sources = {path.relative_to(REPO).as_posix() for path in SOURCES}
    assert sources <= changed
    assert len(changed) == sum(old != new for old, new in zip(before, after, strict=True))


@pytest.mark.parametrize("path", [SOURCES[0], SOURCES[-1]], ids=lambda path: path.name)
def test_one_source_that_changes_changes_the_digest(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unchanged = inputs.digest(SPECS["tiny"])
    original = inputs._read
    monkeypatch.setattr(inputs, "_read", lambda read: original(read) + (b" " if read == str(path) else b""))
    assert inputs.digest(SPECS["tiny"]).makers != unchanged.makers


def test_memory_is_believed_only_while_nothing_has_changed(tiny_built: tuple[Path, Path]) -> None:
    spec, folder = tiny_built
    inputs_now = inputs.digest(spec)
    assert memory.recall(folder).in_sync(folder, inputs_now)
    assert not memory.recall(folder).in_sync(folder, inputs.digest(SPECS["hostile"]))
    manifest = (folder / "manifest.json").read_bytes()
    (folder / "manifest.json").write_bytes(manifest.replace(b'"digests": "', b'"digests": "1', 1))
    assert not memory.recall(folder).in_sync(folder, inputs_now)
    assert codegen("check", "--spec", spec, "--out", folder)[0] == cli.FINDINGS
    (folder / "manifest.json").write_bytes(manifest)
    (folder / "stray").write_text("x", encoding="utf-8")
    assert not memory.recall(folder).in_sync(folder, inputs_now)


def test_a_fault_of_the_generator_is_status_2(monkeypatch: pytest.MonkeyPatch, tiny_spec: Path) -> None:
    monkeypatch.setattr(pipeline, "load", lambda *_: 1 / 0)
    assert codegen("lint", "--spec", tiny_spec)[0] == cli.FAILED


@pytest.mark.slow
def test_it_runs_from_anywhere_and_survives_a_closed_pipe(tmp_path: Path) -> None:
    command = f"{sys.executable} -m codegen list codes | head -1"
    environment = {**os.environ, "PYTHONPATH": str(REPO)}
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("VOCABULARY")
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_long_lists_of_files_are_cut_and_counted(tiny_spec: Path) -> None:
    folder = tiny_spec.parent / "generated"
    status, text = codegen("generate", "--spec", tiny_spec, "--out", folder)
    named = [line for line in text.splitlines() if line.startswith("wrote ")]
    total = int(text.splitlines()[-1].split()[1])
    assert status == cli.OK
    assert len(named) == written.SHOWN < total
    assert f"... and {total - written.SHOWN} more\n" in text
    edited = [path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json"]
    for path in edited:
        path.write_text("edited\n", encoding="utf-8")
    status, text = codegen("check", "--spec", tiny_spec, "--out", folder)
    assert status == cli.FINDINGS
    assert f"... and {len(edited) - report.SHOWN} more file(s)\n" in text
    assert f"{len(edited)} hand-edited" in text


def test_a_check_with_nothing_changed_imports_none_of_the_slow_libraries() -> None:
    """It answers from memory; the libraries alone would take longer than that."""
    program = (
        "import sys\n"
        "from codegen.command import cli\n"
        "cli.recall = lambda folder: type('Memory', (), {'in_sync': lambda *_: True, 'outputs': {}})\n"
        "status = cli.main(['check'])\n"
        "slow = {'typer', 'rich', 'pydantic', 'jinja2', 'jsonschema'} & set(sys.modules)\n"
        "sys.exit(status or ' '.join(slow) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPO, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "generated/ is in sync with the spec.\n"


def test_a_table_is_whole_and_plain_in_a_file_and_bold_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    _, text = codegen("list", "rules", "--spec", SPECS["tiny"])
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) > 80
    assert not any(line.endswith(" ") for line in text.splitlines())
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = Terminal()
    cli.main(["list", "rules", "--spec", str(SPECS["tiny"])], out)
    assert "\x1b[1m" in out.getvalue()
