"""usage: python -m tools.reality [--all] [--mark]

Print how good the answers are about what people pasted (`spec/conformance/real.json`), by provider and by
what is known: `status` is the provider and the HTTP status, `call` adds operation and payload, `paste` is
what `linkcodes explain` makes of the text alone. `--all` lists each body that is not answered well; `--mark`
writes into the spec where the answers are right now, so that they stay so.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from codegen.model.reality import RealityFile
from tools.reality.judge import RIGHT
from tools.reality.table import JudgedAnswer, lines, results

FILE = Path(__file__).resolve().parents[2] / "spec/conformance/real.json"


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    if unknown := {*arguments} - {"--all", "--mark"}:
        raise SystemExit(f"{__doc__}\nthere is no option {', '.join(sorted(unknown))}")
    found = list(results(RealityFile.model_validate_json(FILE.read_bytes()).bodies))
    print(*lines(found), sep="\n")
    if "--all" in arguments:
        print(*(_line(result) for result in found if result.judgment != RIGHT), sep="\n")
    if "--mark" in arguments:
        FILE.write_text(marked(FILE.read_text("utf-8"), found), "utf-8")


def _line(result: JudgedAnswer) -> str:
    return f"{result.judgment} with {result.known}: {result.body.name} ({'; '.join(result.faults)})"


def marked(text: str, found: Sequence[JudgedAnswer]) -> str:
    """Return the file with what is right marked as met; what was marked before stays."""
    document = json.loads(text)
    for body in document["bodies"]:
        right = [each.known for each in found if each.body.name == body["name"] and each.judgment == RIGHT]
        met = [*dict.fromkeys([*body.get("met", ()), *right])]
        if met:
            body["met"] = met
    return _written(document)


def _written(document: dict[str, object]) -> str:
    """Return the file as it is written: a line a field of each body."""
    bodies = document.pop("bodies")
    assert isinstance(bodies, list)
    shown = [
        ",\n".join(f"      {_json(key)}: {_json(value)}" for key, value in body.items()) for body in bodies
    ]
    head = "".join(f"  {_json(key)}: {_json(value)},\n" for key, value in document.items())
    inner = ",\n".join(f"    {{\n{body}\n    }}" for body in shown)
    return f'{{\n{head}  "bodies": [\n{inner}\n  ]\n}}\n'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    main(sys.argv[1:])
