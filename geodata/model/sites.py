"""Sites: the kinds of place the city follows, the conditions each can be in and the facts each keeps."""

from __future__ import annotations

from enum import StrEnum


class SiteKind(StrEnum):
    HAZARDOUS_BUILDING = "hazardous_building"
    ILLEGAL_DUMP = "illegal_dump"
    GAMBLING_VENUE = "gambling_venue"
    HOSTEL = "hostel"
    SYRINGE_FIND = "syringe_find"
    PUBLIC_SPACE = "public_space"
    OTHER = "other"


class Condition(StrEnum):
    """What an observer saw; which of these fit which kind is in `CONDITIONS`."""

    NEGLECTED = "neglected"
    DANGEROUS = "dangerous"
    COLLAPSED = "collapsed"
    SECURED = "secured"
    DEMOLISHED = "demolished"
    PRESENT = "present"
    GROWING = "growing"
    CLEANED = "cleaned"
    RETURNED = "returned"
    OPERATING = "operating"
    CLOSED = "closed"
    GOOD = "good"
    POOR = "poor"
    UNKNOWN = "unknown"


CONDITIONS: dict[SiteKind, tuple[Condition, ...]] = {
    SiteKind.HAZARDOUS_BUILDING: (
        Condition.NEGLECTED,
        Condition.DANGEROUS,
        Condition.COLLAPSED,
        Condition.SECURED,
        Condition.DEMOLISHED,
        Condition.UNKNOWN,
    ),
    SiteKind.ILLEGAL_DUMP: (
        Condition.PRESENT,
        Condition.GROWING,
        Condition.CLEANED,
        Condition.RETURNED,
        Condition.UNKNOWN,
    ),
    SiteKind.GAMBLING_VENUE: (Condition.OPERATING, Condition.CLOSED, Condition.UNKNOWN),
    SiteKind.HOSTEL: (
        Condition.GOOD,
        Condition.NEGLECTED,
        Condition.DANGEROUS,
        Condition.CLOSED,
        Condition.UNKNOWN,
    ),
    SiteKind.SYRINGE_FIND: (Condition.PRESENT, Condition.CLEANED, Condition.RETURNED, Condition.UNKNOWN),
    SiteKind.PUBLIC_SPACE: (Condition.GOOD, Condition.POOR, Condition.DANGEROUS, Condition.UNKNOWN),
    SiteKind.OTHER: (Condition.GOOD, Condition.POOR, Condition.DANGEROUS, Condition.UNKNOWN),
}

# A place in one of these conditions asks for nothing more until somebody sees it changed.
SETTLED_CONDITIONS = frozenset({Condition.DEMOLISHED, Condition.CLEANED, Condition.CLOSED, Condition.GOOD})

# Whoever sees a place in one of these sees that the trouble is still there. Neglected or poor says too little: it may
# be so from something else than what was asked for.
TROUBLED_CONDITIONS = frozenset(
    {Condition.DANGEROUS, Condition.COLLAPSED, Condition.PRESENT, Condition.GROWING, Condition.RETURNED}
)

# How near another site of the same kind must be to be offered as "is it this one?", in metres.
DUPLICATE_RADIUS_M: dict[SiteKind, float] = {
    SiteKind.HAZARDOUS_BUILDING: 25.0,
    SiteKind.ILLEGAL_DUMP: 40.0,
    SiteKind.GAMBLING_VENUE: 30.0,
    SiteKind.HOSTEL: 30.0,
    SiteKind.SYRINGE_FIND: 20.0,
    SiteKind.PUBLIC_SPACE: 50.0,
    SiteKind.OTHER: 30.0,
}


class SiteState(StrEnum):
    """The ring of a site on the map: the worst open issue, or that nobody has ever checked it."""

    OVERDUE = "overdue"
    OPEN = "open"
    WAITING = "waiting"
    NONE = "none"
    NEVER_VERIFIED = "never"
