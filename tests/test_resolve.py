"""What follows from a spec where it says nothing itself."""

from __future__ import annotations

from pathlib import Path

from codegen.read.load import load
from codegen.resolve.build import resolve
from tests.editing import edit


def test_a_code_without_a_version_is_as_old_as_its_vocabulary(tiny_spec: Path) -> None:
    """Lint asks for it in the spec itself; an overlay of a private provider may leave it out."""
    for code in (0, 1):
        edit(tiny_spec, "providers/acme.json", f"/vocabularies/0/codes/{code}/since", remove=True)
    edit(tiny_spec, "providers/acme.json", "/vocabularies/0/since", "0.0.9")
    codes = resolve(load(tiny_spec)).providers[0].vocabularies[0].codes
    assert [(code.name, code.since, code.deprecated_in) for code in codes[:3]] == [
        ("OK", "0.0.9", None),
        ("DONE", "0.0.9", "0.0.9"),
        ("BAD_LOGIN", "0.1.0", None),
    ]
