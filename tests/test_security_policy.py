"""SECURITY.md: every test that it names as a proof exists."""

from __future__ import annotations

import re

from tests.conftest import REPO

TEXT = (REPO / "SECURITY.md").read_text("utf-8")


def test_every_python_test_that_is_named_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", TEXT)
    assert len(named) >= 15
    for path, name in named:
        assert f"def {name}(" in (REPO / path).read_text("utf-8"), f"{path}::{name}"


def test_every_browser_test_that_is_named_exists() -> None:
    part = re.findall(r'`(tests/[\w/.]+\.mjs)`((?:[,;]?\s"[^"]+")*)', TEXT)
    assert len(part) >= 7
    for path, names in part:
        source = (REPO / path).read_text("utf-8")
        for name in re.findall(r'"([^"]+)"', names):
            assert f'"{name}"' in source, f"{path}: {name}"


def test_what_it_says_of_the_packages_is_so() -> None:
    """Each of these sentences becomes wrong when the code does more: then it has to say so."""
    assert "connect to nothing" in TEXT
    assert "\"connect-src 'none'\"" in (REPO / "site/light/frame.html").read_text("utf-8")
