"""The keys that can be at a place of a file, as the models know them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel


def keys_at(model: type[BaseModel], steps: Sequence[str | int]) -> list[str]:
    """Return the keys of the object at these steps below a model; steps that name a type are skipped."""
    annotation: Any = model
    for step in steps:
        annotation = _below(annotation, step)
    return [key for option in _options(annotation) for key in _fields(option)]


def _below(annotation: Any, step: str | int) -> Any:
    for option in _options(annotation):
        if get_origin(option) is dict:
            return get_args(option)[1]
        if get_origin(option) is tuple and isinstance(step, int):
            return get_args(option)[0]
        if step in (fields := _fields(option)):
            return fields[str(step)]
    return annotation


def _fields(option: Any) -> dict[str, Any]:
    if not (isinstance(option, type) and issubclass(option, BaseModel)):
        return {}
    return {field.alias or name: field.annotation for name, field in option.model_fields.items()}


def _options(annotation: Any) -> Iterator[Any]:
    """Yield what an annotation allows, without the wrapping."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _options(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for part in get_args(annotation):
            yield from _options(part)
    else:
        yield annotation
