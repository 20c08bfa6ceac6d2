"""A place with its photos is one record, however often it is sent; a broken picture never costs the record."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import Condition, SiteKind
from geodata.services.logged_places import LoggedPlace, PhotoFile, log_place, log_visit
from geodata.services.site_card import site_card
from geodata.services.sites import NewObservation, NewSite
from geodata.services.story import StoryKind, site_story
from geodata.tables import Observation, Photo, Site
from tests.small_city import some_site
from tests.storage.test_photos import picture

NEW = NewSite(
    SiteKind.ILLEGAL_DUMP, 14.05, 50.66, NewObservation(clock.today(), Condition.PRESENT), name="Za garážemi",
    client_id="form-1",
)  # fmt: skip


def counted(database: Database, table: type) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_place_sent_twice_is_one_record(database: Database, actor: Actor, tmp_path: Path) -> None:
    photo = PhotoFile("skládka.jpg", picture())
    first = log_place(database, actor, tmp_path, NEW, [photo])
    assert log_place(database, actor, tmp_path, NEW, [photo]) == first
    assert [counted(database, table) for table in (Site, Observation, Photo)] == [1, 1, 1]


def test_a_place_sent_twice_at_once_is_one_record(database: Database, actor: Actor, tmp_path: Path) -> None:
    def send(_: int) -> LoggedPlace:
        return log_place(database, actor, tmp_path, NEW, [PhotoFile("skládka.jpg", picture())])

    with ThreadPoolExecutor(4) as pool:
        places = set(pool.map(send, range(4)))
    assert len({place.site_id for place in places}) == 1
    assert [counted(database, table) for table in (Site, Observation, Photo)] == [1, 1, 1]


def test_the_photos_belong_to_what_was_seen(database: Database, actor: Actor, tmp_path: Path) -> None:
    place = log_place(database, actor, tmp_path, NEW, [PhotoFile("a.png", picture("PNG"))])
    assert place.photos == 1
    (entry,) = [entry for entry in site_story(database, actor, place.site_id) if entry.kind == StoryKind.OBSERVATION]
    assert len(entry.photo_ids) == 1


def test_a_broken_picture_is_named_and_the_rest_is_kept(database: Database, actor: Actor, tmp_path: Path) -> None:
    place = log_place(
        database, actor, tmp_path, NEW, [PhotoFile("zlá.jpg", b"no picture"), PhotoFile("dobrá.jpg", picture())]
    )
    assert place.photos == 1
    assert [name for name, _ in place.refused] == ["zlá.jpg"]
    assert site_card(database, actor, place.site_id).photo_count == 1


@pytest.mark.parametrize("client_id", ["visit-1", None])
def test_a_visit_keeps_its_photos_too(database: Database, actor: Actor, tmp_path: Path, client_id: str | None) -> None:
    site_id = some_site(database, actor)
    seen = NewObservation(clock.today(), Condition.SECURED, client_id=client_id)
    place = log_visit(database, actor, tmp_path, site_id, seen, [PhotoFile("dům.jpg", picture())])
    card = site_card(database, actor, site_id)
    assert (place.site_id, card.condition, card.photo_count) == (site_id, Condition.SECURED, 1)
