"""`python -m tests.guard [WORD...]`: print each promise beside what is found; fail if one is not kept.

With words, only the measurements with one of them in their name are made.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from tests.bench.report import table
from tests.guard import masking, printing, reading, webhooks, weights
from tests.guard.rows import Measurement

MEASUREMENTS: Mapping[str, Measurement] = {
    "answers": reading.one_answer,
    "lists": reading.lists,
    "secrets": masking.secrets,
    "commands": printing.commands,
    "staying": masking.staying,
    "untouched": masking.untouched,
    "once": webhooks.once,
    "over": webhooks.over,
    "bundles": weights.bundles,
    "installed": weights.installed,
}


def main(words: Sequence[str] = (), measurements: Mapping[str, Measurement] = MEASUREMENTS) -> int:
    """Print the table, and some of what went wrong; return 1 if a promise is not kept."""
    asked = [name for name in measurements if not words or any(word in name for word in words)]
    rows = [row for name in asked for row in measurements[name]()]
    print(table([row.as_budget for row in rows]))
    for row in rows:
        if row.examples:
            print("\n  ".join([f"\n{row.what}:", *row.examples]), file=sys.stderr)
    return int(not rows or not all(row.is_met for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
