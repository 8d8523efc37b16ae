"""usage: serve.py [PORT]

Shows the site on http://127.0.0.1:PORT/ (8000 if not given) and reloads it in the browser whenever the spec,
the generator, the pages, the styles, the scripts or the examples change. After a mistake, the last good site
stays.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys

import assemble
from finish import finish
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError
from mkdocs.livereload import LiveReloadServer

REPO = assemble.HERE.parent
GENERATED, BUILD = REPO / "generated", REPO / "build"
SITE, INDEX = BUILD / "site", "search/search_index.json"
WATCHED = (
    "spec",
    "codegen",
    "site/app",
    "site/docs",
    "site/overrides",
    "site/styles",
    "site/mkdocs.yml",
    "examples",
)


def rebuild() -> None:
    """Bring build/site up to date: only pages that have changed, unless all of them must.

    Raises:
        SystemExit: something is wrong; what is wrong was printed. build/site still has its pages.
    """
    try:
        # Compiled files of the generator would look like a further change.
        generate = [sys.executable, "-B", "-m", "codegen", "generate"]
        subprocess.run(generate, cwd=REPO, check=True)
        before = _frame()
        assemble.assemble(GENERATED, BUILD)
        _build(dirty=before == _frame() and (SITE / INDEX).is_file())
        finish(GENERATED, SITE)
    except subprocess.CalledProcessError as failed:
        raise SystemExit("Nothing was built: see above.") from failed
    except (Abort, BuildError) as failed:
        raise SystemExit(f"Nothing was built: {failed}") from failed


def follow() -> None:
    """Bring build/site up to date after an edit, as far as that is possible.

    The server holds pages back until this returns, and for ever if it raises.
    """
    try:
        rebuild()
    except SystemExit as failed:
        print(failed, "The last good site stays.", flush=True)


def _frame() -> dict[str, bytes]:
    """Return what shows on every page: the configuration, with the navigation in it, and the templates."""
    configuration = BUILD / "mkdocs.yml"
    return {
        **assemble.tree(BUILD / "overrides"),
        "mkdocs.yml": configuration.read_bytes() if configuration.is_file() else b"",
    }


def _build(*, dirty: bool) -> None:
    known = json.loads((SITE / INDEX).read_bytes())["docs"] if dirty else []
    build(load_config(str(BUILD / "mkdocs.yml"), strict=False), dirty=dirty)
    _complete_index(known)


def _complete_index(known: list[dict[str, str]]) -> None:
    """Give the index of the search what it had on pages that were not built this time."""
    index = json.loads((SITE / INDEX).read_bytes())
    fresh = {_page(entry) for entry in index["docs"]}
    index["docs"] += [entry for entry in known if _page(entry) not in fresh]
    text = json.dumps(index, separators=(",", ":"))
    files = {INDEX: text, INDEX.removesuffix("on"): f"var __index = {text}"}
    assemble.write({path: content.encode("utf-8") for path, content in files.items()}, SITE)


def _page(entry: dict[str, str]) -> str:
    return entry["location"].partition("#")[0]


def main(port: int) -> None:
    """Build the site, then show it until somebody stops it."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    # Not rebuilding everything is intended here.
    logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty'" not in record.getMessage())
    rebuild()
    server = LiveReloadServer(follow, "127.0.0.1", port, str(SITE))
    missing = SITE / "404.html"
    server.error_handler = lambda code: missing.read_bytes() if code == 404 else None
    for name in WATCHED:
        server.watch(str(REPO / name))
    print(f"The site is at {server.url} and follows every edit; Ctrl+C ends it.", flush=True)
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        print()
    except OSError as error:
        raise SystemExit(f"port {port}: {error.strerror}; choose another with PORT=...") from error
    finally:
        server.shutdown()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8000)
