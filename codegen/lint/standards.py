"""Rules about codes of a standard that several providers send."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from codegen.lint._node import Node, Problem, Rule
from codegen.model.codes import Code, Vocabulary
from codegen.read.findings import Place

ALIKE = 5
"""With so many values in common, two vocabularies are of one standard; words alone prove nothing."""


class StandardCode(NamedTuple):
    """A code whose value is no word, and where it is."""

    id: str
    code: Code
    place: Place

    @property
    def situations(self) -> frozenset[str | None]:
        """The situations of all its meanings."""
        contexts = (context.behavior for context in self.code.contexts)
        return frozenset(item.situation for item in (self.code.behavior, *contexts) if item)

    def has(self, flags: frozenset[str]) -> bool:
        """Return whether one of these flags says why it is unlike the others."""
        return any(flag.id in flags for flag in self.code.flags)


_Table = dict[str, StandardCode]
"""The codes of a vocabulary by value."""


def one_standard(node: Node) -> Iterator[Problem]:
    """Yield a problem for a value of a standard that has another meaning elsewhere, without a reason."""
    flags = frozenset(item.id for item in node.spec.root.taxonomy.flags if item.explains_difference)
    used: set[str] = set()
    for first, second in _of_one_standard(node):
        for value in sorted(first.keys() & second.keys()):
            one, other = first[value], second[value]
            if not one.situations & other.situations:
                used |= {one.id, other.id}
                if not (one.has(flags) or other.has(flags)):
                    yield _unlike(one, other, flags)
    yield from _idle(node, used, flags)


def _unlike(one: StandardCode, other: StandardCode, flags: frozenset[str]) -> Problem:
    said = [", ".join(sorted(filter(None, each.situations))) for each in (one, other)]
    excuse = "".join(
        f", or say in the flag {flag!r} of one of them why they differ" for flag in sorted(flags)
    )
    advice = f"give both one situation{excuse}"
    message = f"{other.id} is {said[1]}, and {one.id}, the same value of one standard, is {said[0]}"
    return Problem((), message, advice, at=other.place)


def _idle(node: Node, used: set[str], flags: frozenset[str]) -> Iterator[Problem]:
    for table in _tables(node):
        for each in table.values():
            if each.has(flags) and each.id not in used:
                message = f"a flag of {each.id} says why it is unlike others, and it is like them"
                yield Problem((), message, "remove the flag", at=each.place)


def _of_one_standard(node: Node) -> Iterator[tuple[_Table, _Table]]:
    for first, second in combinations(_tables(node), 2):
        owners = {next(iter(table.values())).id.partition(":")[0] for table in (first, second)}
        if len(owners) == 2 and len(first.keys() & second.keys()) >= ALIKE:
            yield first, second


def _tables(node: Node) -> Iterator[_Table]:
    """Yield the codes of each vocabulary whose values have digits, by value."""
    for provider, place in node.spec.providers:
        for number, vocabulary in enumerate(provider.vocabularies):
            codes = _standard_codes(vocabulary, place.child("vocabularies", number))
            if len(codes) >= ALIKE:
                yield codes


def _standard_codes(vocabulary: Vocabulary, place: Place) -> _Table:
    return {
        code.value: StandardCode(vocabulary.code_id(code), code, place.child("codes", number))
        for number, code in enumerate(vocabulary.codes)
        if isinstance(code.value, str) and any(sign.isdigit() for sign in code.value) and _is_outcome(code)
    }


def _is_outcome(code: Code) -> bool:
    return code.behavior is not None or any(context.behavior for context in code.contexts)


ONE_STANDARD = Rule(
    "one-standard",
    "A value of a standard means the same at every provider that sends it, or says why not.",
    "spec",
    one_standard,
    why=(
        "Banks answer in codes of ISO 20022 or of a clearing house, and several providers pass them on. A "
        "program that handles `AC04` once expects one answer. Advice that differs is right only where the "
        "flow differs, and then the reader needs the reason."
    ),
    advice=(
        "Compare both entries with the standard, and give them one situation. Where the provider's flow "
        "makes the difference, add the flag that explains it, with the reason as its note."
    ),
)

RULES = (ONE_STANDARD,)
