"""Rules about texts and plans: what a person reads does not contradict what a program does."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from codegen.lint._node import Node, Problem, Rule
from codegen.lint.plans import plans
from codegen.model.files import TextsFile
from codegen.model.meanings import PlannedMeaning, planned_meanings, voices_of
from codegen.model.plan import MONEY
from codegen.model.texts import Claims, Voices
from codegen.read.load import LoadedSpec

Steps = tuple[str | int, ...]

_OTHER = ("choose_other", "choose_other_way")
_NOTHING = r"(?!)"


class ShownText(NamedTuple):
    """A meaning, and what people read about it."""

    meaning: PlannedMeaning
    voices: Voices
    claims: Claims | None
    is_by_choice: bool
    """Whether the user decided what happened."""

    def claim(self, name: str) -> bool:
        """Return whether the text for end users claims something."""
        text = self.voices.end_user
        return self._says(name, " ".join(filter(None, (text.title, text.body, text.button))))

    @property
    def may_pay_twice(self) -> bool:
        """Whether the plan is to look first, because money may have moved."""
        return self.meaning.plan.decision == "check_first" and self.meaning.met.effect in MONEY

    @property
    def starts(self) -> bool:
        """Whether a button starts something."""
        return self._says("starts", self.voices.end_user.button or "")

    @property
    def urges(self) -> bool:
        """Whether it asks the user to begin again; a button only offers it."""
        text = self.voices.end_user
        return self._says("urges", f"{text.title}. {text.body}")

    @property
    def looks_up(self) -> bool:
        """Whether support is told to look it up before anything else."""
        return self._says("looks_up", self.voices.support.do[0])

    @property
    def offers(self) -> bool:
        """Whether support is told to offer it again, whatever has happened."""
        sentences = (sentence for line in self.voices.support.do for sentence in line.split(". "))
        return any(self._says("offers", sentence) for sentence in sentences)

    @property
    def waits(self) -> bool:
        """Whether developers are told to wait."""
        return self._says("waits", " ".join(self.voices.developer))

    def _says(self, name: str, text: str) -> bool:
        pattern: str = getattr(self.claims, name) if self.claims else _NOTHING
        return _says(pattern, text)


@lru_cache(maxsize=16_384)
def _says(pattern: str, text: str) -> bool:
    """Return whether a pattern is in a text; one text is shown for many meanings."""
    return re.search(pattern, text, re.IGNORECASE) is not None


class TextInvariant(NamedTuple):
    """What must be true of a text, what the finding says where it is not, and what to do."""

    id: str
    fault: str
    advice: str
    is_kept: Callable[[ShownText], bool]


INVARIANTS = (
    TextInvariant(
        "starts_unchecked",
        "has a button that starts something, although the plan is to look first whether money moved",
        "remove the button, and say not to do it again until it is known",
        lambda told: not (told.may_pay_twice and told.starts),
    ),
    TextInvariant(
        "careless",
        "does not warn of doing it twice, although the plan is to look first whether money moved",
        "say not to pay, send or start again until it is known",
        lambda told: not told.may_pay_twice or told.claims is None or told.claim("careful"),
    ),
    TextInvariant(
        "not_looked_up",
        "does not send support to the records first, although the plan is to look first whether money moved",
        "begin the lines for support with looking it up",
        lambda told: not told.may_pay_twice or told.claims is None or told.looks_up,
    ),
    TextInvariant(
        "offered_unchecked",
        "has support offer to do it again, although the plan is to look first whether money moved",
        "offer it only when it is certain that no money has moved",
        lambda told: not (told.may_pay_twice and told.offers),
    ),
    TextInvariant(
        "not_ours",
        "says that the mistake is ours, although someone else must act",
        "say what happened without an owner",
        lambda told: not told.claim("ours") or told.meaning.met.actor == "developer",
    ),
    TextInvariant(
        "not_running",
        "says that it is not finished, although nothing runs",
        "say that it is over, or what comes next",
        lambda told: not told.claim("unfinished") or told.meaning.plan.decision == "wait",
    ),
    TextInvariant(
        "no_other",
        "offers another bank, account, amount or way, although no action does",
        'leave it out, or add "choose_other" to the actions',
        lambda told: not told.claim("other") or not set(told.meaning.met.actions).isdisjoint(_OTHER),
    ),
    TextInvariant(
        "urged",
        "urges the user to take back what the user decided",
        "say what is so, and that the user can begin again at any time",
        lambda told: not (told.is_by_choice and told.urges),
    ),
    TextInvariant(
        "waits",
        "tells developers to wait, although the next step is theirs",
        "say what the next step is",
        lambda told: told.meaning.plan.decision != "continue" or not told.waits,
    ),
)


def shown_texts(texts: TextsFile, spec: LoadedSpec) -> Iterator[ShownText]:
    """Yield what people read about each meaning in the first language."""
    meanings = planned_meanings((provider for provider, _ in spec.providers), plans(spec))
    chosen = {item.id for item in spec.root.taxonomy.situations if item.by_choice}
    for meaning, voices in voices_of(texts, meanings):
        yield ShownText(meaning, voices, texts.wording.claims, meaning.met.situation in chosen)


def text_follows_plan(node: Node) -> Iterator[Problem]:
    """Yield a problem for each set of texts and invariant that it breaks, with its first meaning."""
    texts: TextsFile = node.value
    places: dict[str, Steps] = {entry.key: ("entries", index) for index, entry in enumerate(texts.entries)}
    places |= {text.key: ("codes", index) for index, text in enumerate(texts.codes)}
    try:
        shown = [*shown_texts(texts, node.spec)]
    except (LookupError, ValueError, StopIteration):  # other rules report a bad word and an incomplete table
        return
    yield from _without_use(texts, {each.voices.key for each in shown}, places)
    first: dict[tuple[str, str], Problem] = {}
    for each in shown:
        for rule in INVARIANTS:
            if not rule.is_kept(each):
                example = f"{each.meaning.reference}, where the plan is {each.meaning.plan.decision!r}"
                problem = Problem(places[each.voices.key], f"{rule.fault}: {example}", rule.advice)
                first.setdefault((each.voices.key, rule.id), problem)
    yield from first.values()


def _without_use(texts: TextsFile, used: Collection[str], places: Mapping[str, Steps]) -> Iterator[Problem]:
    for text in texts.codes:
        if text.when and text.key not in used:
            yield Problem(
                places[text.key], "no code gets these texts", "correct the conditions, or remove it"
            )
        elif not (text.codes or text.when):
            yield Problem(places[text.key], "no code gets these texts", 'name them in "codes", or add "when"')


TEXT_FOLLOWS_PLAN = Rule(
    "text-follows-plan",
    "No text for people contradicts the plan of a code that it is shown for.",
    "shown",
    text_follows_plan,
    why=(
        "A program that looks first whether a payment was made protects no one whose screen says to start "
        "again. What people read has to follow from the same decision."
    ),
    advice="Give the code a text of its own, or a set whose conditions fit it; then say what the plan does.",
)


RULES = (TEXT_FOLLOWS_PLAN,)
