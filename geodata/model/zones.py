"""Proposals of zones: what is proposed, what a zone does and how it came to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from geodata.errors import N_, InvalidValue


class ProposalKind(StrEnum):
    GAMBLING = "gambling"
    MARKET_ORDER = "market_order"
    PUBLIC_DRINKING = "public_drinking"
    GENERAL = "general"


class ProposalState(StrEnum):
    """Where a proposal is; `geodata.workflow` says which state may follow which."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RECOMMENDED = "recommended"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITH_COUNCIL = "with_council"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"


# Nothing more becomes of these, and the map does not show them.
TURNED_DOWN = frozenset({ProposalState.REJECTED, ProposalState.NOT_ADOPTED})
# No further version is drafted of these: what follows is a proposal of its own.
ENDED = TURNED_DOWN | {ProposalState.WITH_COUNCIL, ProposalState.ADOPTED}


class ZoneRule(StrEnum):
    """What holds in a zone. TIME_BAND: forbidden between two times of the day. MACHINE_CAP: at most so many a venue."""

    TOTAL_BAN = "total_ban"
    TIME_BAND = "time_band"
    MACHINE_CAP = "machine_cap"
    SALE_BAN = "sale_ban"
    DRINKING_BAN = "drinking_ban"


RULES_OF: dict[ProposalKind, tuple[ZoneRule, ...]] = {
    ProposalKind.GAMBLING: (ZoneRule.TOTAL_BAN, ZoneRule.TIME_BAND, ZoneRule.MACHINE_CAP),
    ProposalKind.MARKET_ORDER: (ZoneRule.SALE_BAN, ZoneRule.TIME_BAND),
    ProposalKind.PUBLIC_DRINKING: (ZoneRule.DRINKING_BAN, ZoneRule.TIME_BAND),
    ProposalKind.GENERAL: tuple(ZoneRule),
}


# Rules that gambling venues keep; the others concern sellers and drinkers, whose places nobody records.
VENUE_RULES = frozenset({ZoneRule.TOTAL_BAN, ZoneRule.TIME_BAND, ZoneRule.MACHINE_CAP})
# Rules that leave a venue open.
LIMITING_RULES = frozenset({ZoneRule.TIME_BAND, ZoneRule.MACHINE_CAP})
# Proposals whose rules may concern venues.
VENUE_PROPOSALS = frozenset({ProposalKind.GAMBLING, ProposalKind.GENERAL})


class ZoneSource(StrEnum):
    """How the outline of a zone came to be. ADDRESSES: places named one by one. LOADED: from somebody's file."""

    DRAWN = "drawn"
    LOCALITY = "locality"
    AREA = "area"
    COMPUTED = "computed"
    ADDRESSES = "addresses"
    MUNICIPALITY = "municipality"
    LOADED = "loaded"


class ZoneCut(StrEnum):
    """What a computed zone is made of: the plain distance, or the whole buildings or plots that it touches."""

    PLAIN = "plain"
    BUILDINGS = "buildings"
    PLOTS = "plots"


class LandPieceKind(StrEnum):
    BUILDING = "building"
    PLOT = "plot"


class BylawRelation(StrEnum):
    """What a bylaw does to the one before it: stands beside it and alters it, or takes its place."""

    AMENDS = "amends"
    REPLACES = "replaces"


@dataclass(frozen=True, slots=True)
class TimeBand:
    """Forbidden from `start` until `end`, whole minutes of local time; over midnight where `end` is the earlier one."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if any(one != time(one.hour, one.minute) for one in (self.start, self.end)):
            raise InvalidValue(
                N_("The hours are “{start}” and “{end}”. Write them in hours and minutes here, as 22:00 and 06:00."),
                start=self.start.isoformat(),
                end=self.end.isoformat(),
            )
        if self.start == self.end:
            raise InvalidValue(N_("The hours begin and end at the same time. Choose two times, or a total ban."))

    @property
    def crosses_midnight(self) -> bool:
        """Whether it ends on the day after it began."""
        return self.end < self.start

    @property
    def hours(self) -> float:
        """How long it is, in hours by the clock (days on which the clock changes apart)."""
        begins, ends = (one.hour * 60 + one.minute for one in (self.start, self.end))
        return (ends - begins) % (24 * 60) / 60
