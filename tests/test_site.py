"""The reference site as it is built: codes have pages, links lead somewhere, no text does harm."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from codegen.load import load
from codegen.render import render
from codegen.resolve import resolve
from codegen.targets.site.labels import label, unmarked
from codegen.targets.site.payloads import as_json
from codegen.targets.site.target import TARGET
from tests.conftest import REPO, SPECS, once

ADDRESS = "https://codes.example/"
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr", "path", "circle", "rect", "line", "polyline"}


def build_site(generated: Path, build: Path) -> Path:
    """Assemble and build as `make site` does, only with a stand-in for the large script; return the HTML."""
    script = build.parent / "mermaid.js"
    build.parent.mkdir(parents=True, exist_ok=True)
    script.write_text("var mermaid;\n", encoding="utf-8")
    environment = {
        **os.environ,
        "MERMAID": str(script),
        "LINKCODES_SITE_URL": ADDRESS,
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": "1767225600",
    }
    assemble = ["sh", str(REPO / "site/assemble.sh"), str(generated), str(build)]
    subprocess.run(assemble, check=True)
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(build / "mkdocs.yml")]
    done = subprocess.run(mkdocs, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return build / "site"


@pytest.fixture(scope="session")
def built(rendered: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that gives the built site of a spec: `built("real")`."""

    @cache
    def site(name: str) -> Path:
        tree = rendered(name)
        folder = once(tmp_path_factory, f"site-{name}", lambda folder: build_site(tree, folder / "build"))
        return folder / "build/site"

    return site


class Page(HTMLParser):
    """What a page is made of: tags with attributes, ids, links, the text of its article."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None], bool]] = []
        self.ids: set[str] = set()
        self.links: list[tuple[str, str]] = []
        self.scripts: list[str] = []
        self.text = ""
        self.everything = ""
        self._open: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes, "article" in self._open))
        self.ids |= {value for name, value in attrs if name in ("id", "name") and value}
        self.links += [(tag, value) for name, value in attrs if name in ("href", "src") and value]
        if tag not in VOID:
            self._open.append(tag)
        if tag != "wbr":
            self.handle_data(" " if tag in ("p", "li", "td", "dd", "dt", "br", "tr", "div", "h2") else "")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("script", "style"):
            self.scripts.append(data)
            return
        self.everything += data
        if "article" in self._open:
            self.text += data


@cache
def pages(site: Path) -> dict[str, Page]:
    return {path.relative_to(site).as_posix(): Page(path) for path in sorted(site.rglob("*.html"))}


def documented(tree: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((tree / "spec/linkcodes.json").read_bytes())
    return document


def codes(tree: Path) -> Iterator[dict[str, Any]]:
    for provider in documented(tree)["providers"]:
        for vocabulary in provider["vocabularies"]:
            yield from vocabulary["codes"]


# ---------------------------------------------------------------- pages and links


@pytest.mark.parametrize("name", ["tiny", "hostile", "real"])
def test_every_code_has_a_page_of_its_own(
    name: str, rendered: Callable[[str], Path], built: Callable[[str], Path]
) -> None:
    for code in codes(rendered(name)):
        page = Page(built(name) / f"{code['page']}.html")
        assert words(page.text).startswith(words(str(code["value"]))), code["id"]
        assert words(unmarked(code["summary"])) in words(page.text), code["id"]


def test_every_part_has_a_page(rendered: Callable[[str], Path], built: Callable[[str], Path]) -> None:
    for provider in documented(rendered("real"))["providers"]:
        assert (built("real") / provider["id"] / "index.html").is_file()
        for part in (*provider["vocabularies"], *provider["methods"], *provider["payloads"]):
            assert (built("real") / f"{part['page']}.html").is_file(), part["id"]


@pytest.mark.parametrize("name", ["tiny", "hostile", "real"])
def test_every_link_and_anchor_leads_somewhere(name: str, built: Callable[[str], Path]) -> None:
    site = built(name)
    found = pages(site)
    broken = [
        f"{path}: {link}"
        for path, page in found.items()
        if path != "404.html"  # its links are absolute, because it is shown anywhere
        for _, link in page.links
        if not leads(site, found, path, link)
    ]
    assert broken == []


def leads(site: Path, found: dict[str, Page], path: str, link: str) -> bool:
    address = urlsplit(link)
    if address.scheme:
        return address.scheme in ("https", "http")
    target = (site / path).parent / unquote(address.path) if address.path else site / path
    if not target.is_file():
        return False
    if not address.fragment or target.suffix != ".html":
        return True
    return unquote(address.fragment) in found[target.resolve().relative_to(site.resolve()).as_posix()].ids


def test_nothing_is_loaded_from_another_host(built: Callable[[str], Path]) -> None:
    loaded = {
        link
        for page in pages(built("real")).values()
        for tag, link in page.links
        if tag != "a" and urlsplit(link).netloc and not link.startswith(ADDRESS)
    }
    assert loaded == set()


def test_the_verdict_comes_first_and_says_who_must_act(
    rendered: Callable[[str], Path], built: Callable[[str], Path]
) -> None:
    actors = {term["id"] for term in documented(rendered("real"))["taxonomy"]["actors"]}
    judged = [code for code in codes(rendered("real")) if "actor" in code and "contexts" not in code]
    assert len(judged) > 80
    for code in judged:
        text = words(Page(built("real") / f"{code['page']}.html").text)
        verdict = text[text.index("Who must act") :]
        assert verdict.startswith(f"Who must act {label(code['actor'])}"), code["id"]
        assert all(label(action) in verdict for action in code["actions"])
        assert f"May a server retry? {'Yes' if code['unattended_retry'] else 'No'}." in verdict
        assert code["actor"] in actors


def test_a_value_with_several_meanings_shows_them_all(
    rendered: Callable[[str], Path], built: Callable[[str], Path]
) -> None:
    several = [code for code in codes(rendered("real")) if "contexts" in code]
    assert several
    for code in several:
        page = Page(built("real") / f"{code['page']}.html")
        for context in code["contexts"]:
            assert context["id"] in page.ids
            assert words(unmarked(context["summary"])) in words(page.text)
            for message in context.get("wire_messages", ()):
                assert words(message["text"]) in words(page.text)


# ---------------------------------------------------------------- search and sitemap


def test_the_search_knows_each_code_as_one_word(
    rendered: Callable[[str], Path], built: Callable[[str], Path]
) -> None:
    index = json.loads((built("real") / "search/search_index.json").read_bytes())
    separator = re.compile(index["config"]["separator"].replace("&[lg]t;", ""))
    entries = {doc["location"]: doc for doc in index["docs"]}
    for code in codes(rendered("real")):
        entry = entries[f"{code['page']}.html"]
        title = html.unescape(re.sub(r"<[^>]*>", "", entry["title"]))
        *value, rest = filter(None, separator.split(title))
        expected = list(filter(None, separator.split(str(code["value"]))))
        assert value == expected, "what follows the value must be no search term of its own"
        assert rest.startswith("·")
        assert entry["boost"] >= 10


def test_the_sitemap_lists_each_code(rendered: Callable[[str], Path], built: Callable[[str], Path]) -> None:
    sitemap = (built("tiny") / "sitemap.xml").read_text(encoding="utf-8")
    for code in codes(rendered("tiny")):
        assert f"<loc>{ADDRESS}{code['page']}.html</loc>" in sitemap


def test_the_same_bytes_every_time(
    rendered: Callable[[str], Path], built: Callable[[str], Path], tmp_path: Path
) -> None:
    again = build_site(rendered("tiny"), tmp_path / "elsewhere" / "build")
    assert contents(again) == contents(built("tiny"))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# ---------------------------------------------------------------- hostile texts


def words(text: str) -> str:
    """Return text as a reader sees it in HTML: runs of spaces are one space."""
    return " ".join(text.split())


NO_PROSE = {"url", "homepage", "value", "enum"}


def marked(node: Any, path: tuple[str, ...], found: dict[str, tuple[str, ...]]) -> Any:
    """Return a copy in which each free text ends in a mark of its own; note what is to be found."""
    if isinstance(node, dict):
        return {key: marked(child, (*path, key), found) for key, child in node.items()}
    if isinstance(node, list):
        return [marked(child, path, found) for child in node]
    if not isinstance(node, str) or " " not in node or path[-1] in NO_PROSE or {"body", "title"} <= set(path):
        return node
    # Lines hold 120 characters at most; some of the end makes room for the mark.
    text = f"{node[:110] if len(node) <= 120 else node} q{len(found)}q"
    found[text] = path
    return text


@pytest.fixture(scope="session")
def marked_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[str, ...]]]:
    """Return the built site of the hostile spec and all texts that must be found there."""
    folder = tmp_path_factory.mktemp("marked")
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(SPECS["hostile"].rglob("*.json")):
        data = json.loads(path.read_bytes())
        copy = folder / "spec" / path.relative_to(SPECS["hostile"])
        copy.parent.mkdir(parents=True, exist_ok=True)
        changed = data if "examples" in path.parts else marked(data, (path.stem,), found)
        copy.write_text(json.dumps(changed), encoding="utf-8")
    # Not linted: marked texts break rules on wording.
    for output_path, (_, output) in render(resolve(load(folder / "spec")), [TARGET]).items():
        (folder / "generated" / output_path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "generated" / output_path).write_bytes(output.text.encode("utf-8"))
    return build_site(folder / "generated", folder / "build"), found


def test_every_hostile_text_is_shown_unharmed(marked_site: tuple[Path, dict[str, tuple[str, ...]]]) -> None:
    site, found = marked_site
    shown = [words(page.everything) for page in pages(site).values()]
    diagrams = re.sub(r"#(\d+);", lambda match: chr(int(match[1])), "".join(shown)).replace("<br/>", "")
    diagrams = "".join(diagrams.split())
    assert len(found) > 100

    def is_shown(text: str, path: tuple[str, ...]) -> bool:
        if "flow" in path:  # broken into lines
            return "".join(unmarked(text).split()) in diagrams
        forms = {as_json(text)} if "vectors" in path else {text, unmarked(text)}
        return any(words(form) in page for form in forms for page in shown)

    assert [(path, text) for text, path in found.items() if not is_shown(text, path)] == []


def test_hostile_text_becomes_no_markup(
    marked_site: tuple[Path, dict[str, tuple[str, ...]]], built: Callable[[str], Path]
) -> None:
    usual = {tag for page in pages(built("tiny")).values() for tag, _, inside in page.tags if inside}
    for path, page in pages(marked_site[0]).items():
        for tag, attributes, inside in page.tags:
            assert not inside or tag in usual | {"details", "summary"}, f"{path}: <{tag}>"
            assert not [name for name in attributes if name.startswith("on")], f"{path}: {attributes}"
        assert not any("alert(1)" in script for script in page.scripts if not script.startswith("{")), path
        assert not [link for _, link in page.links if link.lower().startswith("javascript:")], path


def test_diagrams_hold_nothing_but_steps(built: Callable[[str], Path]) -> None:
    harmless = r"[\w .,()\-/'#;]+"
    line = re.compile(rf"(participant P\d+ as {harmless}|P\d+->>P\d+: {harmless}(<br/>{harmless})*)")
    diagrams = [
        path for path in built("hostile").rglob("*.html") if "sequenceDiagram" in path.read_text("utf-8")
    ]
    assert diagrams
    for path in diagrams:
        source = re.search(r'<pre class="mermaid"><code>(.*?)</code>', path.read_text("utf-8"), re.DOTALL)
        assert source
        directive, kind, numbers, *steps = html.unescape(source[1]).strip().split("\n")
        assert (directive[:3], kind, numbers) == ("%%{", "sequenceDiagram", "  autonumber")
        assert [step for step in steps if not line.fullmatch(step.strip())] == []


def test_hostile_examples_are_shown_as_they_are(built: Callable[[str], Path]) -> None:
    shown = words(Page(built("hostile") / "evil/payloads/callback.html").text)
    for path in sorted((SPECS["hostile"] / "examples/evil/callback/accept").glob("*.json")):
        assert words(as_json(json.loads(path.read_bytes()))) in shown
