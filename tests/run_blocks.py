"""Runs the Python blocks of one guide, one after another in one namespace, in a process of their own.

Standard input is a JSON list of texts; standard output becomes one of what each of them printed.
"""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stdout


def main() -> None:
    """Run them all; the first that raises ends it, and the traceback names its number and line."""
    namespace: dict[str, object] = {"__name__": "guide"}
    printed = []
    for number, text in enumerate(json.load(sys.stdin), 1):
        heard = io.StringIO()
        with redirect_stdout(heard):
            exec(compile(text, f"block {number}", "exec"), namespace)
        printed.append(heard.getvalue().splitlines())
    json.dump(printed, sys.stdout)


if __name__ == "__main__":
    main()
