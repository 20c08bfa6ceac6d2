"""What a zone would change before it is saved: of an address list the streets are those of its addresses."""

from __future__ import annotations

import numpy as np
import shapely

from dashboard.components.proposals.what_if import with_changed, with_further
from geodata.crs import from_krovak
from geodata.impact.ground import Ground, points_in_metres
from geodata.impact.reckoning import reckon
from geodata.impact.shapes import ZoneShape
from geodata.model.zones import NamedAddress, ZoneRule
from tests.version_cards import a_version

CORNER = shapely.Point(-760_000.0, -975_000.0)
HOUSE = from_krovak(CORNER)
NAMED = (NamedAddress("Příčná 1", HOUSE.x, HOUSE.y), NamedAddress("Nikde 9"))
AROUND = CORNER.buffer(15)
