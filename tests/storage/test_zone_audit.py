"""The audit of a zone says which addresses it named, as what they were and without personal data kept for a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.personal_data import REMOVED
from geodata.model.zones import NamedAddress, ProposalKind, ZoneSource
from geodata.services.proposal_card import proposal_card, version_card
from geodata.services.proposals import create_proposal
from geodata.services.zone_drafts import add_zone, alter_zone, redraw_zone, remove_zone
from geodata.tables import Audit
from tests.audited import entries_of, whole_detail
from tests.storage.test_proposal_drafts import HERE, a_zone, around

NAMED = (NamedAddress("Husova 1", *HERE), NamedAddress("Husova  3, zvonek 777 123 456"))
KEPT = "Husova 1\nHusova 3, zvonek " + REMOVED
REASON = "Číslo podniku."


@pytest.fixture
def draft_id(database: Database, actor: Actor) -> int:
    proposal_id = create_proposal(database, actor, "Zóny pro hazard", ProposalKind.GAMBLING, None)
    return proposal_card(database, actor, proposal_id).versions[0].id


def added(database: Database, actor: Actor, draft_id: int) -> int:
    """The row version of the only zone."""
    (zone,) = version_card(database, actor, draft_id).zones
    return zone.row_version


def told(database: Database, action: str) -> dict[str, object]:
    return whole_detail(database, entries_of(database, action)[-1])


def test_a_zone_tells_its_addresses_when_it_comes_changes_and_goes(
    database: Database, actor: Actor, draft_id: int
) -> None:
    plain = a_zone(source=ZoneSource.ADDRESSES, addresses=(NAMED[0], NamedAddress("Husova 3")))
    zone_id = add_zone(database, actor, draft_id, plain)
    assert told(database, "add")["address"] == "Husova 1\nHusova 3"
    row_version = alter_zone(
        database,
        actor,
        zone_id,
        added(database, actor, draft_id),
        replace(plain, addresses=(NamedAddress("Husova 3"),)),
    )
    before, after = (told(database, "alter")[when] for when in ("before", "after"))
    assert (before["address"], after["address"]) == ("Husova 1\nHusova 3", "Husova 3")  # type: ignore[index]
    remove_zone(database, actor, zone_id, row_version)
    assert told(database, "remove")["address"] == "Husova 3"


def test_a_zone_drawn_anew_tells_which_addresses_it_has_no_more(
    database: Database, actor: Actor, draft_id: int
) -> None:
    zone_id = add_zone(database, actor, draft_id, a_zone(source=ZoneSource.ADDRESSES, addresses=NAMED[:1]))
    redraw_zone(database, actor, zone_id, added(database, actor, draft_id), around(150))
    before = told(database, "redraw")["before"]
    assert (before["address"], before["source"]) == ("Husova 1", "addresses")  # type: ignore[index]


def test_what_was_kept_in_an_address_for_a_reason_is_in_no_entry(
    database: Database, actor: Actor, draft_id: int
) -> None:
    draft = a_zone(source=ZoneSource.ADDRESSES, addresses=NAMED, keep_personal_data=REASON)
    zone_id = add_zone(database, actor, draft_id, draft)
    assert told(database, "add")["address"] == KEPT
    row_version = alter_zone(database, actor, zone_id, added(database, actor, draft_id), replace(draft, name="Jinak"))
    row_version = redraw_zone(database, actor, zone_id, row_version, around(150))
    again = alter_zone(database, actor, zone_id, row_version, draft)
    remove_zone(database, actor, zone_id, again)
    seen = [str(whole_detail(database, entry)) for entry in entries_of(database)]
    assert len([one for one in seen if "zvonek" in one]) == 5
    assert not [one for one in seen if "777 123 456" in one]


def test_the_chain_carries_no_address(database: Database, actor: Actor, draft_id: int) -> None:
    add_zone(database, actor, draft_id, a_zone(source=ZoneSource.ADDRESSES, addresses=NAMED[:1]))
    with database.read() as session:
        assert not [one for one in session.scalars(select(Audit.detail)) if "Husova" in str(one)]
