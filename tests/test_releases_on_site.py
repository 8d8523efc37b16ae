"""The page of a release has every change of advice, and the feeds tell of releases and of nothing else."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import feedparser
import pytest

from codegen.command.pipeline import resolved_spec
from codegen.output.render import render, targets
from tests.conftest import REPO
from tests.editing import edit
from tests.recorded import ACME, copied, prepare, record

OK = "/vocabularies/0/codes/0/behavior"
ADDRESS = "https://codes.example/"
VOCABULARY = "acme:link.status"


def link_feeds(site: Path) -> None:
    """Do what `site/finish.py` does with feeds where the site has an address."""
    found = importlib.util.spec_from_file_location("feeds", REPO / "site/feeds.py")
    assert found and found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    module.link_feeds(site, ADDRESS)


def pages(spec: Path) -> dict[str, str]:
    chosen = [target for target in targets() if target.is_pages]
    return {path: output.text for path, (_, output) in render(resolved_spec(spec), chosen).items()}


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A spec with two releases and a third in the making, each with another severity and another advice."""
    folder = copied(tmp_path_factory.mktemp("releases"))
    record(folder, "2026-01-01")
    prepare(folder, "0.2.0")
    edit(folder, ACME, f"{OK}/severity", "warning")
    record(folder, "2026-02-01")
    prepare(folder, "0.3.0")
    for code in (0, 1):
        edit(folder, ACME, f"/vocabularies/0/codes/{code}/synonyms", remove=True)
    edit(folder, ACME, f"{OK}/situation", "provider_down")
    edit(folder, ACME, f"{OK}/reason", "It <b>failed</b> | again.")
    return folder


@pytest.fixture(scope="module")
def made(spec: Path) -> dict[str, str]:
    return pages(spec)


# ---------------------------------------------------------------- pages


def test_there_is_a_page_for_each_release_and_for_the_one_in_the_making(made: dict[str, str]) -> None:
    found = {path: text for path, text in made.items() if path.startswith("site/releases/")}
    assert sorted(found) == [f"site/releases/0.{minor}.0.md" for minor in (1, 2, 3)]
    assert "Released on 2026-01-01. The first version" in one_line(found["site/releases/0.1.0.md"])
    assert "Released on 2026-02-01. Compared with [0.1.0](0.1.0.md)" in one_line(
        found["site/releases/0.2.0.md"]
    )
    assert "In preparation. Compared with [0.2.0](0.2.0.md)" in one_line(found["site/releases/0.3.0.md"])


def test_advice_is_told_with_the_old_plan_the_new_plan_and_the_reason(made: dict[str, str]) -> None:
    page = made["site/releases/0.3.0.md"]
    [line] = [line for line in page.splitlines() if "| [`OK`]" in line]
    _, code, old, new, why, _ = [cell.strip() for cell in line.replace("\\|", "&").split("|")]
    assert code == "[`OK`](../acme/link.status/OK.md)"
    assert (old, new) == ("Stop", "Retry: retry later; with no user there: escalate")
    assert "It &#60;b&#62;failed" in why and "<b>" not in why


def test_what_no_plan_changes_is_told_by_rule(made: dict[str, str]) -> None:
    page = made["site/releases/0.2.0.md"]
    assert "`severity-changed`" in page
    assert "- `acme:link.status#OK`: severity info became warning" in page
    assert "| [`OK`]" not in page


def test_a_code_page_says_what_changed_it(made: dict[str, str]) -> None:
    assert "0.2.0 (severity changed); 0.3.0 (" in made["site/acme/link.status/OK.md"]


def test_a_spec_without_a_history_has_no_pages_of_releases(tmp_path: Path) -> None:
    assert [path for path in pages(copied(tmp_path)) if "releases/" in path or path.endswith(".atom")] == []


def one_line(text: str) -> str:
    return " ".join(text.split())


# ---------------------------------------------------------------- feeds


@pytest.fixture
def site(made: dict[str, str], tmp_path: Path) -> Path:
    """A folder with the feeds, as they lie on a site."""
    for path, text in made.items():
        if path.startswith("machine/") and "changes." in path:
            target = tmp_path / path.removeprefix("machine/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["changes", "acme/changes"])
def test_a_reader_of_feeds_finds_what_was_released(name: str, site: Path) -> None:
    read = feedparser.parse((site / f"{name}.atom").read_bytes())
    assert (read.bozo, read.version) == (False, "atom10")
    told = {entry.id: entry.updated for entry in read.entries}
    assert told == {
        "urn:linkcodes:changes:0.2.0": "2026-02-01T00:00:00Z",
        f"urn:linkcodes:changes:0.2.0:{VOCABULARY}": "2026-02-01T00:00:00Z",
        "urn:linkcodes:changes:0.1.0": "2026-01-01T00:00:00Z",
    }
    assert read.feed.updated == "2026-02-01T00:00:00Z"
    assert "severity info became warning" in read.entries[1].content[0].value
    items = json.loads((site / f"{name}.json").read_bytes())["items"]
    assert {item["id"]: item["date_published"] for item in items} == told


@pytest.mark.parametrize("name", ["changes", "acme/changes"])
def test_links_are_relative_until_the_site_has_an_address(name: str, site: Path) -> None:
    page = "releases/0.2.0.html#acme-link-status"
    before = (site / f"{name}.atom").read_text(encoding="utf-8")
    assert f'href="{"../" * name.count("/")}{page}"' in before
    assert "://" not in before.replace("http://www.w3.org/2005/Atom", "")
    link_feeds(site)
    read = feedparser.parse((site / f"{name}.atom").read_bytes())
    assert (read.bozo, read.feed.links[0].href) == (False, f"{ADDRESS}{name}.atom")
    assert read.entries[1].link == f"{ADDRESS}{page}"
    feed = json.loads((site / f"{name}.json").read_bytes())
    assert (feed["feed_url"], feed["items"][1]["url"]) == (f"{ADDRESS}{name}.json", f"{ADDRESS}{page}")
    once = {path: path.read_bytes() for path in site.rglob("changes.*")}
    link_feeds(site)
    assert {path: path.read_bytes() for path in site.rglob("changes.*")} == once
