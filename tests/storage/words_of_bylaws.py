"""How each service of bylaws is called with a text in one of its fields."""

from __future__ import annotations

from typing import Any

from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.zones import NamedAddress
from geodata.services.bylaw_breach import raise_breach
from geodata.services.bylaw_entry import enter_bylaw
from tests.bylaws import some_bylaw, some_venue, some_zone

SERVICES_OF_BYLAWS = frozenset({enter_bylaw.__name__, raise_breach.__name__})


class SomeBylaws:
    """A bylaw with a venue in it; each that is entered has a number of its own."""

    def __init__(self, database: Database, actor: Actor) -> None:
        self.here = (database, actor)
        self.bylaw_id, self.venue_id = some_bylaw(*self.here, "1/2020"), some_venue(*self.here)

    def call(self, service: str, field: str, text: str, reason: str) -> Any:
        """Call the service with the text in that field."""
        if service == raise_breach.__name__:
            return raise_breach(*self.here, self.bylaw_id, self.venue_id, text, keep_personal_data=reason)
        part, _dot, name = field.partition(".")
        if part == "bylaw":
            # No two bylaws have one number, and the words of adoption may have taken this one.
            said = f"{text}, A" if name == "number" else text
            facts: dict[str, Any] = {"number": f"{field[-5:]}/2021", name: said, "keep_personal_data": reason}
            return some_bylaw(*self.here, facts.pop("number"), some_zone(), **facts)
        words: dict[str, Any] = {"addresses": (NamedAddress(text),)} if name == "addresses.text" else {name: text}
        zone = some_zone(**words, keep_personal_data=reason)
        return some_bylaw(*self.here, f"{name[:9]}/2021", zone)
