"""Target `machine`: copies of the site's pages for programs and language models."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from codegen.output.render import Output, Target, Workshop
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec
from codegen.targets.machine import records
from codegen.targets.machine.feeds import feeds
from codegen.views.book import Book
from codegen.views.releases import releases
from codegen.views.rows import rows

ROOT = "machine"
_BLANK_LINES = re.compile(r"\n{3,}")


class _Copier:
    """Prints copies: a record becomes an output in JSON and, by a template, one in Markdown."""

    def __init__(self, workshop: Workshop, places: tuple[Place, ...]) -> None:
        """`places`: what all copies are made from, since each tells what other parts of the spec say, too."""
        self._workshop = workshop
        self._places = places

    def pair(self, template: str, record: records.Record, **context: Any) -> list[Output]:
        """Return both forms of a record; `context` is what its template needs besides."""
        links = record["links"]

        def make() -> dict[str, str]:
            text = self._text(template, links["markdown"], item=record, **context)
            return {f"{ROOT}/{links['json']}": as_json(record), f"{ROOT}/{links['markdown']}": text}

        return self._workshop.texts((template, record, context), self._places, make)

    def file(self, template: str, path: str, **context: Any) -> Output:
        """Return an output that is about all of the spec."""
        return Output(f"{ROOT}/{path}", self._text(template, path, **context), self._places)

    def _text(self, template: str, path: str, **context: Any) -> str:
        text = self._workshop.render(template, to=relative_to(path), **context)
        return _BLANK_LINES.sub("\n\n", text).strip("\n") + "\n"


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield both copies of each page that has any, the table of codes, and the files for language models."""
    book, copier = Book(spec), _Copier(workshop, spec.all_places)
    yield Output(f"{ROOT}/codes.json", table(spec), spec.places("vocabularies"))
    for path, text in feeds(book, releases(spec, book.advice.values())):
        yield Output(f"{ROOT}/{path}", text, spec.all_places)
    for template in ("llms.txt.jinja", "llms-full.txt.jinja"):
        path = template.removesuffix(".jinja")
        yield copier.file(template, path, book=book, spec=spec)
    for item in spec.taxonomy.categories:
        yield from copier.pair("category.md.jinja", records.category(spec, item))
    for provider in spec.providers:
        yield from _provider(book, copier, provider)


def _provider(book: Book, copier: _Copier, provider: ResolvedProvider) -> Iterator[Output]:
    spec = book.spec
    yield from copier.pair("provider.md.jinja", records.provider(spec, provider))
    for payload in provider.payloads:
        record, home = records.payload(spec, payload), book.home(payload)
        yield from copier.pair("payload.md.jinja", record, home=home)
    for vocabulary in provider.vocabularies:
        record, home = records.vocabulary(spec, vocabulary), book.home(vocabulary)
        yield from copier.pair("vocabulary.md.jinja", record, home=home)
        for code in vocabulary.codes:
            record = records.code(spec, code, book.advice)
            yield from copier.pair("code.md.jinja", record, home=home, carriers=vocabulary.carried_by)


def table(spec: ResolvedSpec) -> str:
    """Return `{spec_version, codes}`: the rows of the target `data`."""
    return as_json({"spec_version": spec.spec_version, "codes": [row._asdict() for row in rows(spec)]})


def as_json(record: records.Record) -> str:
    """Return a record as JSON without blanks: there are thousands, and what reads them asks for none."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def relative_to(path: str) -> Callable[[str], str]:
    """Return a function that gives the link from this file to another one."""
    return lambda target: posixpath.relpath(target, posixpath.dirname(path))


TARGET = Target(
    "machine",
    "Copies of the site's pages in JSON and Markdown, for programs and language models.",
    render,
    folder=Path(__file__).parent,
    is_pages=True,
)
