"""Verify: each check refuses something, and what it refuses is never written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from codegen.command import cli, pipeline
from codegen.output.render import Output, Target, Workshop, targets
from codegen.output.verify import verify
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedSpec
from tests.conftest import SPECS
from tests.test_cli import codegen
from tests.test_emit import tree

GOOD = {
    "a.txt": "text\n",
    "empty.txt": "",
    "a.py": '"""Doc."""\n\nx = 1\n',
    "a.json": '{"a": [1, null]}\n',
    "a.jsonl": '{"a": 1}\n{"a": 2}\n',
    "deep/a.schema.json": '{"type": "string", "pattern": "^a$", "$ref": "#/$defs/b", "$defs": {"b": true}}\n',
}
BAD = {
    "carriage return": ("a.txt", "one\r\ntwo\n", "lines must end in LF"),
    "lone carriage return": ("a.py", "x = 1\ry = 2\n", "lines must end in LF"),
    "no last newline": ("a.txt", "text", "the last one too"),
    "half a character": ("a.txt", "\ud800\n", "surrogates not allowed"),
    "Python": ("a.py", "def f(:\n", "SyntaxError"),
    "Python that becomes an error": ("a.py", 'x = "\\d"\n', "invalid escape sequence"),
    "Python nested too deep": ("a.py", f"x = {'(' * 2000}{')' * 2000}\n", "too many nested parentheses"),
    "JSON": ("a.json", '{"a": }\n', "JSONDecodeError"),
    "JSON without an end": ("a.json", '{"a": 1\n', "JSONDecodeError"),
    "NaN": ("a.json", '{"a": NaN}\n', "NaN is not JSON"),
    "JSON nested too deep": ("a.json", "[" * 100_000 + "\n", "RecursionError"),
    "JSON Lines": ("a.jsonl", '{"a": 1}\n{"a": \n', "JSONDecodeError"),
    "an empty line of JSON Lines": ("a.jsonl", '{"a": 1}\n\n', "JSONDecodeError"),
    "a schema's type": (
        "a.schema.json",
        '{"properties": {"a/b": {"type": "text"}}}\n',
        "at /properties/a~1b/type",
    ),
    "a schema's pattern": ("a.schema.json", '{"pattern": "("}\n', "at /pattern"),
    "a schema's number": ("a.schema.json", '{"minLength": -1}\n', "-1 is less than the minimum of 0"),
    "a schema that is none": ("a.schema.json", "[]\n", "at its root"),
    "a schema's reference": ("a.schema.json", '{"$ref": "#/$defs/gone"}\n', "/$defs/gone"),
    "a schema's address": (
        "a.schema.json",
        '{"$ref": "https://example.org/a"}\n',
        "is no part of the schema",
    ),
    "a template's value": ("a.txt", "text {{ name }}\n", "{{ of a template is left over"),
    "a template's statement": ("a.md", "{% if a %}\n", "{% of a template is left over"),
    "a template's comment": ("a.ts", "{# why #}\n", "{# of a template is left over"),
    "a path up": ("../a.txt", "text\n", "stay below"),
    "a path up from below": ("a/../../b.txt", "text\n", "stay below"),
    "a path from the root": ("/etc/passwd", "text\n", "stay below"),
    "a path of two kinds": ("a//b.txt", "text\n", "stay below"),
    "a path to here": ("./a.txt", "text\n", "stay below"),
    "the folder itself": (".", "text\n", "stay below"),
    "no path": ("", "text\n", "stay below"),
    "a path of Windows": ("a\\..\\..\\b.txt", "text\n", "stay below"),
    "a path with NUL": ("a\0.txt", "text\n", "stay below"),
}


def test_what_is_well_formed_passes() -> None:
    assert verify(GOOD, GOOD) == []


@pytest.mark.parametrize(("path", "text", "says"), BAD.values(), ids=BAD.keys())
def test_what_is_malformed_is_one_finding_that_says_why(path: str, text: str, says: str) -> None:
    [finding] = verify({path: text}, [path])
    assert says in finding.message
    assert finding.rule == "malformed-output"
    assert finding.place.file == f"generated/{path}"
    assert "template or view" in finding.advice


def test_only_what_is_named_is_looked_at() -> None:
    assert verify({"a.json": "{", "b.json": "{}\n"}, ["b.json"]) == []


def test_the_spec_may_say_what_templates_are_written_with() -> None:
    plan = {"a.txt": "use {{name}}\n"}
    assert verify(plan, plan, "write {{name}} in the header".__contains__) == []
    assert len(verify({"a.txt": "{% if %}\n"}, ["a.txt"], "write {{name}}".__contains__)) == 1


def test_packed_data_may_contain_any_letters() -> None:
    plan = {"a.json": '{"word": "{%"}\n', "a.jsonl": '"{#"\n'}
    assert verify(plan, plan) == []


def test_the_hostile_spec_passes(tmp_path: Path) -> None:
    """Its texts are full of what templates are written with; a target must write them as they are."""
    folder = tmp_path / "out"
    assert codegen("generate", "--spec", SPECS["hostile"], "--out", folder)[0] == cli.OK
    assert any(b"{{" in content for content in tree(folder).values())


def malformed(path: str, text: str) -> Target:
    """Return a target whose one output is malformed."""

    def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
        yield Output(path, text, (Place("spec/spec.json"),))

    return Target("malformed", "Broken.", render, folder=Path(__file__).parent)


@pytest.mark.slow
@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_malformed_output_is_a_finding_and_nothing_is_written(
    bad: tuple[str, str, str], tmp_path: Path, tiny_spec: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, text, says = bad
    folder = tmp_path / "deep" / "generated"
    [fast] = [target for target in targets() if target.id == "data"]
    monkeypatch.setattr(pipeline, "targets", lambda: [fast])
    assert codegen("generate", "--spec", tiny_spec, "--out", folder)[0] == cli.OK
    before = tree(tmp_path)
    monkeypatch.setattr(pipeline, "targets", lambda: [fast, malformed(path, text)])
    (folder / "data" / "codes.csv").write_text("drift\n", encoding="utf-8")
    for verb in ("check", "generate"):
        status, report = codegen(verb, "--spec", tiny_spec, "--out", folder)
        assert status == cli.FINDINGS
        assert "error[malformed-output]" in report
        assert says in report
    assert tree(tmp_path) == {**before, "deep/generated/data/codes.csv": b"drift\n"}
