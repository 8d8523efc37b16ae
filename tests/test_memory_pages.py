"""Memory of the pages: what is taken over is what would be made, and what has changed is made."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from codegen.command import cli
from codegen.command.pipeline import resolved_spec
from codegen.output.render import Workshop
from codegen.text.pointer import steps_of
from codegen.views.book import Book
from tests.editing import edit
from tests.provenance import parted
from tests.test_cli import codegen
from tests.test_emit import tree
from tests.trusting import memory_file

pytestmark = pytest.mark.slow


def pages(spec: Path, folder: Path) -> dict[str, bytes]:
    assert codegen("pages", "--spec", spec, "--out", folder)[0] == cli.OK
    return tree(folder)


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a spec of two providers and its pages."""
    base = tmp_path_factory.mktemp("paged")
    spec, folder = parted(base), base / "pages"
    pages(spec, folder)
    return spec, folder


WORDS = [
    ("spec.json", "/taxonomy/categories/0/summary"),
    ("spec.json", "/taxonomy/actions/0/instruction"),
    ("texts/en.json", "/entries/0/end_user/body"),
    ("providers/acme.json", "/name"),
    ("providers/acme.json", "/sources/0/title"),
    ("providers/acme/status.json", "/vocabularies/0/summary"),
    ("providers/acme/status.json", "/vocabularies/0/codes/0/summary"),
    ("providers/acme/status.json", "/vocabularies/0/codes/0/value"),
    ("providers/acme/wire.json", "/payloads/0/summary"),
]
"""Words that other pages than their own show, or link by: of the taxonomy, of a provider, of a code."""


@pytest.mark.parametrize(("name", "pointer"), WORDS, ids=[pointer for _, pointer in WORDS])
def test_a_changed_word_reaches_every_page_that_it_reaches_from_nothing(
    name: str, pointer: str, paged: tuple[Path, Path], tmp_path: Path
) -> None:
    first, folder = paged
    spec = Path(shutil.copytree(first, tmp_path / "spec"))
    known = Path(shutil.copytree(folder, tmp_path / "known"))
    shutil.copy(memory_file(folder), memory_file(known))
    value: Any = json.loads((spec / name).read_bytes())
    for step in steps_of(pointer):
        value = value[int(step) if isinstance(value, list) else step]
    more = "_MORE" if pointer.endswith("/value") else " more"
    edit(spec, name, pointer, value[:-1] + more + "." if value.endswith(".") else value + more)
    assert codegen("lint", "--spec", spec)[0] == cli.OK
    after = pages(spec, known)
    assert after == pages(spec, tmp_path / "nothing")
    assert after != tree(folder)


def test_what_links_to_pages_has_another_repr_if_any_link_is_another(tiny_spec: Path) -> None:
    def told() -> str:
        return repr(Book(resolved_spec(tiny_spec)).xref("acme/index", "acme", "acme:link.status"))

    before = told()
    assert before == told()
    edit(tiny_spec, "providers/acme.json", "/vocabularies/0/codes/0/value", "ANOTHER_VALUE")
    assert before != told()


def test_a_page_whose_contents_did_not_change_is_taken_over(
    paged: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else what a template gets does not tell itself: an address in memory is another in each run."""
    first, folder = paged
    spec = Path(shutil.copytree(first, tmp_path / "spec"))
    known = Path(shutil.copytree(folder, tmp_path / "known"))
    shutil.copy(memory_file(folder), memory_file(known))
    rendered: list[str] = []
    render = Workshop.render

    def noted(workshop: Workshop, template: str, **context: Any) -> str:
        rendered.append(template)
        return render(workshop, template, **context)

    monkeypatch.setattr(Workshop, "render", noted)
    edit(spec, "providers/acme/status.json", "/vocabularies/0/codes/0/summary", "It really works.")
    before, after = tree(folder), pages(spec, known)
    changed = [path for path in after if after[path] != before[path] and path.endswith(".md")]
    own = ("code.md.jinja", "payload.md.jinja", "rule.md.jinja")
    assert 0 < sum(template in own for template in rendered) <= len(changed) < len(after) // 4
