"""The minutes of a meeting as AppTest: what is said, given, changed and raised at its points while it runs."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.model.issues import IssueStatus
from geodata.model.meetings import EntryKind, TaskStatus
from geodata.model.people import Actor
from geodata.services.issue_card import issue_card
from geodata.services.meeting_card import meeting_card
from geodata.services.meetings import NewAgendaItem, add_agenda_item
from geodata.services.minutes import EntryChange, NewEntry, change_entry, write_entry
from geodata.services.tasks import NewTask, give_task, settle_task
from tests.pages.desk import begun, point_of, press, send
from tests.pages.shown import Show, without_failure, words_of
from tests.running_meeting import add_point, run_meeting
from tests.small_city import SmallCity


def test_what_is_said_is_written_under_its_point(show: Show, database: Database, actor: Actor, city: SmallCity) -> None:
    card = begun(database, actor, city)
    point = card.points[0]
    page = send(show("meeting", id=card.id), point.id, "Vchod je zazděný.", kind="statement", who=city.police_id)
    (entry,) = point_of(database, actor, card).entries
    assert (entry.kind, entry.text, entry.organisation_id) == (
        EntryKind.STATEMENT,
        "Vchod je zazděný.",
        city.police_id,
    )
    words = words_of(page)
    assert "Vchod je zazděný." in words
    assert "Uloženo " in words
    assert page.checkbox(key=f"discussed-{point.id}").value


def test_a_task_is_due_at_the_next_meeting_unless_a_day_is_said(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    card = begun(database, actor, city)
    point_id = card.points[0].id
    page = show("meeting", id=card.id)
    page.button_group(key=f"write-{point_id}-kind").set_value("task").run()
    assert [field.key for field in page.date_input] == [f"write-{point_id}-due"]
    day = clock.today() + timedelta(days=3)
    send(page, point_id, "Zjistit vlastníka", kind="task", who=city.ngo_id, due=None)
    send(page, point_id, "Vyfotit vchod", kind="task", who=city.ngo_id, due=day.isoformat())
    tasks = point_of(database, actor, card).tasks
    assert {(task.text, task.assignee, task.deadline.next_meeting) for task in tasks} == {
        ("Zjistit vlastníka", "Terén", True),
        ("Vyfotit vchod", "Terén", False),
    }
    assert day in {task.due_on for task in tasks}


def test_a_decision_is_the_bodys_unless_somebody_says_whose_it_is(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    card = begun(database, actor, city)
    point_id = card.points[0].id
    page = show("meeting", id=card.id)
    assert page.selectbox(key=f"write-{point_id}-who").value == city.police_id
    page.button_group(key=f"write-{point_id}-kind").set_value("decision").run()
    assert page.selectbox(key=f"write-{point_id}-who-decided").value is None
    page.button_group(key=f"write-{point_id}-kind").set_value("statement").run()
    assert page.selectbox(key=f"write-{point_id}-who").value == city.police_id


def test_what_was_promised_and_settled_is_heard_at_the_desk_too(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    earlier = run_meeting(database, actor, city.cell_id, clock.now() - timedelta(days=7))
    point_id = add_point(database, actor, earlier)
    with standing_at(clock.now() - timedelta(days=6)):
        for text, days in (("Brzký", 2), ("Pozdní", 90), ("Vyřízený", 3)):
            new = NewTask(text, due_on=clock.today() + timedelta(days=days))
            task_id = give_task(database, actor, point_id, new)
        settle_task(database, actor, task_id, 1, TaskStatus.DONE)
    page = show("meeting", id=begun(database, actor, city).id)
    assert {"Od minula vyřízen 1 úkol", "1 úkol má termín až po schůzce"} <= {fold.label for fold in page.expander}
    assert all(text in words_of(page) for text in ("Vyřízený", "Brzký", "Pozdní"))


def test_points_are_numbered_as_they_stand_under_whoever_raised_them(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    card = begun(database, actor, city)
    add_agenda_item(database, actor, card.id, NewAgendaItem("Pochůzka", organisation_id=city.police_id))
    words = words_of(show("meeting", id=card.id))
    numbered = ("1. **Školní 12**", "2. **Pochůzka**", "3. **Pozvánka na den otevřených dveří**")
    places = [words.index(point) for point in numbered]
    assert places == sorted(places)
    assert "3. **Pochůzka**" in words_of(show("meeting", id=card.id, face="program"))


def test_what_was_sent_is_stored_once_however_often_it_is_told(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    card = begun(database, actor, city)
    point_id = card.points[0].id
    first, second = (
        {"id": uuid4().hex, "text": text, "next": False, "about": {"kind": "question", "who": None, "due": None}}
        for text in ("První.", "Druhá.")
    )
    for told in ([first], [first, second], [first, second]):
        page = show("meeting", id=card.id)  # another session each time, as after a connection was lost
        if point_of(database, actor, card).discussed:
            press(page, f"toggle-{point_id}")
        page.session_state[f"write-{point_id}-field"] = told
        without_failure(page.run())
    assert [entry.text for entry in point_of(database, actor, card).entries] == ["První.", "Druhá."]


@pytest.mark.parametrize(
    "told",
    [
        "slova",
        [7, None, {}],
        [{"id": "x", "text": 3, "next": False, "about": {}}],
        [{"id": "../x", "text": "a", "next": False, "about": {}}],
        [{"id": "x", "text": "a", "next": "no", "about": {}}],
    ],
)
def test_what_no_field_of_ours_tells_is_not_believed(
    show: Show, database: Database, actor: Actor, city: SmallCity, told: object
) -> None:
    card = begun(database, actor, city)
    page = show("meeting", id=card.id)
    page.session_state[f"write-{card.points[0].id}-field"] = told
    without_failure(page.run())
    assert point_of(database, actor, card).entries == ()


def test_an_organisation_and_a_kind_that_were_never_offered_are_taken_for_nothing(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    card = begun(database, actor, city)
    send(show("meeting", id=card.id), card.points[0].id, "Věta.", kind="verdict", who=4711, due="never")
    (entry,) = point_of(database, actor, card).entries
    assert (entry.kind, entry.organisation_id) == (EntryKind.STATEMENT, None)


def test_the_next_point_opens_when_one_is_done_with(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    card = begun(database, actor, city)
    first, second = card.points
    page = send(show("meeting", id=card.id), first.id, "", goes_on=True)
    opened = {group.key for group in page.button_group if str(group.key).startswith("write-")}
    assert opened == {f"write-{second.id}-kind"}
    assert point_of(database, actor, card).discussed
    assert point_of(database, actor, card).entries == ()


def test_personal_data_is_shown_and_the_words_wait_to_be_put_right(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    card = begun(database, actor, city)
    point_id = card.points[0].id
    page = send(show("meeting", id=card.id), point_id, "Volat 777 123 456 kvůli klíčům.", kind="statement")
    assert point_of(database, actor, card).entries == ()
    (waiting,) = page.text_area
    assert waiting.value == "Volat 777 123 456 kvůli klíčům."
    send(page, point_id, "Mezitím další věta.", kind="statement")
    page.text_input(key=f"{waiting.key}-personal-data-reason").input("Telefon správce domu")
    press(page, f"{waiting.key}-personal-data-keep")
    assert [entry.text for entry in point_of(database, actor, card).entries] == [
        "Mezitím další věta.",
        "Volat 777 123 456 kvůli klíčům.",
    ]
    assert not page.text_area


def test_what_is_refused_can_be_thrown_away(show: Show, database: Database, actor: Actor, city: SmallCity) -> None:
    card = begun(database, actor, city)
    point_id = card.points[0].id
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    page = send(show("meeting", id=card.id), point_id, "Zjistit", kind="task", who=city.ngo_id, due=yesterday)
    assert "už uplynul" in page.error[0].value
    (waiting,) = page.text_area
    press(page, f"{waiting.key}-drop")
    assert not page.text_area
    assert point_of(database, actor, card).tasks == ()


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_an_entry_that_somebody_else_changed_shows_both_versions_and_lets_choose(
    show: Show, database: Database, actor: Actor, city: SmallCity, choice: str
) -> None:
    card = begun(database, actor, city)
    entry_id = write_entry(database, actor, card.points[0].id, NewEntry(EntryKind.STATEMENT, "Původní znění."))
    page = press(show("meeting", id=card.id), f"change-entry-{entry_id}")
    page.text_area(key="entry-change-text").input("Moje znění.")
    change_entry(database, actor, entry_id, 1, EntryChange(EntryKind.STATEMENT, "Jejich znění."))
    press(page, "entry-change-save")
    words = words_of(page)
    assert "Moje znění." in words
    assert "Jejich znění." in words
    press(page, f"{choice}-entry-{entry_id}")
    kept = {"mine": "Moje znění.", "theirs": "Jejich znění."}[choice]
    assert [entry.text for entry in point_of(database, actor, card).entries] == [kept]
    assert "Co jste napsali vy" not in words_of(page)


def test_an_entry_and_a_task_are_changed_and_taken_back(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    card = begun(database, actor, city)
    point = card.points[0]
    entry_id = write_entry(database, actor, point.id, NewEntry(EntryKind.STATEMENT, "Překlep."))
    task_id = give_task(database, actor, point.id, NewTask("Zjistit", due_next_meeting=True))
    page = press(show("meeting", id=card.id), f"change-entry-{entry_id}")
    page.selectbox(key="entry-change-kind").set_value(EntryKind.DECISION)
    page.text_area(key="entry-change-text").input("Osloví se úřad.")
    press(page, "entry-change-save")
    press(page, f"change-task-{task_id}")
    page.text_area(key="task-change-text").input("Zjistit vlastníka")
    page.selectbox(key="task-change-assignee").set_value(city.ngo_id)
    press(page, "task-change-save")
    present = point_of(database, actor, card)
    assert [(entry.kind, entry.text) for entry in present.entries] == [(EntryKind.DECISION, "Osloví se úřad.")]
    assert [(task.text, task.assignee) for task in present.tasks] == [("Zjistit vlastníka", "Terén")]
    press(press(page, f"change-entry-{entry_id}"), "entry-change-withdraw")
    press(press(page, f"change-task-{task_id}"), "task-change-withdraw")
    present = point_of(database, actor, card)
    assert (present.entries, present.tasks) == ((), ())


def test_an_issue_is_raised_at_the_meeting_about_a_known_place(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    card = begun(database, actor, city)
    page = press(show("meeting", id=card.id), f"raise-here-{card.id}")
    keys = [str(field.key) for field in page.text_input]
    named = {key.rpartition("-")[2]: key for key in keys if key.startswith("raise-")}
    page.text_input(key=named["title"]).input("Rozbité okno")
    page.text_input(key=named["place"]).input("Školní").run()
    hits = [str(button.key) for button in page.button if "-hit-" in str(button.key)]
    press(page, hits[0])
    assert any("Známé místo: Školní 12" in said.value.replace("\\", "") for said in page.markdown)
    press(page, "raise-here-save")
    point = meeting_card(database, actor, card.id).points[-1]
    assert point.issue is not None
    raised = issue_card(database, actor, point.issue.id)
    assert (raised.title, raised.status, raised.body_id) == ("Rozbité okno", IssueStatus.RAISED, city.cell_id)
    assert [site.id for site in raised.sites] == [city.building_id]
    assert raised.raised_at is not None
    assert raised.raised_at.id == card.id
    assert raised.deadline.next_meeting
    assert point.discussed


def test_a_known_issue_at_the_place_is_taken_instead_of_raising_it_again(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    card = begun(database, actor, city)
    page = press(show("meeting", id=card.id), f"raise-here-{card.id}")
    named = {str(field.key).rpartition("-")[2]: str(field.key) for field in page.text_input}
    page.text_input(key=named["place"]).input("Školní").run()
    press(page, next(str(button.key) for button in page.button if "-hit-" in str(button.key)))
    offered = f"-similar-{city.building_issue_id}"
    press(page, next(str(button.key) for button in page.button if str(button.key).endswith(offered)))
    points = [
        point
        for point in meeting_card(database, actor, card.id).points
        if point.issue is not None and point.issue.id == city.building_issue_id
    ]
    assert [point.discussed for point in points] == [True]


# Closing
