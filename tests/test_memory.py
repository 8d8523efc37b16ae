"""Memory: it makes a check quick, and never makes it say what is not true."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from codegen.command import cli
from codegen.lint._parts import LintPart, parts
from codegen.output import inputs, memory
from codegen.output.memory import Memory
from codegen.output.render import Output
from codegen.output.tree import sha256
from codegen.read.load import load
from codegen.resolve.spec import ResolvedProvider
from codegen.targets.python import target as python
from codegen.text.pointer import steps_of
from tests.conftest import REPO, SPECS
from tests.editing import edit
from tests.provenance import parted
from tests.test_cli import codegen
from tests.test_emit import tree
from tests.test_load import pointers
from tests.trusting import MODELS, check, generate, memory_file

pytestmark = pytest.mark.slow

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


@pytest.mark.parametrize("part", ["planner", "searcher"])
def test_a_check_notices_another_part_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    (tmp_path / "planner.py").touch()
    monkeypatch.setattr(getattr(inputs, part), "FOLDER", tmp_path)
    before = inputs.digest(SPECS["tiny"])
    (tmp_path / "planner.py").write_text("x = 1", encoding="utf-8")
    assert inputs.digest(SPECS["tiny"]).makers != before.makers


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
    only_for_people = {"annotated_doc", "rich", "shellingham", "typer"}  # options and reports
    assert set(done.stdout.split()) - ways_to_install - only_for_people == set(inputs.TOOLS)


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


def sealed(content: bytes) -> bytes:
    """Return a memory with the digest that it must have to be looked at."""
    return f"{sha256(content)}\n".encode() + content


@pytest.mark.parametrize("seal", [sealed, bytes], ids=["sealed", "not sealed"])
@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_damaged_memory_is_ignored(
    content: bytes, seal: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "FOLDER", tmp_path)
    memory_file(tmp_path).write_bytes(seal(content))
    assert memory.recall(tmp_path) == Memory()


def test_a_check_without_a_memory_looks_for_itself(tiny_built: tuple[Path, Path]) -> None:
    spec, folder = tiny_built
    memory_file(folder).write_bytes(sealed(HOSTILE["wrong types"]))
    assert check(spec, folder) == cli.OK
    (folder / "data" / "codes.csv").write_text("edited\n", encoding="utf-8")
    assert check(spec, folder) == cli.FINDINGS


def test_a_memory_that_lost_a_recipe_is_ignored(tiny_built: tuple[Path, Path]) -> None:
    """Else the output would be taken for one that is no longer made, and removed."""
    spec, folder = tiny_built
    text = memory_file(folder).read_text(encoding="utf-8")
    recipes = memory.recall(folder).recipes
    lost = "python/linkcodes/data/acme.json"
    memory_file(folder).write_text(text.replace(f'"{lost}": "{recipes[lost]}", ', ""), encoding="utf-8")
    assert memory_file(folder).read_text(encoding="utf-8") != text
    assert memory.recall(folder) == Memory()
    edit(spec, "spec.json", "/taxonomy/flags/0/summary", "Something else.")
    generate(spec, folder)
    assert (folder / lost).exists()


# ---------------------------------------------------------------- what lint found


def notes_file() -> Path:
    [path] = memory.FOLDER.glob("*.notes.json")
    return path


@pytest.fixture
def noted(tiny_spec: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a spec of which lint found two things, one of them suppressed, and noted it."""
    monkeypatch.setattr(memory, "FOLDER", tmp_path / "notes")
    for code in (0, 1):
        edit(tiny_spec, "providers/acme.json", f"/vocabularies/0/codes/{code}/summary", "no sentence")
    suppression = {"rule": "summary-wording", "at": "/vocabularies/0/codes/0/summary", "reason": "A test."}
    edit(tiny_spec, "providers/acme.json", "/suppressions", [suppression])
    assert codegen("lint", "--spec", tiny_spec)[0] == cli.FINDINGS
    return tiny_spec


def test_a_second_look_finds_the_same_and_believes_the_first(noted: Path) -> None:
    assert codegen("lint", "--spec", noted) == codegen("lint", "--spec", noted)
    kept = json.loads(notes_file().read_text(encoding="utf-8").split("\n")[1])
    forged = {**kept, "found": {key: [] for key in kept["found"]}}
    notes_file().write_bytes(sealed(json.dumps(forged).encode()))
    assert "error[summary-wording]" not in codegen("lint", "--spec", noted)[1]


def test_damaged_notes_and_those_of_another_generator_are_ignored(noted: Path) -> None:
    first = codegen("lint", "--spec", noted)
    kept = json.loads(notes_file().read_text(encoding="utf-8").split("\n")[1])
    of_another = {"makers": "another", "found": {key: [] for key in kept["found"]}}
    broken = {**kept, "found": {key: [["spec/spec.json", 5]] for key in kept["found"]}}
    of_none: dict[str, Any] = {"makers": "", "found": {}}
    for written in (
        *HOSTILE.values(),
        *(json.dumps(item).encode() for item in (of_another, broken, of_none)),
    ):
        notes_file().write_bytes(sealed(written))
        assert codegen("lint", "--spec", noted) == first, written[:60]


ACME = "providers/acme.json"
OPERATION = {"id": "login", "effect": "sign_in", "why": "Each attempt signs in.", "sources": ["docs"]}


def about_plans(spec: Path) -> list[LintPart]:
    """Return the parts of a spec that plans follow from: without texts, and with them."""
    return [part for part in parts(load(spec)) if part.digest and not part.files]


def digests_of(parts: list[LintPart]) -> set[str]:
    found = {part.digest for part in parts}
    assert len(found) == 2
    return found


@pytest.mark.parametrize(
    ("file", "at", "value"),
    [
        (ACME, "/vocabularies/0/codes/0/behavior/confidence", "L"),
        (ACME, "/vocabularies/0/codes/0/name", "FINE"),
        (ACME, "/vocabularies/0/codes/2/contexts/0/behavior/operation", "generic"),
        (ACME, "/vocabularies/0/codes/2/contexts/0/id", "another"),
        (ACME, "/vocabularies/0/absent/behavior/confidence", "L"),
        (ACME, "/vocabularies/0/id", "acme:link.state"),
        (ACME, "/vocabularies/0/money", "always"),
        (ACME, "/operations", [OPERATION]),
        ("decisions.json", "/retry/0/decision", "stop"),
        ("spec.json", "/taxonomy/operations/0/summary", "Another summary."),
    ],
)
def test_what_plans_follow_from_is_looked_at_again(
    file: str, at: str, value: object, tiny_spec: Path
) -> None:
    before = digests_of(about_plans(tiny_spec))
    edit(tiny_spec, ACME, "/vocabularies/0/codes/0/summary", "No plan follows from what is said here.")
    assert digests_of(about_plans(tiny_spec)) == before
    edit(tiny_spec, file, at, value)
    assert before.isdisjoint(digests_of(about_plans(tiny_spec)))


def test_texts_are_looked_at_again_beside_plans(tiny_spec: Path) -> None:
    before = digests_of(about_plans(tiny_spec))
    edit(tiny_spec, "texts/en.json", "/name", "English, of a kind")
    assert len(before - digests_of(about_plans(tiny_spec))) == 1


@pytest.mark.parametrize("field", ["summary", "flags", "http_status", "wire_messages"])
def test_rules_about_plans_can_read_no_more_than_their_notes_follow_from(field: str, tiny_spec: Path) -> None:
    [plans], [shown] = ([*part.nodes()] for part in about_plans(tiny_spec))
    assert (plans.scope, plans.spec.texts, plans.spec.examples) == ("plans", [], [])
    assert (shown.scope, len(shown.spec.texts), shown.spec.examples) == ("shown", 1, [])
    assert shown.spec.providers == plans.spec.providers
    provider = plans.spec.providers[0][0]
    for vocabulary in provider.vocabularies:
        for item in (*vocabulary.codes, *vocabulary.codes[0].contexts, *filter(None, [vocabulary.absent])):
            with pytest.raises(AttributeError):
                getattr(item, field)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["a folder", "a pipe"])
def test_a_memory_that_is_no_file_is_ignored(
    make: Callable[[Path], None], tiny_built: tuple[Path, Path]
) -> None:
    spec, folder = tiny_built
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
    memory_file(folder).write_bytes(sealed(content))
    found = memory.recall(folder)
    assert not found.in_sync(folder, inputs.Digest("a", "b", "", (folder, ()), 0))
    assert found.shelf(folder).reuse("recipe") == []


# ---------------------------------------------------------------- what is taken over from the last run


def edited_everywhere(folder: Path, *, in_memory: bool, in_manifest: bool) -> None:
    """Edit an output by hand, and let memory or manifest agree with the edit."""
    path = folder / MODELS
    before = sha256(path.read_bytes())
    path.write_bytes(path.read_bytes().replace(b"class ", b"class  ", 1))
    after = sha256(path.read_bytes())
    if in_memory:
        remembered = memory.recall(folder)
        memory.remember(folder, replace(remembered, outputs={**remembered.outputs, MODELS: after}))
    if in_manifest:
        text = (folder / "manifest.json").read_text(encoding="utf-8")
        assert before[:16] in text
        (folder / "manifest.json").write_text(text.replace(before[:16], after[:16]), encoding="utf-8")


@pytest.mark.parametrize(
    ("in_memory", "in_manifest"),
    [(False, False), (True, False), (False, True)],  # who forges both can forge the outputs, too
    ids=["neither agrees", "memory agrees", "manifest agrees"],
)
def test_an_edited_output_is_never_taken_over(
    in_memory: bool, in_manifest: bool, tiny_built: tuple[Path, Path]
) -> None:
    """Neither by a check from memory nor by a run in which only another part of the spec has changed."""
    spec, folder = tiny_built
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
    tiny_built: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it is made of may be the same, and yet the filter that writes it another."""
    _, folder = tiny_built
    remembered = memory.recall(folder)
    [recipe] = {recipe for path, recipe in remembered.recipes.items() if path == MODELS}
    [(path, text, *_)] = remembered.shelf(folder).reuse(recipe)
    assert (path, text) == (MODELS, (folder / MODELS).read_text(encoding="utf-8"))
    assert recipe.startswith(remembered.makers) and len(recipe) > len(remembered.makers) == 64
    assert remembered.shelf(folder).reuse("0" * 64 + recipe[64:]) == []


def test_an_output_that_cannot_be_read_is_made_again(tiny_built: tuple[Path, Path]) -> None:
    spec, folder = tiny_built
    wanted = tree(folder)
    (folder / MODELS).unlink()
    (folder / MODELS).symlink_to("nowhere")
    edit(spec, "providers/acme.json", "/gaps/0/summary", "Something else.")
    generate(spec, folder)
    assert tree(folder)[MODELS] == wanted[MODELS]


KEYS = {"title", "summary", "description", "name", "value", "required", "message"}
Spots = list[tuple[str, str]]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Spots]:
    """Return a spec of two providers, what is generated from it, and where it has texts."""
    base = tmp_path_factory.mktemp("two")
    spec, folder = parted(base), base / "generated"
    generate(spec, folder)
    files = sorted(path for path in spec.rglob("*.json") if "examples" not in path.parts)
    spots = [
        (file.relative_to(spec).as_posix(), pointer)
        for file in files
        for pointer in pointers(json.loads(file.read_bytes()))
        if pointer.rpartition("/")[2] in KEYS
    ]
    return spec, folder, spots


@given(data=st.data(), added=st.sampled_from([" more", "X", "_x", ""]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
def test_after_any_edits_a_run_with_memory_gives_the_bytes_of_one_from_nothing(
    data: st.DataObject,
    added: str,
    two: tuple[Path, Path, Spots],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    base = tmp_path_factory.mktemp("edited")
    first, folder, texts = two
    spec = Path(shutil.copytree(first, base / "spec"))
    known = Path(shutil.copytree(folder, base / "known"))
    shutil.copy(memory_file(folder), memory_file(known))
    for name, pointer in data.draw(st.lists(st.sampled_from(texts), min_size=1, max_size=3)):
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
        assert tree(known) == tree(folder)


def test_a_provider_that_did_not_change_is_taken_over_and_one_whose_links_did_is_not(
    two: tuple[Path, Path, Spots], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A code names those of other providers that have the same value, in its own output."""
    first, folder, _ = two
    spec = Path(shutil.copytree(first, tmp_path / "spec"))
    known = Path(shutil.copytree(folder, tmp_path / "known"))
    shutil.copy(memory_file(folder), memory_file(known))
    made: list[str] = []

    def noted(provider: ResolvedProvider, *_: object) -> list[Output]:
        made.append(provider.id)
        return []

    monkeypatch.setattr(python, "_provider", noted)
    edit(spec, "providers/acme.json", "/summary", "Something else.")
    codegen("generate", "--dry-run", "--spec", spec, "--out", known)
    assert made == ["acme"]
    edit(spec, "providers/acme/status.json", "/vocabularies/0/codes/0/value", "ANOTHER_VALUE")
    assert codegen("lint", "--spec", spec)[0] == cli.OK
    codegen("generate", "--dry-run", "--spec", spec, "--out", known)
    assert made == ["acme", "acme", "bolt"]
