"""The wheel: exactly the files it should have, the same bytes twice, and it works in an empty environment."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

from tests.conftest import PACKAGE
from tests.packages import build_wheel
from tests.test_emit import tree


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return Parser().parsestr(archive.read(name).decode())


def test_it_joins_both_halves_and_holds_nothing_else(wheel: Path) -> None:
    halves = [{path for path in tree(half / "linkcodes") if "__pycache__" not in path} for half in PACKAGE]
    assert halves[0] & halves[1] == {"__init__.py"}, "a generated module would replace one written by hand"
    package = {f"linkcodes/{path}" for half in halves for path in half}
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    about = {name for name in names if ".dist-info/" in name}
    assert names - about == package
    assert {re.sub(r"^.*\.dist-info/", "", name) for name in about} == {
        "METADATA",
        "WHEEL",
        "RECORD",
        "entry_points.txt",
        "licenses/LICENSE",
    }


def test_it_needs_nothing_but_offers_models_and_a_command(metadata: Message) -> None:
    assert metadata["Requires-Python"] == ">=3.11"
    needs = [need.split("; extra == ") for need in metadata.get_all("Requires-Dist") or []]
    assert {extra.strip("'") for _, extra in needs} == {*(metadata.get_all("Provides-Extra") or [])}
    for need, extra in needs:
        assert ">=" in need, f"{extra}: the lowest version is not named"
        assert ("<" in need) == (extra not in ("'jws'", "'structlog'")), need
    assert metadata["License-Expression"] == "MIT"


def test_two_builds_are_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    build_wheel(tmp_path)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_it_works_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    program = """
import linkcodes
from linkcodes import decode
from linkcodes.flinks import ApiCode
from linkcodes.webhooks import validate
code = ApiCode.parse("INVALID_PASSWORD")
assert code is ApiCode.INVALID_PASSWORD and code.info.category == "credentials_invalid"
assert ApiCode.parse("BRAND_NEW").raw == "BRAND_NEW" and ApiCode.parse("BRAND_NEW").info.category == "unknown"
body = b'{"FlinksCode": "INVALID_PASSWORD", "HttpStatusCode": 401}'
assert decode(validate("flinks", "api.error", body)).head.category == "credentials_invalid"
try:
    import linkcodes.models.flinks
except ImportError as error:
    print(linkcodes.__version__, "pydantic" in str(error))
"""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [python, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout.split()[1] == "True", "without pydantic, the models say what to install"
    command = [str(tmp_path / "venv" / "bin" / "linkcodes"), "explain", "X"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "linkcodes[cli]" in done.stderr
    assert "Traceback" not in done.stderr
