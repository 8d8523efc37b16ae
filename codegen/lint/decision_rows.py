"""Rule decision-rows: every table of the decisions has an answer to everything, and no row in vain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from codegen.lint._node import Node, Problem, Rule
from codegen.model import DecisionRow, Decisions


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a table that may have no answer, and for each row that can never be reached."""
    for steps, rows in node.value.tables():
        last = len(rows) - 1
        if rows[last].when.conditions:
            advice = 'end the table with a row that has "when": {}, and give the safest answer there'
            yield Problem((*steps, last, "when"), "the last row does not always hold", advice)
        for index, row in enumerate(rows):
            earlier = _covering(row, rows[:index])
            if earlier is not None:
                message = f"row {earlier} always applies when this one does, so this one is never reached"
                advice = f"put it before row {earlier}, or remove it"
                yield Problem((*steps, index), message, advice)


def _covering(row: DecisionRow, earlier: Sequence[DecisionRow]) -> int | None:
    """Return the number of the first row that applies whenever this one does."""
    asked = row.when.conditions
    for number, other in enumerate(earlier):
        wider = other.when.conditions
        if all(name in asked and {*asked[name]} <= {*values} for name, values in wider.items()):
            return number
    return None


RULE = Rule(
    "decision-rows",
    "Every table of the decisions ends with a row that always applies, and each row can be reached.",
    "model",
    check,
    on=(Decisions,),
    why=(
        "In a table, the first row that applies counts, in every language. Without a last row that always "
        "applies, each language would have to make up its own answer, and they would differ. A row "
        "behind one that applies whenever it does looks like a decision, and decides nothing."
    ),
    advice=(
        "End each table with a row without conditions. Order the others from the special case to the "
        "general one."
    ),
)
