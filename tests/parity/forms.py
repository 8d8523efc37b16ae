"""Forms in which people have a body: what clients of HTTP put around it, and how languages print it."""

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


def printed(value: Any, random: Random) -> str:
    """Return a value as a language or a log prints it."""
    text = random.choice([_javascript, _python, _ruby, _print_r, _var_dump, _fields])(value)
    return random.choice([
        text, f"AxiosError: x\n    at y (/z.js:1:2) {text}", f"2026-01-05 ERROR: {text}", text[:-1],
        text[len(text) // 4 :], json.dumps(text), text[: len(text) // 2], f'msg="{text}"', f"Foo({text})",
        f"status code {random.choice(_STATUSES)}: {text}",
    ])  # fmt: skip


def _javascript(value: Any) -> str:
    match value:
        case dict():
            inner = ",\n  ".join(f"{_bare(name)}: {_javascript(item)}" for name, item in value.items())
            return f"{{\n  {inner}\n}}"
        case list():
            return f"[ {', '.join(map(_javascript, value))} ]"
        case str():
            return f'"{value}"' if "'" in value else f"'{value}'"
        case _:
            return json.dumps(value)


def _python(value: Any) -> str:
    return repr(value)


def _ruby(value: Any) -> str:
    match value:
        case dict():
            return f"{{{', '.join(f'{json.dumps(name)}=>{_ruby(item)}' for name, item in value.items())}}}"
        case list():
            return f"[{', '.join(map(_ruby, value))}]"
        case None:
            return "nil"
        case _:
            return json.dumps(value)


def _print_r(value: Any) -> str:
    match value:
        case dict() | list():
            fields = value.items() if isinstance(value, dict) else enumerate(value)
            inner = "".join(f"    [{name}] => {_print_r(item)}\n" for name, item in fields)
            return f"Array\n(\n{inner})\n"
        case None | False:
            return ""
        case _:
            return str(value)


def _var_dump(value: Any) -> str:
    match value:
        case dict() | list():
            fields = value.items() if isinstance(value, dict) else enumerate(value)
            inner = "".join(f"  [{json.dumps(name)}]=>\n  {_var_dump(item)}\n" for name, item in fields)
            return f"array({len(value)}) {{\n{inner}}}"
        case str():
            return f'string({len(value)}) "{value}"'
        case bool() | None:
            return {None: "NULL", True: "bool(true)", False: "bool(false)"}[value]
        case _:
            return f"{'int' if isinstance(value, int) else 'float'}({value})"


def _fields(value: Any) -> str:
    """Return the names and values of an object as lines and words of a log have them."""
    if not isinstance(value, dict):
        return _javascript(value)
    return " ".join(f"{_bare(name)}={_javascript(item)}" for name, item in value.items())


def _bare(name: str) -> str:
    return name if name.isidentifier() else f"'{name}'"
