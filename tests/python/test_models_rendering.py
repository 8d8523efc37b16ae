"""How the models are made: the same each time, and only when something in their making has changed."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from codegen.output.render import Known, Output, render
from codegen.read.load import load
from codegen.resolve.build import resolve
from codegen.resolve.spec import ResolvedSpec
from codegen.targets.models import generator
from codegen.targets.models.schema import Definitions
from codegen.targets.models.target import TARGET
from tests.conftest import REPO, SPECS
from tests.editing import edit
from tests.specs import resolved

PATH = "python/linkcodes/models/acme.py"
RENDER = """
import sys
from pathlib import Path
from codegen.read.load import load
from codegen.output.render import render
from codegen.resolve.build import resolve
from codegen.targets.models.target import TARGET
plan = render(resolve(load(Path(sys.argv[1]))), [TARGET])
sys.stdout.buffer.write(plan[sys.argv[2]][1].text.encode("utf-8"))
"""


@pytest.fixture(scope="module")
def spec() -> ResolvedSpec:
    return resolved("tiny")


@pytest.fixture(scope="module")
def output(spec: ResolvedSpec) -> Output:
    return render(spec, [TARGET], Known())[PATH][1]


def test_an_unchanged_module_is_not_made_again(
    spec: ResolvedSpec, output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generator, "classes", None)  # whoever calls it now fails
    kept = replace(output, text="# as it was\n")
    again = render(spec, [TARGET], Known(lambda recipe: [kept] * (recipe == output.recipe)))[PATH][1]
    assert again == kept


@pytest.mark.parametrize(
    ("part", "value"),
    [("summary", "Another text."), ("type_name", "OtherName"), ("body", {"properties": {}})],
)
def test_any_change_of_a_payload_changes_the_recipe(
    spec: ResolvedSpec, output: Output, part: str, value: Any
) -> None:
    provider = spec.providers[0]
    payloads = (provider.payloads[0].model_copy(update={part: value}), *provider.payloads[1:])
    changed = spec.model_copy(update={"providers": (provider.model_copy(update={"payloads": payloads}),)})
    assert render(changed, [TARGET], Known())[PATH][1].recipe != output.recipe


def test_a_new_version_of_the_tool_changes_the_recipe(
    spec: ResolvedSpec, output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda name: "99.0")
    assert render(spec, [TARGET], Known())[PATH][1].recipe != output.recipe


@pytest.mark.slow
def test_the_same_spec_makes_the_same_models_anywhere(tmp_path: Path) -> None:
    path = "python/linkcodes/models/evil.py"
    here = render(resolved("hostile"), [TARGET])[path][1].text
    # A project's settings would change what the tool does, if it looked for them where it is started.
    (tmp_path / "pyproject.toml").write_text('[tool.isort]\nknown_first_party = ["linkcodes"]\n')
    surroundings = {"PYTHONPATH": str(REPO), "PYTHONHASHSEED": "4711", "TZ": "Asia/Kathmandu", "LC_ALL": "C"}
    result = subprocess.run(
        [sys.executable, "-B", "-c", RENDER, str(SPECS["hostile"]), path],
        cwd=tmp_path, env=os.environ | surroundings, capture_output=True, check=True,
    )  # fmt: skip
    assert result.stdout.decode("utf-8") == here


def test_names_that_the_tool_needs_itself_are_refused(spec: ResolvedSpec) -> None:
    provider = spec.providers[0]
    payload = provider.payloads[0].model_copy(update={"type_name": "Payload"})
    changed = spec.model_copy(update={"providers": (provider.model_copy(update={"payloads": (payload,)}),)})
    with pytest.raises(ValueError, match="Payload"):
        render(changed, [TARGET])


def test_the_types_of_further_fields_are_kept(tiny_spec: Path) -> None:
    more = {"type": "array", "items": {"type": "string"}}
    edit(tiny_spec, "providers/acme.json", "/definitions/LinkBank/additionalProperties", more)
    text = render(resolve(load(tiny_spec)), [TARGET])[PATH][1].text
    assert "class LinkBank(Payload):\n" in text
    assert "    __pydantic_extra__: dict[str, list[str]]\n" in text
    assert "Dict" not in text
    assert "ConfigDict" not in text


def test_two_objects_of_one_name_must_be_the_same() -> None:
    definitions = Definitions({})
    item = {"type": "object", "title": "Item", "properties": {"a": {"type": "string"}}}
    definitions.define("First", {"properties": {"x": item, "y": dict(item)}}, "")
    assert list(definitions.schemas) == ["Item", "First"]
    with pytest.raises(ValueError, match="Item"):
        definitions.define("Second", {"properties": {"x": {**item, "properties": {"b": {}}}}}, "")
