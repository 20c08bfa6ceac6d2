"""Bodies, their members and the dates on which they meet."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue, NotFound, StaleEdit, TransitionRefused
from geodata.model.meetings import BodyKind, MeetingState
from geodata.model.people import Actor
from geodata.model.slots import moment_on
from geodata.services.audit_search import AuditFilter, search_audit
from geodata.services.bodies import BodyFacts, add_body, change_body, set_members
from geodata.services.body_card import BodyCard, body_card
from geodata.services.issue_card import issue_card
from geodata.services.meeting_card import meeting_card
from geodata.services.meeting_dates import (
    AT_ONCE,
    NewDate,
    cancel_meeting,
    coming_dates,
    move_meeting,
    plan_meetings,
)
from geodata.services.meeting_list import list_meetings
from geodata.services.meetings import plan_meeting
from geodata.services.personal_data import PersonalDataFound
from tests.small_city import SmallCity, small_city, some_issue

NOON = time(12)


def on(day: date, at: time = NOON) -> datetime:
    return moment_on(day, at)


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


def card_of(database: Database, actor: Actor, city: SmallCity) -> BodyCard:
    return body_card(database, actor, city.cell_id)


def test_a_body_is_founded_and_changed(database: Database, actor: Actor, city: SmallCity) -> None:
    facts = BodyFacts("Komise  prevence", BodyKind.COMMISSION, chair_organisation_id=city.ngo_id, slot="as needed")
    body_id = add_body(database, actor, facts)
    card = body_card(database, actor, body_id)
    assert (card.name, card.kind, card.slot, card.chair) == (
        "Komise prevence",
        BodyKind.COMMISSION,
        "as needed",
        "Terén",
    )
    change_body(
        database, actor, body_id, card.row_version, BodyFacts("Komise", BodyKind.COMMISSION, slot="každé úterý")
    )
    changed = body_card(database, actor, body_id)
    assert (changed.name, changed.slot, changed.chair) == ("Komise", "každé úterý", None)
    with pytest.raises(StaleEdit):
        change_body(database, actor, body_id, card.row_version, facts)
    entry = search_audit(database, actor, AuditFilter(action="change", subject="body")).rows[0]
    assert entry.detail["before"]["slot"] == "as needed"
    assert entry.detail["after"]["slot"] == "každé úterý"


@pytest.mark.parametrize("slot", ["pátý čtvrtek", "kdykoli", "šestý čtvrtek"])
def test_a_slot_that_is_none_is_not_stored(database: Database, actor: Actor, city: SmallCity, slot: str) -> None:
    with pytest.raises(InvalidValue):
        add_body(database, actor, BodyFacts("Buňka", BodyKind.CELL, slot=slot))
    card = card_of(database, actor, city)
    with pytest.raises(InvalidValue):
        change_body(database, actor, card.id, card.row_version, BodyFacts("Buňka", BodyKind.CELL, slot=slot))
    assert card_of(database, actor, city) == card


@pytest.mark.parametrize("name", ["", " ", "x" * 201, "Buňka\u200b"])
def test_a_body_needs_a_name_that_is_seen(database: Database, actor: Actor, name: str) -> None:
    with pytest.raises(InvalidValue):
        add_body(database, actor, BodyFacts(name, BodyKind.CELL))


def test_members_belong_from_a_day_and_until_another(database: Database, actor: Actor, city: SmallCity) -> None:
    today = clock.today()
    card = card_of(database, actor, city)
    set_members(database, actor, card.id, card.row_version, (city.police_id, city.ngo_id), in_days(-30))
    card = card_of(database, actor, city)
    assert {member.organisation_id for member in card.members} == {city.police_id, city.ngo_id}
    set_members(database, actor, card.id, card.row_version, (city.police_id,), today)
    card = card_of(database, actor, city)
    assert [(member.organisation_id, member.since, member.until) for member in card.members] == [
        (city.police_id, in_days(-30), None)
    ]
    (former,) = card.former
    assert (former.organisation_id, former.until) == (city.ngo_id, in_days(-1))
    assert former.belongs_on(in_days(-1))
    assert not former.belongs_on(today)
    set_members(database, actor, card.id, card.row_version, (city.police_id, city.ngo_id), today)
    again = card_of(database, actor, city)
    assert {member.name for member in again.members} == {"Městská policie", "Terén"}
    assert again.former == card.former


def test_a_membership_that_began_on_the_day_of_its_end_never_was(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    card = card_of(database, actor, city)
    set_members(database, actor, card.id, card.row_version, (city.ngo_id,), clock.today())
    card = card_of(database, actor, city)
    set_members(database, actor, card.id, card.row_version, (), clock.today())
    card = card_of(database, actor, city)
    assert (card.members, card.former) == ((), ())


def test_two_who_change_the_members_do_not_overwrite_each_other(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    seen = card_of(database, actor, city).row_version
    set_members(database, actor, city.cell_id, seen, (city.ngo_id,), clock.today())
    with pytest.raises(StaleEdit):
        set_members(database, actor, city.cell_id, seen, (city.police_id,), clock.today())
    with pytest.raises(NotFound):
        set_members(database, actor, city.cell_id, seen + 1, (99_999,), clock.today())


def test_the_slot_gives_coming_dates_and_plans_none(database: Database, actor: Actor, city: SmallCity) -> None:
    with clock.standing_at(on(date(2027, 12, 1))):
        found = coming_dates(database, actor, city.cell_id, 3)
        assert found.slot is not None
        assert found.slot.at == time(13)
        assert [each.proposed.day for each in found.dates] == [date(2027, 12, 2), date(2028, 1, 6), date(2028, 2, 3)]
        assert list_meetings(database, actor, coming=True, body_id=city.cell_id) == []


def test_a_holiday_among_the_dates_is_a_question(database: Database, actor: Actor) -> None:
    body_id = add_body(database, actor, BodyFacts("Buňka", BodyKind.CELL, slot="první čtvrtek 13:00"))
    with clock.standing_at(on(date(2025, 12, 15))):
        first, second = coming_dates(database, actor, body_id, 2).dates
        assert first.proposed.instead == (date(2026, 1, 8), date(2026, 1, 2))
        assert not second.proposed.is_holiday
        (meeting_id,) = plan_meetings(database, actor, body_id, (NewDate(on(date(2026, 1, 8))),))
        assert coming_dates(database, actor, body_id, 2).dates[0].meeting_id == meeting_id


def test_a_body_that_meets_as_needed_has_no_coming_dates(database: Database, actor: Actor) -> None:
    for slot in ("", "podle potřeby"):
        body_id = add_body(database, actor, BodyFacts(f"Setkání {slot}", BodyKind.COORDINATOR_MEETING, slot=slot))
        assert coming_dates(database, actor, body_id, 12).dates == ()


def test_several_meetings_are_planned_at_once_and_none_twice(database: Database, actor: Actor, city: SmallCity) -> None:
    dates = tuple(NewDate(on(in_days(9 + 30 * number)), " ve  škole ") for number in range(4))
    planned = plan_meetings(database, actor, city.cell_id, (*dates, dates[1]))
    assert len(planned) == 3  # on the first day the cell meets already
    assert plan_meetings(database, actor, city.cell_id, dates) == []
    rows = list_meetings(database, actor, coming=True, body_id=city.cell_id)
    assert [(row.id, row.place) for row in rows[1:]] == [(meeting_id, "ve škole") for meeting_id in planned]


@pytest.mark.parametrize("days", [-1, 5 * 366])
def test_a_day_that_passed_or_is_years_away_is_not_planned(
    database: Database, actor: Actor, city: SmallCity, days: int
) -> None:
    with pytest.raises(InvalidValue):
        plan_meetings(database, actor, city.cell_id, (NewDate(on(in_days(30))), NewDate(on(in_days(days)))))
    assert len(list_meetings(database, actor, coming=True, body_id=city.cell_id)) == 1


def test_hundreds_at_once_are_a_mistake(database: Database, actor: Actor, city: SmallCity) -> None:
    with pytest.raises(InvalidValue):
        plan_meetings(database, actor, city.cell_id, tuple(NewDate(on(in_days(n))) for n in range(AT_ONCE + 1)))


def test_what_waits_for_the_next_meeting_learns_the_nearest_of_several(database: Database, actor: Actor) -> None:
    body_id = add_body(database, actor, BodyFacts("Buňka", BodyKind.CELL))
    issue_id = some_issue(database, actor, body_id=body_id, due_next_meeting=True)
    plan_meetings(database, actor, body_id, (NewDate(on(in_days(40))), NewDate(on(in_days(10)))))
    assert issue_card(database, actor, issue_id).deadline.due_on == in_days(10)
    plan_meeting(database, actor, body_id, on(in_days(5)))
    assert issue_card(database, actor, issue_id).deadline.due_on == in_days(5)


def test_a_meeting_is_moved_and_what_is_due_there_follows(database: Database, actor: Actor, city: SmallCity) -> None:
    issue_id = some_issue(database, actor, body_id=city.cell_id, due_next_meeting=True)
    fixed_id = some_issue(database, actor, body_id=city.cell_id, due_on=in_days(9))
    version = meeting_card(database, actor, city.meeting_id).row_version
    move_meeting(database, actor, city.meeting_id, version, NewDate(on(in_days(16)), "Škola"))
    card = meeting_card(database, actor, city.meeting_id)
    assert (card.starts_at, card.place, card.state) == (on(in_days(16)), "Škola", MeetingState.PLANNED)
    assert issue_card(database, actor, issue_id).deadline.due_on == in_days(16)
    assert issue_card(database, actor, fixed_id).deadline.due_on == in_days(9)
    with pytest.raises(StaleEdit):
        move_meeting(database, actor, city.meeting_id, version, NewDate(on(in_days(17))))


def test_a_meeting_that_is_moved_behind_another_makes_that_one_the_next(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    issue_id = some_issue(database, actor, body_id=city.cell_id, due_next_meeting=True)
    plan_meeting(database, actor, city.cell_id, on(in_days(12)))
    version = meeting_card(database, actor, city.meeting_id).row_version
    move_meeting(database, actor, city.meeting_id, version, NewDate(on(in_days(20))))
    assert issue_card(database, actor, issue_id).deadline.due_on == in_days(12)


def test_a_meeting_is_not_moved_onto_another_or_into_the_past(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    plan_meeting(database, actor, city.cell_id, on(in_days(12)))
    version = meeting_card(database, actor, city.meeting_id).row_version
    for days in (12, -3):
        with pytest.raises(InvalidValue):
            move_meeting(database, actor, city.meeting_id, version, NewDate(on(in_days(days))))
    assert meeting_card(database, actor, city.meeting_id).row_version == version


def test_a_cancelled_meeting_hands_what_waits_to_the_one_after_it(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    issue_id = some_issue(database, actor, body_id=city.cell_id, due_next_meeting=True)
    plan_meeting(database, actor, city.cell_id, on(in_days(12)))
    card = meeting_card(database, actor, city.meeting_id)
    cancel_meeting(database, actor, card.id, card.row_version)
    assert issue_card(database, actor, issue_id).deadline.due_on == in_days(12)
    after = meeting_card(database, actor, card.id)
    assert after.state == MeetingState.CANCELLED
    with pytest.raises(TransitionRefused):
        cancel_meeting(database, actor, card.id, after.row_version)
    with pytest.raises(InvalidValue):
        move_meeting(database, actor, card.id, after.row_version, NewDate(on(in_days(20))))


def test_where_nothing_more_is_planned_what_waits_has_no_day(database: Database, actor: Actor, city: SmallCity) -> None:
    issue_id = some_issue(database, actor, body_id=city.cell_id, due_next_meeting=True)
    cancel_meeting(database, actor, city.meeting_id, meeting_card(database, actor, city.meeting_id).row_version)
    deadline = issue_card(database, actor, issue_id).deadline
    assert (deadline.due_on, deadline.next_meeting) == (None, True)


def test_a_day_whose_meeting_was_cancelled_can_be_planned_again(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    cancel_meeting(database, actor, city.meeting_id, meeting_card(database, actor, city.meeting_id).row_version)
    assert len(plan_meetings(database, actor, city.cell_id, (NewDate(on(in_days(9))),))) == 1


def test_a_person_in_the_place_needs_a_reason(database: Database, actor: Actor, city: SmallCity) -> None:
    version = meeting_card(database, actor, city.meeting_id).row_version
    for attempt in (
        lambda: move_meeting(database, actor, city.meeting_id, version, NewDate(on(in_days(9)), "tel. 777 123 456")),
        lambda: plan_meetings(database, actor, city.cell_id, (NewDate(on(in_days(30)), "tel. 777 123 456"),)),
    ):
        with pytest.raises(PersonalDataFound):
            attempt()
    move_meeting(
        database,
        actor,
        city.meeting_id,
        version,
        NewDate(on(in_days(9)), "tel. 777 123 456"),
        keep_personal_data="recepce",
    )
