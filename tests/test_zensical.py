"""The same configuration builds with Zensical: the same pages, with the same answers in them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from tests.conftest import once
from tests.proved import SITE
from tests.sampling import seed_of_commit
from tests.sites import codes, environment_of, navigation, parsed, run, words

pytest.importorskip("zensical")
pytestmark = pytest.mark.follows_from(*SITE, seed=seed_of_commit())
LEFT_OUT = "left-out.txt"
SHAPES = 50
"""How many shapes of pages there are at least; more than a hundred today."""
LINKS = re.compile(r"^(  links:\n    not_found: )warn$", re.MULTILINE)
BUILD = "from zensical.main import cli; cli()"


@pytest.fixture(scope="session", params=["tiny", "real"])
def both(
    request: pytest.FixtureRequest,
    rendered: Callable[[str], Path],
    built: Callable[[str], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, Path, Path]:
    """Return the generated tree of a spec and its site, as MkDocs builds it and as Zensical does.

    Of the real site, Zensical builds one page of each shape; `make test-release` lets it build all of them.
    """
    name = request.param
    folder = once(
        tmp_path_factory, f"zensical-{name}", lambda folder: build(rendered(name), folder, name == "real")
    )
    return rendered(name), built(name), folder / "build/site"


def build(tree: Path, folder: Path, is_thin: bool) -> None:
    """Build the site of a generated tree, or a part of it, and write down which pages were left out."""
    environment = environment_of(folder)
    run("site/assemble.py", tree, tree, folder / "build", environment=environment)
    docs = folder / "build/docs"
    removed = thin(docs) if is_thin else []
    if is_thin:
        overlook_links(folder / "build/mkdocs.yml")
    (folder / LEFT_OUT).write_text("\n".join(removed), encoding="utf-8")
    command = [sys.executable, "-c", BUILD, "build", "--config-file", "mkdocs.yml"]
    done = subprocess.run(
        command, cwd=folder / "build", env=environment, capture_output=True, text=True, check=False
    )
    # Links of guides to pages that the tiny spec has not end it after the build: it is strict.
    assert done.returncode == 0 or "--strict" in done.stderr, done.stderr
    run("site/finish.py", tree, tree, folder / "build/site", environment=environment)
    shutil.rmtree(docs)


def thin(docs: Path) -> list[str]:
    """Leave one page of each shape of those made by templates, by a seed; return the HTML pages left out."""
    seed = seed_of_commit()
    made = [path for path in docs.glob("*/*/*.md") if path.parts[-3] != "guides"]
    made.sort(key=lambda path: sha256(f"{seed} {path.relative_to(docs)}".encode()).digest())
    kept: dict[tuple[object, ...], Path] = {}
    for path in made:
        if kept.setdefault(shape(path), path) != path:
            path.unlink()
    print(f"seed {seed}: {len(kept)} of {len(made)} pages, one of each shape")
    assert SHAPES < len(kept) < len(made) / 2
    left_out = {*made} - {*kept.values()}
    return sorted(path.relative_to(docs).with_suffix(".html").as_posix() for path in left_out)


def overlook_links(configuration: Path) -> None:
    """Let links lead to pages that were left out: Zensical would print each beside its page, for a minute."""
    text, number = LINKS.subn(r"\1ignore", configuration.read_text(encoding="utf-8"))
    assert number == 1
    configuration.write_text(text, encoding="utf-8")


def shape(path: Path) -> tuple[object, ...]:
    """Return what sets pages of one template apart: their sections and the forms of text in them."""
    text = path.read_text(encoding="utf-8")
    sections = re.findall(r"^## (\w+ \w+)", text, re.MULTILINE)
    forms = [form for form in ("<details", "=== ", "```mermaid", "<table", "| ---") if form in text]
    return (path.stem == "index", path.parent.name in ("methods", "payloads"), *sections, *forms)


def pages_of(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def shared(expected: Path, found: Path) -> set[str]:
    """Return the pages that both must have: all that were not left out."""
    left_out = (found.parents[1] / LEFT_OUT).read_text("utf-8").split("\n")
    return pages_of(expected) - {*left_out}


def test_both_make_the_same_pages(both: tuple[Path, Path, Path]) -> None:
    _, expected, found = both
    assert pages_of(found) == shared(expected, found)


def test_codes_have_their_verdict_and_their_copies(both: tuple[Path, Path, Path]) -> None:
    tree, expected, found = both
    there_are = shared(expected, found)
    pages = [page for code in codes(tree) if (page := f"{code['page']}.html") in there_are]
    assert pages
    for page in pages:
        there, here = parsed(expected / page), parsed(found / page)
        for text in verdicts(expected / page):
            assert text in words(here.text), page
        assert words(there.text)[:60] == words(here.text)[:60]
        assert (found / page).with_suffix(".json").is_file()
        assert any(attributes.get("type") == "text/markdown" for _, attributes, _ in here.tags)


def verdicts(path: Path) -> list[str]:
    text = words(parsed(path).text)
    return [text[text.index("Who must act") :][:120]] if "Who must act" in text else []


def test_the_navigation_is_the_same(both: tuple[Path, Path, Path]) -> None:
    _, expected, found = both
    parts = navigation(expected)["parts"]
    assert tabs(found) == [address for _, address, *_ in parts]
    assert len(parts) >= 5


def tabs(site: Path) -> list[str]:
    """Return where the tabs of the theme's own frame lead."""
    return [
        str(attributes["href"]).removeprefix("./")
        for tag, attributes, _ in parsed(site / "index.html").tags
        if tag == "a" and attributes.get("class") == "md-tabs__link"
    ]


def test_diagrams_are_diagrams(both: tuple[Path, Path, Path]) -> None:
    _, expected, found = both
    pages = shared(expected, found)
    drawn = {page for page in pages if '<pre class="mermaid">' in (expected / page).read_text("utf-8")}
    assert drawn
    for page in drawn:
        assert '<pre class="mermaid">' in (found / page).read_text("utf-8"), page
