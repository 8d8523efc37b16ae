"""Both packages choose the same text for each meaning of a code, each category and each kind of challenge."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from codegen.command.pipeline import resolved_spec
from codegen.text.direction import direction
from tests.conftest import REPO, SPECS
from tests.python.conftest import Import

SPEC = resolved_spec(SPECS["real"])
Found = dict[str, str | None]
FIELDS = ("id", "context", "category", "challenge")
PROGRAM = ["node", "--import", "./packages/typescript/in-place.mjs", "tests/parity/texts.mjs"]


def asked() -> Iterator[Found]:
    """Yield what a text may be asked for; also what no classification of today says."""
    categories = [term.id for term in SPEC.taxonomy.categories]
    challenges = [None, "otp_by_pigeon", *(term.id for term in SPEC.taxonomy.challenges)]
    for category in (None, "toString", "__proto__", *categories):
        for challenge in challenges:
            yield dict(zip(FIELDS, (None, None, category, challenge), strict=True))
    for code in SPEC.codes.values():
        meanings: list[tuple[str | None, Any]] = [(None, code.effective_behavior), ("nowhere", None)]
        meanings += [(item.id, item.behavior) for item in code.contexts]
        for context, behavior in meanings:
            category, challenge = (behavior.category, behavior.challenge) if behavior else (None, None)
            yield dict(zip(FIELDS, (code.id, context, category, challenge), strict=True))


@pytest.fixture(scope="module")
def tree(rendered: Callable[[str], Path]) -> Path:
    return rendered("real")


def in_typescript(locale: str, found: list[Found], tree: Path) -> list[Any]:
    question = {"locale": locale, "providers": [item.id for item in SPEC.providers], "found": found}
    environment = {**os.environ, "LINKCODES_GENERATED": str(tree)}
    done = subprocess.run(
        PROGRAM,
        cwd=REPO,
        env=environment,
        input=json.dumps(question),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[Any] = json.loads(done.stdout)
    return answers


def test_python_and_typescript_find_the_same_text(real: Import, tree: Path) -> None:
    voices, found = real("texts").voices, list(asked())
    locale = SPEC.texts[0].locale
    language = {"lang": locale, "dir": direction(locale)}
    answers = in_typescript(locale, found, tree)
    titles = set()
    for item, [end_user, support] in zip(found, answers, strict=True):
        wanted = asdict(voices(SimpleNamespace(**item)))
        assert end_user == wanted["end_user"] | language, item
        assert support == {key: list(lines) for key, lines in wanted["support"].items()} | language, item
        titles.add(end_user["title"])
    assert titles == {entry.end_user.title for entry in (*SPEC.texts[0].entries, *SPEC.texts[0].codes)}


@pytest.mark.parametrize("texts", SPEC.texts, ids=lambda texts: texts.locale)
def test_each_language_has_a_text_for_everything(texts: Any, tree: Path) -> None:
    found = list(asked())
    for item, [end_user, support] in zip(found, in_typescript(texts.locale, found, tree), strict=True):
        assert end_user["title"] and end_user["body"] and support["do"], item
        assert (end_user["lang"], end_user["dir"]) == (texts.locale, direction(texts.locale))


@pytest.mark.parametrize(
    ("locale", "wanted"),
    [
        ("en", "ltr"), ("ar", "rtl"), ("ar-SA", "rtl"), ("ar-Latn", "ltr"), ("fr-CA", "ltr"),
        ("AR_EG", "rtl"), ("az-Arab", "rtl"), ("arn", "ltr"), ("he-IL", "rtl"),
    ],
)  # fmt: skip
def test_which_way_a_language_is_written(locale: str, wanted: str) -> None:
    assert direction(locale) == wanted
