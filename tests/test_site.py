"""The reference site as it is built: codes have pages, links lead somewhere, no text does harm."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from codegen.output.render import render, targets
from codegen.read.load import load
from codegen.resolve.build import resolve
from codegen.targets.site.payloads import as_json
from codegen.views.advice import advice
from codegen.views.labels import label, unmarked
from tests.conftest import REPO, SPECS
from tests.sites import (
    ADDRESS,
    QuickPage,
    build_site,
    codes,
    documented,
    navigation,
    pages,
    parsed,
    quick_pages,
    skimmed,
    words,
)
from tests.specs import resolved

# ---------------------------------------------------------------- pages and links


@pytest.mark.parametrize("name", ["tiny", "hostile", "real"])
def test_every_code_has_a_page_of_its_own(
    name: str, rendered: Callable[[str], Path], built: Callable[[str], Path]
) -> None:
    for code in codes(rendered(name)):
        lead = words(skimmed(built(name) / f"{code['page']}.html").lead)
        assert lead.startswith(words(str(code["value"]))), code["id"]
        assert words(unmarked(code["summary"])) in lead, code["id"]


def test_every_part_has_a_page(rendered: Callable[[str], Path], built: Callable[[str], Path]) -> None:
    for provider in documented(rendered("real"))["providers"]:
        assert (built("real") / provider["id"] / "index.html").is_file()
        for part in (*provider["vocabularies"], *provider["methods"], *provider["payloads"]):
            assert (built("real") / f"{part['page']}.html").is_file(), part["id"]


REAL = ("guides/", "machines.html")
"""Hand-written pages that show real providers; they may link to pages that other specs have not."""


@pytest.mark.parametrize("name", ["tiny", "hostile", "real"])
def test_every_link_and_anchor_leads_somewhere(name: str, built: Callable[[str], Path]) -> None:
    found = quick_pages(built(name))
    files = {path.relative_to(built(name)).as_posix() for path in built(name).rglob("*") if path.is_file()}
    asked = {
        (path if link.startswith("#") else dirname(path), link): path
        for path, page in found.items()
        if path != "404.html"  # its links are absolute, because it is shown anywhere
        if name == "real" or not path.startswith(REAL)
        for _, link in page.links
    }  # pages of one folder have most of their links in common
    broken = [f"{path}: {link}" for (_, link), path in asked.items() if not leads(files, found, path, link)]
    assert broken == []


def leads(files: set[str], found: dict[str, QuickPage], path: str, link: str) -> bool:
    address = urlsplit(link)
    if address.scheme:
        return address.scheme in ("https", "http")
    target = normpath(join(dirname(path), unquote(address.path))) if address.path else path
    if target not in files:
        return False
    return not address.fragment or target not in found or unquote(address.fragment) in found[target].ids


@pytest.mark.parametrize("name", ["tiny", "hostile", "real"])
def test_the_lists_beside_the_pages_lead_to_all_pages(name: str, built: Callable[[str], Path]) -> None:
    lists = {part: dict(listed(entries, "")) for part, entries in navigation(built(name)).items()}
    found = quick_pages(built(name))
    assert set().union(*lists.values()) == found.keys() - {"404.html"}
    assert [title for titles in lists.values() for title in titles.values() if "<" in title] == []
    for path, page in found.items():
        [script] = [link for tag, link in page.links if tag == "script" and "assets/nav/" in link]
        assert path == "404.html" or path in lists[Path(script).stem], path


def listed(entries: list[Any], base: str) -> list[tuple[str, str]]:
    """Return the address and the title of each page in a list."""
    found = []
    for title, address, *below in entries:
        own = base if address is None else normpath(join(dirname(base), unquote(address)))
        found += [(own, title)] if address is not None else []
        found += [leaf for one in below for leaf in listed(one, own)]
    return found


def test_nothing_is_loaded_from_another_host(built: Callable[[str], Path]) -> None:
    loaded = {
        link
        for page in quick_pages(built("real")).values()
        for tag, link in page.links
        if tag != "a" and urlsplit(link).netloc and not link.startswith(ADDRESS)
    }
    assert loaded == set()


def test_the_verdict_comes_first_and_says_what_to_do_and_who_must_act(
    rendered: Callable[[str], Path], built: Callable[[str], Path]
) -> None:
    plans = {row.id: row for row in advice(resolved("real"))}
    judged = [code for code in codes(rendered("real")) if "actor" in code and "contexts" not in code]
    assert len(judged) > 80
    for code in judged:
        plan, text = plans[code["id"]], words(skimmed(built("real") / f"{code['page']}.html").text)
        meaning, next_step = words(unmarked(code["summary"])), words(plan.sentence)
        who, alone = f"Who must act {label(code['actor'])} What to do ", " With no user present "
        places = [text.find(part) for part in (meaning, next_step, who, alone)]
        assert -1 < places[0] < places[1] < places[2] < places[3], code["id"]
        to_do, after = text[places[2] : places[3]], text[places[3] + len(alone) :]
        assert all(label(action) in to_do for action in plan.actions), code["id"]
        same = plan.unattended_sentence == plan.sentence
        assert after.startswith("The same." if same else words(plan.unattended_sentence)), code["id"]


def test_a_value_with_several_meanings_shows_them_all(
    rendered: Callable[[str], Path], built: Callable[[str], Path]
) -> None:
    several = [code for code in codes(rendered("real")) if "contexts" in code]
    assert several
    for code in several:
        page = skimmed(built("real") / f"{code['page']}.html")
        for context in code["contexts"]:
            assert context["id"] in page.ids
            assert words(unmarked(context["summary"])) in words(page.text)
            for message in context.get("wire_messages", ()):
                assert words(message["text"]) in words(page.text)


def test_no_page_repeats_what_a_script_puts_back(built: Callable[[str], Path]) -> None:
    texts = ("__md_get", "__config", "lc-search", 'data-md-component="palette"')
    script = (built("real") / "assets/frame.js").read_text(encoding="utf-8")
    assert [text for text in texts if text not in script.replace('\\"', '"')] == []
    parts = ("md-tabs", "md-sidebar", "md-overlay", "md-dialog", "md-top", "lc-tagline", "__drawer")
    repeated = (*texts, *parts, "data-search-exclude")
    for path in built("real").rglob("*.html"):
        frame, _, rest = path.read_text(encoding="utf-8").partition("<article")
        frame += rest.partition("</article>")[2]
        assert [text for text in repeated if text in frame] == [], path
        assert frame.count("assets/frame.js") == 1, path


def test_the_site_has_no_files_that_no_page_loads(built: Callable[[str], Path]) -> None:
    folder = built("tiny") / "assets"
    assets = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert "home.js" in assets
    assert [name for name in assets if name.endswith((".map", "home.json")) or "/lunr/" in name] == []


# ---------------------------------------------------------------- search and sitemap


def found_pages(site: Path) -> dict[str, tuple[str, set[str]]]:
    """Return the titles and words of the pages and sections that the search finds, by their addresses."""
    text = (site / "search/pages.js").read_text(encoding="utf-8")
    entries = json.loads(text.removeprefix("window.linkcodesPages="))
    return {where: (title, set(words.split())) for where, title, words, _, _ in entries}


def test_the_search_finds_codes_by_their_index_and_pages_by_their_titles(
    rendered: Callable[[str], Path], built: Callable[[str], Path]
) -> None:
    pages = found_pages(built("real"))
    own = {f"{code['page']}.html" for code in codes(rendered("real"))}
    assert [place for place in pages if place.partition("#")[0] in own] == []
    assert pages["lean/linksdk.secondary_status/index.html"][0].startswith("Secondary status")
    assert pages["guides/receive-a-webhook.html"][0] == "Receive a webhook safely"
    versions = re.findall(r"^## (\d\S+)", (REPO / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [place.partition("#")[2] for place in pages if place.startswith("changes.html#")] == [
        version.replace(".", "") for version in versions
    ]


def test_the_search_finds_the_words_of_the_taxonomy_and_of_plans(
    rendered: Callable[[str], Path], built: Callable[[str], Path]
) -> None:
    texts = {place: words for place, (_, words) in found_pages(built("real")).items()}
    spec = json.loads((rendered("real") / "spec/linkcodes.json").read_bytes())
    for axis, place in (("situations", "situation"), ("actions", "action"), ("categories", "category")):
        terms, listed = spec["taxonomy"][axis], texts[f"taxonomy.html#{place}"]
        found = listed | {*re.findall(r"\w+", " ".join(listed))}
        assert [item["id"] for item in terms if item["id"] not in found] == []
        labels = [{*re.findall(r"\w+", label(item["id"]).lower())} for item in terms]
        assert [words for words in labels if not words <= found] == []
    for kind in ("decision", "reason"):
        words = {item["id"] for item in spec["decisions"]["words"][kind]}
        assert words <= texts["how-it-plans.html#plan_retry"]


def test_the_search_leaves_out_what_pages_mark(built: Callable[[str], Path]) -> None:
    index = found_pages(built("real"))
    page = "categories/credentials_invalid.html"
    assert [place for place in index if place.startswith(page)] == [page], "its headings are marked"
    assert "May a server retry" in parsed(built("real") / page).text
    assert not {"server", "retry"} <= index[page][1]
    assert any("fastapi_app.py" in words for _, words in index.values()), "the name of a file is not code"
    pages_ = built("real").rglob("*.html")
    assert [path for path in pages_ if re.search(rb"<[^>]*data-search-exclude", path.read_bytes())] == []


def test_the_sitemap_lists_each_code(rendered: Callable[[str], Path], built: Callable[[str], Path]) -> None:
    sitemap = (built("tiny") / "sitemap.xml").read_text(encoding="utf-8")
    for code in codes(rendered("tiny")):
        assert f"<loc>{ADDRESS}{code['page']}.html</loc>" in sitemap


def test_the_same_bytes_every_time(
    rendered: Callable[[str], Path], built: Callable[[str], Path], tmp_path: Path
) -> None:
    again = build_site(rendered("tiny"), tmp_path / "elsewhere" / "build", strict=False)
    assert contents(again) == contents(built("tiny"))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# ---------------------------------------------------------------- hostile texts


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


SOURCE = "en"
"""The language that texts are translated from."""


@pytest.fixture(scope="session")
def marked_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[str, ...]]]:
    """Return the built site of the hostile spec and all texts that must be found there."""
    folder = tmp_path_factory.mktemp("marked")
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(SPECS["hostile"].rglob("*.json")):
        data = json.loads(path.read_bytes())
        copy = folder / "spec" / path.relative_to(SPECS["hostile"])
        copy.parent.mkdir(parents=True, exist_ok=True)
        is_text = (
            "examples" not in path.parts and path.name != "redaction.json"
        )  # whose patterns must compile
        changed = marked(data, (path.stem,), found) if is_text else data
        copy.write_text(json.dumps(changed), encoding="utf-8")
    # Not linted: marked texts break rules on wording.
    for output_path, (_, output) in render(resolve(load(folder / "spec")), targets()).items():
        (folder / "generated" / output_path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "generated" / output_path).write_bytes(output.text.encode("utf-8"))
    return build_site(folder / "generated", folder / "build", strict=False), found


def test_every_hostile_text_is_shown_unharmed(marked_site: tuple[Path, dict[str, tuple[str, ...]]]) -> None:
    site, found = marked_site
    shown = [words(page.everything) for page in pages(site).values()]
    diagrams = re.sub(r"#(\d+);", lambda match: chr(int(match[1])), "".join(shown)).replace("<br/>", "")
    diagrams = "".join(diagrams.split())
    assert len(found) > 100

    def is_shown(text: str, path: tuple[str, ...]) -> bool:
        if "flow" in path:  # broken into lines
            return "".join(unmarked(text).split()) in diagrams
        if path == (SOURCE, "name"):  # pages name the languages that it is translated into
            return True
        forms = {as_json(text)} if "vectors" in path else {text, unmarked(text)}
        return any(words(form) in page for form in forms for page in shown)

    assert [(path, text) for text, path in found.items() if not is_shown(text, path)] == []


def test_hostile_text_becomes_no_markup(
    marked_site: tuple[Path, dict[str, tuple[str, ...]]], built: Callable[[str], Path]
) -> None:
    tags = [tag for page in pages(built("tiny")).values() for tag in page.tags]
    usual = {tag for tag, _, inside in tags if inside}
    handlers = {item for _, attributes, _ in tags for item in attributes.items() if item[0].startswith("on")}
    for path, page in pages(marked_site[0]).items():
        for tag, attributes, inside in page.tags:
            assert not inside or tag in usual | {"details", "summary"}, f"{path}: <{tag}>"
            strange = {item for item in attributes.items() if item[0].startswith("on")} - handlers
            assert not strange, f"{path}: {attributes}"
        assert not any("alert(1)" in script for script in page.scripts if not script.startswith("{")), path
        assert not [link for _, link in page.links if link.lower().startswith("javascript:")], path


def test_hostile_examples_are_shown_as_they_are(built: Callable[[str], Path]) -> None:
    shown = words(parsed(built("hostile") / "evil/payloads/callback.html").text)
    examples = json.loads((SPECS["hostile"] / "examples/evil/callback.json").read_bytes())
    for value in examples["accept"].values():
        assert words(as_json(value)) in shown


def test_what_others_made_comes_with_its_license(built: Callable[[str], Path]) -> None:
    site = built("tiny")
    assert "Permission is hereby granted" in (site / "assets/mermaid-license.txt").read_text("utf-8")
    assert "assets/mermaid-license.txt" in (site / "about.html").read_text("utf-8")


# ---------------------------------------------------------------- the scripts that build it


@pytest.mark.parametrize("script", ["assemble", "finish"])
@pytest.mark.parametrize("names", [(), ("absent", "absent", "made"), ("absent", "absent", "absent")])
def test_wrong_folders_get_one_clear_error_and_nothing_is_written(
    script: str, names: tuple[str, ...], tmp_path: Path
) -> None:
    call = [sys.executable, str(REPO / f"site/{script}.py"), *(str(tmp_path / name) for name in names)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "there is no folder" in done.stderr if names else "arguments are required" in done.stderr
    assert [*tmp_path.iterdir()] == []
