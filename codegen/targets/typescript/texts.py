"""What the templates of the texts for people show: for end users on pages, and for support agents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from codegen.model.texts import Entry, Voices
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec
from codegen.resolve.texts import ResolvedTexts
from codegen.text.typescript import Raw, key, literal

_Reference = tuple[str, str]
"""The id of a vocabulary, and the name of a code, with a slash and one of its contexts if that is meant."""


class LangView(NamedTuple):
    """What an application puts into `lang` and `dir`, and how far it was reviewed, as TypeScript literals."""

    lang: str
    dir: str
    state: str


class LocaleView(NamedTuple):
    """The texts of the categories in one language; each is a constant of its own."""

    language: LangView
    constants: tuple[tuple[str, str], ...]
    """(name, text)."""
    keys: tuple[tuple[str, str], ...]
    """(key of an outcome, the constant)."""


class SupportView(NamedTuple):
    """What support agents ask and do, in one language."""

    language: LangView
    lists: tuple[tuple[str, str], ...]
    """(name, lines) of the lists that several texts have."""
    outcomes: tuple[tuple[str, str], ...]
    """(key of an outcome, row)."""
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """(id of a provider, the rows of its codes)."""


class CodesView(NamedTuple):
    """Which text the codes of a provider have: for each vocabulary, the place of each row and its codes."""

    vocabularies: tuple[tuple[str, str], ...]


class TextGroups:
    """The codes of one provider that have a text of their own, grouped by that text.

    Languages share the groups, so a group has one text in each of them.
    """

    def __init__(self, provider: ResolvedProvider, spec: ResolvedSpec) -> None:
        self._found = [texts.by_code for texts in spec.texts]
        mine = [code for code in self._found[0] if code[0].startswith(f"{provider.id}:")]
        groups: dict[tuple[int, ...], list[_Reference]] = {}
        for code in mine:
            groups.setdefault(tuple(id(found.get(code)) for found in self._found), []).append(code)
        self.codes = tuple(groups.values())

    def texts(self, locale: int) -> Iterator[Voices]:
        """Yield the text of each group in a language; one that it lacks is that of the default language."""
        for codes in self.codes:
            yield self._found[locale].get(codes[0]) or self._found[0][codes[0]]


def language(texts: ResolvedTexts) -> LangView:
    """Return the language of some texts."""
    return LangView(*map(literal, (texts.locale, texts.dir, texts.state)))


def locale_view(texts: ResolvedTexts) -> LocaleView:
    """Return the view of the texts of categories for end users."""
    constants = tuple((_constant(entry), literal(_fields(entry))) for entry in texts.entries)
    keys = tuple((_key(entry), _stated(texts, entry)) for entry in texts.entries)
    return LocaleView(language(texts), constants, keys)


def _stated(texts: ResolvedTexts, entry: Entry) -> str:
    """Return the constant of a text, with its state where that is not its language's."""
    name, own = _constant(entry), _own_state(texts, entry)
    return f"{{ ...{name}, state: {literal(own[0])} }}" if own else name


def _own_state(texts: ResolvedTexts, voices: Voices) -> list[str]:
    """Return the state of a set of texts where that is not its language's, else nothing."""
    state = texts.state_of(voices)
    return [] if state == texts.state else [state]


def groups(spec: ResolvedSpec) -> Mapping[str, TextGroups]:
    """Return the groups of each provider's codes, by its id: the same in all languages."""
    return {provider.id: TextGroups(provider, spec) for provider in spec.providers}


def codes_view(groups: TextGroups) -> CodesView:
    """Return which row is that of which code of a provider: `0 TIMEOUT GONE/later 3 DONE`."""
    places: dict[str, list[str]] = {}
    for place, codes in enumerate(groups.codes):
        own: dict[str, list[str]] = {}
        for vocabulary, name in codes:
            own.setdefault(vocabulary, [str(place)]).append(name)
        for vocabulary, words in own.items():
            places.setdefault(vocabulary, []).extend(words)
    return CodesView(tuple((literal(name), literal(" ".join(words))) for name, words in places.items()))


def rows(groups: TextGroups, spec: ResolvedSpec, locale: int) -> tuple[str, ...]:
    """Return what end users read about the codes of a provider, a row a text."""
    texts = spec.texts[locale]
    return tuple(_row(texts, voices) for voices in groups.texts(locale))


def support_view(groups: Mapping[str, TextGroups], spec: ResolvedSpec, locale: int) -> SupportView:
    """Return the view of the texts for support agents; the groups are those of all providers."""
    texts = spec.texts[locale]
    own = {id: [*group.texts(locale)] for id, group in groups.items()}
    every = [*texts.entries, *(item for found in own.values() for item in found)]
    times = Counter(tuple(lines) for item in every for lines in _support(item))
    names = {
        lines: f"L{number}"
        for number, lines in enumerate(lines for lines, count in times.items() if lines and count > 1)
    }
    return SupportView(
        language(texts),
        tuple((name, literal(lines)) for lines, name in names.items()),
        tuple((_key(item), _support_row(texts, item, names)) for item in texts.entries),
        tuple(
            (id, tuple(_support_row(texts, item, names) for item in found))
            for id, found in own.items()
            if found
        ),
    )


def _support_row(texts: ResolvedTexts, voices: Voices, names: Mapping[tuple[str, ...], str]) -> str:
    lists = [Raw(names[lines]) if lines in names else lines for lines in _support(voices)]
    return literal([*lists, *_own_state(texts, voices)])


def _support(voices: Voices) -> Iterable[tuple[str, ...]]:
    support = voices.support
    return (support.ask, support.do, support.never_ask)


def _key(entry: Entry) -> str:
    """Return the key of an outcome, quoted where it must be."""
    return _quoted(f"{entry.category}/{entry.challenge}" if entry.challenge else entry.category)


def _quoted(name: str) -> str:
    return key(name) if name == "__proto__" else key(name).removeprefix("[").removesuffix("]")


def _constant(entry: Entry) -> str:
    return "_".join(filter(None, (entry.category, entry.challenge))).upper()


def _row(texts: ResolvedTexts, voices: Voices) -> str:
    own = _own_state(texts, voices)
    title, body, button = _fields(voices).values()
    return literal([title, body, button, *own] if own or button else [title, body])


def _fields(voices: Voices) -> dict[str, Any]:
    text = voices.end_user
    return {"title": text.title, "body": text.body, "button": text.button}
