"""The pages of what was edited, which `make serve` shows before all others are made."""

from __future__ import annotations

import shutil
from pathlib import Path

from codegen.output.render import Workshop
from codegen.read.load import load
from codegen.resolve.build import resolve
from codegen.targets.site.pages import edited
from codegen.targets.site.target import TARGET
from tests.conftest import SPECS
from tests.editing import edit
from tests.specs import resolved


def test_pages_of_an_edited_code_are_the_same_alone_as_among_all(tmp_path: Path) -> None:
    shutil.copytree(SPECS["tiny"], tmp_path / "spec")
    edit(
        tmp_path / "spec",
        "providers/acme.json",
        "/vocabularies/0/codes/0/summary",
        "It is quite another thing.",
    )
    before, after = resolved("tiny"), resolve(load(tmp_path / "spec"))
    vocabulary = after.providers[0].vocabularies[0]
    found = {output.path: output.text for output in edited(after, before, Workshop(TARGET.folder))}
    assert found.keys() == {f"site/{page}.md" for page in (vocabulary.page, vocabulary.codes[0].page)}
    every = {output.path: output.text for output in TARGET.render(after, Workshop(TARGET.folder))}
    assert found.items() <= every.items()


def test_what_was_not_edited_has_no_such_pages() -> None:
    spec = resolved("tiny")
    assert [*edited(spec, spec.model_copy(), Workshop(TARGET.folder))] == []
