"""Forms in which people have a body: what clients of HTTP put around it."""

from __future__ import annotations

import json
from random import Random
from typing import Any

_STATUSES = [400, 401, 403, 404, 422, 429, 500, 503, "429", 99, 600, True, None]


def contained(value: Any, random: Random) -> Any:
    """Return a body as an answer or an error of a client of HTTP has it."""
    status = random.choice(_STATUSES)
    body = json.dumps(value) if random.random() < 0.5 else value
    answer = random.choice([
        {"status": status, "data": body},
        {"statusCode": status, "headers": {"retry-after": "7"}, "body": body},
        {"status_code": status, "response_body": body},
        {"http_status": status, "content": {"text": body}},
        {"code": status, "responseBody": body, "message": "x"},
        {"data": body},
    ])  # fmt: skip
    return random.choice([
        answer,
        {"response": answer},
        {"error": {"response": answer, "name": "HTTPError"}},
        {"message": f"Request failed with status code {status}", "response": answer, "code": "ERR"},
        {"error": answer},
        {"cause": {"err": {"response": answer}}},
    ])  # fmt: skip
