"""Social services: kinds by the Czech social services act (108/2006), form and the unit of capacity."""

from __future__ import annotations

from enum import StrEnum


class ServiceForm(StrEnum):
    RESIDENTIAL = "residential"
    AMBULATORY = "ambulatory"
    OUTREACH = "outreach"


class CapacityUnit(StrEnum):
    BEDS = "beds"
    PEOPLE = "people"
    POSTS = "posts"


class ServiceKind(StrEnum):
    """The kinds met in excluded localities; the section of the act stands in `SECTION`."""

    COUNSELLING = "counselling"
    SUPPORTED_HOUSING = "supported_housing"
    SHELTER = "shelter"
    HALFWAY_HOUSE = "halfway_house"
    CONTACT_CENTRE = "contact_centre"
    LOW_THRESHOLD_DAY_CENTRE = "low_threshold_day_centre"
    LOW_THRESHOLD_YOUTH = "low_threshold_youth"
    NIGHT_SHELTER = "night_shelter"
    FAMILY_ACTIVATION = "family_activation"
    THERAPEUTIC_WORKSHOP = "therapeutic_workshop"
    OUTREACH_PROGRAMME = "outreach_programme"
    SOCIAL_REHABILITATION = "social_rehabilitation"
    OTHER = "other"


SECTION: dict[ServiceKind, str] = {
    ServiceKind.COUNSELLING: "§ 37",
    ServiceKind.SUPPORTED_HOUSING: "§ 43",
    ServiceKind.SHELTER: "§ 57",
    ServiceKind.HALFWAY_HOUSE: "§ 58",
    ServiceKind.CONTACT_CENTRE: "§ 59",
    ServiceKind.LOW_THRESHOLD_DAY_CENTRE: "§ 61",
    ServiceKind.LOW_THRESHOLD_YOUTH: "§ 62",
    ServiceKind.NIGHT_SHELTER: "§ 63",
    ServiceKind.FAMILY_ACTIVATION: "§ 65",
    ServiceKind.THERAPEUTIC_WORKSHOP: "§ 67",
    ServiceKind.OUTREACH_PROGRAMME: "§ 69",
    ServiceKind.SOCIAL_REHABILITATION: "§ 70",
}
