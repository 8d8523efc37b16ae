"""The generated pages of the reference site and their navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from codegen.lint import rules
from codegen.output.render import Output, Workshop
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedCode, ResolvedProvider, ResolvedSpec, ResolvedVocabulary
from codegen.targets.site.calibration import CALIBRATION_PAGE, calibration_view
from codegen.targets.site.categories import Catalog, category_view
from codegen.targets.site.change_rules import CHANGE_RULES_PAGE, change_rules_view
from codegen.targets.site.changes import CHANGES_PAGE, changes_view, release_page
from codegen.targets.site.codes import Lookup, code_view, lookup
from codegen.targets.site.coverage import COVERAGE_PAGE, coverage_view
from codegen.targets.site.decides import pieces
from codegen.targets.site.explorer import AT_ONCE, EXPLORER_PAGE, explorer_view
from codegen.targets.site.explorer_parts import explorer_parts
from codegen.targets.site.heatmap import CATEGORIES_PAGE, categories_view
from codegen.targets.site.home import BOX_TEXTS, HOME_PAGE, box_texts, home_view
from codegen.targets.site.masking import MASKING_PIECES, masking_tables
from codegen.targets.site.methods import method_view
from codegen.targets.site.nav import navigation
from codegen.targets.site.payloads import payload_view
from codegen.targets.site.provider import provider_view, sources_page, sources_view, subpage_head, subpages
from codegen.targets.site.releases import release_view
from codegen.targets.site.rules import RULES_PAGE, rule_page, rule_places, rule_view, rules_view
from codegen.targets.site.situations import SITUATIONS_PAGE, situations_view
from codegen.targets.site.taxonomy import taxonomy_view
from codegen.targets.site.translations import (
    TRANSLATIONS_PAGE,
    language_page,
    language_view,
    translations_view,
)
from codegen.targets.site.vocabularies import vocabulary_view
from codegen.targets.site.voices import VOICES_PAGE, own_texts, own_voices_page, own_voices_view, voices_page
from codegen.views.book import TAXONOMY_PAGE, Book, beside, category_page
from codegen.views.provenance import header
from codegen.views.releases import releases

ROOT = "site"
COPIED = {f"{kind}.md.jinja" for kind in ("provider", "vocabulary", "code", "payload", "category")}
"""The templates of pages of which the target `machine` makes copies."""
READY = {f"{kind}.md.jinja" for kind in ("vocabulary", "code", "payload", "method")}
"""The templates that write headings in Markdown and all between them as HTML: their pages are soon built."""
UNINDEXED = {
    "change-rules.md.jinja",
    "release.md.jinja",
    "rule.md.jinja",
    "rules.md.jinja",
    "language.md.jinja",
    "sources.md.jinja",
    "translations.md.jinja",
    "own-voices.md.jinja",
    "voices.md.jinja",
}
"""The templates of pages that no one searches for: what they say is found on other pages."""


class _Printer:
    """Prints pages: a template and a view become an output whose header names the files it was made from."""

    def __init__(self, spec: ResolvedSpec, workshop: Workshop) -> None:
        self._spec = spec
        self._workshop = workshop
        self._everywhere = dict.fromkeys(spec.all_places)

    def page(self, template: str, page: str, place: Place, **context: Any) -> Output:
        """Return a page about one part of the spec, whose file its header names; it tells of others, too."""
        output = self.file(template, f"{page}.md", (place, self._spec.root), **context)
        own = () if place in self._everywhere else (place,)
        return replace(output, places=(*self._everywhere, *own))

    def file(self, template: str, path: str, places: tuple[Place, ...], **context: Any) -> Output:
        """Return an output that is made from these files; it follows from what its template gets."""
        if template in COPIED | READY | UNINDEXED:
            view = context["view"]
            head = view.head._replace(
                copies=template in COPIED, ready=template in READY, indexed=template not in UNINDEXED
            )
            context["view"] = view._replace(head=head)
        context["header"] = header(places)

        def make() -> dict[str, str]:
            text = self._workshop.render(template, **context)
            return {f"{ROOT}/{path}": _BLANK_LINES.sub("\n\n", text).rstrip("\n") + "\n"}

        [output] = self._workshop.texts((template, path, context), places, make)
        return output


_BLANK_LINES = re.compile(r"\n{3,}")  # left behind by macros that had nothing to say


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield all generated pages, the generated half of the home page and the navigation."""
    book, printer = Book(spec), _Printer(spec, workshop)
    everything = spec.all_places
    yield printer.file("home.md.jinja", f"{HOME_PAGE}.md", everything, view=home_view(book))
    yield Output(f"{ROOT}/{BOX_TEXTS}", box_texts(book), everything)
    yield printer.file("nav.yml.jinja", "nav.yml", everything, pieces=navigation(spec))
    for path, tables in pieces(spec):
        yield printer.file("decides.md.jinja", path, (spec.decisions_place, spec.root), tables=tables)
    masking = masking_tables(spec)
    yield printer.file("decides.md.jinja", MASKING_PIECES, (spec.redaction_place,), tables=masking)
    yield from _explorer(book, printer)
    yield printer.page("situations.md.jinja", SITUATIONS_PAGE, spec.root, view=situations_view(book))
    yield printer.page("taxonomy.md.jinja", TAXONOMY_PAGE, spec.root, view=taxonomy_view(book))
    yield printer.page("voices.md.jinja", VOICES_PAGE, spec.text_places[0], view=voices_page(book), plain=str)
    yield from _translations(book, printer)
    yield printer.page("coverage.md.jinja", COVERAGE_PAGE, spec.root, view=coverage_view(book))
    for place in spec.calibration_places:
        yield printer.page("calibration.md.jinja", CALIBRATION_PAGE, place, view=calibration_view(book))
    yield printer.page("changes.md.jinja", CHANGES_PAGE, spec.root, view=changes_view(book))
    for release in releases(spec, book.advice.values()):
        page = release_page(release.version)
        yield printer.page("release.md.jinja", page, spec.root, view=release_view(book, release))
    yield from _categories(book, printer)
    yield from _rules(printer)
    shared = lookup(book)
    for provider in spec.providers:
        yield from _provider(book, printer, provider)
        for vocabulary in provider.vocabularies:
            yield _vocabulary(book, printer, vocabulary)
            for code in vocabulary.codes:
                yield _code(shared, printer, code, vocabulary)


def edited(spec: ResolvedSpec, before: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield the pages of the codes and vocabularies that are not what they were; others may change, too."""
    book, printer = Book(spec), _Printer(spec, workshop)
    other = [item for item in spec.vocabularies.values() if item != before.vocabularies.get(item.id)]
    shared = lookup(book, [book.providers[id] for id in {item.provider_id for item in other}])
    for vocabulary in other:
        yield _vocabulary(book, printer, vocabulary)
        for code in vocabulary.codes:
            if code != before.codes.get(code.id):
                yield _code(shared, printer, code, vocabulary)


def _vocabulary(book: Book, printer: _Printer, vocabulary: ResolvedVocabulary) -> Output:
    table = vocabulary_view(book, vocabulary)
    return printer.page("vocabulary.md.jinja", vocabulary.page, vocabulary.place, view=table)


def _code(shared: Lookup, printer: _Printer, code: ResolvedCode, vocabulary: ResolvedVocabulary) -> Output:
    view = code_view(shared, code, vocabulary)
    return printer.page("code.md.jinja", code.page, code.place, view=view)


def _explorer(book: Book, printer: _Printer) -> Iterator[Output]:
    """Yield the page of the explorer, and its rows in parts."""
    view, everything = explorer_view(book), book.spec.all_places
    yield printer.file("explorer.md.jinja", f"{EXPLORER_PAGE}.md", everything, view=view, page_rows=AT_ONCE)
    for path, text in explorer_parts(view):
        yield Output(f"{ROOT}/{path}", text, everything)


def _categories(book: Book, printer: _Printer) -> Iterator[Output]:
    """Yield the page of each category and the heat map that leads to them."""
    catalog, place = Catalog(book), book.spec.root
    yield printer.page("categories.md.jinja", CATEGORIES_PAGE, place, view=categories_view(catalog))
    for category in book.spec.taxonomy.categories:
        view, page = category_view(catalog, category), category_page(category.id)
        yield printer.page("category.md.jinja", page, place, view=view, plain=str)


def _translations(book: Book, printer: _Printer) -> Iterator[Output]:
    """Yield the page of the catalogs, and each language beside its source."""
    place = book.spec.text_places[0]
    view = translations_view(book)
    yield printer.page("translations.md.jinja", TRANSLATIONS_PAGE, place, view=view)
    for texts, own in zip(book.spec.texts[1:], book.spec.text_places[1:], strict=True):
        page = language_page(texts.locale)
        yield printer.page("language.md.jinja", page, own, view=language_view(book, texts))


def _rules(printer: _Printer) -> Iterator[Output]:
    """Yield the pages of rules, the same for every spec: of lint one each, of changes one for all."""
    places = (Place("codegen/lint/__init__.py"),)
    yield printer.file("rules.md.jinja", f"{RULES_PAGE}.md", places, view=rules_view())
    places = (Place("codegen/compat/diff/rules/__init__.py"),)
    yield printer.file("change-rules.md.jinja", f"{CHANGE_RULES_PAGE}.md", places, view=change_rules_view())
    for rule in rules():
        yield printer.file("rule.md.jinja", f"{rule_page(rule)}.md", rule_places(rule), view=rule_view(rule))


def _provider(book: Book, printer: _Printer, provider: ResolvedProvider) -> Iterator[Output]:
    """Yield the page of a provider and those of its methods and payloads."""
    view = provider_view(book, provider.page, provider)
    yield printer.page("provider.md.jinja", provider.page, provider.place, view=view)
    for item in subpages(provider):
        part = view._replace(head=subpage_head(provider, item))
        yield printer.page(item.template, beside(provider.id, item.name), provider.place, view=part)
    yield printer.page(
        "sources.md.jinja", sources_page(provider), provider.place, view=sources_view(book, provider)
    )
    if own_texts(book.spec, provider.id):
        page, place, own = (
            own_voices_page(provider.id),
            book.spec.text_places[0],
            own_voices_view(book, provider),
        )
        yield printer.page("own-voices.md.jinja", page, place, view=own, plain=str)
    for method in provider.methods:
        yield printer.page("method.md.jinja", method.page, method.place, view=method_view(book, method))
    for payload in provider.payloads:
        yield printer.page("payload.md.jinja", payload.page, payload.place, view=payload_view(book, payload))
