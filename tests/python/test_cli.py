"""The command `linkcodes`: explain, decode, search and table."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.python.cli_runs import FLINKS, Run, tables, warm
from tests.wire_bodies import wire_bodies

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def run(joined: Callable[[str], Path]) -> Iterator[Run]:
    with warm(joined("real")) as run:
        yield run


# explain


def test_explain_says_first_what_happened_and_who_must_act(run: Run) -> None:
    done = run("explain", "INVALID_PASSWORD", "--vocabulary", "connect.error")
    lines = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert lines[:2] == ["INVALID_PASSWORD · flinks:connect.error", "Credentials invalid"]
    parts = [
        "Next                  Ask the user to enter",
        "Why                   Ask the user: ",
        "Who must act          end user",
        "What to do            Enter the login",
        "With no user present  The same",
        "Tell the end user",
    ]
    parts += [
        "As support",
        "Never ask for: Passwords",
        "As developer",
        "Fixes",
        "Sources",
        "About this entry",
    ]
    places = [done.out.index(part) for part in parts]
    assert places == sorted(places)
    assert all(len(line) <= 80 for line in lines)


def test_explain_puts_several_meanings_side_by_side(run: Run) -> None:
    both = run("explain", "INVALID_LOGIN", "-v", "api.code").out
    assert "3 meanings" in both and "How to tell: The message names the LoginId" in both
    assert both.index("(assumed, if nothing tells)") < both.index("How to tell: ")
    message = "The LoginId provided is either invalid or does not belong to the CustomerId"
    one = run("explain", "INVALID_LOGIN", "-v", "api.code", "--message", message, "--format", "json").json
    [match] = one["matches"]
    assert match["classification"]["context"] == "login_id"
    assert match["classification"]["actor"] == "developer"
    assert match["voices"]["end_user"]["button"] == "Close"
    assert match["info"]["name"] == "INVALID_LOGIN"


def test_explain_takes_no_side_where_providers_disagree(run: Run) -> None:
    shared = run("explain", "INVALID_ACCOUNT_ID", "--format", "json").json
    assert shared["known"] and shared["head"]["category"] == "unknown"
    assert shared["plan"]["decision"] == "check_first"
    assert {match["classification"]["provider"] for match in shared["matches"]} == {"enable_banking", "plaid"}
    one = run("explain", "INVALID_ACCOUNT_ID", "-p", "plaid", "--format", "json").json
    assert one["head"]["category"] == "account_unavailable"


def test_explain_leaves_the_words_of_http_to_http(run: Run) -> None:
    said = run("explain", "Too many requests", "--format", "json").json
    assert not said["known"] and said["plan"] is None
    assert "TOO_MANY_REQUESTS" in said["near"]
    assert run("explain", "TOO_MANY_REQUESTS", "--format", "json").json["known"]
    assert run("explain", "Too many requests", "-p", "flinks", "--format", "json").json["known"]


def test_explain_groups_the_vocabularies_that_behave_alike(run: Run) -> None:
    done = run("explain", "FAILED")
    assert re.match(r"FAILED is in \d+ vocabularies, with \d+ different verdicts\.\n", done.out)
    assert len(re.findall(r"^Where  ", done.out, re.MULTILINE)) == 3
    assert re.search(r"^\d+ more verdicts, in: ", done.out, re.MULTILINE)
    assert len(done.out.splitlines()) <= 60
    assert done.out.splitlines()[1].startswith("Until you know which: Look up what happened ")
    assert "narrow it down, for example: --" in done.out
    alike = run("explain", "INVALID_PASSWORD").out
    assert "which behave alike: flinks:api.code,\nflinks:connect.error. " in alike and "As support" in alike


def test_explain_suggests_what_an_unlisted_code_may_have_been(run: Run) -> None:
    done = run("explain", "invalid_pasword", "--format", "json")
    assert done.code == 1
    assert (done.json["known"], done.json["matches"]) == (False, [])
    assert "INVALID_PASSWORD" in done.json["near"]
    human = run("explain", "invalid_pasword")
    assert human.code == 1 and human.out.startswith("invalid_pasword is not listed.")
    assert run("explain", "zzzzqqqq").code == 1


def test_explain_shows_a_guess_as_a_guess(run: Run) -> None:
    done = run("explain", "BRAND_NEW", "--provider", "flinks", "--http-status", "503", "--format", "json")
    assert done.code == 1
    [guess] = done.json["guesses"]
    assert (guess["matched_by"], guess["known"], guess["confidence"]) == ("http_status", False, "L")


def test_explain_knows_ids_and_integers_and_what_is_no_outcome(run: Run) -> None:
    assert run("explain", "flinks:connect.error#INVALID_PASSWORD").out.startswith(
        "INVALID_PASSWORD · flinks:connect.error"
    )
    assert run("explain", "901", "--provider", "flinks").code == 0
    method = run("explain", "reconnect", "-p", "lean", "-v", "linksdk.method", "--format", "json").json
    assert method["matches"][0]["voices"] is None


@pytest.mark.parametrize("provider", ["lean", "flinks", "argyle"])
def test_every_code_can_be_explained_in_every_form(real: Any, provider: str) -> None:
    explain, card, markdown = (real(f"cli.{name}") for name in ("explain", "card", "markdown"))
    human, catalog = real("cli.human"), real("cli.catalog")
    for entry in catalog.wanted(catalog.Filter(provider)):
        exact = catalog.Filter(provider, entry.vocabulary)
        found = explain.matches(entry.value, exact, explain.Clues(None, None, None))
        assert [match.entry.id for match in found] == [entry.id]
        record = explain._match_record(found[0])
        assert json.loads(json.dumps(record))["classification"]["id"] == entry.id
        parts = list(card.card(found[0].found, explain._info(found[0])))
        assert entry.value in human.human(parts)
        tables(markdown.markdown(parts))


# explain as the one box


@pytest.mark.parametrize(
    ("text", "read_as", "id"),
    [
        ("  INVALID_MFA\n", "code", "lean:linksdk.secondary_status#INVALID_MFA"),
        ('"secondary_status":"INVALID_MFA",', "quoted", "lean:linksdk.secondary_status#INVALID_MFA"),
        ("'INVALID_MFA'", "quoted", "lean:linksdk.secondary_status#INVALID_MFA"),
        ("lean INVALID_MFA", "code", "lean:linksdk.secondary_status#INVALID_MFA"),
        ("account_disabled Argyle:", "code", "argyle:account_connection.error#ACCOUNT_DISABLED"),
        ("invalid-password", "spelling", "flinks:api.code#INVALID_PASSWORD"),
        ("bankMaintenanceRetryLater", "spelling", "flinks:api.code#BANK_MAINTENANCE_RETRY_LATER"),
        ("The LoginId provided is either invalid or does not belong to the CustomerId.", "message",
         "flinks:api.code#INVALID_LOGIN"),
    ],
)  # fmt: skip
def test_explain_takes_what_people_have(run: Run, text: str, read_as: str, id: str) -> None:
    done = run("explain", text, "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert (done.json["read_as"], done.json["head"]["id"]) == (read_as, id)
    assert run("explain", text).code == 0


def test_explain_hears_which_meaning_a_message_has(run: Run) -> None:
    message = "The LoginId provided is either invalid or does not belong to the CustomerId"
    done = run("explain", message, "--format", "json")
    assert {match["classification"]["context"] for match in done.json["matches"]} == {"login_id"}
    assert run("explain", message).out.startswith("The message comes with INVALID_LOGIN.\n")


@pytest.mark.parametrize(
    "text",
    [
        FLINKS,
        FLINKS[:-1],
        FLINKS[: FLINKS.index("INVALID_PASSWORD") + 17],
        FLINKS[: FLINKS.index('"RequestId"') + 9],
        "https://app.example/back?status=ERROR&secondary_status=INVALID_CREDENTIALS&token=hunter2",
    ],
)
def test_explain_reads_payloads_as_far_as_they_go(run: Run, text: str) -> None:
    for format in ("human", "json", "markdown"):
        done = run("explain", text, "--format", format)
        assert (done.code, done.err) == (0, "") and "hunter2" not in done.out
    assert run("explain", text, "--format", "json").json["payload"]["verdict"] == "failed"


def test_explain_reads_a_cut_payload_that_does_not_say_whose_it_is(run: Run) -> None:
    done = run("explain", '{"status":"ERROR"', "--format", "json")
    assert (done.code, done.json["known"], done.json["shared"]) == (1, False, ["ERROR"])
    assert run("explain", '{"status":"ERROR"', "-p", "lean", "--format", "json").json["known"]


def test_explain_searches_where_nothing_is_called_that(run: Run) -> None:
    done = run("explain", "wrong", "password", "--format", "json")
    assert (done.code, done.json["known"]) == (1, False)
    assert done.json["found"][0]["value"] == "INVALID_PASSWORD"
    assert "Codes that fit the words\n" in run("explain", "wrong password").out


HOSTILE = [
    "", " ", '"', "{", '{"a":[[[[', "[" * 5000, '{"' * 500, "lean lean", "\x1b[31mred", "a\\", '{"a":"\\',
    "://", "?=", "\u202e", "--", "é" * 1000, "-1", "0x1", "9" * 400, "#", "flinks:api.code#", "X" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("command", ["explain", "search"])
def test_no_text_upsets_the_command(real: Any, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    run = real("cli.app").run
    for text in HOSTILE:
        for format in ("human", "json", "markdown"):
            with pytest.raises(SystemExit) as ended:
                run([command, "--format", format, "--", text])
                raise SystemExit(0)
            assert ended.value.code in (0, 1, 2), text
            assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", capsys.readouterr().out)


@pytest.mark.parametrize(
    "words", [["--nothing"], ["explain"], ["explain", "X", "--http-status", "y"], ["explain", "-f"]]
)
def test_wrong_words_end_with_2_and_no_traceback(run: Run, words: list[str]) -> None:
    done = run(*words)
    assert (done.code, done.out) == (2, "") and done.err.startswith("linkcodes: ")
    assert len(done.err.splitlines()) == 1


def test_explain_loads_no_framework_and_one_provider(joined: Callable[[str], Path]) -> None:
    program = (
        "import sys; sys.argv = ['linkcodes', 'explain', 'INVALID_PASSWORD', '-v', 'api.code']\n"
        "from linkcodes.cli import main; main()\n"
        "from linkcodes._packaged import packaged\n"
        "print(sorted({'typer', 'rich', 'email', 'inspect', 'shutil'} & set(sys.modules)), file=sys.stderr)\n"
        "print(packaged.cache_info().currsize, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", program],
        env={"PYTHONPATH": str(joined("real"))}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded, files = done.stderr.splitlines()
    assert not {"typer", "rich", "email"} & set(re.findall(r"\w+", loaded))
    assert int(files) <= 6  # taxonomy, words, texts, rules, those of one provider


def test_the_package_itself_is_the_command(joined: Callable[[str], Path]) -> None:
    command = [sys.executable, "-B", "-m", "linkcodes", "--version"]
    done = subprocess.run(
        command, env={"PYTHONPATH": str(joined("tiny"))}, capture_output=True, text=True, check=True
    )
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", done.stdout)


def test_a_code_is_read_alone_as_it_is_read_with_all_others(real: Any) -> None:
    packaged, catalog = real("_packaged"), real("cli.catalog")
    for entry in catalog.entries():
        assert packaged.packaged_record(entry.provider, entry.id) == entry.record
        assert entry.record in list(packaged.packaged_codes(entry.provider, entry.record["value"]))
        assert entry in catalog.find(entry.value, catalog.Filter())


# decode


@pytest.mark.parametrize("from_file", [True, False])
def test_decode_shows_the_codes_and_nothing_else_of_the_payload(
    run: Run, tmp_path: Path, from_file: bool
) -> None:
    (tmp_path / "payload.json").write_text(FLINKS)
    done = run("decode", str(tmp_path / "payload.json")) if from_file else run("decode", "-", stdin=FLINKS)
    assert done.code == 0
    assert done.out.startswith(
        "It failed.\nPayload   flinks:api.error · http response\nProvider  flinks · certain\n"
    )
    assert "INVALID_PASSWORD · flinks:api.code\nCredentials invalid" in done.out
    for format in ("human", "json", "markdown"):
        assert "hunter2" not in run("decode", "-", "--format", format, stdin=FLINKS).out


def test_decode_reads_urls_words_and_texts(run: Run) -> None:
    url = "https://app.example/back?status=ERROR&secondary_status=INVALID_CREDENTIALS&token=hunter2\n"
    found = run("decode", "-", "--format", "json", stdin=url)
    assert (found.json["source"], found.json["provider"], found.json["verdict"]) == ("url", "lean", "failed")
    assert found.json["classifications"][0]["raw"] == "INVALID_CREDENTIALS"
    assert found.json["codes"] == found.json["classifications"]
    assert "hunter2" not in found.out
    assert run("decode", "-", "--format", "json", stdin="INVALID_PASSWORD\n").json["source"] == "code"
    text = "it said BANK_MAINTENANCE_RETRY_LATER."
    assert run("decode", "-", "--format", "json", stdin=text).json["source"] == "text"


def test_decode_takes_a_word_that_others_have_too_from_a_text_whose_sender_is_named(run: Run) -> None:
    text = "it said INVALID_PASSWORD."
    unnamed = run("decode", "-", "--format", "json", stdin=text)
    assert (unnamed.code, unnamed.json["source"], unnamed.json["classifications"]) == (1, "none", [])
    named = run("decode", "-", "--provider", "flinks", "--format", "json", stdin=text)
    assert (named.code, named.json["source"], named.json["head"]["raw"]) == (0, "text", "INVALID_PASSWORD")


def test_decode_goes_through_every_example(real: Any) -> None:
    decode, human = real("cli.decode"), real("cli.human")
    read = real("runtime").resolve_outcome
    examples = wire_bodies("accept")
    assert len(examples) > 100
    for body in examples:
        outcome = read(body.raw)
        json.dumps(decode.answer_record(outcome))
        assert human.human(decode._parts(outcome, body.name))


@pytest.mark.parametrize(
    "content", [b"", b"\0\xff\xfe" * 1000, b"\xff\xfe{", b"{" * 100_000, b"nothing", b"x" * 10_000_000]
)
def test_decode_is_not_upset_by_anything(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "it").write_bytes(content)
    done = run("decode", str(tmp_path / "it"))
    assert (done.code, done.err) == (1, "")
    assert " ".join(done.out.split()).startswith("Nothing in ")


def test_a_payload_cannot_steer_the_terminal(run: Run) -> None:
    evil = json.dumps(
        {"FlinksCode": "\x1b]0;owned\x07\x1b[31m\n\u202e\ud800\x9b`|" + "y" * 1000, "HttpStatusCode": 400}
    )
    for format in ("human", "json", "markdown"):
        done = run("decode", "-", "--format", format, stdin=evil)
        assert done.code == 0
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", done.out)
        if format == "json":
            assert done.json["head"]["raw"] == json.loads(evil)["FlinksCode"]
        else:
            assert "y" * 300 not in done.out.replace("\n", "").replace(" ", "")
    tables(run("decode", "-", "--format", "markdown", stdin=evil).out)


# search and table


def test_search_puts_values_first_and_can_be_narrowed_down(run: Run) -> None:
    found = run("search", "Bank", "MAINTENANCE", "--format", "json").json
    assert found["total"] >= len(found["codes"]) > 1
    assert "maintenance" in found["codes"][0]["value"].lower()
    assert {code["id"] for code in found["codes"]} >= {"flinks:api.code#BANK_MAINTENANCE_RETRY_LATER"}
    narrow = run(
        "search", "bank", "--provider", "argyle", "--category", "credentials_invalid", "--format", "json"
    )
    assert {(code["id"].split(":")[0], code["category"]) for code in narrow.json["codes"]} == {
        ("argyle", "credentials_invalid")
    }
    limited = run("search", "bank", "--limit", "3", "--format", "json").json
    assert len(limited["codes"]) == 3 < limited["total"]
    assert run("search", "bank", "zzzzqqqq").code == 1
    assert run("search", "bank", "--limit", "0").code == 2


@pytest.mark.parametrize("words", ["wrong password", "wrong pasword", "mot de passe", "invalid_password"])
def test_search_knows_what_is_meant(run: Run, words: str) -> None:
    found = run("search", *words.split(), "--format", "json").json
    assert found["codes"][0]["value"] == "INVALID_PASSWORD"


def test_search_looks_into_wire_messages(run: Run) -> None:
    found = run("search", "does not belong to the CustomerId", "--format", "json").json
    assert "flinks:api.code#INVALID_LOGIN" in {code["id"] for code in found["codes"]}


def test_search_knows_the_words_of_the_taxonomy(run: Run) -> None:
    found = run("search", "otp", "wrong", "--format", "json").json
    assert "lean:linksdk.secondary_status#INVALID_MFA" in {code["id"] for code in found["codes"]}


def test_table_lists_everything_of_a_provider(
    run: Run, joined: Callable[[str], Path], rendered: Callable[[str], Path]
) -> None:
    spec = json.loads((rendered("real") / "spec/linkcodes.json").read_bytes())
    for provider in spec["providers"]:
        ids = [code["id"] for vocabulary in provider["vocabularies"] for code in vocabulary["codes"]]
        assert [code["id"] for code in run("table", provider["id"], "--format", "json").json] == ids
        found = tables(run("table", provider["id"], "--format", "markdown").out)
        assert sum(len(lines) - 2 for lines in found) == len(ids)


def test_a_table_in_a_pipe_has_one_line_a_code(run: Run) -> None:
    done = run("table", "flinks", "--vocabulary", "connect.error")
    [line] = [line for line in done.out.splitlines() if line.startswith("INVALID_USERNAME ")]
    assert line.endswith(".")
    assert run("table", "flinks", "-v", "connect.error", "-c", "succeeded").code == 1
