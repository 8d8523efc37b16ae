"""`make site` again: only what changed is rendered, and the site is what it would be from nothing."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.conftest import REPO
from tests.sites import environment_of
from tests.test_emit import tree

sys.path.insert(0, str(REPO / "site"))  # whose `build` is not the tool of this name

import make as maker

pytestmark = pytest.mark.slow
PAGE, LIST, INDEX = "acme/link.status/OK", "acme/link.status/index", "search/pages.js"
ALL = None


class Site(NamedTuple):
    """A site that can be made again, and which files were rendered each time; None for all."""

    generated: Path
    build: Path
    rendered: list[set[str] | None]

    @property
    def files(self) -> dict[str, bytes]:
        return tree(self.build / "site")

    def make(self) -> dict[str, bytes]:
        self.rendered.clear()
        maker.make(self.generated, self.generated, self.build, strict=False)
        return self.files

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.generated / path).read_text(encoding="utf-8")
        assert old in text
        (self.generated / path).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def first(rendered: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what was generated and the site, made from nothing."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copytree(rendered("tiny"), folder / "generated")
    with pytest.MonkeyPatch.context() as patch:
        settle(patch, folder / "build")
        maker.make(folder / "generated", folder / "generated", folder / "build", strict=False)
    return folder


@pytest.fixture
def site(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return a copy of the site of the tiny spec."""
    shutil.copytree(first, tmp_path, dirs_exist_ok=True)
    settle(monkeypatch, tmp_path / "build")
    made = Site(tmp_path / "generated", tmp_path / "build", [])
    render = vars(maker)["render"]

    def noted(*arguments: Any, only: set[str] | None = None, **named: Any) -> None:
        made.rendered.append(only)
        render(*arguments, only=only, **named)

    monkeypatch.setattr(maker, "render", noted)
    return made


def settle(patch: pytest.MonkeyPatch, build: Path) -> None:
    for name, value in environment_of(build).items():
        if os.environ.get(name) != value:
            patch.setenv(name, value)


def from_nothing(site: Site) -> dict[str, bytes]:
    (site.build / "site.json").unlink()
    files = site.make()
    assert site.rendered == [ALL]
    return files


def test_made_at_first_it_is_what_the_steps_make(site: Site, built: Callable[[str], Path]) -> None:
    assert site.files == tree(built("tiny"))


def test_nothing_is_rendered_again_where_nothing_changed(site: Site) -> None:
    before = site.files
    assert site.make() == before
    assert site.rendered == [set()]


def test_a_word_renders_its_page_and_the_rest_is_as_if_made_from_nothing(site: Site) -> None:
    before = site.files
    site.edit(f"site/{PAGE}.md", "The connection works.", "The link works.")
    after = site.make()
    assert site.rendered == [{f"{PAGE}.md"}]
    changed = {path for path in after if after[path] != before[path]}
    assert {path for path in changed if path.endswith(".html")} == {f"{PAGE}.html"}
    assert after == from_nothing(site)


def test_a_page_that_the_search_leaves_out_from_now_on_goes_out_of_the_index(site: Site) -> None:
    assert f'["{LIST}.html"'.encode() in site.files[INDEX]
    site.edit(f"site/{LIST}.md", "ready: true\n", "ready: true\nsearch:\n  exclude: true\n")
    after = site.make()
    assert site.rendered == [{f"{LIST}.md"}]
    assert f'["{LIST}.html'.encode() not in after[INDEX]
    assert after == from_nothing(site)


def edit_by_hand(site: Path) -> None:
    (site / f"{PAGE}.html").write_text("edited", encoding="utf-8")


def remove(site: Path) -> None:
    (site / INDEX).unlink()


def add(site: Path) -> None:
    (site / "stray.html").write_text("stray", encoding="utf-8")


def damage(site: Path) -> None:
    memory = site.parent / "site.json"
    memory.write_bytes(memory.read_bytes()[:1000])


def forget_how(site: Path) -> None:
    (site.parent / "site.json").write_text('{"shared": ""}', encoding="utf-8")


@pytest.mark.parametrize("spoil", [edit_by_hand, remove, add, damage, forget_how])
def test_what_is_not_as_it_was_left_is_made_from_nothing(spoil: Callable[[Path], None], site: Site) -> None:
    before = site.files
    spoil(site.build / "site")
    assert site.make() == before
    assert site.rendered == [ALL]


def test_another_setting_renders_all(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert b"dataset.repository" not in site.files["assets/frame.js"]
    monkeypatch.setenv("LINKCODES_REPOSITORY", "https://code.example/repository")
    made = site.make()
    assert site.rendered == [ALL]
    assert b'dataset.repository = "https://code.example/repository";' in made["assets/frame.js"]


@pytest.mark.parametrize("path", [f"site/{PAGE}.md", f"machine/{PAGE}.json"])
def test_a_file_that_goes_leaves_nothing_behind(path: str, site: Site) -> None:
    (site.generated / path).unlink()
    gone = path.split("/", 1)[1].replace(".md", ".html")
    assert gone in site.files
    assert gone not in site.make()
    assert site.rendered == [ALL]


def test_a_page_that_lost_a_place_lets_all_links_be_checked(site: Site) -> None:
    site.edit(f"site/{PAGE}.md", "{ #sample ", "{ #example ")
    site.make()
    assert site.rendered == [{f"{PAGE}.md"}, ALL]


def test_a_build_that_fails_is_not_remembered(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(maker, "finish", fails)
        with pytest.raises(OSError, match="the disk is full"):
            site.make()
    site.make()
    assert site.rendered == [ALL]
