"""`.info`, `.about()` and the taxonomy: the same facts as the spec, loaded when asked for."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.python.conftest import Import, imported

BEHAVIOR = [
    *("situation", "category", "actor", "retry", "unattended_retry", "unattended_if_read", "phase", "ends"),
    *("effect", "behavior_reason"),
    *("severity", "challenge", "operation", "confidence"),
]
SAME = (
    *("name", "value", "summary", "description", "default_context", "stability", "since", "page"),
    *("verdict", "names_operation"),
)
LISTS = (
    *("actions", "causes", "fixes", "reproduce", "regions", "platforms", "synonyms", "same_value"),
    "operations",
)


class Both(NamedTuple):
    """The package, and the document of the same spec."""

    package: Import
    document: dict[str, Any]


@pytest.fixture(scope="module", params=["tiny", "real", "hostile"])
def both(request: pytest.FixtureRequest, rendered: Callable[[str], Path]) -> Iterator[Both]:
    tree = rendered(request.param)
    with imported(tree) as package:
        yield Both(package, json.loads((tree / "spec/linkcodes.json").read_bytes()))


def vocabularies(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for provider in document["providers"]:
        for vocabulary in provider["vocabularies"]:
            yield provider, vocabulary


def test_the_package_lists_what_the_spec_lists(both: Both) -> None:
    listed = [
        (item["id"], [(c["name"], c["value"]) for c in item["codes"]])
        for _, item in vocabularies(both.document)
    ]
    classes = list(both.package("").vocabularies())
    assert [(item.vocabulary, [(code.name, code.value) for code in item]) for item in classes] == listed
    for provider, vocabulary in vocabularies(both.document):
        found = getattr(both.package(provider["id"]), vocabulary["type_name"])
        assert found is both.package("").vocabulary(vocabulary["id"])
        assert vocabulary["type_name"] in both.package(provider["id"]).__all__
    assert both.package("").__version__ == both.document["spec_version"]


def test_info_says_what_the_spec_says(both: Both) -> None:
    for provider, vocabulary in vocabularies(both.document):
        sources = {source["id"]: source for source in provider["sources"]}
        members = both.package("").vocabulary(vocabulary["id"])
        for code in vocabulary["codes"]:
            info = members[code["name"]].info
            assert (info.provider, info.vocabulary) == (provider["id"], vocabulary["id"])
            assert_same(info, code, sources)
            for context, expected in zip(info.contexts, code.get("contexts", ()), strict=True):
                assert (context.id, context.recognize) == (expected["id"], expected["recognize"])
                assert_same(context, expected, sources)


def assert_same(meaning: Any, record: dict[str, Any], sources: dict[str, Any]) -> None:
    for field in (*BEHAVIOR, *SAME):
        if hasattr(meaning, field):
            assert getattr(meaning, field) == record.get(field), field
    for field in LISTS:
        if hasattr(meaning, field):
            assert list(getattr(meaning, field)) == record.get(field, []), field
    assert meaning.behavior_note == record.get("behavior_note")
    assert [(fact.status, list(fact.sources)) for fact in meaning.http_status] == [
        (fact["status"], fact["sources"]) for fact in record.get("http_status", ())
    ]
    assert [(message.text, list(message.sources)) for message in meaning.wire_messages] == [
        (message["text"], message["sources"]) for message in record.get("wire_messages", ())
    ]
    assert [(flag.id, flag.note) for flag in meaning.flags] == [
        (flag["id"], flag["note"]) for flag in record.get("flags", ())
    ]
    for item, expected in zip(meaning.evidence, record.get("evidence", ()), strict=True):
        assert (list(item.supports), item.confidence) == (expected["supports"], expected["confidence"])
        source = sources[expected["source"]]
        assert (item.source.title, item.source.url) == (source["title"], source["url"])
        assert item.source.retrieved == source["retrieved"]
        assert item.source in meaning.sources
    assert len(set(meaning.sources)) == len(meaning.sources)


def test_about_says_what_the_spec_says(both: Both) -> None:
    for provider, vocabulary in vocabularies(both.document):
        sources = {source["id"]: source for source in provider["sources"]}
        about = both.package("").vocabulary(vocabulary["id"]).about()
        for field in ("id", "kind", "wire", "value_type", "open", "since", "summary", "page"):
            assert getattr(about, field) == vocabulary[field]
        assert about.description == vocabulary.get("description")
        assert (about.absent is None) == ("absent" not in vocabulary)
        if about.absent:
            assert_same(about.absent, vocabulary["absent"], sources)


RULES = ("invariants", "http_fallbacks", "retry_policy", "unlisted")
"""What of the taxonomy is no axis."""


def test_the_taxonomy_is_the_specs(both: Both) -> None:
    taxonomy = both.package("taxonomy")
    axes = {name: terms for name, terms in both.document["taxonomy"].items() if name not in RULES}
    axes.setdefault("scopes", [])  # an axis without words is left out
    classes = {getattr(taxonomy, name).axis: getattr(taxonomy, name) for name in taxonomy.__all__}
    assert set(classes) - {"confidences"} == set(axes)
    for axis, terms in axes.items():
        expected = [(term["id"], term["summary"]) for term in terms]
        assert [(term.value, term.summary) for term in classes[axis]] == expected
    confidences = [(term.name, term.value) for term in taxonomy.Confidence]
    assert confidences == [("HIGH", "H"), ("MEDIUM", "M"), ("LOW", "L")]
    assert all(term.summary for term in taxonomy.Confidence)


def test_behavior_is_made_of_taxonomy_members(both: Both) -> None:
    taxonomy = both.package("taxonomy")
    types = {"category": taxonomy.Category, "actor": taxonomy.Actor, "retry": taxonomy.RetryMode}
    types |= {"phase": taxonomy.Phase, "ends": taxonomy.Ends, "severity": taxonomy.Severity}
    for vocabulary in both.package("").vocabularies():
        for info in [vocabulary.parse("\0").info, *(code.info for code in vocabulary)]:
            for field, kind in types.items():
                assert isinstance(getattr(info, field), kind | None), field
            assert all(isinstance(action, taxonomy.Action) for action in info.actions)


def test_an_unlisted_code_has_info_to_branch_on(tiny: Import) -> None:
    taxonomy, info = tiny("taxonomy"), tiny("acme").LinkStatus.parse("NEW").info
    assert info.category is taxonomy.Category.UNKNOWN
    assert info.actor is taxonomy.Actor.DEVELOPER
    assert info.actions == (taxonomy.Action.CONTACT_SUPPORT,)
    assert info.unattended_retry is False
    assert info.summary == "Not in this version of the spec."
    assert (info.provider, info.vocabulary) == ("acme", "acme:link.status")
    assert (info.name, info.value) == (None, None)
    assert tiny("").UnknownCode("x").info.category is taxonomy.Category.UNKNOWN


def test_a_code_with_several_meanings_behaves_as_its_default(tiny: Import) -> None:
    info = tiny("acme").LinkStatus.BAD_LOGIN.info
    first, second = info.contexts
    assert info.category is first.category is not second.category
    assert ([fact.status for fact in first.http_status], info.http_status) == ([400, 401], ())


def test_events_and_plain_enumerations_have_no_behavior(tiny: Import) -> None:
    info = tiny("acme").LinkStep.FORM_SHOWN.info
    assert [getattr(info, field) for field in BEHAVIOR] == [None] * len(BEHAVIOR)
    assert info.actions == ()


def test_info_cannot_be_changed_and_can_be_compared(tiny: Import) -> None:
    info = tiny("acme").LinkStatus.OK.info
    with pytest.raises(AttributeError):
        info.summary = "x"
    assert info == info._replace()
    assert hash(info) == hash(info._replace())
    assert info != tiny("acme").LinkStatus.parse("DONE").info


@pytest.mark.slow
def test_threads_read_the_same(rendered: Callable[[str], Path]) -> None:
    with imported(rendered("real")) as package, ThreadPoolExecutor(16) as pool:
        codes = [code for vocabulary in package("").vocabularies() for code in vocabulary]
        found = list(pool.map(lambda code: (code, code.info), codes * 8))
        assert all(info == code.info and info.name == code.name for code, info in found)


def test_an_unlisted_vocabulary_is_a_lookup_error(tiny: Import) -> None:
    with pytest.raises(LookupError, match=r"acme:link\.status"):
        tiny("").vocabulary("acme:nothing")


def test_the_package_works_from_a_zip_archive(joined: Callable[[str], Path], tmp_path: Path) -> None:
    root = joined("tiny")
    with zipfile.ZipFile(tmp_path / "package.zip", "w") as archive:
        for path in sorted(root.rglob("*")):
            archive.write(path, path.relative_to(root))
    code = "import linkcodes.acme as a; print(a.LinkStatus.OK.info.summary, a.LinkStatus.about().open)"
    result = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(tmp_path / "package.zip")},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert result.stdout == "The connection works. True\n"
