"""What the generator costs: checks, growth with the spec, and generation beside another generator."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.growth import growth
from bench.measure import PYTHON, REPO, process, process_ratio
from bench.results import Finding, Row

GENERATED = REPO / "generated"
IMPORTS = [PYTHON, "-c", "import jinja2, pydantic"]


def check_process() -> Iterator[Finding]:
    """The whole process of a check, against the two imports it cannot do without."""
    ratio = process_ratio([PYTHON, "-m", "codegen", "check"], IMPORTS)
    what = "`codegen check`, nothing changed, against importing jinja2 and pydantic"
    yield Row(what, "3.0 x", f"{ratio:.2f} x", ratio <= 3)
    full = process_ratio([PYTHON, "-m", "codegen", "generate", "--dry-run"], IMPORTS)
    yield Row("the same with something changed: all is rendered", "3.0 x", f"{full:.2f} x", full <= 3)


def check_growth() -> Iterator[Finding]:
    """Checks and full renderings of one provider with 10 and 100 times as many codes."""
    with tempfile.TemporaryDirectory() as folder:
        base = growth(1, Path(folder))
        for factor in (10, 100):
            large = growth(factor, Path(folder))
            for what, before, after in (
                ("`codegen check`", base.check, large.check),
                ("full rendering and comparison", base.render, large.render),
            ):
                time, memory = after.seconds / before.seconds, after.peak_mib / before.peak_mib
                yield Row(
                    f"{what} of {large.codes:,} codes, against {base.codes}",
                    f"{factor} x time, {factor} x memory",
                    f"{time:.1f} x ({after.seconds:.2f} s), {memory:.1f} x ({after.peak_mib:.0f} MiB)",
                    time <= factor and memory <= factor,
                )


def generation() -> Iterator[Finding]:
    """Generating everything, per code, beside datamodel-code-generator on enums of the same codes."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        codes = _enum_schema(scratch / "codes.json")
        ours = [PYTHON, "-m", "codegen", "generate", "--spec", REPO / "spec", "--out", scratch / "out"]
        tool = [
            Path(PYTHON).parent / "datamodel-codegen",
            "--disable-timestamp",
            "--input-file-type",
            "jsonschema",
        ]
        theirs = process([*tool, "--input", scratch / "codes.json", "--output", scratch / "codes.py"]).seconds
        anew, again = process(ours).seconds, process(ours).seconds
    files = len(json.loads((GENERATED / "manifest.json").read_bytes())["outputs"])
    each = 1000 / codes
    yield Row("datamodel-code-generator, one file of enums", "", f"{theirs * each:.2f} ms a code", None)
    yield Row(f"`codegen generate` from nothing, {files} files", "", f"{anew * each:.2f} ms a code", None)
    what = f"`codegen generate` again, {files} files"
    yield Row(what, "ahead of one file of enums", f"{again * each:.2f} ms a code", again < theirs)


def _enum_schema(path: Path) -> int:
    """Write a schema with one enum for each vocabulary; return the number of codes in it."""
    spec = json.loads((GENERATED / "spec/linkcodes.json").read_bytes())
    vocabularies = [vocabulary for provider in spec["providers"] for vocabulary in provider["vocabularies"]]
    enums = {
        vocabulary["id"].replace(":", "_").replace(".", "_"): {
            "type": vocabulary["value_type"],
            "enum": [code["value"] for code in vocabulary["codes"]],
        }
        for vocabulary in vocabularies
    }
    path.write_text(json.dumps({"$defs": enums}), encoding="utf-8")
    return sum(len(vocabulary["codes"]) for vocabulary in vocabularies)
