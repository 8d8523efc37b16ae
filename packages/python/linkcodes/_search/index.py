"""Reads the index and ranks codes by it; `site/app/shared/search.ts` does the same, number for number.

A code is a number: its place among all codes, in the order of the spec. Scores are whole numbers, so both
languages count the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from .words import Stemmer, squashed

_LETTERS = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\')
_LOW = 64
"""Letters below this end a number, the others begin one."""
_HIGH = 26
_LONGEST = 200
_MOST_WORDS = 24


class SearchRules(NamedTuple):
    """How codes are ranked; `codegen/model/search.py` says what each field means."""

    weights: Sequence[int]
    exact: int
    concept: int
    prefix: int
    near: Sequence[int]
    shortest_prefix: int
    least_near: Sequence[int]
    same_value: int
    value_begins: int
    value_has: int
    no_outcome: int
    fewest: int


class _Found(NamedTuple):
    matched: int
    score: int


class Index:
    """The index of all codes; `values` are theirs, in the order of the spec."""

    def __init__(self, record: Mapping[str, Any], values: Sequence[str]) -> None:
        self._record = record
        self._rules = SearchRules(**record["rules"])
        self._words = Stemmer(record["suffixes"], record["fillers"])
        self._values = [squashed(value) for value in values]

    def find(self, text: str, wanted: Callable[[int], bool] = lambda number: True) -> list[int]:
        """Return the numbers of the codes that fit best, the best first; `wanted` leaves codes out."""
        typed = squashed(text[:_LONGEST])
        words = list(dict.fromkeys(islice(self._words.of(text[:_LONGEST]), _MOST_WORDS)))
        if not typed or not words:
            return []
        found = {number: item for number, item in self._scores(words, typed) if wanted(number)}
        most = max((item.matched for item in found.values()), default=0)
        if most >= min(self._rules.fewest, len(words)):
            ranked = [number for number, item in found.items() if item.matched == most]
        else:
            found = {number: item for number, item in self._nearest(typed) if wanted(number)}
            ranked = list(found)
        return sorted(ranked, key=lambda number: self._place(number, found[number]))

    def _place(self, number: int, item: _Found) -> tuple[int, int, int]:
        return -item.score, len(self._values[number]), number

    @cached_property
    def _terms(self) -> dict[str, str]:
        return {term: codes for group in self._record["terms"].values() for term, codes in group.items()}

    @cached_property
    def _outcomes(self) -> frozenset[int]:
        return frozenset(unpacked(self._record["outcomes"]))

    def _scores(self, words: Sequence[str], typed: str) -> Iterator[tuple[int, _Found]]:
        matched: dict[int, int] = {}
        scores: dict[int, int] = {}
        concepts = self._concepts(words)
        for place, word in enumerate(words):
            for number, score in self._of_word(word, concepts[place]).items():
                matched[number] = matched.get(number, 0) + 1
                scores[number] = scores.get(number, 0) + score
        for number, more in self._by_value(typed):
            matched[number] = len(words)
            scores[number] = scores.get(number, 0) + more
        for number, score in scores.items():
            percent = 100 if number in self._outcomes else self._rules.no_outcome
            yield number, _Found(matched[number], score * percent // 100)

    def _concepts(self, words: Sequence[str]) -> list[list[int]]:
        """Return for each word the concepts that it is a word of, alone or together with its neighbors."""
        known: Mapping[str, int] = self._record["phrases"]
        longest = max((len(phrase.split(" ")) for phrase in known), default=0)
        found: list[list[int]] = [[] for _ in words]
        for start in range(len(words)):
            for end in range(start + 1, min(start + longest, len(words)) + 1):
                concept = known.get(" ".join(words[start:end]))
                if concept is not None:
                    for place in range(start, end):
                        found[place].append(concept)
        return found

    def _of_word(self, word: str, concepts: Sequence[int]) -> dict[int, int]:
        """Return the scores of the codes that have a word, or what it means, or one that is written alike."""
        rules, best = self._rules, dict[int, int]()
        for concept in concepts:
            self._add(best, self._record["concepts"][concept], rules.concept)
        if word in self._record["common"]:
            return best  # it says nothing, and what begins with it says something else
        terms = self._terms
        if word in terms:
            self._add(best, terms[word], rules.exact)
        if len(word) >= rules.shortest_prefix:
            for term in terms:
                if term != word and term.startswith(word):
                    self._add(best, terms[term], rules.prefix)
        return best or self._near(word)

    def _near(self, word: str) -> dict[int, int]:
        best = dict[int, int]()
        for errors, percent in enumerate(self._rules.near, 1):
            if best or len(word) < self._rules.least_near[errors - 1]:
                break
            for term, postings in self._terms.items():
                if distance(term, word, errors) == errors:
                    self._add(best, postings, percent)
        return best

    def _add(self, best: dict[int, int], postings: str, percent: int) -> None:
        levels = [list(unpacked(level)) for level in postings.split(" ")]
        rarity = (len(self._values) // max(sum(map(len, levels)), 1)).bit_length() + 1
        for weight, numbers in zip(self._rules.weights, levels, strict=False):
            score = weight * rarity * percent
            for number in numbers:
                if score > best.get(number, 0):
                    best[number] = score

    def _by_value(self, typed: str) -> Iterator[tuple[int, int]]:
        """Yield what a code gets because its value is, begins with, or contains all that was typed."""
        rules = self._rules
        for number, value in enumerate(self._values):
            if value == typed:
                yield number, rules.same_value
            elif len(typed) >= rules.shortest_prefix and typed in value:
                yield number, rules.value_begins if value.startswith(typed) else rules.value_has

    def _nearest(self, typed: str) -> Iterator[tuple[int, _Found]]:
        """Yield the codes whose values are written almost like what was typed, the fewest errors first."""
        for errors, least in enumerate(self._rules.least_near, 1):
            near = [n for n, value in enumerate(self._values) if distance(value, typed, errors) == errors]
            if near and len(typed) >= least:
                yield from ((number, _Found(1, 0)) for number in near)
                return


def distance(left: str, right: str, most: int) -> int:
    """Count the letters to change, add, drop or swap with the next; more than `most` is `most + 1`."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        line = [row]
        for column, other in enumerate(right, 1):
            steps = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != other))
            swapped = row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other
            line.append(min(steps, before[column - 2] + 1) if swapped else steps)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return min(last[-1], most + 1)


def packed(numbers: Iterable[int]) -> str:
    """Return rising numbers as text: the gap before each, in the fewest letters."""
    text, last = "", -1
    for number in numbers:
        gap, last = number - last - 1, number
        high, low = divmod(gap, _LOW)
        begin = ""
        while high:
            high, digit = divmod(high, _HIGH)
            begin = _LETTERS[_LOW + digit] + begin
        text += begin + _LETTERS[low]
    return text


def unpacked(text: str) -> Iterator[int]:
    """Yield the numbers of a text."""
    number, high = -1, 0
    for letter in text:
        place = _PLACES[letter]
        if place >= _LOW:
            high = high * _HIGH + place - _LOW
        else:
            number, high = number + high * _LOW + place + 1, 0
            yield number


_PLACES = {letter: place for place, letter in enumerate(_LETTERS)}
