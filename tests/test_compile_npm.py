"""The npm package is compiled again only where it has changed, and is the same as compiled from nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import REPO
from tests.packages import BIN, run
from tests.test_emit import tree

pytestmark = pytest.mark.slow


@pytest.fixture
def npm(rendered: Callable[[str], Path], tmp_path: Path) -> Path:
    """Return the joined package of the tiny spec, which was compiled once, and another than it is now."""
    (tmp_path / "node_modules").symlink_to(REPO / "node_modules")
    joined(rendered("tiny"), tmp_path)
    (tmp_path / "npm/src/gone.ts").write_text("export const gone = 1;\n", encoding="utf-8")
    compiled(tmp_path)
    assert (tmp_path / "npm/dist/gone.js").exists()
    return joined(rendered("tiny"), tmp_path)


def joined(generated: Path, folder: Path) -> Path:
    run(REPO / "tools/join-npm.sh", generated, folder / "npm", cwd=REPO)
    return folder / "npm"


def compiled(folder: Path) -> dict[str, bytes]:
    run(REPO / "tools/compile-npm.sh", folder / "npm", folder / "kept", cwd=folder)
    return tree(folder / "npm/dist")


def test_it_is_what_the_compiler_makes_from_nothing(npm: Path, tmp_path: Path) -> None:
    whole = compiled(tmp_path)
    assert not (npm / "dist/gone.js").exists()
    shutil.rmtree(npm / "dist")
    source = npm / "src/acme/info.ts"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("The connection works.", "It works."), encoding="utf-8")
    again = compiled(tmp_path)
    changed = {path for path in again if again[path] != whole.get(path)}
    assert "acme/info.js" in changed and len(changed) < 5
    shutil.rmtree(npm / "dist")
    run(BIN / "tsc", "-p", ".", cwd=npm)
    assert again == tree(npm / "dist")


def test_nothing_is_left_of_an_option_that_is_gone(npm: Path, tmp_path: Path) -> None:
    options = npm / "tsconfig.json"
    text = options.read_text(encoding="utf-8")
    options.write_text(text.replace('"declaration"', '"sourceMap": true, "declaration"'), encoding="utf-8")
    assert "index.js.map" in compiled(tmp_path)
    shutil.rmtree(npm / "dist")
    options.write_text(text, encoding="utf-8")
    assert "index.js.map" not in compiled(tmp_path)


def test_what_does_not_compile_is_not_kept(npm: Path, tmp_path: Path) -> None:
    compiled(tmp_path)
    before = tree(tmp_path / "kept")
    source = npm / "src/acme/info.ts"
    shutil.rmtree(npm / "dist")
    text = source.read_text(encoding="utf-8")
    source.write_text(text + "export const wrong: number = '';\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(AssertionError, match="TS2322"):
            compiled(tmp_path)
        shutil.rmtree(npm / "dist")
    assert tree(tmp_path / "kept") == before
