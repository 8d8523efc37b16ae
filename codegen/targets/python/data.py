"""The package's data files: what `.info` and `.about()` read at run time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from codegen.model.codes import Code
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec, ResolvedVocabulary
from codegen.resolve.texts import ResolvedTexts
from codegen.targets.python.views import AxisEnum, axes
from codegen.text.json_text import digest
from codegen.views import decisions
from codegen.views.document import PRIVATE, code_record, dump, flat_behavior
from codegen.views.texts import uses

_ELSEWHERE = {
    "place",
    "places",
    "provider_id",
    "local_id",
    "type_name",
    "surface",
    "carried_by",
    "codes",
    "absent",
}


_OF_ID = ("name", "page")
"""What follows from the id of a code."""
_EVIDENCE = ("source", "supports", "confidence", "note")


def provider(provider: ResolvedProvider) -> dict[str, Any]:
    """Return `{since, sources: {id: source}, vocabularies: {id: {..., codes: {name: code}}}}`.

    `since` is that of most codes: those that have none are listed since then.
    """
    told = Counter(code.since for item in provider.vocabularies for code in item.codes)
    since = told.most_common(1)[0][0] if told else None
    return {
        "since": since or "",
        "sources": {source.id: dump(source, PRIVATE) for source in provider.sources},
        "vocabularies": {item.id: _vocabulary(item, since) for item in provider.vocabularies},
    }


def taxonomy(spec: ResolvedSpec) -> dict[str, Any]:
    """Return `{axis: {term id: {summary}}}`, and as `unlisted` what to do about a code that is not listed."""
    found = {axis.id: _terms(axis) for axis in axes(spec.taxonomy)}
    return {**found, "unlisted": dump(spec.taxonomy.unlisted)}


def words(spec: ResolvedSpec) -> dict[str, Any]:
    """Return `{kind: {word: {summary, phrase}}}`."""
    shown = {"summary", "phrase"}
    return {
        kind: {word.id: word.model_dump(include=shown) for word in found}
        for kind, found in decisions.words(spec).items()
    }


def texts(spec: ResolvedSpec) -> dict[str, Any]:
    """Return `{locales: {locale: {name, dir}}, sets: {key: [never_ask, developer]}, uses: {key: subjects}}`.

    `sets` is what is the same in all languages: the ids of the lines of `never_ask`, and the texts for
    developers. `uses` says which set belongs to what, by set; see `codegen.views.texts.uses`.
    """
    source = spec.texts[0]
    ids = {line: id for id, line in source.lines.items()}
    return {
        "locales": {item.locale: {"name": item.name, "dir": item.dir} for item in spec.texts},
        "sets": {
            item.key: [[ids[line] for line in item.support.never_ask], list(item.developer)]
            for item in source.voices
        },
        "uses": _by_set(uses(spec)),
    }


def _by_set(uses: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for subject, key in uses.items():
        found.setdefault(key, []).append(subject)
    return found


def words_for_people(texts: ResolvedTexts) -> dict[str, Any]:
    """Return what people read in one language: `{never_ask: {id: line}, states, lines, sets: {key: texts}}`.

    The texts of a set are `[title, body, button, ask, do]`. What support reads in several sets is in
    `lines`, and its id in its place. `states` has the sets whose state is not that of the language as a
    whole, `state`.
    """
    states = {item.key: texts.state_of(item) for item in texts.voices}
    told = Counter(line for item in texts.voices for line in (*item.support.ask, *item.support.do))
    ids = {line: digest(line) for line, times in told.items() if times > 1}
    return {
        "state": texts.state,
        "states": {key: state for key, state in states.items() if state != texts.state},
        "never_ask": texts.lines,
        "lines": {id: line for line, id in ids.items()},
        "sets": {
            item.key: [*dict(item.end_user).values(), *_in_ids(ids, item.support.ask, item.support.do)]
            for item in texts.voices
        },
    }


def _in_ids(ids: Mapping[str, str], *lists: Sequence[str]) -> Iterator[list[str]]:
    yield from ([ids.get(line, line) for line in lines] for lines in lists)


def _terms(axis: AxisEnum) -> dict[str, Any]:
    return {term.value: {"summary": term.summary} for term in axis.terms}


def _vocabulary(vocabulary: ResolvedVocabulary, since: str | None) -> dict[str, Any]:
    absent = vocabulary.absent
    record = {
        **dump(vocabulary, _ELSEWHERE),
        **({"absent": {**dump(absent, {"behavior"}), **flat_behavior(absent.behavior)}} if absent else {}),
    }
    if record["since"] == since:
        del record["since"]
    codes = {code.name: _in_rows(_short(code_record(code), since)) for code in vocabulary.codes}
    return {**_in_rows(record), "codes": codes}


def _short(record: dict[str, Any], since: str | None) -> dict[str, Any]:
    """Return the record of a code without what follows from its id or its vocabulary, or is usual."""
    of_id = {key: record[key] for key in _OF_ID}
    usual = {"stability": Code.model_fields["stability"].default, "since": since, **of_id}
    return {name: value for name, value in record.items() if usual.get(name) != value}


def _in_rows(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record whose evidence is `[source, supports, confidence]`, with a note if there is one.

    What it supports is one text: thousands of lists of words take much more room.
    """
    found = dict(record)
    if "evidence" in found:
        rows = ({**item, "supports": " ".join(item["supports"])} for item in found["evidence"])
        found["evidence"] = [[row[name] for name in _EVIDENCE if name in row] for row in rows]
    if "contexts" in found:
        found["contexts"] = [_in_rows(item) for item in found["contexts"]]
    if "absent" in found:
        found["absent"] = _in_rows(found["absent"])
    return found
