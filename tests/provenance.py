"""A spec with two providers in parts, edits that show in every output that a file can reach, and signs."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from codegen.text.json_text import digest
from tests.conftest import SPECS

PARTS: Mapping[str, tuple[str, ...]] = {
    "codes": ("vocabularies", "methods"),
    "wire": ("definitions", "payloads", "signatures", "deliveries"),
    "flows": ("addresses", "scenarios", "flows", "state_diagrams"),
}
"""What moves from a provider's own file to which part; the first vocabulary gets a part of its own."""


def parted(folder: Path) -> Path:
    """Write a spec of two providers in parts, which are alike but for their names; return its folder."""
    spec = Path(shutil.copytree(SPECS["tiny"], folder / "spec"))
    head = json.loads((spec / "providers/acme.json").read_bytes())
    parts = {name: {key: head.pop(key) for key in keys} for name, keys in PARTS.items()}
    parts["status"] = {"vocabularies": parts["codes"]["vocabularies"][:1]}
    parts["codes"]["vocabularies"] = parts["codes"]["vocabularies"][1:]
    write(spec / "providers/acme.json", {**head, "parts": sorted(parts)})
    for name, part in parts.items():
        write(spec / f"providers/acme/{name}.json", part)
    for path in [*spec.glob("*/acme/**/*.json"), spec / "providers/acme.json"]:
        text = path.read_text(encoding="utf-8").replace("acme", "bolt").replace("Acme", "Bolt")
        write(spec / path.relative_to(spec).as_posix().replace("acme", "bolt"), json.loads(text))
    root = json.loads((spec / "spec.json").read_bytes())
    write(spec / "spec.json", {**root, "providers": ["acme", "bolt"]})
    for kind, given in {"decode": {"anything": "A text."}, "retry": {"subject": "A text."}}.items():
        vector = {
            "name": "A vector by hand.",
            "why": "By hand.",
            "input": given,
            "expected": {"known": False},
        }
        write(spec / f"conformance/{kind}.json", {"vectors": [vector]})
    return spec


OUTCOME = json.loads((SPECS["tiny"] / "providers/acme.json").read_bytes())["vocabularies"][0]["codes"][0][
    "behavior"
]


def translated(spec: Path) -> Path:
    """Give a spec its texts in a second language, in two files; return its folder."""
    source = json.loads((spec / "texts/en.json").read_bytes())
    ids = {
        item.get("id") or "_".join(item[key] for key in ("category", "challenge") if key in item): item
        for item in (*source["entries"], *source["codes"])
    }
    shown = [
        {"id": id, **{key: _translation(text) for key, text in item["end_user"].items()}}
        for id, item in ids.items()
    ]
    told = [
        {"id": id, **{key: [_translation(line) for line in item["support"][key]] for key in ("ask", "do")}}
        for id, item in ids.items()
    ]
    shared = [{"id": item["id"], **_translation(item["text"])} for item in source["never_ask"]]
    head = {"locale": "fr-CA", "name": "français", "dir": "ltr", "wording": source["wording"]}
    write(spec / "texts/fr-CA.json", {**head, "parts": ["support"], "end_user": shown})
    write(spec / "texts/fr-CA/support.json", {"support": told, "never_ask": shared})
    root = json.loads((spec / "spec.json").read_bytes())
    write(spec / "spec.json", {**root, "locales": [*root["locales"], "fr-CA"]})
    return spec


def _translation(text: str) -> dict[str, str]:
    return {"of": digest(text), "text": f"Oui, {text}"}


def write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def edited(value: Any) -> Any:
    """Return the content of a file with every text changed, and all else that can be without breaking it."""
    if isinstance(value, str):
        return value.replace(" ", "_", 1)  # no longer than before
    if isinstance(value, list):
        return [edited(item) for item in value]
    if not isinstance(value, dict):
        return value
    changed = {key: EDITS[key](item) if key in EDITS else edited(item) for key, item in value.items()}
    if "codes" in value and "type_name" in value:
        changed["codes"].append(another(value["codes"][0]))
    return changed


def another(code: dict[str, Any]) -> dict[str, Any]:
    """Return a code of another value, which but for its case is that of codes everywhere else."""
    value = code["value"]
    kept = {key: item for key, item in code.items() if key != "deprecated"}
    return {**kept, "name": "EDITED", "value": value.swapcase() if isinstance(value, str) else value + 4000}


def remade(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part without payloads, whose codes have other values and are all outcomes."""
    codes = [code for item in part.get("vocabularies", ()) for code in item["codes"]]
    for code in codes:
        code["value"] = another(code)["value"]
        if "contexts" not in code:
            code["behavior"] = OUTCOME
    return {**part, "payloads": []}


def unsigned(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part with no payloads, and nothing that signs them."""
    return {key: [] if key in ("payloads", "signatures") else value for key, value in part.items()}


def reused(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part with a vocabulary and a signature more, and a value that the tiny spec calls old."""
    vocabularies = part.get("vocabularies", [])
    vocabularies += [
        {
            **item,
            "id": f"{item['id']}_edited",
            "type_name": f"{item['type_name']}Edited",
            "value_type": "string",
            "codes": [{**another(item["codes"][0]), "value": "4242 4242 4242 4242"}],
        }
        for item in vocabularies[:1]
    ]
    signatures = part.get("signatures", [])
    signatures += [{**item, "id": f"{item['id']}_edited"} for item in signatures[:1]]
    for vocabulary in vocabularies:
        if vocabulary.get("value_type", "string") == "string":
            vocabulary["codes"].append({**another(vocabulary["codes"][0]), "value": "badlogin"})
    return part


def _longer(value: str) -> str:
    return f"{value}-edited"


def _higher(value: dict[str, Any]) -> dict[str, Any]:
    return {key: item + 1 for key, item in value.items()}


EDITS: Mapping[str, Callable[[Any], Any]] = {
    "url": _longer,
    "dir": lambda direction: "rtl" if direction == "ltr" else "ltr",
    "header": _longer,
    "type_name": lambda name: f"{name}Edited",
    "partial": lambda partial: partial if isinstance(partial, list) else not partial,
    "spec_version": lambda version: f"9{version}",
    "providers": lambda names: names[::-1],
    "parts": lambda names: names[::-1],
    "retry_policy": _higher,
    "weights": _higher,
    "properties": lambda fields: {**edited(fields), "edited": {"type": "string", "description": "A field."}},
}
"""How to change the values of some keys."""


def example(file: Any) -> Any:
    """Return the examples of a payload with something added to each."""
    return {verdict: {name: _grown(case) for name, case in cases.items()} for verdict, cases in file.items()}


def _grown(case: Any) -> Any:
    return {**case, "edited": 1} if isinstance(case, dict) else [case, 1]


FIRST_SIGN = 0x4E00
"""The first of the letters that are signs; no spec has any of them."""
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")


def sign(spec: Path, files: Sequence[str]) -> dict[str, str]:
    """Give each text of these files a letter that is that of its file alone; return the files by letter."""
    signs = {chr(FIRST_SIGN + number): file for number, file in enumerate(files)}
    for letter, file in signs.items():
        content = signed(json.loads((spec / file).read_bytes()), letter)
        if file.startswith("texts/") and letter not in content.get("name", letter):
            content["name"] += letter  # a name of one word, which is all that the head of a language shows
        write(spec / file, content)
    return signs


def signed(value: Any, letter: str) -> Any:
    """Return the content of a file with a letter in each text: what has several words, or a name abroad."""
    if isinstance(value, str):
        return value.replace(" ", letter, 1) if value.isascii() or " " in value else value + letter
    if isinstance(value, list):
        return [signed(item, letter) for item in value]
    return {key: signed(item, letter) for key, item in value.items()} if isinstance(value, dict) else value


def shown(text: str, signs: Mapping[str, str]) -> set[str]:
    """Return the files whose signs a text shows, escaped or not."""
    letters = {*text, *(chr(int(digits, 16)) for digits in _ESCAPED.findall(text))}
    return {file for letter, file in signs.items() if letter in letters}
