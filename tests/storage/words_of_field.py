"""How the service of visits from other tools is called with a text in one of its fields."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.services.field_visits import FieldVisit, take_visits
from geodata.services.sites import NewObservation

SERVICES_OF_FIELD = frozenset({take_visits.__name__})


def call_of_field(database: Database, actor: Actor, field: str, text: str, reason: str) -> Any:
    """Take a visit with the text in that field."""
    last = field.rpartition(".")[2]
    seen = NewObservation(clock.today(), client_id=f"{field} {text}", keep_personal_data=reason)
    visit = FieldVisit(SiteKind.GAMBLING_VENUE, seen, longitude=14.3, latitude=50.4, name="Herna")
    if last in {"name", "address"}:
        visit = replace(visit, name=text) if last == "name" else replace(visit, address=text)
    else:
        words: dict[str, Any] = {"note": text} if last == "note" else {"details": {"operator": text}}
        visit = replace(visit, observation=replace(seen, **words))
    return take_visits(database, actor, [visit], keep=True)
