"""The README keeps its word: its examples run as written, and what it points to exists."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PACKAGE, REPO
from tests.wire_bodies import bodies_of

pytestmark = pytest.mark.slow

README = (REPO / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PYTHON = [text for language, text in BLOCKS if language == "python"]
TYPESCRIPT = [text for language, text in BLOCKS if language in ("ts", "tsx")]


def run(program: str) -> str:
    environment = {"PYTHONPATH": os.pathsep.join(map(str, PACKAGE))}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_has_an_example_for_each_use() -> None:
    assert (len(PYTHON), len(TYPESCRIPT)) == (5, 3)


def said(program: str) -> list[str]:
    """Return what the comments behind its outputs promise; a colon begins the explanation."""
    lines = re.findall(r"(?:print|console\.log)\(.*\);?  ?(?:#|//) (.*)$", program, re.MULTILINE)
    return [line.split(":")[0] for line in lines if not line.startswith(("a member", "names", "where"))]


@pytest.mark.parametrize("number", [0, 1, 2, 4])
def test_the_python_examples_print_what_they_say(number: int) -> None:
    printed = [line for line in run(PYTHON[number]).splitlines() if line != "wrong password"]
    assert printed == said(PYTHON[number]) != []


def test_the_webhook_example_refuses_what_others_sent() -> None:
    forged = PYTHON[2].replace(
        'receive("argyle", body, headers, secrets)', 'receive("argyle", body + b" ", headers, secrets)'
    )
    assert run(forged).startswith("answer 401: argyle: the header X-Argyle-Signature is not the signature")
    shapeless = PYTHON[2].replace('"verification": "v1"', '"verification": 1')
    assert run(shapeless).startswith("keep it for a person to look at: (('/data/verification', ")


def test_the_models_tell_known_from_unknown() -> None:
    assert run(PYTHON[3]).splitlines() == ["invalid_credentials", "brand_new"]


def test_the_models_survive_every_delivery() -> None:
    before, after = re.split(r'body = b""".*?"""', PYTHON[3], flags=re.DOTALL)
    for body in bodies_of("argyle:verifications.updated"):
        run(f"{before}body = {body.raw!r}{after}")


def test_the_browser_examples_compile(tmp_path: Path) -> None:
    package = tmp_path / "node_modules" / "linkcodes"
    subprocess.run([REPO / "tools/join-npm.sh", REPO / "generated", package], check=True)
    (package.parent / "@types").symlink_to(REPO / "node_modules/@types")
    tsc = REPO / "node_modules/.bin/tsc"
    subprocess.run([tsc, "-p", package], check=True)
    decide, listener, component = TYPESCRIPT
    (tmp_path / "decide.mts").write_text(decide, encoding="utf-8")
    (tmp_path / "listener.ts").write_text(listener + "export { callback, stop };\n", encoding="utf-8")
    (tmp_path / "component.tsx").write_text(component, encoding="utf-8")
    options = ["--strict", "--module", "nodenext", "--target", "es2022", "--types", ""]
    files = ["--jsx", "react-jsx", "listener.ts", "component.tsx", "decide.mts"]
    done = subprocess.run([tsc, *options, *files], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    done = subprocess.run(["node", "decide.mjs"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == said(decide) != []


LINKS = sorted(set(re.findall(r"\]\(([^)]+)\)", README)))


@pytest.mark.parametrize("link", [link for link in LINKS if not link.startswith("http")])
def test_a_link_leads_somewhere(link: str) -> None:
    assert (REPO / link.split("#", maxsplit=1)[0]).exists()


def test_the_commands_exist() -> None:
    makefile = (REPO / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`?make ([a-z]+)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
