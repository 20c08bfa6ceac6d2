"""The search over everything: what each sort is found by, and whom nothing is told."""

from __future__ import annotations

from datetime import date

import pytest

from geodata import clock
from geodata.database import Database
from geodata.model.criteria import NearTo
from geodata.model.issues import IssueStatus
from geodata.model.people import Actor, Role
from geodata.model.sites import SiteKind
from geodata.services.issue_card import issue_card
from geodata.services.meeting_card import meeting_card
from geodata.services.search import Hit, HitKind, search_everything
from tests.batches import USTI
from tests.small_city import SmallCity, small_city, some_site, worker_of
from tests.storage.addresses import some_address
from tests.storage.ground_of_zones import a_school, box_at, load_protected


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


def found(database: Database, actor: Actor, text: str, kind: HitKind) -> list[Hit]:
    return [hit for hit in search_everything(database, actor, text) if hit.kind == kind]


def test_a_place_is_found_by_its_name_without_diacritics(database: Database, actor: Actor, city: SmallCity) -> None:
    (hit,) = found(database, actor, "skolni", HitKind.SITE)
    assert (hit.id, hit.title, hit.detail) == (city.building_id, "Školní 12", SiteKind.HAZARDOUS_BUILDING)
    assert hit.position == (14.05, 50.66)


def test_an_issue_is_found_by_its_number(database: Database, actor: Actor, city: SmallCity) -> None:
    number = issue_card(database, actor, city.dump_issue_id).number
    (hit,) = found(database, actor, number, HitKind.ISSUE)
    assert (hit.id, hit.detail) == (city.dump_issue_id, IssueStatus.RAISED)


def test_a_meeting_is_found_by_its_body_and_its_day(database: Database, actor: Actor, city: SmallCity) -> None:
    starts_at = meeting_card(database, actor, city.meeting_id).starts_at.astimezone(clock.PRAGUE)
    for text in ("bunka", f"buňka {starts_at.day}. {starts_at.month}.", f"predlice {starts_at.date()}"):
        assert [hit.id for hit in found(database, actor, text, HitKind.MEETING)] == [city.meeting_id], text
    assert found(database, actor, "bunka 1999", HitKind.MEETING) == []


def test_an_address_is_found_with_its_position(database: Database, actor: Actor) -> None:
    some_address(database, actor, "Řeznická", "112", "5a", position=(14.1, 50.7))
    (hit,) = found(database, actor, "reznicka 5", HitKind.ADDRESS)
    assert (hit.title, hit.position) == ("Řeznická 112/5a", (14.1, 50.7))


def test_a_school_is_found_by_its_name_and_its_address_until_it_closes(database: Database, actor: Actor) -> None:
    load_protected(
        database, actor, a_school("1"), a_school("2", name="Hřiště", kind="playground", outline=box_at(0, 0))
    )
    for text in ("zakladni skola", "skolni 1 zakladni"):
        (hit,) = found(database, actor, text, HitKind.PROTECTED_PLACE)
        assert (hit.title, hit.detail) == ("Základní škola 1", NearTo.SCHOOL)
        assert hit.position == pytest.approx(USTI)
    (hit,) = found(database, actor, "hriste", HitKind.PROTECTED_PLACE)
    assert hit.position is not None
    load_protected(database, actor, a_school("1", closed_on=date(2020, 6, 30)))
    assert found(database, actor, "zakladni skola", HitKind.PROTECTED_PLACE) == []


def test_what_is_restricted_is_found_by_nobody_else(database: Database, actor: Actor, city: SmallCity) -> None:
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    assert [hit.id for hit in found(database, actor, "zadni", HitKind.SITE)] == [city.hidden_site_id]
    assert search_everything(database, worker, "zadni") == []


@pytest.mark.parametrize("text", ["", "a", " š ", "%%", "__"])
def test_a_text_that_means_nothing_finds_nothing(database: Database, actor: Actor, city: SmallCity, text: str) -> None:
    assert search_everything(database, actor, text) == []


def test_of_each_sort_no_more_than_asked_are_given(database: Database, actor: Actor) -> None:
    for number in range(9):
        some_site(database, actor, f"Dlouhá {number}")
    assert len(search_everything(database, actor, "dlouha", at_most=4)) == 4
