"""What a phone is told of a place is what its card says, and what it is not asked it neither learns nor takes back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor, Role
from geodata.model.sites import Condition, SiteKind
from geodata.services.field_ground import LastSeen, field_ground
from geodata.services.field_records import take_record
from geodata.services.field_reports import field_reports
from geodata.services.site_card import site_card
from geodata.services.sites import NewObservation, NewSite, log_site, observe
from tests.batches import a_site, load_sites
from tests.field_records import sent
from tests.small_city import SmallCity, small_city, worker_of
from tests.storage.test_field_ground import area_id  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("area_id")


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def walker(database: Database, actor: Actor, city: SmallCity) -> Actor:
    return worker_of(database, actor, city.ngo_id, Role.TERRAIN)


def last_of(database: Database, walker: Actor, area_id: int, site_id: int) -> LastSeen:  # noqa: F811
    (found,) = (site.last for site in field_ground(database, walker, area_id).sites if site.id == site_id)
    assert found is not None
    return found


def a_dump(database: Database, actor: Actor, **details: object) -> int:
    seen = NewObservation(clock.today() - timedelta(days=5), Condition.PRESENT, {"volume_m3": 2.0, **details})
    return log_site(database, actor, NewSite(SiteKind.ILLEGAL_DUMP, 14.05, 50.66, seen, name="Za plotem"))


def unchanged(database: Database, walker: Actor, site_id: int, last: LastSeen, **more: object) -> bool:
    """What one tap on the phone sends; returns whether a clash was told."""
    details = {**last.details, **more}
    record = sent(site_id=site_id, based_on=last.id, condition=last.condition, details=details, note="")
    return take_record(database, walker, record).clash


def test_facts_of_a_desk_are_not_sent_to_the_phone_and_not_taken_back_by_it(
    database: Database, actor: Actor, walker: Actor, area_id: int  # noqa: F811
) -> None:  # fmt: skip
    dump = a_dump(database, actor, land_owner="private", cleaned_on="2026-01-05")
    last = last_of(database, walker, area_id, dump)
    assert last.details == {"volume_m3": 2.0}
    observe(database, actor, dump, NewObservation(clock.today(), details={"land_owner": "city"}))
    # A phone that was told of them by an earlier version still sends them along.
    assert unchanged(database, walker, dump, last, land_owner="private")
    assert site_card(database, walker, dump).details == {
        "volume_m3": 2.0, "land_owner": "city", "cleaned_on": "2026-01-05",
    }  # fmt: skip


def test_words_of_a_desk_neither_reach_the_phone_nor_refuse_its_record(
    database: Database, actor: Actor, walker: Actor, area_id: int  # noqa: F811
) -> None:  # fmt: skip
    operator = {"operator": "Provozovatel, tel. 602 123 456"}
    seen = NewObservation(clock.today(), details={**operator, "beds": 20}, keep_personal_data="Veřejný rejstřík.")
    hostel = log_site(database, actor, NewSite(SiteKind.HOSTEL, 14.05, 50.66, seen, name="Ubytovna"))
    last = last_of(database, walker, area_id, hostel)
    assert last.details == {"beds": 20}
    unchanged(database, walker, hostel, last, **operator)
    assert site_card(database, walker, hostel).details == {**operator, "beds": 20}


def test_a_visit_with_a_note_only_leaves_the_state_as_the_card_says_it(
    database: Database, actor: Actor, walker: Actor, area_id: int  # noqa: F811
) -> None:  # fmt: skip
    dump = a_dump(database, actor)
    visit = observe(database, actor, dump, NewObservation(clock.today(), note="Jen poznámka."))
    card = site_card(database, walker, dump)
    assert last_of(database, walker, area_id, dump) == LastSeen(
        visit, clock.today(), card.condition, card.details, "Jen poznámka."
    )
    assert (card.condition, card.details) == (Condition.PRESENT, {"volume_m3": 2.0})


def test_what_a_meeting_said_is_no_visit(
    database: Database, actor: Actor, walker: Actor, city: SmallCity, area_id: int  # noqa: F811
) -> None:  # fmt: skip
    dump = a_dump(database, actor)
    mine = take_record(database, walker, sent(site_id=dump, seen_at=(clock.now() - timedelta(days=1)).isoformat()))
    spoken = NewObservation(clock.today(), Condition.CLEANED, note="Prý uklizeno.", meeting_id=city.meeting_id)
    observe(database, actor, dump, spoken)
    last = last_of(database, walker, area_id, dump)
    assert (last.id, last.observed_on) == (mine.observation_id, clock.today() - timedelta(days=1))
    assert (last.condition, last.note) == (Condition.CLEANED, "Matrace a pneumatiky.")
    assert last.observed_on == site_card(database, walker, dump).verified_on
    assert not field_reports(database, walker)[0].newer_by_others
    assert not unchanged(database, walker, dump, last)


def test_a_place_of_a_file_without_a_day_was_seen_by_nobody_until_somebody_was_there(
    database: Database, actor: Actor, walker: Actor, area_id: int  # noqa: F811
) -> None:  # fmt: skip
    load_sites(database, actor, a_site("k1", condition="present", observed_on=None, note=None, lon=14.051, lat=50.661))
    (site,) = (site for site in field_ground(database, walker, area_id).sites if site.name == "Skládka k1")
    assert site.last is not None
    assert (site.last.observed_on, site.last.condition, site.last.note) == (None, Condition.PRESENT, "")
    observe(database, actor, site.id, NewObservation(clock.today() - timedelta(days=3), Condition.CLEANED))
    assert unchanged(database, walker, site.id, site.last)
