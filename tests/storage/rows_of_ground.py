"""How outlines that zones are made of are asked for with an id."""

from __future__ import annotations

from geodata.model.zones import ZoneSource
from geodata.services.computed_zones import taken_outline
from geodata.services.ground_card import protected_card
from tests.storage.asked import Row, reading

ROWS_OF_GROUND: dict[str, dict[str, Row]] = {
    "computed_zones.taken_outline": {
        "subject_id": Row(
            "locality", lambda by, id_: taken_outline(by.database, by.actor, ZoneSource.LOCALITY, id_)
        ),
    },
    "ground_card.protected_card": {"place_id": reading("protected_place", protected_card)},
}  # fmt: skip
