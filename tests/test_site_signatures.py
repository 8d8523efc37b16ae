"""The checks of signatures that provider pages show: they run, and texts in them stay texts."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen.targets.site.signatures import signature_views, snippets
from codegen.views.book import Book
from tests.specs import resolved as spec_of

IN_PLACE = (Path(__file__).parents[1] / "packages/typescript/in-place.mjs").as_uri()
RUNNERS = {
    "python": lambda text, folder: [sys.executable, "-c", text],
    "ts": lambda text, folder: ["node", "--import", IN_PLACE, "--input-type=module", "--eval", text],
    "sh": lambda text, folder: ["sh", "-c", text],
}


def run(language: str, text: str, packages: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(packages)}
    command = RUNNERS[language](text, packages)
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["python", "ts", "sh"])
@pytest.mark.parametrize("name", ["tiny", "real"])
def test_the_check_of_a_signature_runs_and_notices_a_changed_body(
    name: str, language: str, joined: Callable[[str], Path]
) -> None:
    spec, packages = spec_of(name), joined(name)
    checked = 0
    for provider in spec.providers:
        views = signature_views(Book(spec), provider.page, provider)
        for signature, view in zip(provider.signatures, views, strict=True):
            texts = [item.text for item in view.snippets if item.language == language]
            if language == "sh" and not texts:  # no shell checks a token
                continue
            (text,) = texts
            done = run(language, text, packages)
            assert (done.returncode, done.stdout) == (0, "genuine\n"), done.stderr
            if signature.algorithm == "shared-secret":  # it says who sends; nothing protects the body
                continue
            changed = text.replace("{", "{ ", 1) if language == "sh" else _other_body(text)
            assert changed != text
            refused = run(language, changed, packages)
            assert refused.returncode != 0
            assert "genuine\n" not in refused.stdout
            checked += 1
    assert checked == {"tiny": 1, "real": 4 if language == "sh" else 6}[name]


def _other_body(text: str) -> str:
    """Return a program with a space behind the first brace of the body."""
    return re.sub(r'(body = (?:(?:Buffer\.from|new TextEncoder\(\)\.encode)\()?["\']\{)', r"\1 ", text)


FAKES = {
    "python": "import sys; sys.modules['linkcodes.webhooks'] = type(sys)('fake')\n"
    "sys.modules['linkcodes.webhooks'].verify = lambda *given: print(ascii(given[3]))\n",
    "ts": "const secretOf = (error, secret) => (console.log(JSON.stringify(secret)), error);\n",
    "sh": "openssl() { printf '%s' \"$4\" >&2; }\n",
}
"""What comes before a check, so that it tells the secret that it was given."""


@pytest.mark.parametrize("language", ["python", "ts", "sh"])
def test_texts_in_a_check_cannot_leave_their_quotes(language: str) -> None:
    signature = spec_of("hostile").providers[0].signatures[0]
    vector = signature.vectors[0]
    secret = f"{vector.secret} it's \\' $(false) `false` \"; exit"
    signature = signature.model_copy(update={"vectors": (vector.model_copy(update={"secret": secret}),)})
    (text,) = [item.text for item in snippets(signature, "evil") if item.language == language]
    text = text.replace('new Error("not genuine")', 'secretOf(new Error("not genuine"), secret)')
    done = run(language, FAKES[language] + text, Path())
    told: dict[str, Callable[[str], Any]] = {"python": ast.literal_eval, "ts": json.loads, "sh": str}
    output = done.stderr if language == "sh" else done.stdout.split("\n")[0]
    assert told[language](output) == secret
