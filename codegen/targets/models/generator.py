"""Runs datamodel-code-generator, which is slow to import and to run, on the definitions of one module."""

from __future__ import annotations

import ast
import hashlib
import importlib.metadata
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from textwrap import indent
from typing import Any

from codegen.targets.models.schema import Choices, Definitions
from codegen.text.escape import py_doc, py_str

FOLDER = Path(__file__).parent
LINE_LENGTH = 110
OPTIONS: Mapping[str, Any] = {
    "input_file_type": "jsonschema",
    "output_model_type": "pydantic_v2.BaseModel",
    "target_python_version": "3.11",
    "base_class": "linkcodes.models._base.Payload",
    "custom_file_header": "\n",  # the tool puts a header of its own in the place of none
    "enum_field_as_literal": "all",
    "use_annotated": True,
    "use_double_quotes": True,
    "use_schema_description": True,
    "use_field_description": True,
    "skip_root_model": True,
    "disable_timestamp": True,
    "formatters": ["builtin"],
    "builtin_format_line_length": LINE_LENGTH,
}
"""What the tool is asked for, under the names of its own configuration."""

_LIST = re.compile(r"( +)(.*(?:Literal\[|either\())(.+)([\])].*)")
_ITEM = re.compile(r'\([^()]*\)|"(?:[^"\\]|\\.)*"')
_IMPORT = re.compile(r"^(from (?:typing|pydantic) import )(.+)\n", re.MULTILINE)
_NUMBERED = re.compile(r'^( *)"""(\d+)"""$', re.MULTILINE)


def recipe(definitions: Definitions, *texts: str) -> str:
    """Return a digest of all that the module is made from but its docstrings.

    `texts` are those that its template shows.
    """
    version = importlib.metadata.version("datamodel-code-generator")
    content = [version, *texts, definitions.document(), definitions.either]
    digest = hashlib.sha256(json.dumps(content).encode())
    for path in (*sorted(FOLDER.glob("*.py")), *sorted(FOLDER.glob("templates/**/*.jin*"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def classes(definitions: Definitions) -> str:
    """Return the source of the module's imports and classes."""
    from datamodel_code_generator import generate  # noqa: PLC0415  (costs more than a whole check)

    either = {name: {"either": _either(choices)} for name, choices in definitions.either.items()}
    text = generate(
        json.dumps(definitions.document()),
        custom_template_dir=FOLDER / "templates",
        extra_template_data=defaultdict(dict, either),
        additional_imports=["linkcodes.models._base.either"] if either else [],
        settings_path=Path(FOLDER.anchor),  # else the tool looks for settings where it is started
        **OPTIONS,
    )
    # The tool would write texts as they are, characters that change how a line is read included.
    lines = "\n".join(map(_wrapped, _without_unused_imports(str(text)).strip().split("\n")))
    return _NUMBERED.sub(lambda hit: _docstring(hit[1], definitions.docs[int(hit[2])]), lines)


def rewritten(module: str, definitions: Definitions) -> str:
    """Return a module with the docstrings of these definitions in the place of its own.

    A class and its fields have theirs in the order of the definitions; the tool orders the classes.
    """
    lines = module.split("\n")
    classes = [node for node in ast.parse(module).body if isinstance(node, ast.ClassDef)]
    for found in reversed(classes):
        texts = [node for node in found.body if _is_text(node)]
        docs = definitions.docs_of(found.name)
        if len(texts) != len(docs):
            return ""  # not of this form
        for node, doc in reversed([*zip(texts, docs, strict=True)]):
            lines[node.lineno - 1 : node.end_lineno] = _docstring(" " * node.col_offset, doc).split("\n")
    return "\n".join(lines)


def _is_text(node: ast.stmt) -> bool:
    value = node.value if isinstance(node, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _without_unused_imports(source: str) -> str:
    """Drop the imports that the tool adds to an object with further fields and then does not use."""

    def needed(hit: re.Match[str]) -> str:
        names = [name for name in hit[2].split(", ") if len(re.findall(rf"\b{name}\b", source)) > 1]
        return f"{hit[1]}{', '.join(names)}\n" if names else ""

    return _IMPORT.sub(needed, source)


def _wrapped(line: str) -> str:
    """Break a line that is too long at the commas of its one list, which the tool leaves as it is."""
    hit = _LIST.fullmatch(line) if len(line) > LINE_LENGTH else None
    if not hit:
        return line
    margin, head, items, tail = hit.groups()
    if len(margin) + 4 + len(items) <= LINE_LENGTH:
        return f"{margin}{head}\n{margin}    {items}\n{margin}{tail}"
    parts = "".join(f"{margin}    {item},\n" for item in _ITEM.findall(items))
    return f"{margin}{head}\n{parts}{margin}{tail}"


def _docstring(margin: str, text: str) -> str:
    end = f"\n{margin}" if "\n" in text else ""
    return indent(f'"""{py_doc(text)}', margin) + f'{end}"""'


def _either(choices: Choices) -> str:
    groups = (", ".join(map(py_str, choice)) + "," * (len(choice) == 1) for choice in choices)
    return f"either({', '.join(f'({group})' for group in groups)})"
