"""The index of the search: which codes have which words, and where. The package and the site read it.

Texts are not in it: both have them already. Codes are numbers, in the order of the spec.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from codegen.model.search import Search, SearchField
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedSpec
from codegen.searcher import Stemmer, packed
from codegen.views.document import provider_document

_FIELDS: tuple[str, ...] = get_args(SearchField)
_AXES = ("category", "challenge", "situation")
_TOO_COMMON = 3
"""A word that more than one in so many codes has says nothing, unless it is a provider's name."""
_Texts = dict[str, list[str]]
"""What a code says at each place."""
_Postings = dict[str, dict[int, int]]
"""By term: for each code, the number of the first place that has it."""


class _Stemmer(Stemmer):
    """A stemmer that remembers: the same words are in nearly all texts."""

    def __init__(self, *rules: Any) -> None:
        super().__init__(*rules)
        self._stems: dict[str, str] = {}
        self._lists: dict[str, list[str]] = {}

    def of(self, text: str) -> list[str]:
        if text not in self._lists:
            self._lists[text] = super().of(text)
        return self._lists[text]

    def stem(self, word: str) -> str:
        if word not in self._stems:
            self._stems[word] = super().stem(word)
        return self._stems[word]


def index(spec: ResolvedSpec) -> dict[str, Any]:
    """Return the index, and all that its readers have to know about ranking."""
    search, records = spec.search, list(_records(spec))
    fields = [field for field in _FIELDS if field in search.weights]
    words = _Stemmer([(item.end, item.put, item.least) for item in search.suffixes], search.fillers)
    texts = [_texts(vocabulary, provider, record) for provider, vocabulary, record in records]
    named = {word for item in spec.providers for word in words.of(f"{item.id} {item.name}")}
    postings = _postings(texts, fields, words)
    most = max(len(records) // _TOO_COMMON, 1)
    terms = {term: codes for term, codes in postings.items() if len(codes) <= most or term in named}
    return {
        "rules": {"weights": [search.weights[field] for field in fields], **search.ranking.model_dump()},
        "fillers": search.fillers,
        "common": sorted(postings.keys() - terms.keys()),
        "suffixes": [[item.end, item.put, item.least] for item in search.suffixes],
        "providers": {item.id: sum(len(each.codes) for each in item.vocabularies) for item in spec.providers},
        "outcomes": packed(number for number, (*_, record) in enumerate(records) if _is_meant_first(record)),
        "phrases": {
            " ".join(words.of(phrase)): number
            for number, concept in enumerate(search.concepts)
            for phrase in concept.words
        },
        "concepts": list(_concepts(search, records, texts, fields, words)),
        "terms": _by_initial({term: _levels(found) for term, found in sorted(terms.items())}),
    }


def _by_initial(terms: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the terms in groups, which are a line each: a new code moves the numbers of most of them."""
    groups: dict[str, dict[str, str]] = {}
    for term, codes in terms.items():
        groups.setdefault(term[0], {})[term] = codes
    return groups


def places(spec: ResolvedSpec) -> tuple[Place, ...]:
    """Return what the index is made from."""
    return (*spec.places("vocabularies"), *spec.search_places)


def _records(spec: ResolvedSpec) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for provider in spec.providers:
        records = provider_document(provider)["vocabularies"]
        for vocabulary, written in zip(provider.vocabularies, records, strict=True):
            for record in written["codes"]:
                yield provider.name, vocabulary.local_id, {**record, "provider": provider.id}


def _is_meant_first(record: Mapping[str, Any]) -> bool:
    """Whether it is an outcome, and one that is still sent."""
    return bool(record.get("category") or record.get("contexts")) and not record.get("deprecated")


def _texts(vocabulary: str, provider: str, record: Mapping[str, Any]) -> _Texts:
    found: _Texts = defaultdict(list)
    found["value"] += [str(record["value"]), record["name"]]
    found["place"] += [vocabulary, provider, record["provider"]]
    for item in (record, *record.get("contexts", ())):
        found["meaning"] += [item["summary"], *(item.get(axis) or "" for axis in _AXES)]
        found["meaning"] += [message["text"] for message in item.get("wire_messages", ())]
        found["meaning"] += [str(fact["status"]) for fact in item.get("http_status", ())]
        found["advice"] += [*item.get("causes", ()), *item.get("fixes", ())]
        found["description"].append(item.get("description") or "")
    return found


def _postings(texts: Iterable[_Texts], fields: Iterable[str], words: Stemmer) -> _Postings:
    found: _Postings = defaultdict(dict)
    for number, text in enumerate(texts):
        for level, field in enumerate(fields):
            for term in words.of("\n".join(text[field])):
                found[term].setdefault(number, level)
    return found


def _concepts(
    search: Search, records: Iterable[Any], texts: Sequence[_Texts], fields: Sequence[str], words: Stemmer
) -> Iterator[str]:
    """Yield the codes of each concept: those that say it in other words, those of its terms."""
    said = [[words.of(part) for part in _parts(text, fields)] for text in texts]
    levels = [[level for level, field in enumerate(fields) for _ in text[field]] for text in texts]
    lines = [[f" {' '.join(part)} " for part in parts] for parts in said]
    homes = _homes(said)
    terms = [_terms(record) for *_, record in records]
    meaning = fields.index("meaning") if "meaning" in fields else 0
    for concept in search.concepts:
        found: dict[int, int] = {}
        phrases = [words.of(phrase) for phrase in concept.words]
        whole = [f" {' '.join(phrase)} " for phrase in phrases]
        for number in sorted(set().union(*(_saying(phrase, homes) for phrase in phrases))):
            has = _first(lines[number], whole)
            if has is not None:
                found[number] = levels[number][has]
        for number, own in enumerate(terms):
            if not own.isdisjoint(concept.terms):
                found[number] = min(found.get(number, meaning), meaning)
        yield _levels(found)


def _homes(said: Iterable[Iterable[Iterable[str]]]) -> dict[str, set[int]]:
    """Return the codes that have a word, whatever place has it."""
    homes: dict[str, set[int]] = defaultdict(set)
    for number, parts in enumerate(said):
        for word in set().union(*parts):
            homes[word].add(number)
    return homes


def _saying(phrase: Sequence[str], homes: Mapping[str, set[int]]) -> set[int]:
    """Return the codes that have all words of a phrase: few, so that each can be read."""
    first, *rest = phrase
    return homes.get(first, set()).intersection(*(homes.get(word, set()) for word in rest))


def _first(lines: Iterable[str], phrases: Sequence[str]) -> int | None:
    return next(
        (place for place, line in enumerate(lines) if any(phrase in line for phrase in phrases)), None
    )


def _parts(text: _Texts, fields: Iterable[str]) -> Iterator[str]:
    return (part for field in fields for part in text[field])


def _terms(record: Mapping[str, Any]) -> set[str]:
    meanings = (record, *record.get("contexts", ()))
    return {f"{axis}:{item[axis]}" for item in meanings for axis in _AXES if item.get(axis)}


def _levels(codes: Mapping[int, int]) -> str:
    """Return the codes of a term: those that have it at the first place, a space, those at the second."""
    last = max(codes.values(), default=0)
    levels = ([number for number in sorted(codes) if codes[number] == level] for level in range(last + 1))
    return " ".join(packed(numbers) for numbers in levels)
