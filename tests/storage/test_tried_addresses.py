"""What an address list would change before it is saved: its streets are those of its addresses."""

from __future__ import annotations

from dataclasses import replace

from dashboard.components.proposals.what_if import with_redrawn, with_tried
from geodata.database import Database
from geodata.impact.reckoning import Impact
from geodata.impact.summary import summary_of
from geodata.model.people import Actor
from geodata.model.zones import NamedAddress, ProposalKind, ZoneSource
from geodata.services.computed_zones import address_outline
from geodata.services.proposal_card import version_card
from geodata.services.proposal_impact import version_impact
from geodata.services.proposals import create_proposal
from geodata.services.zone_drafts import add_zone
from tests.dossiers import MIDDLE
from tests.proposals import newest
from tests.storage.test_proposal_drafts import a_zone, around
from tests.streets import pave

ON_THE_CORNER = "Školní 2198/9"


def streets_of(impact: Impact) -> tuple[str, ...]:
    return summary_of(impact).streets


def test_a_list_that_is_tried_has_the_streets_of_its_addresses_as_once_it_is_saved(
    database: Database, actor: Actor
) -> None:
    for street in ("Školní", "Příčná"):  # the house of the one lies beside the other too
        pave(database, actor, street, MIDDLE)
    proposal_id = create_proposal(database, actor, "Zóny bez hazardu", ProposalKind.GAMBLING, None)
    version_id = newest(database, actor, proposal_id).id
    empty = version_impact(database, actor, version_id).impact
    found = address_outline(database, actor, [ON_THE_CORNER, "Nikde 9"])
    assert found.outline is not None
    named = (*(NamedAddress(one.text, one.longitude, one.latitude) for one in found.found), NamedAddress("Nikde 9"))
    draft = a_zone(outline=found.outline, source=ZoneSource.ADDRESSES, addresses=named)
    fresh = newest(database, actor, proposal_id)
    assert streets_of(with_tried(empty, fresh, None, draft)) == ("Školní",)
    assert streets_of(with_tried(empty, fresh, None, replace(draft, addresses=()))) == ("Příčná", "Školní")

    zone_id = add_zone(database, actor, version_id, draft)
    saved, version = version_impact(database, actor, version_id).impact, version_card(database, actor, version_id)
    assert streets_of(saved) == ("Školní",)
    assert streets_of(with_tried(saved, version, zone_id, draft)) == ("Školní",)
    # Drawn anew it names no addresses any more.
    assert streets_of(with_redrawn(saved, version, zone_id, around(20, MIDDLE))) == ("Příčná", "Školní")
