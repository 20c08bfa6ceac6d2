"""The demo city is believable on whatever day it is made."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
import shapely

from geodata.clock import PRAGUE
from geodata.demo.bodies import BODIES
from geodata.demo.build import DEMO_DAY
from geodata.demo.districts import boundary, district_outlines
from geodata.demo.issues import ISSUES
from geodata.demo.minutes import is_recent, state_of
from geodata.demo.photos import PHOTOS, plan_photos
from geodata.demo.plan import CityPlan, plan_city
from geodata.demo.sites import SITES
from geodata.demo.workdays import slot_day
from geodata.model.criteria import PROTECTED_KINDS, NearTo
from geodata.model.czech_holidays import is_holiday
from geodata.model.issues import OPEN_STATUSES, IssueEventKind, IssueStatus
from geodata.model.meetings import AgendaKind, MeetingState, Presence, TaskStatus
from geodata.model.sites import CONDITIONS
from geodata.workflow import TRANSITIONS

DAYS = (DEMO_DAY, date(2024, 2, 29), date(2027, 1, 1), date(2028, 7, 6), date(2031, 12, 28))


@pytest.fixture(scope="module", params=DAYS, ids=str)
def plan(request: pytest.FixtureRequest) -> CityPlan:
    return plan_city(request.param)


def test_it_has_the_places_and_issues_it_promises(plan: CityPlan) -> None:
    assert {kind: sum(site.kind == kind for site in plan.sites) for kind in SITES} == SITES
    assert len(plan.issues) == ISSUES
    assert len(plan.localities) == 14
    assert len(plan.services) == 40
    assert 2_800 <= len(plan.addresses) <= 3_500


def test_it_has_what_zones_are_measured_from_and_made_of(plan: CityPlan) -> None:
    assert len(plan.places) == 26
    assert {place.kind for place in plan.places} == set(PROTECTED_KINDS)
    assert len({place.address for place in plan.places}) == len(plan.places)
    assert all(boundary().contains(place.outline) for place in plan.places)
    assert 100 <= len(plan.buildings) <= 600
    # So that a zone of whole buildings around a place with buildings has some to take.
    built = shapely.union_all([building.outline for building in plan.buildings])
    near = [place for place in plan.places if place.outline.distance(built) <= 100]
    assert {place.kind for place in near} & {NearTo.SCHOOL, NearTo.KINDERGARTEN, NearTo.PLAYGROUND}


def test_it_has_pictures_some_of_them_before_and_after(plan: CityPlan) -> None:
    photos = plan_photos(plan.sites)
    assert len(photos) == PHOTOS == 12
    of_site = [[photo for photo in photos if photo.site == number] for number in {photo.site for photo in photos}]
    assert sorted(map(len, of_site)) == [1, 1, 1, 1, 2, 2, 2, 2]
    assert all(pair[0].look < pair[1].look for pair in of_site if len(pair) == 2)


def test_nothing_happened_before_the_beginning_or_after_yesterday(plan: CityPlan) -> None:
    days = [look.day for site in plan.sites for look in site.looks]
    days += [event.day for issue in plan.issues for event in issue.events]
    assert plan.first <= min(days)
    assert max(days) <= plan.last
    assert all(plan.minutes_written_at(m) <= plan.ended_at for m in plan.calendar.meetings if m.was_held)


def test_something_happened_in_the_last_days(plan: CityPlan) -> None:
    lately = plan.last - timedelta(days=21)
    assert sum(look.day > lately for site in plan.sites for look in site.looks) >= 5
    assert sum(issue.raised_on > lately for issue in plan.issues) >= 1


def test_every_issue_follows_the_workflow_in_the_order_of_time(plan: CityPlan) -> None:
    for issue in plan.issues:
        assert [event.day for event in issue.events] == sorted(event.day for event in issue.events)
        statuses = [event.status for event in issue.events if event.status is not None]
        assert statuses[0] == IssueStatus.RAISED
        assert all(after in TRANSITIONS[before] for before, after in pairwise(statuses))
        for event in issue.events:
            assert (event.reason is not None) == (event.status == IssueStatus.REFUSED)


def test_there_is_every_kind_of_outcome(plan: CityPlan) -> None:
    def last_status(number: int) -> IssueStatus | None:
        return [event.status for event in plan.issues[number].events if event.status is not None][-1]

    statuses = [last_status(number) for number in range(ISSUES)]
    assert set(statuses) >= set(IssueStatus) - {IssueStatus.REOPENED}
    assert sum(any(event.status == IssueStatus.REOPENED for event in issue.events) for issue in plan.issues) >= 10
    open_ones = [issue for issue, status in zip(plan.issues, statuses, strict=True) if status in OPEN_STATUSES]
    assert any(all(event.assignee is None for event in issue.events) for issue in open_ones)
    overdue = 0
    for issue in open_ones:
        deadlines = [event.due_on for event in issue.events if event.kind == IssueEventKind.DEADLINE]
        overdue += bool(deadlines and deadlines[-1] and deadlines[-1] <= plan.last)
    assert 10 <= overdue <= 90
    assert {len(issue.sites) for issue in plan.issues} == {1, 2, 3}


def test_meetings_stand_on_their_slots_and_holidays_move_them_by_a_week(plan: CityPlan) -> None:
    slots = {body.key: body.slot for body in BODIES}
    for meeting in plan.calendar.meetings:
        assert not is_holiday(meeting.day)
        assert meeting.starts_at.tzinfo is PRAGUE
        slot = slots[meeting.body]
        if slot is not None:
            assert meeting.starts_at.hour == slot.hour
            assert meeting.day.weekday() == slot.weekday
            earlier = meeting.day - timedelta(days=14)
            assert meeting.day in {slot_day(slot, day.year, day.month) for day in (meeting.day, earlier)}


def test_a_cell_that_would_meet_on_a_holiday_meets_a_week_later() -> None:
    cell = next(body.slot for body in BODIES if body.key == "bunka_hute")
    assert cell is not None
    assert slot_day(cell, 2026, 1) == date(2026, 1, 8)  # the first Thursday of 2026 is New Year's Day


def test_what_happened_at_a_meeting_happened_on_its_day(plan: CityPlan) -> None:
    for issue in plan.issues:
        for event in issue.events:
            if event.meeting is not None:
                meeting = plan.calendar.meetings[event.meeting]
                assert meeting.was_held
                assert meeting.day == event.day
                assert meeting.body == issue.part.body


def test_the_next_meetings_are_planned(plan: CityPlan) -> None:
    planned = {m.body for m in plan.calendar.meetings if m.state == MeetingState.PLANNED}
    cells = {body.key for body in BODIES if body.key.startswith("bunka")}
    assert planned >= cells


def test_places_lie_in_the_city_and_their_conditions_fit_their_kind(plan: CityPlan) -> None:
    city = boundary().buffer(60)
    for site in plan.sites:
        assert city.contains(shapely.Point(site.east, site.north))
        assert {look.condition for look in site.looks} <= set(CONDITIONS[site.kind])


def test_the_districts_cover_the_city() -> None:
    covered = shapely.union_all(list(district_outlines().values()))
    assert covered.symmetric_difference(boundary()).area < 1.0


def test_one_locality_vanished_and_one_split(plan: CityPlan) -> None:
    assert sum(locality.outline is None for locality in plan.localities) == 1
    assert "cihelna_horni" in {locality.key for locality in plan.localities}
    for locality in plan.localities:
        assert [v.valid_from for v in locality.versions] == sorted(v.valid_from for v in locality.versions)
        for version in locality.versions:
            assert version.source
            assert (version.low or 0) <= (version.high or 0)


def test_what_a_programme_calls_promised_was_promised_at_the_last_meeting_and_is_open(plan: CityPlan) -> None:
    meetings = plan.calendar.meetings
    last = {meeting.body: meeting.number for meeting in meetings if meeting.was_held}
    given = {
        (plan.agenda[task.item].meeting, plan.agenda[task.item].issue)
        for task in plan.minutes.tasks
        if task.status == TaskStatus.OPEN and task.due_next_meeting
    }
    promised = [item for item in plan.agenda if not meetings[item.meeting].was_held and item.kind == AgendaKind.TASK]
    assert promised
    for item in promised:
        assert (last[meetings[item.meeting].body], item.issue) in given


def test_whoever_speaks_at_a_meeting_came_to_it_and_no_point_is_a_list_of_those_present(plan: CityPlan) -> None:
    came = {(line.meeting, line.organisation) for line in plan.minutes.attendances if line.presence == Presence.PRESENT}
    for entry in plan.minutes.entries:
        assert (plan.agenda[entry.item].meeting, entry.organisation) in came
    held = {meeting.number for meeting in plan.calendar.meetings if meeting.was_held}
    assert {line.meeting for line in plan.minutes.attendances} == held
    assert not [item for item in plan.agenda if item.title == "Přítomni"]


def test_the_last_minutes_say_who_came_what_was_said_and_what_was_promised(plan: CityPlan) -> None:
    minutes, meetings = plan.minutes, plan.calendar.meetings
    said = {plan.agenda[entry.item].meeting for entry in minutes.entries}
    assert said <= {line.meeting for line in minutes.attendances}
    assert all(is_recent(meetings[number], plan.today) for number in said)
    assert len(minutes.entries) > 80
    assert {task.status for task in minutes.tasks} == {TaskStatus.OPEN, TaskStatus.DONE}
    assert any(task.due_next_meeting for task in minutes.tasks)
    for task in minutes.tasks:
        given_on = meetings[plan.agenda[task.item].meeting].day
        assert task.settled_on is None or given_on <= task.settled_on <= plan.last
    (missed,) = minutes.missed
    assert meetings[plan.agenda[missed].meeting].was_held
    states = {state_of(meeting, plan.today) for meeting in meetings if meeting.was_held}
    assert states == {MeetingState.HELD, MeetingState.CLOSED, MeetingState.SIGNED}
