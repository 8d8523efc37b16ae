"""The specs that tests look at, read once a process: most tests ask the same of the same ones."""

from __future__ import annotations

from functools import cache

from codegen.compat.past import changed_codes
from codegen.read.load import LoadedSpec, load
from codegen.resolve.build import resolve
from codegen.resolve.dated import with_past
from codegen.resolve.spec import ResolvedSpec
from codegen.views.document import document
from tests.conftest import SPECS


@cache
def loaded(name: str) -> LoadedSpec:
    """Return a spec as its authors wrote it."""
    return load(SPECS[name])


@cache
def resolved(name: str) -> ResolvedSpec:
    """Return a spec with its links; of the past of its codes it knows nothing."""
    return resolve(loaded(name))


@cache
def dated(name: str) -> ResolvedSpec:
    """Return a spec whose codes know their past, too."""
    now = resolved(name)
    return with_past(now, changed_codes(now.history, document(now)))
