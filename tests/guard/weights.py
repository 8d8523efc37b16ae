"""Weights: what one provider costs in a bundle, and what is installed."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measure import BUILD
from tests.bench.sizes import bundle, zipped
from tests.bench.workshop import compiled_sizes
from tests.guard.rows import GuardRow, at_most

KB, MB = 1_000, 1_000_000
BUNDLES = {"receive": "webhooks", "classify": "classify"}
"""A function, and the module of one provider that has it."""


def bundles(package: Path = BUILD / "npm", most: float = 30) -> Iterator[GuardRow]:
    """Bundle each function for each provider by itself."""
    for function, module in BUNDLES.items():
        program = 'import { %s } from "linkcodes/%s/%s"; console.log(%s);'
        sizes = {
            id: zipped(bundle(program % (function, id, module, function), package)) / KB
            for id in sorted(path.parent.name for path in package.glob(f"dist/*/{module}.js"))
        }
        heaviest = max(sizes, key=lambda id: sizes[id])
        over = sum(size > most for size in sizes.values())
        beside = f" ({heaviest}; {over} of {len(sizes)} are over)"
        yield at_most(f"bundle of `{function}` for one provider, gzip", sizes[heaviest], most, "kB", beside)


def installed(dist: Path = BUILD / "dist") -> Iterator[GuardRow]:
    """Weigh the packages as they are on disk."""
    with tarfile.open(next(dist.glob("linkcodes-[0-9]*.tgz"))) as tarball:
        npm = sum(member.size for member in tarball) / MB
    with zipfile.ZipFile(next(dist.glob("linkcodes-*.whl"))) as archive, TemporaryDirectory() as folder:
        archive.extractall(folder)
        wheel = sum(compiled_sizes(Path(folder))) / MB
    yield at_most("npm package on disk", npm, 20, "MB")
    yield at_most("wheel installed", wheel, 12, "MB")
