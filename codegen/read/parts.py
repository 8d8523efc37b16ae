"""The parts of a provider or of a language: files that are read as if all were in the head's own file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from codegen.model.base import Model
from codegen.model.files import PartFile, ProviderFile, TranslationsFile, TranslationsPart
from codegen.read.findings import Finding, Place
from codegen.read.listed_files import close_files, misnamed
from codegen.read.reader import Reader

_LISTS = tuple(name for name in PartFile.model_fields if name not in ("schema_", "definitions"))
_TRANSLATED = tuple(name for name in TranslationsPart.model_fields if name != "schema_")


def with_parts(reader: Reader, head: ProviderFile, place: Place) -> tuple[ProviderFile, Place]:
    """Return a provider with what its parts hold, and a place that knows which node is in which file."""
    folder = reader.folder / "providers" / head.id
    reader.findings += misnamed(folder, head.parts, place.child("parts"), "part")
    names = close_files(folder, head.parts)
    named = [f"providers/{head.id}/{names.get(part, part)}.json" for part in dict.fromkeys(head.parts)]
    parts = [part for part in (reader.read(name, PartFile) for name in named) if part]
    if not parts:
        return head, place
    homes: dict[str, Place] = {}
    update: dict[str, Any] = {name: _joined(name, head, parts, homes) for name in _LISTS}
    update["definitions"] = _definitions(reader, head, parts, homes)
    return head.model_copy(update=update), Place(place.file, homes=homes)


def with_translations(reader: Reader, head: TranslationsFile, place: Place) -> tuple[TranslationsFile, Place]:
    """Return the translations of a language with those of its parts, and a place that knows their files."""
    folder = reader.folder / "texts" / head.locale
    reader.findings += misnamed(folder, head.parts, place.child("parts"), "part")
    names = close_files(folder, head.parts)
    named = [f"texts/{head.locale}/{names.get(part, part)}.json" for part in dict.fromkeys(head.parts)]
    parts = [part for part in (reader.read(name, TranslationsPart) for name in named) if part]
    if not parts:
        return head, place
    homes: dict[str, Place] = {}
    update = {name: _joined(name, head, parts, homes) for name in _TRANSLATED}
    return head.model_copy(update=update), Place(place.file, homes=homes)


def _joined(
    name: str, head: Model, parts: Sequence[tuple[Model, Place]], homes: dict[str, Place]
) -> tuple[Any, ...]:
    """Return the items of one list of all files, noting where those of the parts are."""
    items = [*getattr(head, name)]
    for part, place in parts:
        for index, item in enumerate(getattr(part, name)):
            homes[f"/{name}/{len(items)}"] = place.child(name, index)
            items.append(item)
    return tuple(items)


def _definitions(
    reader: Reader, head: ProviderFile, parts: list[tuple[PartFile, Place]], homes: dict[str, Place]
) -> dict[str, Any]:
    definitions = dict(head.definitions)
    for part, place in parts:
        for name, body in part.definitions.items():
            here = place.child("definitions", name)
            if name in definitions:
                message = f"another file of the provider defines {name}, too"
                reader.findings.append(Finding(here, "duplicate-definition", message, "keep one of them"))
            homes[f"/definitions/{name}"] = here
            definitions[name] = body
    return definitions
