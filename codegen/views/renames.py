"""What was renamed, written out for each language: the names that a program has to give up for others.

The file is in both packages; `linkcodes upgrade` reads that of the Python package for both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from codegen.model.renames import (
    AnyChange,
    CodeChange,
    FieldChange,
    PathChange,
    ValueChange,
    VocabularyChange,
    WordChange,
)
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedSpec, ResolvedVocabulary
from codegen.text.json_text import json_text
from codegen.text.naming import camel, kebab

_CLASSIFY = {
    "python": ("linkcodes.classify", "linkcodes.runtime.classify"),
    "typescript": ("linkcodes/runtime.classify",),
}


class _Names(NamedTuple):
    """The public names of a vocabulary's type."""

    python: str
    objects: str
    """The object of constants in TypeScript."""
    module: str
    """The module that has the same constants one by one."""
    derived: tuple[str, ...]
    """What else TypeScript has for it, in the order of `_derived`."""


def renames_json(spec: ResolvedSpec) -> str:
    """Return `{changes: [...], deprecated: [...]}`."""
    changes = [record for change in spec.renames for record in _records(change, spec)]
    return json_text({"changes": changes, "deprecated": list(_deprecated(spec))})


def places(spec: ResolvedSpec) -> tuple[Place, ...]:
    """Return what the file is made from: the map, and the vocabularies that it is about."""
    about = [vocabulary.place for vocabulary, _ in _deprecated_codes(spec)]
    for change in spec.renames:
        if isinstance(change, CodeChange | ValueChange):
            provider = spec.vocabularies[change.vocabulary].provider_id
            about += [item.place for item in spec.vocabularies.values() if item.provider_id == provider]
    return (spec.root, *spec.renames_places, *dict.fromkeys(place.whole() for place in about))


def _records(change: AnyChange, spec: ResolvedSpec) -> Iterator[dict[str, Any]]:
    """Yield the records of one change, those of each language after another."""
    about = {"since": change.since, **({"note": change.note} if change.note else {})}
    for language, record in _written_out(change, spec):
        yield {"language": language, **{key: value for key, value in record.items() if value}, **about}


def _written_out(change: AnyChange, spec: ResolvedSpec) -> Iterator[tuple[str, dict[str, Any]]]:
    match change:
        case PathChange():
            yield from ((change.language, _path(old, new)) for old, new in change.paths.items())
        case FieldChange() | WordChange():
            record = {"kind": change.kind, "old": change.old, "new": change.new, "on": change.on}
            yield change.language, record
        case VocabularyChange():
            old = _names(change.provider, change.old)
            yield from _renamed(old, _names(change.provider, change.new) if change.new else None)
        case CodeChange():
            yield from _members(spec.vocabularies[change.vocabulary], change)
        case ValueChange():
            yield from _values(spec, change)


def _path(old: str, new: str | None) -> dict[str, Any]:
    return {"kind": "path", "old": old, "new": new}


def _renamed(old: _Names, new: _Names | None) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "python", _path(old.python, new and new.python)
    before = (old.objects, old.module, *old.derived)
    after = (new.objects, new.module, *new.derived) if new else (None,) * len(before)
    yield from (("typescript", _path(*pair)) for pair in zip(before, after, strict=True))


def _names(provider: str, type_name: str) -> _Names:
    module = f"linkcodes/{provider}/{kebab(type_name)}"
    objects = f"linkcodes/{provider}"
    return _Names(
        f"linkcodes.{provider}.{type_name}",
        f"{objects}.{type_name}",
        module,
        tuple(
            f"{home}.{name}"
            for home, names in (
                *((home, ("{0}Value", "is{0}", "parse{0}")) for home in (objects, module)),
                (module, ("{0}",)),
                (f"{objects}/info", ("{1}Info", "{1}AbsentInfo")),
                (f"{objects}/behavior", ("{1}Behavior",)),
            )
            for name in (pattern.format(type_name, camel(type_name)) for pattern in names)
        ),
    )


def _of(vocabulary: ResolvedVocabulary) -> _Names:
    return _names(vocabulary.provider_id, vocabulary.type_name)


def _members(vocabulary: ResolvedVocabulary, change: CodeChange) -> Iterator[tuple[str, dict[str, Any]]]:
    for language, old in _member_paths(vocabulary, change.old):
        yield language, _path(old, f"{old.rpartition('.')[0]}.{change.new}" if change.new else None)


def _member_paths(vocabulary: ResolvedVocabulary, name: str) -> Iterator[tuple[str, str]]:
    names = _of(vocabulary)
    yield "python", f"{names.python}.{name}"
    yield from (("typescript", f"{home}.{name}") for home in (names.objects, names.module))


def _values(spec: ResolvedSpec, change: ValueChange) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where a value may be compared with, or handed to, the package."""
    vocabulary = spec.vocabularies[change.vocabulary]
    siblings = (item for item in spec.vocabularies.values() if item.provider_id == vocabulary.provider_id)
    only = all(code.value != change.old for item in siblings for code in item.codes)
    record = {"kind": "value", "old": change.old, "new": change.new}
    found = {"python": _python_uses(vocabulary), "typescript": _typescript_uses(vocabulary)}
    for language, (on, passed) in found.items():
        classified = {"provider": vocabulary.provider_id, "classified": _CLASSIFY[language]} if only else {}
        yield language, {**record, "on": on, "passed": passed, **classified}


def _python_uses(vocabulary: ResolvedVocabulary) -> tuple[list[str], list[str]]:
    python = _of(vocabulary).python
    passed = [python, f"{python}.parse"]
    return [trail for call in passed for trail in (f"{call}()", f"{call}().value")], passed


def _typescript_uses(vocabulary: ResolvedVocabulary) -> tuple[list[str], list[str]]:
    names, type_name = _of(vocabulary), vocabulary.type_name
    passed = [name for name in names.derived if not name.endswith(("Value", f".{type_name}", "AbsentInfo"))]
    return [f"{name}().value" for name in passed if name.endswith(f".parse{type_name}")], passed


def _deprecated_codes(spec: ResolvedSpec) -> Iterator[tuple[ResolvedVocabulary, Any]]:
    for vocabulary in spec.vocabularies.values():
        yield from ((vocabulary, code) for code in vocabulary.codes if code.deprecated)


def _deprecated(spec: ResolvedSpec) -> Iterator[dict[str, str]]:
    for vocabulary, code in _deprecated_codes(spec):
        note = f"use {code.deprecated.replaced_by}" if code.deprecated.replaced_by else code.deprecated.note
        for language, path in _member_paths(vocabulary, code.name):
            yield {"language": language, "path": path, "note": note or code.deprecated.reason}
