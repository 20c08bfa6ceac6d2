"""How outlines that zones are made of are asked for with an id."""

from __future__ import annotations

from geodata.model.zones import ZoneSource
from geodata.services.computed_zones import taken_outline
from tests.storage.asked import Row

ROWS_OF_GROUND: dict[str, dict[str, Row]] = {
    "computed_zones.taken_outline": {
        "subject_id": Row(
            "locality", lambda by, id_: taken_outline(by.database, by.actor, ZoneSource.LOCALITY, id_)
        ),
    },
}  # fmt: skip
