"""Views of the translations: the catalogs to take away, and each language beside its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from codegen.model.strings import NEVER_ASK
from codegen.resolve.texts import ResolvedTexts
from codegen.views.book import Book, Head
from codegen.views.catalogs import USERS, path_for_all, paths

TRANSLATIONS_PAGE = "translations/index"
_FORMATS = (
    ("i18next", "i18next", "`{{name}}` is filled in", ""),
    ("formatjs", "FormatJS", "messages in the syntax of ICU, as `IntlProvider` takes them", ""),
    ("rails", "Rails", "YAML for `config/locales`; `%{name}` is filled in", ""),
    ("gettext", "gettext", "`msgctxt` is the key, `msgid` the source; drafts are fuzzy", "template"),
    ("xliff", "XLIFF", "1.2, with notes, lengths and states, for translation services", ""),
    ("android", "Android", "`<string>` resources", ""),
    ("ios", "iOS", "string catalog of Xcode", "all languages"),
    ("arb", "ARB", "for Flutter", ""),
)
"""Id, name, what to know, and what the file is called that is for all languages."""


_FOR_SUPPORT = frozenset({NEVER_ASK, "ask", "do"})


class FormatView(NamedTuple):
    """A format, and its file in each language for end users; those for support are beside them."""

    name: str
    note: str
    files: tuple[tuple[str, str], ...]
    """(language, link); one for all languages has no language."""


class LanguageView(NamedTuple):
    """A language, and how much of it was reviewed."""

    locale: str
    name: str
    dir: str
    state: str
    reviewed: int
    total: int
    page: str | None
    """The page that shows it beside the source, if it is not the source."""


class StringView(NamedTuple):
    """One text beside its source."""

    anchor: str | None
    """The id of its set, if it is the title of one: pages of the first language link there."""
    key: str
    source: str
    text: str
    state: str


class StringGroup(NamedTuple):
    """The texts of categories, or those that codes of a provider have of their own."""

    title: str
    strings: tuple[StringView, ...]


class TranslationsView(NamedTuple):
    """The page of the catalogs."""

    head: Head
    languages: tuple[LanguageView, ...]
    formats: tuple[FormatView, ...]


class LanguagePageView(NamedTuple):
    """The page of one language."""

    head: Head
    language: LanguageView
    users: tuple[StringGroup, ...]
    support: tuple[StringGroup, ...]


def language_page(locale: str) -> str:
    """Return the page of a language."""
    return f"translations/{locale}"


def translations_view(book: Book) -> TranslationsView:
    """Return the page of the catalogs."""
    texts = book.spec.texts
    head = Head("Translations", "The texts for people in each language, in the formats of many tools.")
    return TranslationsView(head, tuple(map(_language, texts)), _formats(texts))


def language_view(book: Book, texts: ResolvedTexts) -> LanguagePageView:
    """Return the page of one language."""
    strings = tuple(
        StringView(
            _anchor(item.key), item.key, item.source, item.text, "reviewed" if item.review else "draft"
        )
        for item in texts.strings
    )
    support = {each.key: not _FOR_SUPPORT.isdisjoint(each.key.split(".")) for each in strings}
    owners = _owners(book)
    return LanguagePageView(
        Head(f"Texts: {texts.name}", f"All texts for people in {texts.locale}, beside their source."),
        _language(texts),
        _groups(owners, (each for each in strings if not support[each.key])),
        _groups(owners, (each for each in strings if support[each.key])),
    )


def _owners(book: Book) -> dict[str, str]:
    """Return who has a set of texts, by its id: "Categories", or the provider of its first code."""
    source = book.spec.texts[0]
    of_codes = {text.key: book.providers[text.codes[0].partition(":")[0]].name for text in source.codes}
    return {entry.key: "Categories" for entry in source.entries} | of_codes


def _groups(owners: Mapping[str, str], strings: Iterable[StringView]) -> tuple[StringGroup, ...]:
    found: dict[str, list[StringView]] = {}
    for each in strings:
        found.setdefault(owners.get(each.key.partition(".")[0], "Everywhere"), []).append(each)
    return tuple(StringGroup(title, tuple(own)) for title, own in found.items())


def _anchor(key: str) -> str | None:
    id, _, place = key.partition(".")
    return id if place == "title" else None


def _language(texts: ResolvedTexts) -> LanguageView:
    reviewed = sum(1 for item in texts.strings if item.review)
    page = None if texts.is_source else f"{texts.locale}.md"
    return LanguageView(texts.locale, texts.name, texts.dir, texts.state, reviewed, len(texts.strings), page)


def _formats(texts: tuple[ResolvedTexts, ...]) -> tuple[FormatView, ...]:
    found = {item.locale: paths(item, USERS) for item in texts}
    return tuple(
        FormatView(
            name,
            note,
            (
                *(((word, f"../{path_for_all(form, USERS)}"),) if word else ()),
                *((locale, f"../{each[form]}") for locale, each in found.items() if form in each),
            ),
        )
        for form, name, note, word in _FORMATS
    )
