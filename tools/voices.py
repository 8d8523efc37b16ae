"""`python -m tools.voices`: print for how many meanings of codes the texts contradict the plan."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from codegen.lint.claims import INVARIANTS, ShownText, shown_texts
from codegen.model.texts import Entry
from codegen.read.load import load

_SPEC = Path("spec")


def lines(shown: Sequence[ShownText]) -> list[str]:
    """Return the rows of the table."""
    general = sum(isinstance(each.voices, Entry) for each in shown)
    kinds = Counter(each.voices.key for each in shown)
    rows = [
        ("meanings", len(shown)),
        ("of them with the text of their category", general),
        ("sets of texts that are shown", len(kinds)),
        ("plans to look first whether money moved", sum(each.may_pay_twice for each in shown)),
        *((f"text {rule.fault}", sum(not rule.is_kept(each) for each in shown)) for rule in INVARIANTS),
    ]
    return [f"{count:>6,}  {name}" for name, count in rows]


def main() -> int:
    """Print the table; 1 if a text contradicts a plan."""
    loaded = load(_SPEC)
    shown = [*shown_texts(loaded.texts[0][0], loaded)]
    print("\n".join(lines(shown)))
    return int(any(not rule.is_kept(each) for rule in INVARIANTS for each in shown))


if __name__ == "__main__":
    sys.exit(main())
