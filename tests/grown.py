"""A spec with a made-up provider that has what few have: tokens, several marks, fields beside codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from tests.conftest import SPECS, TESTS

_FILE = TESTS / "fixtures/grown/borea.json"
_TYPED = {"error_type": "USER_ERROR", "error_code": "INVALID_FIELD"}
_UNTYPED = {"error_type": "ITEM_ERROR", "error_code": "INVALID_FIELD"}
ACCEPTED: dict[str, dict[str, Any]] = {
    "api.error": {**_UNTYPED, "error_message": "no", "borea_request": "r", "causes": [_TYPED, _UNTYPED]},
    "hook.any": {"webhook_type": "LOANS", "webhook_code": "ERROR", "borea_item": "i"},
    "hook.item_error": {"webhook_type": "ITEM", "webhook_code": "ERROR", "borea_item": "i", "error": _TYPED},
    "hook.income_error": {"webhook_type": "INCOME", "webhook_code": "ERROR", "borea_item": "i"},
    "hook.ends_soon": {"webhook_type": "ITEM", "webhook_code": "ENDS_SOON", "consent_ends": "2026-02-01"},
    "hook.ready": {"webhook_type": "ITEM", "webhook_code": "READY", "consent_ends": 1767225600},
    "pay.event": {"event": "paid", "borea_payment": "p-1"},
}
_COMMON = ("decisions.json", "redaction.json", "search.json")


def provider() -> dict[str, Any]:
    """Return the file of the provider."""
    found: dict[str, Any] = json.loads(_FILE.read_bytes())
    return found


def grown_spec(folder: Path) -> Path:
    """Write the spec: the real words and decisions, and one provider."""
    real = SPECS["real"]
    (folder / "providers").mkdir(parents=True)
    (folder / "texts").mkdir()
    shutil.copy(_FILE, folder / "providers/borea.json")
    for name in _COMMON:
        shutil.copy(real / name, folder / name)
    _write(folder / "spec.json", real / "spec.json", providers=["borea"], locales=["en"])
    _write_texts(folder / "texts/en.json", json.loads((real / "texts/en.json").read_bytes()))
    for payload, example in ACCEPTED.items():
        cases: dict[str, Any] = {"list": [], "text": "text", "null": None}
        (folder / "examples/borea").mkdir(parents=True, exist_ok=True)
        examples = {"accept": {"sent": example}, "reject": cases}
        (folder / f"examples/borea/{payload}.json").write_text(json.dumps(examples))
    return folder


def _write_texts(path: Path, texts: dict[str, Any]) -> None:
    """Write the texts that belong to no code, with the lines that they name."""
    named = {line for entry in texts["entries"] for line in entry["support"].get("never_ask", ())}
    lines = [line for line in texts["never_ask"] if line["id"] in named]
    path.write_text(json.dumps({**texts, "codes": [], "never_ask": lines}))


def _write(path: Path, like: Path, **changes: object) -> None:
    path.write_text(json.dumps({**json.loads(like.read_bytes()), **changes}))
