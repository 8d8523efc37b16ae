"""Rules about what a code means, and what may be done about it."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.compat.diff.checks import code_changed, has_behavior, meaning_changed, money_changes
from codegen.compat.diff.codes import meanings
from codegen.compat.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.compat.diff.retries import effect_changes, retry_changes, same_freedom
from codegen.compat.diff.spec_diff import SpecDiff


def absent_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find vocabularies that say it now and did not."""
    for pair in specs.whole_vocabularies.changed:
        if pair.new.get("absent") and not pair.old.get("absent"):
            category = pair.new["absent"].get("category")
            yield SpecChange(
                f"{pair.id}#", "a missing code has a meaning now", None, category, (f"{pair.id}#", pair.id)
            )


def absent_removed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find vocabularies that said it and do not any more."""
    for pair in specs.whole_vocabularies.changed:
        if pair.old.get("absent") and not pair.new.get("absent"):
            category = pair.old["absent"].get("category")
            yield SpecChange(
                f"{pair.id}#",
                "a missing code has no meaning any more",
                category,
                None,
                (f"{pair.id}#", pair.id),
            )


def behavior_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find codes that have a behavior or contexts now and had neither."""
    for pair in specs.codes:
        if has_behavior(pair.new) and not has_behavior(pair.old):
            yield SpecChange(pair.id, "it has a behavior now", None, pair.new.get("category", "contexts"))


def behavior_removed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find codes that had a behavior or contexts and have neither."""
    for pair in specs.codes:
        if has_behavior(pair.old) and not has_behavior(pair.new):
            yield SpecChange(
                pair.id, "it has no behavior any more", pair.old.get("category", "contexts"), None
            )


def context_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find meanings of codes that had a behavior before."""
    for pair in specs.codes:
        if has_behavior(pair.old) and has_behavior(pair.new):
            for id in meanings(pair.id, pair.old, pair.new)[2]:
                yield SpecChange(id, f"{id} is a new meaning", None, id, (id, pair.id))


def context_removed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find meanings that are gone from codes that still have a behavior."""
    for pair in specs.codes:
        if has_behavior(pair.old) and has_behavior(pair.new):
            for id in meanings(pair.id, pair.old, pair.new)[1]:
                yield SpecChange(id, f"the meaning {id} is gone", id, None, (id, pair.id))


def context_signs_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find meanings whose signs or operations are others."""
    for pair in specs.meanings.changed:
        for key in ("signs", "operations"):
            old, new = pair.old.get(key) or [], pair.new.get(key) or []
            if old != new and "name" not in pair.old and "name" not in pair.new:
                yield SpecChange(pair.id, f"its {key} {shown(old)} became {shown(new)}", old, new)


def effect_loosened(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find meanings and operations with a milder effect."""
    yield from effect_changes(specs, loosened=True)


def effect_tightened(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find meanings and operations with a graver effect."""
    yield from effect_changes(specs, loosened=False)


def money_loosened(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find vocabularies and payloads that are said to be safer."""
    yield from money_changes(specs, safer=True)


def money_tightened(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find vocabularies and payloads that are said to be riskier."""
    yield from money_changes(specs, safer=False)


def retry_loosened(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find meanings and policies that let more be tried again."""
    yield from retry_changes(specs, loosened=True)


def retry_tightened(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find meanings and policies that let less be tried again."""
    yield from retry_changes(specs, loosened=False)


def waits_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find meanings whose waits differ in what does not limit attempts."""
    for pair in specs.meanings_that_differ("wait"):
        old, new = ((side.get("wait") or {}) for side in (pair.old, pair.new))
        keys = [key for key in ("poll_s", "deadline_s", "until", "then") if old.get(key) != new.get(key)]
        if keys:
            told = ", ".join(f"{key} {shown(old.get(key))} became {shown(new.get(key))}" for key in keys)
            yield SpecChange(
                pair.id, told, {key: old.get(key) for key in keys}, {key: new.get(key) for key in keys}
            )


RULES = (
    ChangeRule(
        "absent-added",
        "The spec now says what a missing code means.",
        "What had no answer has one.",
        Levels(data="minor", answer="minor"),
        absent_added,
        review=True,
    ),
    ChangeRule(
        "absent-removed",
        "The spec no longer says what a missing code means.",
        "A success that is known by its missing code is unknown.",
        Levels(data="major", answer="major"),
        absent_removed,
    ),
    ChangeRule(
        "actions-changed",
        "The recommended actions changed.",
        "Programs do the first action, and show the others.",
        Levels(data="major", answer="major"),
        meaning_changed("actions"),
    ),
    ChangeRule(
        "actor-changed",
        "A different party has to act.",
        "The wrong person is asked, or no one is.",
        Levels(data="major", answer="major"),
        meaning_changed("actor"),
    ),
    ChangeRule(
        "behavior-added",
        "A code now has a behavior.",
        (
            "Its answers were empty and are not any more. Programs that take a category for an outcome see a "
            "new one."
        ),
        Levels(data="minor", answer="minor"),
        behavior_added,
        review=True,
    ),
    ChangeRule(
        "behavior-removed",
        "A code no longer has a behavior.",
        "What was classified has no category, no plan and no actor any more.",
        Levels(data="major", answer="major"),
        behavior_removed,
    ),
    ChangeRule(
        "category-changed",
        "The category of a meaning changed.",
        "Programs branch on the category: the same code takes another way through them.",
        Levels(data="major", answer="major"),
        meaning_changed("category"),
    ),
    ChangeRule(
        "challenge-changed",
        "The kind of challenge for the user changed.",
        "Programs show the form that fits the challenge.",
        Levels(data="major", answer="major"),
        meaning_changed("challenge"),
    ),
    ChangeRule(
        "context-added",
        "A code has a new meaning.",
        "The new meaning takes inputs that another had, so that the same input gets another answer.",
        Levels(data="major", answer="major"),
        context_added,
    ),
    ChangeRule(
        "context-removed",
        "A code lost a meaning.",
        "What had that meaning gets another answer, and programs that name it by its id find nothing.",
        Levels(data="major", answer="major"),
        context_removed,
    ),
    ChangeRule(
        "context-signs-changed",
        "The signs of a meaning changed.",
        "The same input may be taken for another meaning.",
        Levels(answer="major"),
        context_signs_changed,
    ),
    ChangeRule(
        "default-context-changed",
        "The default meaning of a code changed.",
        "The same input gets another answer, and it is the most frequent input.",
        Levels(data="major", answer="major"),
        code_changed("default_context"),
    ),
    ChangeRule(
        "effect-loosened",
        "Repeating an operation is now rated less harmful.",
        "What only reads may be repeated, so a machine tries again where it stopped.",
        Levels(data="major", answer="major"),
        effect_loosened,
        acceptable=False,
    ),
    ChangeRule(
        "effect-tightened",
        "Repeating an operation is now rated more harmful.",
        "Plans become more careful: a machine stops where it used to continue.",
        Levels(data="minor", answer="minor"),
        effect_tightened,
    ),
    ChangeRule(
        "ends-changed",
        "What a code ends changed: the session, the connection or nothing.",
        "Programs drop or keep a connection by it.",
        Levels(data="major", answer="major"),
        meaning_changed("ends"),
    ),
    ChangeRule(
        "money-loosened",
        "The spec now sees less risk of moving money.",
        "Plans rely on it: what was left to people may be tried again by a machine, and pay twice.",
        Levels(answer="major"),
        money_loosened,
        acceptable=False,
    ),
    ChangeRule(
        "money-tightened",
        "The spec now sees more risk of moving money.",
        "Plans become more careful: a machine stops where it used to continue.",
        Levels(answer="minor"),
        money_tightened,
    ),
    ChangeRule(
        "operation-changed",
        "The operation of a meaning changed.",
        "Plans depend on what was being done.",
        Levels(data="major", answer="major"),
        meaning_changed("operation"),
    ),
    ChangeRule(
        "partial-changed",
        "A partial outcome became complete, or the reverse.",
        "Programs decide by it whether data may be used.",
        Levels(data="major", answer="major"),
        meaning_changed("partial"),
    ),
    ChangeRule(
        "phase-changed",
        "The phase of a meaning changed, such as from failure to success.",
        "The outcome of the same code flips.",
        Levels(data="major", answer="major"),
        meaning_changed("phase"),
    ),
    ChangeRule(
        "retry-changed",
        "The retry mode changed, neither looser nor tighter.",
        "Another thing has to happen first, and programs wait for the wrong one.",
        Levels(data="major", answer="major"),
        same_freedom,
    ),
    ChangeRule(
        "retry-loosened",
        "Retries are allowed where they were not: without a user, sooner or more often.",
        (
            "A machine acts on it at once. It may lock an account or pay twice, and that it is a correction "
            "is no excuse."
        ),
        Levels(data="major", answer="major"),
        retry_loosened,
        acceptable=False,
    ),
    ChangeRule(
        "retry-tightened",
        "Retries are restricted: forbidden, later, less often or only with a user.",
        "A machine stops where it used to continue. That is the safe direction.",
        Levels(data="minor", answer="minor"),
        retry_tightened,
    ),
    ChangeRule(
        "scope-changed",
        "How much is affected changed.",
        "Programs decide by it what they pause: one account, the connection, or all of them.",
        Levels(data="major", answer="major"),
        meaning_changed("scope"),
    ),
    ChangeRule(
        "severity-changed",
        "The severity of a meaning changed.",
        "Of several codes the severest is the head, and alerts are raised by it.",
        Levels(data="major", answer="major"),
        meaning_changed("severity"),
    ),
    ChangeRule(
        "situation-changed",
        "The situation of a meaning changed.",
        "Programs branch on the situation, which is the same at every provider.",
        Levels(data="major", answer="major"),
        meaning_changed("situation"),
    ),
    ChangeRule(
        "waits-changed",
        "A wait changed: its delay, its limit, the event that ends it or what follows.",
        (
            "Programs that wait by it look at other times. Waits that let more be tried again are `retry- "
            "loosened`."
        ),
        Levels(data="minor", answer="minor"),
        waits_changed,
        review=True,
    ),
)
