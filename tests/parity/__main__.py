"""`python -m tests.parity [count]`: print where the packages answer mutated inputs differently."""

from __future__ import annotations

import sys
from itertools import islice

from tests.parity.answers import differences
from tests.parity.inputs import questions

_AT_ONCE = 5_000
"""Questions for one run of Node."""


def main(count: int) -> int:
    """Print the differences, and return whether there are any."""
    asked, found = questions(count), 0
    while some := list(islice(asked, _AT_ONCE)):
        for difference in differences(some):
            found += 1
            print(difference)
    print(f"{count:,} inputs, {found:,} differences")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000))
