"""Every service asks the policy before it opens the database. New services are found by themselves."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, NoReturn, get_args, get_origin, get_type_hints
from unittest.mock import MagicMock

import pytest

import geodata.services
from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden
from geodata.model.people import Actor, Role

NOBODY = Actor(account_id=1, name="Nikdo", municipality_id=1, organisation_id=1)
PUBLIC = Actor(account_id=1, name="Veřejnost", municipality_id=1, organisation_id=None, roles=frozenset({Role.PUBLIC}))


class ClosedDatabase(Database):
    """A database that fails the test as soon as anybody looks into it."""

    def __init__(self) -> None:
        pass

    def __getattribute__(self, name: str) -> NoReturn:
        pytest.fail("the service looked into the database before it asked the policy", pytrace=False)


def services() -> Iterator[Callable[..., Any]]:
    """Public functions of geodata.services that take a database and an actor."""
    for module in pkgutil.walk_packages(geodata.services.__path__, "geodata.services."):
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            if function.__module__ == module.name and not name.startswith("_"):
                hints = get_type_hints(function)
                if {Database, Actor} <= {hints[name] for name in inspect.signature(function).parameters}:
                    yield function


SERVICES = list(services())


def some(kind: Any) -> Any:
    """A value that fits a type of an argument: enough to come as far as the policy."""
    origin = get_origin(kind)
    if origin in {UnionType} or NoneType in get_args(kind):
        return None
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return next(iter(kind))
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{field.name: some(hints[field.name]) for field in fields(kind)})
    if origin in {tuple, frozenset, list, dict}:
        return origin()
    simple = {str: "x", int: 1, float: 1.0, bool: False, bytes: b"x", date: clock.today(), Path: Path("x")}
    return clock.now() if kind is datetime else simple.get(kind, MagicMock())


def asked_by(actor: Actor, service: Callable[..., Any]) -> None:
    """Call the service on behalf of the actor, with a database that must stay closed."""
    hints = get_type_hints(service)
    given: dict[Any, Any] = {Actor: actor, Database: ClosedDatabase()}
    arguments = {
        name: given.get(hints[name], some(hints[name]))
        for name, parameter in inspect.signature(service).parameters.items()
        if parameter.default is parameter.empty
    }
    answer = service(**arguments)
    if isinstance(answer, AbstractContextManager):
        with answer:
            pass


def test_the_services_were_found() -> None:
    names = {service.__name__ for service in SERVICES}
    assert {"log_site", "list_sites", "tile", "ingest", "raise_issue", "place_record"} <= names


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: f"{service.__module__}.{service.__name__}")
@pytest.mark.parametrize("actor", [NOBODY, PUBLIC], ids=["nobody", "public"])
def test_a_service_refuses_who_has_no_right_to_it(service: Callable[..., Any], actor: Actor) -> None:
    with pytest.raises(Forbidden):
        asked_by(actor, service)
