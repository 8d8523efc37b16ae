"""What is made again of a provider when a part of it changes: no more than that part reaches, and no less."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from codegen.command import cli
from codegen.output import memory
from codegen.output.render import Output, Workshop
from codegen.resolve.spec import on_the_wire, without_payload_texts
from codegen.targets.models import generator
from codegen.targets.models import target as models
from codegen.targets.models.schema import Definitions
from tests.conftest import SPECS
from tests.editing import edit
from tests.specs import resolved
from tests.test_cli import codegen
from tests.test_emit import tree
from tests.trusting import MODELS, check, generate

pytestmark = pytest.mark.slow
ACME = "providers/acme.json"
SUMMARY = "/payloads/0/summary"
CODE = "/vocabularies/0/codes/0/summary"
VALUE = "/vocabularies/0/codes/0/value"


def field_of(spec: Path) -> str:
    """Return the pointer to the first described field of the first payload."""
    body = json.loads((spec / ACME).read_bytes())["payloads"][0]["body"]
    return next(f"/payloads/0/body/properties/{name}" for name in body["properties"])


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each time that the tool is run."""
    runs: list[str] = []
    original = generator.classes

    def classes(definitions: Definitions) -> str:
        runs.append("classes")
        return original(definitions)

    monkeypatch.setattr(generator, "classes", classes)
    return runs


def from_nothing(spec: Path) -> dict[str, bytes]:
    folder = spec.parent / "from nothing"
    generate(spec, folder)
    return tree(folder)


@pytest.mark.parametrize("where", ["payload", "field"])
@pytest.mark.parametrize(
    "text",
    ["One line.", 'Says "no" and \\ then \u2028 more.', 'First.\n\nSecond, with three quotes: """.'],
    ids=["plain", "strange", "in paragraphs"],
)
def test_other_words_are_written_into_the_models_that_are_there(
    where: str, text: str, tiny_built: tuple[Path, Path], made: list[str]
) -> None:
    spec, folder = tiny_built
    at = "/payloads/0/description" if where == "payload" else f"{field_of(spec)}/description"
    edit(spec, ACME, at, text)
    generate(spec, folder)
    assert made == []
    assert check(spec, folder) == cli.OK
    assert tree(folder) == from_nothing(spec)
    assert made == ["classes"]


def test_a_second_edit_finds_the_form_again(tiny_built: tuple[Path, Path], made: list[str]) -> None:
    """Whether the models were rewritten in the run before, or taken over as they were."""
    spec, folder = tiny_built
    for number, where in enumerate((SUMMARY, CODE, SUMMARY, SUMMARY)):
        edit(spec, ACME, where, f"Something else, for the {number} time.")
        generate(spec, folder)
    assert made == []
    assert tree(folder) == from_nothing(spec)


def test_other_fields_are_made_by_the_tool(tiny_built: tuple[Path, Path], made: list[str]) -> None:
    spec, folder = tiny_built
    edit(spec, ACME, "/payloads/0/body/properties/extra", {"type": "string", "description": "More."})
    generate(spec, folder)
    assert made == ["classes"]
    assert tree(folder) == from_nothing(spec)


def test_another_version_of_the_tool_makes_them_again(
    tiny_built: tuple[Path, Path], made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    spec, folder = tiny_built
    monkeypatch.setattr("importlib.metadata.version", lambda name: "0.0.0")
    edit(spec, ACME, SUMMARY, "Something else.")
    generate(spec, folder)
    assert made == ["classes"]


def test_another_generator_makes_them_again(tiny_built: tuple[Path, Path]) -> None:
    _, folder = tiny_built
    remembered = memory.recall(folder)
    form = remembered.forms[MODELS]
    assert form.startswith(remembered.makers) and len(form) == 2 * 64
    assert [taken.path for taken in remembered.shelf(folder).reuse(form)] == [MODELS]
    assert remembered.shelf(folder).reuse("0" * 64 + form[64:]) == []


def test_an_edited_output_is_never_taken_for_a_form(tiny_built: tuple[Path, Path], made: list[str]) -> None:
    spec, folder = tiny_built
    path = folder / MODELS
    path.write_text(path.read_text(encoding="utf-8").replace(": str", ": int", 1), encoding="utf-8")
    edit(spec, ACME, SUMMARY, "Something else.")
    generate(spec, folder)
    assert made == ["classes"]
    assert tree(folder) == from_nothing(spec)


def test_an_output_without_room_for_its_texts_is_made_again() -> None:
    definitions = Definitions({})
    definitions.define("Thing", {"properties": {"a": {"type": "string", "description": "A."}}}, "Doc.")
    assert generator.rewritten('class Thing:\n    """Old."""\n', definitions) == ""
    text = 'class Thing:\n    """Old."""\n\n    a: str\n    """Older,\n    in two lines.\n    """\n'
    wanted = 'class Thing:\n    """Doc."""\n\n    a: str\n    """A."""\n'
    assert generator.rewritten(text, definitions) == wanted


@pytest.mark.parametrize("name", SPECS)
def test_the_models_of_every_spec_are_forms(name: str, rendered: Callable[[str], Path]) -> None:
    """Else each word of a payload would run the tool again, and no output would show it."""
    for provider in resolved(name).providers:
        definitions = Definitions(dict.fromkeys(models._coded_types(provider), "x"))
        for payload in provider.payloads:
            definitions.add(payload)
        if provider.payloads:
            path = rendered(name) / f"python/linkcodes/models/{provider.id}.py"
            text = path.read_text(encoding="utf-8")
            assert generator.rewritten(text, definitions) == text


def taken_over(spec: Path, folder: Path) -> set[str]:
    """Return the outputs that a run takes over from the last one."""
    found: set[str] = set()
    original = Workshop.once

    def once(self: Workshop, made_from: Any, make: Callable[[], Iterable[Output]]) -> list[Output]:
        ran: list[bool] = []

        def noted() -> Iterable[Output]:
            ran.append(True)
            return make()

        outputs = original(self, made_from, noted)
        found.update(() if ran else {output.path for output in outputs})
        return outputs

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Workshop, "once", once)
        assert codegen("generate", "--dry-run", "--spec", spec, "--out", folder)[0] == cli.OK
    return found


VALIDATORS = {
    "jsonschema/strict/acme.schema.json", "jsonschema/tolerant/acme.schema.json",
    "python/linkcodes/data/payloads.json", "typescript/src/validate/acme.ts", "conformance/validate.json",
}  # fmt: skip
RULES = "python/linkcodes/data/rules/acme.json"


def test_a_part_reaches_what_is_made_of_it_and_nothing_else(tiny_built: tuple[Path, Path]) -> None:
    spec, folder = tiny_built
    edit(spec, ACME, CODE, "Something else.")
    assert VALIDATORS - taken_over(spec, folder) == set()
    generate(spec, folder)
    edit(spec, ACME, SUMMARY, "Something else.")
    assert {RULES, "python/linkcodes/data/payloads.json"} - taken_over(spec, folder) == set()
    generate(spec, folder)
    edit(spec, ACME, VALUE, "ANOTHER_VALUE")
    assert (VALIDATORS | {RULES}) & taken_over(spec, folder) == {"conformance/validate.json"}


def test_an_example_reaches_the_vectors(tiny_built: tuple[Path, Path]) -> None:
    spec, folder = tiny_built
    edit(spec, "examples/acme/link.callback.json", "/accept/connected/acme_id", "another")
    assert "conformance/validate.json" not in taken_over(spec, folder)
    generate(spec, folder)
    assert tree(folder) == from_nothing(spec)


def test_what_a_narrowed_provider_does_not_have_cannot_be_read() -> None:
    [provider] = resolved("tiny").providers
    wire = on_the_wire(provider)
    assert wire.vocabularies[0].codes[0].value == provider.vocabularies[0].codes[0].value
    payload = without_payload_texts(provider).payloads[0]
    for part, name in (
        (wire.vocabularies[0].codes[0], "summary"), (wire.payloads[0], "examples"), (payload, "summary"),
    ):  # fmt: skip
        with pytest.raises(AttributeError):
            getattr(part, name)
    fields = payload.body["properties"].values()
    assert all("description" in field for field in provider.payloads[0].body["properties"].values())
    assert not any("description" in field for field in fields)
