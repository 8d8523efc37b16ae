"""Takes texts that came back into the files of their language, after all of it is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from codegen.maintain.translate.exchange import Returned, Unit, returned
from codegen.model.strings import source_strings, translated_strings
from codegen.model.texts import Translated
from codegen.read.findings import Place, UsageError
from codegen.read.load import LoadedSpec
from codegen.text.guess import choices
from codegen.text.json_edit import Patch, patched
from codegen.text.json_text import digest

Review = Mapping[str, str]
"""Who has read the texts that are final, and when: `{"by", "on"}`."""


class TextHome(NamedTuple):
    """Where a translation is, and what it is now."""

    place: Place
    now: Translated
    source: str


class TakenTexts(NamedTuple):
    """What came back from one file, counted, and what to change for it."""

    path: Path
    counts: Counter[str]
    """`changed`, `reviewed`, `same`, `empty`, and `not named`: final, but without the name of a reader."""
    outdated: tuple[str, ...]
    """The keys of the texts whose source has changed since they were sent out; they are left alone."""
    patches: Mapping[str, Sequence[Patch]]
    """By the file of the spec that they change."""


def taken(loaded: LoadedSpec, path: Path, review: Review | None) -> TakenTexts:
    """Return what a file changes; raise UsageError for what cannot be meant."""
    file = returned(path)
    homes = _homes(loaded, path, file)
    counts: Counter[str] = Counter()
    outdated: list[str] = []
    patches: dict[str, list[Patch]] = {}
    for unit in file.units:
        home = _home(homes, path, unit)
        if unit.source != home.source:
            outdated.append(unit.key)
            continue
        done, value = _outcome(unit, home, review)
        counts.update(done)
        if value:
            patches.setdefault(home.place.file, []).append(Patch("set", home.place.pointer, value))
    return TakenTexts(path, counts, tuple(outdated), patches)


def texts_with(folder: Path, all_taken: Sequence[TakenTexts]) -> dict[Path, str]:
    """Return the files of the spec as they will be, by path."""
    patches: dict[str, list[Patch]] = {}
    for one in all_taken:
        for name, found in one.patches.items():
            patches.setdefault(name, []).extend(found)
    _refuse_twice(patches)
    paths = {Place(name).path(folder.parent): found for name, found in patches.items()}
    return {path: patched(path.read_bytes().decode("utf-8"), found) for path, found in paths.items()}


def _refuse_twice(patches: Mapping[str, Sequence[Patch]]) -> None:
    """Raise UsageError for a text that came back in two versions: which one is meant, nothing tells."""
    for name, found in patches.items():
        texts: dict[str, str] = {}
        for patch in found:
            text = patch.value["text"]
            if texts.setdefault(patch.pointer, text) != text:
                both = f"{texts[patch.pointer]!r} and {text!r}"
                raise UsageError(f"{name}#{patch.pointer} comes back as {both}; keep one of them")


def _homes(loaded: LoadedSpec, path: Path, file: Returned) -> dict[str, TextHome]:
    """Return the translations of a file's language, by the keys of catalogs."""
    languages = {texts.locale: (texts, place) for texts, place in loaded.translations}
    if file.locale not in languages:
        known = choices(file.locale, languages, "add the language to the spec first")
        raise UsageError(f"{path}: there are no texts in {file.locale!r}; {known}")
    texts, place = languages[file.locale]
    sources = dict(source_strings(loaded.texts[0][0]))
    return {
        _counted(key): TextHome(place.child(*steps), now, sources[key])
        for key, now, steps in translated_strings(texts)
        if key in sources
    }


def _counted(key: str) -> str:
    """Return a key as catalogs write it: lists are counted from 1."""
    return ".".join(str(int(step) + 1) if step.isdigit() else step for step in key.split("."))


def _home(homes: Mapping[str, TextHome], path: Path, unit: Unit) -> TextHome:
    if unit.key not in homes:
        advice = choices(unit.key, homes, "remove it from the file")
        raise UsageError(f"{path}: {unit.key!r} is no text of the spec; {advice}")
    return homes[unit.key]


def _outcome(
    unit: Unit, home: TextHome, review: Review | None
) -> tuple[tuple[str, ...], dict[str, Any] | None]:
    """Return what is counted of a text, and its new node if it changes."""
    if not unit.text.strip():
        return ("empty",), None
    is_same = unit.text == home.now.text and home.now.of == digest(home.source)
    if is_same and (home.now.reviewed or not unit.is_approved):
        return ("same",), None
    node: dict[str, Any] = {"of": digest(home.source), "text": unit.text}
    counted = () if is_same else ("changed",)
    if not unit.is_approved:
        return counted, node
    if review is None:
        return (*counted, "not named"), None if is_same else node
    return (*counted, "reviewed"), {**node, "reviewed": dict(review)}
