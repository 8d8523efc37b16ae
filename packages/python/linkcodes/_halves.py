"""Finds the half of this package that is generated, where it lies in a folder of its own: in a checkout.

There `packages/python` has what is written by hand and `generated/python` what is made from the spec; with
both on `PYTHONPATH` they are one package. A wheel has the two in one folder and never imports this module.
"""

import sys
from collections.abc import MutableSequence
from pathlib import Path


def join(path: MutableSequence[str]) -> None:
    """Complete the `__path__` of `linkcodes` by the first folder on `sys.path` that has the other half."""
    halves = (Path(entry, "linkcodes") for entry in sys.path)
    path += [str(half) for half in halves if (half / "_index.py").exists()][:1]
