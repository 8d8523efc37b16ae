"""The generated entries of the navigation, in pieces for the hand-written list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from codegen.lint import rules
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec, ResolvedVocabulary
from codegen.targets.site.calibration import CALIBRATION_PAGE
from codegen.targets.site.changes import release_page
from codegen.targets.site.provider import sources_page, subpages
from codegen.targets.site.rules import rule_page
from codegen.targets.site.translations import language_page
from codegen.targets.site.voices import own_texts, own_voices_page
from codegen.views.book import beside, category_page
from codegen.views.labels import breakable, label, type_label
from codegen.views.releases import versions

_MANY = 30
"""How many lists a reader can find one in by its kind; a provider with more has them by product."""
_KINDS = {"Errors": ("error",), "Statuses": ("status", "state"), "Events": ("event",)}
_SETTINGS = "Settings"
"""What is no outcome: words of the data and of calls."""
_HEADINGS = (*_KINDS, _SETTINGS)


class NavLine(NamedTuple):
    """A line of the navigation; a heading has no page. Its depth counts from the marker it replaces."""

    depth: int
    title: str
    page: str | None = None


def navigation(spec: ResolvedSpec) -> Mapping[str, tuple[NavLine, ...]]:
    """Return the generated lines by the name of the marker in `site/mkdocs.yml` that they replace."""
    return {
        "providers": tuple(line for provider in spec.providers for line in _provider(spec, provider)),
        "categories": tuple(
            NavLine(0, label(item.id), category_page(item.id)) for item in spec.taxonomy.categories
        ),
        "releases": tuple(NavLine(0, version, release_page(version)) for version in reversed(versions(spec))),
        "languages": tuple(NavLine(0, item.name, language_page(item.locale)) for item in spec.texts[1:]),
        "calibration": tuple(NavLine(0, "Calibration", CALIBRATION_PAGE) for _ in spec.calibration_places),
        "rules": tuple(NavLine(0, breakable(rule.id), rule_page(rule)) for rule in rules()),
    }


def _provider(spec: ResolvedSpec, provider: ResolvedProvider) -> Iterator[NavLine]:
    yield NavLine(0, provider.name)
    yield NavLine(1, provider.name, provider.page)
    for item in subpages(provider):
        yield NavLine(1, item.title, beside(provider.id, item.name))
    for heading, vocabularies in _groups(provider).items():
        yield NavLine(1, heading)
        for vocabulary in vocabularies:
            title = type_label(vocabulary.type_name)
            codes = [(breakable(str(code.value)), code.page) for code in vocabulary.codes]
            yield from _section(title, [(title, vocabulary.page), *codes], depth=2)
    yield from _section("Calls", [(str(item.member.value), item.page) for item in provider.methods])
    yield from _section("Payloads", [(type_label(item.type_name), item.page) for item in provider.payloads])
    if own_texts(spec, provider.id):
        yield NavLine(1, "What to tell people", own_voices_page(provider.id))
    yield NavLine(1, "Sources", sources_page(provider))


def _groups(provider: ResolvedProvider) -> Mapping[str, list[ResolvedVocabulary]]:
    """Return the lists under their headings, which are kinds or products; in a product, errors come first."""
    by_kind = sorted(provider.vocabularies, key=lambda item: _HEADINGS.index(_kind(item)))
    products = {item.id: item.title for item in provider.surfaces}
    groups: dict[str, list[ResolvedVocabulary]] = {}
    if len(by_kind) <= _MANY or not products:
        for vocabulary in by_kind:
            groups.setdefault(_kind(vocabulary), []).append(vocabulary)
        return groups
    for vocabulary in by_kind:
        groups.setdefault(products.get(vocabulary.surface or "", _SETTINGS), []).append(vocabulary)
    return {title: groups[title] for title in (*products.values(), _SETTINGS) if title in groups}


def _kind(vocabulary: ResolvedVocabulary) -> str:
    return next((heading for heading, kinds in _KINDS.items() if vocabulary.kind in kinds), _SETTINGS)


def _section(heading: str, items: list[tuple[str, str]], depth: int = 1) -> Iterator[NavLine]:
    if items:
        yield NavLine(depth, heading)
        yield from (NavLine(depth + 1, title, page) for title, page in items)
