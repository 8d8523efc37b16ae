"""The texts for people in TypeScript: which of them say their own state."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from codegen.lint import setting
from codegen.read.load import load
from codegen.resolve.build import resolve
from codegen.targets.typescript.texts import groups, locale_view, rows, support_view
from tests.conftest import SPECS
from tests.editing import edit

REVIEW = {"by": "A native speaker", "on": "2026-11-26"}
READ = ("succeeded", "password_rejected")


def test_a_set_says_its_state_where_that_is_not_its_languages(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SPECS["tiny"], tmp_path / "spec"))
    for given in setting("translated"):
        edit(folder, given.file, given.at, given.value)
    path = folder / "texts/fr.json"
    path.write_text(json.dumps(reviewed(json.loads(path.read_bytes()))), encoding="utf-8")
    spec = resolve(load(folder))
    french = next(number for number, texts in enumerate(spec.texts) if texts.locale == "fr")
    keys = dict(locale_view(spec.texts[french]).keys)
    assert keys["succeeded"] == '{ ...SUCCEEDED, state: "reviewed" }'
    assert keys["unknown"] == "UNKNOWN"
    grouped = groups(spec)
    own = grouped[spec.providers[0].id]
    told = [row.endswith('"reviewed"]') for row in rows(own, spec, french)]
    assert sum(told) == 1 < len(told)
    assert dict(support_view(grouped, spec, french).outcomes)["succeeded"].endswith('"reviewed"]')
    assert not any("reviewed" in row for row in rows(own, spec, 0)), "the source is not reviewed"


def reviewed(texts: Any) -> Any:
    """Say of two sets, and of the lines that all share, that a native speaker has read them."""
    sets = [item for name in ("end_user", "support") for item in texts[name] if item["id"] in READ]
    for item in (*sets, {"lines": texts["never_ask"]}):
        for value in item.values():
            for text in value if isinstance(value, list) else [value]:
                if isinstance(text, dict):
                    text["reviewed"] = REVIEW
    return texts
