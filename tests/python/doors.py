"""What comes out of a function, as programs print and pass it on: all ways by which a secret gets into a log.

Pickles are no such way, as they are the object itself, with all that is in it. Nor are the locals of frames:
the payload is in the caller's own; `test_receive.py` looks for keys in them.
"""

from __future__ import annotations

import asyncio
import copy
import dataclasses
import inspect
import io
import json
import logging
import pprint
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any


def shown_by(call: Callable[[], Any], without: Callable[[Any], Any] = lambda value: value) -> dict[str, str]:
    """Call a function, and return all texts that a program makes of what comes out, by the way it does."""
    with _overheard() as heard:
        try:
            result = call()
            if inspect.iscoroutine(result):
                result = asyncio.run(result)
            texts = dict(_of_value(without(result)))
        except Exception as error:
            texts = dict(_of_error(error))
    return {**texts, "written": heard.getvalue()}


@contextmanager
def _overheard() -> Iterator[io.StringIO]:
    """Collect what is logged, printed and warned of."""
    written = io.StringIO()
    handler, root = logging.StreamHandler(written), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with (
            redirect_stdout(written),
            redirect_stderr(written),
            warnings.catch_warnings(record=True) as warned,
        ):
            warnings.simplefilter("always")
            yield written
        written.writelines(str(warning.message) for warning in warned)
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def _of_value(value: Any) -> Iterator[tuple[str, str]]:
    yield "repr", repr(value)
    yield "str", f"{value} {value!s} %s" % (value,)
    yield "pprint", pprint.pformat(value)
    yield "copy", _copied(value)
    yield "json", json.dumps(value, default=_plain)
    if hasattr(value, "to_dict"):
        yield "to_dict", repr(value.to_dict())
    if hasattr(value, "keys"):
        yield "dict", repr({name: value[name] for name in value.keys()})  # noqa: SIM118  (it may be no mapping)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield "asdict", repr(dataclasses.asdict(value))
    if hasattr(value, "__dict__") and not callable(value):
        yield "vars", repr(vars(value))


def _copied(value: Any) -> str:
    try:
        return repr(copy.copy(value))
    except TypeError as error:  # what has keys refuses
        return repr(error)


def _plain(value: Any) -> Any:
    return value.to_dict() if hasattr(value, "to_dict") else repr(value)


def _of_error(error: BaseException) -> Iterator[tuple[str, str]]:
    """Yield an error with its notes, its fields and those that it came from."""
    yield (
        "traceback",
        "".join(traceback.TracebackException.from_exception(error, lookup_lines=False).format()),
    )
    at: BaseException | None = error
    while at is not None:
        yield f"error {type(at).__name__}", f"{at!r} {at} {at.args} {vars(at)}"
        at = at.__cause__ or at.__context__
