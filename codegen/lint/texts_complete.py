"""Rule texts-complete: there is something to tell people about every category and every challenge."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import TextsFile
from codegen.text.guess import meant

_RENAME = "choose another id"


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for what has no texts, for what has two, and for a shared line without a use."""
    yield from _by_subject(node)
    yield from _by_code(node.value)
    yield from _keys(node.value)
    used = {id for voices in node.value.voices for id in voices.support.never_ask}
    for index, line in enumerate(node.value.never_ask):
        if line.id not in used:
            advice = "name it where support must not ask for it, or remove it"
            yield Problem(("never_ask", index), f"no texts for support name {line.id!r}", advice)


def _by_subject(node: Node) -> Iterator[Problem]:
    entries, taxonomy = node.value.entries, node.spec.root.taxonomy
    keys = [(entry.category, entry.challenge) for entry in entries]
    for index, key in enumerate(keys):
        if key in keys[:index]:
            yield Problem(("entries", index), "there are texts for this already", "keep one of the two")
    general = {category for category, challenge in keys if challenge is None}
    misspelled = meant(general, (category.id for category in taxonomy.categories))
    for category in taxonomy.categories:
        if category.id not in general | misspelled:
            advice = f'add an entry with "category": "{category.id}" and without a challenge'
            yield Problem(("entries",), f"the category {category.id!r} has no texts", advice)
    kinds = {kind for _, kind in keys if kind}
    misspelled = meant(kinds, (challenge.id for challenge in taxonomy.challenges))
    for challenge in taxonomy.challenges:
        if challenge.id not in kinds | misspelled:
            advice = f'add an entry with "challenge": "{challenge.id}" to a category that it occurs in'
            yield Problem(("entries",), f"the challenge {challenge.id!r} has no texts", advice)


def _by_code(texts: TextsFile) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, text in enumerate(texts.codes):
        for number, reference in enumerate(text.codes):
            if reference in seen:
                advice = "keep it in one of the two"
                yield Problem(("codes", index, "codes", number), "there are texts for this already", advice)
            seen.add(reference)


def _keys(texts: TextsFile) -> Iterator[Problem]:
    """Yield a problem for each id that already names other texts."""
    seen = {voices.key for voices in texts.entries}
    for index, text in enumerate(texts.codes):
        if text.id in seen:
            yield Problem(
                ("codes", index, "id"), f"{text.id!r} names other texts already", "choose another id"
            )
        seen.add(text.id)
    lines = [line.id for line in texts.never_ask]
    for index, id in enumerate(lines):
        if id in lines[:index]:
            yield Problem(
                ("never_ask", index, "id"), f"{id!r} names another line already", "choose another id"
            )


RULE = Rule(
    "texts-complete",
    "Every category and every kind of challenge has texts for people, once.",
    "texts",
    check,
    why=(
        "An application that shows these texts looks them up by category and challenge. Where one is "
        "missing, the user sees an empty box, usually in the situation that is rarest and worst."
    ),
    advice="Write an entry for what the finding names, or remove the second entry for it.",
)
