"""The result of a patrol comes to the next meeting of the body to which it reports, until that has heard it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.meetings import AgendaReason, BodyKind, MeetingState
from geodata.model.people import Actor, Role, Sensitivity
from geodata.services.agenda import Proposed, proposed_points
from geodata.services.agenda_points import remove_point, take_points
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.meeting_card import meeting_card
from geodata.services.meetings import plan_meeting
from geodata.services.minutes import mark_discussed
from geodata.services.patrol_steps import report_patrol
from tests.patrols import some_patrol, walk
from tests.running_meeting import lead_to, run_meeting
from tests.small_city import SmallCity, small_city, worker_of

RESULT = "Dva otevřené sklepy."


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def officer(database: Database, actor: Actor, city: SmallCity) -> Actor:
    return worker_of(database, actor, city.police_id, Role.POLICE)


def reported(database: Database, officer: Actor, **facts: Any) -> int:
    """A patrol that was walked, and whose result is written."""
    patrol_id = some_patrol(database, officer, **facts)
    report_patrol(database, officer, patrol_id, walk(database, officer, patrol_id), RESULT)
    return patrol_id


def coming(database: Database, actor: Actor, body_id: int, days: int = 7) -> int:
    return plan_meeting(database, actor, body_id, clock.now() + timedelta(days=days))


def offered(database: Database, actor: Actor, meeting_id: int) -> dict[str, Proposed]:
    return {
        point.key: point
        for point in proposed_points(database, actor, meeting_id).points
        if point.reasons[0] == AgendaReason.PATROL
    }


def test_a_result_is_offered_to_the_next_meeting_and_stands_on_it_with_its_words(
    database: Database, actor: Actor, officer: Actor, city: SmallCity
) -> None:
    patrol_id = reported(database, officer, body_id=city.cell_id)
    meeting_id, key = coming(database, actor, city.cell_id), f"patrol-{patrol_id}"
    point = offered(database, actor, meeting_id)[key]
    assert (point.title, point.patrol and point.patrol.result) == ("Kontrola sklepů", RESULT)
    assert point.organisation_id == city.police_id
    assert take_points(database, actor, meeting_id, [key]) == 1
    assert offered(database, actor, meeting_id) == {}
    taken = meeting_card(database, actor, meeting_id).points[-1]
    assert (taken.title, taken.reason, taken.patrol and taken.patrol.result) == (
        "Kontrola sklepů", AgendaReason.PATROL, RESULT,
    )  # fmt: skip
    remove_point(database, actor, taken.id, taken.row_version)
    assert set(offered(database, actor, meeting_id)) == {key}


def test_a_result_comes_again_until_a_meeting_has_heard_it(
    database: Database, actor: Actor, officer: Actor, city: SmallCity
) -> None:
    with standing_at(clock.now() - timedelta(days=3)):
        key = f"patrol-{reported(database, officer, body_id=city.cell_id)}"
    for heard in (False, True):
        meeting_id = run_meeting(database, actor, city.cell_id)
        take_points(database, actor, meeting_id, [key])
        mark_discussed(database, actor, meeting_card(database, actor, meeting_id).points[-1].id, heard)
        lead_to(database, actor, meeting_id, MeetingState.CLOSED)
        following = coming(database, actor, city.cell_id)
        assert (key in offered(database, actor, following)) is not heard
        points = {point.key for point in proposed_points(database, actor, following).points}
        assert not {each for each in points if each.startswith("point-")}


def test_a_result_is_not_offered_to_others_nor_before_it_is_written_nor_where_it_is_restricted(
    database: Database, actor: Actor, officer: Actor, city: SmallCity
) -> None:
    other = add_body(database, actor, BodyFacts("Jiná buňka", BodyKind.CELL))
    meeting_id, elsewhere = coming(database, actor, city.cell_id), coming(database, actor, other)
    walk(database, officer, some_patrol(database, officer, body_id=city.cell_id))
    reported(database, officer)
    reported(database, officer, body_id=city.cell_id, sensitivity=Sensitivity.RESTRICTED)
    assert offered(database, actor, meeting_id) == {}
    assert offered(database, officer, meeting_id) == {}
    reported(database, officer, body_id=city.cell_id)
    assert (len(offered(database, actor, meeting_id)), offered(database, actor, elsewhere)) == (1, {})


def test_the_body_may_be_said_with_the_result(
    database: Database, actor: Actor, officer: Actor, city: SmallCity
) -> None:
    patrol_id = some_patrol(database, officer)
    version = walk(database, officer, patrol_id)
    with pytest.raises(NotFound):
        report_patrol(database, officer, patrol_id, version, RESULT, body_id=40_000_000)
    report_patrol(database, officer, patrol_id, version, RESULT, body_id=city.cell_id)
    assert f"patrol-{patrol_id}" in offered(database, actor, coming(database, actor, city.cell_id))


def test_a_meeting_of_the_past_is_not_offered_what_came_later(
    database: Database, actor: Actor, officer: Actor, city: SmallCity
) -> None:
    with standing_at(clock.now() - timedelta(days=2)):
        meeting_id = run_meeting(database, actor, city.cell_id)
    reported(database, officer, body_id=city.cell_id)
    assert offered(database, actor, meeting_id) == {}
