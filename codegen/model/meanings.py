"""The meanings of codes where they are found, with what is planned for each: what texts are chosen by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

from codegen.model.codes import Behavior, Vocabulary
from codegen.model.files import ProviderFile, TextsFile
from codegen.model.plan import Home, Met, Plans
from codegen.model.texts import CodeText, Voices
from codegen.planner import Plan


class PlannedMeaning(NamedTuple):
    """A meaning of a code, and the plan with the user there, after the first attempt."""

    code: str
    context: str | None
    challenge: str | None
    met: Met
    plan: Plan

    @property
    def reference(self) -> str:
        """The code, with `@` and the context where the value has several meanings."""
        return f"{self.code}@{self.context}" if self.context else self.code

    @property
    def facts(self) -> TextFacts:
        """What conditions of texts ask about."""
        met = self.met
        return TextFacts(
            categories=(met.category,),
            situations=(met.situation,),
            effects=(met.effect,),
            decisions=(self.plan.decision,),
            actors=(met.actor,),
            actions=met.actions,
        )


class TextFacts(NamedTuple):
    """What is so, by the names of the conditions of texts."""

    categories: tuple[str, ...]
    situations: tuple[str | None, ...]
    effects: tuple[str, ...]
    decisions: tuple[str, ...]
    actors: tuple[str, ...]
    actions: tuple[str, ...]


def planned_meanings(providers: Iterable[ProviderFile], plans: Plans) -> Iterator[PlannedMeaning]:
    """Yield the meanings of all codes in the order of the spec."""
    for provider in providers:
        for vocabulary in provider.vocabularies:
            home = Home.of(provider, vocabulary)
            for code, context, behavior in _behaviors(vocabulary):
                met = plans.met(behavior, home)
                yield PlannedMeaning(code, context, behavior.challenge, met, plans.plan(met))


def _behaviors(vocabulary: Vocabulary) -> Iterator[tuple[str, str | None, Behavior]]:
    for code in vocabulary.codes:
        id = vocabulary.code_id(code)
        if code.behavior:
            yield id, None, code.behavior
        yield from ((id, context.id, context.behavior) for context in code.contexts)


def with_codes(texts: TextsFile, meanings: Iterable[PlannedMeaning]) -> TextsFile:
    """Return texts that name all codes they are for: those that a set has by its conditions, too."""
    named, by_condition = _named(texts), _by_condition(texts)
    sets: dict[str, dict[str, str | None]] = {}
    for meaning in meanings:
        own = _own(named, meaning)
        found = None if own else by_condition(meaning.facts)
        sets.setdefault(meaning.code, {})[meaning.reference] = found.id if found else None
    added: dict[str, list[str]] = {}
    for code, by_meaning in sets.items():
        alike = len({*by_meaning.values()}) == 1  # then one line says it for all contexts
        for reference, id in {code: next(iter(by_meaning.values()))}.items() if alike else by_meaning.items():
            if id:
                added.setdefault(id, []).append(reference)
    codes = (
        text.model_copy(update={"codes": (*text.codes, *added.get(text.id, ()))}) for text in texts.codes
    )
    return texts.model_copy(update={"codes": tuple(codes)})


def voices_of(
    texts: TextsFile, meanings: Iterable[PlannedMeaning]
) -> Iterator[tuple[PlannedMeaning, Voices]]:
    """Yield what people read about each meaning."""
    named, by_condition = _named(texts), _by_condition(texts)
    general = {(entry.category, entry.challenge): entry for entry in texts.entries}
    for meaning in meanings:
        own = _own(named, meaning) or by_condition(meaning.facts)
        kind = meaning.met.category, meaning.challenge
        yield meaning, own or general.get(kind) or general[meaning.met.category, None]


def _named(texts: TextsFile) -> dict[str, CodeText]:
    return {reference: text for text in texts.codes for reference in text.codes}


def _own(named: Mapping[str, CodeText], meaning: PlannedMeaning) -> CodeText | None:
    return named.get(meaning.reference) or named.get(meaning.code)


def _by_condition(texts: TextsFile) -> Callable[[TextFacts], CodeText | None]:
    """Return what finds the first set that fits; thousands of meanings have the same few hundred facts."""

    groups = [(text, when.conditions) for text in texts.codes for when in text.when]

    @cache
    def found(facts: TextFacts) -> CodeText | None:
        known = facts._asdict()
        return next((text for text, conditions in groups if _are_true(conditions, known)), None)

    return found


def _are_true(
    conditions: Iterable[tuple[str, AbstractSet[str]]], known: Mapping[str, Iterable[str | None]]
) -> bool:
    """Say whether each condition has one of the words that are so, by the name of the condition."""
    return all(not words.isdisjoint(known[name]) for name, words in conditions)
