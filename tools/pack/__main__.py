"""usage: python -m tools.pack GENERATED FOLDER

Writes the data pack into FOLDER: every table as Parquet, Arrow IPC and CSV, all of them as SQLite and as
DuckDB, what they are, the files that load them into warehouses, and the dbt package.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from tools.pack import arrow, dbt, described, duck, loads, sqlite, text_files
from tools.pack.rows import pack

README = Path(__file__).parent / "README.md"


def write(generated: Path, folder: Path) -> None:
    """Write the whole pack; what was in its folder is removed."""
    rows = pack(generated)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(README, folder / "README.md")
    text_files.write(rows, folder / "csv")
    arrow.write(rows, folder / "parquet", folder / "arrow")
    sqlite.write(rows, folder / "linkcodes.sqlite")
    duck.write(rows, folder / "linkcodes.duckdb")
    described.write(rows, folder)
    loads.write(folder / "load")
    dbt.write(rows, folder / "csv", folder / "dbt")


def main() -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, usage=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("generated", type=Path)
    parser.add_argument("folder", type=Path)
    called = parser.parse_args()
    write(called.generated, called.folder)


if __name__ == "__main__":
    main()
