"""Translations that come back: tools change them, and the spec takes them over, all or nothing."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest

from codegen.command import cli
from codegen.lint import setting
from codegen.read.load import load
from codegen.resolve.build import resolve
from tests.conftest import REPO, SPECS
from tests.editing import edit
from tests.test_catalogs import catalogs_of

TITLE, LINE = "succeeded.title", "succeeded.do.1"
NEW = "C’est relié & prêt"
XLIFF = '<xliff version="{version}"><file target-language="{language}"><body>{units}</body></file></xliff>'
UNIT = '<trans-unit id="{key}"><source>You are connected</source><target>{text}</target></trans-unit>'


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A spec whose texts are in French and Arabic, too, with its catalogs beside it."""
    folder = Path(shutil.copytree(SPECS["tiny"], tmp_path / "spec"))
    for given in setting("translated"):
        edit(folder, given.file, given.at, given.value)
    catalogs_of(resolve(load(folder)), tmp_path)
    return folder


def import_texts(spec: Path, *arguments: object) -> tuple[int, str]:
    out = io.StringIO()
    given = [str(argument) for argument in ("import-texts", *arguments, "--spec", spec)]
    return cli.main(given, out), out.getvalue()


def catalog(spec: Path, form: str, name: str = "linkcodes") -> Path:
    path = {"gettext": f"gettext/fr/{name}.po", "xliff": f"xliff/{name}.fr.xlf"}[form]
    return spec.parent / "catalogs" / path


def by_polib(path: Path, key: str, text: str) -> None:
    """Change a text, and call it final, as an editor of `.po` files does."""
    file = polib.pofile(str(path))
    entry = next(entry for entry in file if entry.msgctxt == key)
    entry.msgstr, entry.flags = text, [flag for flag in entry.flags if flag != "fuzzy"]
    file.save()


def by_xliff(path: Path, key: str, text: str) -> None:
    """Change a text, and approve it, as the tools of i18next do."""
    command = ["node", str(REPO / "tests/xliff.mjs"), str(path), key, text]
    path.write_bytes(subprocess.run(command, cwd=REPO, capture_output=True, check=True).stdout)


TOOLS: dict[str, Callable[[Path, str, str], None]] = {"gettext": by_polib, "xliff": by_xliff}


def french(spec: Path, *steps: str | int) -> Any:
    node = json.loads((spec / "texts/fr.json").read_bytes())
    for step in steps:
        node = node[step]
    return node


@pytest.mark.parametrize("form", TOOLS)
@pytest.mark.parametrize("name", ["linkcodes", "linkcodes_support"])
def test_what_comes_back_as_it_was_changes_nothing(spec: Path, form: str, name: str) -> None:
    before = (spec / "texts/fr.json").read_bytes()
    status, out = import_texts(spec, catalog(spec, form, name))
    assert status == cli.OK
    assert "as before" in out
    assert "changed" not in out
    assert (spec / "texts/fr.json").read_bytes() == before


@pytest.mark.parametrize("form", TOOLS)
def test_a_tool_of_each_format_changes_a_text_which_is_reviewed_then(spec: Path, form: str) -> None:
    TOOLS[form](catalog(spec, form), TITLE, NEW)
    status, out = import_texts(spec, catalog(spec, form), "--reviewed-by", "Marie Tremblay")
    assert status == cli.OK, out
    assert "1 changed, 1 reviewed" in out
    title = french(spec, "end_user", 0, "title")
    assert (title["text"], title["reviewed"]["by"]) == (NEW, "Marie Tremblay")
    # It goes out again as it came in, and no longer as a draft.
    catalogs_of(resolve(load(spec)), spec.parent)
    sent = polib.pofile(str(catalog(spec, "gettext")))
    assert [(entry.msgstr, entry.fuzzy) for entry in sent if entry.msgctxt == TITLE] == [(NEW, False)]


@pytest.mark.parametrize("form", TOOLS)
def test_a_line_for_support_comes_back_to_its_place(spec: Path, form: str) -> None:
    path = catalog(spec, form, "linkcodes_support")
    TOOLS[form](path, LINE, "Dites que tout va bien.")
    status, out = import_texts(spec, path)
    assert status == cli.OK
    assert "say with --reviewed-by" in out
    line = french(spec, "support", 0, "do", 0)
    assert line["text"] == "Dites que tout va bien."
    assert "reviewed" not in line


@pytest.mark.skipif(not shutil.which("msgmerge"), reason="gettext is not installed")
def test_the_programs_of_gettext_take_the_files(spec: Path) -> None:
    """Drafts are left out of what is compiled; `msgmerge` brings a changed source to the translator."""
    path, template = catalog(spec, "gettext"), spec.parent / "catalogs/gettext/linkcodes.pot"
    merged = subprocess.run(["msgmerge", "--quiet", path, template], capture_output=True, check=True).stdout
    path.write_bytes(merged)
    assert import_texts(spec, path)[0] == cli.OK
    command = ["msgfmt", "--statistics", "--check", "-o", "/dev/null", str(path)]
    told = subprocess.run(command, capture_output=True, check=True)
    assert b"0 translated messages" in told.stderr


def test_a_text_whose_source_has_changed_is_left_alone(spec: Path) -> None:
    by_polib(catalog(spec, "gettext"), TITLE, NEW)
    edit(spec, "texts/en.json", "/entries/0/end_user/title", "Your account is connected")
    before = (spec / "texts/fr.json").read_bytes()
    status, out = import_texts(spec, catalog(spec, "gettext"))
    assert status == cli.OK
    assert f"1 left alone, since the source has changed: {TITLE}. Send them out again." in out
    assert (spec / "texts/fr.json").read_bytes() == before


def test_what_lint_refuses_is_not_written(spec: Path) -> None:
    for key, text in ((TITLE, "Relié!"), ("succeeded.body", "Données invalides ?")):
        by_polib(catalog(spec, "gettext"), key, text)
    before = (spec / "texts/fr.json").read_bytes()
    status, out = import_texts(spec, catalog(spec, "gettext"))
    assert status == cli.FINDINGS
    assert "translation-wording" in out
    assert (spec / "texts/fr.json").read_bytes() == before


def test_of_two_files_nothing_is_written_if_one_is_wrong(
    spec: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_polib(catalog(spec, "gettext"), TITLE, NEW)
    before = (spec / "texts/fr.json").read_bytes()
    wrong = spec.parent / "wrong.xlf"
    wrong.write_text("<xliff", encoding="utf-8")
    assert import_texts(spec, catalog(spec, "gettext"), wrong)[0] == cli.FAILED
    assert str(wrong) in capsys.readouterr().err
    assert (spec / "texts/fr.json").read_bytes() == before


def test_a_text_that_comes_back_in_two_versions_is_refused(
    spec: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_polib(catalog(spec, "gettext"), TITLE, NEW)
    by_xliff(catalog(spec, "xliff"), TITLE, "Vous êtes relié")
    before = (spec / "texts/fr.json").read_bytes()
    assert import_texts(spec, catalog(spec, "gettext"), catalog(spec, "xliff"))[0] == cli.FAILED
    assert "comes back as" in capsys.readouterr().err
    assert (spec / "texts/fr.json").read_bytes() == before


def test_line_ends_stay_as_they_are(spec: Path) -> None:
    path = spec / "texts/fr.json"
    path.write_bytes(json.dumps(french(spec), ensure_ascii=False, indent=1).replace("\n", "\r\n").encode())
    by_polib(catalog(spec, "gettext"), TITLE, NEW)
    assert import_texts(spec, catalog(spec, "gettext"))[0] == cli.OK
    content = path.read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") > 10


def xliff(units: str = "", version: str = "1.2", language: str = "fr") -> str:
    return XLIFF.format(version=version, language=language, units=units)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.csv", "", "translations come back as .po or .xlf or .xliff"),
        ("x.xlf", "<xliff", "this cannot be read"),
        ("x.xlf", "<html/>", "this is no XLIFF 1.2"),
        ("x.xlf", xliff(version="2.0"), "this is no XLIFF 1.2"),
        ("x.xlf", xliff(language=""), "it does not say its language"),
        ("x.xlf", xliff(language="pt-BR"), "there are no texts in 'pt-BR'"),
        ("x.xlf", xliff(UNIT.format(key="succeeded.titel", text="x")), "perhaps 'succeeded.title' is meant"),
        ("x.xlf", xliff(UNIT.format(key=TITLE, text='a<x id="1"/>')), "has markup"),
        ("x.po", 'msgid "a"\nmsgstr "b"\n', "it does not say its language"),
    ],
)
def test_what_cannot_be_meant_is_named_with_its_file(
    spec: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, said: str
) -> None:
    path = spec.parent / name
    path.write_text(text, encoding="utf-8")
    assert import_texts(spec, path)[0] == cli.FAILED
    error = capsys.readouterr().err
    assert error.startswith(f"codegen: {path}: ")
    assert said in error
    assert "Traceback" not in error
