"""Overlays that add to providers of the spec: codes to their vocabularies, fields to their payloads.

What is added is read as if it were in the provider's own files, but each finding about it names the overlay.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from codegen.model.files import AddedCodes, AddedField, Addition, AdditionsFile, ProviderFile
from codegen.read.findings import Finding, Place
from codegen.read.reader import Reader
from codegen.text.guess import choices
from codegen.text.pointer import pointer_of, steps_of

Loaded = tuple[ProviderFile, Place] | None
Steps = tuple[str | int, ...]
_DEFINITIONS = "#/definitions/"
_DEEPEST = 50
"""Schemas that are followed to a field; a definition may contain itself."""


def is_additions(path: Path) -> bool:
    """Say whether an overlay adds to providers; one that cannot be read is taken for a provider."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(content, dict) and "additions" in content


def with_additions(reader: Reader, providers: Sequence[Loaded], path: Path) -> list[Loaded]:
    """Return providers with what an overlay adds to them, noting what it cannot add."""
    loaded = reader.read_from(path, Place(path.as_posix()), AdditionsFile)
    found = {provider[0].id: number for number, provider in enumerate(providers) if provider}
    made = list(providers)
    for number, addition in enumerate(loaded[0].additions if loaded else ()):
        here = Place(path.as_posix()).child("additions", number)
        if addition.provider not in found:
            _note(reader, here.child("provider"), f"there is no provider {addition.provider!r}", found)
            continue
        index = found[addition.provider]
        if provider := made[index]:
            made[index] = _Merge(reader, *provider).merged(addition, here)
    return made


def _note(reader: Reader, place: Place, message: str, known: Any) -> None:
    word = message.split("'")[1] if "'" in message else ""
    advice = choices(word, known, "name one that is there")
    reader.findings.append(Finding(place, "unknown-addition", message, advice))


class _Merge:
    """A provider that is being added to."""

    def __init__(self, reader: Reader, provider: ProviderFile, place: Place) -> None:
        self._reader = reader
        self._provider = provider
        self._place = place
        self._homes = dict(place.homes or {})
        self._vocabularies = list(provider.vocabularies)
        self._payloads = list(provider.payloads)
        self._definitions = deepcopy(provider.definitions)

    def merged(self, addition: Addition, here: Place) -> tuple[ProviderFile, Place]:
        """Return the provider with an addition, and a place that knows what is in the overlay."""
        known = len(self._provider.sources)
        for number in range(len(addition.sources)):
            self._settle(("sources", known + number), here.child("sources", number))
        for number, codes in enumerate(addition.codes):
            self._add_codes(codes, here.child("codes", number))
        for number, field in enumerate(addition.fields):
            self._add_field(field, here.child("fields", number))
        update = {
            "sources": (*self._provider.sources, *addition.sources),
            "vocabularies": tuple(self._vocabularies),
            "payloads": tuple(self._payloads),
            "definitions": self._definitions,
        }
        place = Place(self._place.file, self._place.pointer, self._homes)
        return self._provider.model_copy(update=update), place

    def _add_codes(self, added: AddedCodes, here: Place) -> None:
        ids = [item.id for item in self._vocabularies]
        if added.vocabulary not in ids:
            message = f"there is no vocabulary {added.vocabulary!r}"
            _note(self._reader, here.child("vocabulary"), message, ids)
            return
        index = ids.index(added.vocabulary)
        old = self._vocabularies[index]
        for number in range(len(added.codes)):
            self._settle(
                ("vocabularies", index, "codes", len(old.codes) + number), here.child("codes", number)
            )
        self._vocabularies[index] = old.model_copy(update={"codes": (*old.codes, *added.codes)})

    def _add_field(self, added: AddedField, here: Place) -> None:
        ids = [item.id for item in self._payloads]
        if added.payload not in ids:
            _note(self._reader, here.child("payload"), f"there is no payload {added.payload!r}", ids)
            return
        index = ids.index(added.payload)
        old = self._payloads[index]
        body = deepcopy(old.body)
        *above, name = steps_of(added.pointer)
        objects = list(self._objects(body, ("payloads", index, "body"), tuple(above)))
        if not objects or any(name in schema.get("properties", ()) for schema, _ in objects):
            why = "is described already" if objects else "is in no object that the payload describes"
            message, advice = f"{added.pointer} {why}", "remove it here, or correct `pointer`"
            place = here.child("pointer")
            self._reader.findings.append(Finding(place, "unknown-addition", message, advice))
            return
        for schema, steps in objects:
            schema["properties"] = {**schema.get("properties", {}), name: added.body}
            self._settle((*steps, "properties", name), here.child("body"))
        for number in range(len(added.evidence)):
            steps = ("payloads", index, "evidence", len(old.evidence) + number)
            self._settle(steps, here.child("evidence", number))
        update = {"body": body, "evidence": (*old.evidence, *added.evidence)}
        self._payloads[index] = old.model_copy(update=update)

    def _objects(
        self, schema: dict[str, Any], at: Steps, path: tuple[str, ...], depth: int = 0
    ) -> Iterator[tuple[dict[str, Any], Steps]]:
        """Yield the schemas of the objects at a path, and the steps to each."""
        if depth > _DEEPEST:
            return
        name = str(schema.get("$ref", "")).removeprefix(_DEFINITIONS)
        if name in self._definitions:
            yield from self._objects(self._definitions[name], ("definitions", name), path, depth + 1)
            return
        for number, branch in enumerate(schema.get("anyOf", ())):
            yield from self._objects(branch, (*at, "anyOf", number), path, depth + 1)
        if not path:
            yield from [(schema, at)] if schema.get("type") == "object" else []
            return
        step, *rest = path
        for below, steps in _children(schema, step):
            yield from self._objects(below, (*at, *steps), tuple(rest), depth + 1)

    def _settle(self, steps: Steps, home: Place) -> None:
        """Note that a node is in the overlay; the file that its parent is in may be that of a part."""
        for cut in range(1, len(steps)):
            above = self._homes.get(pointer_of(steps[:cut]))
            if above is not None:
                inner = {**(above.homes or {}), above.pointer + pointer_of(steps[cut:]): home}
                self._homes[pointer_of(steps[:cut])] = Place(above.file, above.pointer, inner)
                return
        self._homes[pointer_of(steps)] = home


def _children(schema: dict[str, Any], step: str) -> Iterator[tuple[dict[str, Any], Steps]]:
    if step == "*":
        yield from ((schema[key], (key,)) for key in ("items", "additionalProperties") if key in schema)
    elif step in schema.get("properties", ()):
        yield schema["properties"][step], ("properties", step)
