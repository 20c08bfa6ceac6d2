"""In which coordinate systems a copy for QField can be taken."""

from __future__ import annotations

from geodata.errors import N_, InvalidValue

USUAL_SYSTEM = "EPSG:4326"
COPY_SYSTEMS = (USUAL_SYSTEM, "EPSG:5514")


def copy_system(name: str) -> int:
    """The EPSG code of a system. Raises InvalidValue for one in which no copy is made."""
    if name not in COPY_SYSTEMS:
        raise InvalidValue(N_("A copy for QField is in EPSG:4326 or EPSG:5514, not in {crs}."), crs=name)
    return int(name.removeprefix("EPSG:"))
