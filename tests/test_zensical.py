"""The same configuration builds with Zensical: the same pages, with the same answers in them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import once
from tests.sites import codes, environment_of, parsed, run, words

pytest.importorskip("zensical")
BUILD = "from zensical.main import cli; cli()"


@pytest.fixture(scope="session", params=["tiny", "real"])
def both(
    request: pytest.FixtureRequest,
    rendered: Callable[[str], Path],
    built: Callable[[str], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, Path, Path]:
    """Return the generated tree of a spec and its site, as MkDocs builds it and as Zensical does."""
    name = request.param

    def build(folder: Path) -> None:
        environment = environment_of(folder)
        run("site/assemble.py", rendered(name), rendered(name), folder / "build", environment=environment)
        command = [sys.executable, "-c", BUILD, "build", "--config-file", "mkdocs.yml"]
        done = subprocess.run(
            command, cwd=folder / "build", env=environment, capture_output=True, text=True, check=False
        )
        # Other specs lack pages of real providers; being strict then ends it after the build.
        assert done.returncode == 0 or (name != "real" and "--strict" in done.stderr), done.stderr
        run("site/finish.py", rendered(name), rendered(name), folder / "build/site", environment=environment)
        shutil.rmtree(folder / "build/docs")

    folder = once(tmp_path_factory, f"zensical-{name}", build)
    return rendered(name), built(name), folder / "build/site"


def pages_of(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def test_both_make_the_same_pages(both: tuple[Path, Path, Path]) -> None:
    _, expected, found = both
    assert pages_of(found) == pages_of(expected)


def test_codes_have_their_verdict_and_their_copies(both: tuple[Path, Path, Path]) -> None:
    tree, expected, found = both
    for code in [*codes(tree)][::25]:
        page = f"{code['page']}.html"
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
    assert tabs(found) == tabs(expected)
    assert len(tabs(found)) >= 5


def tabs(site: Path) -> list[str]:
    return [
        str(attributes["href"]).removeprefix("./")
        for tag, attributes, _ in parsed(site / "index.html").tags
        if tag == "a" and attributes.get("class") == "md-tabs__link"
    ]


def test_diagrams_are_diagrams(both: tuple[Path, Path, Path]) -> None:
    _, expected, found = both
    drawn = {
        page for page in pages_of(expected) if '<pre class="mermaid">' in (expected / page).read_text("utf-8")
    }
    assert drawn
    for page in drawn:
        assert '<pre class="mermaid">' in (found / page).read_text("utf-8"), page
