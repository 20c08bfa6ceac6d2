"""The track of a patrol: cut, simplified, seen by those who take part and by nobody else, and erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import shapely
from sqlalchemy import func, select

from dashboard.application import Application
from dashboard.door import Door
from dashboard.track_keeping import erase_old_tracks
from geodata import clock
from geodata.clock import standing_at
from geodata.crs import to_krovak
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, NotFound
from geodata.model.areas import AreaKind
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.model.retention import Retention, RetentionRule
from geodata.model.tracks import RecordedTrack, TrackPoint
from geodata.services import patrol_tracks as services
from geodata.services.organisations import add_organisation
from geodata.services.patrol_list import patrol_card
from geodata.services.patrol_steps import start_patrol, stop_patrol
from geodata.services.patrol_tracks import load_track, patrol_tracks, remove_track
from geodata.services.retention import erase, list_due
from geodata.settings import Settings
from geodata.spatial import index_outline
from geodata.tables import Area, PatrolTrack
from tests.audited import entries_of, whole_detail
from tests.patrols import some_patrol
from tests.small_city import SmallCity, small_city, worker_of
from tests.tracks import HERE, walked


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def officer(database: Database, actor: Actor, city: SmallCity) -> Actor:
    return worker_of(database, actor, city.police_id, Role.POLICE)


@pytest.fixture
def outreach(database: Database, actor: Actor, city: SmallCity) -> Actor:
    return worker_of(database, actor, city.ngo_id, Role.TERRAIN)


@pytest.fixture
def walk_id(database: Database, officer: Actor, city: SmallCity) -> int:
    """A joint patrol of two hours that ended an hour ago."""
    patrol_id = some_patrol(database, officer, organisation_ids=(city.ngo_id,))
    with standing_at(clock.now() - timedelta(hours=3)):
        start_patrol(database, officer, patrol_id, 1)
    with standing_at(clock.now() - timedelta(hours=1)):
        stop_patrol(database, officer, patrol_id, 2)
    return patrol_id


def during() -> RecordedTrack:
    return walked(clock.now() - timedelta(hours=2))


def count(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(PatrolTrack)) or 0


def test_both_organisations_see_the_line_in_which_every_turn_stays_within_the_tolerance(
    database: Database, officer: Actor, outreach: Actor, walk_id: int
) -> None:
    kept = load_track(database, outreach, walk_id, during())
    assert (kept.left_out, kept.timed) == (0, True)
    for who in (officer, outreach):
        (track,) = patrol_tracks(database, who, walk_id) or ()
        assert shapely.get_num_coordinates(track.line) == 2  # straight on
        assert track.began_at is not None
        assert track.ended_at == track.began_at + timedelta(minutes=29)
    walked_line = shapely.LineString([(p.longitude, p.latitude) for p in during().parts[0]])
    assert shapely.hausdorff_distance(to_krovak(walked_line), to_krovak(track.line)) < services.SIMPLIFIED_TO_M


def test_nobody_else_learns_whether_there_is_a_track_whatever_their_role(
    database: Database, actor: Actor, officer: Actor, walk_id: int
) -> None:
    other_id = add_organisation(database, actor, "Jiný spolek", OrganisationKind.NGO)
    strangers = [worker_of(database, actor, other_id, role) for role in Role if role != Role.PUBLIC]
    strangers += [worker_of(database, actor, None, Role.COORDINATOR), actor, replace(officer, views_as=True)]
    before = [patrol_tracks(database, who, walk_id) for who in strangers]
    track_id = load_track(database, officer, walk_id, during()).track_id
    assert [patrol_tracks(database, who, walk_id) for who in strangers] == before == [None] * len(strangers)
    for who in strangers:
        with pytest.raises(Forbidden):
            load_track(database, who, walk_id, during())
        with pytest.raises(Forbidden):
            remove_track(database, who, walk_id, track_id)
    assert count(database) == 1


def test_of_a_restricted_patrol_a_stranger_learns_nothing(database: Database, actor: Actor, officer: Actor) -> None:
    patrol_id = some_patrol(database, officer, sensitivity=Sensitivity.RESTRICTED)
    start_patrol(database, officer, patrol_id, 1)
    other_id = add_organisation(database, actor, "Jiný spolek", OrganisationKind.NGO)
    stranger = worker_of(database, actor, other_id, Role.TERRAIN)
    for call in (
        lambda: patrol_tracks(database, stranger, patrol_id),
        lambda: load_track(database, stranger, patrol_id, during()),
        lambda: remove_track(database, stranger, patrol_id, 1),
    ):
        with pytest.raises(NotFound):
            call()


def test_the_audit_tells_neither_where_nor_when(database: Database, officer: Actor, walk_id: int) -> None:
    track_id = load_track(database, officer, walk_id, during()).track_id
    remove_track(database, officer, walk_id, track_id)
    said = [(entry.action, whole_detail(database, entry)) for entry in entries_of(database)][-2:]
    assert said == [("load", {"tracks": 1}), ("remove", {"tracks": 1})]


def test_the_way_there_and_home_is_cut_off(database: Database, officer: Actor, walk_id: int) -> None:
    kept = load_track(database, officer, walk_id, walked(clock.now() - timedelta(hours=4), points=240))
    (track,) = patrol_tracks(database, officer, walk_id) or ()
    started = patrol_card(database, officer, walk_id).started_at
    assert started is not None
    assert kept.left_out == 240 - 150  # two hours and a quarter of one on either side
    assert track.began_at is not None
    assert track.began_at >= started - services.AROUND_THE_PATROL


def test_a_file_without_times_is_kept_whole_and_said_to_be_so(database: Database, officer: Actor, walk_id: int) -> None:
    kept = load_track(database, officer, walk_id, walked(None))
    (track,) = patrol_tracks(database, officer, walk_id) or ()
    assert (kept.timed, kept.left_out, track.began_at, track.ended_at) == (False, 0, None, None)


def test_the_same_file_twice_is_one_track_and_two_receivers_are_two(
    database: Database, officer: Actor, outreach: Actor, walk_id: int
) -> None:
    first, again = (load_track(database, officer, walk_id, during()).track_id for _ in range(2))
    other = walked(clock.now() - timedelta(hours=2), start=(14.06, 50.66))
    second = load_track(database, outreach, walk_id, other).track_id
    assert (first == again, first == second, count(database)) == (True, False, 2)


def test_what_is_not_of_this_walk_is_refused_and_nothing_is_kept(
    database: Database, officer: Actor, walk_id: int
) -> None:
    when = clock.now() - timedelta(hours=2)
    spot = RecordedTrack((tuple(TrackPoint(*HERE, when) for _ in range(5)),))
    around = RecordedTrack(((TrackPoint(179.9, 50.0, when), TrackPoint(-179.9, 50.0, when)),))
    for wrong in (walked(clock.now() - timedelta(days=1)), spot, around, RecordedTrack(())):
        with pytest.raises(InvalidValue):
            load_track(database, officer, walk_id, wrong)
    planned = some_patrol(database, officer)
    with pytest.raises(InvalidValue):
        load_track(database, officer, planned, during())
    assert count(database) == 0


def test_a_track_outside_the_city_is_refused_once_the_city_has_an_outline(
    database: Database, actor: Actor, officer: Actor, walk_id: int
) -> None:
    far = walked(clock.now() - timedelta(hours=2), start=(16.6, 49.2))
    load_track(database, officer, walk_id, far)
    with database.write(actor) as work:
        outline = shapely.box(14.0, 50.6, 14.1, 50.7)
        area = Area(
            municipality_id=actor.municipality_id,
            kind=AreaKind.MUNICIPALITY,
            name="Město",
            outline=outline,
            recorded_at=work.recorded_at,
        )
        work.session.add(area)
        work.session.flush()
        index_outline(work.session, "area", area.id, outline)
        work.commit()
    with pytest.raises(InvalidValue):
        load_track(database, officer, walk_id, walked(clock.now() - timedelta(hours=2), start=(16.7, 49.2)))
    assert load_track(database, officer, walk_id, during()).track_id


def test_a_patrol_has_no_more_tracks_than_people(
    database: Database, officer: Actor, walk_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "TRACKS_AT_MOST", 1)
    load_track(database, officer, walk_id, during())
    with pytest.raises(InvalidValue):
        load_track(database, officer, walk_id, walked(clock.now() - timedelta(hours=2), start=(14.06, 50.66)))


def test_a_track_is_erased_at_once_and_only_through_its_own_patrol(
    database: Database, officer: Actor, walk_id: int
) -> None:
    track_id = load_track(database, officer, walk_id, during()).track_id
    other = some_patrol(database, officer)
    remove_track(database, officer, other, track_id)
    assert count(database) == 1
    for _ in range(2):
        remove_track(database, officer, walk_id, track_id)
    assert count(database) == 0


def test_the_server_erases_tracks_after_their_month_the_newest_too_and_leaves_the_patrol(
    database: Database, officer: Actor, walk_id: int, tmp_path: Path
) -> None:
    application = Application(Settings(data_directory=tmp_path), database, Door(database))
    load_track(database, officer, walk_id, during())
    last_day = Retention({RetentionRule.PATROL_TRACKS: 1}).due_from(RetentionRule.PATROL_TRACKS, clock.today())
    assert last_day is not None
    until_then = timedelta(days=(last_day - clock.today()).days)
    with standing_at(clock.now() + until_then - timedelta(days=1)):
        erase_old_tracks(application)
    assert count(database) == 1
    with standing_at(clock.now() + until_then):
        erase_old_tracks(application)
        assert patrol_tracks(database, officer, walk_id) == ()
    assert count(database) == 0


def test_an_erased_patrol_takes_its_tracks_along(
    database: Database, actor: Actor, officer: Actor, walk_id: int, tmp_path: Path
) -> None:
    load_track(database, officer, walk_id, during())
    some_patrol(database, officer)
    rules = Retention({RetentionRule.PATROLS: 1})
    with standing_at(clock.now() + timedelta(days=90)):
        assert [due.rule for due in list_due(database, actor, rules)] == [RetentionRule.PATROLS]
        assert erase(database, actor, rules, tmp_path, tmp_path / "photos").wiped
    assert count(database) == 0
