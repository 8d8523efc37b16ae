"""What a release says when it is built: which files there are, and how they get to others."""

from __future__ import annotations

from codegen.maintain.release.run import HISTORY, Made

_STEPS = """
Nothing was pushed or published. Look at the files, then

  git add {history}
  git commit -m "Record {version}"
  git tag -a v{version} -m "linkcodes {version}"
  git push origin HEAD v{version}

The tag starts the release workflow, which builds the same bytes and publishes them. By hand:

  twine upload {folder}/linkcodes-{version}-py3-none-any.whl {folder}/linkcodes-{version}.tar.gz
  twine upload {folder}/linkcodes_dataset-{version}-py3-none-any.whl
  npm publish {folder}/linkcodes-{version}.tgz
  npm publish {folder}/linkcodes-dataset-{version}.tgz
"""
_DRY = """
A dry run: nothing was kept. `make release` puts these files into {folder}/
and records {version} in {history}/.
"""


def release_report(made: Made, *, dry_run: bool) -> str:
    """Return what to say about a release that was built."""
    entry = made.entry
    head = f"linkcodes {entry.version}, {entry.date}, commit {entry.revision[:12]}\n\n"
    files = "".join(f"  {size:>11,}  {name}\n" for name, size in sorted(made.files.items()))
    words = _DRY if dry_run else _STEPS
    return head + files + words.format(version=entry.version, folder=made.folder, history=HISTORY)
