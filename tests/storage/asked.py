"""How a service that takes an id is asked with one, by whom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from geodata.database import Database
from geodata.model.people import Actor
from tests.two_cities import Ids


class Asked(NamedTuple):
    """Who asks in which database, with which ids of their own for whatever else a service wants."""

    database: Database
    actor: Actor
    own: Ids
    photos: Path


class Row(NamedTuple):
    """How a service is asked with an id of a sort. `is_blind`: its answer never tells anything of the id."""

    sort: str
    ask: Callable[[Asked, int], Any]
    is_blind: bool = False


def reading(sort: str, service: Callable[..., Any]) -> Row:
    return Row(sort, lambda by, id_: service(by.database, by.actor, id_))
