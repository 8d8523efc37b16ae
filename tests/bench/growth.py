"""How the time and memory of a check grow with the spec."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench.measure import PYTHON, REPO, Run, process, sized

SPEC = sized(REPO / "spec", REPO / "tests/fixtures/tiny/spec")
"""What is enlarged: where little is measured, the smallest spec that the tests have."""


def enlarge(target: Path, factor: int) -> int:
    """Write one provider's spec with vocabularies `factor` times as long; return the number of codes.

    One provider is enough to see how costs grow, and a hundred times all of them would take half an hour.
    """
    shutil.copytree(SPEC, target)
    _keep_smallest(target)
    return sum(_enlarge_file(path, factor) for path in sorted((target / "providers").rglob("*.json")))


def _keep_smallest(spec: Path) -> None:
    """Remove all providers but the one with the shortest files."""
    root = json.loads((spec / "spec.json").read_bytes())
    sizes = {name: _size(spec / "providers" / name) for name in root["providers"]}
    kept = min(sizes, key=sizes.__getitem__)
    for name in sizes.keys() - {kept}:
        (spec / "providers" / f"{name}.json").unlink()
        shutil.rmtree(spec / "providers" / name)
        shutil.rmtree(spec / "examples" / name)
    left = {**root, "providers": [kept], "locales": ["en"]}
    (spec / "spec.json").write_text(json.dumps(left), encoding="utf-8")
    _keep_english(spec / "texts", kept)
    _keep_bodies(spec / "conformance/real.json", kept)


def _keep_english(texts: Path, provider: str) -> None:
    """Remove the translations, the texts for codes of other providers, and those for groups of codes."""
    for path in texts.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.stem != "en":
            path.unlink()
    english = json.loads((texts / "en.json").read_bytes())
    english["codes"] = [
        {name: value for name, value in text.items() if name != "when"}
        for text in english["codes"]
        if "codes" in text and all(code.startswith(f"{provider}:") for code in text["codes"])
    ]
    del english["wording"]["claims"]  # by which the texts of the groups are compared with plans
    kept = (*english["entries"], *english["codes"])
    named = {line for text in kept for line in text["support"].get("never_ask", ())}
    english["never_ask"] = [line for line in english["never_ask"] if line["id"] in named]
    (texts / "en.json").write_text(json.dumps(english), encoding="utf-8")


def _keep_bodies(file: Path, provider: str) -> None:
    """Remove what people pasted of other providers."""
    if file.is_file():
        real = json.loads(file.read_bytes())
        real["bodies"] = [body for body in real["bodies"] if body["provider"] == provider]
        file.write_text(json.dumps(real), encoding="utf-8")


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*.json"))


def _enlarge_file(path: Path, factor: int) -> int:
    provider = json.loads(path.read_bytes())
    vocabularies = provider.get("vocabularies", [])
    for vocabulary in vocabularies:
        vocabulary["codes"] = [_renamed(code, n) for n in range(factor) for code in vocabulary["codes"]]
    path.write_text(json.dumps(provider), encoding="utf-8")
    return sum(len(vocabulary["codes"]) for vocabulary in vocabularies)


def _renamed(code: dict[str, Any], n: int) -> dict[str, Any]:
    """Return the n-th copy of a code; its links lead to the n-th copies of their ends."""
    if n == 0:
        return code
    new = copy.deepcopy(code)
    new["name"] = f"{code['name']}_N{n}"
    value = code["value"]
    new["value"] = value + n * 1_000_000 if isinstance(value, int) else f"{value}_n{n}"
    if "http_status" in code:  # what excuses a second one names the first copy alone
        new["http_status"] = code["http_status"][:1]
    new["synonyms"] = [f"{name}_N{n}" for name in code.get("synonyms", [])]
    if code.get("deprecated", {}).get("replaced_by"):
        new["deprecated"]["replaced_by"] += f"_N{n}"
    return new


class Growth(NamedTuple):
    """The number of codes of a spec, and what looking at its outputs costs."""

    codes: int
    check: Run
    """A check that finds everything in sync."""
    render: Run
    """A full rendering and comparison, as when something has changed."""


def growth(factor: int, scratch: Path) -> Growth:
    """Return the best of some runs on a spec with `factor` times as many codes."""
    runs = sized(3 if factor < 100 else 1, 1)  # rendering the largest takes minutes
    spec, out = scratch / f"x{factor}" / "spec", scratch / f"x{factor}" / "out"
    codes = enlarge(spec, factor)
    where = ["--spec", spec, "--out", out]
    process([PYTHON, "-m", "codegen", "generate", *where])
    check = min(process([PYTHON, "-m", "codegen", "check", *where]) for _ in range(runs))
    (out / "data/codes.csv").unlink()  # else there would be nothing to do
    render = min(process([PYTHON, "-m", "codegen", "generate", "--dry-run", *where]) for _ in range(runs))
    return Growth(codes, check, render)
