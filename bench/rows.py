"""One function a budget: each measures it and says what was found."""

from __future__ import annotations

import http
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import linkcodes
import linkcodes.models.argyle
from jsonschema import Draft202012Validator

from bench.growth import growth
from bench.measure import PYTHON, REPO, call_ratio, import_seconds, process, process_ratio
from bench.sizes import bundle, zipped

GENERATED = REPO / "generated"
PACKAGE = GENERATED / "python"
IMPORTS = [PYTHON, "-c", "import jinja2, pydantic"]


class Row(NamedTuple):
    """A budget of the design, what was measured, and whether it holds; None where there is no limit."""

    what: str
    budget: str
    measured: str
    holds: bool | None


def check_process() -> Iterator[Row]:
    """The whole process of a check, against the two imports it cannot do without."""
    ratio = process_ratio([PYTHON, "-m", "codegen", "check"], IMPORTS)
    what = "`codegen check`, nothing changed, against importing jinja2 and pydantic"
    yield Row(what, "3.0 x", f"{ratio:.2f} x", ratio <= 3)
    full = process_ratio([PYTHON, "-m", "codegen", "generate", "--dry-run"], IMPORTS)
    yield Row("the same with something changed: all is rendered", "3.0 x", f"{full:.2f} x", full <= 3)


def check_growth() -> Iterator[Row]:
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


def import_cost() -> Iterator[Row]:
    """Importing a provider's enums, against importing http."""
    theirs = import_seconds("import http", PACKAGE)
    vocabulary = linkcodes.vocabulary("lean:linksdk.secondary_status")
    provider, name = vocabulary.vocabulary.split(":")[0], vocabulary.__name__
    for program in (f"import linkcodes.{provider}", f"from linkcodes.{provider} import {name}"):
        ours = import_seconds(program, PACKAGE)
        measured = f"{ours / theirs:.2f} x ({ours * 1000:.1f} ms)"
        yield Row(f"`{program}`, against `import http`", "3.0 x", measured, ours <= 3 * theirs)
    ours = import_seconds(f"from linkcodes.{provider} import *", PACKAGE)
    measured = f"{ours / theirs:.2f} x ({ours * 1000:.1f} ms)"
    yield Row(f"all vocabularies of {provider} at once, against the same", "", measured, None)


def known_code() -> Iterator[Row]:
    """Parsing a known value and reading its category, against HTTPStatus(404).phrase."""
    vocabulary = linkcodes.vocabulary("lean:linksdk.secondary_status")
    ratio = call_ratio(
        lambda: vocabulary.parse("INVALID_MFA").info.category, lambda: http.HTTPStatus(404).phrase
    )
    what = "`parse(value).info.category`, against `HTTPStatus(404).phrase`"
    yield Row(what, "3.0 x", f"{ratio:.2f} x", ratio <= 3)
    yield Row("`classify()` of a known code, against the same", "3.0 x", "not built yet", None)


def validation() -> Iterator[Row]:
    """Validating a webhook through its pydantic model, against jsonschema on the same schema."""
    body = (REPO / "spec/examples/argyle/verifications.updated/accept" / WEBHOOK).read_bytes()
    schema = GENERATED / "jsonschema/tolerant/argyle/verifications.updated.schema.json"
    validator = Draft202012Validator(json.loads(schema.read_bytes()))
    model = linkcodes.models.argyle.VerificationsUpdated
    payload = json.loads(body)
    ratio = call_ratio(lambda: validator.is_valid(payload), lambda: model.model_validate(payload), calls=300)
    what = "a webhook through its pydantic model, throughput against `jsonschema`"
    yield Row(what, "10 x", f"{ratio:.1f} x", ratio >= 10)


def generation() -> Iterator[Row]:
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


def bytes_of_the_web() -> Iterator[Row]:
    """What one constant and the listener cost a web page."""
    one = len(bundle(ONE_CONSTANT))
    yield Row("one TypeScript constant, bundled and minified", "300 bytes", f"{one} bytes", one <= 300)
    events = zipped(bundle(LISTENER))
    what = "listener with Flinks Connect events and classification, gzip"
    yield Row(what, "3,072 bytes", f"{events:,} bytes", events <= 3072)
    yield Row("all validators of one provider, gzip", "15,360 bytes", "not built yet", None)


WEBHOOK = "completed-documents-partner.json"
ONE_CONSTANT = """
import * as SecondaryStatus from "linkcodes/lean/secondary-status";
console.log(SecondaryStatus.INVALID_MFA);
"""
LISTENER = """
import { listen } from "linkcodes/listener";
import { connectEvent } from "linkcodes/flinks/events";
import { connectErrorCodeBehaviour } from "linkcodes/flinks/behaviour";
listen(connectEvent, {
  origin: location.origin,
  onEvent: ({ codes }) => codes.map(({ value }) => console.log(connectErrorCodeBehaviour(value).category)),
});
"""


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


ROWS: list[Callable[[], Iterator[Row]]] = [
    check_process, check_growth, generation, import_cost, known_code, validation, bytes_of_the_web,
]  # fmt: skip
