"""`python -m tests.mutations.readers`: mutation scores of what reads the decision tables, in both languages.

Cosmic Ray and Stryker make the faults, each in a scratch copy of the repository; the conformance vectors of
`retry` and `outcome` should notice them. A line of the survivors is no proof of a gap: some change nothing.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.mutations.__main__ import copied

HERE = Path("tests/mutations")
SESSION = "cosmic-ray.sqlite"
_SURVIVORS = """
    select module_path, start_pos_row, operator_name from work_results join mutation_specs using (job_id)
    where test_outcome = 'SURVIVED' order by 1, 2, 3
"""
_SCORE = """
    select count(*) filter (where test_outcome != 'SURVIVED'), count(*) from work_results
    where test_outcome is not null
"""


def python(repo: Path) -> Iterator[str]:
    """Yield the survivors of Cosmic Ray's faults, and the score."""
    config, tools = str(HERE / "cosmic-ray.toml"), repo / ".venv/bin"
    # What is generated stays as it is, so that no run of the tests has to make it again.
    environment = {**os.environ, "LINKCODES_GENERATED": str(repo / "generated")}
    for tool, *words in (
        ("cosmic-ray", "init", config, SESSION),
        ("cr-filter-operators", SESSION, config),
        ("cosmic-ray", "exec", config, SESSION),
    ):
        subprocess.run(
            [tools / tool, *words], cwd=repo, env=environment, check=True, stdout=subprocess.DEVNULL
        )
    with sqlite3.connect(repo / SESSION) as session:
        yield from (
            f"SURVIVED {file}:{line} {operator}" for file, line, operator in session.execute(_SURVIVORS)
        )
        killed, made = session.execute(_SCORE).fetchone()
    yield f"mutation score of the Python readers: {killed} of {made}"


def typescript(repo: Path) -> None:
    """Run Stryker, which prints the survivors and the score."""
    stryker = str(repo / "node_modules/.bin/stryker")
    subprocess.run([stryker, "run", str(HERE / "stryker.json")], cwd=repo, check=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        copy = copied(Path(folder))
        for line in python(copy):
            print(line, flush=True)
        typescript(copy)
