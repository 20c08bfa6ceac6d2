"""Bylaws and proposals made by the services, as the tests of them need."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import Condition, SiteKind
from geodata.model.zones import ProposalKind, ZoneRule
from geodata.services.bylaw_entry import enter_bylaw
from geodata.services.bylaw_rows import Adoption
from geodata.services.proposal_card import proposal_card, version_card
from geodata.services.proposal_drafts import submit_version, write_version
from geodata.services.proposal_texts import VersionTexts
from geodata.services.proposals import create_proposal
from geodata.services.sites import NewObservation, NewSite, log_site, observe
from geodata.services.zone_drafts import ZoneDraft, add_zones
from tests.batches import USTI

ADOPTED = date(2020, 1, 15)


def square_at(longitude: float, latitude: float, size: float = 0.01) -> BaseGeometry:
    """A square around its middle; `size` is the length of a side in degrees."""
    half = size / 2
    return shapely.box(longitude - half, latitude - half, longitude + half, latitude + half)


def some_zone(
    name: str = "Střed", *, at: tuple[float, float] = USTI, rule: ZoneRule = ZoneRule.TOTAL_BAN, **facts: Any
) -> ZoneDraft:
    """A zone of about a square kilometre around the place."""
    return ZoneDraft(
        **{"name": name, "rule": rule, "criterion": "Do 500 m od škol.", "outline": square_at(*at)} | facts
    )


def some_bylaw(database: Database, actor: Actor, number: str, *zones: ZoneDraft, **facts: Any) -> int:
    """A bylaw on gambling that was entered, adopted on ADOPTED and in force from the month after on, unless said."""
    kind = facts.pop("kind", ProposalKind.GAMBLING)
    told: dict[str, Any] = {"title": "Regulace hazardu", "adopted_on": ADOPTED}
    starts = {"valid_from": facts.get("adopted_on", ADOPTED) + timedelta(days=17)}
    bylaw = Adoption(number, **told | starts | facts)
    return enter_bylaw(database, actor, kind, bylaw, zones or (some_zone(),))


def draft_proposal(
    database: Database,
    actor: Actor,
    *zones: ZoneDraft,
    title: str = "Herny ve středu",
    kind: ProposalKind = ProposalKind.GAMBLING,
    texts: VersionTexts | None = None,
) -> tuple[int, int]:
    """A proposal with a draft of these zones: the ids of both."""
    proposal_id = create_proposal(database, actor, title, kind, None)
    (line,) = proposal_card(database, actor, proposal_id).versions
    add_zones(database, actor, line.id, zones)
    row_version = version_card(database, actor, line.id).row_version
    write_version(database, actor, line.id, row_version, texts or VersionTexts(summary="Zákaz ve středu."))
    return proposal_id, line.id


def submit(database: Database, actor: Actor, version_id: int) -> None:
    """Submit the draft as it is now."""
    submit_version(database, actor, version_id, version_card(database, actor, version_id).stamp)


def some_venue(
    database: Database, actor: Actor, name: str = "Herna U mostu", at: tuple[float, float] = USTI, **seen: Any
) -> int:
    """A gambling venue seen open long before ADOPTED, unless said."""
    observation: dict[str, Any] = {"observed_on": date(2019, 6, 1), "condition": Condition.OPERATING} | seen
    return log_site(database, actor, NewSite(SiteKind.GAMBLING_VENUE, *at, NewObservation(**observation), name=name))


def visit(
    database: Database, actor: Actor, site_id: int, condition: Condition | None, day: date | None = None, **details: Any
) -> None:
    """A visit, today unless said."""
    observe(database, actor, site_id, NewObservation(day or clock.today(), condition=condition, details=details))
