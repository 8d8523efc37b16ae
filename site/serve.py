"""usage: serve.py [PORT]

Shows the site on http://127.0.0.1:PORT/ (8000 if not given) and reloads it in the browser whenever the spec,
the generator, the pages, the styles, the scripts or the examples change. The pages of codes that were edited
come first, all that follows from the edit later. After a mistake, the last good site stays.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import signal
import subprocess
import traceback
from collections.abc import Callable, Sequence

import assemble
from build import build
from files import tree, written
from finish import add_copies, tidy
from frame import LIGHT
from generator import Generator
from mkdocs.exceptions import Abort, BuildError
from mkdocs.livereload import LiveReloadServer
from search import INDEX

REPO = assemble.HERE.parent
GENERATED, BUILD = REPO / "generated", REPO / "build"
PAGES = BUILD / "pages"
SITE = BUILD / "site"
GENERATOR_READS = ("spec", "codegen", "examples")
BUNDLER_READS = (
    *("site/app", "site/styles", "site/bundle.mjs", "site/theme.mjs", "packages/typescript"),
    *(
        "generated/typescript/src",
        "generated/python/linkcodes/data/search.json",
        "build/pages/site/assets/home.json",
    ),
)
COPIER_READS = (
    *("generated/data", "generated/jsonschema"),
    *("build/pages/machine", "build/pages/catalogs", "build/pages/jsonschema"),
)
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


class BuildStep:
    """What is made of some files, and made again only if one of them was written since."""

    def __init__(self, make: Callable[[], None], reads: Sequence[str]) -> None:
        """`reads`: files and folders, relative to the repository."""
        self._make = make
        self._reads = reads
        self._made_from: dict[str, int] | None = None
        """When each file was written last, as of the last time that all went well."""

    def take(self) -> None:
        """Make it, if it is not made of these very files."""
        found = written(REPO / path for path in self._reads)
        if found != self._made_from:
            self._make()
            self._made_from = found

    def forget(self) -> None:
        """Make it the next time, whatever it is made of."""
        self._made_from = None


class Follower:
    """Keeps build/site up to date with its sources."""

    def __init__(self) -> None:
        self.generator = Generator(REPO, BUILD)
        self._edited: dict[str, bytes] = {}
        """Pages of what was edited that are not among the generated ones yet."""
        self._reader = BuildStep(self._read, GENERATOR_READS)
        self._bundler = BuildStep(lambda: assemble.bundle(GENERATED, PAGES, BUILD), BUNDLER_READS)
        self._copier = BuildStep(lambda: add_copies(GENERATED, PAGES, SITE), COPIER_READS)
        self._frame = _frame()

    def rebuild(self) -> None:
        """Bring build/site up to date: only pages that have changed, unless all of them must.

        Raises:
            SystemExit: something is wrong; what is wrong was printed. build/site still has its pages.
        """
        try:
            self._reader.take()
            is_done = self.generator.is_done
            if is_done:
                self._edited = {}
                self._bundler.take()
            assemble.assemble(PAGES, BUILD, self._edited)
            self._build()
            if is_done:
                self._copier.take()
            tidy(SITE)
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

    def _read(self) -> None:
        """Read the spec; the pages of what was edited are there then, all others now or later."""
        self._edited |= self.generator.edited()

    def _build(self) -> None:
        """Build the pages that are newer than what is there, or all if what they share is another."""
        frame = _frame()
        if frame == self._frame and (SITE / INDEX).is_file():
            build(BUILD / "mkdocs.yml", site=SITE, strict=False, dirty=True)
            return
        # A whole build begins with an empty folder, so it gets one of its own: it may fail.
        folder = BUILD / "site.new"
        build(BUILD / "mkdocs.yml", site=folder, strict=False)
        shutil.rmtree(SITE, ignore_errors=True)
        folder.rename(SITE)
        self._copier.forget()
        self._frame = frame


class SiteServer(LiveReloadServer):
    """Serves pages that may ask whether there is a newer one."""

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """Add the script that asks, and let the policy of the page, which forbids it, permit that."""
        content = content.replace(b"script-src 'self'", b"script-src 'self' 'unsafe-inline'", 1)
        content = content.replace(b"connect-src 'none'", b"connect-src 'self'", 1)
        asking: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        return asking


def _frame() -> dict[str, bytes]:
    """Return what shows on every page: the configuration, with the navigation in it, and the templates."""
    configuration = BUILD / "mkdocs.yml"
    return {
        **tree(LIGHT),
        **{f"overrides/{path}": data for path, data in tree(BUILD / "overrides").items()},
        "mkdocs.yml": configuration.read_bytes() if configuration.is_file() else b"",
    }


def main(port: int) -> None:
    """Build the site, then show it until it is stopped."""
    # A shell lets programs in the background ignore an interrupt; a container stops with another signal.
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    follower = Follower()
    follower.rebuild()
    server = SiteServer(follower.follow, "127.0.0.1", port, str(SITE))
    missing = SITE / "404.html"
    server.error_handler = lambda code: missing.read_bytes() if code == 404 else None
    for path in (*(REPO / name for name in WATCHED), follower.generator.mark):
        server.watch(str(path))
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
