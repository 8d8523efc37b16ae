"""Feeds of changes, in Atom and as JSON Feed: an entry for each release, and for each vocabulary it changed.

Their ids are URNs, and their links relative: `site/finish.py` makes these absolute where the site has an
address.
"""

from __future__ import annotations

import json
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple
from xml.etree import ElementTree

from codegen.views.book import Book
from codegen.views.releases import Released, vocabulary_anchor

ID = "urn:linkcodes:changes"
JSON_FEED = "https://jsonfeed.org/version/1.1"
"""The name of the form, by which readers know it."""


class FeedEntry(NamedTuple):
    """Something that a release did."""

    id: str
    title: str
    date: str
    page: str
    """Where the site tells of it, relative to its root."""
    html: str
    provider: str | None
    """None for the release as a whole."""


class Feed(NamedTuple):
    """A feed, as a reader subscribes to it."""

    path: str
    """Where it is, relative to the root of the site, without suffix."""
    id: str
    title: str
    entries: tuple[FeedEntry, ...]


def feeds(book: Book, releases: Iterable[Released]) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each feed; releases in the making are in none."""
    entries = tuple(entry for release in releases if release.date for entry in _entries(book, release))
    if entries:
        for feed in _feeds(book, entries):
            yield f"{feed.path}.atom", atom(feed)
            yield f"{feed.path}.json", _json_feed(feed)


def _feeds(book: Book, entries: tuple[FeedEntry, ...]) -> Iterator[Feed]:
    yield Feed("changes", ID, "Changes of linkcodes", entries)
    for provider in book.spec.providers:
        own = tuple(entry for entry in entries if entry.provider in (None, provider.id))
        title = f"Changes of linkcodes: {provider.name}"
        yield Feed(f"{provider.id}/changes", f"{ID}:{provider.id}", title, own)


def _entries(book: Book, release: Released) -> Iterator[FeedEntry]:
    """Yield the release itself, and what it did to each vocabulary."""
    version, date, page = release.version, release.date or "", f"releases/{release.version}.html"
    yield FeedEntry(f"{ID}:{version}", f"linkcodes {version}", date, page, _summary(release), None)
    for id, lines in _by_vocabulary(release).items():
        provider, known = id.partition(":")[0], book.spec.vocabularies.get(id)
        title = f"{version}: {book.home(known) if known else id}, {len(lines)} changes"
        html = "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
        yield FeedEntry(
            f"{ID}:{version}:{id}", title, date, f"{page}#{vocabulary_anchor(id)}", html, provider
        )


def _summary(release: Released) -> str:
    if release.before is None:
        return "<p>The first version.</p>"
    grave = sum(finding.level == "major" for finding in release.findings)
    return (
        f"<p>Compared with {escape(release.before)}: the advice for {len(release.advice)} meanings is "
        f"another, and {grave} changes may break a program.</p>"
    )


def _by_vocabulary(release: Released) -> dict[str, list[str]]:
    """Return what a program notices of each vocabulary, a line each."""
    found: dict[str, list[str]] = defaultdict(list)
    for change in release.advice:
        old, new = (plan.attended.partition("/")[0] for plan in (change.old, change.new))
        if old != new:
            found[change.vocabulary].append(f"{change.id}: the plan {old} became {new}")
    for finding in release.findings:
        vocabulary, is_code, _ = finding.touches[0].partition("#")
        if finding.level in ("minor", "major") and is_code and ":" in vocabulary:
            found[vocabulary].append(f"{finding.change.subject}: {finding.change.message}")
    return dict(sorted(found.items()))


def _json_feed(feed: Feed) -> str:
    items = [
        {
            "id": entry.id,
            "title": entry.title,
            "content_html": entry.html,
            "date_published": f"{entry.date}T00:00:00Z",
            "_page": posixpath.relpath(entry.page, posixpath.dirname(feed.path) or "."),
        }
        for entry in feed.entries
    ]
    about = {"version": JSON_FEED, "title": feed.title, "authors": [{"name": "linkcodes"}], "items": items}
    return json.dumps(about, indent=1, ensure_ascii=False) + "\n"


NAMESPACE = "http://www.w3.org/2005/Atom"


def atom(feed: Feed) -> str:
    """Return a feed as text: no clock is asked, so that the same releases give the same bytes."""
    root = ElementTree.Element("feed", xmlns=NAMESPACE)
    _texts(root, id=feed.id, title=feed.title, updated=_time(max(entry.date for entry in feed.entries)))
    _texts(ElementTree.SubElement(root, "author"), name="linkcodes")
    for entry in feed.entries:
        _entry(root, entry, posixpath.dirname(feed.path))
    ElementTree.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _entry(root: ElementTree.Element, entry: FeedEntry, folder: str) -> None:
    node = ElementTree.SubElement(root, "entry")
    _texts(node, id=entry.id, title=entry.title, updated=_time(entry.date))
    ElementTree.SubElement(
        node, "link", rel="alternate", type="text/html", href=posixpath.relpath(entry.page, folder or ".")
    )
    if entry.provider:
        ElementTree.SubElement(node, "category", term=entry.provider)
    ElementTree.SubElement(node, "content", type="html").text = entry.html


def _texts(node: ElementTree.Element, **texts: str) -> None:
    for name, text in texts.items():
        ElementTree.SubElement(node, name).text = text


def _time(date: str) -> str:
    return f"{date}T00:00:00Z"
