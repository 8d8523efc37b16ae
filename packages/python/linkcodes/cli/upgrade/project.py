"""All files of a program: read, searched, shown or written, one after another."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from tree_sitter import Node

from linkcodes.cli import output
from linkcodes.cli.blocks import printable
from linkcodes.cli.project_files import UnreadableError
from linkcodes.cli.upgrade import report, sources
from linkcodes.cli.upgrade.edits import applied
from linkcodes.cli.upgrade.finder import found_in
from linkcodes.cli.upgrade.names import PACKAGE, Grammar
from linkcodes.cli.upgrade.python_names import PythonGrammar
from linkcodes.cli.upgrade.renames import Renames
from linkcodes.cli.upgrade.sources import SourceFile
from linkcodes.cli.upgrade.syntax import field, fields, first_error, parsed, text, walk
from linkcodes.cli.upgrade.typescript_names import TypeScriptGrammar


class Upgraded(NamedTuple):
    """What became of a program."""

    read: int
    changed: int
    listed: int
    broken: int
    """Files that could not be read or written."""

    def summary(self, *, write: bool) -> str:
        """Return one line about it."""
        verb = "changed" if write else "to change (--write does it)"
        listed = f", {self.listed:,} {_plural(self.listed, 'place')} to look at" if self.listed else ""
        return f"{self.read:,} {_plural(self.read, 'file')} read, {self.changed:,} {verb}{listed}"


class Project:
    """The sources of a program, written for an older release."""

    def __init__(self, paths: Iterable[Path], since: str) -> None:
        self._paths = list(sources.sources(paths))
        grammars: tuple[Grammar, ...] = (PythonGrammar(), TypeScriptGrammar())
        self._grammars = {grammar.language: grammar for grammar in grammars}
        self._renames = {language: Renames(language, since) for language in self._grammars}
        self._broken = 0

    def upgrade(self, *, write: bool) -> Upgraded:
        """Show or write what changes, and list what a person has to look at."""
        changed = listed = 0
        for source in self._progress(self._read()):
            after, doubts = self._changes(source)
            listed += len(doubts)
            for place in doubts:
                print(place, file=sys.stderr)
            if after != source.text:
                changed += 1
                self._show(source, after, write=write)
        return Upgraded(len(self._paths), changed, listed, self._broken)

    def _read(self) -> Iterator[SourceFile]:
        """Yield the files that may have something to change; say of which it cannot be said."""
        for path in self._paths:
            try:
                source = sources.read(path)
            except UnreadableError as error:
                self._broken += 1
                _warn(path, f"left as it is: {error}")
                continue
            if _mentions(source.text, {PACKAGE, *self._renames[_language(source)].words}):
                yield source

    def _changes(self, source: SourceFile) -> tuple[bytes, list[str]]:
        """Return the source as it should be, and what to look at in it."""
        root = self._parsed(source)
        if root is None:
            return source.text, []
        language = _language(source)
        elsewhere = self._imported if language == "python" else frozenset[str]()
        try:
            found = found_in(root, self._grammars[language], self._renames[language], elsewhere)
        except RecursionError:
            _warn(source.path, "left as it is: an expression in it is nested too deeply")
            return source.text, []
        return applied(source.text, found.edits), list(report.places(source.path, found.doubts))

    def _parsed(self, source: SourceFile) -> Node | None:
        root = parsed(source.text, source.dialect)
        if root.has_error:
            _warn(source.path, f"left as it is: line {first_error(root)} has a syntax error")
        return None if root.has_error else root

    def _show(self, source: SourceFile, after: bytes, *, write: bool) -> None:
        if not write:
            shown = report.diff(source.path, source.text, after)
            output.write(_safe(shown) if sys.stdout.isatty() else shown)
            return
        try:
            sources.write(source, after)
        except UnreadableError as error:
            self._broken += 1
            _warn(source.path, str(error))

    @cached_property
    def _imported(self) -> frozenset[str]:
        """The names that files of Python import from elsewhere: perhaps from each other."""
        found: set[str] = set()
        for path in self._paths:
            try:
                source = sources.read(path)
            except UnreadableError:
                continue
            if source.dialect == "python":
                found |= _imports_from_elsewhere(parsed(source.text, "python"))
        return frozenset(found)

    def _progress(self, read: Iterator[SourceFile]) -> Iterator[SourceFile]:
        """Show on a terminal how far it has come."""
        if not sys.stderr.isatty():
            yield from read
            return
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import Progress  # noqa: PLC0415

        order = {path: number for number, path in enumerate(self._paths)}
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Reading", total=len(self._paths))
            for source in read:
                progress.update(task, completed=order[source.path])
                yield source


def _imports_from_elsewhere(root: Node) -> set[str]:
    found = set()
    for node in walk(root):
        if node.type == "import_from_statement":
            module = text(field(node, "module_name") or node)
            if module.partition(".")[0] != PACKAGE:
                found |= {text(field(item, "name") or item) for item in fields(node, "name")}
    return found


def _language(source: SourceFile) -> str:
    return "python" if source.dialect == "python" else "typescript"


def _mentions(source: bytes, words: Iterable[str]) -> bool:
    return re.search(b"|".join(re.escape(word.encode()) for word in sorted(words)), source) is not None


def _warn(path: Path, message: str) -> None:
    output.hint(f"{printable(str(path))}: {message}")


def _safe(shown: str) -> str:
    """Return a diff that cannot steer a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else ascii(c)[1:-1] for c in shown)


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"
