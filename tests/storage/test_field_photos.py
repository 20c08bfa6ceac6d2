"""A photo from the street is kept once by its own id, is never swallowed by its twin, and goes with its position."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import func, select, update

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue
from geodata.model.people import Actor, Role, Sensitivity
from geodata.services.erasing import remove_rows
from geodata.services.field_photos import (
    PHOTOS_PER_RECORD,
    FieldPhoto,
    NoPicture,
    PhotoConflict,
    PhotoDamaged,
    RecordUnknown,
    take_photo,
)
from geodata.services.field_records import PlaceGone, take_record
from geodata.services.photos import read_photo
from geodata.tables import Base, Observation, Photo, Site
from geodata.unit_of_work import UnitOfWork
from tests.field_records import moment, photo_of, sent
from tests.small_city import SmallCity, small_city, worker_of
from tests.storage.test_photos import picture

CLIENT_ID = "9f0c1a52-6f1e-4a52-8d5f-0c5f1d1f7a11"


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def walker(database: Database, actor: Actor, city: SmallCity) -> Actor:
    return worker_of(database, actor, city.ngo_id, Role.TERRAIN)


@pytest.fixture
def record_id(database: Database, walker: Actor) -> str:
    return take_record(database, walker, sent()).client_id


def photos(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Photo)) or 0


def test_position_and_time_stand_in_the_row(database: Database, walker: Actor, record_id: str, tmp_path: Path) -> None:
    data = picture()
    told = photo_of(
        record_id, data, taken_at=moment("2026-11-20T23:30:00+00:00"), position=(14.05, 50.66), accuracy_m=6.0
    )
    kept = take_photo(database, walker, tmp_path, told, data)
    assert kept.checksum == hashlib.sha256(data).hexdigest()
    with database.read() as session:
        photo = session.get_one(Photo, kept.photo_id)
        assert photo.observation_id is not None
        assert (photo.longitude, photo.latitude, photo.accuracy_m) == (14.05, 50.66, 6.0)
        assert (photo.taken_on.isoformat(), photo.taken_at) == ("2026-11-21", told.taken_at)


def test_the_same_photo_again_is_one_row_also_at_once(
    database: Database, walker: Actor, record_id: str, tmp_path: Path
) -> None:
    data = picture()
    told = photo_of(record_id, data)
    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(lambda _: take_photo(database, walker, tmp_path, told, data), range(6)))
    assert len(answers) == 1
    assert photos(database) == 1


def test_twins_under_two_ids_are_two_rows(database: Database, walker: Actor, record_id: str, tmp_path: Path) -> None:
    data = picture()
    first, second = (take_photo(database, walker, tmp_path, photo_of(record_id, data), data) for _ in range(2))
    assert first.photo_id != second.photo_id
    assert read_photo(database, walker, tmp_path, second.photo_id).path.is_file()


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_server_that_dies_neither_loses_nor_doubles(
    database: Database, walker: Actor, record_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    is_committed: bool,
) -> None:  # fmt: skip
    data = picture()
    told = photo_of(record_id, data)
    commit = UnitOfWork.commit

    def die(work: UnitOfWork) -> NoReturn:
        if is_committed:
            commit(work)
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "commit", die)
        with pytest.raises(RuntimeError):
            take_photo(database, walker, tmp_path, told, data)
    assert take_photo(database, walker, tmp_path, told, data).photo_id
    assert photos(database) == 1


def test_what_is_not_whole_is_not_acknowledged(
    database: Database, walker: Actor, record_id: str, tmp_path: Path
) -> None:
    data = picture()
    with pytest.raises(PhotoDamaged):
        take_photo(database, walker, tmp_path, photo_of(record_id, data), data[:-1])
    for broken in (b"", b"<svg/>", data[:400]):
        with pytest.raises(NoPicture):
            take_photo(database, walker, tmp_path, photo_of(record_id, broken), broken)
    assert photos(database) == 0


def test_a_photo_whose_day_would_be_tomorrow_is_of_today(
    database: Database, walker: Actor, record_id: str, tmp_path: Path
) -> None:
    data = picture()
    told = photo_of(record_id, data, taken_at=clock.now() + timedelta(days=40))
    kept = take_photo(database, walker, tmp_path, told, data)
    with database.read() as session:
        assert session.get_one(Photo, kept.photo_id).taken_on == clock.today()


def test_the_record_comes_first_and_is_ones_own(
    database: Database, actor: Actor, walker: Actor, city: SmallCity, record_id: str, tmp_path: Path
) -> None:
    data = picture()
    stranger = worker_of(database, actor, city.police_id, Role.TERRAIN)
    for who, record in ((walker, sent().client_id), (stranger, record_id)):
        with pytest.raises(RecordUnknown):
            take_photo(database, who, tmp_path, photo_of(record, data), data)


def test_an_id_names_one_photo_only(database: Database, walker: Actor, record_id: str, tmp_path: Path) -> None:
    data, other = picture(), picture(size=(30, 30))
    kept = take_photo(database, walker, tmp_path, photo_of(record_id, data), data)
    with pytest.raises(InvalidValue):
        take_photo(database, walker, tmp_path, photo_of(record_id, other, kept.client_id), other)


def test_an_id_names_the_photo_of_one_record_only(
    database: Database, walker: Actor, record_id: str, tmp_path: Path
) -> None:
    data, second = picture(), take_record(database, walker, sent()).client_id
    kept = take_photo(database, walker, tmp_path, photo_of(record_id, data), data)
    with pytest.raises(PhotoConflict):
        take_photo(database, walker, tmp_path, photo_of(second, data, kept.client_id), data)
    assert photos(database) == 1


def test_one_id_for_two_places_at_once_is_kept_for_one_and_refused_for_the_other(
    database: Database, actor: Actor, walker: Actor, city: SmallCity, record_id: str, tmp_path: Path
) -> None:
    data, other = picture(), worker_of(database, actor, city.police_id, Role.POLICE)
    writers = {record_id: walker, take_record(database, walker, sent()).client_id: walker}
    writers[take_record(database, other, sent()).client_id] = other
    told = [(who, photo_of(record, data, CLIENT_ID)) for record, who in writers.items()] * 3

    def take(one: tuple[Actor, FieldPhoto]) -> int | None:
        try:
            return take_photo(database, one[0], tmp_path, one[1], data).photo_id
        except PhotoConflict:
            return None

    with ThreadPoolExecutor(9) as pool:
        answers = list(pool.map(take, told))
    assert len(set(answers) - {None}) == 1
    assert answers.count(None) == 6
    assert photos(database) == 1


def test_a_record_takes_so_many_photos_and_answers_those_it_has_as_before(
    database: Database, walker: Actor, record_id: str, tmp_path: Path
) -> None:
    data = picture()
    told = [photo_of(record_id, data) for _ in range(PHOTOS_PER_RECORD)]
    kept = [take_photo(database, walker, tmp_path, one, data) for one in told]
    with pytest.raises(InvalidValue, match="12"):
        take_photo(database, walker, tmp_path, photo_of(record_id, data), data)
    assert take_photo(database, walker, tmp_path, told[-1], data) == kept[-1]
    assert photos(database) == PHOTOS_PER_RECORD


@pytest.mark.parametrize(
    ("says_when_it_sends", "wrong_again"), [(True, True), (True, False), (False, True)],
    ids=["wrong", "put right since", "an older phone"],
)  # fmt: skip
def test_the_clock_of_a_photo_is_put_right_as_that_of_its_record(
    database: Database, walker: Actor, tmp_path: Path, says_when_it_sends: bool, wrong_again: bool
) -> None:
    behind = timedelta(days=12 * 365)
    taken = clock.now() - timedelta(days=1) - behind
    sent_at = clock.now() - behind
    record = take_record(database, walker, sent(seen_at=taken.isoformat(), sent_at=sent_at.isoformat()))
    sent_at = sent_at if wrong_again else clock.now()
    data = picture()
    told = photo_of(record.client_id, data, taken_at=taken, sent_at=sent_at if says_when_it_sends else None)
    kept = take_photo(database, walker, tmp_path, told, data)
    with database.read() as session:
        photo = session.get_one(Photo, kept.photo_id)
        seen = session.get_one(Observation, record.observation_id)
        assert photo.taken_on == seen.observed_on == clock.today() - timedelta(days=1)
        # By how much it was wrong is known only where the same clock says when it sends.
        assert (photo.taken_at is not None) == (says_when_it_sends and wrong_again)


def test_a_place_that_was_hidden_meanwhile_takes_no_photo(
    database: Database, actor: Actor, walker: Actor, city: SmallCity, tmp_path: Path
) -> None:
    record = take_record(database, walker, sent(site_id=city.dump_id))
    with database.write(actor) as work:
        work.session.execute(update(Site).where(Site.id == city.dump_id).values(sensitivity=Sensitivity.RESTRICTED))
        work.commit()
    data = picture()
    with pytest.raises(PlaceGone):
        take_photo(database, walker, tmp_path, photo_of(record.client_id, data), data)


def test_erasing_a_place_takes_its_photos_and_their_positions(
    database: Database, actor: Actor, walker: Actor, city: SmallCity, tmp_path: Path
) -> None:
    first = take_record(database, walker, sent())
    visit = take_record(database, walker, sent(site_id=first.site_id, based_on=first.observation_id))
    data = picture()
    take_photo(database, walker, tmp_path, photo_of(visit.client_id, data, position=(14.05, 50.66)), data)
    with database.write(actor) as work:
        remove_rows(work.session, Base.metadata.tables["site"], [first.site_id])
        work.commit()
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Photo)) == 0
        assert session.get(Observation, visit.observation_id) is None
