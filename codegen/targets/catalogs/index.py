"""The index of the catalogs: which texts belong to what, and what of them was reviewed."""

from __future__ import annotations

from typing import Any

from codegen.model.strings import NEVER_ASK
from codegen.resolve.spec import ResolvedSpec
from codegen.resolve.texts import ResolvedTexts
from codegen.views.texts import uses


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
