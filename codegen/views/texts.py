"""The texts for people in every language, as programs get them: each set once, by its key."""

from __future__ import annotations

from typing import Any

from codegen.model.texts import Voices
from codegen.resolve.spec import ResolvedSpec
from codegen.resolve.texts import ResolvedTexts

_SHARED = "never_ask"


def uses(spec: ResolvedSpec) -> dict[str, str]:
    """Return the key of a set of texts by what it is about.

    That is a code's id, a category, or either with a slash and what it is narrowed down to: the context of a
    code, the kind of challenge of a category.
    """
    return {
        f"{subject}/{narrowed}" if narrowed else subject: voices.key
        for (subject, narrowed), voices in spec.voices.items()
    }


def texts_documents(spec: ResolvedSpec) -> dict[str, Any]:
    """Return what the public document says of each language, by locale.

    The first one has `entries` by category and `codes`; the others have `translations` of them, each under
    its `id`. What support must never ask for is written once for all of them, in `never_ask`.
    """
    source, *others = spec.texts
    return {source.locale: _source(source), **{texts.locale: _translated(texts) for texts in others}}


def _head(texts: ResolvedTexts) -> dict[str, Any]:
    """Return what is said of a language as a whole, with the texts that were reviewed, and by whom."""
    reviewed = {item.key: item.review.model_dump() for item in texts.strings if item.review}
    return {
        "name": texts.name,
        "dir": texts.dir,
        "state": texts.state,
        **({"reviewed": reviewed} if reviewed else {}),
        _SHARED: texts.lines,
    }


def _source(texts: ResolvedTexts) -> dict[str, Any]:
    ids = {line: id for id, line in texts.lines.items()}
    return {
        **_head(texts),
        "entries": [{**_about(item), **_told(item, ids)} for item in texts.entries],
        "codes": [{"id": item.id, "codes": list(item.codes), **_told(item, ids)} for item in texts.codes],
    }


def _about(entry: Any) -> dict[str, str]:
    return {name: value for name in ("category", "challenge") if (value := getattr(entry, name))}


def _told(voices: Voices, ids: dict[str, str]) -> dict[str, Any]:
    told = voices.model_dump(mode="json", include={"end_user", "support", "developer"}, exclude_none=True)
    told["support"][_SHARED] = [ids[line] for line in voices.support.never_ask]
    return told


def _translated(texts: ResolvedTexts) -> dict[str, Any]:
    return {**_head(texts), "translations": [{"id": item.key, **flat(item)} for item in texts.voices]}


def flat(voices: Voices) -> dict[str, Any]:
    """Return the texts of a set that are translated: `title`, `body`, `button`, `ask` and `do`."""
    told = {**dict(voices.end_user), "ask": list(voices.support.ask), "do": list(voices.support.do)}
    return {name: value for name, value in told.items() if value}
