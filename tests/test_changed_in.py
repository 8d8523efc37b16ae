"""What each code knows of its past follows from what was recorded, and from nothing typed by hand."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen.command.pipeline import resolved_spec
from codegen.compat.history import store
from codegen.resolve.past import ChangedIn
from codegen.resolve.spec import ResolvedSpec
from tests.conftest import REPO
from tests.editing import edit
from tests.python.conftest import imported
from tests.recorded import ACME, copied, prepare, record
from tests.specs import dated

OK, DONE, BAD = "acme:link.status#OK", "acme:link.status#DONE", "acme:link.status#BAD_LOGIN"
CODES = "/vocabularies/0/codes"


def past(spec: ResolvedSpec, code: str) -> dict[str, tuple[str, ...]]:
    return {item.version: item.changes for item in spec.codes[code].changed_in}


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A copy of the tiny spec, whose first version is recorded and whose second is in the making."""
    folder = copied(tmp_path)
    record(folder, "2026-01-01")
    prepare(folder, "0.2.0")
    return folder


def test_without_a_history_nothing_has_changed(tmp_path: Path) -> None:
    resolved = resolved_spec(copied(tmp_path))
    assert {code.changed_in for code in resolved.codes.values()} == {()}


def test_what_a_program_notices_is_told_of_the_version_in_the_making(spec: Path) -> None:
    edit(spec, ACME, f"{CODES}/0/behavior/severity", "warning")
    resolved = resolved_spec(spec)
    assert past(resolved, OK) == {"0.2.0": ("severity-changed",)}
    assert past(resolved, BAD) == {}


def test_other_words_are_no_change_of_a_code(spec: Path) -> None:
    edit(spec, ACME, f"{CODES}/0/summary", "The connection works well.")
    assert past(resolved_spec(spec), OK) == {}


def test_a_meaning_tells_its_code(spec: Path) -> None:
    edit(spec, ACME, f"{CODES}/2/contexts/0/behavior/severity", "error")
    assert past(resolved_spec(spec), BAD) == {"0.2.0": ("severity-changed",)}


def test_a_new_code_has_no_past(spec: Path) -> None:
    data = json.loads((spec / ACME).read_bytes())
    code = {**data["vocabularies"][0]["codes"][0], "name": "FINE", "value": "FINE", "since": "0.2.0"}
    edit(spec, ACME, f"{CODES}/-", {name: value for name, value in code.items() if name != "synonyms"})
    assert past(resolved_spec(spec), "acme:link.status#FINE") == {}


def test_the_past_is_kept_from_release_to_release(spec: Path) -> None:
    edit(spec, ACME, f"{CODES}/0/behavior/severity", "warning")
    record(spec, "2026-02-01")
    prepare(spec, "0.3.0")
    assert past(resolved_spec(spec), OK) == {"0.2.0": ("severity-changed",)}
    edit(spec, ACME, f"{CODES}/0/behavior/severity", "error")
    assert past(resolved_spec(spec), OK) == {"0.2.0": ("severity-changed",), "0.3.0": ("severity-changed",)}


def test_a_release_that_was_recorded_gives_the_same_again(spec: Path) -> None:
    edit(spec, ACME, f"{CODES}/0/behavior/severity", "warning")
    before = record(spec, "2026-02-01")
    after = resolved_spec(spec)
    assert repr(after.providers) == repr(before.providers)


def test_a_code_knows_which_version_called_it_deprecated(spec: Path) -> None:
    deprecated = {"reason": "obsoleted", "note": "Nothing sends it."}
    evidence = {"source": "docs", "supports": ["deprecated"], "confidence": "H"}
    edit(spec, ACME, f"{CODES}/2/deprecated", deprecated)
    edit(spec, ACME, f"{CODES}/2/contexts/0/evidence/-", evidence)
    resolved = resolved_spec(spec)
    assert [resolved.codes[id].deprecated_in for id in (OK, DONE, BAD)] == [None, "0.1.0", "0.2.0"]
    assert past(resolved, BAD) == {"0.2.0": ("deprecated-added",)}
    record(spec, "2026-02-01")
    prepare(spec, "0.3.0")
    edit(spec, ACME, f"{CODES}/2/contexts/0/behavior/severity", "error")
    assert resolved_spec(spec).codes[BAD].deprecated_in == "0.2.0"


def test_a_damaged_record_stops_everything(spec: Path) -> None:
    (spec / "history/0.1.0.json.xz").write_bytes(b"damaged")
    with pytest.raises(Exception, match=r"0\.1\.0\.json\.xz: the release 0\.1\.0 cannot be read"):
        resolved_spec(spec)


# ---------------------------------------------------------------- the real spec


def released() -> dict[str, Any]:
    history = REPO / "spec/history"
    entry = store.entries(history)[-1]
    codes = [
        code
        for provider in store.read(history, entry).spec["providers"]
        for vocabulary in provider["vocabularies"]
        for code in vocabulary["codes"]
    ]
    return {code["id"]: code for code in codes}


@pytest.mark.slow
def test_a_code_says_since_the_version_that_first_had_it() -> None:
    resolved, known = dated("real"), released()
    wrong = {
        id: code.since
        for id, code in resolved.codes.items()
        if code.since != (known[id]["since"] if id in known else resolved.spec_version)
    }
    assert wrong == {}


@pytest.mark.slow
def test_all_forms_tell_the_same_past(rendered: Callable[[str], Path]) -> None:
    resolved = dated("real")
    code = next(code for code in resolved.codes.values() if code.changed_in and "api.code" in code.id)
    [changed] = code.changed_in
    with imported(rendered("real")) as package:
        info = package("flinks").ApiCode[code.name].info
    assert [(item.version, item.changes) for item in info.changed_in] == [(changed.version, changed.changes)]
    with (REPO / "generated/data/codes.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if f"{row['vocabulary']}#{row['name']}" == code.id]
    assert {row["changed_in"] for row in rows} == {
        " ".join(f"{changed.version}/{change}" for change in changed.changes)
    }
    document = json.loads((REPO / "generated/spec/linkcodes.json").read_bytes())
    [record] = [
        each
        for provider in document["providers"]
        for vocabulary in provider["vocabularies"]
        for each in vocabulary["codes"]
        if each["id"] == code.id
    ]
    assert [ChangedIn(**item) for item in record["changed_in"]] == [changed]
    text = (REPO / "generated/typescript/src/flinks/info.ts").read_text(encoding="utf-8")
    [entry] = re.findall(rf'name: "{code.name}",\n(?:(?!name: ).*\n)*', text)[:1]
    assert f'changed_in: [{{ version: "{changed.version}"' in " ".join(entry.split())


def test_an_unlisted_code_has_no_past(rendered: Callable[[str], Path]) -> None:
    with imported(rendered("real")) as package:
        info = package("flinks").ApiCode.parse("BRAND_NEW").info
    assert (info.changed_in, info.deprecated_in) == ((), None)
