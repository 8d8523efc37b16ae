"""What importing the package loads: `enum`, itself, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SPECS

PROBE = """
import sys
sys.path.insert(0, {root!r})
import __future__, enum
before = set(sys.modules)
{code}
print(*sorted(set(sys.modules) - before))
"""


def loaded(root: Path, code: str) -> set[str]:
    """Return the modules that code loads in an interpreter that has only `enum`."""
    probe = PROBE.format(root=str(root), code=code)
    # -S: no site packages, hence nothing that they preload; -B: the tree stays as it is.
    command = [sys.executable, "-I", "-S", "-B", "-c", probe]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


PROVIDERS = sorted(path.stem for path in (SPECS["real"] / "providers").glob("*.json"))
BASE = {"linkcodes", "linkcodes._index", "linkcodes._registry", "linkcodes._vocabulary"}
LAZY = BASE | {"linkcodes._lazy"}


def test_the_package_alone_loads_no_provider(joined: Callable[[str], Path]) -> None:
    assert loaded(joined("real"), "import linkcodes") == BASE


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_provider_loads_itself_alone(joined: Callable[[str], Path], provider: str) -> None:
    modules = loaded(joined("real"), f"import linkcodes.{provider}")
    assert modules == LAZY | {f"linkcodes.{provider}"}


def test_parsing_loads_nothing_more(joined: Callable[[str], Path]) -> None:
    code = (
        "from linkcodes.acme import LinkStatus as S; c = S.parse('x'); repr(c); hash(c); S.parse('OK').known"
    )
    assert loaded(joined("tiny"), code) == LAZY | {
        "linkcodes.acme",
        "linkcodes.acme._link_status",
    }


def test_the_taxonomy_loads_no_provider(joined: Callable[[str], Path]) -> None:
    assert loaded(joined("tiny"), "import linkcodes.taxonomy") == BASE | {
        "linkcodes._metadata", "linkcodes._metadata.term", "linkcodes.taxonomy",
    }  # fmt: skip


def test_info_loads_no_other_provider_and_no_pydantic(joined: Callable[[str], Path]) -> None:
    code = "from linkcodes import vocabulary; next(iter(vocabulary('lean:linksdk.status'))).info"
    modules = loaded(joined("real"), code)
    assert {name for name in modules if name.startswith("linkcodes")} == LAZY | {
        "linkcodes._metadata", "linkcodes._metadata.axes", "linkcodes._metadata.data",
        "linkcodes._metadata.record", "linkcodes._metadata.term", "linkcodes._metadata.wait",
        "linkcodes._metadata.word", "linkcodes._packaged", "linkcodes.data", "linkcodes.info",
        "linkcodes.lean", "linkcodes.lean._status",
        "linkcodes.runtime_terms", "linkcodes.taxonomy",
    }  # fmt: skip
    assert not {"pydantic", "dataclasses"} & modules


OFFERED = """
import pickle, sys
sys.path.insert(0, {root!r})
import linkcodes.acme as acme
print(*sorted(set(dir(acme)) & set(acme.__all__)))
from linkcodes.acme import *
print(LinkStatus is acme.LinkStatus, LinkStatus.__module__)
print(pickle.loads(pickle.dumps(LinkStatus.OK)) is LinkStatus.OK)
try:
    acme.Nowhere
except AttributeError as error:
    print(error)
"""


def test_a_provider_offers_its_vocabularies_and_no_other_name(joined: Callable[[str], Path]) -> None:
    code = OFFERED.format(root=str(joined("tiny")))
    command = [sys.executable, "-I", "-S", "-B", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "AccountLevel LinkStatus LinkStep Method",
        "True linkcodes.acme",
        "True",
        "module 'linkcodes.acme' has no attribute 'Nowhere'",
    ]
