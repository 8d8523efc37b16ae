"""Which words `linkcodes scan` counts: what one provider alone sends, and the rest beside its name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.python.conftest import Import

LINES = {
    "2026-11-21 10:11:12 ERROR sync failed: ITEM_LOGIN_REQUIRED": "plaid ITEM_LOGIN_REQUIRED",
    "2026-11-21T10:11:12Z level=error error_code=ITEM_LOGIN_REQUIRED item=7": "plaid ITEM_LOGIN_REQUIRED",
    "HTTP 400 ITEM_LOGIN_REQUIRED": "plaid ITEM_LOGIN_REQUIRED",
    'HTTP 401 {"error":"EXPIRED_SESSION"}': "enable_banking EXPIRED_SESSION",
    '{"error":"EXPIRED_SESSION"}': "enable_banking EXPIRED_SESSION",
    'x "EXPIRED_SESSION" y': "enable_banking EXPIRED_SESSION",
    '{"level":"error","msg":"the bank said ITEM_LOGIN_REQUIRED"}': "plaid ITEM_LOGIN_REQUIRED",
    "code: WRONG_TRANSACTIONS_PERIOD": "enable_banking WRONG_TRANSACTIONS_PERIOD",
    'rescue {:error_code=>"ITEM_LOGIN_REQUIRED"}': "plaid ITEM_LOGIN_REQUIRED",
    "  error_code: 'ITEM_LOGIN_REQUIRED',": "plaid ITEM_LOGIN_REQUIRED",
    "{ type: 'AccessExpiredError', detail: '...' }": "gocardless AccessExpiredError",
    "['error' => 'AccountInactiveError']": "gocardless AccountInactiveError",
    "429 ASPSP_RATE_LIMIT_EXCEEDED": "enable_banking ASPSP_RATE_LIMIT_EXCEEDED",
}
"""Lines as people log them, and what is in them."""
BESIDE = {
    "plaid: {} after 3 tries": ("plaid", "ITEM_NOT_FOUND"),
    "PlaidError {}": ("plaid", "NOT_FOUND"),
    "argyle sync: {}": ("argyle", "sync_failed"),
    'POST https://api.argyle.com/v2 answered "{}"': ("argyle", "in_progress"),
    "enablebanking {}": ("enable_banking", "ALREADY_AUTHORIZED"),
    "enable-banking {}": ("enable_banking", "ALREADY_AUTHORIZED"),
    "[flinks] {}": ("flinks", "ALREADY_AUTHORIZED"),
    "GoCardless {}": ("gocardless", "ConnectionError"),
    "[lean] {}": ("lean", "RATE_LIMIT_EXCEEDED"),
    "ITEM_LOGIN_REQUIRED, then {}": ("plaid", "RATE_LIMIT_EXCEEDED"),
    "mx_job=7 {}": ("mx", "SERVER_ERROR"),
}
"""What counts beside evidence of its sender alone."""
NOISE = [
    'status: "in_progress",',
    'if (job.status === "in_progress") { job.state = sync_failed }',
    "waiting_for_sync = true",
    "raise invalid_credentials",
    '{"status":"in_progress","id":3}',
    '{"error":"invalid_grant"}',
    '{"level":"warn","body":{"error":"invalid_grant"}}',
    'throw new TRPCError({ code: "NOT_FOUND" })',
    'code: "INTERNAL_SERVER_ERROR", message: "x"',
    "const RATE_LIMIT_EXCEEDED = 1",
    "onSuccess={() => close()}",
    "state = IN_PROGRESS",
    '{"code":"RATE_LIMIT_EXCEEDED","job":{"status":"sync_failed"}}',
    "ConnectionError: refused",
    "clean boolean leaning on mxbean: SERVER_ERROR in_progress",
]


def counted(real: Import, line: str, provider: str | None = None) -> list[str]:
    block = real("cli.files").LogBlock(line.encode() + b"\n")
    found: Any = real("cli.line_reader").LineReader(provider).count(block).codes
    return sorted(f"{key.provider} {key.code}" for key in found)


@pytest.mark.parametrize("line", LINES)
def test_lines_as_people_log_them_count(real: Import, line: str) -> None:
    assert counted(real, line) == [LINES[line]]
    provider = LINES[line].split()[0]
    assert LINES[line] in counted(real, line, provider)


@pytest.mark.parametrize("line", BESIDE)
def test_what_others_say_too_counts_beside_its_sender(real: Import, line: str) -> None:
    provider, code = BESIDE[line]
    assert f"{provider} {code}" in counted(real, line.format(code))
    assert counted(real, code) == []
    assert counted(real, code, provider) == [f"{provider} {code}"]


@pytest.mark.parametrize("line", NOISE)
def test_what_any_program_says_is_none(real: Import, line: str) -> None:
    assert counted(real, line) == []


def test_lines_that_differ_in_their_sender_are_kept_apart(real: Import) -> None:
    reader, block = real("cli.line_reader").LineReader(), real("cli.files").LogBlock
    lines = (b"flinks ALREADY_AUTHORIZED", b"enablebanking ALREADY_AUTHORIZED", b"it is ALREADY_AUTHORIZED")
    found = reader.count(block(b"".join(line + b"\n" for line in lines * 3))).codes
    assert {(key.provider, count) for key, count in found.items()} == {("flinks", 3), ("enable_banking", 3)}


def test_payloads_are_evidence_as_before(real: Import) -> None:
    body = '{"status": "ERROR", "secondary_status": "INVALID_CREDENTIALS"}'
    assert counted(real, f"got {body}") == ["lean ERROR", "lean INVALID_CREDENTIALS"]
