"""What a release builds is the same bytes from any folder, under any umask, and each form is the package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from codegen.maintain.release.build import PACKAGES, packages_of, run_make
from tests.copies import tiny_copy, under
from tests.test_emit import tree

pytestmark = pytest.mark.slow
EPOCH = 1_772_323_200


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    """The packages of the tiny spec, built in two folders under two umasks."""
    made = []
    for name, umask in (("one", 0o022), ("another folder/deeper", 0o077)):
        with under(umask):
            folder = tiny_copy(tmp_path_factory.mktemp("build") / name)
            run_make(folder, EPOCH, PACKAGES, umask)
        made.append(packages_of(folder / "build/dist", "0.1.0"))
    return made


@pytest.fixture(scope="module")
def sdist(twice: list[dict[str, bytes]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    [name] = [name for name in twice[0] if name.endswith(".tar.gz")]
    path = tmp_path_factory.mktemp("sdist") / name
    path.write_bytes(twice[0][name])
    return path


def test_two_builds_are_the_same_bytes(twice: list[dict[str, bytes]]) -> None:
    one, two = twice
    assert [name for name in one if one[name] != two[name]] == []
    assert len(one) == 5


def test_a_source_distribution_gives_the_same_wheel(
    sdist: Path, twice: list[dict[str, bytes]], tmp_path: Path
) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
        assert {member.mtime for member in archive} == {EPOCH}
    [source] = tmp_path.iterdir()
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH)}
    subprocess.run(command, env=environment, capture_output=True, check=True)
    [wheel] = tmp_path.glob("*.whl")
    assert wheel.read_bytes() == twice[0][wheel.name]


def test_pip_installs_the_same_package_from_both(
    sdist: Path, twice: list[dict[str, bytes]], tmp_path: Path
) -> None:
    [name] = [name for name in twice[0] if name.startswith("linkcodes-") and name.endswith(".whl")]
    (tmp_path / name).write_bytes(twice[0][name])
    installed = {}
    for source in (sdist, tmp_path / name):
        target = tmp_path / source.suffix
        options = ["--no-deps", "--no-index", "--no-build-isolation", "--no-compile", "--quiet"]
        command = [sys.executable, "-m", "pip", "install", *options, "--target", str(target), str(source)]
        subprocess.run(command, capture_output=True, check=True)
        installed[source] = tree(target / "linkcodes")
        program = "from linkcodes.acme import LinkStatus; print(LinkStatus.parse('OK').info.category)"
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, cwd=target, capture_output=True, text=True, check=True)
        assert done.stdout.strip()
        shutil.rmtree(target)
    one, two = installed.values()
    assert one == two
