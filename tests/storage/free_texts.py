"""Which services write, and which free texts they take: found by looking at them, so that none is forgotten."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from types import CodeType, FunctionType
from typing import Any, get_args, get_type_hints

from geodata.model.people import Actor


def texts_of(service: Callable[..., Any]) -> Iterator[str]:
    """Its parameters, and fields of its dataclasses, that hold text ("new.observation.note")."""
    hints = get_type_hints(service)
    for name in inspect.signature(service).parameters:
        yield from _texts_within(name, hints[name])


def _texts_within(path: str, hint: Any) -> Iterator[str]:
    for part in (hint, *get_args(hint)):
        if part is str:
            yield path
        elif isinstance(part, type) and is_dataclass(part) and part is not Actor:
            hints = get_type_hints(part)
            for field in fields(part):
                yield from _texts_within(f"{path}.{field.name}", hints[field.name])


def writes(service: Callable[..., Any], seen: set[Any] | None = None) -> bool:
    """Whether it, or a function of the services that it calls, writes into the database."""
    seen = set() if seen is None else seen
    function = inspect.unwrap(service)
    if function in seen:
        return False
    seen.add(function)
    names = _names_in(function.__code__)
    if {"write", "commit"} & names:
        return True
    called = [function.__globals__.get(name) for name in names]
    return any(
        writes(other, seen)
        for other in called
        if isinstance(other, FunctionType) and other.__module__.startswith("geodata.services")
    )


def _names_in(code: CodeType) -> set[str]:
    inner = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    return set(code.co_names).union(*map(_names_in, inner))
