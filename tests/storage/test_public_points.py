"""Which places the public picture may draw as points: cleared dumps on public land, and nothing else ever."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from geodata.database import Database
from geodata.model.issues import IssueStatus, IssueTopic
from geodata.model.people import Actor, Sensitivity
from geodata.model.public_picture import Cell, CellState, Picture
from geodata.model.sites import Condition, SiteKind
from geodata.services.public_picture import Switch, make_snapshot, preview_snapshot, set_public_switch
from geodata.services.published import read_published
from geodata.tables import Observation, PublicPointRow, Site
from tests.publishing import WEST, add_cleared_dump, add_district, add_places
from tests.small_city import advance, some_issue

LIMIT = 8
ON, WITH_POINTS = Switch(on=True), Switch(on=True, with_points=True)


@pytest.fixture
def west(database: Database, actor: Actor) -> int:
    return add_district(database, actor, WEST, 0)


def dumps(picture: Picture, area_id: int, state: CellState) -> int:
    return picture.value(Cell(area_id, SiteKind.ILLEGAL_DUMP, state))


def published(database: Database) -> Picture:
    picture = read_published(database).picture
    assert picture is not None
    return picture


def points_of(database: Database, actor: Actor) -> int:
    set_public_switch(database, actor, WITH_POINTS)
    points = preview_snapshot(database, actor, LIMIT).points
    assert points is not None
    return len(points)


def test_a_cleaned_dump_on_public_land_is_a_point_of_about_ten_metres(
    database: Database, actor: Actor, west: int
) -> None:
    id_ = add_cleared_dump(database, actor)
    assert points_of(database, actor) == 1
    with database.read() as session:
        site = session.get_one(Site, id_)
        exact = site.longitude, site.latitude
    picture = preview_snapshot(database, actor, LIMIT)
    assert picture.points is not None
    (point,) = picture.points
    assert (point.longitude, point.latitude) == (round(exact[0], 4), round(exact[1], 4))
    assert dumps(picture, west, CellState.CLEARED) == 1
    assert dumps(picture, west, CellState.SOLVED) == 0


@pytest.mark.parametrize("owner", ["private", "company", "unknown", ""])
def test_a_dump_on_other_or_unknown_land_is_no_point(database: Database, actor: Actor, west: int, owner: str) -> None:
    add_cleared_dump(database, actor, owner)
    assert points_of(database, actor) == 0


@pytest.mark.parametrize("condition", [Condition.PRESENT, Condition.RETURNED, Condition.UNKNOWN, None])
def test_a_dump_that_is_not_seen_to_be_clean_is_no_point(
    database: Database, actor: Actor, west: int, condition: Condition | None
) -> None:
    add_cleared_dump(database, actor, condition=condition)
    assert points_of(database, actor) == 0


def test_a_dump_whose_cleaning_has_no_day_is_no_point(database: Database, actor: Actor, west: int) -> None:
    id_ = add_cleared_dump(database, actor)
    with database.write(actor) as work:
        for seen in work.session.scalars(select(Observation).where(Observation.site_id == id_)):
            seen.dated = False
        work.commit()
    assert points_of(database, actor) == 0


def test_a_restricted_dump_is_no_point(database: Database, actor: Actor, west: int) -> None:
    add_cleared_dump(database, actor, sensitivity=Sensitivity.RESTRICTED)
    assert points_of(database, actor) == 0


def test_a_restricted_issue_takes_no_point_away_for_that_would_tell_of_it(
    database: Database, actor: Actor, west: int
) -> None:
    id_ = add_cleared_dump(database, actor)
    some_issue(database, actor, topic=IssueTopic.DUMP, site_ids=(id_,), sensitivity=Sensitivity.RESTRICTED)
    assert points_of(database, actor) == 1


def test_a_dump_is_no_point_before_its_issue_is_verified(database: Database, actor: Actor, west: int) -> None:
    id_ = add_cleared_dump(database, actor)
    issue_id = some_issue(database, actor, topic=IssueTopic.DUMP, site_ids=(id_,))
    assert points_of(database, actor) == 0
    advance(database, actor, issue_id, IssueStatus.ACCEPTED, IssueStatus.IN_PROGRESS, IssueStatus.DONE)
    assert points_of(database, actor) == 0
    advance(database, actor, issue_id, IssueStatus.VERIFIED)
    assert points_of(database, actor) == 1


def test_no_place_where_somebody_may_live_is_ever_a_point(database: Database, actor: Actor, west: int) -> None:
    for inhabited in ("yes", "no", "unknown"):
        add_places(
            database, actor, 1, SiteKind.HAZARDOUS_BUILDING,
            condition=Condition.DEMOLISHED, sensitivity=Sensitivity.PUBLIC, inhabited=inhabited, owner="city",
        )  # fmt: skip
    for kind, condition in (
        (SiteKind.HOSTEL, Condition.GOOD),
        (SiteKind.GAMBLING_VENUE, Condition.CLOSED),
        (SiteKind.SYRINGE_FIND, Condition.CLEANED),
        (SiteKind.PUBLIC_SPACE, Condition.GOOD),
        (SiteKind.OTHER, Condition.GOOD),
    ):
        add_places(database, actor, 9, kind, condition=condition, sensitivity=Sensitivity.PUBLIC)
    assert points_of(database, actor) == 0
    make_snapshot(database, actor, LIMIT)
    with database.read() as session:
        assert session.scalars(select(PublicPointRow)).all() == []


def test_points_are_hidden_again_when_their_switch_is_off(database: Database, actor: Actor, west: int) -> None:
    for _ in range(3):
        add_cleared_dump(database, actor)
    set_public_switch(database, actor, WITH_POINTS)
    make_snapshot(database, actor, LIMIT)
    with_points = published(database)
    assert with_points.points is not None
    assert len(with_points.points) == 3
    set_public_switch(database, actor, ON)
    without = published(database)
    assert without.points is None
    assert dumps(without, west, CellState.CLEARED) == 0


def test_a_snapshot_made_without_points_never_gets_any(database: Database, actor: Actor, west: int) -> None:
    add_cleared_dump(database, actor)
    set_public_switch(database, actor, ON)
    make_snapshot(database, actor, LIMIT)
    set_public_switch(database, actor, WITH_POINTS)
    assert published(database).points is None
