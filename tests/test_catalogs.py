"""The catalogs of texts: a parser of each format reads back exactly what the spec says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import polib
import pytest
import yaml

from codegen.lint import setting
from codegen.output.render import Workshop, targets
from codegen.read.load import load
from codegen.resolve.build import resolve
from codegen.resolve.spec import ResolvedSpec
from codegen.resolve.texts import ResolvedTexts
from codegen.targets.catalogs.about import about
from codegen.targets.catalogs.messages import messages
from codegen.views.catalogs import path_for_all, paths
from tests.conftest import REPO, SPECS
from tests.editing import edit
from tests.specs import resolved

HARD = (
    "It's {name}'s \"own\" \\ <b>&amp;</b> {it''s} '{' }",
    "@first {name} and {amount} at 100%",
    "?what  two spaces, and 50% off ",
    "' alone, '' twice, '{name}' quoted",
)
"""Texts that each format has to escape; the first languages write apostrophes everywhere."""
VALUES = {"name": "Ana", "amount": "5 $", "x": "X", "y": "Y"}


class Catalogs(NamedTuple):
    """The catalogs of a spec, and the texts that must be in them."""

    folder: Path
    spec: ResolvedSpec

    def expected(self, texts: ResolvedTexts, catalog: str) -> dict[str, str]:
        """Return the texts by key."""
        found = {}
        for item in texts.strings:
            path = [str(int(step) + 1) if step.isdigit() else step for step in item.key.split(".")]
            is_for_users = path[0] != "never_ask" and path[1] in ("title", "body", "button")
            if is_for_users == (catalog == "linkcodes"):
                found[".".join(path)] = item.text
        return found

    def each(self, form: str = "i18next") -> Iterator[tuple[ResolvedTexts, str, dict[str, str]]]:
        """Yield each catalog of each language that there is in a format, with its texts."""
        for texts in self.spec.texts:
            for catalog in ("linkcodes", "linkcodes_support"):
                if form in paths(texts, catalog):
                    yield texts, catalog, self.expected(texts, catalog)

    def sources(self, catalog: str) -> dict[str, str]:
        """Return the texts of the first language, of which the others are translations."""
        return self.expected(self.spec.texts[0], catalog)


def filled(text: str, values: Mapping[str, str]) -> str:
    return re.sub(r"(?<!\{)\{(\w+)\}(?!\})", lambda found: values.get(found[1], found[0]), text)


def hard_spec(folder: Path) -> ResolvedSpec:
    """Return the tiny spec in three languages, with texts that are hard to escape; lint would refuse them."""
    spec = Path(shutil.copytree(SPECS["tiny"], folder / "spec"))
    for given in setting("translated"):
        edit(spec, given.file, given.at, given.value)
    for number, text in enumerate(HARD):
        edit(spec, "texts/en.json", f"/entries/{number}/end_user/body", text)
        edit(spec, "texts/en.json", f"/entries/{number}/support/do/0", text)
        for locale in ("fr", "ar"):
            for at in (f"end_user/{number}/body", f"support/{number}/do/0"):
                edit(spec, f"texts/{locale}.json", f"/{at}/text", f"{text} é\u00a0؟")
    return resolve(load(spec))


def catalogs_of(spec: ResolvedSpec, folder: Path) -> Catalogs:
    target = next(target for target in targets() if target.id == "catalogs")
    for output in target.render(spec, Workshop(target.folder)):
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(output.text, encoding="utf-8")
    return Catalogs(folder / "catalogs", spec)


@pytest.fixture(scope="module", params=["real", "hostile", "hard"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Catalogs:
    folder = tmp_path_factory.mktemp(request.param)
    spec = hard_spec(folder) if request.param == "hard" else resolved(request.param)
    return catalogs_of(spec, folder)


@pytest.fixture(scope="module")
def read(made: Catalogs) -> Any:
    """Return what the parsers of the formats for the web and Android read."""
    command = ["node", str(REPO / "tests/catalogs.mjs"), str(made.folder), json.dumps(VALUES)]
    return json.loads(subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=True).stdout)


@pytest.mark.slow
def test_programs_for_the_web_read_back_every_text(made: Catalogs, read: Any) -> None:
    for texts, catalog, expected in made.each():
        shown = {key: filled(text, VALUES) for key, text in expected.items()}
        for form in ("formatjs", "i18next"):
            found = read[form][f"{texts.locale}/{catalog}.json"]
            assert found.keys() == shown.keys()
            # i18next has no way to write two braces that are no placeholder.
            plain = {key for key, text in expected.items() if form == "formatjs" or "{{" not in text}
            assert {key: found[key] for key in plain} == {key: shown[key] for key in plain}, form


def test_rails_reads_back_every_text(made: Catalogs) -> None:
    """Reads the files as Rails does: as YAML, whose keys are below the language, then without `%%`."""
    for texts, catalog, expected in made.each():
        path = made.folder / f"rails/{catalog}.{texts.locale}.yml"
        found = yaml.safe_load(path.read_text(encoding="utf-8"))[texts.locale][catalog]
        told = {key: re.sub(r"(?<!%)%\{(\w+)\}", r"{\1}", text) for key, text in flat(found)}
        assert {key: text.replace("%%{", "%{") for key, text in told.items()} == expected


def flat(node: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for step, value in node.items():
        key = f"{path}.{step}" if path else step
        yield from [(key, value)] if isinstance(value, str) else flat(value, key)


def test_gettext_reads_back_every_text_beside_its_source(made: Catalogs) -> None:
    for texts, catalog, expected in made.each():
        sources = made.sources(catalog)
        path = path_for_all("gettext", catalog) if texts.is_source else paths(texts, catalog)["gettext"]
        entries = list(polib.pofile(str(made.folder.parent / path), encoding="utf-8"))
        assert {entry.msgctxt: entry.msgid for entry in entries} == sources
        told = dict.fromkeys(sources, "") if texts.is_source else expected
        assert {entry.msgctxt: entry.msgstr for entry in entries} == told
        assert all(entry.fuzzy != texts.is_source for entry in entries)


def test_xliff_has_every_text_with_its_source_state_length_and_note(made: Catalogs) -> None:
    for texts, catalog, expected in made.each("xliff"):
        path = made.folder / f"xliff/{catalog}.{texts.locale}.xlf"
        units = {
            unit.attrib["id"]: unit for unit in ElementTree.parse(path).iter() if "approved" in unit.attrib
        }
        assert {key: unit.findtext("{*}target") for key, unit in units.items()} == expected
        assert {key: unit.findtext("{*}source") for key, unit in units.items()} == made.sources(catalog)
        for unit in units.values():
            assert unit.attrib["approved"] == "no"
            note = unit.findtext("{*}note")
            is_for_users = catalog == "linkcodes"
            assert note or not is_for_users
            assert note is None or f"At most {unit.attrib['maxwidth']} characters." in note


def test_translators_are_told_where_money_may_have_moved() -> None:
    spec = resolved("real")
    note = about(spec)
    said = {message.key: note(message) for message in messages(spec.texts[0], "linkcodes")}
    assert "Money may have moved" in said["payment_with_bank.body"]
    assert "Money may have moved" not in said["already_signed_in.body"]


def test_android_reads_back_every_text(made: Catalogs) -> None:
    """Reads the resources as the platform does: as XML, without its spaces, then without escapes."""
    for texts, catalog, expected in made.each("android"):
        tree = ElementTree.parse(made.folder / paths(texts, catalog)["android"].removeprefix("catalogs/"))
        names = [node.attrib["name"] for node in tree.getroot()]
        assert names == [f"linkcodes_{key.replace('.', '_')}" for key in expected]
        sources = made.sources(catalog)
        for node, (key, text) in zip(tree.getroot(), expected.items(), strict=True):
            assert android_text(node.text or "", placeholders(sources[key])) == text


def placeholders(source: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"(?<!\{)\{(\w+)\}(?!\})", source)))


def android_text(raw: str, names: list[str]) -> str:
    """Return what an application shows of a resource before it fills anything in."""
    assert not re.search(r"""(?<!\\)(?:\\\\)*['"]""", raw), "an apostrophe or a quotation mark is bare"
    assert not raw.startswith(("@", "?"))
    squeezed = re.sub(r"[ \t\n]+", " ", raw).strip(" ")
    text = re.sub(r"\\(u[0-9a-f]{4}|.)", unescaped, squeezed)
    return unformatted(text, names, r"%(\d+)\$s")


def unescaped(found: re.Match[str]) -> str:
    sign = found[1]
    return chr(int(sign[1:], 16)) if len(sign) > 1 else sign


def unformatted(text: str, names: list[str], argument: str) -> str:
    if not names:
        return text
    parts = re.split(f"{argument}|(%%)", text)
    assert "%" not in "".join(parts[0::3])
    pairs = zip(parts[0::3], [*parts[1::3], None], [*parts[2::3], None], strict=True)
    return "".join(
        plain + (f"{{{names[int(number) - 1]}}}" if number else "%" if percent else "")
        for plain, number, percent in pairs
    )


def test_a_tool_for_android_reads_what_needs_no_argument(made: Catalogs, read: Any) -> None:
    for texts, catalog, expected in made.each("android"):
        found = read["android"][paths(texts, catalog)["android"].removeprefix("catalogs/android/")]
        assert len(found) == len(expected)
        # The library takes markup, spaces at the ends and percent signs otherwise than the platform.
        for key, text in expected.items():
            if not re.search(r"[<>&{}%\\@?\u00a0]|^ | $|  ", text):
                assert found[f"linkcodes_{key.replace('.', '_')}"] == text


def test_xcode_reads_back_every_text_with_its_state(made: Catalogs) -> None:
    for catalog in ("linkcodes",):
        document = json.loads((made.folder / f"ios/{catalog}.xcstrings").read_bytes())
        assert document.keys() == {"sourceLanguage", "strings", "version"}
        assert (document["sourceLanguage"], document["version"]) == ("en", "1.0")
        for texts in made.spec.texts:
            names = {key: placeholders(text) for key, text in made.sources(catalog).items()}
            units = {
                key: entry["localizations"][texts.locale]["stringUnit"]
                for key, entry in document["strings"].items()
            }
            assert {
                key: unformatted(unit["value"], names[key], r"%(\d+)\$@") for key, unit in units.items()
            } == made.expected(texts, catalog)
            states = {unit["state"] for unit in units.values()}
            assert states == ({"translated"} if texts.is_source else {"needs_review"})


def test_a_language_and_its_region_are_told_apart_as_each_platform_does() -> None:
    named = {texts.locale: paths(texts, "linkcodes") for texts in resolved("real").texts}
    for form, base, region in (
        ("gettext", "gettext/fr/linkcodes.po", "gettext/fr_CA/linkcodes.po"),
        ("android", "android/values-fr/linkcodes.xml", "android/values-fr-rCA/linkcodes.xml"),
        ("arb", "arb/linkcodes_fr.arb", "arb/linkcodes_fr_CA.arb"),
        ("i18next", "i18next/fr/linkcodes.json", "i18next/fr-CA/linkcodes.json"),
        ("xliff", "xliff/linkcodes.fr.xlf", "xliff/linkcodes.fr-CA.xlf"),
    ):
        found = (named["fr"][form], named["fr-CA"][form])
        assert found == (f"catalogs/{base}", f"catalogs/{region}")


def test_arb_has_every_text_under_a_name_that_dart_takes(made: Catalogs) -> None:
    for texts, catalog, expected in made.each("arb"):
        path = made.folder / paths(texts, catalog)["arb"].removeprefix("catalogs/")
        document = json.loads(path.read_bytes())
        assert path.stem.endswith(document.pop("@@locale"))
        messages = {name: text for name, text in document.items() if not name.startswith("@")}
        assert {document[f"@{name}"]["x-key"]: text for name, text in messages.items()} == expected
        assert all(re.fullmatch(r"[a-z][A-Za-z0-9]*", name) for name in messages)
        assert len(document) == 2 * len(expected), "two texts have one name, or one is alone"
        sources = made.sources(catalog)
        for name in messages:
            about = document[f"@{name}"]
            assert list(about.get("placeholders", ())) == placeholders(sources[about["x-key"]])
            assert about.get("x-state") == (None if texts.is_source else "draft")


def test_the_index_leads_from_each_code_to_texts_that_are_there(made: Catalogs) -> None:
    index = json.loads((made.folder / "index.json").read_bytes())
    users, support = (made.sources(each) for each in ("linkcodes", "linkcodes_support"))
    assert {f"{key}.title" for key in index["uses"].values()} <= users.keys()
    assert {line for lines in index["never_ask"].values() for line in lines} <= support.keys()
    for (subject, narrowed), voices in made.spec.voices.items():
        key = index["uses"][f"{subject}/{narrowed}" if narrowed else subject]
        assert users[f"{key}.title"] == voices.end_user.title
        assert [support[line] for line in index["never_ask"][key]] == list(voices.support.never_ask)
    assert {tag: item["dir"] for tag, item in index["locales"].items()} == {
        texts.locale: texts.dir for texts in made.spec.texts
    }


def test_what_was_reviewed_is_no_draft_in_any_format(tmp_path: Path) -> None:
    spec = Path(shutil.copytree(SPECS["tiny"], tmp_path / "spec"))
    for given in setting("translated"):
        edit(spec, given.file, given.at, given.value)
    review = {"by": "A native speaker", "on": "2026-11-23"}
    edit(spec, "texts/fr.json", "/end_user/0/title/reviewed", review)
    edit(spec, "texts/fr.json", "/end_user/0/body/reviewed", review)
    edit(spec, "texts/fr.json", "/end_user/0/body/of", "00000000")
    folder = catalogs_of(resolve(load(spec)), tmp_path).folder
    fields = ("succeeded.title", "succeeded.body")
    entries = {entry.msgctxt: entry for entry in polib.pofile(str(folder / "gettext/fr/linkcodes.po"))}
    assert [entries[key].fuzzy for key in fields] == [False, True], "a stale text is a draft again"
    strings = json.loads((folder / "ios/linkcodes.xcstrings").read_bytes())["strings"]
    states = [strings[key]["localizations"]["fr"]["stringUnit"]["state"] for key in fields]
    assert states == ["translated", "needs_review"]
    arb = json.loads((folder / "arb/linkcodes_fr.arb").read_bytes())
    assert [arb[f"@succeeded{name}"]["x-state"] for name in ("Title", "Body")] == ["reviewed", "draft"]
    index = json.loads((folder / "index.json").read_bytes())
    assert index["locales"]["fr"]["reviewed"] == {"succeeded.title": review}
