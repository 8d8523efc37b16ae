"""The Python that README and guides show is well typed, as strictly as the project's own."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPO
from tests.test_guides import GUIDES, TESTS, programs
from tests.test_readme import PYTHON


def shown() -> dict[str, str]:
    """Return all programs by the names of their modules."""
    guides = {f"guide_{name.replace('-', '_')}": programs(name) for name in GUIDES}
    return {
        **{f"readme_{number}": text for number, text in enumerate(PYTHON)},
        **{name: "\n".join(block.text for block in blocks) for name, blocks in guides.items()},
        **{Path(block.title).stem: block.text for block in TESTS},
    }


WRONG = "import linkcodes\nnumber: int = linkcodes.decode({})\n"
"""A program with one error, which must be found beside them."""


@pytest.mark.slow
def test_what_readme_and_guides_show_is_well_typed(tmp_path: Path) -> None:
    """With the settings of `make lint`, and so with what mypy remembers of the libraries from there."""
    files = [tmp_path / f"{name}.py" for name in (*shown(), "wrong")]
    for file, text in zip(files, (*shown().values(), WRONG), strict=True):
        file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--no-pretty", *map(str, files)]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    errors = re.findall(r"^(.+?:\d+: error: .+)$", done.stdout, re.MULTILINE)
    assert len(errors) == 1 and "wrong.py" in errors[0], done.stdout + done.stderr
