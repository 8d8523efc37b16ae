"""A feed in Atom (RFC 4287)."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from codegen.targets.machine.feeds import Feed, FeedEntry

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
