"""What the generator costs: checks, growth with the spec, and generation beside another generator."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.growth import enlarge, growth
from tests.bench.measure import IS_SMALL, PYTHON, REPO, output, process, process_ratio, sized
from tests.bench.results import BudgetRow, Finding

RUNS = sized(3, 1)
FACTORS = sized((10, 100), (2,))
SENTRY = 0.46
"""Milliseconds an entry that sentry-conventions takes for its two packages, by its own figure."""
_SUMMARY = re.compile(r'("summary": ")(\w+)')
_PACKAGES = """
import pathlib, sys, time
from codegen.command.pipeline import resolved_spec
from codegen.output.render import render, targets
spec = resolved_spec(pathlib.Path(sys.argv[1]))
chosen = [target for target in targets() if target.id in ("python", "typescript")]
started = time.process_time()
render(spec, chosen)
print(time.process_time() - started)
"""
IMPORTS = [PYTHON, "-c", "import jinja2, pydantic"]


def check_process() -> Iterator[Finding]:
    """The whole process of a check that finds nothing changed, against two imports of any other run."""
    with tempfile.TemporaryDirectory() as folder:
        spec, out = copied_spec(folder), Path(folder) / "out"
        process(codegen("generate", spec, out))
        ratio = process_ratio(codegen("check", spec, out), IMPORTS)
    what = "`codegen check`, nothing changed, CPU against importing jinja2 and pydantic"
    yield BudgetRow(what, "2.0 x", f"{ratio:.2f} x", ratio <= 2)


def edits() -> Iterator[Finding]:
    """A check in a fresh clone, and a run after one word of one summary has changed."""
    with tempfile.TemporaryDirectory() as folder:
        spec, out, clone = copied_spec(folder), Path(folder, "out"), Path(folder, "clone")
        process(codegen("generate", spec, out))
        shutil.copytree(out, clone)  # of which this machine remembers nothing
        fresh = min(process(codegen("check", spec, clone)).cpu for _ in range(RUNS))
        word = min(_after_a_word(spec, number, codegen("generate", spec, out)) for number in range(RUNS))
        pages = Path(folder) / "pages"
        nothing = [process(codegen("pages", spec, pages)).cpu for _ in range(2)][1]
        again = min(
            _after_a_word(spec, number, codegen("pages", spec, pages)) for number in range(RUNS, 2 * RUNS)
        )
    yield BudgetRow(
        "`codegen check` in a fresh clone: all is rendered, CPU", "3 s", f"{fresh:.2f} s", fresh <= 3
    )
    yield BudgetRow("`codegen generate` after one word, CPU", "1.5 s", f"{word:.2f} s", word <= 1.5)
    yield BudgetRow("`codegen pages`, nothing changed, CPU", "", f"{nothing:.2f} s", None)
    yield BudgetRow("`codegen pages` after one word, CPU", "", f"{again:.2f} s", None)


def copied_spec(folder: str) -> Path:
    """Return a copy of the spec, which may be edited; a tiny one where little is measured."""
    spec = Path(folder, "spec")
    if IS_SMALL:
        enlarge(spec, 1)
    else:
        shutil.copytree(REPO / "spec", spec)
    return spec


def codegen(verb: str, spec: Path, out: Path) -> list[object]:
    """Return the command that writes or checks a folder."""
    return [PYTHON, "-m", "codegen", verb, "--spec", spec, "--out", out]


def _after_a_word(spec: Path, number: int, command: list[object]) -> float:
    """Return the seconds of CPU that a run takes after an edit."""
    change_a_word(spec, number)
    return process(command).cpu


def change_a_word(spec: Path, number: int) -> None:
    """Change a word of one summary of a spec, each time into another one."""
    file = next(
        path for path in sorted(spec.glob("providers/**/*.json")) if _SUMMARY.search(path.read_text())
    )
    text = file.read_text(encoding="utf-8")
    file.write_text(_SUMMARY.sub(rf"\g<1>\g<2> word{number}", text, count=1), encoding="utf-8")


def check_growth() -> Iterator[Finding]:
    """Checks and full renderings of one provider with 10 and 100 times as many codes."""
    with tempfile.TemporaryDirectory() as folder:
        base = growth(1, Path(folder))
        for factor in FACTORS:
            large = growth(factor, Path(folder))
            for what, before, after in (
                ("`codegen check`", base.check, large.check),
                ("full rendering and comparison", base.render, large.render),
            ):
                time, memory = after.seconds / before.seconds, after.peak_mib / before.peak_mib
                yield BudgetRow(
                    f"{what} of {large.codes:,} codes, against {base.codes}",
                    f"{factor} x time, {factor} x memory",
                    f"{time:.1f} x ({after.seconds:.2f} s), {memory:.1f} x ({after.peak_mib:.0f} MiB)",
                    time <= factor and memory <= factor,
                )


def generation() -> Iterator[Finding]:
    """Generating everything, per code and per file, beside tools that do a part of it."""
    with tempfile.TemporaryDirectory() as folder:
        scratch, spec = Path(folder), copied_spec(folder)
        ours = codegen("generate", spec, scratch / "out")
        first = process(ours).cpu
        files = len(json.loads((scratch / "out/manifest.json").read_bytes())["outputs"])
        codes = _enum_schema(scratch / "out", scratch / "codes.json")
        tool = [
            Path(PYTHON).parent / "datamodel-codegen",
            "--disable-timestamp",
            "--input-file-type",
            "jsonschema",
        ]
        theirs = process([*tool, "--input", scratch / "codes.json", "--output", scratch / "codes.py"]).cpu
        (scratch / "out/data/codes.csv").unlink()
        again = process(ours).cpu
        packages = float(output([PYTHON, "-c", _PACKAGES, spec]))
    each = 1000 / codes
    yield BudgetRow(
        "sentry-conventions, 842 entries in two languages, by its own figure",
        "",
        f"{SENTRY} ms an entry",
        None,
    )
    what = f"the two packages of {codes} codes, from the resolved spec to text, CPU"
    yield BudgetRow(
        what, f"{SENTRY} ms a code", f"{packages * each:.2f} ms a code", packages * each <= SENTRY
    )
    yield BudgetRow(
        "datamodel-code-generator, one file of enums, CPU", "", f"{theirs * each:.2f} ms a code", None
    )
    for how, seconds in ((f"from nothing, {files} files", first), ("again, all rendered", again)):
        measured = f"{seconds * each:.2f} ms a code, {seconds * 1000 / files:.2f} ms a file"
        budget, is_met = ("1.5 ms a code", seconds * each <= 1.5) if seconds is again else ("", None)
        yield BudgetRow(f"`codegen generate` {how}, CPU", budget, measured, is_met)


def _enum_schema(generated: Path, path: Path) -> int:
    """Write a schema with one enum for each vocabulary; return the number of codes in it."""
    spec = json.loads((generated / "spec/linkcodes.json").read_bytes())
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
