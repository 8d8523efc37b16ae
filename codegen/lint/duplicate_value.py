"""Rule duplicate-value: a wire value is in its vocabulary once, and is of its type."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule

TYPES = {"string": str, "integer": int}


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a value that an earlier code has, or that is not of the vocabulary's type."""
    vocabulary = node.value
    seen: dict[object, str] = {}
    for index, code in enumerate(vocabulary.codes):
        if seen.get(code.value) == code.name:
            continue  # pasted twice: name-collision reports it
        if code.value in seen:
            message = f"the value {code.value!r} is already that of {seen[code.value]}"
            advice = "make one code of them; where the value has several meanings, give it `contexts`"
            yield Problem(("codes", index, "value"), message, advice)
        seen.setdefault(code.value, code.name)
        if not isinstance(code.value, TYPES[vocabulary.value_type]):
            message = f"{code.value!r} is no {vocabulary.value_type}"
            yield Problem(
                ("codes", index, "value"), message, "correct the value, or the vocabulary's value_type"
            )


RULE = Rule(
    "duplicate-value",
    "A wire value is in its vocabulary once and has its type.",
    "vocabulary",
    check,
    why=(
        "A value is looked up on the wire. If two codes of one vocabulary have it, the lookup can only "
        "give one of them, and the other is never found. A value of the wrong type is never found at "
        "all."
    ),
    advice="Merge the two into one code. If one value really means several things, give it `contexts`.",
)
