"""What one edit costs its author: make, the quick tests; and how much is built."""

from __future__ import annotations

import compileall
import shutil
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.bench.generator import change_a_word
from tests.bench.measure import BUILD, PACKAGE, Run, process, sized
from tests.bench.results import BudgetRow, Finding
from tests.bench.tree import copied_tree, make

EVERYTHING, QUICK = sized(("all", "quick"), ("generate", "generate"))
MB = 1_000_000


def builds() -> Iterator[Finding]:
    """`make` in a fresh clone with the tools there, and after one word."""
    with tempfile.TemporaryDirectory() as folder:
        tree = copied_tree(Path(folder))
        first = process(make(tree, EVERYTHING), cwd=tree)
        change_a_word(tree / "spec", 0)
        again = process(make(tree, EVERYTHING), cwd=tree)
    yield _within("`make` in a fresh clone, tools there", 60, first)
    yield _within("`make` after one word", 10, again)


def quick() -> Iterator[Finding]:
    """`make quick` in a fresh clone with the tools there."""
    with tempfile.TemporaryDirectory() as folder:
        tree = copied_tree(Path(folder))
        yield _within("`make quick`", 60, process(make(tree, QUICK), cwd=tree))


def _within(what: str, seconds: int, run: Run) -> BudgetRow:
    measured = f"{run.seconds:.1f} s ({run.cpu:.1f} s of CPU)"
    return BudgetRow(what, f"{seconds} s", measured, run.seconds <= seconds)


def sizes() -> Iterator[Finding]:
    """How many bytes the site and the packages have."""
    site = [path.stat().st_size for path in (BUILD / "site").rglob("*") if path.is_file()]
    yield _below(f"the site, {len(site):,} files", 100, site)
    with tarfile.open(next((BUILD / "dist").glob("linkcodes-[0-9]*.tgz"))) as packed:
        yield _below("the npm package on disk", 20, (member.size for member in packed))
    yield _below("the wheel, installed", 12, compiled_sizes(PACKAGE))


def compiled_sizes(package: Path) -> list[int]:
    """Return the sizes of the files of a package, with all modules compiled, as pip does it."""
    with tempfile.TemporaryDirectory() as folder:
        ignored = shutil.ignore_patterns("__pycache__")
        copy = Path(shutil.copytree(package, Path(folder, "package"), ignore=ignored))
        compileall.compile_dir(copy, quiet=2)
        return [path.stat().st_size for path in copy.rglob("*") if path.is_file()]


def _below(what: str, most: int, sizes: Iterable[int]) -> BudgetRow:
    size = sum(sizes) / MB
    return BudgetRow(what, f"{most} MB", f"{size:.1f} MB", size <= most)
