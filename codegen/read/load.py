"""Load a spec: root, decisions, rules of masking, the files that the root names, overlays, examples, vectors.

`load` reports everything that is wrong in all files at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar

from codegen.model.body import Body
from codegen.model.files import (
    CalibrationFile,
    DecisionsFile,
    Language,
    ProviderFile,
    RedactionFile,
    RenamesFile,
    RootFile,
    SearchFile,
    TextsFile,
    TranslationsFile,
)
from codegen.model.reality import RealityFile
from codegen.read.additions import is_additions, with_additions
from codegen.read.examples import Example, load_examples
from codegen.read.findings import Finding, InputError, Place
from codegen.read.listed_files import close_files, misnamed, stray_folders
from codegen.read.parts import with_parts, with_translations
from codegen.read.reader import Reader
from codegen.read.vectors import Vectors, load_reality, load_vectors
from codegen.text.guess import choices

_File = TypeVar("_File", RenamesFile, SearchFile, CalibrationFile)
Own = RootFile | DecisionsFile | RedactionFile | RenamesFile | SearchFile | CalibrationFile
ROOT_FILE = "spec.json"
DECISIONS_FILE = "decisions.json"
REDACTION_FILE = "redaction.json"
RENAMES_FILE = "renames.json"
SEARCH_FILE = "search.json"
CALIBRATION_FILE = "calibration.json"
TEXTS = "texts"


@dataclass(frozen=True, slots=True, eq=False)
class LoadedSpec:
    """The spec as its authors wrote it, with the place of each file. One equals itself alone."""

    root: RootFile
    root_place: Place
    decisions: DecisionsFile
    decisions_place: Place
    redaction: RedactionFile
    redaction_place: Place
    renames: RenamesFile
    renames_place: Place
    search: SearchFile
    search_place: Place
    calibration: CalibrationFile
    calibration_place: Place
    providers: list[tuple[ProviderFile, Place]]
    texts: list[tuple[TextsFile, Place]]
    """Those of the first locale; nothing if the file is broken."""
    translations: list[tuple[TranslationsFile, Place]]
    """One a further locale, with its parts."""
    examples: list[Example]
    vectors: list[Vectors]
    reality: list[tuple[RealityFile, Place]]
    """What people pasted; nothing if the spec has none."""
    folder: Path
    """Where it was read."""
    digests: Mapping[str, str]
    """Of what each file contained when it was read, by name."""
    added: frozenset[str] = frozenset()
    """The providers to which overlays add something."""

    @property
    def own(self) -> tuple[tuple[Own, Place], ...]:
        """The files that belong to no provider and no language."""
        return (
            (self.root, self.root_place),
            (self.decisions, self.decisions_place),
            (self.redaction, self.redaction_place),
            (self.renames, self.renames_place),
            (self.search, self.search_place),
            (self.calibration, self.calibration_place),
        )


def load(folder: Path, overlays: Sequence[Path] = ()) -> LoadedSpec:
    """Read the spec's own files, those that `spec.json` names, overlays; raise InputError with all faults."""
    reader = Reader(folder)
    root = _root(reader)
    decisions = reader.read(DECISIONS_FILE, DecisionsFile)
    redaction = reader.read(REDACTION_FILE, RedactionFile)
    renames, search = _optional(reader, RENAMES_FILE, RenamesFile), _optional(reader, SEARCH_FILE, SearchFile)
    calibration = _optional(reader, CALIBRATION_FILE, CalibrationFile)
    providers, added = _providers(reader, _provider_names(folder, root[0] if root else None), overlays)
    examples = load_examples(reader)
    vectors, reality = load_vectors(reader), load_reality(reader)
    texts, translations = _texts(reader, root[0]) if root else ([], [])
    for provider, place in filter(None, providers):
        _check_bodies(reader, provider, place)
    if root:
        reader.findings += _mismatches(folder, *root, providers, [*texts, *translations])
    if reader.findings or not (root and decisions and redaction and renames and search and calibration):
        raise InputError(reader.findings)
    return LoadedSpec(
        *root,
        *decisions,
        *redaction,
        *renames,
        *search,
        *calibration,
        [provider for provider in providers if provider],
        texts,
        translations,
        examples,
        vectors,
        reality,
        folder,
        reader.digests,
        added,
    )


def _providers(
    reader: Reader, names: Iterable[str], overlays: Sequence[Path]
) -> tuple[list[tuple[ProviderFile, Place] | None], frozenset[str]]:
    """Return the providers with their parts and what overlays add; and what was added."""
    heads = [reader.read(f"providers/{name}.json", ProviderFile) for name in names]
    return _with_overlays(reader, [head and with_parts(reader, *head) for head in heads], overlays)


def _root(reader: Reader) -> tuple[RootFile, Place] | None:
    """Read the root, whose situations behaviors may name."""
    root = reader.read(ROOT_FILE, RootFile)
    if root:
        reader.situations = {item.id: item for item in root[0].taxonomy.situations}
    return root


def _mismatches(
    folder: Path,
    root: RootFile,
    place: Place,
    providers: list[tuple[ProviderFile, Place] | None],
    texts: Sequence[tuple[Language, Place]],
) -> Iterator[Finding]:
    """Find files that the root does not name, or that name themselves wrongly."""
    yield from _misnamed(root, place, folder)
    yield from _misidentified(providers)
    yield from _mistitled(texts)


def _texts(
    reader: Reader, root: RootFile
) -> tuple[list[tuple[TextsFile, Place]], list[tuple[TranslationsFile, Place]]]:
    """Read the texts of the first locale, and the translations into the others, but no broken ones."""
    first, *others = _named(reader.folder / TEXTS, root.locales)
    texts = reader.read(f"{TEXTS}/{first}.json", TextsFile)
    heads = [reader.read(f"{TEXTS}/{locale}.json", TranslationsFile) for locale in others]
    return [texts] if texts else [], [with_translations(reader, *head) for head in heads if head]


def _optional(reader: Reader, name: str, kind: type[_File]) -> tuple[_File, Place] | None:
    """Read a file that a spec may lack: before its first release, it has renamed nothing."""
    if (reader.folder / name).exists():
        return reader.read(name, kind)
    return kind(), reader.place(name)


def _with_overlays(
    reader: Reader, providers: list[tuple[ProviderFile, Place] | None], overlays: Sequence[Path]
) -> tuple[list[tuple[ProviderFile, Place] | None], frozenset[str]]:
    """Return the providers with those of overlays, and with what these add; and to which of them they do."""
    bare = [*providers, *(_overlay(reader, path) for path in overlays if not is_additions(path))]
    found = bare
    for path in filter(is_additions, overlays):
        found = with_additions(reader, found, path)
    return found, frozenset(now[0].id for now, was in zip(found, bare, strict=True) if now and now is not was)


def _overlay(reader: Reader, path: Path) -> tuple[ProviderFile, Place] | None:
    """Read a provider's file that the spec does not name, from any folder."""
    if not path.exists():
        suggestions = choices(path.name, [other.name for other in path.parent.glob("*.json")], "create it")
        message, advice = "there is no such overlay", f"name a provider's file with --overlay: {suggestions}"
        reader.findings.append(Finding(Place(path.as_posix()), "missing-file", message, advice))
        return None
    loaded = reader.read_from(path, Place(path.as_posix()), ProviderFile)
    if loaded and loaded[0].parts:
        message, advice = "an overlay is one file, so its parts are not read", "move them into the file"
        reader.findings.append(Finding(loaded[1].child("parts"), "overlay-parts", message, advice))
    return loaded


def _check_bodies(reader: Reader, provider: ProviderFile, place: Place) -> None:
    """Check what is JSON Schema in a provider's file."""
    for index, payload in enumerate(provider.payloads):
        reader.check(payload.body, place.child("payloads", index, "body"), Body)
    for name, body in provider.definitions.items():
        reader.check(body, place.child("definitions", name), Body)


def _provider_names(folder: Path, root: RootFile | None) -> list[str]:
    if root:
        return _named(folder / "providers", root.providers)
    # A broken root must not hide what is wrong in the other files.
    return [path.stem for path in sorted((folder / "providers").glob("*.json"))]


def _named(folder: Path, names: Sequence[str]) -> list[str]:
    """Return each name once; of a misspelled one, the file that is meant, to see what is wrong in there."""
    corrected = close_files(folder, names)
    return [corrected.get(name, name) for name in dict.fromkeys(names)]


def _misnamed(root: RootFile, place: Place, folder: Path) -> Iterator[Finding]:
    """Find files of providers and texts that no list names, and names given twice."""
    yield from misnamed(folder / "providers", root.providers, place.child("providers"), "provider")
    yield from stray_folders(folder / "providers", root.providers, place.child("providers"))
    yield from misnamed(folder / TEXTS, root.locales, place.child("locales"), "locale")
    yield from stray_folders(folder / TEXTS, root.locales, place.child("locales"))


def _mistitled(texts: Sequence[tuple[Language, Place] | None]) -> Iterator[Finding]:
    """Find texts whose language is not that of their file's name."""
    for loaded, place in filter(None, texts):
        stem = PurePosixPath(place.file).stem
        if loaded.locale != stem:
            message = f"the locale {loaded.locale!r} is not the name of its file, {stem}.json"
            advice = f'write "{stem}", or rename the file to {loaded.locale}.json'
            yield Finding(place.child("locale"), "locale-id", message, advice)


def _misidentified(providers: list[tuple[ProviderFile, Place] | None]) -> list[Finding]:
    """Find provider files whose id is not their name, or is another file's."""
    findings = []
    files: dict[str, str] = {}
    for loaded in filter(None, providers):
        provider, place = loaded
        stem = PurePosixPath(place.file).stem
        earlier = files.get(provider.id)
        files.setdefault(provider.id, place.file)
        if provider.id != stem:
            message = f"the id {provider.id!r} is not the name of its file, {stem}.json"
            advice = f"rename the file to {provider.id}.json, or give the provider the id of the file's name"
            findings.append(Finding(place.child("id"), "provider-id", message, advice))
        if earlier is not None:
            message = f"the id {provider.id!r} is already that of {earlier}"
            findings.append(
                Finding(
                    place.child("id"),
                    "provider-id",
                    message,
                    "choose another id; an overlay adds, it never changes",
                )
            )
    return findings
