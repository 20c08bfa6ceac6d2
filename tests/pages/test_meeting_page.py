"""The page of a meeting with its three faces, for each role: program, minutes, results."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.model.issues import IssueStatus
from geodata.model.meetings import EntryKind, MeetingState, TaskStatus
from geodata.model.people import Actor, Role
from geodata.services.agenda import proposed_points
from geodata.services.agenda_points import PointChange, change_point
from geodata.services.agenda_reasons import POINTS_OF_A_REASON
from geodata.services.meeting_card import MeetingCard, meeting_card
from geodata.services.meetings import NewAgendaItem, add_agenda_item, plan_meeting
from geodata.services.minutes import NewEntry, write_entry
from geodata.services.minutes_states import close_minutes
from geodata.services.tasks import NewTask, give_task
from geodata.settings import Settings
from tests.pages.desk import begun, press
from tests.pages.shown import Show, links_of, showing, words_of
from tests.small_city import SmallCity, advance, some_issue, worker_of

FACES = ("program", "minutes", "results")
READERS = (Role.OFFICIAL, Role.TERRAIN, Role.COMMISSION, Role.PARTNER)
KEEPERS = (Role.ADMIN, Role.COORDINATOR, Role.POLICE)


def closed(database: Database, actor: Actor, card: MeetingCard) -> MeetingCard:
    close_minutes(database, actor, card.id, meeting_card(database, actor, card.id).row_version)
    return meeting_card(database, actor, card.id)


@contextmanager
def shown_to(database: Database, actor: Actor, city: SmallCity, role: Role) -> Iterator[Show]:
    """Pages as a worker of the police in this role sees them."""
    with showing(database, worker_of(database, actor, city.police_id, role), Settings(base_map="none")) as show:
        yield show


# Which face


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (MeetingState.PLANNED, "Co se slíbilo minule"),
        (MeetingState.HELD, "Pozvánka na den otevřených dveří"),
        (MeetingState.CLOSED, "Slíbeno a splněno"),
    ],
)
def test_the_state_of_the_meeting_chooses_the_face(
    show: Show, database: Database, actor: Actor, city: SmallCity, state: MeetingState, said: str
) -> None:
    if state != MeetingState.PLANNED:
        card = begun(database, actor, city)
        if state == MeetingState.CLOSED:
            closed(database, actor, card)
    assert said in words_of(show("meeting", id=city.meeting_id))


def test_the_address_chooses_another_face_and_the_switch_changes_the_address(show: Show, city: SmallCity) -> None:
    page = show("meeting", id=city.meeting_id, face="results")
    assert "Schůzka teprve bude" in words_of(page)
    page.button_group(key=f"face-{city.meeting_id}-results").set_value("program").run()
    assert page.query_params["face"] == "program"
    assert "Co se slíbilo minule" in words_of(page)


@pytest.mark.parametrize("face", [*FACES, "nonsense"])
@pytest.mark.parametrize("role", READERS)
def test_who_may_only_look_sees_every_face_without_forms(
    database: Database, actor: Actor, city: SmallCity, role: Role, face: str
) -> None:
    card = begun(database, actor, city)
    point = card.points[0]
    write_entry(database, actor, point.id, NewEntry(EntryKind.STATEMENT, "Vchod je zazděný.", city.police_id))
    write_entry(database, actor, point.id, NewEntry(EntryKind.INTERNAL, "Jen pro nás."))
    with shown_to(database, actor, city, role) as show:
        page = show("meeting", id=card.id, face=face)
        words = words_of(page)
        assert [button.key for button in page.button] == []
        assert not page.text_area
        assert not page.selectbox
        assert "Jen pro nás." not in words
        assert ("Vchod je zazděný." in words) == (face in ("minutes", "nonsense"))


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("role", KEEPERS)
def test_who_keeps_meetings_sees_every_face_with_what_may_be_done(
    database: Database, actor: Actor, city: SmallCity, role: Role, face: str
) -> None:
    card = begun(database, actor, city)
    write_entry(database, actor, card.points[0].id, NewEntry(EntryKind.INTERNAL, "Jen pro nás."))
    with shown_to(database, actor, city, role) as show:
        page = show("meeting", id=card.id, face=face)
        keys = {button.key for button in page.button}
        assert f"close-{card.id}" in keys
        assert (f"toggle-{card.points[0].id}" in keys) == (face == "minutes")
        assert ("Jen pro nás." in words_of(page)) == (face == "minutes")


# Program


def test_what_is_proposed_comes_onto_the_agenda_by_one_button(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    second = plan_meeting(database, actor, city.cell_id, clock.now() + timedelta(days=40))
    page = show("meeting", id=second)
    ticked = {box.key: box.value for box in page.checkbox}
    assert f"take-issue-{city.building_issue_id}" in ticked
    page.checkbox(key=f"take-issue-{city.building_issue_id}").check()
    press(page.run(), f"take-points-{second}")
    assert [point.issue.id for point in meeting_card(database, actor, second).points if point.issue] == [
        city.building_issue_id
    ]
    assert f"take-issue-{city.building_issue_id}" not in {box.key for box in page.checkbox}
    assert f"issue?id={city.building_issue_id}" in links_of(page)


def test_the_button_says_how_many_are_ticked_and_another_sets_all_ticks_at_once(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    other = some_issue(database, actor, "Druhý", body_id=city.cell_id)
    second = plan_meeting(database, actor, city.cell_id, clock.now() + timedelta(days=40))
    late, take, tick = f"take-issue-{city.building_issue_id}", f"take-points-{second}", f"tick-points-{second}"
    page = show("meeting", id=second)
    assert [box.key for box in page.checkbox if box.value] == [late]
    assert "Do schůzky bude po termínu" in words_of(page)
    page.checkbox(key=f"take-issue-{other}").check().run()
    assert page.button(key=take).label == "Přidat na program (2)"
    page = press(page, tick)
    assert page.button(key=take).disabled
    page = press(page, tick)
    assert page.button(key=take).label == "Přidat na program (1)"  # what lies in the fold is ticked by hand
    press(page, take)
    assert [point.title for point in meeting_card(database, actor, second).points] == ["Hrozí zřícení římsy"]


def test_the_fold_says_how_much_is_open_and_how_much_is_listed(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    for number in range(POINTS_OF_A_REASON + 2):
        some_issue(database, actor, f"Další {number}", body_id=city.cell_id)
    second = plan_meeting(database, actor, city.cell_id, clock.now() + timedelta(days=40))
    page = show("meeting", id=second)
    assert "Co je tu ještě otevřené: 32, vypsáno 29" in [fold.label for fold in page.expander]


def test_the_program_is_led_to_from_above_and_what_is_settled_is_folded_away(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    words = words_of(show("meeting", id=city.meeting_id))
    assert "[Program (1)](#agenda)" in words
    assert "[Co se slíbilo minule (0)](#promised)" in words
    assert "(#proposed)" in words
    assert words.index("Školní 12") < words.index("Tato skupina se ještě nesešla")
    with shown_to(database, actor, city, Role.COMMISSION) as looking:
        assert "(#proposed)" not in words_of(looking("meeting", id=city.meeting_id))


def test_points_are_put_in_order_and_taken_off(show: Show, database: Database, actor: Actor, city: SmallCity) -> None:
    for title in ("Druhý", "Třetí"):
        add_agenda_item(database, actor, city.meeting_id, NewAgendaItem(title))
    first, second, third = meeting_card(database, actor, city.meeting_id).points
    page = press(show("meeting", id=city.meeting_id), f"up-{third.id}")
    assert [point.id for point in meeting_card(database, actor, city.meeting_id).points] == [
        first.id,
        third.id,
        second.id,
    ]
    assert page.button(key=f"down-{second.id}").disabled
    press(page, f"off-{third.id}")
    points = meeting_card(database, actor, city.meeting_id).points
    assert [(point.id, point.position) for point in points] == [(first.id, 1), (second.id, 2)]


def test_a_point_is_put_right_and_put_in_order_by_its_number(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    for title in ("Druhý", "Třetí"):
        add_agenda_item(database, actor, city.meeting_id, NewAgendaItem(title))
    first, second, third = meeting_card(database, actor, city.meeting_id).points
    page = press(show("meeting", id=city.meeting_id), f"change-point-{third.id}")
    page.selectbox(key="point-change-number").set_value(1)
    page.text_input(key="point-change-title").input("Třetí, jako první")
    press(page, "point-change-save")
    points = meeting_card(database, actor, city.meeting_id).points
    assert [point.id for point in points] == [third.id, first.id, second.id]
    assert points[0].title == "Třetí, jako první"
    press(page, f"change-point-{third.id}")
    page.selectbox(key="point-change-number").set_value(3)
    press(page, "point-change-save")
    moved = meeting_card(database, actor, city.meeting_id).points
    assert [point.id for point in moved] == [first.id, second.id, third.id]
    assert moved[2].row_version == points[0].row_version


def test_a_point_that_somebody_else_changed_meanwhile_shows_both_versions(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    add_agenda_item(database, actor, city.meeting_id, NewAgendaItem("Novinky"))
    point = meeting_card(database, actor, city.meeting_id).points[1]
    page = press(show("meeting", id=city.meeting_id), f"change-point-{point.id}")
    change_point(database, actor, point.id, point.row_version, PointChange("Novinky obvodu"))
    page.text_input(key="point-change-title").input("Novinky školy")
    press(page, "point-change-save")
    words = words_of(page)
    assert "Novinky obvodu" in words
    assert "Novinky školy" in words
    press(page, f"mine-point-{point.id}")
    assert meeting_card(database, actor, city.meeting_id).points[1].title == "Novinky školy"


def test_an_empty_agenda_says_what_to_do(show: Show, database: Database, actor: Actor, city: SmallCity) -> None:
    empty = plan_meeting(database, actor, city.cell_id, clock.now() + timedelta(days=90))
    assert "Převezměte, co je navrženo" in words_of(show("meeting", id=empty))
    with shown_to(database, actor, city, Role.COMMISSION) as looking:
        assert "Připraví ho ten, kdo schůzku vede." in words_of(looking("meeting", id=empty))


def test_what_was_promised_is_settled_by_one_tap_and_told_next_time(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    card = begun(database, actor, city)
    give_task(
        database,
        actor,
        card.points[1].id,
        NewTask("Zjistit vlastníka", assignee_id=city.police_id, due_next_meeting=True),
    )
    following = closed(database, actor, card).next_meeting
    assert following is not None
    page = show("meeting", id=following.id)
    (task,) = meeting_card(database, actor, card.id).points[1].tasks
    assert "Zjistit vlastníka" in words_of(page)
    assert "Městská policie" in words_of(page)
    press(page, f"settle-promised-{task.id}")
    page.text_area(key="settle-answer").input("Vlastníkem je firma v likvidaci.")
    press(page, "settle-done")
    (settled,) = meeting_card(database, actor, card.id).points[1].tasks
    assert (settled.status, settled.answer) == (TaskStatus.DONE, "Vlastníkem je firma v likvidaci.")
    page = show("meeting", id=following.id)
    assert "Vlastníkem je firma v likvidaci." in words_of(page)
    assert "Od minula vyřízen 1 úkol" in [fold.label for fold in page.expander]
    assert "Vyřízeno 1 z 1 úkolu." in words_of(show("meeting", id=card.id)).replace("**", "")


# Minutes


def test_a_planned_meeting_begins_on_its_day_only(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    assert "begin-meeting" not in {button.key for button in show("meeting", id=city.meeting_id).button}
    today = plan_meeting(database, actor, city.cell_id, clock.now() - timedelta(minutes=5))
    page = press(show("meeting", id=today), "begin-meeting")
    assert meeting_card(database, actor, today).state == MeetingState.HELD
    assert page.query_params["face"] == "minutes"


def test_closing_says_what_comes_back_and_asks_once_then_only_an_addendum_follows(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    card = begun(database, actor, city)
    page = press(show("meeting", id=card.id), f"close-{card.id}")
    assert "2 body se neprojednaly." in page.warning[0].value
    press(page, "close-minutes")
    assert meeting_card(database, actor, card.id).state == MeetingState.CLOSED
    press(page, f"sign-{card.id}")
    assert "Podpis nejde vzít zpět. Po něm už jen dodatek." in [words.value for words in page.markdown]
    assert meeting_card(database, actor, card.id).state == MeetingState.CLOSED
    press(page, "sign-minutes")
    page.button_group(key=f"face-{card.id}-results").set_value("minutes").run()
    assert not page.text_area
    page = press(show("meeting", id=card.id), f"addendum-{card.id}")
    page.text_area[0].input("Doplňuje se termín pochůzky.")
    press(page, "addendum-save")
    present = meeting_card(database, actor, card.id)
    assert present.state == MeetingState.SIGNED
    assert [addendum.text for addendum in present.addenda] == ["Doplňuje se termín pochůzky."]


def test_what_was_not_discussed_is_proposed_for_the_next_meeting(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    following = closed(database, actor, begun(database, actor, city)).next_meeting
    assert following is not None
    titles = {point.title for point in proposed_points(database, actor, following.id).points}
    assert "Pozvánka na den otevřených dveří" in titles
    words = words_of(show("meeting", id=following.id))
    assert "Pozvánka na den otevřených dveří" in words


def test_the_results_tell_decisions_and_raised_issues(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    card = begun(database, actor, city)
    write_entry(database, actor, card.points[0].id, NewEntry(EntryKind.DECISION, "Osloví se stavební úřad."))
    advance(database, actor, city.building_issue_id, IssueStatus.ACCEPTED)
    page = show("meeting", id=closed(database, actor, card).id)
    assert "Osloví se stavební úřad." in words_of(page)
    assert f"issue?id={city.building_issue_id}" in links_of(page)


# Overview


def test_the_overview_leads_to_the_agenda_and_holds_our_tasks(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    card = begun(database, actor, city)
    give_task(database, actor, card.points[0].id, NewTask("Zjistit vlastníka", assignee_id=city.police_id))
    following = closed(database, actor, card).next_meeting
    assert following is not None
    with shown_to(database, actor, city, Role.POLICE) as show:
        page = show("overview")
        assert f"meeting?id={following.id}&face=program" in links_of(page)
        assert "Zjistit vlastníka" in words_of(page)
        assert any(str(button.key).startswith("settle-own-") for button in page.button)
    with shown_to(database, actor, city, Role.COMMISSION) as show:
        page = show("overview")
        assert f"meeting?id={following.id}&face=program" not in links_of(page)
        assert not any(str(button.key).startswith("settle-") for button in page.button)
