"""Proposals as the tests need them: two gaming halls beside an excluded locality, and a zone over one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import clock
from geodata.database import Database
from geodata.model.criteria import Criterion, NearTo
from geodata.model.people import Actor, Sensitivity
from geodata.model.sites import SiteKind
from geodata.model.zones import ProposalKind, ZoneRule
from geodata.services.proposal_card import VersionCard, proposal_card, version_card
from geodata.services.proposal_drafts import submit_version, write_version
from geodata.services.proposal_impact import version_impact
from geodata.services.proposal_texts import VersionTexts
from geodata.services.proposals import create_proposal
from geodata.services.zone_drafts import ZoneDraft, add_zone
from geodata.spatial import index_outline
from geodata.tables import Locality, LocalityVersion
from tests.small_city import some_site

# Degrees: both halls are some 70 m from the locality, the zone holds the western one alone.
LOCALITY = shapely.box(14.050, 50.660, 14.060, 50.662)
WEST, EAST = (14.051, 50.6626), (14.059, 50.6626)
AROUND_WEST = shapely.box(14.050, 50.662, 14.053, 50.6632)
AROUND_BOTH = shapely.box(14.050, 50.662, 14.060, 50.6632)
NEAR_LOCALITY = Criterion(frozenset({NearTo.LOCALITY}), 100.0)


@dataclass(frozen=True, slots=True)
class Proposed:
    """Ids of a proposal with its draft and of what lies around."""

    proposal_id: int
    version_id: int
    west_id: int
    east_id: int


def proposed(database: Database, actor: Actor, body_id: int | None = None) -> Proposed:
    """An empty draft in a city with two gaming halls beside a locality."""
    west_id = some_site(database, actor, "Herna Západ", kind=SiteKind.GAMBLING_VENUE, position=WEST)
    east_id = some_site(database, actor, "Herna Východ", kind=SiteKind.GAMBLING_VENUE, position=EAST)
    with database.write(actor) as work:
        locality = Locality(
            municipality_id=actor.municipality_id,
            name="Předlice",
            search_text="predlice",
            sensitivity=Sensitivity.PARTNERS,
            recorded_at=work.recorded_at,
        )
        work.session.add(locality)
        work.session.flush()
        version = LocalityVersion(
            municipality_id=actor.municipality_id,
            locality_id=locality.id,
            outline=LOCALITY,
            valid_from=clock.today(),
            recorded_at=work.recorded_at,
        )
        work.session.add(version)
        work.session.flush()
        index_outline(work.session, "locality_version", version.id, version.outline)
        work.version_of("outlines")
        work.commit()
    proposal_id = create_proposal(database, actor, "Zóny bez hazardu", ProposalKind.GAMBLING, body_id)
    return Proposed(proposal_id, newest(database, actor, proposal_id).id, west_id, east_id)


def newest(database: Database, actor: Actor, proposal_id: int) -> VersionCard:
    """The newest version as it is now."""
    line = proposal_card(database, actor, proposal_id).versions[0]
    return version_card(database, actor, line.id)


def a_zone(outline: BaseGeometry = AROUND_WEST, **facts: Any) -> ZoneDraft:
    """A total ban within 100 m of localities; over the western hall alone it treats the eastern one unlike."""
    told: dict[str, Any] = {
        "name": "U lokality",
        "rule": ZoneRule.TOTAL_BAN,
        "criterion": "Do 100 m od lokality",
        "measured": NEAR_LOCALITY,
    } | facts
    return ZoneDraft(outline=outline, **told)


def with_zone(database: Database, actor: Actor, made: Proposed, outline: BaseGeometry = AROUND_WEST) -> int:
    """Put that zone into the draft; returns its id."""
    return add_zone(database, actor, made.version_id, a_zone(outline))


def with_texts(database: Database, actor: Actor, version_id: int, **words: Any) -> None:
    """Let the draft say what it has to say before it is submitted."""
    texts = VersionTexts(**({"summary": "Zákaz u lokality."} | words))
    write_version(database, actor, version_id, version_card(database, actor, version_id).row_version, texts)


def submitted(database: Database, actor: Actor, made: Proposed) -> None:
    """The draft with a zone that treats both halls alike, submitted."""
    with_zone(database, actor, made, AROUND_BOTH)
    with_texts(database, actor, made.version_id)
    assert not version_impact(database, actor, made.version_id).findings
    submit_version(database, actor, made.version_id, version_card(database, actor, made.version_id).stamp)
