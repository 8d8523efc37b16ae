"""Rule translation-register: texts keep to one way of addressing people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.lint._translated import bare, pairs


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each word of a register that the language does not use here."""
    patterns = [(word, _whole(bare(word))) for word in node.value.wording.wrong_register]
    for pair in pairs(node):
        text = bare(pair.text)
        for word, pattern in patterns:
            if pattern.search(text):
                yield Problem(
                    pair.at, f"{word!r} is another register", "address people as all other texts do"
                )


def _whole(word: str) -> re.Pattern[str]:
    """Return a pattern for a word; one that ends in an apostrophe is written together with the next."""
    end = r"(?!\w)" if re.search(r"\w\Z", word) else ""
    return re.compile(rf"(?<!\w){re.escape(word)}{end}", re.IGNORECASE)


RULE = Rule(
    "translation-register",
    "A translation addresses people in the register of its language.",
    "translations",
    check,
    suppressible=True,
    why=(
        "A bank says `vous` and `usted`. A text that slips into `tu` sounds like a toy or like a fraud, "
        "and a form that fits only men or only women leaves half of the readers out. The words that give "
        "it away are in the file of the language, under `wrong_register`."
    ),
    advice=(
        "Reword the sentence in the register of the others. If the word is harmless here, remove it from "
        "the list."
    ),
)
