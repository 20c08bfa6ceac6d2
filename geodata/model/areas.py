"""Administrative and police areas."""

from __future__ import annotations

from enum import StrEnum


class AreaKind(StrEnum):
    REGION = "region"
    DISTRICT = "district"
    ORP = "orp"
    MUNICIPALITY = "municipality"
    CITY_DISTRICT = "city_district"
    CITY_PART = "city_part"
    POLICE_DISTRICT = "police_district"
    OTHER = "other"
