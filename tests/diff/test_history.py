"""Releases: recorded once, read as today's, asked again."""

from __future__ import annotations

import json
import lzma
import random
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from codegen.compat.diff import SpecDiff, compare
from codegen.compat.history import extras, snapshot, store
from codegen.compat.history.answers import AnsweringPackage, refresh_operation
from codegen.compat.history.release import RecordedRelease
from codegen.compat.history.translate import RENAMED, translated
from codegen.compat.history.untrusted import read_document
from codegen.read.findings import UsageError
from codegen.views.document import document
from tests.conftest import REPO, SPECS
from tests.specs import resolved

HISTORY = SPECS["real"] / "history"
SMALL = {"spec_version": "0.3.0", "providers": [{"id": "acme"}]}


def test_keys_that_were_renamed_are_read_as_todays() -> None:
    [note] = RENAMED["code"]
    [sign] = RENAMED["payload"]
    code = {"name": "A", "value": "A", note: "n", "contexts": [{"id": "c", sign: "r"}]}
    payload = {"id": "acme:p", sign: [{"pointer": "/a"}], "body": {"properties": {sign: {}}}}
    vocabulary = {"id": "acme:s", "codes": [code], "absent": {note: "a"}}
    operations = [{"id": "pay", "moves_money": True}, {"id": "login", "moves_money": False}]
    found = translated(
        {
            "providers": [{"id": "acme", "vocabularies": [vocabulary], "payloads": [payload]}],
            "taxonomy": {"operations": operations, "actors": [{"id": "end_user", "rank": 1}]},
        }
    )
    [provider] = found["providers"]
    [read] = provider["vocabularies"][0]["codes"]
    assert read["behavior_note"] == "n"
    assert read["contexts"] == [{"id": "c", "recognize": "r"}]
    assert provider["vocabularies"][0]["absent"] == {"behavior_note": "a"}
    assert provider["payloads"][0]["recognize"] == [{"pointer": "/a"}]
    assert provider["payloads"][0]["body"] == payload["body"]
    assert found["taxonomy"]["operations"] == [{"id": "pay", "effect": "move_money"}, {"id": "login"}]
    assert found["taxonomy"]["actors"] == [{"id": "end_user"}]


@pytest.mark.slow
def test_what_is_todays_stays_as_it_is() -> None:
    spec = json.loads((REPO / snapshot.DOCUMENT).read_bytes())
    assert translated(spec) == spec


def test_the_first_release_is_recorded() -> None:
    [first] = store.entries(HISTORY)[:1]
    release = store.read(HISTORY, first)
    assert store.read(HISTORY, first, spec_only=True).spec == release.spec
    assert (first.version, first.revision[:7], release.version) == ("0.1.0", "9080fb1", "0.1.0")
    codes = [
        code
        for provider in release.spec["providers"]
        for vocabulary in provider["vocabularies"]
        for code in vocabulary["codes"]
    ]
    assert len(codes) == 980
    assert set(release.vectors) == {"classify", "decode", "outcome", "retry", "state", "validate", "verify"}
    assert len(release.advice["flinks:api.code#INVALID_LOGIN@credentials"]["plans"]) == 3
    assert release.tables["codes.csv"]["key"] == ["vocabulary", "value", "context"]
    assert "urn:linkcodes:argyle:accounts.added:strict" in (release.schema_ids or [])


def test_a_release_is_small() -> None:
    for entry in store.entries(HISTORY):
        assert (HISTORY / entry.file).stat().st_size < 500_000


def test_a_release_is_written_once(tmp_path: Path) -> None:
    release = RecordedRelease(SMALL)
    entry = store.write(tmp_path, release, "2026-01-01", "a" * 40)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(before) == {"0.3.0.json.xz", "index.json"}
    assert store.read(tmp_path, entry) == release
    with pytest.raises(UsageError, match="a release never changes"):
        store.write(tmp_path, RecordedRelease({**SMALL, "providers": []}), "2026-01-02", "b" * 40)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_same_release_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        store.write(tmp_path / name, RecordedRelease(SMALL), "2026-01-01", "a" * 40)
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")
    )
    assert one == two


def test_keys_keep_their_order(tmp_path: Path) -> None:
    """A validator tells of problems in the order of the fields, so a question is another if they move."""
    vectors = {"validate": [{"input": {"value": {"b": 1, "a": 2}}}]}
    entry = store.write(tmp_path, RecordedRelease(SMALL, vectors), "2026-01-01", "a" * 40)
    assert [*store.read(tmp_path, entry).vectors["validate"][0]["input"]["value"]] == ["b", "a"]


@pytest.mark.parametrize(
    "content", [b"", b"no archive", lzma.compress(b"{}"), lzma.compress(b'{"spec": {}}')[:-9]]
)
def test_a_file_that_is_not_what_was_recorded_is_refused(content: bytes, tmp_path: Path) -> None:
    entry = store.write(tmp_path, RecordedRelease(SMALL), "2026-01-01", "a" * 40)
    (tmp_path / entry.file).write_bytes(content)
    with pytest.raises(UsageError, match=r"0\.3\.0"):
        store.read(tmp_path, entry)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"releases": 1}', '{"releases": [{"version": "1"}]}'])
def test_an_index_that_is_none_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / store.INDEX).write_text(text)
    with pytest.raises(UsageError, match="no index of releases"):
        store.entries(tmp_path)


HOSTILE = {
    "not UTF-8": b"\xff\xfe\x00",
    "no JSON": b"{",
    "a list": b"[]",
    "nested": b"[" * 100_000,
    "no number": b'{"spec_version": "0.1.0", "providers": NaN}',
    "a key twice": b'{"spec_version": "0.1.0", "spec_version": "0.2.0", "providers": []}',
    "no version": b'{"providers": []}',
    "a code without value": b'{"spec_version": "0.1.0", "providers": [{"id": "a", "vocabularies": '
    b'[{"id": "a:b", "codes": [{"name": "A"}]}]}]}',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_is_no_spec_gives_one_clear_error(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "linkcodes.json"
    path.write_bytes(content)
    with pytest.raises(UsageError) as refused:
        read_document(path)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.slow
def test_no_change_of_a_spec_makes_a_comparison_crash(tmp_path: Path) -> None:
    """A file is refused, or it can be compared with: whatever stands where something else should."""
    spec = json.loads(json.dumps(document(resolved("tiny"))))
    path = tmp_path / "linkcodes.json"
    for seed in range(400):
        dice = random.Random(seed)
        broken = json.loads(json.dumps(spec))
        node: Any = broken
        for _ in range(dice.randrange(1, 9)):
            steps = [*node] if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else []
            if not steps:
                break
            holder, step = node, dice.choice(list(steps))
            node = node[step]
        holder[step] = dice.choice([None, 1, "x", [], {}, [1], ["x"], {"id": 1}, True, 1.5])
        path.write_text(json.dumps(broken))
        try:
            read = RecordedRelease(translated(read_document(path)))
        except UsageError:
            continue
        compare(SpecDiff(read, RecordedRelease(spec)))
        compare(SpecDiff(RecordedRelease(spec), read))


@pytest.mark.parametrize("spec", SPECS)
def test_what_is_generated_today_can_be_read(spec: str, tmp_path: Path) -> None:
    """The reader of the past knows the type of every field: the next release compares with it."""
    path = tmp_path / "linkcodes.json"
    path.write_text(json.dumps(document(resolved(spec))))
    assert read_document(path)["providers"]


def test_an_error_names_the_place(tmp_path: Path) -> None:
    path = tmp_path / "linkcodes.json"
    path.write_bytes(HOSTILE["a code without value"])
    with pytest.raises(UsageError, match=r"#/providers/0/vocabularies/0/codes/0/value: "):
        read_document(path)


def git(repo: Path, *arguments: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(repo), *who, *arguments], check=True, capture_output=True)


def test_a_commit_is_read_as_it_was(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    for part in ("spec", "conformance", "data"):
        (tmp_path / "generated" / part).mkdir(parents=True)
    (tmp_path / snapshot.DOCUMENT).write_text(json.dumps(SMALL))
    (tmp_path / "generated/data/codes.csv").write_text("id,actor\na,b\nc,b\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "One")
    shutil.rmtree(tmp_path / "generated")
    release = snapshot.of_revision(tmp_path, "HEAD")
    assert release.spec == SMALL
    assert release.tables == {"codes.csv": {"columns": {"id": "text", "actor": "text"}, "key": ["id"]}}
    assert (release.vectors, release.advice) == ({}, {})


@pytest.mark.parametrize("revision", ["no-such-branch", "--upload-pack=x", "HEAD:generated", ""])
def test_what_is_no_revision_is_refused(revision: str) -> None:
    with pytest.raises(UsageError):
        snapshot.commit_of(REPO, revision)


def test_a_package_that_cannot_be_asked_is_named(tmp_path: Path) -> None:
    (tmp_path / "linkcodes").mkdir()
    (tmp_path / "linkcodes/__init__.py").write_text("raise RuntimeError('broken')")
    request: dict[str, Any] = {
        "ask": "advice",
        "refresh": None,
        "vectors": [{"input": {"provider": "a", "code": "b"}}],
    }
    with pytest.raises(UsageError, match="cannot be asked: RuntimeError: broken"):
        AnsweringPackage((tmp_path,)).ask(request)


def test_a_package_that_is_asked_sees_what_its_extras_need_and_nothing_else_that_is_installed(
    tmp_path: Path,
) -> None:
    (tmp_path / "linkcodes").mkdir()
    (tmp_path / "linkcodes/__init__.py").write_text(
        "from importlib import import_module\n"
        "seen = []\n"
        "for name in ('cryptography.hazmat.primitives.asymmetric.rsa', 'pydantic', 'pytest'):\n"
        "    try:\n"
        "        seen.append(import_module(name).__name__.partition('.')[0])\n"
        "    except ImportError:\n"
        "        pass\n"
        "raise RuntimeError(seen)\n"
    )
    vectors = [{"input": {"provider": "a", "code": "b"}}]
    with pytest.raises(UsageError, match=re.escape("RuntimeError: ['cryptography']")):
        AnsweringPackage((tmp_path,)).ask({"ask": "advice", "refresh": None, "vectors": vectors})


def test_what_the_extra_for_private_keys_installs_may_be_seen() -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.split(r"[^\w-]", each)[0] for each in project["optional-dependencies"]["jws"]}
    assert wanted <= set(extras.NEEDED)


@pytest.mark.slow
def test_the_package_gives_the_plans_of_the_table_of_advice() -> None:
    package = AnsweringPackage.of_tree(REPO)
    assert package
    vectors = snapshot.vectors_of(REPO / "generated/conformance")["classify"]
    spec = json.loads((REPO / snapshot.DOCUMENT).read_bytes())
    request = {"ask": "advice", "vectors": vectors, "refresh": refresh_operation(spec)}
    found = package.ask(request)
    table = snapshot.rows_of(REPO / "generated/data/advice.csv")
    told = {row["id"]: [row["attended"], row["unattended"], row["refresh"]] for row in table}
    assert len(found) > 1000
    wrong = {
        id: plans
        for id, row in found.items()
        if id in told
        and "operation" not in row["input"]
        and (plans := [f"{plan[0]}/{plan[1]}" for plan in row["plans"]]) != told[id]
    }
    assert wrong == {}
