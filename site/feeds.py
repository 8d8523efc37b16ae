"""Links of the feeds: relative as they are generated, absolute where the site has an address."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

_ATOM = "http://www.w3.org/2005/Atom"


def link_feeds(site: Path, address: str) -> None:
    """Make all links absolute, and tell each feed where it is; done again, it changes nothing."""
    for path in sorted(site.rglob("changes.atom")):
        _link(path, _linked_atom(path.read_text(encoding="utf-8"), address + _name(path, site)))
        json_feed = path.with_suffix(".json")
        _link(json_feed, _linked_json(json_feed.read_text(encoding="utf-8"), address, _name(json_feed, site)))


def _name(path: Path, site: Path) -> str:
    return path.relative_to(site).as_posix()


def _link(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _linked_atom(text: str, own: str) -> str:
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.fromstring(text)
    if root.find(f"{{{_ATOM}}}link") is None:
        root.insert(2, ElementTree.Element(f"{{{_ATOM}}}link", rel="self", href=own))
    for link in root.iter(f"{{{_ATOM}}}link"):
        link.set("href", urljoin(own, link.get("href", "")))
    ElementTree.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _linked_json(text: str, address: str, name: str) -> str:
    feed = json.loads(text)
    items = [{**item, "url": urljoin(address + name, item["_page"])} for item in feed["items"]]
    linked = {**feed, "home_page_url": f"{address}changes.html", "feed_url": address + name, "items": items}
    return json.dumps(linked, indent=1, ensure_ascii=False) + "\n"
