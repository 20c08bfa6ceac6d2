"""A proposal with venues and streets around it, for the tests of what leaves the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor, Sensitivity
from geodata.model.sites import SiteKind
from geodata.model.zones import ProposalKind, TimeBand, ZoneRule
from geodata.services.proposal_card import proposal_card, version_card
from geodata.services.proposal_drafts import submit_version, write_version
from geodata.services.proposal_texts import VersionTexts
from geodata.services.proposals import create_proposal
from geodata.services.sites import NewObservation, NewSite, log_site
from geodata.services.zone_drafts import ZoneDraft, add_zone
from tests.streets import pave

MIDDLE = (14.05, 50.66)
# Some metres in degrees there.
EAST_100_M, NORTH_100_M = 0.001415, 0.000899


@dataclass(frozen=True, slots=True)
class Dossier:
    """Ids of what `some_dossier` made."""

    proposal_id: int
    version_id: int


def a_venue(
    database: Database,
    actor: Actor,
    name: str,
    east_m: float = 0,
    *,
    sensitivity: Sensitivity = Sensitivity.PARTNERS,
    address: str = "",
    **details: Any,
) -> int:
    """A gambling venue so far east of the middle."""
    position = (MIDDLE[0] + east_m / 100 * EAST_100_M, MIDDLE[1])
    seen = NewObservation(observed_on=clock.today(), details=details)
    new = NewSite(SiteKind.GAMBLING_VENUE, *position, seen, name=name, address=address, sensitivity=sensitivity)
    return log_site(database, actor, new)


def around(metres: float, east_m: float = 0) -> BaseGeometry:
    """A square in degrees whose edges are so far from its middle."""
    longitude = MIDDLE[0] + east_m / 100 * EAST_100_M
    aside, above = metres / 100 * EAST_100_M, metres / 100 * NORTH_100_M
    return shapely.box(longitude - aside, MIDDLE[1] - above, longitude + aside, MIDDLE[1] + above)


def ban(name: str = "Kolonie", outline: BaseGeometry | None = None, **facts: Any) -> ZoneDraft:
    """A total ban 100 m around the middle."""
    criterion = facts.pop("criterion", "Vyloučená lokalita podle šetření města.")
    return ZoneDraft(name, ZoneRule.TOTAL_BAN, criterion, outline or around(100), **facts)


def night_hours(outline: BaseGeometry) -> ZoneDraft:
    """Hours over midnight."""
    band = TimeBand(time(22), time(10))
    return ZoneDraft("Okolí nádraží", ZoneRule.TIME_BAND, "Oznámení rušení nočního klidu.", outline, band=band)


def some_dossier(database: Database, actor: Actor, *zones: ZoneDraft, submitted: bool = True, **texts: Any) -> Dossier:
    """A street and a proposal with these zones (else one ban), and with texts of its version."""
    pave(database, actor, "Školní", MIDDLE)
    proposal_id = create_proposal(database, actor, "Zóny pro hazardní hry", ProposalKind.GAMBLING, None)
    (line,) = proposal_card(database, actor, proposal_id).versions
    for zone in zones or (ban(),):
        add_zone(database, actor, line.id, zone)
    written = VersionTexts(**{"summary": "Úplný zákaz v Kolonii.", "reasons": "Hluk a dluhy.", **texts})
    write_version(database, actor, line.id, version_card(database, actor, line.id).row_version, written)
    if submitted:
        submit_version(database, actor, line.id, version_card(database, actor, line.id).stamp)
    return Dossier(proposal_id, line.id)
