"""What a version tells of localities and venues that its reader may not know of, and whose addresses count."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update

from geodata.database import Database
from geodata.errors import StaleEdit
from geodata.model.people import Actor, Role, Sensitivity
from geodata.model.zones import NamedAddress, ZoneSource
from geodata.services.proposal_card import version_card
from geodata.services.proposal_comparison import compare_versions
from geodata.services.proposal_drafts import draft_version, submit_version
from geodata.services.proposal_export import export_proposal
from geodata.services.proposal_impact import version_impact
from geodata.services.version_shapes import proposal_shapes
from geodata.services.zone_drafts import add_exception, add_zone, alter_zone, remove_exception
from geodata.tables import Locality, Site
from tests.proposals import AROUND_BOTH, LOCALITY, Proposed, a_zone, proposed, with_texts, with_zone
from tests.small_city import worker_of
from tests.storage.ground_of_zones import a_school, load_protected

SECRET = "Jen pro hosty hotelu."
UNPLACED = a_zone(addresses=(NamedAddress("Mírová 5"),), source=ZoneSource.ADDRESSES)
PLACED = replace(UNPLACED, addresses=(NamedAddress("Mírová 5", 14.0511, 50.6626),))


@pytest.fixture
def made(database: Database, actor: Actor) -> Proposed:
    return proposed(database, actor)


def called_the_same(database: Database, actor: Actor, name: str) -> None:
    """A restricted locality of this name, of which nobody drew where it is."""
    with database.write(actor) as work:
        one = Locality(
            municipality_id=actor.municipality_id,
            name=name,
            search_text=name.lower(),
            sensitivity=Sensitivity.RESTRICTED,
            recorded_at=work.recorded_at,
        )
        work.session.add(one)
        work.version_of("outlines")
        work.commit()


def restricted_in(database: Database, reader: Actor, made: Proposed) -> int:
    return export_proposal(database, reader, made.version_id, "dossier.pdf").restricted


@pytest.mark.parametrize("role", [Role.COMMISSION, Role.ADMIN])
def test_a_restricted_locality_elsewhere_is_not_told_of_by_its_name(
    database: Database, actor: Actor, made: Proposed, role: Role
) -> None:
    load_protected(database, actor, a_school("a") | {"lon": 14.0511, "lat": 50.6626})
    add_zone(database, actor, made.version_id, a_zone(LOCALITY.union(AROUND_BOTH)))
    reader = worker_of(database, actor, None, role)
    for name in ("Předlice", "Základní škola a"):
        called_the_same(database, actor, name)
    covered = {one.name for one in version_impact(database, reader, made.version_id).summary.covered}
    assert covered == {"Předlice", "Základní škola a"}
    assert restricted_in(database, reader, made) == 0


def test_a_restricted_locality_in_the_zones_is_counted(database: Database, actor: Actor, made: Proposed) -> None:
    add_zone(database, actor, made.version_id, a_zone(LOCALITY))
    with database.write(actor) as work:
        work.session.execute(update(Locality).values(sensitivity=Sensitivity.RESTRICTED))
        work.version_of("outlines")
        work.commit()
    assert restricted_in(database, actor, made) == 1
    assert restricted_in(database, worker_of(database, actor, None, Role.COMMISSION), made) == 0


def test_where_an_address_is_belongs_to_its_zone(database: Database, actor: Actor, made: Proposed) -> None:
    zone_id = add_zone(database, actor, made.version_id, UNPLACED)
    with_texts(database, actor, made.version_id)
    before = version_card(database, actor, made.version_id)
    (zone,) = before.zones
    altered = alter_zone(database, actor, zone_id, zone.row_version, PLACED)
    after = version_card(database, actor, made.version_id)
    assert altered == after.zones[0].row_version == zone.row_version + 1
    assert after.stamp != before.stamp
    with pytest.raises(StaleEdit):
        alter_zone(database, actor, zone_id, zone.row_version, UNPLACED)
    with pytest.raises(StaleEdit):
        submit_version(database, actor, made.version_id, before.stamp)
    assert alter_zone(database, actor, zone_id, altered, PLACED) == altered  # nothing is other


def test_why_a_hidden_venue_is_excepted_is_hidden(database: Database, actor: Actor, made: Proposed) -> None:
    zone_id = with_zone(database, actor, made, AROUND_BOTH)
    add_exception(database, actor, made.version_id, zone_id, made.west_id, "", SECRET)
    hide(database, actor, made.west_id)
    reader = worker_of(database, actor, None, Role.COMMISSION)
    assert SECRET in repr(version_impact(database, actor, made.version_id).summary)
    told = version_impact(database, reader, made.version_id)
    assert [row.venue.name for row in told.summary.venues if row.hit] == ["Herna Východ"]
    assert SECRET not in repr((told, proposal_shapes(database, reader, made.proposal_id)))


def test_that_the_exception_of_a_hidden_venue_changed_is_hidden(
    database: Database, actor: Actor, made: Proposed
) -> None:
    zone_id = with_zone(database, actor, made, AROUND_BOTH)
    add_exception(database, actor, made.version_id, zone_id, made.west_id, "", SECRET)
    hide(database, actor, made.west_id)
    later = draft_version(database, actor, made.proposal_id, made.version_id, variant="B")
    (exception,) = version_card(database, actor, later).exceptions
    remove_exception(database, actor, exception.id)
    reader = worker_of(database, actor, None, Role.COMMISSION)
    assert len(compare_versions(database, actor, made.version_id, later).changes.zones) == 1
    assert compare_versions(database, reader, made.version_id, later).changes.zones == ()


def hide(database: Database, actor: Actor, site_id: int) -> None:
    with database.write(actor) as work:
        work.session.execute(update(Site).where(Site.id == site_id).values(sensitivity=Sensitivity.RESTRICTED))
        work.version_of("sites")
        work.commit()
