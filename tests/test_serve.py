"""`make serve`: the site follows every edit, and a mistake in the spec leaves the last good site."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conftest import REPO, SPECS

sys.path.append(str(REPO / "site"))

from files import written

PATIENCE_S = 120
PAGE = "taxonomy.html"
MADE_BY_EACH_BUILD = ("404.html", "assets/frame.js", "search/pages.js")


class Server:
    """A running server over a copy of the repository that has the tiny spec."""

    def __init__(self, tree: Path, process: subprocess.Popen[bytes], address: str, log: Path) -> None:
        self.tree = tree
        self.process = process
        self.address = address
        self.log = log

    def read(self, page: str) -> str:
        with urlopen(f"{self.address}{page}", timeout=PATIENCE_S) as answer:
            text: str = answer.read().decode("utf-8")
        return text

    def wait(self, ready: Callable[[], bool]) -> None:
        """Wait until something is true; fail with what the server printed."""
        end = time.monotonic() + PATIENCE_S
        while not ready():
            assert self.process.poll() is None and time.monotonic() < end, self.log.read_text("utf-8")
            time.sleep(0.2)

    def epoch(self) -> int:
        """Return the version of the site that a page, loaded now, tells the server that it shows."""
        script = re.search(r"livereload\((\d+)", self.read(PAGE))
        assert script, "the page does not ask whether there is a newer one"
        return int(script[1])

    def newer(self, epoch: int) -> bool:
        """Ask as the page does; the answer comes when there is a newer site."""
        return int(self.read(f"livereload/{epoch}/1")) > epoch


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    tree = tmp_path_factory.mktemp("tree")
    for name in ("codegen", "packages", "site", "examples", "tools"):
        shutil.copytree(REPO / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(SPECS["tiny"], tree / "spec")
    shutil.copy(REPO / "requirements.lock", tree)
    shutil.copy(REPO / "CHANGELOG.md", tree)
    (tree / "node_modules").symlink_to(REPO / "node_modules")
    port = free_port()
    log = tree / "log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "site/serve.py", str(port)], cwd=tree, stdout=file, stderr=subprocess.STDOUT
        )
    running = Server(tree, process, f"http://127.0.0.1:{port}/", log)
    try:
        running.wait(lambda: running.address in log.read_text("utf-8"))
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_page_and_its_copies_are_served(server: Server) -> None:
    page = next((server.tree / "build/pages/site").glob("*/*/[A-Z]*.md"))
    path = page.relative_to(server.tree / "build/pages/site").with_suffix("").as_posix()
    assert "<h1" in server.read(f"{path}.html")
    assert json.loads(server.read(f"{path}.json"))["links"]["html"] == f"{path}.html"


def test_an_edit_of_the_spec_shows_and_reloads_the_page(server: Server) -> None:
    epoch, known = server.epoch(), searched(server)
    edit(server.tree / "spec/spec.json", first_meaning(server), "A meaning that is quite new.")
    server.wait(lambda: server.newer(epoch))
    assert "A meaning that is quite new." in server.read(PAGE)
    assert searched(server) == known, "the search must still know pages that were not rebuilt"


def test_an_edit_of_a_code_shows_on_its_page_and_then_in_its_copy(server: Server) -> None:
    file = server.tree / "spec/providers/acme.json"
    vocabulary = json.loads(file.read_bytes())["vocabularies"][0]
    code = vocabulary["codes"][0]
    page = f"{vocabulary['id'].replace(':', '/')}/{code.get('name', code['value'])}"
    for old, new in pairwise([code["summary"], "One thing happened.", "Another thing happened."]):
        epoch = server.epoch()
        edit(file, old, new)
        server.wait(lambda epoch=epoch: server.newer(epoch))  # type: ignore[misc]
        assert new in server.read(f"{page}.html")
    server.wait(lambda: "Another thing happened." in server.read(f"{page}.json"))


def test_a_page_may_ask_for_a_newer_one_and_is_bound_otherwise(server: Server) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', server.read(PAGE))
    assert policy
    rules = policy[1].split("; ")
    assert {"default-src 'none'", "connect-src 'self'", "script-src 'self' 'unsafe-inline'"} <= {*rules}


def first_meaning(server: Server) -> str:
    root = json.loads((server.tree / "spec/spec.json").read_bytes())
    summary: str = root["taxonomy"]["categories"][0]["summary"]
    return summary


def searched(server: Server) -> set[str]:
    return {where for where, *_ in json.loads(server.read("search/pages.js").partition("=")[2])}


@pytest.mark.parametrize(
    ("file", "old", "new", "shown"),
    [
        ("site/docs/about.md", "# About", "# About all this", "about.html"),
        ("CHANGELOG.md", "First version", "Quite the first version", "changes.html"),
        ("site/styles/frame.css", ":root", ".lc-new{order:7}:root", "assets/linkcodes.css"),
        ("site/overrides/404.html", "There is no such page", "No such page at all", "404.html"),
    ],
)
def test_an_edit_of_the_site_shows(server: Server, file: str, old: str, new: str, shown: str) -> None:
    epoch = server.epoch()
    edit(server.tree / file, old, new)
    server.wait(lambda: server.newer(epoch))
    assert new.removeprefix("# ").removesuffix(":root") in server.read(shown)


def test_an_edit_of_a_page_writes_nothing_but_the_page(server: Server) -> None:
    site, bundle = server.tree / "build/site", server.tree / "build/bundle"
    before, epoch = written([site, bundle]), server.epoch()
    edit(server.tree / "site/docs/about.md", "# About", "# Once more about")
    server.wait(lambda: server.newer(epoch))
    after = written([site, bundle])
    changed = {path.removeprefix(f"{site}/") for path in after if after[path] != before.get(path)}
    assert "about.html" in changed
    assert changed <= {"about.html", *MADE_BY_EACH_BUILD}
    assert after.keys() == before.keys()


def test_a_broken_spec_says_where_and_keeps_the_last_good_site(server: Server) -> None:
    good, spec = server.read(PAGE), server.tree / "spec/spec.json"
    repaired = spec.read_text(encoding="utf-8").replace(first_meaning(server), "Yet another meaning.")
    epoch = server.epoch()
    edit(spec, '"actor":', '"actr":')
    server.wait(lambda: "Nothing was built" in server.log.read_text("utf-8"))
    assert "actr" in server.log.read_text("utf-8")
    assert "Traceback" not in server.log.read_text("utf-8")
    server.wait(lambda: server.newer(epoch))
    assert words_of(server.read(PAGE)) == words_of(good)
    epoch = server.epoch()
    spec.write_text(repaired, encoding="utf-8")
    server.wait(lambda: server.newer(epoch))
    assert "Yet another meaning." in server.read(PAGE)


def test_a_broken_template_keeps_the_last_good_site(server: Server) -> None:
    template, good = server.tree / "site/overrides/404.html", server.read("404.html")
    right, epoch = template.read_text(encoding="utf-8"), server.epoch()
    template.write_text("{% block content %}", encoding="utf-8")
    server.wait(lambda: server.newer(epoch))
    assert "TemplateSyntaxError" in server.log.read_text("utf-8")
    assert words_of(server.read("404.html")) == words_of(good)
    epoch = server.epoch()
    template.write_text(right.replace("</h1>", " either</h1>"), encoding="utf-8")
    server.wait(lambda: server.newer(epoch))
    assert " either</h1>" in server.read("404.html")


def words_of(page: str) -> list[str]:
    return re.sub(r"<script\b.*?</script>", "", page, flags=re.DOTALL).split()
