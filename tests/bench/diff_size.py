"""Measure what a reviewer has to read: `python -m tests.bench.diff_size`, or `make diff-size`.

Three small edits are made to a scratch copy of the spec, each followed by `codegen generate`; git counts what
changes. Which vocabulary a new code is added to matters, since payloads carry its codes, so one of each kind
of each provider is tried: the one that most payload fields carry.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from codegen.output import memory
from codegen.text.json_text import json_text

REPO = Path(__file__).resolve().parents[2]
_PROGRAM = """
import sys
from pathlib import Path
from codegen.command.cli import main
from codegen.output import memory
memory.FOLDER = Path(sys.argv[1])
sys.exit(main(sys.argv[2:]))
"""
"""The command, with a memory of its own: what it remembers of scratch copies helps no one after them."""
FILES_A_VOCABULARY, BYTES_A_CODE = 5, 15_000
"""What may be generated, so that it grows no faster than the spec."""


class Size(NamedTuple):
    """The size of a diff."""

    files: int
    lines: int
    """Added and removed."""
    removed: int


WORD, VERSION = 15, 20
"""The most files that a changed word, and a raised version, may change."""
CODE = Size(25, 280, 250)
"""The largest diff of one code more; most of it is the search, and columns of rules in the npm package."""


class MostGenerated(NamedTuple):
    """How much is generated."""

    files: int
    bytes: int


def most_generated(document: Any) -> MostGenerated:
    """Return how much may be generated from a spec."""
    vocabularies = [each for provider in document["providers"] for each in provider["vocabularies"]]
    codes = sum(len(each["codes"]) for each in vocabularies)
    return MostGenerated(FILES_A_VOCABULARY * len(vocabularies), BYTES_A_CODE * codes)


class VocabularyPlace(NamedTuple):
    """Where a vocabulary is: its file below the spec, and its position in the file's list."""

    file: str
    position: int
    id: str
    kind: str


class Scratch:
    """A git repository of its own with a copy of the spec and what is generated from it."""

    def __init__(self, folder: Path) -> None:
        """It begins with what is committed; what this machine remembers of that is not made again."""
        self.spec = folder / "spec"
        self.generated = folder / "generated"
        self.memory = folder / ".git/memory"  # which git counts as nothing of the spec's
        self._folder = folder
        self._before = folder / ".git/before"
        shutil.copytree(REPO / "spec/history", self.spec / "history")
        for path in (REPO / "spec").rglob("*.json"):
            # Written once more, so that an edit shows nothing but itself.
            write(self.spec / path.relative_to(REPO / "spec"), json.loads(path.read_bytes()))
        shutil.copytree(REPO / "generated", self.generated, ignore=shutil.ignore_patterns("__pycache__"))
        self._git("init", "--quiet")
        with _kept_in(REPO / "build/memory"):
            known = memory.recall(REPO / "generated")
        with _kept_in(self.memory):
            memory.remember(self.generated, known)
        self._generate()
        self._git("add", "--all")
        self._git("-c", "user.name=bench", "-c", "user.email=bench@example", "commit", "-qm", "before")
        shutil.copytree(self.memory, self._before)

    def measure(self, edit: Callable[[Path], None]) -> Size:
        """Return the size of the diff of an edit of the spec with what is generated from it; undo both."""
        edit(self.spec)
        self._generate()
        self._git("add", "--all")
        counted = self._git("diff", "--cached", "--no-renames", "--numstat").splitlines()
        self._git("reset", "--quiet", "--hard")
        shutil.copytree(self._before, self.memory, dirs_exist_ok=True)
        numbers = [tuple(map(int, line.split("\t")[:2])) for line in counted]
        removed = sum(minus for _, minus in numbers)
        return Size(len(numbers), sum(plus for plus, _ in numbers) + removed, removed)

    def _generate(self) -> None:
        command = [sys.executable, "-c", _PROGRAM, str(self.memory), "generate"]
        command += ["--spec", str(self.spec), "--out", str(self.generated)]
        environment = {**os.environ, "PYTHONPATH": str(REPO)}
        done = subprocess.run(
            command, cwd=self._folder, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"the edit cannot be generated:\n{done.stdout}{done.stderr}")

    def _git(self, *arguments: str) -> str:
        command = ["git", "-C", str(self._folder), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@contextmanager
def _kept_in(folder: Path) -> Iterator[None]:
    """Let what is remembered of a run lie in a folder."""
    usual, memory.FOLDER = memory.FOLDER, folder
    try:
        yield
    finally:
        memory.FOLDER = usual


def write(path: Path, value: Any) -> None:
    """Write JSON as the spec's files are written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json_text(value), encoding="utf-8")


def change(spec: Path, file: str, edit: Callable[[Any], None]) -> None:
    """Edit the content of one file of a spec."""
    value = json.loads((spec / file).read_bytes())
    edit(value)
    write(spec / file, value)


def raise_version(spec: Path) -> None:
    """Prepare the next release."""
    change(spec, "spec.json", lambda root: root.update(spec_version=f"{root['spec_version']}1"))


def one_word(vocabulary: VocabularyPlace) -> Callable[[Path], None]:
    """Return an edit that changes one word of the summary of a vocabulary's last code."""

    def edit(part: Any) -> None:
        code = part["vocabularies"][vocabulary.position]["codes"][-1]
        first, *rest = code["summary"].split(" ")
        code["summary"] = " ".join([first, "really", *rest[1:]])

    return lambda spec: change(spec, vocabulary.file, edit)


def one_code(vocabulary: VocabularyPlace) -> Callable[[Path], None]:
    """Return an edit that adds a code to a vocabulary, in the middle of its list."""

    def edit(part: Any) -> None:
        codes = part["vocabularies"][vocabulary.position]["codes"]
        like = max(codes, key=lambda code: "behavior" in code)
        left_out = ("deprecated", "contexts", "default_context", "same_payload", "synonyms")
        new = {key: value for key, value in like.items() if key not in left_out}
        value = like["value"]
        new |= {"name": "BRAND_NEW", "summary": "The provider added this code only now."}
        new |= {"value": f"{value}.brand_new" if isinstance(value, str) else 987654}
        codes.insert(len(codes) // 2, new)

    return lambda spec: change(spec, vocabulary.file, edit)


def popular(spec: Path, document: Any) -> list[VocabularyPlace]:
    """Return the vocabulary of each kind and provider that most payload fields carry."""
    fields = {
        item["id"]: len(item["carried_by"]) for one in document["providers"] for item in one["vocabularies"]
    }
    best: dict[tuple[str, str], VocabularyPlace] = {}
    for vocabulary in _vocabularies(spec):
        key = vocabulary.id.partition(":")[0], vocabulary.kind
        if key not in best or fields[vocabulary.id] > fields[best[key].id]:
            best[key] = vocabulary
    return sorted(best.values(), key=lambda item: -fields[item.id])


def _vocabularies(spec: Path) -> Iterator[VocabularyPlace]:
    for path in sorted((spec / "providers").rglob("*.json")):
        file = path.relative_to(spec).as_posix()
        for position, item in enumerate(json.loads(path.read_bytes()).get("vocabularies", ())):
            if item["kind"] != "method":  # a method is more than its code
                yield VocabularyPlace(file, position, item["id"], item["kind"])


def main() -> int:
    """Print the four measures beside their limits; return 1 if one is exceeded."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Scratch(Path(folder))
        document = json.loads((scratch.generated / "spec/linkcodes.json").read_bytes())
        tried = popular(scratch.spec, document)
        word = max((scratch.measure(one_word(item)) for item in tried[:3]), key=lambda size: size.files)
        version = scratch.measure(raise_version)
        codes = [(scratch.measure(one_code(item)), item.id) for item in tried]
        most = most_generated(document)
        made = [path.stat().st_size for path in scratch.generated.rglob("*") if path.is_file()]
    for size, name in sorted(codes, reverse=True):
        print(f"  {name:60} {size.files:5} files {size.lines:6} lines, {size.removed} removed")
    files, lines = max(size.files for size, _ in codes), max(size.lines for size, _ in codes)
    rows = [
        ("one word of one summary: files", word.files, WORD),
        ("spec_version raised: files", version.files, VERSION),
        ("one code added, worst vocabulary: files", files, CODE.files),
        ("one code added, worst vocabulary: lines", lines, CODE.lines),
        ("generated/: files", len(made), most.files),
        ("generated/: bytes", sum(made), most.bytes),
    ]
    for label, found, limit in rows:
        print(f"{label:45} {found:12,} of at most {limit:12,}{'' if found <= limit else '  OVER THE LIMIT'}")
    return int(any(found > limit for _, found, limit in rows))


if __name__ == "__main__":
    sys.exit(main())
