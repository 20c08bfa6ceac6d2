"""What zones do, in figures and rows: the same for the page, the command line and what leaves the house."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from geodata.impact.covered import Covered, covered, residents_of
from geodata.impact.equal_treatment import Finding, equal_treatment
from geodata.impact.ground import Venue
from geodata.impact.outlines import SMALLEST_M2
from geodata.impact.reckoning import Impact
from geodata.impact.shapes import ZoneShape
from geodata.model.criteria import FindingKind
from geodata.model.zones import LIMITING_RULES, ZoneRule


@dataclass(frozen=True, slots=True)
class VenueRow:
    """One venue: the names and criteria of the zones that hit it; how far the edge is where it is near, in metres.

    `machines_to_go`: all of them under a ban, those above a cap, none under hours alone; None: nobody knows.
    `exceptions` are the reasons for which zones that it lies in do not hit it. `banned`: one of them closes it.
    `hit_by` are the zones that hit it, `excepted_from` those that it lies in and that an exception lifts.
    """

    venue: Venue
    zones: tuple[str, ...]
    reasons: tuple[str, ...]
    edge_m: float | None
    on_edge: bool
    machines_to_go: int | None = 0
    exceptions: tuple[str, ...] = ()
    banned: bool = False
    hit_by: tuple[ZoneShape, ...] = ()
    excepted_from: tuple[ZoneShape, ...] = ()

    @property
    def hit(self) -> bool:
        """Whether any zone hits it."""
        return bool(self.zones)


@dataclass(frozen=True, slots=True)
class Share:
    """Venues and machines of one operator, kind or locality.

    `unknown`: venues hit whose machines nobody counted, `unknown_spared`: spared ones. `machines_to_go`: those that may
    not stay (`VenueRow`); `unknown_to_go`: venues of which nobody knows how many. `banned`: venues hit that may not
    stay open.
    """

    name: str | None
    hit: int
    spared: int
    machines_hit: int
    machines_spared: int
    unknown: int
    machines_to_go: int = 0
    unknown_to_go: int = 0
    banned: int = 0
    unknown_spared: int = 0


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """One zone: its area by itself, the venues it hits and the addresses in it."""

    name: str
    rule: str
    criterion: str
    area_m2: float
    venues: int
    addresses: int


@dataclass(frozen=True, slots=True)
class OverlapRow:
    """Two zones over each other."""

    first: str
    second: str
    area_m2: float

    @property
    def is_sliver(self) -> bool:
        """Whether nothing could stand in it: edges that were drawn to meet miss each other by a hand's breadth."""
        return self.area_m2 < SMALLEST_M2


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A venue treated unlike others by a rule; `distance_m`: how far the nearest place of the criteria is."""

    kind: FindingKind
    venue: Venue
    rule: ZoneRule
    criteria: tuple[str, ...]
    distance_m: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """`area_m2` counts what several zones cover once, `zones_m2` once for each of them."""

    area_m2: float
    zones_m2: float
    zones: tuple[ZoneRow, ...]
    overlaps: tuple[OverlapRow, ...]
    venues: tuple[VenueRow, ...]
    whole: Share
    by_operator: tuple[Share, ...]
    by_kind: tuple[Share, ...]
    by_locality: tuple[Share, ...]
    near_edge: int
    on_edge: int
    addresses: int
    streets: tuple[str, ...]
    covered: tuple[Covered, ...]
    residents: tuple[int, int]  # in the localities covered: at least, at most
    findings: tuple[FindingRow, ...]
    unchecked: tuple[str, ...]  # names of the zones whose criterion the reader cannot check (`EqualTreatment`)
    unsure: frozenset[ZoneRule]  # rules of which whoever sees more may find more


def summary_of(impact: Impact) -> Summary:
    """The figures of an impact; rows are in the order of the zones and of the ground."""
    venues, treatment, places = _venue_rows(impact), equal_treatment(impact), covered(impact)
    return Summary(
        area_m2=impact.union.area_m2,
        zones_m2=sum(effect.area_m2 for effect in impact.effects),
        zones=tuple(
            ZoneRow(shape.name, shape.rule, shape.criterion, effect.area_m2, len(impact.venues_of(place)),
                    len(effect.addresses))
            for place, (shape, effect) in enumerate(zip(impact.shapes, impact.effects, strict=True))
        ),
        overlaps=tuple(
            OverlapRow(impact.shapes[one.first].name, impact.shapes[one.second].name, one.area_m2)
            for one in impact.overlaps
        ),
        venues=venues,
        whole=_share(None, venues),
        by_operator=_shares(venues, lambda venue: venue.operator),
        by_kind=_shares(venues, lambda venue: venue.kind),
        by_locality=_shares(venues, lambda venue: venue.locality),
        near_edge=sum(row.edge_m is not None for row in venues),
        on_edge=sum(row.on_edge for row in venues),
        addresses=impact.covered_addresses,
        streets=tuple(impact.covered_streets),
        covered=places,
        residents=residents_of(places),
        findings=tuple(_finding_row(impact, finding) for finding in treatment.findings),
        unchecked=tuple(impact.shapes[place].name for place in treatment.unchecked),
        unsure=treatment.unsure,
    )  # fmt: skip


def _finding_row(impact: Impact, finding: Finding) -> FindingRow:
    criteria = dict.fromkeys(impact.shapes[place].criterion for place in finding.zones)
    venue = impact.ground.venues[finding.venue]
    return FindingRow(finding.kind, venue, finding.rule, tuple(criteria), finding.distance_m)


def _venue_rows(impact: Impact) -> tuple[VenueRow, ...]:
    zones, edges, on_edge, excepted = impact.zones_of_venues(), impact.edge_m, impact.on_edge, _excepted(impact)
    return tuple(
        VenueRow(
            venue=venue,
            zones=tuple(impact.shapes[one].name for one in zones.get(place, ())),
            reasons=tuple(dict.fromkeys(impact.shapes[one].criterion for one in zones.get(place, ()))),
            edge_m=None if np.isnan(edges[place]) else float(edges[place]),
            on_edge=bool(on_edge[place]),
            machines_to_go=_machines_to_go(venue, [impact.shapes[one] for one in zones.get(place, ())]),
            exceptions=tuple(dict.fromkeys(one.excepted[venue.id] for one in excepted.get(place, ()))),
            banned=any(impact.shapes[one].rule not in LIMITING_RULES for one in zones.get(place, ())),
            hit_by=tuple(impact.shapes[one] for one in zones.get(place, ())),
            excepted_from=tuple(excepted.get(place, ())),
        )
        for place, venue in enumerate(impact.ground.venues)
    )


def _machines_to_go(venue: Venue, zones: list[ZoneShape]) -> int | None:
    """How many machines the zones that hit the venue leave no room for; None where it depends on an unknown number."""
    banned = any(zone.rule == ZoneRule.TOTAL_BAN for zone in zones)
    caps = [zone.cap for zone in zones if zone.rule == ZoneRule.MACHINE_CAP and zone.cap is not None]
    if not banned and not caps:
        return 0
    if venue.machines is None:
        return None
    return venue.machines if banned else max(0, venue.machines - min(caps))


def _excepted(impact: Impact) -> dict[int, list[ZoneShape]]:
    """By the place of each venue that a zone excepts, the zones that do."""
    found: dict[int, list[ZoneShape]] = {}
    for shape, effect in zip(impact.shapes, impact.effects, strict=True):
        for venue in effect.venues.tolist() if shape.excepted else ():
            if impact.ground.venues[venue].id in shape.excepted:
                found.setdefault(venue, []).append(shape)
    return found


def _shares(rows: tuple[VenueRow, ...], named: Callable[[Venue], str | None]) -> tuple[Share, ...]:
    """A share of each name that occurs, the one hit most first; without a name last."""
    groups: dict[str | None, list[VenueRow]] = {}
    for row in rows:
        groups.setdefault(named(row.venue), []).append(row)
    shares = (_share(name, tuple(members)) for name, members in groups.items())
    return tuple(sorted(shares, key=lambda share: (share.name is None, -share.hit, share.name or "")))


def _share(name: str | None, rows: tuple[VenueRow, ...]) -> Share:
    hit, spared = [row.venue for row in rows if row.hit], [row.venue for row in rows if not row.hit]
    to_go = [row.machines_to_go for row in rows if row.machines_to_go is not None]
    return Share(
        name=name,
        hit=len(hit),
        spared=len(spared),
        machines_hit=sum(venue.machines or 0 for venue in hit),
        machines_spared=sum(venue.machines or 0 for venue in spared),
        unknown=sum(venue.machines is None for venue in hit),
        machines_to_go=sum(to_go),
        unknown_to_go=len(rows) - len(to_go),
        banned=sum(row.banned for row in rows),
        unknown_spared=sum(venue.machines is None for venue in spared),
    )
