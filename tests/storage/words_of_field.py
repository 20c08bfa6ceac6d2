"""How the service of visits from other tools is called with a text in one of its fields."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.services.field_corrections import FieldCorrection
from geodata.services.field_rows import FieldRow, take_rows
from geodata.services.field_visits import FieldVisit, take_visits
from geodata.services.sites import NewObservation, SiteChange
from tests.small_city import some_site

SERVICES_OF_FIELD = frozenset({take_visits.__name__, take_rows.__name__})
NOT_SEARCHED_OF_FIELD = {
    ("log_place", "photos.name"): "never stored: pictures are named by their checksum",
    ("log_visit", "photos.name"): "never stored: pictures are named by their checksum",
    ("take_rows", "rows.correction.taken.name"): "what stood there before, which is compared and never stored",
    ("take_rows", "rows.correction.taken.address"): "what stood there before, which is compared and never stored",
    ("field_copies", "chosen.text"): "a search, which is not stored",
}


def call_of_field(
    database: Database, actor: Actor, venue_id: int, service: str, field: str, text: str, reason: str
) -> Any:
    """Take a visit, or a correction, with the text in that field."""
    last = field.rpartition(".")[2]
    if ".correction." in field:
        # What is really saved is saved to a place of its own.
        number = some_site(database, actor, "Herna", address="Herna") if reason else venue_id
        taken = SiteChange("Herna", "Herna")
        wanted = SiteChange(keep_personal_data=reason)
        wanted = replace(wanted, name=text) if last == "name" else replace(wanted, address=text)
        correction = FieldCorrection(number, taken, wanted)
        return take_rows(database, actor, [FieldRow(correction=correction)], keep=True)
    seen = NewObservation(clock.today(), client_id=f"{field} {text}", keep_personal_data=reason)
    visit = FieldVisit(SiteKind.GAMBLING_VENUE, seen, longitude=14.3, latitude=50.4, name="Herna")
    if last in {"name", "address"}:
        visit = replace(visit, name=text) if last == "name" else replace(visit, address=text)
    else:
        words: dict[str, Any] = {"note": text} if last == "note" else {"details": {"operator": text}}
        visit = replace(visit, observation=replace(seen, **words))
    if service == take_rows.__name__:
        return take_rows(database, actor, [FieldRow(visit)], keep=True)
    return take_visits(database, actor, [visit], keep=True)
