"""usage: finish.py GENERATED PAGES SITE

Puts into the built SITE what is no page: the copies for machines, the tables, the catalogs of texts and the
JSON Schemas. Takes out what the theme's templates leave behind: blank lines and indentation, which are half
of each page. The environment variable LINKCODES_SITE_URL is the address of the site, ending in a slash, if
that is known.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from assemble import command, existing, tree, write
from feeds import link_feeds

_KEPT = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.DOTALL)
_LINE_ENDS = re.compile(r"[ \t]*\n\s*")


def finish(generated: Path, pages: Path, site: Path) -> None:
    """Complete a built site; done again, it changes nothing."""
    write(tree(pages / "machine"), site)
    write({f"catalogs/{path}": data for path, data in tree(pages / "catalogs").items()}, site)
    write(tree(generated / "data"), site)
    write(schemas(tree(generated / "jsonschema") | tree(pages / "jsonschema")), site)
    address = os.environ.get("LINKCODES_SITE_URL", "")
    _map(site, address)
    if address:
        link_feeds(site, address)
    for path in site.rglob("*.map"):  # of the theme's scripts and styles, as large as they are
        path.unlink()
    for path in site.rglob("*.html"):
        page = path.read_bytes().decode("utf-8")
        write({path.name: squeezed(page).encode("utf-8")}, path.parent)


def schemas(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return each JSON Schema by the path that its `$id` means, and the catalog of these paths."""
    texts = {json.loads(data)["$id"]: data for data in files.values()}
    paths = {urn: schema_path(urn) for urn in sorted(texts)}
    catalog = json.dumps(paths, indent=1) + "\n"
    return {paths[urn]: data for urn, data in texts.items()} | {"schemas/index.json": catalog.encode("utf-8")}


def schema_path(urn: str) -> str:
    """`urn:linkcodes:acme:link.callback:strict` -> `schemas/acme/link.callback/strict.schema.json`."""
    return "schemas/" + urn.removeprefix("urn:linkcodes:").replace(":", "/") + ".schema.json"


def _map(site: Path, address: str) -> None:
    """Tell crawlers where the map is. A site that does not know its own address can have none."""
    if address:
        write({"robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n".encode()}, site)
        return
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (site / name).unlink(missing_ok=True)


def squeezed(page: str) -> str:
    """Return a page without blank lines and indentation, except where they are shown."""
    return "".join(_pieces(page))


def _pieces(page: str) -> Iterator[str]:
    start = 0
    for kept in _KEPT.finditer(page):
        yield _LINE_ENDS.sub("\n", page[start : kept.start()])
        yield kept[1]
        start = kept.end()
    yield _LINE_ENDS.sub("\n", page[start:])


if __name__ == "__main__":
    parser = command(str(__doc__))
    parser.add_argument("site", type=existing)
    called = parser.parse_args()
    finish(called.generated, called.pages, called.site)
