"""usage: serve.py [PORT]

Shows the site on http://127.0.0.1:PORT/ (8000 if not given) and reloads it in the browser whenever the spec,
the generator, the pages, the styles, the scripts or the examples change. After a mistake, the last good site
stays.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import signal
import subprocess
import sys
import traceback
from pathlib import Path

import assemble
from build import LIGHT, build
from finish import finish
from mkdocs.exceptions import Abort, BuildError
from mkdocs.livereload import LiveReloadServer
from search import INDEX

REPO = assemble.HERE.parent
GENERATED, BUILD = REPO / "generated", REPO / "build"
PAGES = BUILD / "pages"
SITE = BUILD / "site"
GENERATOR_READS = ("spec", "codegen", "examples")
WATCHED = (
    *GENERATOR_READS,
    "packages/typescript/src",
    "site/app",
    "site/docs",
    "site/light",
    "site/overrides",
    "site/styles",
    "site/mkdocs.yml",
    "CHANGELOG.md",
)


class Follower:
    """Keeps build/site up to date with its sources."""

    def __init__(self) -> None:
        self._made_from: dict[Path, int] = {}
        """When each file that the generator reads was changed last, as of its last good run."""
        self._frame = _frame()

    def rebuild(self) -> None:
        """Bring build/site up to date: only pages that have changed, unless all of them must.

        Raises:
            SystemExit: something is wrong; what is wrong was printed. build/site still has its pages.
        """
        try:
            self._generate()
            assemble.assemble(GENERATED, PAGES, BUILD)
            frame = _frame()
            _build(dirty=frame == self._frame and (SITE / INDEX).is_file())
            self._frame = frame
            finish(GENERATED, PAGES, SITE)
        except subprocess.CalledProcessError as failed:
            raise SystemExit("Nothing was built: see above.") from failed
        except (Abort, BuildError) as failed:
            raise SystemExit(f"Nothing was built: {failed}") from failed

    def follow(self) -> None:
        """Bring build/site up to date after an edit, as far as that is possible.

        The server keeps pages back until this returns, and forever if it raises.
        """
        try:
            self.rebuild()
        except SystemExit as failed:
            print(failed, "The last good site stays.", flush=True)
        except Exception:  # a template with a mistake, a file that an editor had for a moment only
            traceback.print_exc()
            print("Nothing was built: see above. The last good site stays.", flush=True)

    def _generate(self) -> None:
        """Write generated/ and the pages, which takes longest, unless they are made from these very files."""
        files = (path for name in GENERATOR_READS for path in (REPO / name).rglob("*") if path.is_file())
        found = {path: path.stat().st_mtime_ns for path in files}
        if found != self._made_from:
            # Compiled files of the generator would look like a further change.
            for verb in ("generate", "pages"):
                subprocess.run([sys.executable, "-B", "-m", "codegen", verb], cwd=REPO, check=True)
            self._made_from = found


def _frame() -> dict[str, bytes]:
    """Return what shows on every page: the configuration, with the navigation in it, and the templates."""
    configuration = BUILD / "mkdocs.yml"
    return {
        **assemble.tree(LIGHT),
        **{f"overrides/{path}": data for path, data in assemble.tree(BUILD / "overrides").items()},
        "mkdocs.yml": configuration.read_bytes() if configuration.is_file() else b"",
    }


def _build(*, dirty: bool) -> None:
    # A whole build begins with an empty folder, so it gets one of its own: it may fail.
    folder = SITE if dirty else BUILD / "site.new"
    build(BUILD / "mkdocs.yml", site=folder, strict=False, dirty=dirty)
    if not dirty:
        shutil.rmtree(SITE, ignore_errors=True)
        folder.rename(SITE)


def main(port: int) -> None:
    """Build the site, then show it until it is stopped."""
    # A shell lets programs in the background ignore an interrupt; a container stops with another signal.
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    # Not rebuilding everything is intended here.
    logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty'" not in record.getMessage())
    follower = Follower()
    follower.rebuild()
    server = LiveReloadServer(follower.follow, "127.0.0.1", port, str(SITE))
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
    parser = argparse.ArgumentParser(
        description=__doc__, usage=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("port", type=int, nargs="?", default=8000)
    main(parser.parse_args().port)
