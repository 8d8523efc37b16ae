"""What masks logs, events and spans works without the libraries, and lets no secret through."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SECRET = "hunter22-Fluffy"
LIBRARIES = ("structlog", "sentry_sdk", "opentelemetry")
GIVEN = """
import io, json, logging, sys
sys.path.insert(0, {root!r})
SECRET = {secret!r}
TEXT = f"login failed, password: {{SECRET}}"
MORE = [{{"otp": SECRET}}]
BODY = {{"status": "ERROR", "secondary_status": "INVALID_CREDENTIALS", "password": SECRET, "more": MORE}}
"""
PROBES = {
    "logging": """
from linkcodes.integrations.logging import RedactFilter
stream = io.StringIO()
handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter("%(message)s %(session_token)s", defaults={"session_token": "-"}))
handler.addFilter(RedactFilter())
log = logging.Logger("a bank")
log.addHandler(handler)
log.error("got %s", BODY)
log.error("%(status)s %(password)s", BODY)
log.error(TEXT, extra={"session_token": SECRET})
log.error("password=%s failed: %s", SECRET, "ERROR")
try:
    try:
        raise KeyError(TEXT)
    except KeyError as error:
        raise ValueError(json.dumps(BODY)) from error
except ValueError:
    log.exception("no luck, ERROR", stack_info=True)
print(stream.getvalue())
""",
    "structlog": """
from linkcodes.integrations.structlog import redact_processor
event = {"event": TEXT, "password": SECRET, "body": BODY, "url": f"https://a/?token={SECRET}"}
event["exception"] = json.dumps(BODY)
print(json.dumps(redact_processor(None, "error", event)))
""",
    "sentry_sdk": """
from linkcodes.integrations.sentry import before_breadcrumb, before_send
frame = {"vars": {"password": SECRET, "body": BODY, "pairs": [["pin", SECRET]]}}
event = {
    "message": TEXT, "extra": BODY, "tags": {"api_key": SECRET}, "user": {"email": "jane.doe@bank.com"},
    "request": {"query_string": [["pin", SECRET]], "headers": [["Cookie", SECRET]], "data": json.dumps(BODY)},
    "exception": {"values": [{"type": "ValueError", "value": TEXT, "stacktrace": {"frames": [frame]}}]},
}
print(json.dumps(before_send(event, {})), json.dumps(before_breadcrumb({"message": TEXT, "data": BODY}, {})))
""",
    "opentelemetry": """
from linkcodes import decode, redact
from linkcodes.formats import attributes
found = decode(BODY, provider="lean")
print(json.dumps({**attributes(found.head), "exception.message": redact(TEXT), "event": redact(BODY)}))
""",
}
"""Programs that write what they let out, as the guide `Mask secrets` and the docstrings show it."""


def run(root: Path, probe: str) -> str:
    """Return what a program prints in an interpreter without installed packages."""
    code = GIVEN.format(root=str(root), secret=SECRET) + probe
    code += f"\nassert not set({LIBRARIES}) & set(sys.modules)"
    command = [sys.executable, "-I", "-S", "-B", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("library", PROBES)
def test_no_secret_passes_without_the_library(library: str, joined: Callable[[str], Path]) -> None:
    written = run(joined("real"), PROBES[library])
    assert SECRET not in written and "jane.doe" not in written
    assert "ERROR" in written or "INVALID_CREDENTIALS" in written
    assert "•••" in written or json.dumps("•••")[1:-1] in written


@pytest.mark.slow
def test_a_probe_sees_what_is_not_masked(joined: Callable[[str], Path]) -> None:
    assert SECRET in run(joined("real"), "print(TEXT)")
