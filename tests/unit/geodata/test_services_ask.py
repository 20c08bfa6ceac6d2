"""Every service asks the policy before it does anything else. New services are found by themselves."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, NoReturn

import pytest

import geodata.services
from geodata.database import Database
from geodata.errors import Forbidden
from geodata.model.people import Actor, Role

NOBODY = Actor(account_id=1, name="Nikdo", municipality_id=1, organisation_id=1)
PUBLIC = Actor(account_id=1, name="Veřejnost", municipality_id=1, organisation_id=None, roles=frozenset({Role.PUBLIC}))


class Untouched:
    """Stands for the database and for every argument: whoever looks at it before asking the policy fails."""

    def __getattribute__(self, name: str) -> NoReturn:
        pytest.fail(f"the service looked at {name!r} before it asked the policy", pytrace=False)


def services() -> Iterator[Callable[..., Any]]:
    """Public functions of geodata.services that take a database and an actor."""
    for module in pkgutil.walk_packages(geodata.services.__path__, "geodata.services."):
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            if function.__module__ != module.name or name.startswith("_"):
                continue
            taken = [parameter.annotation for parameter in inspect.signature(function).parameters.values()]
            if {Database, "Database"} & set(taken) and {Actor, "Actor"} & set(taken):
                yield function


SERVICES = list(services())


def asked_by(actor: Actor, service: Callable[..., Any]) -> Any:
    """Call the service on behalf of the actor, with nothing it could work on."""
    arguments: dict[str, Any] = {
        parameter.name: actor if parameter.annotation in {Actor, "Actor"} else Untouched()
        for parameter in inspect.signature(service).parameters.values()
        if parameter.default is parameter.empty
    }
    return service(**arguments)


def test_the_services_were_found() -> None:
    names = {service.__name__ for service in SERVICES}
    assert {"log_site", "list_sites", "tile", "ingest", "raise_issue", "place_record"} <= names


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: f"{service.__module__}.{service.__name__}")
@pytest.mark.parametrize("actor", [NOBODY, PUBLIC], ids=["nobody", "public"])
def test_a_service_refuses_who_has_no_right_to_it(service: Callable[..., Any], actor: Actor) -> None:
    with pytest.raises(Forbidden):
        asked_by(actor, service)
