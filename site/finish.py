"""usage: finish.py GENERATED PAGES SITE

Puts into the built SITE what is no page: the copies for machines, the tables, the catalogs of texts and the
JSON Schemas. Takes out what no one asks for, and the indentation of JSON. The environment variable
LINKCODES_SITE_URL is the address of the site, ending in a slash, if that is known.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from assemble import command, existing
from feeds import link_feeds
from files import tree, write

_INDENTATION = re.compile(rb"\n *")


def finish(generated: Path, pages: Path, site: Path) -> None:
    """Complete a built site; done again, it changes nothing."""
    add_copies(generated, pages, site)
    tidy(site)


def add_copies(generated: Path, pages: Path, site: Path) -> None:
    """Put into a built site what is no page."""
    copies = tree(pages / "machine") | tree(generated / "data")
    copies |= {f"catalogs/{path}": data for path, data in tree(pages / "catalogs").items()}
    copies |= schemas(tree(generated / "jsonschema") | tree(pages / "jsonschema"))
    write({path: compact(data) if path.endswith(".json") else data for path, data in copies.items()}, site)
    if _address():
        link_feeds(site, _address())


def tidy(site: Path) -> None:
    """Take out of a site what each build puts into it, though no one asks for it."""
    _map(site)
    for path in (site / "assets").rglob("*.map"):  # of the theme's scripts and styles, as large as they are
        path.unlink()
    for folder in ("lunr", "workers"):  # of the theme's search, which the site's own replaces
        shutil.rmtree(site / "assets/javascripts" / folder, ignore_errors=True)
    (site / "assets/iframe-worker.js").unlink(missing_ok=True)


def compact(data: bytes) -> bytes:
    """Return JSON without line ends and indentation, which are never in its strings."""
    return _INDENTATION.sub(b"", data)


def schemas(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return each JSON Schema by the path that its `$id` means, and the catalog of these paths."""
    texts = {json.loads(data)["$id"]: data for data in files.values()}
    paths = {urn: schema_path(urn) for urn in sorted(texts)}
    catalog = json.dumps(paths, indent=1) + "\n"
    return {paths[urn]: data for urn, data in texts.items()} | {"schemas/index.json": catalog.encode("utf-8")}


def schema_path(urn: str) -> str:
    """`urn:linkcodes:acme:link.callback:strict` -> `schemas/acme/link.callback/strict.schema.json`."""
    return "schemas/" + urn.removeprefix("urn:linkcodes:").replace(":", "/") + ".schema.json"


def _address() -> str:
    return os.environ.get("LINKCODES_SITE_URL", "")


def _map(site: Path) -> None:
    """Tell crawlers where the map is. A site that does not know its own address can have none."""
    if address := _address():
        write({"robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n".encode()}, site)
        return
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (site / name).unlink(missing_ok=True)


if __name__ == "__main__":
    parser = command(str(__doc__))
    parser.add_argument("site", type=existing)
    called = parser.parse_args()
    finish(called.generated, called.pages, called.site)
