"""A check that cannot be fooled: whatever happened to folder, spec, tools or memory, it says what is true."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from codegen.command import cli, pipeline
from codegen.output import emit as emitting
from codegen.output import inputs, memory
from codegen.output.changes import Mode
from codegen.output.manifest import Manifest
from codegen.output.memory import Memory
from codegen.output.render import render
from codegen.output.tree import sha256
from codegen.read.findings import UsageError
from codegen.text.pointer import steps_of
from tests.conftest import REPO, SPECS
from tests.editing import edit
from tests.test_cli import codegen
from tests.test_emit import tree
from tests.test_load import pointers

MODELS = "python/linkcodes/models/acme.py"
"""An output that is slow to make, and taken over from the last run where it can be."""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder generated from the tiny spec, which tests only copy."""
    folder = tmp_path_factory.mktemp("first") / "generated"
    generate(SPECS["tiny"], folder)
    return folder


@pytest.fixture
def built(tiny_spec: Path, first: Path) -> tuple[Path, Path]:
    """Return the tiny spec and a folder generated from it, with what is remembered of it."""
    folder = Path(shutil.copytree(first, tiny_spec.parent / "generated"))
    shutil.copy(memory_file(first), memory_file(folder))
    assert memory.recall(folder).in_sync(folder, inputs.digest(tiny_spec))
    return tiny_spec, folder


def generate(spec: Path, folder: Path) -> None:
    assert codegen("generate", "--spec", spec, "--out", folder)[0] == cli.OK


def check(spec: Path, folder: Path) -> int:
    return codegen("check", "--spec", spec, "--out", folder)[0]


def memory_file(folder: Path) -> Path:
    return memory.FOLDER / f"{sha256(str(folder).encode())[:16]}.json"


# ---------------------------------------------------------------- links


@pytest.mark.parametrize("edited", [False, True], ids=["as it was", "edited behind the link"])
@pytest.mark.parametrize("step", ["python", "python/linkcodes", "data/codes.csv"])
def test_a_link_on_any_step_of_a_path_is_replaced_and_not_followed(
    step: str, edited: bool, built: tuple[Path, Path]
) -> None:
    spec, folder = built
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


def test_the_output_folder_itself_may_be_a_link(built: tuple[Path, Path]) -> None:
    spec, folder = built
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
    monkeypatch.setattr(cli, "REPO", tiny_spec.parent)
    (tiny_spec.parent / "generated").symlink_to(precious.parent)
    assert codegen("generate", "--spec", tiny_spec)[0] == cli.FAILED
    assert tree(precious.parent) == {"thesis.txt": b"years of work"}
    assert "somebody else's" in capsys.readouterr().err


# ---------------------------------------------------------------- edits while it runs


@pytest.mark.parametrize("put_back", ["when it is read", "when it is rendered", "in the end"])
def test_an_edit_while_it_runs_is_never_remembered(
    put_back: str, built: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The outputs are made from a text that is gone again when the run ends, or a moment later."""
    spec, folder = built
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


def test_a_file_that_nobody_reads_is_noticed_since_lint_refuses_it(built: tuple[Path, Path]) -> None:
    spec, folder = built
    (spec / "examples" / "notes.txt").write_text("{}", encoding="utf-8")
    assert check(spec, folder) == cli.FINDINGS
    (spec / "examples" / "notes.txt").unlink()
    assert check(spec, folder) == cli.OK
    (spec / "providers" / "nobody.json").mkdir()
    assert check(spec, folder) == cli.FINDINGS


def test_a_folder_of_the_spec_may_be_a_link_and_is_watched_nevertheless(built: tuple[Path, Path]) -> None:
    spec, folder = built
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


# ---------------------------------------------------------------- other tools


def run(*arguments: object, path: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "codegen", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(command, cwd=REPO, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("tool", inputs.TOOLS)
def test_a_check_notices_another_tool(tool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = inputs.digest(SPECS["tiny"])
    (tmp_path / tool).mkdir()
    (tmp_path / tool / "__init__.py").write_text("raise ImportError", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert inputs.digest(SPECS["tiny"]) != before


def test_a_check_notices_a_tool_that_was_changed_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "jinja2" / "deep" / "module.py"
    module.parent.mkdir(parents=True)
    module.write_text("x = 1", encoding="utf-8")
    (tmp_path / "jinja2" / "__init__.py").touch()
    (tmp_path / "jinja2-3.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    first = inputs.digest(SPECS["tiny"])
    module.write_text("x = 22", encoding="utf-8")
    second = inputs.digest(SPECS["tiny"])
    (tmp_path / "jinja2-3.0.dist-info").rename(tmp_path / "jinja2-3.1.dist-info")
    assert len({first.makers, second.makers, inputs.digest(SPECS["tiny"]).makers}) == 3


def test_a_check_notices_another_python(monkeypatch: pytest.MonkeyPatch) -> None:
    before = inputs.digest(SPECS["tiny"])
    monkeypatch.setattr(sys, "version", "3.99.0")
    assert inputs.digest(SPECS["tiny"]) != before


def test_a_check_with_a_broken_library_does_not_say_in_sync(tmp_path: Path) -> None:
    out, broken = tmp_path / "out", tmp_path / "path"
    assert run("generate", "--spec", SPECS["tiny"], "--out", out).returncode == cli.OK
    (broken / "jinja2").mkdir(parents=True)
    (broken / "jinja2" / "__init__.py").write_text("raise ImportError", encoding="utf-8")
    assert run("check", "--spec", SPECS["tiny"], "--out", out).returncode == cli.OK
    done = run("check", "--spec", SPECS["tiny"], "--out", out, path=str(broken))
    assert (done.returncode, "in sync" in done.stdout) == (cli.FAILED, False)


def test_every_library_that_is_loaded_counts(tmp_path: Path) -> None:
    """Whatever comes from outside and runs in a `generate` shapes outputs, or might."""
    script = (
        "import io, sys\n"
        "from codegen.command import cli\n"
        f"spec, out = {str(SPECS['tiny'])!r}, {str(tmp_path / 'out')!r}\n"
        "cli.main(['generate', '--spec', spec, '--out', out], io.StringIO())\n"
        "tops = {name.partition('.')[0] for name, module in sys.modules.items()\n"
        "        if 'site-packages' in (getattr(module, '__file__', None) or '')}\n"
        "print(*tops)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=REPO, capture_output=True, text=True, check=True
    )
    ways_to_install = {"_distutils_hack", "sitecustomize"}
    assert set(done.stdout.split()) - ways_to_install == set(inputs.TOOLS)


# ---------------------------------------------------------------- memories

HOSTILE: dict[str, bytes] = {
    "wrong types": b'{"spec": 1, "outputs": 5, "recipes": null}',
    "a list of paths": b'{"spec": "", "makers": "", "outputs": ["a"], "recipes": {}}',
    "numbers for digests": b'{"outputs": {"a": 1}}',
    "other names": b'{"inputs": "x"}',
    "open brackets": b"[" * 100_000,
    "open braces": b'{"outputs":' * 100_000,
    "not UTF-8": b'{"spec": "\xff"}',
    "half of it": b'{"spec": "x", "outputs": {"a": "',
    "nothing": b"",
    "huge": b" " * (2**26 + 1),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_damaged_memory_is_ignored(content: bytes, built: tuple[Path, Path]) -> None:
    spec, folder = built
    memory_file(folder).write_bytes(content)
    assert memory.recall(folder) == Memory()
    assert check(spec, folder) == cli.OK
    (folder / "data" / "codes.csv").write_text("edited\n", encoding="utf-8")
    assert check(spec, folder) == cli.FINDINGS


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["a folder", "a pipe"])
def test_a_memory_that_is_no_file_is_ignored(make: Callable[[Path], None], built: tuple[Path, Path]) -> None:
    spec, folder = built
    path = memory_file(folder)
    path.unlink()
    make(path)
    generate(spec, folder)
    assert check(spec, folder) == cli.OK


_names = st.sampled_from(["spec", "makers", "outputs", "recipes", MODELS]) | st.text(max_size=3)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=4),
)
_memories = st.dictionaries(_names, _json, max_size=4).map(lambda data: json.dumps(data).encode())


@given(st.binary(max_size=40) | _json.map(lambda data: json.dumps(data).encode()) | _memories)
@example(b'{"outputs": {"python/linkcodes/models/acme.py": null}}')
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_memory_makes_anything_fail_or_be_believed(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "generated"
    memory.FOLDER.mkdir(exist_ok=True)
    memory_file(folder).write_bytes(content)
    found = memory.recall(folder)
    assert not found.in_sync(folder, inputs.Digest("a", "b", "", (folder, (), "")))
    assert found.reuse(folder, MODELS, "recipe") is None


# ---------------------------------------------------------------- what is taken over from the last run


def edited_everywhere(folder: Path, *, in_memory: bool, in_manifest: bool) -> None:
    """Edit an output by hand, and let memory or manifest agree with the edit."""
    path = folder / MODELS
    before = sha256(path.read_bytes())
    path.write_bytes(path.read_bytes().replace(b"class ", b"class  ", 1))
    after = sha256(path.read_bytes())
    if in_memory:
        text = memory_file(folder).read_text(encoding="utf-8")
        assert before in text
        memory_file(folder).write_text(text.replace(before, after), encoding="utf-8")
    if in_manifest:
        text = (folder / "manifest.json").read_text(encoding="utf-8")
        assert before[:16] in text
        (folder / "manifest.json").write_text(text.replace(before[:16], after[:16]), encoding="utf-8")


@pytest.mark.parametrize("in_manifest", [False, True], ids=["", "manifest agrees"])
@pytest.mark.parametrize("in_memory", [False, True], ids=["", "memory agrees"])
def test_an_edited_output_is_never_taken_over(
    in_memory: bool, in_manifest: bool, built: tuple[Path, Path]
) -> None:
    """Neither by a check from memory nor by a run in which only another part of the spec has changed."""
    if in_memory and in_manifest:
        pytest.skip("who forges both can forge the outputs, too")
    spec, folder = built
    wanted = tree(folder)
    edited_everywhere(folder, in_memory=in_memory, in_manifest=in_manifest)
    assert check(spec, folder) == cli.FINDINGS
    edit(spec, "providers/acme.json", "/gaps/0/summary", "Something else.")
    status, text = codegen("check", "--spec", spec, "--out", folder)
    assert status == cli.FINDINGS
    assert MODELS in text
    generate(spec, folder)
    assert tree(folder)[MODELS] == wanted[MODELS]


def test_a_slow_output_is_made_again_when_the_generator_changes(
    built: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it is made of may be the same, and yet the filter that writes it another."""
    _, folder = built
    remembered = memory.recall(folder)
    [recipe] = {recipe for path, recipe in remembered.recipes.items() if path == MODELS}
    assert remembered.reuse(folder, MODELS, recipe) == (folder / MODELS).read_text(encoding="utf-8")
    assert recipe.startswith(remembered.makers) and len(recipe) > len(remembered.makers) == 64
    assert remembered.reuse(folder, MODELS, "0" * 64 + recipe[64:]) is None


def test_an_output_that_cannot_be_read_is_made_again(built: tuple[Path, Path]) -> None:
    spec, folder = built
    wanted = tree(folder)
    (folder / MODELS).unlink()
    (folder / MODELS).symlink_to("nowhere")
    edit(spec, "providers/acme.json", "/gaps/0/summary", "Something else.")
    generate(spec, folder)
    assert tree(folder)[MODELS] == wanted[MODELS]


TEXTS = [
    (name, pointer)
    for name in ("spec.json", "providers/acme.json", "texts/en.json")
    for pointer in pointers(json.loads((SPECS["tiny"] / name).read_bytes()))
    if pointer.rpartition("/")[2]
    in ("title", "summary", "description", "name", "value", "required", "message")
]


@given(
    spots=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3),
    added=st.sampled_from([" more", "X", "_x", ""]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
def test_after_any_edits_a_run_with_memory_gives_the_bytes_of_one_from_nothing(
    spots: list[tuple[str, str]], added: str, first: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    base = tmp_path_factory.mktemp("edited")
    spec = Path(shutil.copytree(SPECS["tiny"], base / "spec"))
    known = Path(shutil.copytree(first, base / "known"))
    shutil.copy(memory_file(first), memory_file(known))
    for name, pointer in spots:
        value: Any = json.loads((spec / name).read_bytes())
        for step in steps_of(pointer):
            value = value[int(step) if isinstance(value, list) else step]
        edit(spec, name, pointer, value + added if isinstance(value, str) else value)
    command = ("generate", "--spec", spec, "--out")
    status = codegen(*command, known)[0]
    assert codegen(*command, base / "nothing")[0] == status
    if status == cli.OK:
        assert tree(known) == tree(base / "nothing")
        assert check(spec, known) == check(spec, base / "nothing") == cli.OK
    else:
        assert tree(known) == tree(first)


# ---------------------------------------------------------------- killed, or two at once


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("moves", [0, 1, 20])
def test_a_killed_run_leaves_nothing_that_git_would_add(moves: int, built: tuple[Path, Path]) -> None:
    spec, folder = built
    wanted = tree(folder)
    git(folder.parent, "init", "--quiet")
    git(folder.parent, "add", "--all")
    git(folder.parent, "commit", "--quiet", "--message", "before")
    shutil.rmtree(folder / "python")
    shutil.rmtree(folder / "typescript")
    script = (
        "import os, pathlib, signal, sys\n"
        "replace, done = pathlib.Path.replace, []\n"
        "def killed(path, target):\n"
        f"    if len(done) == {moves}: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    done.append(replace(path, target))\n"
        "pathlib.Path.replace = killed\n"
        "from codegen.command import cli\n"
        f"cli.main(['generate', '--spec', {str(spec)!r}, '--out', {str(folder)!r}])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=REPO, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    left = [line[3:] for line in git(folder.parent, "status", "--porcelain", "-uall").splitlines()]
    assert all((folder.parent / path).relative_to(folder).as_posix() in wanted for path in left), left
    assert [line for line in left if line.startswith("??")] == []
    assert check(spec, folder) == cli.FINDINGS
    generate(spec, folder)
    assert tree(folder) == wanted
    assert sorted(path.name for path in folder.parent.iterdir()) == [".git", "generated", "spec"]
    assert check(spec, folder) == cli.OK


def test_two_runs_at_once_both_end_well(built: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    spec, folder = built
    wanted = tree(folder)
    for number in range(20):
        (folder / f"orphan{number}").write_text("x", encoding="utf-8")
    (folder / "data" / "codes.csv").unlink()
    both, remove = threading.Barrier(2), emitting._remove_orphans

    def together(*arguments: Any) -> None:
        with suppress(threading.BrokenBarrierError):  # where the other run waits for this one
            both.wait(timeout=1)
        remove(*arguments)

    monkeypatch.setattr(emitting, "_remove_orphans", together)
    found: list[int] = []
    command = ("generate", "--spec", spec, "--out", folder)
    runs = [threading.Thread(target=lambda: found.append(codegen(*command)[0])) for _ in range(2)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    assert found == [cli.OK, cli.OK]
    assert tree(folder) == wanted
    assert check(spec, folder) == cli.OK


def test_a_run_that_cannot_lock_or_remember_works(
    tiny_spec: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(memory, "FOLDER", tmp_path / "file" / "below")
    folder = tmp_path / "generated"
    generate(tiny_spec, folder)
    assert check(tiny_spec, folder) == cli.OK


# ---------------------------------------------------------------- folders in the place of files


@pytest.mark.parametrize("holds", ["nothing", "traces", "a file"])
def test_a_folder_in_the_place_of_a_file_is_replaced(holds: str, built: tuple[Path, Path]) -> None:
    spec, folder = built
    wanted = tree(folder)
    for name in ("data/codes.csv", "manifest.json"):
        (folder / name).unlink()
        (folder / name).mkdir()
        if holds == "traces":
            (folder / name / "__pycache__").mkdir()
            (folder / name / "__pycache__" / "x.pyc").touch()
        if holds == "a file":
            (folder / name / "x").touch()
    changes = emitting.compare({}, folder, Manifest())
    assert changes
    generate_over(spec, folder)
    assert tree(folder) == wanted
    assert check(spec, folder) == cli.OK


def generate_over(spec: Path, folder: Path) -> None:
    """Generate without asking whose folder it is, as for the committed one."""
    pipeline.run(pipeline.resolved_spec(spec), inputs.digest(spec), folder, Mode.WRITE)


def test_a_module_that_is_gone_leaves_no_traces(built: tuple[Path, Path]) -> None:
    spec, folder = built
    (folder / "python" / "old" / "__pycache__").mkdir(parents=True)
    (folder / "python" / "old" / "__pycache__" / "x.pyc").touch()
    (folder / "python" / "old" / "x.py").touch()
    generate(spec, folder)
    assert not (folder / "python" / "old").exists()
    assert check(spec, folder) == cli.OK


# ---------------------------------------------------------------- somebody else's folder


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
