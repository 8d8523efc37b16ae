"""What is decided once for all codes: terms of the taxonomy, tables of decisions, texts for people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from codegen.compat.diff.keyed import without

FOR_PEOPLE = frozenset({
    "summary", "why", "instruction", "phrase", "answer", "sentence", "holds_when", "description", "title",
    "wants_fix", "needs_first_party", "first_party", "marks_conflict", "explains_difference", "by_choice",
})  # fmt: skip
"""Keys of terms that no program branches on."""
_NO_TERMS = {"invariants", "http_fallbacks"}
_PLACEHOLDER = re.compile(r"\{\w+\}")


def terms(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return every term by its axis and id."""
    taxonomy, decisions = spec.get("taxonomy", {}), spec.get("decisions", {})
    axes = {**taxonomy, **{f"words.{name}": words for name, words in decisions.get("words", {}).items()}}
    return {
        f"{axis}#{term['id']}": term
        for axis, listed in axes.items()
        if axis not in _NO_TERMS and isinstance(listed, list)
        for term in listed
        if isinstance(term, dict) and "id" in term
    }


def axes(spec: Mapping[str, Any]) -> set[str]:
    """Return the axes that a spec has."""
    return {id.partition("#")[0] for id in terms(spec)}


def rule_part(term: Mapping[str, Any]) -> dict[str, Any]:
    """Return what programs follow from a term."""
    return {key: value for key, value in term.items() if key not in FOR_PEOPLE}


def fallbacks(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return the category that each HTTP status falls back to, by range."""
    taxonomy = spec.get("taxonomy", {})
    situations = {item["id"]: item for item in taxonomy.get("situations", [])}
    return {
        f"{item['first']}-{item['last']}": item.get("category")
        or situations.get(item.get("situation"), {}).get("category")
        for item in taxonomy.get("http_fallbacks", [])
    }


def table(spec: Mapping[str, Any], name: str) -> Any:
    """Return a table of decisions, or the weights of recognition, without what is only for people."""
    return _ruled(spec.get("decisions", {}).get(name))


def _ruled(node: Any) -> Any:
    if isinstance(node, list):
        return [_ruled(item) for item in node]
    if isinstance(node, dict):
        return {key: _ruled(value) for key, value in node.items() if key not in FOR_PEOPLE}
    return node


def words_of(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return every text for people by locale, what it is about, and its place there."""
    return dict(item for locale, texts in spec.get("texts", {}).items() for item in _locale(locale, texts))


def placeholders(text: Any) -> set[str]:
    """Return the parts of a text that an application has to fill in."""
    return set(_PLACEHOLDER.findall(str(text)))


def text_ids(spec: Mapping[str, Any]) -> dict[str, str]:
    """Return the id of the texts of their own that each code has; earlier models had no such ids."""
    entries = (entry for texts in spec.get("texts", {}).values() for entry in texts.get("codes", []))
    return {code: entry["id"] for entry in entries if "id" in entry for code in entry.get("codes", [])}


def _locale(locale: str, texts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the texts of a locale; what an entry is about are its fields that are plain words."""
    lines = texts.get("never_ask", {})
    for entry in texts.get("entries", []):
        about = " ".join(f"{key} {value}" for key, value in entry.items() if isinstance(value, str))
        yield from ((f"{locale}:{about}:{path}", text) for path, text in _leaves(entry, lines))
    for entry in texts.get("codes", []):
        own = list(_leaves(without(entry, "codes"), lines))
        for code in entry.get("codes", []):
            yield from ((f"{locale}:{code}:{path}", text) for path, text in own)
    for entry in texts.get("translations", []):
        told = without(entry, "id").items()
        yield from ((f"{locale}:{entry['id']}:{path}", text) for path, text in told)
    if "translations" in texts:
        yield from ((f"{locale}:never_ask:{id}", line) for id, line in lines.items())


def _leaves(entry: Mapping[str, Any], lines: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """Yield each text with its path; shared lines that a text names by their ids are in their place."""
    for key, value in entry.items():
        if isinstance(value, Mapping):
            yield from ((f"{key}.{name}", _written_out(text, lines)) for name, text in value.items())
        elif isinstance(value, list):
            yield key, value


def _written_out(text: Any, lines: Mapping[str, str]) -> Any:
    if not isinstance(text, list):
        return text
    return [lines.get(line, line) if isinstance(line, str) else line for line in text]
