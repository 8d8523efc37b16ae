"""The command `linkcodes live-check`: what it reads and writes, when it fails, and that nothing leaks."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml
import zstandard

from tests.conftest import REPO
from tests.python.cli_runs import Done, Run, tables, warm
from tests.wire_bodies import bodies_of

pytestmark = pytest.mark.slow

BODY = '{"status": "ERROR", "secondary_status": "BRAND_NEW", "message": "x"}'
FINE = BODY.replace("BRAND_NEW", "INVALID_CREDENTIALS")
CREATED = bodies_of("lean:webhook.entity.created")[0]
FIELD = json.dumps({**CREATED.value, "planted": {}})
TIME = "2026-03-01T10:00:00Z"
FORMATS = ("human", "json", "markdown", "github", "junit", "html")
SCHEMA = REPO / "packages/python/linkcodes/cli/live/report.schema.json"


@pytest.fixture(scope="module")
def run(joined: Callable[[str], Path]) -> Iterator[Run]:
    with warm(joined("real")) as run:
        yield run


def check(run: Run, *words: object, stdin: bytes | str = b"") -> Done:
    """Run the command with a report as JSON, which must be as its schema says."""
    done = run("live-check", *map(str, words), "--format", "json", stdin=stdin)
    if done.out:
        jsonschema.validate(done.json, json.loads(SCHEMA.read_bytes()))
    return done


def found(done: Done) -> list[tuple[str, object, str | None]]:
    return [(item["pointer"], item["value"], item["first_seen"]) for item in done.json["findings"]]


NEW = [("/secondary_status", "BRAND_NEW", TIME)]

# ---------------------------------------------------------------- what it reads

ANSWER = {"status": 200, "content": {"text": base64.b64encode(BODY.encode()).decode(), "encoding": "base64"}}
HAR = {
    "log": {
        "entries": [
            {"startedDateTime": TIME, "request": {"url": "https://x.example/"}, "response": ANSWER},
            {"startedDateTime": None, "request": {"url": 3}, "response": []},
            "nothing",
        ]
    }
}
RUBY = {"http_interactions": [{"request": {"uri": "x?y"}, "recorded_at": "Sun, 01 Mar 2026 10:00:00 GMT",
    "response": {"status": {"code": 200}, "body": {"encoding": "UTF-8", "string": BODY}}}]}  # fmt: skip
PYTHON = {"interactions": [{"request": {"body": None}, "recorded_at": TIME,
    "response": {"body": {"string": gzip.compress(BODY.encode())}}}]}  # fmt: skip
NANOSECONDS = "1772359200000000000"
VALUE = {"key": "body", "value": {"stringValue": BODY}}
LOGS = {"resourceLogs": [{"scopeLogs": [{"logRecords": [{"timeUnixNano": NANOSECONDS,
    "body": {"kvlistValue": {"values": [VALUE]}}}, None]}]}]}  # fmt: skip
SPANS = {"resourceSpans": [{"scopeSpans": [{"spans": [{"startTimeUnixNano": NANOSECONDS, "events": [
    {"timeUnixNano": NANOSECONDS, "attributes": [VALUE]}]}]}]}]}  # fmt: skip
FILES: dict[str, str | bytes] = {
    "lines.jsonl": json.dumps({"time": TIME, "body": json.loads(BODY)}) + "\n\n{}\n",
    "app.log": f"[2026-03-01 10:00:00,123] ERROR got {BODY}\r\n[not json\r\n",
    "one.json": json.dumps({"timestamp": TIME, "body": json.loads(BODY)}, indent=2),
    "list.json": json.dumps([{"timestamp": TIME, "body": json.loads(BODY)}, 1]),
    "browser.har": json.dumps(HAR),
    "ruby.yml": yaml.safe_dump(RUBY),
    "ruby.json": json.dumps(RUBY, indent=1),
    "python.yaml": yaml.safe_dump(PYTHON),
    "logs.json": json.dumps(LOGS),
    "spans.jsonl": f"{json.dumps(SPANS)}\n{json.dumps({'resourceLogs': []})}\n",
    "app.log.gz": gzip.compress(f"{TIME} {BODY}\n".encode()),
    "app.log.zst": zstandard.compress(f"{TIME} {BODY}\n".encode()),
    "mark.json": b"\xef\xbb\xbf" + json.dumps({"time": TIME, "body": BODY}).encode(),
}


def written(folder: Path, name: str) -> Path:
    content = FILES[name]
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", FILES)
def test_it_reads_recordings_of_any_kind(run: Run, tmp_path: Path, name: str) -> None:
    done = check(run, written(tmp_path, name))
    assert (done.code, done.err, found(done)) == (1, "", NEW)
    assert done.json["findings"][0]["place"].startswith(str(tmp_path / name))


@pytest.mark.parametrize("name", ["lines.jsonl", "one.json", "app.log.gz", "app.log.zst"])
def test_it_reads_standard_input(run: Run, name: str) -> None:
    content = FILES[name]
    assert found(check(run, "-", stdin=content)) == NEW


def test_it_reads_folders_and_adds_up(run: Run, tmp_path: Path) -> None:
    for name in FILES:
        written(tmp_path, name)
    (tmp_path / "picture.png").write_text(BODY)
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden/app.log").write_text(BODY)
    (tmp_path / "link.log").symlink_to(tmp_path / "app.log")
    [finding] = check(run, tmp_path).json["findings"]
    assert finding["count"] == len(FILES)


def test_a_long_log_is_read_line_by_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "app.log"
    path.write_text(f"{FINE}\n" * 2_000 + "x" * 11_000_000 + BODY + f"\n{TIME} {BODY}")
    done = check(run, path)
    assert found(done) == NEW
    assert done.json["bodies"]["read"] == 2_002
    assert done.json["findings"][0]["place"].endswith("app.log:2002")


# ---------------------------------------------------------------- when it fails


def test_what_is_listed_does_not_fail(run: Run) -> None:
    done = check(run, "-", stdin=FINE)
    assert (done.code, done.json["findings"], done.json["failing"]) == (0, [], [])
    assert done.json["payloads"][0]["valid_strict"] == 1


def test_only_the_kinds_that_are_named_fail(run: Run) -> None:
    assert check(run, "-", "--fail-on", "new-field,invalid", stdin=BODY).code == 0
    assert check(run, "-", "--fail-on", "none", stdin=BODY).code == 0
    assert check(run, "-", "--fail-on", "new-field", "-p", "lean", stdin=FIELD).code == 1
    wrong = '{"status": 3, "secondary_status": "OK", "message": "x"}'
    done = check(run, "-", "--fail-on", "invalid", "-p", "lean", stdin=wrong)
    assert done.code == 1
    assert [item["message"] for item in done.json["findings"]] == ["must be a string or null, not an integer"]


def test_what_the_baseline_has_does_not_fail(run: Run, tmp_path: Path) -> None:
    baseline = tmp_path / "last.json"
    baseline.write_text(check(run, "-", stdin=BODY).out)
    known = check(run, "-", "--baseline", baseline, stdin=BODY)
    assert (known.code, len(known.json["findings"]), known.json["failing"]) == (0, 1, [])
    done = check(run, "-", "--baseline", baseline, stdin=f"{BODY}\n{BODY.replace('BRAND_NEW', 'NEWER')}")
    assert (done.code, len(done.json["findings"]), len(done.json["failing"])) == (1, 2, 1)


def test_it_says_when_nothing_was_recognized(run: Run) -> None:
    done = check(run, "-", stdin="nothing here")
    assert done.code == 0
    assert done.err == "linkcodes: nothing was recognized; name the sender with --provider if you know it\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-", "--fail-on", "new-code"], "--fail-on cannot be 'new-code'; choose from: new-value, new-field"),
        (["-", "--format", "xml"], "--format cannot be 'xml'"),
        (["-", "-p", "leen"], "no provider is called 'leen'"),
        (["-", "--baseline", "nowhere.json"], "nowhere.json: no such file"),
        (["-", "--baseline", str(SCHEMA)], "report.schema.json: it is no report; give what"),
        (["-", "--baseline", str(REPO / "README.md")], "README.md: it is no JSON"),
        (["-", "--emit-draft", str(REPO / "README.md")], "README.md exists; someone may have filled it in"),
        (["-", "--emit-draft", "/nowhere/draft.json"], "/nowhere/draft.json cannot be written"),
        ([], "required: FILE..."),
    ],
)  # fmt: skip
def test_wrong_use_is_one_clear_line(run: Run, words: list[str], message: str) -> None:
    done = run("live-check", *words, stdin=BODY)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert done.err.count("\n") == 1


HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "none.log": ("", "no such file"),
    "deep.yaml": ("[" * 20_000, "it is no YAML"),
    "tab.yaml": ("a:\n\t- password: hunter22", "it is no YAML, see line 2"),
    "tag.yaml": ("!!python/object/apply:os.system ['true']", "it is no YAML, see line 1"),
    "half.gz": (gzip.compress(BODY.encode())[:-9], "the compressed data ends early"),
    "half.zst": (zstandard.compress(BODY.encode() * 9_000)[:30], "the compressed data ends early"),
    "bad.gz": (b"\x1f\x8b\x07nothing", "the compressed data is damaged"),
    "large.json": ('{"a": 1' + " " * (64 << 20) + "}", "it is one document of more than 64 megabytes"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_continues_after_a_file_that_cannot_be_read(run: Run, tmp_path: Path, name: str) -> None:
    content, message = HOSTILE[name]
    bad, good = tmp_path / name, tmp_path / "good.jsonl"
    good.write_text(BODY)
    if name != "none.log":
        bad.write_bytes(content.encode() if isinstance(content, str) else content)
    done = check(run, bad, good)
    assert done.code == 2
    assert message in done.err
    assert done.err.count("\n") == 1
    assert "hunter22" not in done.err
    assert [item[1] for item in found(done)] == ["BRAND_NEW"]


@pytest.mark.parametrize(
    "content",
    ['{"a":' * 100_000, "[" * 100_000, "{}", "[]", "{", "\0" * 99, "\n\n", '{"log": {"entries": {}}}',
     '{"log": 1}',
     '{"resourceLogs": [1, {"scopeLogs": 3}, {"scopeLogs": [{"logRecords": [{"body": []}]}]}]}',
     '{"interactions": [1, null, {"request": 3, "response": {"body": {"base64_string": "?"}}}]}',
     b"\xff\xfe{\x00}\x00", "[1e999999, NaN]", '{"a": ' + "9" * 10_000 + "}"],
    ids=lambda content: repr(content)[:20],
)  # fmt: skip
def test_hostile_content_is_not_recognized(run: Run, content: str | bytes) -> None:
    done = check(run, "-", stdin=content)
    assert done.code == 0
    assert done.json["bodies"]["recognized"] == 0
    assert "Traceback" not in done.err


# ---------------------------------------------------------------- what it writes


@pytest.fixture(scope="module")
def written_as(run: Run) -> Callable[[str], str]:
    content = "\n".join([f"{TIME} {BODY}", f"{TIME} {FINE}", FIELD])
    return lambda form: run("live-check", "-", "-p", "lean", "-f", form, stdin=content).out


def test_people_read_what_is_new_and_what_was_seen(written_as: Callable[[str], str]) -> None:
    text = written_as("human")
    assert text.startswith("3 bodies, 3 recognized. New or wrong: 2, of which 2 fail.")
    assert "BRAND_NEW is not in lean:linksdk.secondary_status" in text
    assert "values that these providers have" in text
    new, recognized, coverage = tables(written_as("markdown"))
    assert (len(new), len(recognized)) == (4, 4)
    assert any("1 of 5" in line for line in coverage)


def test_annotations_name_file_and_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a,b.log"
    path.write_text(f"{FINE}\n{BODY}\n")
    text = run("live-check", str(path), "-f", "github").out
    name = str(path).replace(",", "%2C")
    assert text.startswith(f"::error file={name},line=2,title=linkcodes new-value::lean:linksdk.callback ")
    notice = run("live-check", str(path), "-f", "github", "--fail-on", "none").out
    assert notice.startswith("::notice ")


def test_junit_has_a_test_for_each_payload(written_as: Callable[[str], str]) -> None:
    suite = ElementTree.fromstring(written_as("junit"))
    assert (suite.get("tests"), suite.get("failures")) == ("2", "2")
    names = {case.get("name"): [item.get("type") for item in case] for case in suite.iter("testcase")}
    assert names == {"lean:linksdk.callback": ["new-value"], "lean:webhook.entity.created": ["new-field"]}


class Page(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_page_needs_no_network_and_follows_light_and_dark(written_as: Callable[[str], str]) -> None:
    text = written_as("html")
    page = Page(text)
    names = [tag for tag, _ in page.tags]
    assert not {"script", "link", "img", "iframe"} & set(names)
    assert not {name for _, attributes in page.tags for name in attributes} & {"src", "href", "style"}
    assert not re.search(r"https?:|url\(|@import", text)
    assert "prefers-color-scheme: dark" in text
    assert names.count("svg") == 1
    assert names.count("rect") == 2 * len([line for line in text.split("<rect") if "seen" in line[:120]])
    assert "BRAND_NEW is not in lean:linksdk.secondary_status" in text


# ---------------------------------------------------------------- nothing leaks

SECRETS = {
    "email": "jane.doe@example.com", "key": "sk_live_51H8xJ2eZvKYlo2C0abcdefgh",
    "token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.c2lnbmF0dXJl", "iban": "GB29NWBK60161331926819",
    "card": "4111111111111111", "phone": "+971501234567",
}  # fmt: skip


def leaky(secret: str) -> dict[str, str]:
    """Return files that have a secret wherever one can be."""
    body = json.loads(BODY)
    bodies: list[Any] = [
        {**body, "secondary_status": secret},
        {**body, "message": secret},
        {**body, secret: "x"},
        {**body, "more": {secret: [secret]}},
        {**CREATED.value, "type": secret, "message": secret, secret: secret},
        {"time": secret, "password": secret, "body": {**body, "status": secret}},
        f"{secret} {BODY} {secret}",
        f"https://x.example/?status=ERROR&secondary_status={secret}&message={secret}&{secret}=1",
    ]
    texts = [body if isinstance(body, str) else json.dumps(body) for body in bodies]
    headers = [{"name": "Authorization", "value": secret}]
    entries = [
        {"startedDateTime": secret, "request": {"url": f"https://x.example/?k={secret}", "headers": headers,
         "postData": {"text": text}}, "response": {"content": {"text": text}}} for text in texts
    ]  # fmt: skip
    recorded = [{"request": {"uri": secret, "body": text}, "recorded_at": secret} for text in texts]
    return {
        f"{secret}.jsonl": "\n".join(texts),
        f"{secret}.har": json.dumps({"log": {"entries": entries}}),
        f"{secret}.yaml": yaml.safe_dump({"interactions": recorded}),
        f"{secret}-broken.yaml": f"a: {secret}\n\t{secret}: ]",
        f"{secret}-broken.json": f'{{"a": {secret}',
    }


@pytest.mark.parametrize("form", FORMATS)
def test_no_secret_is_in_any_output(run: Run, tmp_path: Path, form: str) -> None:
    folders = [tmp_path / secret for secret in SECRETS.values()]
    for folder in folders:
        folder.mkdir()
        for name, content in leaky(folder.name).items():
            (folder / name).write_text(content)
    draft = tmp_path / "draft.json"
    places = (str(place) for folder in folders for place in (folder, folder / f"no {folder.name}"))
    done = run("live-check", *places, "-p", "lean", "-f", form, "--emit-draft", str(draft))
    assert done.code == 2  # of a broken file
    assert "BRAND_NEW" in done.out
    assert done.err.count("no such file") == len(SECRETS), "it stopped before the last"
    for text in (done.out, done.err, draft.read_text() if draft.exists() else ""):
        for secret in SECRETS.values():
            assert secret not in text
            assert secret.encode().hex() not in text
