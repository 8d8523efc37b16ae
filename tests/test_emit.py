"""Emit: four kinds of drift, a check that writes nothing, and a write that is whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from codegen.output.changes import Kind, Mode
from codegen.output.emit import compare, emit, refuse_foreign_folder
from codegen.output.manifest import Manifest
from codegen.output.tree import sha256
from codegen.read.findings import UsageError

PLAN = {"a.txt": "alpha\n", "deep/b.txt": "beta\n", "manifest.json": "{}\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "generated"
    emit(PLAN, compare(PLAN, folder, Manifest()), folder, Mode.WRITE)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def drift(
    folder: Path, plan: dict[str, str] = PLAN, manifest: Manifest | None = None
) -> list[tuple[str, str]]:
    changes = compare(plan, folder, manifest or Manifest())
    return [(change.kind.value, change.path) for change in changes]


def test_a_written_folder_is_in_sync(folder: Path) -> None:
    assert tree(folder) == {path: text.encode() for path, text in PLAN.items()}
    assert drift(folder) == []


def test_a_changed_file_comes_with_its_diff(folder: Path) -> None:
    changes = compare({**PLAN, "a.txt": "omega\n"}, folder, Manifest())
    assert [(change.kind, change.path) for change in changes] == [(Kind.CHANGED, "a.txt")]
    assert "-alpha\n+omega\n" in changes[0].diff


def test_a_missing_file(folder: Path) -> None:
    (folder / "deep" / "b.txt").unlink()
    (folder / "deep").rmdir()
    assert drift(folder) == [("missing", "deep/b.txt")]


def test_orphans_of_every_kind(folder: Path) -> None:
    (folder / "old.txt").write_text("old", encoding="utf-8")
    (folder / "empty").mkdir()
    (folder / "link").symlink_to(folder.parent)
    assert drift(folder) == [("orphan", "empty"), ("orphan", "link"), ("orphan", "old.txt")]


def test_traces_of_importing_the_package_are_no_orphans(folder: Path) -> None:
    (folder / "deep" / "__pycache__").mkdir()
    (folder / "deep" / "__pycache__" / "b.pyc").write_bytes(b"x")
    assert drift(folder) == []


def test_a_hand_edit_is_told_from_a_change_of_the_spec(folder: Path) -> None:
    (folder / "a.txt").write_text("alpha, improved\n", encoding="utf-8")
    manifest = Manifest({"a.txt": sha256(b"alpha\n")[:16]})
    assert drift(folder, manifest=manifest) == [("hand-edited", "a.txt")]
    assert drift(folder, {**PLAN, "a.txt": "new\n"}, manifest) == [("changed", "a.txt")]


def test_line_ends_count(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"alpha\r\n")
    assert drift(folder) == [("changed", "a.txt")]


@pytest.mark.parametrize("mode", [Mode.CHECK, Mode.DRY_RUN])
def test_looking_changes_nothing(folder: Path, mode: Mode) -> None:
    (folder / "a.txt").write_text("x", encoding="utf-8")
    (folder / "orphan").write_text("x", encoding="utf-8")
    before = tree(folder)
    emit(PLAN, compare(PLAN, folder, Manifest()), folder, mode)
    assert tree(folder) == before


def test_a_write_repairs_every_kind_of_drift(folder: Path) -> None:
    (folder / "a.txt").unlink()
    (folder / "a.txt").mkdir()
    (folder / "a.txt" / "inside").write_text("x", encoding="utf-8")
    (folder / "deep" / "b.txt").write_text("x", encoding="utf-8")
    (folder / "old" / "deeper").mkdir(parents=True)
    (folder / "old" / "deeper" / "x").write_text("x", encoding="utf-8")
    (folder / "link").symlink_to(folder.parent)
    emit(PLAN, compare(PLAN, folder, Manifest()), folder, Mode.WRITE)
    assert tree(folder) == {path: text.encode() for path, text in PLAN.items()}
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "deep", "manifest.json"]


def test_unchanged_files_are_not_touched(folder: Path) -> None:
    before = (folder / "a.txt").stat().st_mtime_ns
    os.utime(folder / "a.txt", ns=(1, 1))
    plan = {**PLAN, "deep/b.txt": "new\n"}
    emit(plan, compare(plan, folder, Manifest()), folder, Mode.WRITE)
    assert (folder / "a.txt").stat().st_mtime_ns == 1 != before


def test_nothing_is_half_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(folder)
    (folder / "orphan").write_text("x", encoding="utf-8")

    def full_disk(path: Path, *_: object, **__: object) -> None:
        if path.name == "b.txt":
            raise OSError("no space left")

    monkeypatch.setattr(Path, "write_text", full_disk)
    plan = {"a.txt": "new\n", "deep/b.txt": "new\n", "manifest.json": "{}\n"}
    with pytest.raises(OSError, match="no space"):
        emit(plan, compare(plan, folder, Manifest()), folder, Mode.WRITE)
    monkeypatch.undo()
    assert tree(folder) == {**before, "orphan": b"x"}
    assert [path.name for path in folder.parent.iterdir()] == ["generated"], (
        "no staging folder is left behind"
    )


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    precious = tmp_path / "home" / "thesis.txt"
    precious.parent.mkdir()
    precious.write_text("years of work", encoding="utf-8")
    with pytest.raises(UsageError, match=r"manifest\.json"):
        refuse_foreign_folder(precious.parent)
    with pytest.raises(UsageError, match="is a file"):
        refuse_foreign_folder(precious)
    (precious.parent / "manifest.json").write_text('{"name": "a browser extension"}', encoding="utf-8")
    with pytest.raises(UsageError, match="another program"):
        refuse_foreign_folder(precious.parent)
    (precious.parent / "manifest.json").unlink()
    assert tree(tmp_path) == {"home/thesis.txt": b"years of work"}
