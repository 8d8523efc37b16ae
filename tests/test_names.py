"""Names: what is taken is derived from what is written; what lint accepts can be stored and generated."""

from __future__ import annotations

import json
import shutil
import string
import tempfile
from collections import Counter
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codegen.lint import lint
from codegen.output.render import render, targets
from codegen.read.load import load
from codegen.resolve.build import resolve
from codegen.text.naming import RESERVED, path_problem
from tests.conftest import REPO, SPECS
from tests.names import Taken, taken, taken_types
from tests.specs import resolved

pytestmark = pytest.mark.slow

ACME = "providers/acme.json"
COMMITTED = {
    path.relative_to(REPO / "generated").as_posix(): path.read_text("utf-8")
    for path in (REPO / "generated").rglob("*")
    if path.suffix in (".py", ".ts")
}


def derived() -> Taken:
    """Return what is taken, by what each target makes of the tiny spec and of the real one."""
    tiny = resolved("tiny")
    outputs = {path: output.text for path, (_, output) in render(tiny, targets()).items()}
    types = taken_types(resolved("real"), COMMITTED) | taken_types(tiny, outputs)
    return {**taken(tiny, outputs), "type": dict(sorted(types.items()))}


def test_what_is_taken_is_what_is_written(request: pytest.FixtureRequest) -> None:
    wanted = derived()
    if request.config.getoption("--update-golden"):
        RESERVED.write_text(json.dumps(wanted, indent=1) + "\n", encoding="utf-8")
    assert json.loads(RESERVED.read_bytes()) == wanted, "run pytest tests/test_names.py --update-golden"
    pages = {"categories", "guides", "explorer", "about", "changes", "schemas"}
    assert pages | {"simulate", "models"} <= set(wanted["provider"])
    assert {"methods", "payloads", "sources"} <= set(wanted["vocabulary"])


def renamed(spec: Path, names: dict[str, str]) -> Path:
    """Give the tiny spec other names, everywhere they occur: `acme`, `link.status` and so on."""
    for path in sorted(spec.rglob("*.json")):
        text = path.read_text(encoding="utf-8")
        for old, new in names.items():
            text = text.replace(f'"{old}"', f'"{new}"').replace(f"acme:{old}", f"acme:{new}")
            text = text.replace(f"#{old}", f"#{new}")
        path.write_text(text.replace("acme:", f"{names.get('acme', 'acme')}:"), encoding="utf-8")
    for path in sorted((spec / "examples").rglob("*"), reverse=True):
        name = path.name.removesuffix(".json")
        if name in names:
            path.rename(path.with_name(names[name] + path.suffix * path.is_file()))
    (spec / ACME).rename(spec / f"providers/{names.get('acme', 'acme')}.json")
    return spec


def refused(spec: Path) -> list[str]:
    return [f"{finding.rule} {finding.place.pointer}" for finding in lint(load(spec))]


@pytest.mark.parametrize(
    "name",
    [
        *("con", "nul", "aux", "com1", "node_modules", "guides", "schemas", "explorer", "about", "changes"),
        *("categories", "import", "match", "models", "webhooks", "templates", "x" * 33, "x" * 200),
    ],
)
def test_a_provider_cannot_be_called(name: str, tiny_spec: Path) -> None:
    assert refused(renamed(tiny_spec, {"acme": name})) == ["name-legal /id"]


@pytest.mark.parametrize(
    "name", ["con", "nul", "aux.x", "com1.status", "payloads", "sources", "nUL", "x" * 300]
)
def test_a_vocabulary_cannot_be_called(name: str, tiny_spec: Path) -> None:
    assert refused(renamed(tiny_spec, {"link.status": name})) == ["name-legal /vocabularies/0/id"]


@pytest.mark.parametrize("name", ["con", "aux.x", "lpt9", "x" * 73])
def test_a_payload_cannot_be_called(name: str, tiny_spec: Path) -> None:
    assert "name-legal /payloads/0/id" in refused(renamed(tiny_spec, {"link.callback": name}))


@pytest.mark.parametrize("name", ["NUL", "COM1", "README", "INDEX", "JSON", "X" * 73, "X" * 5000])
def test_a_code_cannot_be_called(name: str, tiny_spec: Path) -> None:
    assert refused(renamed(tiny_spec, {"UNAVAILABLE": name})) == ["name-legal /vocabularies/0/codes/3/name"]


@pytest.mark.parametrize("name", ["Con", "Info", "Events", "Literal", "Payload", "Map", "IsLink", "X" * 73])
def test_a_type_cannot_be_called(name: str, tiny_spec: Path) -> None:
    assert refused(renamed(tiny_spec, {"LinkStatus": name})) == ["name-legal /vocabularies/0/type_name"]


def test_ids_of_one_provider_differ_in_more_than_their_case(tiny_spec: Path) -> None:
    assert "name-collision" in str(refused(renamed(tiny_spec, {"link.step": "link.Status"})))


def words(first: str, others: str, joints: list[str]) -> st.SearchStrategy[str]:
    """Names of one to three words, some of which are taken or reserved somewhere."""
    awkward = ["con", "nul", "index", "methods", "info", "rules", "class", "a1", "x" * 30]
    plain = st.text(others, min_size=1, max_size=6).map(lambda word: first + word)
    parts = st.lists(st.one_of(plain, plain, st.sampled_from(awkward)), min_size=1, max_size=3)
    return st.builds(lambda joint, chosen: joint.join(chosen), st.sampled_from(joints), parts)


def type_names(others: str) -> st.SearchStrategy[str]:
    return words("E", others, ["X"]).map(lambda name: name[0].upper() + name[1:])


LOWER = string.ascii_lowercase + string.digits
NAMES = st.fixed_dictionaries(
    {},
    optional={
        "acme": words("a", LOWER, ["_"]),
        "link.status": words("b", LOWER + string.ascii_uppercase, [".", "_", "-"]),
        "link.step": words("b", LOWER + string.ascii_uppercase, [".", "_", "-"]),
        "link.callback": words("c", LOWER, [".", "_", "-"]),
        "link.event": words("c", LOWER, [".", "_", "-"]),
        "UNAVAILABLE": words("d", LOWER, ["_"]).map(str.upper),
        "FORM_SHOWN": words("d", LOWER, ["_"]).map(str.upper),
        "LinkStatus": type_names(LOWER + string.ascii_uppercase),
        "LinkCallback": type_names(LOWER),
    },
).filter(lambda names: len({name.casefold() for name in names.values()}) == len(names))


def unstorable(path: str) -> bool:
    """Say if some system cannot store a file of this path in a checkout."""
    parts = PurePosixPath(path).parts
    bad = any(path_problem(part, longest=120) or part != part.rstrip(". ") for part in parts)
    return bad or len(path) > 200 or bool(set(path) & set('<>:"|?*\\'))


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(NAMES)
def test_what_lint_accepts_is_written_and_can_be_stored(names: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        spec = renamed(Path(shutil.copytree(SPECS["tiny"], Path(folder) / "spec")), names)
        loaded = load(spec)
        if lint(loaded):
            return
        paths = list(render(resolve(loaded), targets()))
    assert not [path for path in paths if unstorable(path)]
    assert [path for path, count in Counter(map(str.casefold, paths)).items() if count > 1] == []
