"""A check that cannot be fooled by links, by edits while it runs, or by whose folder it is."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from codegen.command import cli, folders, pipeline, request
from codegen.output import emit as emitting
from codegen.output import inputs
from codegen.output.changes import Mode
from codegen.output.manifest import Manifest
from codegen.output.render import render
from codegen.read.findings import UsageError
from tests.editing import edit
from tests.test_cli import codegen
from tests.test_emit import tree
from tests.trusting import check, generate

pytestmark = pytest.mark.slow

# ---------------------------------------------------------------- links


@pytest.mark.parametrize("edited", [False, True], ids=["as it was", "edited behind the link"])
@pytest.mark.parametrize("step", ["python", "python/linkcodes", "data/codes.csv"])
def test_a_link_on_any_step_of_a_path_is_replaced_and_not_followed(
    step: str, edited: bool, tiny_built: tuple[Path, Path]
) -> None:
    spec, folder = tiny_built
    wanted = tree(folder)
    elsewhere = folder.parent / "elsewhere"
    (folder / step).rename(elsewhere)
    if edited:
        for path in [elsewhere] if elsewhere.is_file() else [next(elsewhere.rglob("*.py"))]:
            path.write_bytes(b"mine\n")
    behind = elsewhere.read_bytes() if elsewhere.is_file() else tree(elsewhere)
    (folder / step).symlink_to(elsewhere)
    assert check(spec, folder) == cli.FINDINGS
    generate(spec, folder)
    assert tree(folder) == wanted
    assert not any(path.is_symlink() for path in folder.rglob("*"))
    assert behind == (elsewhere.read_bytes() if elsewhere.is_file() else tree(elsewhere))
    assert check(spec, folder) == cli.OK


def test_a_link_that_appears_while_writing_is_named_and_nothing_is_written_behind_it(tmp_path: Path) -> None:
    plan, folder, elsewhere = {"deep/a.txt": "alpha\n"}, tmp_path / "generated", tmp_path / "elsewhere"
    changes = emitting.compare(plan, folder, Manifest())
    elsewhere.mkdir()
    folder.mkdir()
    (folder / "deep").symlink_to(elsewhere)
    with pytest.raises(UsageError, match="deep has just become a link; remove it"):
        emitting.emit(plan, changes, folder, Mode.WRITE)
    assert tree(elsewhere) == {}
    assert [path.name for path in folder.iterdir()] == ["deep"]


def test_the_output_folder_itself_may_be_a_link(tiny_built: tuple[Path, Path]) -> None:
    spec, folder = tiny_built
    link = folder.parent / "link"
    link.symlink_to(folder)
    (folder / "data" / "codes.csv").unlink()
    assert check(spec, link) == cli.FINDINGS
    generate(spec, link)
    assert link.is_symlink()
    assert (folder / "data" / "codes.csv").is_file()
    assert check(spec, link) == check(spec, folder) == cli.OK


def test_the_usual_folder_may_not_be_a_link_to_what_is_somebody_elses(
    tiny_spec: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    precious = tiny_spec.parent / "home" / "thesis.txt"
    precious.parent.mkdir()
    precious.write_text("years of work", encoding="utf-8")
    monkeypatch.setattr(folders, "REPO", tiny_spec.parent)
    monkeypatch.setattr(request, "SPEC", tiny_spec)
    (tiny_spec.parent / "generated").symlink_to(precious.parent)
    assert codegen("generate", "--spec", tiny_spec)[0] == cli.FAILED
    assert tree(precious.parent) == {"thesis.txt": b"years of work"}
    assert "another program" in capsys.readouterr().err


# ---------------------------------------------------------------- edits while it runs


@pytest.mark.parametrize("put_back", ["when it is read", "when it is rendered", "in the end"])
def test_an_edit_while_it_runs_is_never_remembered(
    put_back: str, tiny_built: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The outputs are made from a text that is gone again when the run ends, or a moment later."""
    spec, folder = tiny_built
    file = spec / "providers" / "acme.json"
    before = file.read_bytes()
    (folder / "spec" / "linkcodes.json").unlink()
    read = pipeline.resolved_spec

    def edited(*arguments: Any) -> object:
        edit(spec, "providers/acme.json", "/gaps/0/summary", "Written while it ran.")
        found = read(*arguments)
        if put_back == "when it is read":
            file.write_bytes(before)
        return found

    def rendered(*arguments: Any) -> object:
        found = render(*arguments)
        if put_back == "when it is rendered":
            file.write_bytes(before)
        return found

    monkeypatch.setattr(pipeline, "resolved_spec", edited)
    monkeypatch.setattr(pipeline, "render", rendered)
    generate(spec, folder)
    monkeypatch.undo()
    assert b"Written while it ran." in (folder / "spec" / "linkcodes.json").read_bytes()
    file.write_bytes(before)
    assert check(spec, folder) == cli.FINDINGS


def test_what_is_written_second_in_a_run_is_remembered_of_the_spec_that_the_run_read(tiny_spec: Path) -> None:
    run = request.Request(io.StringIO(), spec=tiny_spec)
    first = run.inputs("generate")
    edit(tiny_spec, "providers/acme.json", "/gaps/0/summary", "Written while it ran.")
    assert run.inputs("pages").contents == first.contents
    assert not run.inputs("pages").still_holds()


def test_a_file_that_nobody_reads_is_noticed_since_lint_refuses_it(tiny_built: tuple[Path, Path]) -> None:
    spec, folder = tiny_built
    (spec / "examples" / "notes.txt").write_text("{}", encoding="utf-8")
    assert check(spec, folder) == cli.FINDINGS
    (spec / "examples" / "notes.txt").unlink()
    assert check(spec, folder) == cli.OK
    (spec / "providers" / "nobody.json").mkdir()
    assert check(spec, folder) == cli.FINDINGS


def test_a_folder_of_the_spec_may_be_a_link_and_is_watched_nevertheless(
    tiny_built: tuple[Path, Path],
) -> None:
    spec, folder = tiny_built
    (spec / "providers").rename(spec.parent / "elsewhere")
    (spec / "providers").symlink_to(spec.parent / "elsewhere")
    generate(spec, folder)
    edit(spec, "providers/acme.json", "/gaps/0/summary", "Behind the link.")
    assert check(spec, folder) == cli.FINDINGS
    (spec.parent / "elsewhere" / "loop").symlink_to(spec)
    assert inputs.digest(spec) == inputs.digest(spec)


def test_pages_and_files_of_one_spec_are_not_taken_for_each_other(tiny_spec: Path) -> None:
    folder = tiny_spec.parent / "pages"
    assert codegen("pages", "--spec", tiny_spec, "--out", folder)[0] == cli.OK
    assert check(tiny_spec, folder) == cli.FINDINGS


# ---------------------------------------------------------------- folders in the place of files


@pytest.mark.parametrize("content", ["nothing", "traces", "a file"])
def test_a_folder_in_the_place_of_a_file_is_replaced(content: str, tiny_built: tuple[Path, Path]) -> None:
    spec, folder = tiny_built
    wanted = tree(folder)
    for name in ("data/codes.csv", "manifest.json"):
        (folder / name).unlink()
        (folder / name).mkdir()
        if content == "traces":
            (folder / name / "__pycache__").mkdir()
            (folder / name / "__pycache__" / "x.pyc").touch()
        if content == "a file":
            (folder / name / "x").touch()
    changes = emitting.compare({}, folder, Manifest())
    assert changes
    generate_over(spec, folder)
    assert tree(folder) == wanted
    assert check(spec, folder) == cli.OK


def generate_over(spec: Path, folder: Path) -> None:
    """Generate without asking whose folder it is, as for the committed one."""
    pipeline.run(pipeline.resolved_spec(spec), inputs.digest(spec), folder, Mode.WRITE)


def test_a_module_that_is_gone_leaves_no_traces(tiny_built: tuple[Path, Path]) -> None:
    spec, folder = tiny_built
    (folder / "python" / "old" / "__pycache__").mkdir(parents=True)
    (folder / "python" / "old" / "__pycache__" / "x.pyc").touch()
    (folder / "python" / "old" / "x.py").touch()
    generate(spec, folder)
    assert not (folder / "python" / "old").exists()
    assert check(spec, folder) == cli.OK


# ---------------------------------------------------------------- the folder of another program


@pytest.mark.parametrize(
    "text",
    [
        '{"outputs": [{"path": "thesis.txt", "sha256": "0"}]}',
        '{"outputs": [{"path": "thesis.txt", "digest": "0"}]}',
        '{"generator": "webpack", "outputs": [{"path": "thesis.txt", "digest": "0"}]}',
        '{"generator": "linkcodes codegen", "outputs": "thesis.txt"}',
        "[" * 100_000,
    ],
)
def test_a_manifest_of_somebody_else_does_not_make_a_folder_ours(text: str, tiny_spec: Path) -> None:
    folder = tiny_spec.parent / "home"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work", encoding="utf-8")
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    before = tree(folder)
    assert codegen("generate", "--spec", tiny_spec, "--out", folder)[0] == cli.FAILED
    assert tree(folder) == before
