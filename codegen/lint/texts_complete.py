"""Rule texts-complete: there is something to tell people about every category and every challenge."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.text.guess import meant


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for what has no texts, and for what has two."""
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
    seen: set[str] = set()
    for index, text in enumerate(node.value.codes):
        for number, reference in enumerate(text.codes):
            if reference in seen:
                advice = "keep it in one of the two"
                yield Problem(("codes", index, "codes", number), "there are texts for this already", advice)
            seen.add(reference)


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
