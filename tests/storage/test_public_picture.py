"""What the city publishes: which places count, what a snapshot keeps, and that it is never computed again."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select

from geodata import clock
from geodata.clock import PRAGUE, standing_at
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, NotFound
from geodata.model.areas import AreaKind
from geodata.model.issues import IssueStatus, IssueTopic
from geodata.model.people import Actor, Role, Sensitivity
from geodata.model.public_picture import Cell, CellState, Picture
from geodata.model.sites import SETTLED_CONDITIONS, Condition, SiteKind
from geodata.services.issue_links import link_site
from geodata.services.public_counts import count_cells, ground_of
from geodata.services.public_picture import (
    Switch,
    list_snapshots,
    make_due_snapshot,
    make_snapshot,
    preview_snapshot,
    public_switch,
    set_public_switch,
    withdraw_snapshot,
)
from geodata.services.published import NotPublished, read_published
from geodata.services.sites import NewObservation, observe
from geodata.tables import Audit, IssueSite, Observation, PublicCell, Site
from tests.publishing import EAST, WEST, add_district, add_places
from tests.small_city import advance, small_city, some_issue, worker_of

LIMIT = 8
ON, WITH_POINTS = Switch(on=True), Switch(on=True, with_points=True)
NEXT_MONTH = timedelta(days=32)


@pytest.fixture
def west(database: Database, actor: Actor) -> int:
    return add_district(database, actor, WEST, 0)


def value(picture: Picture, area_id: int, kind: SiteKind = SiteKind.HOSTEL, state: CellState = CellState.OPEN) -> int:
    return picture.value(Cell(area_id, kind, state))


def published(database: Database) -> Picture:
    picture = read_published(database).picture
    assert picture is not None
    return picture


def test_a_cell_is_published_in_steps_of_the_limit(database: Database, actor: Actor, west: int) -> None:
    add_places(database, actor, 7)
    assert value(preview_snapshot(database, actor, LIMIT), west) == 0
    add_places(database, actor, 1)
    at_the_limit = preview_snapshot(database, actor, LIMIT)
    assert value(at_the_limit, west) == 8
    add_places(database, actor, 7)
    assert preview_snapshot(database, actor, LIMIT) == at_the_limit
    add_places(database, actor, 1)
    assert value(preview_snapshot(database, actor, LIMIT), west) == 16


def test_what_is_under_the_limit_changes_nothing_at_all(database: Database, actor: Actor, west: int) -> None:
    east = add_district(database, actor, EAST, 1)
    add_places(database, actor, 9)
    before = preview_snapshot(database, actor, LIMIT)
    for kind in (SiteKind.HOSTEL, SiteKind.GAMBLING_VENUE, SiteKind.ILLEGAL_DUMP):
        add_places(database, actor, 3, kind, place=1, condition=None)
    add_places(database, actor, 5, condition=Condition.GOOD)
    after = preview_snapshot(database, actor, LIMIT)
    assert after == before
    assert after.total(area_id=east) == 0


def test_restricted_places_never_count(database: Database, actor: Actor, west: int) -> None:
    add_places(database, actor, 7)
    add_places(database, actor, 9, sensitivity=Sensitivity.RESTRICTED)
    assert value(preview_snapshot(database, actor, LIMIT), west) == 0
    add_places(database, actor, 1, sensitivity=Sensitivity.PUBLIC)
    assert value(preview_snapshot(database, actor, LIMIT), west) == 8


def test_places_outside_every_area_are_left_out(database: Database, actor: Actor, west: int) -> None:
    add_places(database, actor, 9, place=3)
    assert preview_snapshot(database, actor, LIMIT).total() == 0


def test_the_areas_are_city_districts_and_stay_what_they_were(database: Database, actor: Actor, west: int) -> None:
    add_district(database, actor, "Policejní obvod", 0, AreaKind.POLICE_DISTRICT, width=2)
    add_district(database, actor, "Zkušebnov", 0, AreaKind.MUNICIPALITY, width=3)
    assert [area.name for area in preview_snapshot(database, actor, LIMIT).areas] == [WEST]
    with database.read() as session:
        kept = ground_of(session, actor.municipality_id, AreaKind.MUNICIPALITY)
    assert kept is not None
    assert [area.name for area in kept.areas] == ["Zkušebnov"]


def test_a_place_in_two_areas_counts_in_the_smaller_one(database: Database, actor: Actor, west: int) -> None:
    wide = add_district(database, actor, "Oba obvody", 0, width=2)
    add_places(database, actor, 8)
    picture = preview_snapshot(database, actor, LIMIT)
    assert (value(picture, west), value(picture, wide)) == (8, 0)


def test_without_areas_one_is_told_to_load_them(database: Database, actor: Actor) -> None:
    with pytest.raises(InvalidValue, match="outline"):
        make_snapshot(database, actor, LIMIT)


def test_no_limit_below_five_is_taken(database: Database, actor: Actor, west: int) -> None:
    for service in (preview_snapshot, make_snapshot):
        with pytest.raises(InvalidValue, match="below 5"):
            service(database, actor, 4)


# ------------------------------------------------------------------ state, and what was known when


def test_a_place_is_solved_when_it_is_settled_and_no_issue_is_open(database: Database, actor: Actor, west: int) -> None:
    ids = add_places(database, actor, 8, condition=Condition.GOOD)
    assert value(preview_snapshot(database, actor, LIMIT), west, state=CellState.SOLVED) == 8
    issue_id = some_issue(database, actor, topic=IssueTopic.HOUSING, site_ids=(ids[0],))
    assert value(preview_snapshot(database, actor, LIMIT), west, state=CellState.SOLVED) == 0
    advance(
        database, actor, issue_id,
        IssueStatus.ACCEPTED, IssueStatus.IN_PROGRESS, IssueStatus.DONE, IssueStatus.VERIFIED,
    )  # fmt: skip
    assert value(preview_snapshot(database, actor, LIMIT), west, state=CellState.SOLVED) == 8


def test_a_restricted_issue_moves_no_cell(database: Database, actor: Actor, west: int) -> None:
    ids = add_places(database, actor, 8, condition=Condition.GOOD)
    before = preview_snapshot(database, actor, LIMIT)
    some_issue(database, actor, site_ids=(ids[0],), sensitivity=Sensitivity.RESTRICTED)
    assert preview_snapshot(database, actor, LIMIT) == before


def test_the_replay_agrees_with_what_is_derived_for_today(database: Database, actor: Actor, west: int) -> None:
    city = small_city(database, actor)
    add_places(database, actor, 3, condition=Condition.GOOD)
    link_site(database, actor, city.building_issue_id, add_places(database, actor, 1, condition=Condition.GOOD)[0])
    with database.read() as session:
        ground = ground_of(session, actor.municipality_id)
        assert ground is not None
        counted = count_cells(session, actor.municipality_id, ground, clock.now()).cells
        derived: Counter[Cell] = Counter()
        for site in session.scalars(select(Site).where(Site.sensitivity != Sensitivity.RESTRICTED)):
            solved = site.condition in SETTLED_CONDITIONS and not site.open_issues
            derived[Cell(west, site.kind, CellState.SOLVED if solved else CellState.OPEN)] += 1
    assert counted == derived


def test_only_what_was_recorded_by_the_moment_counts(database: Database, actor: Actor, west: int) -> None:
    yesterday, tomorrow = clock.now() - timedelta(days=1), clock.now() + timedelta(days=1)
    ids = add_places(database, actor, 2)
    with standing_at(tomorrow):
        observe(database, actor, ids[0], NewObservation(clock.today(), Condition.GOOD))
    with database.read() as session:
        ground = ground_of(session, actor.municipality_id)
        assert ground is not None
        then = [
            count_cells(session, actor.municipality_id, ground, moment).cells
            for moment in (yesterday, clock.now(), tomorrow)
        ]
    is_open, solved = (Cell(west, SiteKind.HOSTEL, state) for state in (CellState.OPEN, CellState.SOLVED))
    assert then == [{}, {is_open: 2}, {is_open: 1, solved: 1}]


# ------------------------------------------------------------------ snapshots and the switch


def test_the_picture_is_off_until_it_is_switched_on(database: Database, actor: Actor, west: int) -> None:
    assert public_switch(database, actor) == Switch()
    make_snapshot(database, actor, LIMIT)
    with pytest.raises(NotPublished):
        read_published(database)
    set_public_switch(database, actor, ON)
    assert published(database).limit == LIMIT
    set_public_switch(database, actor, Switch())
    with pytest.raises(NotPublished):
        read_published(database)


def test_no_correction_reaches_a_snapshot(database: Database, actor: Actor, west: int) -> None:
    ids = add_places(database, actor, 9)
    set_public_switch(database, actor, ON)
    make_snapshot(database, actor, LIMIT)
    before = read_published(database)
    for id_ in ids[:4]:
        observe(database, actor, id_, NewObservation(clock.today(), Condition.GOOD))
    add_places(database, actor, 20)
    with database.write(actor) as work:
        for site in work.session.scalars(select(Site).where(Site.id.in_(ids[4:6]))):
            site.sensitivity = Sensitivity.RESTRICTED
        for table in (IssueSite, Observation):
            work.session.execute(delete(table).where(table.site_id.in_(ids[6:])))
        work.session.execute(delete(Site).where(Site.id.in_(ids[6:])))
        work.commit()
    assert read_published(database) == before


def test_a_month_has_one_snapshot(database: Database, actor: Actor, west: int) -> None:
    make_snapshot(database, actor, LIMIT)
    with pytest.raises(InvalidValue, match="already"):
        make_snapshot(database, actor, LIMIT)
    with standing_at(clock.now() + NEXT_MONTH):
        make_snapshot(database, actor, LIMIT)
    months = [row.month for row in list_snapshots(database, actor)]
    assert months == sorted(set(months), reverse=True)
    assert [month.day for month in months] == [1, 1]


def test_the_month_is_that_of_the_city_not_of_greenwich(database: Database, actor: Actor, west: int) -> None:
    with standing_at(datetime(2027, 5, 1, 0, 30, tzinfo=PRAGUE)):
        make_snapshot(database, actor, LIMIT)
    set_public_switch(database, actor, ON)
    picture = published(database)
    assert (str(picture.month), str(picture.made_on)) == ("2027-05-01", "2027-05-01")


def test_a_withdrawn_month_is_gone_and_never_comes_back(database: Database, actor: Actor, west: int) -> None:
    add_places(database, actor, 9)
    set_public_switch(database, actor, ON)
    snapshot_id = make_snapshot(database, actor, LIMIT)
    withdraw_snapshot(database, actor, snapshot_id)
    assert read_published(database).months == ()
    with database.read() as session:
        assert session.scalars(select(PublicCell)).all() == []
    for again in (lambda: make_snapshot(database, actor, LIMIT), lambda: withdraw_snapshot(database, actor, 1)):
        with pytest.raises((InvalidValue, NotFound)):
            again()


def test_a_later_limit_is_a_multiple_of_the_last(database: Database, actor: Actor, west: int) -> None:
    make_snapshot(database, actor, LIMIT)
    for wanted, taken in ((5, 8), (9, 16), (8, 16)):
        with standing_at(clock.now() + (len(list_snapshots(database, actor))) * NEXT_MONTH):
            make_snapshot(database, actor, wanted)
        assert list_snapshots(database, actor)[0].limit == taken


def test_the_due_snapshot_is_made_once_and_only_when_switched_on(database: Database, actor: Actor, west: int) -> None:
    assert make_due_snapshot(database, actor, LIMIT) is None
    set_public_switch(database, actor, ON)
    assert make_due_snapshot(database, actor, LIMIT) is not None
    assert make_due_snapshot(database, actor, LIMIT) is None
    assert len(list_snapshots(database, actor)) == 1


def test_nobody_but_an_administrator_touches_it(database: Database, actor: Actor, west: int) -> None:
    for role in set(Role) - {Role.ADMIN}:
        worker = worker_of(database, actor, actor.organisation_id, role)
        for attempt in (
            lambda worker=worker: set_public_switch(database, worker, ON),
            lambda worker=worker: make_snapshot(database, worker, LIMIT),
            lambda worker=worker: preview_snapshot(database, worker, LIMIT),
        ):
            with pytest.raises(Forbidden):
                attempt()
    with pytest.raises(NotPublished):
        read_published(database)


def test_the_audit_says_who_published_but_no_count(database: Database, actor: Actor, west: int) -> None:
    add_places(database, actor, 3)
    set_public_switch(database, actor, ON)
    set_public_switch(database, actor, ON)
    withdraw_snapshot(database, actor, make_snapshot(database, actor, LIMIT))
    with database.read() as session:
        entries = session.scalars(select(Audit).where(Audit.subject.like("public%")).order_by(Audit.id)).all()
    assert [entry.action for entry in entries] == ["switch", "publish", "withdraw"]
    assert {entry.account_id for entry in entries} == {actor.account_id}
