"""The Python on the page of each code runs and prints what its comments say.

Its twin in TypeScript is run by tests/typescript/snippets.test.mjs.
"""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from codegen.resolve.spec import ResolvedSpec
from codegen.targets.site.samples import samples
from codegen.targets.site.snippets import Usage, code_usage
from codegen.text import python as pycode
from tests.conftest import SPECS
from tests.specs import resolved

_PRINTED = re.compile(r"^ *print\(.*\)  # (.*)$", re.MULTILINE)
_RUNNER = """
import contextlib, io, json, sys
printed = {}
for page, code in json.load(sys.stdin).items():
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, page, "exec"), {})
    printed[page] = out.getvalue().splitlines()
json.dump(printed, sys.stdout)
"""


@pytest.fixture(scope="module")
def tiny() -> ResolvedSpec:
    return resolved("tiny")


def snippets(generated: Path, language: str) -> Iterator[tuple[str, str]]:
    """Yield each code's page, as a path without suffix, and the snippet on it."""
    document: dict[str, Any] = json.loads((generated / "spec" / "linkcodes.json").read_bytes())
    for provider in document["providers"]:
        for vocabulary in provider["vocabularies"]:
            for code in vocabulary["codes"]:
                yield code["page"], _shown((generated / "site" / f"{code['page']}.md"), language)


def _shown(page: Path, language: str) -> str:
    """Return what is in the tab of a language, below the heading of the code."""
    below = page.read_text(encoding="utf-8").split("In your code { #code", 1)[1]
    tabs = re.findall("<label[^>]*>(.*?)</label>", below)
    blocks = re.findall("<pre><span></span><code>(.*?)</code></pre>", below, re.DOTALL)
    return html.unescape(re.sub("<[^>]*>", "", blocks[tabs.index(language)]))


@pytest.mark.slow
@pytest.mark.parametrize("spec", SPECS)
def test_every_snippet_prints_what_it_says(
    rendered: Callable[[str], Path], joined: Callable[[str], Path], spec: str
) -> None:
    found = dict(snippets(rendered(spec), "Python"))
    done = subprocess.run(
        [sys.executable, "-c", _RUNNER],
        input=json.dumps(found),
        env={**os.environ, "PYTHONPATH": str(joined(spec))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {page: _PRINTED.findall(code) for page, code in found.items()}
    assert all(_PRINTED.search(code) for code in found.values())


def test_a_snippet_does_what_suits_the_code(tiny: ResolvedSpec) -> None:
    assert "is Category.SUCCEEDED:" in usage(tiny, "acme:link.status#OK").python
    assert "LinkStep.FORM_SHOWN" in usage(tiny, "acme:link.step#FORM_SHOWN").typescript
    for text in usage(tiny, "acme:link.status#BAD_LOGIN"):
        assert re.findall(r"(?:#|//) (\w+)", text) == ["credentials", "handle"]
        assert "handle: nothing that comes with the value tells it apart" in text


def usage(spec: ResolvedSpec, code_id: str) -> Usage:
    """Return the snippets of a code."""
    return code_usage(spec, spec.codes[code_id], samples(spec).get(code_id))


@pytest.mark.parametrize(
    "value",
    [
        {"a": ['b"\n', 1, 0.5, True, None, {}], "__proto__": []},
        ["x" * 60, {"y" * 60: ["z" * 60, "\u2028\\"]}],
        'quote " and \\ and \x00',
        -1,
    ],
)
def test_values_are_written_as_python_reads_them(value: Any) -> None:
    assert eval(pycode.literal(value)) == value
    assert eval(pycode.block(value)) == value


def test_a_long_call_takes_several_lines() -> None:
    written = pycode.call("print", ['"a"'], {"sep": "x" * 90})
    assert written.count("\n") == 3
    compile(written, "call", "exec")
