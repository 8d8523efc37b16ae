"""The command `linkcodes upgrade`: what it reads, shows, writes and leaves, and how it ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import REPO, TESTS
from tests.python.cli_runs import Done

pytestmark = pytest.mark.slow

OLD = b"from linkcodes.acme import LinkStatus as S\nS.LOGIN_REFUSED\n"
NEW = OLD.replace(b"LOGIN_REFUSED", b"BAD_LOGIN")
FIXTURE = TESTS / "fixtures" / "upgrade"
Upgrade = Callable[..., Done]


@pytest.fixture
def upgrade(joined: Callable[[str], Path], tmp_path: Path) -> Upgrade:
    """Run the command in a folder of its own."""

    def run(*words: str, since: str = "0.1.0") -> Done:
        command = [sys.executable, "-B", "-m", "linkcodes.cli", "upgrade", *words, "--from", since]
        environment = {"PYTHONPATH": str(joined("tiny")), "PATH": os.environ["PATH"], "COLUMNS": "80"}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_it_shows_a_diff_that_git_applies_and_writes_when_told(upgrade: Upgrade, tmp_path: Path) -> None:
    path = put(tmp_path, "src/a.py", OLD)
    last_line = put(tmp_path, "src/b.ts", b'import { isSessionStatus } from "linkcodes/acme";')
    shown = upgrade("src")
    assert (shown.code, path.read_bytes()) == (1, OLD)
    assert shown.err == "linkcodes: 2 files read, 2 to change (--write does it)\n"
    assert "-S.LOGIN_REFUSED\n+S.BAD_LOGIN\n" in shown.out
    subprocess.run(["git", "apply", "--check", "-"], cwd=tmp_path, input=shown.out.encode(), check=True)

    written = upgrade("src", "--write")
    assert (written.code, written.out) == (0, "")
    assert written.err == "linkcodes: 2 files read, 2 changed\n"
    assert path.read_bytes() == NEW
    assert last_line.read_bytes() == b'import { isLinkStatus } from "linkcodes/acme";'

    again = upgrade("src")
    assert (again.code, again.out) == (0, "")


def test_it_keeps_line_ends_byte_order_marks_encodings_and_permissions(
    upgrade: Upgrade, tmp_path: Path
) -> None:
    latin = b"# coding: latin-1\nx = '\xe9\xff'\n"
    kept = {
        "crlf.py": (OLD.replace(b"\n", b"\r\n"), NEW.replace(b"\n", b"\r\n")),
        "bom.py": (b"\xef\xbb\xbf" + OLD, b"\xef\xbb\xbf" + NEW),
        "latin.py": (latin + OLD, latin + NEW),
        "wide.ts": tuple(
            b"\xff\xfe" + f'import {{ is{name}Status }} from "linkcodes/acme"; // é'.encode("utf-16-le")
            for name in ("Session", "Link")
        ),
        "odd.py": (
            OLD + b"x = 'a\x0cb\xe2\x80\xa8c'\n\x0c\r\n",
            NEW + b"x = 'a\x0cb\xe2\x80\xa8c'\n\x0c\r\n",
        ),
    }
    for name, (before, _) in kept.items():
        put(tmp_path, name, before).chmod(0o750)
    done = upgrade(".", "--write")
    assert (done.code, done.err) == (0, "linkcodes: 5 files read, 5 changed\n")
    for name, (_, after) in kept.items():
        assert (tmp_path / name).read_bytes() == after, name
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o750
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept), "nothing is left behind"


def test_a_file_that_it_cannot_read_is_named_once_and_stays(upgrade: Upgrade, tmp_path: Path) -> None:
    broken = put(tmp_path, "broken.py", OLD + b"def f(:\n")
    deep = put(tmp_path, "deep.py", OLD + b"x = y" + b".a" * 50_000 + b"\n")
    good = put(tmp_path, "good.py", OLD)
    done = upgrade(".", "--write")
    assert done.code == 0
    assert done.err.splitlines() == [
        "linkcodes: broken.py: left as it is: line 3 has a syntax error",
        "linkcodes: deep.py: left as it is: an expression in it is nested too deeply",
        "linkcodes: 3 files read, 1 changed",
    ]
    assert broken.read_bytes().endswith(b"def f(:\n")
    assert b"LOGIN_REFUSED" in broken.read_bytes() and b"LOGIN_REFUSED" in deep.read_bytes()
    assert good.read_bytes() == NEW

    put(tmp_path, "encoding.py", b"# coding: utf-8\n# \xff\n" + OLD)
    done = upgrade("encoding.py", "--write")
    assert done.code == 2
    assert done.err.splitlines()[0].startswith(
        "linkcodes: encoding.py: left as it is: its encoding is unclear"
    )


def test_it_skips_what_is_installed_hidden_or_linked(upgrade: Upgrade, tmp_path: Path) -> None:
    outside = put(tmp_path, "outside/a.py", OLD)
    for name in (
        ".git/a.py",
        ".venv/a.py",
        "node_modules/p/a.ts",
        "env/lib/a.py",
        "a.txt",
        "deep/__pycache__/a.py",
    ):
        put(tmp_path, f"app/{name}", OLD)
    put(tmp_path, "app/env/pyvenv.cfg", b"")
    (tmp_path / "app/link").symlink_to(tmp_path / "outside")
    (tmp_path / "app/link.py").symlink_to(outside)
    done = upgrade("app", "--write")
    assert (done.code, done.err) == (0, "linkcodes: 0 files read, 0 changed\n")
    assert outside.read_bytes() == OLD


@pytest.mark.parametrize(
    ("words", "since", "message"),
    [
        ((".",), "1", "'1' is no version; write three numbers, such as --from 0.1.0"),
        ((".",), "٠.١.٠", "is no version"),
        ((".",), "9.0.0", "9.0.0 is newer than this package"),
        (("missing",), "0.1.0", "missing: no such file or folder"),
    ],
)
def test_wrong_use(upgrade: Upgrade, words: tuple[str, ...], since: str, message: str) -> None:
    done = upgrade(*words, since=since)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert "Traceback" not in done.err


def test_without_the_parsers_it_says_what_to_install(joined: Callable[[str], Path], tmp_path: Path) -> None:
    put(tmp_path, "tree_sitter.py", b"raise ImportError\n")
    path = f"{tmp_path}{os.pathsep}{joined('tiny')}"
    command = [sys.executable, "-B", "-m", "linkcodes.cli", "upgrade", ".", "--from", "0.1.0"]
    done = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    message = 'linkcodes: this command needs more packages: pip install "linkcodes[cli,upgrade]"\n'
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_other_commands_do_not_load_it(joined: Callable[[str], Path]) -> None:
    probe = "import sys, linkcodes.cli.app; print(*(name for name in sys.modules if 'tree_sitter' in name))"
    done = subprocess.run(
        [sys.executable, "-B", "-c", probe], env={"PYTHONPATH": str(joined("tiny"))},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A user's repository, written for 0.1.0."""
    shutil.copytree(FIXTURE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def own_tests(repository: Path, package: Path, generated: Path) -> list[tuple[int, str]]:
    """Run the tests of both halves of the repository; return how they ended."""
    python = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "check_shop.py"]
    hooks = REPO / "packages/typescript/in-place.mjs"
    node = ["node", "--import", str(hooks), "--test", "check.mjs"]
    runs = []
    for command, folder in ((python, "python"), (node, "typescript")):
        done = subprocess.run(
            command, cwd=repository / folder, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(package), "LINKCODES_GENERATED": str(generated)},
        )  # fmt: skip
        runs.append((done.returncode, done.stdout + done.stderr))
    return runs


def test_a_users_repository_is_upgraded_and_its_own_tests_pass(
    upgrade: Upgrade, repository: Path, joined: Callable[[str], Path], rendered: Callable[[str], Path]
) -> None:
    packages = joined("tiny"), rendered("tiny")
    assert all(code != 0 for code, _ in own_tests(repository, *packages)), "0.2.0 broke it"

    done = upgrade(".", "--write")
    assert done.code == 0
    listed = done.err.splitlines()
    assert [line.split(":")[:2] for line in listed[:-1]] == [
        ["python/shop/links.py", "10"],
        ["python/shop/links.py", "11"],
        ["python/shop/links.py", "36"],
        ["typescript/src/links.ts", "8"],
        ["typescript/src/links.ts", "9"],
    ]
    assert listed[-1] == "linkcodes: 6 files read, 3 changed, 5 places to look at"

    # What was removed is for a person, who does what the list says: "drop the branch".
    for line in listed:
        if "was removed: Acme never sent it; drop the branch." in line:
            name, number, _ = line.split(":", 2)
            lines = (repository / name).read_text(encoding="utf-8").splitlines(keepends=True)
            assert "HALF_DONE" in lines.pop(int(number) - 1)
            (repository / name).write_text("".join(lines), encoding="utf-8")
    for code, shown in own_tests(repository, *packages):
        assert code == 0, shown
    assert (
        "links.py:10: DeprecationWarning: LinkStatus.DONE is deprecated"
        in own_tests(repository, *packages)[0][1]
    )
    assert (upgrade(".").code, upgrade(".").out) == (0, "")
