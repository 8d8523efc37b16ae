"""What must be true of the repository as a whole."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codegen.lint.wording import turns
from tests.conftest import REPO
from tests.mutations.__main__ import faults, listed

TRACKED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
    cwd=REPO,
    capture_output=True,
    text=True,
    check=True,
).stdout.split("\0")[:-1]
FILES = [REPO / name for name in TRACKED if (REPO / name).is_file()]
SOURCES = [
    path
    for path in FILES
    if path.is_relative_to(REPO / "codegen") and path.suffix in (".py", ".jinja", ".ts")
]


def words_of_the_spec() -> set[str]:
    """Provider ids, and code values that no program would use for something else."""
    root = json.loads((REPO / "spec/spec.json").read_bytes())
    axes = [axis for axis in root["taxonomy"].values() if isinstance(axis, list)]
    terms = {term["id"] for axis in axes for term in axis if "id" in term}
    words = set(root["providers"])
    for path in (REPO / "spec/providers").rglob("*.json"):
        for vocabulary in json.loads(path.read_bytes()).get("vocabularies", ()):
            words |= {str(code["value"]) for code in vocabulary["codes"]}
    assert len(words) > 500, "the codes are somewhere else now"
    # An ordinary word, such as a method called connect, proves nothing, nor does a word of the taxonomy.
    telling = {word for word in words if ("_" in word or "." in word) and word.lower() not in terms}
    return telling | set(root["providers"])


def test_the_generator_knows_no_provider_and_no_code() -> None:
    parts = {word: parts_of(word) for word in words_of_the_spec()}
    found = []
    for path in SOURCES:
        text = path.read_text("utf-8")
        there = parts_of(text)
        likely = [word for word in parts if parts[word] <= there]
        found += [f"{path.relative_to(REPO)}: {word}" for word in likely if is_said(word, text)]
    assert found == []


def parts_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def is_said(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) is not None


@pytest.mark.slow
@pytest.mark.parametrize(
    "forbidden",
    [
        r"registry\.npm" + "js",
        r"\bpy" + r"pi\.org",
        r"files\.python" + "hosted",
        r"deb\.deb" + "ian",
        r'"resolved":',
        r"/(home|root|Users)/",
    ],
)
def test_no_file_speaks_of_a_machine_or_a_registry(forbidden: str) -> None:
    pattern = re.compile(forbidden)
    texts = (
        (path, path.read_bytes().decode("utf-8", errors="ignore")) for path in FILES if path != Path(__file__)
    )
    assert [str(path.relative_to(REPO)) for path, text in texts if pattern.search(text)] == []


def test_no_source_is_there_twice() -> None:
    """What is written by hand is in one place: there is no copy, not even below `generated/`."""
    texts: dict[bytes, list[str]] = {}
    for path in FILES:
        if path.suffix in (".py", ".ts", ".tsx", ".mjs", ".css", ".md") and path.stat().st_size > 100:
            texts.setdefault(path.read_bytes(), []).append(str(path.relative_to(REPO)))
    by_hand = [names for names in texts.values() if any(not _is_made(name) for name in names)]
    assert [names for names in by_hand if len(names) > 1] == []


def _is_made(name: str) -> bool:
    return name.startswith(("generated/", "tests/golden/"))


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["codegen", "packages", "tests"])
def test_files_and_functions_stay_readable(folder: str) -> None:
    long = []
    for path in sorted((REPO / folder).rglob("*.py")):
        if "golden" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > 600:
            long.append(f"{path.relative_to(REPO)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 40:
                long.append(f"{path.relative_to(REPO)}:{node.lineno}: {node.name} is over 40 lines")
    assert long == []


TWINS = [
    "Delivery",
    "Deprecated",
    "EndUserText",
    "Entry",
    "Evidence",
    "Flag",
    "HttpStatusFact",
    "Outcome",
    "Payload",
    "Sign",
    "Source",
    "State",
    "SupportText",
    "Term",
    "Vocabulary",
    "Voices",
    "Wait",
    "WireMessage",
]
"""Names that both `spec.schema.json` and the Python package promise; neither imports the other."""


@pytest.mark.slow
def test_one_name_for_one_class() -> None:
    """A reader who meets a name need not ask which of several classes it is."""
    homes: dict[str, list[str]] = {}
    for path in FILES:
        name = path.relative_to(REPO).as_posix()
        if path.suffix == ".py" and not _is_made(name) and not name.startswith("examples/"):
            for node in ast.walk(ast.parse(path.read_bytes())):
                if isinstance(node, ast.ClassDef):
                    homes.setdefault(node.name, []).append(name)
    assert {name: places for name, places in homes.items() if len(places) > 1 and name not in TWINS} == {}
    rooms = {name: [place.partition("/")[0] for place in homes[name]] for name in TWINS}
    assert [name for name, found in rooms.items() if sorted(found) != ["codegen", "packages"]] == []


def test_every_template_is_used_and_short() -> None:
    for template in sorted((REPO / "codegen/targets").rglob("*.jinja")):
        code = "".join(
            path.read_text("utf-8")
            for path in SOURCES
            if path.is_relative_to(template.parent.parent) and path != template
        )
        assert re.search(rf"\b{re.escape(template.name)}\b", code), f"{template.name} is used by nothing"
        assert template.read_text(encoding="utf-8").count("\n") <= 150, f"{template.name} is too long"


def test_one_version_everywhere() -> None:
    version = json.loads((REPO / "spec/spec.json").read_bytes())["spec_version"]
    package = json.loads((REPO / "generated/typescript/package.json").read_bytes())
    index = (REPO / "generated/python/linkcodes/_index.py").read_text(encoding="utf-8")
    assert package["version"] == version
    assert f'VERSION = "{version}"' in index
    assert f"## {version}" in (REPO / "CHANGELOG.md").read_text(encoding="utf-8")


PATH = re.compile(
    r"(?<![\w/.-])(?:codegen|packages|tests|tools|site|spec)/[\w/.-]*\w"
    r"\.(?:py|ts|mjs|json|md|sh|jinja)\b"
)
MADE_UP = "oakline"
"""The provider of the guide, whose files a reader creates."""
PROSE = [path for path in FILES if path.suffix == ".md" and not _is_made(path.relative_to(REPO).as_posix())]


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.relative_to(REPO).as_posix())
def test_prose_names_files_that_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    gone = [name for name in PATH.findall(text) if not (REPO / name).exists()]
    assert [name for name in gone if MADE_UP not in name] == []


BRITISH = re.compile(
    r"behaviour|flavour|colour|neighbour|favour(?!ite)|honour|licence|recognis|organis|normalis|serialis|summaris"
    r"|catalogue|\bcentre|judgement|analyse|labelled\b(?!by)|learnt|spelt|\btowards\b|\bgrey\b|artefact|fulfil\b",
    re.IGNORECASE,
)
COPIED = (
    "spec/providers/",
    "spec/examples/",
    "spec/texts/",
    "spec/renames.json",
    "tests/fixtures/pages/",
    "generated/",
    "tests/golden/",
    "codegen/compat/history/translate.py",
    "tests/fixtures/diff/",
    "package-lock.json",
)
"""What has texts and names that others wrote, what is made from those, and the old names of keys."""

NO_PROSE = (".lock", ".woff2", ".png", ".xz")


@pytest.mark.slow
def test_spelling_is_american() -> None:
    found = []
    for path in FILES:
        name = path.relative_to(REPO).as_posix()
        if name.startswith(COPIED) or path == Path(__file__) or path.suffix in NO_PROSE:
            continue
        text = path.read_bytes().decode("utf-8", errors="ignore")
        lines = (in_english(text) if name == WORDS_OF_LANGUAGES else text).splitlines()
        found += [
            f"{name}:{number}: {line.strip()[:80]}"
            for number, line in enumerate(lines, 1)
            if BRITISH.search(line)
        ]
    assert found == []


def test_only_fields_of_other_languages_may_be_spelled_otherwise() -> None:
    label = {"id": "x", "summary": "An organisation.", "words": {"en": "colour", "sv": "organisationsnummer"}}
    number = {"what": "Organisation", "names": "orgnummer organisasjonsnummer"}
    country = {"id": "NO", "languages": "no", "numbers": [number]}
    british = {**country, "id": "GB", "languages": "cy en"}
    text = in_english(json.dumps({"labels": [label], "countries": [country, british]}))
    assert BRITISH.findall(text) == ["organis", "colour", "Organis", "Organis", "organis"]


WORDS_OF_LANGUAGES = "spec/redaction.json"


def in_english(text: str) -> str:
    """Return the rules of masking without the words of other languages, whose spelling is their own."""
    document = json.loads(text)
    for part in _records(document):
        if isinstance(words := part.get("words"), dict):
            part["words"] = {language: said for language, said in words.items() if language == "en"}
        if "en" not in part.get("languages", "en").split():
            for number in part["numbers"]:
                del number["names"]
    return json.dumps(document, ensure_ascii=False, indent=1)


def _records(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _records(inner)


OURS = (
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile", "spec/README.md", "codegen/", "packages/"),
    *("tests/", "tools/", "examples/", "site/"),
)
QUOTED = (
    *("tests/golden/", "tests/fixtures/", "tests/cases/", "codegen/lint/examples/"),
    "codegen/lint/wording.py",
)
"""Texts that are made, that a rule or a test gives its own meaning, or that list what to avoid."""
PICTURES = (".png", ".svg", ".ico", ".woff2")


@pytest.mark.slow
def test_english_is_plain() -> None:
    """The list is the one of the lint rule, which looks at the spec itself."""
    found = []
    for path in FILES:
        name = path.relative_to(REPO).as_posix()
        if not name.startswith(OURS) or name.startswith(QUOTED) or path.suffix in PICTURES:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found += [f"{name}:{number}: {turn!r}: better {better}" for turn, better in turns(line)]
    assert found == []


def test_the_mutations_by_hand_still_have_a_place_and_tests() -> None:
    """Code that moves takes them with it; else a run would find out only after minutes."""
    assert list(faults(listed(), REPO)) == []
