"""Fills the tables of words for people, `texts` and `terms`, and finds the texts of a meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tools.pack.published import Published, Record

_AXES = {
    "category": "categories", "actor": "actors", "action": "actions", "retry": "retry_modes",
    "phase": "phases", "ends": "ends", "severity": "severities", "challenge": "challenges",
    "scope": "scopes", "effect": "effects", "operation": "operations", "situation": "situations",
    "stability": "stabilities", "flag": "flags",
}  # fmt: skip
"""Where the taxonomy has the words of a column."""
_UNKNOWN = "unknown"


def terms(published: Published) -> Iterator[Record]:
    """Yield the words of the taxonomy by the columns that have them."""
    for axis, name in _AXES.items():
        for term in published.document["taxonomy"].get(name, ()):
            yield {"axis": axis, "term": term["id"], "summary": term["summary"]}


def text_of(published: Published) -> Callable[[Record], str]:
    """Return a function that gives the set of texts of a row of `codes.jsonl`.

    It is the narrowest: of the meaning, of the value, of the kind of challenge, of the category.
    """
    source = _source(published)
    uses: dict[str, str] = {id: item["id"] for item in source["codes"] for id in item["codes"]}
    uses |= {_subject(item): _category_key(item) for item in source["entries"]}

    def find(row: Record) -> str:
        id = f"{row['vocabulary']}#{row['name'] or ''}"
        category = row["category"]
        keys = (f"{id}@{row['context']}", id, f"{category}/{row['challenge']}", f"{category}", _UNKNOWN)
        return next(uses[key] for key in keys if key in uses)

    return find


def texts(published: Published) -> Iterator[Record]:
    """Yield each set of texts in each language."""
    source = _source(published)
    sets = [
        *((_category_key(item), item) for item in source["entries"]),
        *((i["id"], i) for i in source["codes"]),
    ]
    secrets = {id: item["support"]["never_ask"] for id, item in sets}
    for id, item in sets:
        told = {**item["end_user"], "ask": item["support"].get("ask"), "do": item["support"].get("do")}
        developer = "\n".join(item["developer"])
        yield {
            **_row(source, secrets, {**told, "id": id}),
            **_state(published, 0, id),
            "developer": developer,
        }
    for number, language in enumerate([*published.document["texts"].values()][1:], 1):
        for item in language["translations"]:
            yield {**_row(language, secrets, item), **_state(published, number, item["id"])}


def _source(published: Published) -> Record:
    found: Record = next(iter(published.document["texts"].values()))
    return found


def _subject(item: Record) -> str:
    return f"{item['category']}/{item['challenge']}" if "challenge" in item else str(item["category"])


def _category_key(item: Record) -> str:
    return _subject(item).replace("/", "_")


def _state(published: Published, number: int, id: str) -> Record:
    locale, language = [*published.document["texts"].items()][number]
    return {
        "locale": locale,
        "state": "reviewed" if id in language.get("reviewed", ()) else language["state"],
    }


def _row(language: Record, secrets: dict[str, list[str]], told: Record) -> Record:
    return {
        "text_id": told["id"],
        "title": told["title"],
        "body": told["body"],
        "button": told.get("button"),
        "support_ask": "\n".join(told.get("ask") or ()) or None,
        "support_do": "\n".join(told.get("do") or ()) or None,
        "support_never_ask": "\n".join(language["never_ask"][id] for id in secrets[told["id"]]) or None,
        "developer": None,
    }
