"""`python -m tests.mutations [WORD...]`: says which of the mutations by hand no test notices.

Each mutation of `mutations.json` replaces `from`, which must be there exactly once, by `to` in `file`, in a
scratch copy of the repository; then its `tests` are run, and one of them should fail. `was` is the line that
an older one replaced. With words, only mutations of files with one of them in the path are made.

Exit code 0: each was noticed; 1: some were not; 2: the list is wrong, or a test fails without a mutation.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

REPO = Path(__file__).parent.parent.parent
LIST = Path(__file__).with_name("mutations.json")
SECONDS = 900
"""How long tests may take before a mutation counts as noticed: it may have made an endless loop."""
Tests = tuple[str, ...]


class Mutation(NamedTuple):
    """A fault to make, and the tests that should notice it."""

    file: str
    before: str
    after: str
    tests: Tests

    def __str__(self) -> str:
        return f"{self.file}: {_line(self.before)}  ->  {_line(self.after)}"


def _line(text: str) -> str:
    return " ".join(text.split()) or "(nothing)"


def listed() -> list[Mutation]:
    """Return the mutations of the list."""
    items = json.loads(LIST.read_text("utf-8"))
    return [Mutation(item["file"], item["from"], item["to"], tuple(item["tests"])) for item in items]


def faults(mutations: Sequence[Mutation], repo: Path) -> Iterator[str]:
    """Yield what is wrong with the list: each mutation must have one place, and tests that are there."""
    for mutation in mutations:
        path = repo / mutation.file
        times = path.read_text("utf-8").count(mutation.before) if path.is_file() else 0
        if times != 1:
            yield f"{mutation.file} has {_line(mutation.before)!r} {times} times; it must be there once"
        for test in mutation.tests:
            if not (repo / test).is_file():
                yield f"{mutation.file}: there is no {test}"


def copied(folder: Path) -> Path:
    """Copy what git would add to a folder, with links to the installed tools; return the copy."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        if (REPO / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((REPO / name).read_bytes())
            (folder / name).chmod((REPO / name).stat().st_mode)
    for tools in (".venv", "node_modules"):
        if not (folder / tools).exists():
            (folder / tools).symlink_to((REPO / tools).resolve())
    return folder


def passes(tests: Tests, repo: Path, *, runtime: bool) -> bool:
    """Run tests in a copy; `runtime`: what is generated stays as it is, so that it need not be made again."""
    return all(_succeeds(command, repo, runtime=runtime) for command in _commands(tests))


def _commands(tests: Tests) -> Iterator[list[str]]:
    in_python = [test for test in tests if test.endswith(".py")]
    in_node = [test for test in tests if test.endswith(".mjs")]
    if in_python:
        yield [sys.executable, "-B", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *in_python]
    if in_node:
        yield ["tools/join-npm.sh", "generated", "build/npm"]
        yield ["node_modules/.bin/tsc", "-p", "build/npm"]
        yield ["node", "--test", *in_node]


def _succeeds(command: list[str], repo: Path, *, runtime: bool) -> bool:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    if runtime:
        environment["LINKCODES_GENERATED"] = str(repo / "generated")
    try:
        done = subprocess.run(
            command, cwd=repo, env=environment, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def noticed(mutation: Mutation, repo: Path) -> bool:
    """Make a mutation in a copy, run its tests, and take it back; return whether one of them failed."""
    path = repo / mutation.file
    text = path.read_text("utf-8")
    path.write_text(text.replace(mutation.before, mutation.after), encoding="utf-8")
    try:
        return not passes(mutation.tests, repo, runtime=_is_runtime(mutation))
    finally:
        path.write_text(text, encoding="utf-8")


def _is_runtime(mutation: Mutation) -> bool:
    return mutation.file.startswith("packages/")


def main(words: Sequence[str]) -> int:
    """Make each mutation, and print what came of it and the score."""
    mutations = [item for item in listed() if not words or any(word in item.file for word in words)]
    with tempfile.TemporaryDirectory() as folder:
        repo = copied(Path(folder))
        wrong = [*faults(mutations, repo)] or [*_failing(mutations, repo)]
        if wrong:
            print("\n".join(wrong), file=sys.stderr)
            return 2
        killed = 0
        for mutation in mutations:
            found = noticed(mutation, repo)
            killed += found
            print("killed  " if found else "SURVIVED", mutation, flush=True)
    print(f"mutation score: {killed} of {len(mutations)}")
    return 0 if killed == len(mutations) else 1


def _failing(mutations: Sequence[Mutation], repo: Path) -> Iterator[str]:
    """Yield the tests that fail without any mutation, of which no failure would prove anything."""
    for tests, runtime in dict.fromkeys((item.tests, _is_runtime(item)) for item in mutations):
        if not passes(tests, repo, runtime=runtime):
            yield f"without a mutation, there is a failure in {', '.join(tests)}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
