"""Provenance is true: an output names each file that can change it, and no file that cannot."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from codegen.output.render import Known, Output, render, targets
from codegen.read.findings import Place
from codegen.read.load import load
from codegen.resolve.build import resolve
from codegen.views.provenance import sources
from tests.conftest import REPO, SPECS
from tests.provenance import edited, example, parted, remade, reused, shown, sign, translated, unsigned, write

pytestmark = pytest.mark.slow

Plan = dict[str, Output]
Edit = Callable[[Any], Any]
_made: dict[str, list[Output]] = {}
"""Models of payloads by recipe: they are slow to make. Nothing else is taken over, so that it is tested."""


def reuse(recipe: str) -> list[Output]:
    """Return slow outputs that were made before from the same recipe."""
    return _made.get(recipe, [])


def plan(spec: Path, *, pages: bool = True) -> Plan:
    """Render a spec without looking at what lint says."""
    chosen = [target for target in targets() if pages or not target.is_pages]
    found = {path: output for path, (_, output) in render(resolve(load(spec)), chosen, Known(reuse)).items()}
    slow = (item for path, item in found.items() if item.recipe and "/models/" in path)
    _made.update({item.recipe: [item] for item in slow})
    return found


def touched(spec: Path, file: str, edit: Edit, before: Plan, *, pages: bool = True) -> set[str]:
    """Return the paths of the outputs that an edit of one file changes; the file is put back after it."""
    path = spec / file
    kept = path.read_text(encoding="utf-8")
    try:
        write(path, edit(json.loads(kept)))
        after = plan(spec, pages=pages)
    finally:
        path.write_text(kept, encoding="utf-8")
    return {name for name in before if name not in after or after[name].text != before[name].text}


WORDLESS = {f"{name}.json" for name in ("calibration", "decisions", "redaction", "renames", "search")}
"""Files that are more than texts, so that a sign breaks them."""


def is_wordless(file: str) -> bool:
    """Whether a file has no sign, so that an edit must show where the pages have it."""
    return file in WORDLESS or file.startswith("examples/")


def edit_of(file: str) -> Edit:
    return example if file.startswith("examples/") else edited


def unnamed(changed: set[str], file: str, before: Plan) -> list[str]:
    """Return the outputs that changed with a file and do not name it."""
    return sorted(path for path in changed if not names(before[path], file))


def names(output: Output, file: str) -> bool:
    return any(place.covers(f"spec/{file}") for place in output.places)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Plan]:
    """Return the folder of a spec whose two providers are in parts, and what is rendered from it."""
    spec = translated(parted(tmp_path_factory.mktemp("parted")))
    return spec, plan(spec)


def files(spec: Path) -> list[str]:
    """Return the files of a spec; those of the second provider are like those of the first."""
    found = (path.relative_to(spec) for path in spec.rglob("*.json"))
    return sorted(path.as_posix() for path in found if "bolt" not in path.parts)


def test_each_output_that_changes_with_a_file_names_it(small: tuple[Path, Plan]) -> None:
    spec, before = small
    committed = plan(spec, pages=False)
    changed = {
        file: touched(spec, file, edit_of(file), before)
        if is_wordless(file)
        else touched(spec, file, edit_of(file), committed, pages=False)
        for file in files(spec)
    }
    assert all(changed.values()), "an edit that shows nowhere proves nothing"
    wrong = {file: unnamed(paths, file, before) for file, paths in changed.items()}
    assert wrong == {file: [] for file in changed}


def test_no_output_names_a_part_that_cannot_change_it(small: tuple[Path, Plan]) -> None:
    spec, before = small
    committed = plan(spec, pages=False)
    for file in files(spec):
        if file.startswith("providers/acme/"):
            changed = {
                path
                for edit in (edited, remade, reused, unsigned)
                for path in touched(spec, file, edit, before, pages=False)
            }
            assert {path for path, output in committed.items() if names(output, file)} <= changed, file


@dataclass(frozen=True)
class Signed:
    """What is rendered from a spec each of whose files has a sign in its texts."""

    spec: Path
    signs: dict[str, str]
    plan: Plan


def with_signs(spec: Path, *, pages: bool) -> Signed:
    """Give the files of a spec their signs and render it."""
    named = sorted(path.relative_to(spec).as_posix() for path in spec.rglob("*.json"))
    chosen = [file for file in named if not (is_wordless(file) or file.startswith("history/"))]
    return Signed(spec, sign(spec, chosen), plan(spec, pages=pages))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Signed:
    """Return the real spec with signs, without its many pages, which small specs prove."""
    spec = Path(shutil.copytree(SPECS["real"], tmp_path_factory.mktemp("real") / "spec"))
    return with_signs(spec, pages=False)


@pytest.fixture(scope="module")
def small_signed(tmp_path_factory: pytest.TempPathFactory) -> Signed:
    return with_signs(translated(parted(tmp_path_factory.mktemp("signed"))), pages=True)


@pytest.mark.parametrize("name", ["small_signed", "real"])
def test_each_output_that_shows_a_text_names_its_file(name: str, request: pytest.FixtureRequest) -> None:
    made: Signed = request.getfixturevalue(name)
    found = {path: shown(output.text, made.signs) for path, output in made.plan.items()}
    assert set().union(*found.values()) == {*made.signs.values()}, "a sign that shows nowhere proves nothing"
    wrong = {
        path: [file for file in sorted(here) if not names(made.plan[path], file)]
        for path, here in found.items()
    }
    assert {path: missing for path, missing in wrong.items() if missing} == {}


def test_what_outputs_name_exists(real: Signed) -> None:
    named = {place.file for output in real.plan.values() for place in output.places}
    homes = {file: real.spec.parent if file.startswith("spec/") else REPO for file in named}
    assert [file for file in sorted(named) if not (homes[file] / file).exists()] == []


@pytest.mark.parametrize(
    ("files", "named"),
    [
        (["spec/spec.json"], ["spec/spec.json"]),
        (["spec/providers/acme.json", "spec/providers/acme/api.json"],) * 2,
        (["spec/providers/acme.json", *(f"spec/providers/acme/{part}.json" for part in "abc")],
         ["spec/providers/acme.json", "spec/providers/acme/"]),
        (["spec/spec.json", "spec/providers/acme.json", "spec/providers/bolt/api.json"],
         ["spec/spec.json", "spec/providers/"]),
        (["spec/examples/acme/", "spec/examples/bolt/"], ["spec/examples/"]),
        (["codegen/lint/rule.py", "codegen/lint/examples/rule.json"],) * 2,
        (["/else/where/acme.json", "overlay.json"],) * 2,
    ],
)  # fmt: skip
def test_a_header_names_folders_for_several_files(files: list[str], named: list[str]) -> None:
    assert sources(map(Place, files)) == named
