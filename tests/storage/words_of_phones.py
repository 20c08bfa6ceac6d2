"""How the services of the field app are called with a text in one of their fields."""

from __future__ import annotations

from typing import Any

from geodata.database import Database
from geodata.model.people import Actor
from geodata.services.field_records import take_record
from tests.field_records import sent

SERVICES_OF_PHONES = frozenset({take_record.__name__})
NOT_SEARCHED_OF_PHONES = {
    ("take_record", "record.site_client_id"): "made by a machine",
    ("take_record", "record.details"): "no fact in words is asked in the street, and none is taken",
    ("take_photo", "told.record_client_id"): "made by a machine",
    ("take_photo", "told.checksum"): "made by a machine",
}


class SomePhone:
    """Gambling venues found in the street: they have a fact that is prose."""

    def __init__(self, database: Database, actor: Actor) -> None:
        self.here = (database, actor)

    def call(self, field: str, text: str, reason: str) -> Any:
        """Send a record with the text in that field."""
        name = field.removeprefix("record.")
        words: dict[str, Any] = {name: text}
        if name == "issue.title":
            words = {"issue": {"title": text, "body_id": None}}
        usual: dict[str, Any] = {
            "kind": "gambling_venue",
            "condition": None,
            "details": {},
            "keep_personal_data": reason,
        }
        return take_record(*self.here, sent(**{**usual, **words}))
