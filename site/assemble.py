"""usage: assemble.py GENERATED PAGES BUILD

Joins the hand-written pages with those in PAGES/site below BUILD, where
`mkdocs build -f BUILD/mkdocs.yml` makes BUILD/site of them. Writes only what differs from what is there, so
that little has to be rebuilt. The environment variable MERMAID names a ready script for diagrams.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from files import sync, tree, write

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent))

from tools.pack import page  # noqa: E402  (the script is run by its path)

EXAMPLES = HERE.parent / "examples/python"
MERMAID = HERE.parent / "node_modules/mermaid"
NAVIGATION = "nav.yml"
HOME = "index.md"
PIECES = "pieces/"
_SLOT = re.compile(r"^<!-- generated: (\w+) -->\n", re.MULTILINE)
_SECTION = re.compile(rb"^### (.*)\n((?:(?!##).*(?:\n|$))*)", re.MULTILINE)
"""A section of the changelog."""
_MARKER = re.compile(r"^( *)# generated: (\w+)\n", re.MULTILINE)


def assemble(pages: Path, build: Path, newer: Mapping[str, bytes] = MappingProxyType({})) -> None:
    """Make BUILD/docs, BUILD/overrides and BUILD/mkdocs.yml of the two halves and BUILD/bundle."""
    made = {**tree(pages / "site"), **newer, f"{PIECES}{page.PAGE}.md": page.pieces().encode("utf-8")}
    docs = joined(*filled(tree(HERE / "docs"), made))
    docs |= {f"guides/programs/{path}": data for path, data in tree(EXAMPLES).items() if path.endswith(".py")}
    docs |= {f"assets/{path}": data for path, data in tree(build / "bundle").items()}
    del docs["assets/home.json"]  # the script of the home page has it
    docs["assets/mermaid.min.js"] = _mermaid(build).read_bytes()
    docs["assets/mermaid-license.txt"] = (MERMAID / "LICENSE").read_bytes()
    docs["changes.md"] = docs["changes.md"].replace(b"<!-- changelog -->", _releases())
    pieces = navigation(docs.pop(NAVIGATION).decode("utf-8"))
    configuration = with_navigation((HERE / "mkdocs.yml").read_text(encoding="utf-8"), pieces)
    sync(docs, build / "docs")
    sync(tree(HERE / "overrides"), build / "overrides")
    write({"mkdocs.yml": configuration.encode("utf-8")}, build)


def _releases() -> bytes:
    """Return the changelog from its first section on that has content; only its versions can be searched."""
    changelog = (HERE.parent / "CHANGELOG.md").read_bytes()
    sections = changelog[changelog.index(b"\n## ") :].replace(b"\n## Unreleased\n\n## ", b"\n## ", 1)
    return _SECTION.sub(_folded, sections)


def _folded(section: re.Match[bytes]) -> bytes:
    """Fold a section of the changelog under its title, with the number of its points."""
    title, text = section.groups()
    count = b"%d" % len(re.findall(rb"^- ", text, re.MULTILINE))
    # What is new is old with the next release, while every page loads the index of the search.
    summary = b"<summary><h3 data-search-exclude>%s</h3> <small>%s</small></summary>" % (title, count)
    start = b'<details class="lc-fold" markdown>\n%s\n<div markdown data-search-exclude>' % summary
    return b"%s\n\n%s\n\n</div>\n</details>\n\n" % (start, text.strip())


def joined(by_hand: Mapping[str, bytes], made: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the pages of both kinds; only the home page has a half of each.

    Raises:
        SystemExit: a page of one kind would silently replace one of the other.
    """
    both = by_hand.keys() & made.keys() - {HOME}
    if both:
        names = ", ".join(sorted(both))
        raise SystemExit(f"site/docs and the generated pages both have {names}; rename one of them")
    return {**by_hand, **made, HOME: by_hand[HOME] + made[HOME]}


def filled(
    by_hand: Mapping[str, bytes], made: Mapping[str, bytes]
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Put the generated pieces into the pages written by hand; return these pages and the generated ones.

    The pieces of a page are in a file of its name below `pieces/`. Each piece, and each place for one in
    the page, begins with a line `<!-- generated: name -->`.

    Raises:
        SystemExit: a page has no place for a piece, or a place for one that there is not.
    """
    pages, left = dict(by_hand), dict(made)
    for path in [path for path in made if path.startswith(PIECES)]:
        page = path.removeprefix(PIECES)
        pages[page] = _with_pieces(page, pages.get(page, b""), left.pop(path))
    return pages, left


def _with_pieces(page: str, content: bytes, file: bytes) -> bytes:
    _, *parts = _SLOT.split(file.decode("utf-8"))
    pieces, text = dict(zip(parts[::2], parts[1::2], strict=True)), content.decode("utf-8")
    differing = sorted(pieces.keys() ^ set(_SLOT.findall(text)))
    if differing:
        raise SystemExit(f"site/docs/{page} and the generated pieces differ in {', '.join(differing)}")
    return _SLOT.sub(lambda slot: pieces[slot[1]].strip("\n") + "\n", text).encode("utf-8")


def bundle(generated: Path, pages: Path, build: Path) -> None:
    """Make the scripts and styles that pages load, in BUILD/bundle; a style of the theme takes its place."""
    folder = build / "bundle"
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run(["node", HERE / "bundle.mjs", generated, pages, folder], check=True)
    styles = resources.files("material") / "templates/assets/stylesheets"
    subprocess.run(["node", HERE / "theme.mjs", str(styles), folder], check=True)


def _mermaid(build: Path) -> Path:
    """Return the script for diagrams, which is made again only for another Mermaid."""
    if given := os.environ.get("MERMAID"):
        return Path(given)
    script, made = HERE / "diagrams.mjs", build / "diagrams.js"
    newest = max(path.stat().st_mtime for path in (script, MERMAID / "package.json"))
    if not made.is_file() or made.stat().st_mtime < newest:
        subprocess.run(["node", script, made], check=True)
    return made


def navigation(text: str) -> dict[str, str]:
    """Return the generated lines of the navigation by the name of their marker."""
    _, *pieces = _MARKER.split(text)
    return dict(zip(pieces[1::3], pieces[2::3], strict=True))


def with_navigation(configuration: str, pieces: Mapping[str, str]) -> str:
    """Return the configuration with each marker replaced by its lines, indented as the marker is."""

    def piece(marker: re.Match[str]) -> str:
        return "".join(marker[1] + line for line in pieces[marker[2]].splitlines(keepends=True))

    return _MARKER.sub(piece, configuration)


def existing(path: str) -> Path:
    """Return a folder that a script was called with; it must be there, since the script reads it."""
    if not Path(path).is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path}; `make site` makes it")
    return Path(path)


def command(text: str) -> argparse.ArgumentParser:
    """Return the command line of a script whose docstring this is; it takes GENERATED and PAGES first."""
    parser = argparse.ArgumentParser(
        description=text, usage=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("generated", type=existing)
    parser.add_argument("pages", type=existing)
    return parser


def main() -> None:
    """Assemble what the command line says."""
    parser = command(str(__doc__))
    parser.add_argument("build", type=Path)
    called = parser.parse_args()
    try:
        bundle(called.generated, called.pages, called.build)
        assemble(called.pages, called.build)
    except subprocess.CalledProcessError as failed:
        raise SystemExit("Nothing was assembled: see above.") from failed


if __name__ == "__main__":
    main()
