"""What a page needs to know about others: their paths, their titles and the words of the taxonomy."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from codegen.model.base import Confidence
from codegen.model.codes import Source
from codegen.model.columns import ALL_AXES
from codegen.resolve.spec import (
    Carrier,
    ResolvedCode,
    ResolvedPayload,
    ResolvedSpec,
    ResolvedVocabulary,
)
from codegen.text.escape import html_href
from codegen.views.advice import AdviceRow, advice
from codegen.views.labels import inner, label, type_label

TAXONOMY_PAGE = "taxonomy"


class Link(NamedTuple):
    """A text and the page it leads to, as a path relative to the page it is on."""

    text: str
    href: str


class Head(NamedTuple):
    """The head of a page, for browsers and for the search."""

    title: str
    description: str
    boost: float = 1
    """How much the search prefers the page."""
    hide: tuple[str, ...] = ()
    """Parts of the theme to leave out, for pages that need the room: `toc`, `navigation`."""
    script: str = ""
    """The script of its own that it loads: the name of a folder below `site/app`."""
    style: str = ""
    """The styles of its own that it loads: the name of a file in `site/styles`."""
    indexed: bool = True
    """Whether the search knows it."""
    ready: bool = False
    """Whether nothing but its headings is Markdown."""
    copies: bool = False
    """Whether a copy for programs (`.json`) and one for reading (`.md`) lie beside it."""
    feed: bool = False
    """Whether a feed of changes (`changes.atom`) lies beside it."""


class TermLink(NamedTuple):
    """A word of the taxonomy as a page shows it, linked to its place on the page of the taxonomy."""

    id: str
    label: str
    summary: str
    href: str


CONFIDENCES: dict[Confidence, tuple[str, str]] = {
    "H": ("High", "The source states it."),
    "M": ("Medium", "It follows from the name and the text together."),
    "L": ("Low", "The sources are silent or contradict each other, and a person decided."),
}


_LITERAL = re.compile(r"(?<!\[)`([^`\n]+)`|<code>([A-Za-z0-9_.:/#$ -]+)</code>")


def href(page: str, target: str, anchor: str = "") -> str:
    """Return the link from one page to another, as MkDocs wants it: relative, to the Markdown file."""
    folder, steps = page.split("/")[:-1], target.split("/")
    while folder and len(steps) > 1 and folder[0] == steps[0]:
        folder, steps = folder[1:], steps[1:]
    return "../" * len(folder) + "/".join(steps) + ".md" + (f"#{anchor}" if anchor else "")


def category_page(category: str) -> str:
    """Return the path of a category's page, without suffix."""
    return f"categories/{category}"


FLOWS, WEBHOOKS, SANDBOX, NOT_KNOWN = "flows", "webhooks", "sandbox", "not-known"
"""The names of pages that a provider may have beside its own."""


def beside(provider_id: str, name: str) -> str:
    """Return the path of a page beside that of a provider, without suffix."""
    return f"{provider_id}/{name}"


@dataclass(frozen=True, slots=True, repr=False)
class Xref:
    """Links the values named in a piece of Markdown or HTML to their pages.

    It takes what the filters for prose return: there, nothing but a literal is code. A value nearby goes
    first; one that several others have stays without a link.
    """

    page: str
    nearby: Mapping[str, str]
    elsewhere: Mapping[str, str]
    digest: str
    """Of both, which are long: it represents them in the `repr`, by which memory knows what a page shows."""

    def __call__(self, prose: str) -> str:
        """Return the piece with its links."""
        return _LITERAL.sub(self._link, prose)

    def __repr__(self) -> str:
        return f"Xref({self.page!r}, {self.digest})"

    def _link(self, match: re.Match[str]) -> str:
        value = match[1] or match[2]
        target = self.nearby.get(value) or self.elsewhere.get(value)
        if not target or target == self.page:
            return match[0]
        address = href(self.page, target)
        return f"[{match[0]}]({address})" if match[1] else f'<a href="{html_href(address)}">{match[0]}</a>'


class Book:
    """What is looked up while pages are made; links are relative to the page they are asked for."""

    def __init__(self, spec: ResolvedSpec) -> None:
        self.spec = spec
        self.providers = {provider.id: provider for provider in spec.providers}
        self._digests: dict[str, str] = {}

    @cached_property
    def payloads(self) -> dict[str, ResolvedPayload]:
        """Every payload by its id."""
        return {payload.id: payload for provider in self.spec.providers for payload in provider.payloads}

    @cached_property
    def methods(self) -> dict[str, str]:
        """The page of each method by the id of its code."""
        return {method.code: method.page for provider in self.spec.providers for method in provider.methods}

    @cached_property
    def advice(self) -> dict[str, AdviceRow]:
        """The advice of each meaning, by the id of its code and its context."""
        return {row.id: row for row in advice(self.spec)}

    @cached_property
    def _terms(self) -> dict[tuple[str, str], tuple[str, str]]:
        terms = {
            (axis.column, term.id): (label(term.id), term.summary)
            for axis in ALL_AXES
            for term in getattr(self.spec.taxonomy, axis.terms)
        }
        return terms | {("confidence", key): texts for key, texts in CONFIDENCES.items()}

    def term(self, page: str, axis: str, term_id: str) -> TermLink:
        """Return a word of the taxonomy; `axis` is the key of its axis."""
        text, summary = self._terms[axis, term_id]
        return TermLink(term_id, text, summary, href(page, TAXONOMY_PAGE, f"{axis}-{term_id}"))

    def category(self, page: str, category: str) -> TermLink:
        """Return a category; its link leads to the page that lists all its codes."""
        return self.term(page, "category", category)._replace(href=href(page, category_page(category)))

    def code(self, page: str, code_id: str) -> Link:
        """Return a link to a code's page, with its wire value."""
        code = self.spec.codes[code_id]
        return Link(str(code.value), href(page, code.page))

    def vocabulary(self, page: str, vocabulary_id: str) -> Link:
        """Return a link to a vocabulary's page."""
        vocabulary = self.spec.vocabularies[vocabulary_id]
        return Link(type_label(vocabulary.type_name), href(page, vocabulary.page))

    def payload(self, page: str, payload_id: str) -> Link:
        """Return a link to a payload's page."""
        payload = self.payloads[payload_id]
        return Link(type_label(payload.type_name), href(page, payload.page))

    def carrier(self, page: str, carrier: Carrier) -> tuple[str, Link]:
        """Return a field's pointer and a link to the payload that has it."""
        return carrier.pointer, self.payload(page, carrier.payload)

    def xref(self, page: str, provider_id: str, vocabulary_id: str = "") -> Xref:
        """Return what links the values that a page of a provider, or of one of its vocabularies, names."""
        nearby, elsewhere = self._values.get(vocabulary_id, {}), self._values[provider_id]
        return Xref(page, nearby, elsewhere, self._told(provider_id) + self._told(vocabulary_id))

    def _told(self, part: str) -> str:
        if part not in self._digests:
            values = repr(self._values.get(part)).encode(errors="surrogatepass")
            self._digests[part] = hashlib.sha256(values).hexdigest()
        return self._digests[part]

    @cached_property
    def _values(self) -> dict[str, dict[str, str]]:
        """The pages of values by provider and by vocabulary; for a provider, those of unambiguous values."""
        pages: dict[str, dict[str, str]] = {}
        for vocabulary in self.spec.vocabularies.values():
            pages[vocabulary.id] = {str(code.value): code.page for code in vocabulary.codes}
        for provider in self.spec.providers:
            values = [value for item in provider.vocabularies for value in pages[item.id].items()]
            counts = Counter(value for value, _ in values)
            pages[provider.id] = {value: page for value, page in values if counts[value] == 1}
        return pages

    def home(self, part: ResolvedVocabulary | ResolvedPayload) -> str:
        """Return what a vocabulary or a payload is called where nothing else names its provider."""
        return f"{self.providers[part.provider_id].name} {inner(type_label(part.type_name))}"

    def home_of(self, code: ResolvedCode) -> str:
        """Return where the values of a code's vocabulary are at home."""
        return self.home(self.spec.vocabularies[code.vocabulary_id])

    def source(self, provider_id: str, source_id: str) -> Source:
        """Return one of a provider's sources."""
        return self._sources[provider_id, source_id]

    @cached_property
    def _sources(self) -> dict[tuple[str, str], Source]:
        return {(provider.id, item.id): item for provider in self.spec.providers for item in provider.sources}
