"""Both packages choose the same text for each meaning of a code, each category and each kind of challenge."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import REPO
from tests.python.conftest import Import
from tests.specs import resolved

SPEC = resolved("real")
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


@pytest.mark.slow
@pytest.mark.parametrize("texts", SPEC.texts, ids=lambda texts: texts.locale)
def test_python_and_typescript_find_the_same_text(texts: Any, real: Import, tree: Path) -> None:
    voices, found = real("texts").voices, list(asked())
    language = {"lang": texts.locale, "dir": texts.dir, "state": texts.state}
    titles = set()
    for item, [end_user, support] in zip(found, in_typescript(texts.locale, found, tree), strict=True):
        wanted = voices(SimpleNamespace(**item), locale=texts.locale).to_dict()
        assert end_user == wanted["end_user"] | language, item
        assert support == wanted["support"] | language, item
        assert {"lang": wanted["locale"], "dir": wanted["dir"], "state": wanted["state"]} == language
        titles.add(end_user["title"])
    assert titles == {entry.end_user.title for entry in (*texts.entries, *texts.codes)}
