"""usage: make.py GENERATED PAGES BUILD [--no-strict]

Builds BUILD/site as assemble.py, build.py and finish.py do one after the other, but renders only the pages
that have changed, if what all pages share has not, and each file of the site is as it was left. How that was
is in BUILD/site.json, which is not there while a site is in the making.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from importlib.metadata import distributions
from pathlib import Path

from assemble import HERE, assemble, bundle, command
from build import build as render
from finish import finish
from mkdocs.exceptions import Abort

from codegen.output.tree import digests, leaves, sha256

_FROM_ENVIRONMENT = re.compile(r"!ENV \[(\w+)")
_ID = re.compile(r'<\w[^>]* id="([^"]+)"')


@dataclass(frozen=True, slots=True)
class MadeSite:
    """What a site was made from, and what became of it."""

    shared: str
    """Digest of what shows on every page, or decides which files there are."""
    docs: dict[str, str]
    """Digests of the files that MkDocs read, by path."""
    site: dict[str, str]
    """Digests of the files of the site, by path."""


def make(generated: Path, pages: Path, build: Path, *, strict: bool = True) -> None:
    """Make BUILD/site what it should be."""
    known = _recall(build)
    (build / "site.json").unlink(missing_ok=True)
    bundle(generated, pages, build)
    assemble(pages, build)
    shared, docs = _shared(generated, pages, build), digests(build / "docs")
    if not (known and known.shared == shared and _updated(known, docs, build, strict=strict)):
        render(build / "mkdocs.yml", strict=strict)
    finish(generated, pages, build / "site")
    made = MadeSite(shared, docs, digests(build / "site"))
    (build / "site.json").write_text(json.dumps(asdict(made)), encoding="utf-8")


def _recall(build: Path) -> MadeSite | None:
    try:
        return MadeSite(**json.loads((build / "site.json").read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _shared(generated: Path, pages: Path, build: Path) -> str:
    configuration = (build / "mkdocs.yml").read_text(encoding="utf-8")
    names = ("SOURCE_DATE_EPOCH", "LINKCODES_SITE_URL", *_FROM_ENVIRONMENT.findall(configuration))
    files = (build / "docs", pages, generated / "data", generated / "jsonschema")
    parts = (
        configuration,
        digests(build / "overrides"),
        digests(HERE / "light"),
        [path.read_bytes() for path in sorted(HERE.glob("*.py"))],
        [os.environ.get(name) for name in names],
        [sorted(leaves(folder)) for folder in files],
        sys.version,
        sorted((found.name, found.version) for found in distributions()),
    )
    return sha256(repr(parts).encode())


def _updated(known: MadeSite, docs: dict[str, str], build: Path, *, strict: bool) -> bool:
    """Render the pages that have changed; return whether that is all that a whole build would do.

    It is not where a page lost a place that other pages, which were not read, may lead to, nor where
    something is wrong or doubtful: then a whole build has the last word.
    """
    site = build / "site"
    if known.site != digests(site):
        return False
    changed = {path for path in docs if docs[path] != known.docs[path]}
    before = _places(site, changed)
    try:
        render(build / "mkdocs.yml", strict=strict, only=changed)
    except Abort:
        return False
    return before <= _places(site, changed)


def _places(site: Path, docs: AbstractSet[str]) -> set[tuple[str, str]]:
    """Return the ids in the pages of some files, each with its page."""
    pages = [path.removesuffix(".md") + ".html" for path in docs if path.endswith(".md")]
    return {(page, id) for page in pages for id in _ID.findall((site / page).read_text(encoding="utf-8"))}


def main() -> None:
    """Make what the command line says."""
    parser = command(str(__doc__))
    parser.add_argument("build", type=Path)
    parser.add_argument("--no-strict", dest="strict", action="store_false")
    called = parser.parse_args()
    try:
        make(called.generated, called.pages, called.build, strict=called.strict)
    except subprocess.CalledProcessError as failed:
        raise SystemExit("Nothing was assembled: see above.") from failed


if __name__ == "__main__":
    main()
