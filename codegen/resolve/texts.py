"""The texts for people in every language, all in one shape: that of the first language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeVar

from codegen.model.files import TextsFile, TranslationsFile
from codegen.model.meanings import planned_meanings, with_codes
from codegen.model.plan import Plans
from codegen.model.strings import NEVER_ASK, source_strings, translated_strings
from codegen.model.texts import (
    Direction,
    EndUserText,
    Review,
    SupportText,
    Translated,
    TranslatedEndUser,
    TranslatedSupport,
    Voices,
)
from codegen.read.findings import Place
from codegen.read.load import LoadedSpec
from codegen.text.json_text import digest

State = Literal["source", "reviewed", "draft"]
"""`source`: what all translations are made from. `reviewed`: a native speaker has read it. Else `draft`."""
VoicesT = TypeVar("VoicesT", bound=Voices)


class TextString(NamedTuple):
    """One text in one language."""

    key: str
    """The set that it is in, and its place there: `payment_with_bank.title`, `payment_with_bank.ask.0`."""
    source: str
    """The same in the first language."""
    text: str
    review: Review | None
    """The review that still counts: a text whose source has changed since is a draft again."""


class ResolvedTexts(TextsFile):
    """The texts in one language. What is for developers is in the first language everywhere."""

    dir: Direction
    strings: tuple[TextString, ...]
    """Every text for users and support, in the order of the sets; the shared lines come last."""
    is_source: bool
    places: tuple[Place, ...]
    """The files that they are in; those of the first language as well."""

    @cached_property
    def by_key(self) -> Mapping[str, Voices]:
        """Every set of texts by its key."""
        return {voices.key: voices for voices in self.voices}

    @cached_property
    def by_code(self) -> Mapping[tuple[str, str], Voices]:
        """The texts of codes by vocabulary and name; those for one meaning have the context after a slash."""
        found: dict[tuple[str, str], Voices] = {}
        for text in self.codes:
            for reference in text.codes:
                code, _, context = reference.partition("@")
                vocabulary, _, name = code.partition("#")
                found[vocabulary, f"{name}/{context}" if context else name] = text
        return found

    @property
    def state(self) -> State:
        """The state of the language as a whole: reviewed if all of it is."""
        return self._least(self.strings)

    def state_of(self, voices: Voices) -> State:
        """Return the state of a set of texts: reviewed if all that people read in it is."""
        return self._states[voices.key]

    @cached_property
    def _states(self) -> Mapping[str, State]:
        sets: dict[str, list[TextString]] = {}
        for item in self.strings:
            sets.setdefault(item.key.partition(".")[0], []).append(item)
        shared = {item.key.partition(".")[2]: item for item in sets.get(NEVER_ASK, ())}
        ids = {line: shared[id] for id, line in self.lines.items()}
        return {
            one.key: self._least([*sets[one.key], *(ids[line] for line in one.support.never_ask)])
            for one in self.voices
        }

    @cached_property
    def lines(self) -> Mapping[str, str]:
        """The shared lines of what must never be asked for, by id."""
        return {item.id: item.text for item in self.never_ask}

    def _least(self, strings: list[TextString] | tuple[TextString, ...]) -> State:
        if self.is_source:
            return "source"
        return "reviewed" if all(item.review for item in strings) else "draft"


def resolved_texts(loaded: LoadedSpec, plans: Plans) -> tuple[ResolvedTexts, ...]:
    """Return the texts in each language, the first one first."""
    (written, place), *_ = loaded.texts
    file = with_codes(written, planned_meanings((provider for provider, _ in loaded.providers), plans))
    strings = tuple(TextString(key, text, text, None) for key, text in source_strings(file))
    places = (place.whole(),)
    source = _constructed(file, strings=strings, dir="ltr", is_source=True, places=places)
    return (source, *(_translated(file, places, *item) for item in loaded.translations))


def _translated(
    file: TextsFile, source_places: tuple[Place, ...], translations: TranslationsFile, place: Place
) -> ResolvedTexts:
    found = {key: text for key, text, _ in translated_strings(translations)}
    parts = (home.whole() for home in (place.homes or {}).values())
    return _constructed(
        _worded(file, translations),
        strings=tuple(_string(key, text, found[key]) for key, text in source_strings(file)),
        dir=translations.dir,
        is_source=False,
        places=tuple(dict.fromkeys((*source_places, place.whole(), *parts))),
    )


def _worded(file: TextsFile, translations: TranslationsFile) -> TextsFile:
    """Return the texts of the first language in the words of another one."""
    lines = {item.id: item.text for item in translations.never_ask}
    shown = {item.id: item for item in translations.end_user}
    told = {item.id: item for item in translations.support}
    update = {
        **{name: getattr(translations, name) for name in ("locale", "name", "wording")},
        "never_ask": tuple(item.model_copy(update={"text": lines[item.id]}) for item in file.never_ask),
        "entries": tuple(_in_words(entry, shown[entry.key], told[entry.key]) for entry in file.entries),
        "codes": tuple(_in_words(text, shown[text.key], told[text.key]) for text in file.codes),
    }
    return file.model_copy(update=update)


def _string(key: str, source: str, found: Translated) -> TextString:
    return TextString(key, source, found.text, found.reviewed if found.of == digest(source) else None)


def _in_words(voices: VoicesT, shown: TranslatedEndUser, told: TranslatedSupport) -> VoicesT:
    """Return a set of texts with the words of another language."""
    button = shown.button.text if shown.button else None
    end_user = EndUserText.model_construct(title=shown.title.text, body=shown.body.text, button=button)
    lines = {name: tuple(line.text for line in getattr(told, name)) for name in ("ask", "do")}
    support = voices.support.model_copy(update=lines)
    return voices.model_copy(update={"end_user": end_user, "support": support})


def _constructed(file: TextsFile, **own: Any) -> ResolvedTexts:
    """Return the texts of a language with its shared lines in place of their ids."""
    lines = {item.id: item.text for item in file.never_ask}
    entries = tuple(_with_lines(entry, lines) for entry in file.entries)
    codes = tuple(_with_lines(text, lines) for text in file.codes)
    return ResolvedTexts.model_construct(**{**dict(file), "entries": entries, "codes": codes, **own})


def _with_lines(voices: VoicesT, lines: Mapping[str, str]) -> VoicesT:
    told: SupportText = voices.support.model_copy(
        update={"never_ask": tuple(lines[id] for id in voices.support.never_ask)}
    )
    return voices.model_copy(update={"support": told})
