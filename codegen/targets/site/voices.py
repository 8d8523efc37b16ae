"""Views of what to tell people: on the page of a code, and for every category on a page of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from codegen.model.texts import CodeText, Entry, Voices
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec
from codegen.targets.site.translations import language_page
from codegen.views.book import Book, Head, Link, TermLink, href

VOICES_PAGE = "voices"


class VoicesView(NamedTuple):
    """What the end user reads, what a support agent asks and does, and what a developer does."""

    title: str
    body: str
    button: str | None
    ask: tuple[str, ...]
    do: tuple[str, ...]
    never_ask: tuple[str, ...]
    developer: tuple[str, ...]
    translations: tuple[TranslationView, ...]
    elsewhere: str | None
    """Where the translations are, if not here."""


class TranslationView(NamedTuple):
    """Another language, and where the same text is in it."""

    locale: str
    name: str
    dir: str
    page: str


class CategoryTextView(NamedTuple):
    """The texts for a category, or for one kind of challenge within it."""

    anchor: str
    category: TermLink
    challenge: TermLink | None
    voices: VoicesView


class CodeTextView(NamedTuple):
    """The texts for some codes, and the places on their pages where they are used."""

    anchor: str
    number: int
    """Of all the codes."""
    codes: tuple[tuple[str, tuple[Link, ...]], ...]
    """(vocabulary, its codes)."""
    voices: VoicesView


class Moved(NamedTuple):
    """A provider, and the texts of its codes: the title of each, and the place where it is."""

    name: str
    texts: tuple[tuple[str, Link], ...]
    """(anchor, link); each text once, with the first provider that has it."""


class VoicesPageView(NamedTuple):
    """The page of the texts that codes have by their category; it leads to the others."""

    head: Head
    entries: tuple[CategoryTextView, ...]
    providers: tuple[Moved, ...]


class OwnVoicesView(NamedTuple):
    """The page of the texts that the codes of a provider have of their own."""

    head: Head
    name: str
    general: str
    codes: tuple[CodeTextView, ...]


def voices(
    texts: Voices, translations: tuple[TranslationView, ...] = (), elsewhere: str | None = None
) -> VoicesView:
    """Return texts as a page shows them, in the default language and perhaps in others."""
    return VoicesView(
        texts.end_user.title,
        texts.end_user.body,
        texts.end_user.button,
        texts.support.ask,
        texts.support.do,
        texts.support.never_ask,
        texts.developer,
        translations,
        elsewhere,
    )


def own_voices_page(provider_id: str) -> str:
    """Return the page of the texts that the codes of a provider have of their own."""
    return f"{provider_id}/{VOICES_PAGE}"


def own_texts(spec: ResolvedSpec, provider_id: str) -> tuple[CodeText, ...]:
    """Return the texts that codes of a provider have of their own."""
    return tuple(text for text in spec.texts[0].codes if provider_id in _providers(text))


def place_of(book: Book, page: str, texts: Voices) -> str | None:
    """Return the link to the translations of texts, if there are any."""
    return href(page, _home(texts), _anchor(texts)) if book.spec.texts[1:] else None


def _home(texts: Voices) -> str:
    return own_voices_page(_providers(texts)[0]) if isinstance(texts, CodeText) else VOICES_PAGE


def _providers(text: CodeText) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reference.partition(":")[0] for reference in text.codes))


def _anchor(texts: Voices) -> str:
    if isinstance(texts, Entry) and texts.challenge:
        return f"{texts.category}-{texts.challenge}"
    return texts.key


def _translations(book: Book, page: str, key: str) -> tuple[TranslationView, ...]:
    """Return where a text is in all languages but the default one."""
    return tuple(
        TranslationView(texts.locale, texts.name, texts.dir, href(page, language_page(texts.locale), key))
        for texts in book.spec.texts[1:]
    )


def voices_page(book: Book) -> VoicesPageView:
    """Return the page of the texts that codes have by their category."""
    texts = book.spec.texts[0]
    entries = tuple(
        CategoryTextView(
            anchor=_anchor(entry),
            category=book.term(VOICES_PAGE, "category", entry.category),
            challenge=book.term(VOICES_PAGE, "challenge", entry.challenge) if entry.challenge else None,
            voices=voices(entry, _translations(book, VOICES_PAGE, entry.key)),
        )
        for entry in texts.entries
    )
    providers = tuple(moved for provider in book.spec.providers if (moved := _moved(book, provider)).texts)
    description = "What the end user reads, what a support agent asks and does, and what a developer does."
    return VoicesPageView(Head("What to tell people", description, script="voices"), entries, providers)


def _moved(book: Book, provider: ResolvedProvider) -> Moved:
    page = own_voices_page(provider.id)
    texts = (text for text in own_texts(book.spec, provider.id) if _home(text) == page)
    links = ((_anchor(text), text.end_user.title) for text in texts)
    return Moved(
        provider.name,
        tuple((anchor, Link(title, href(VOICES_PAGE, page, anchor))) for anchor, title in links),
    )


def own_voices_view(book: Book, provider: ResolvedProvider) -> OwnVoicesView:
    """Return the page of the texts that the codes of a provider have of their own."""
    page = own_voices_page(provider.id)
    codes = tuple(
        CodeTextView(
            anchor=_anchor(text),
            number=len(text.codes),
            codes=_used(book, page, text.codes),
            voices=voices(text, _translations(book, page, text.key)),
        )
        for text in own_texts(book.spec, provider.id)
    )
    description = f"What people are told about the codes of {provider.name} that have texts of their own."
    head = Head(f"What to tell people · {provider.name}", description)
    return OwnVoicesView(head, provider.name, href(page, VOICES_PAGE), codes)


def _used(book: Book, page: str, references: Iterable[str]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Return where the texts for codes or their meanings are used, by vocabulary."""
    found: dict[str, list[Link]] = {}
    for reference in references:
        code_id, _, context = reference.partition("@")
        code = book.spec.codes[code_id]
        link = Link(str(code.value), href(page, code.page, context))
        found.setdefault(book.home_of(code), []).append(link)
    return tuple((home, tuple(links)) for home, links in found.items())
