"""Target `catalogs`: the texts for people in the formats of the tools that translate and show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from codegen.model.strings import NEVER_ASK
from codegen.output.render import Output, Target, Workshop
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedSpec
from codegen.resolve.texts import ResolvedTexts
from codegen.targets.catalogs import gettext, mobile, web, xliff
from codegen.targets.catalogs.about import Notes, about
from codegen.targets.catalogs.messages import messages
from codegen.text.row_text import row_text
from codegen.views.catalogs import CATALOGS, ROOT, USERS, path_for_all, paths
from codegen.views.provenance import header
from codegen.views.texts import uses


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield the catalogs of each language in every format, and their index."""
    source, notes = spec.texts[0], about(spec)
    yield Output(f"{ROOT}/index.json", row_text(index(spec)), (spec.root, *spec.text_files))
    for catalog in CATALOGS:
        template = gettext.template(messages(source, catalog), notes, spec.spec_version)
        yield Output(path_for_all("gettext", catalog), template, (spec.root, *source.places, *_codes(spec)))
        for texts in spec.texts:
            yield from _language(spec, texts, catalog, notes)
    languages = {texts.locale: list(messages(texts, USERS)) for texts in spec.texts}
    strings = row_text(mobile.xcstrings(languages, source.locale, notes), tight=True)
    yield Output(path_for_all("ios", USERS), strings, (*spec.text_files, *_codes(spec)))


def _language(spec: ResolvedSpec, texts: ResolvedTexts, catalog: str, notes: Notes) -> Iterator[Output]:
    found, locale = list(messages(texts, catalog)), texts.locale
    comment, languages = header(texts.places).replace("--", "- -"), (spec.texts[0].locale, locale)
    made: dict[str, Callable[[], str]] = {
        "i18next": lambda: row_text(web.i18next(found)),
        "formatjs": lambda: row_text(web.formatjs(found)),
        "rails": lambda: web.rails(found, locale, catalog, comment),
        "gettext": lambda: gettext.catalog(found, spec.spec_version, locale),
        "xliff": lambda: xliff.catalog(found, notes, languages, comment),
        "android": lambda: mobile.android(found, comment),
        "arb": lambda: row_text(mobile.arb(found, locale, notes if texts.is_source else None)),
    }
    for form, path in paths(texts, catalog).items():
        has_notes = form == "xliff" or (form == "arb" and texts.is_source)
        root = (spec.root,) if form == "gettext" else ()
        yield Output(path, made[form](), (*root, *texts.places, *(_codes(spec) if has_notes else ())))


def _codes(spec: ResolvedSpec) -> tuple[Place, ...]:
    """Return what notes are made from beside the texts: the codes that show them, and what these do."""
    return spec.places("vocabularies")


SUMMARY = "The texts for people, in the formats of translation tools."
TARGET = Target("catalogs", SUMMARY, render, folder=Path(__file__).parent, is_pages=True)


def index(spec: ResolvedSpec) -> dict[str, Any]:
    """Return `{spec_version, locales, uses, never_ask}`.

    `uses` has the id of the set by what it is about: a code's id, a category, or either with a slash and the
    context or the kind of challenge. `never_ask` has, by set, the keys of the lines that belong to it.
    """
    source = spec.texts[0]
    ids = {line: id for id, line in source.lines.items()}
    return {
        "spec_version": spec.spec_version,
        "locales": {texts.locale: _locale(texts) for texts in spec.texts},
        "uses": uses(spec),
        NEVER_ASK: {
            one.key: [f"{NEVER_ASK}.{ids[line]}" for line in one.support.never_ask] for one in source.voices
        },
    }


def _locale(texts: ResolvedTexts) -> dict[str, Any]:
    """Return what is said of a language; every text that is not in `reviewed` has its `state`."""
    reviewed = {item.key: item.review.model_dump() for item in texts.strings if item.review}
    about = {"name": texts.name, "dir": texts.dir, "state": "source" if texts.is_source else "draft"}
    return {**about, "reviewed": reviewed} if reviewed else about
