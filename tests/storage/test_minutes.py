"""Minutes while a meeting runs: what is written stands there once, no word is lost, closed ones stay as they are."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue, NotFound, StaleEdit
from geodata.model.meetings import EntryKind, Presence
from geodata.model.people import Actor, Role
from geodata.services.agenda_points import PointChange, change_point, move_point, remove_point
from geodata.services.audit import check_chain
from geodata.services.bodies import set_members
from geodata.services.body_card import body_card
from geodata.services.issue_card import issue_card
from geodata.services.meeting_card import meeting_card
from geodata.services.meeting_list import list_meetings
from geodata.services.minutes import (
    EntryChange,
    change_entry,
    everybody_came,
    mark_discussed,
    set_attendance,
    withdraw_entry,
)
from geodata.services.personal_data import PersonalDataFound
from geodata.services.tasks import NewTask, give_task
from geodata.tables import MinutesEntry
from tests.audited import entries_of, whole_detail
from tests.batches import content_of
from tests.running_meeting import add_point, another_keeper, point_of, run_meeting, say
from tests.small_city import SmallCity, small_city, worker_of
from tests.two_cities import another_city


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def meeting_id(database: Database, actor: Actor, city: SmallCity) -> int:
    """A meeting of the cell that runs."""
    return run_meeting(database, actor, city.cell_id)


@pytest.fixture
def item_id(database: Database, actor: Actor, meeting_id: int) -> int:
    """A point of it, about no issue."""
    return add_point(database, actor, meeting_id)


def test_what_is_said_stands_under_its_point_in_the_order_of_writing(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int, item_id: int
) -> None:
    other = add_point(database, actor, meeting_id, "Jiný bod")
    first = say(database, actor, item_id, "  Lampa nesvítí. ", organisation_id=city.police_id)
    say(database, actor, other, "Jinde.")
    second = say(database, actor, item_id, "Od kdy?", kind=EntryKind.QUESTION)
    entries = point_of(database, actor, meeting_id, item_id).entries
    assert [(entry.id, entry.text, entry.kind) for entry in entries] == [
        (first, "Lampa nesvítí.", EntryKind.STATEMENT),
        (second, "Od kdy?", EntryKind.QUESTION),
    ]
    assert (entries[0].organisation_id, entries[0].organisation) == (city.police_id, "Městská policie")
    assert entries[0].person == actor.name


def test_a_point_counts_as_discussed_once_something_was_said_and_a_note_is_not_said(
    database: Database, actor: Actor, meeting_id: int, item_id: int
) -> None:
    note = say(database, actor, item_id, "Ověřit si čísla.", kind=EntryKind.INTERNAL)
    assert not point_of(database, actor, meeting_id, item_id).discussed
    change_entry(database, actor, note, 1, EntryChange(EntryKind.INFORMATION, "Čísla sedí."))
    assert point_of(database, actor, meeting_id, item_id).discussed
    mark_discussed(database, actor, item_id, False)
    assert not point_of(database, actor, meeting_id, item_id).discussed
    give_task(database, actor, item_id, NewTask("Opravit lampu"))
    assert point_of(database, actor, meeting_id, item_id).discussed


def test_internal_notes_are_read_by_those_who_keep_meetings(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int, item_id: int
) -> None:
    say(database, actor, item_id, "Jen pro nás.", kind=EntryKind.INTERNAL)
    say(database, actor, item_id, "Pro všechny.")
    reader = worker_of(database, actor, city.ngo_id, Role.TERRAIN, Role.OFFICIAL)
    assert [entry.text for entry in point_of(database, reader, meeting_id, item_id).entries] == ["Pro všechny."]
    assert len(point_of(database, actor, meeting_id, item_id).entries) == 2


def test_an_entry_sent_twice_is_one_whatever_it_says_the_second_time(
    database: Database, actor: Actor, item_id: int
) -> None:
    first = say(database, actor, item_id, "Jednou.", client_id="screen-1")
    before = content_of(database)
    assert say(database, actor, item_id, "Jednou.", client_id="screen-1") == first
    assert say(database, actor, item_id, "Dvakrát.", client_id="screen-1") == first
    assert content_of(database) == before
    assert say(database, actor, item_id, "Beze jména.", client_id="") != say(database, actor, item_id, client_id="")


def test_a_task_sent_twice_is_one(database: Database, actor: Actor, item_id: int) -> None:
    first = give_task(database, actor, item_id, NewTask("Opravit lampu", client_id="screen-2"))
    before = content_of(database)
    assert give_task(database, actor, item_id, NewTask("Opravit lampu", client_id="screen-2")) == first
    assert content_of(database) == before


def test_a_sending_of_others_tells_nothing_of_what_is_hidden(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int, item_id: int
) -> None:
    hidden = add_point(database, actor, meeting_id, "Citlivý bod", issue_id=city.hidden_issue_id)
    say(database, actor, hidden, client_id="hidden")
    give_task(database, actor, hidden, NewTask("Prověřit", client_id="hidden"))
    say(database, actor, item_id, client_id="open")
    keeper = another_keeper(database, actor, city.ngo_id)
    foreigner = another_city(database, actor)
    for who, sending in ((keeper, "hidden"), (foreigner, "hidden"), (foreigner, "open")):
        with pytest.raises(NotFound):
            say(database, who, item_id, client_id=sending)
    for who in (keeper, foreigner):
        with pytest.raises(NotFound):
            give_task(database, who, item_id, NewTask("Prověřit", client_id="hidden"))


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4_001])
def test_an_empty_or_endless_entry_is_a_sentence(database: Database, actor: Actor, item_id: int, text: str) -> None:
    entry = say(database, actor, item_id)
    for ask in (
        lambda: say(database, actor, item_id, text),
        lambda: change_entry(database, actor, entry, 1, EntryChange(EntryKind.STATEMENT, text)),
        lambda: give_task(database, actor, item_id, NewTask(text)),
    ):
        with pytest.raises(InvalidValue):
            ask()


def test_a_change_of_an_entry_that_another_changed_is_refused_and_keeps_both_words(
    database: Database, actor: Actor, meeting_id: int, item_id: int
) -> None:
    entry = say(database, actor, item_id, "Lampa.")
    change_entry(database, actor, entry, 1, EntryChange(EntryKind.STATEMENT, "Lampa nesvítí."))
    with pytest.raises(StaleEdit):
        change_entry(database, actor, entry, 1, EntryChange(EntryKind.STATEMENT, "Lampa bliká."))
    with pytest.raises(StaleEdit):
        withdraw_entry(database, actor, entry, 1)
    assert [line.text for line in point_of(database, actor, meeting_id, item_id).entries] == ["Lampa nesvítí."]
    detail = whole_detail(database, entries_of(database, "update")[-1])
    assert (detail["before"]["text"], detail["after"]["text"]) == ("Lampa.", "Lampa nesvítí.")


def test_an_entry_that_was_taken_back_is_read_nowhere_and_stays_for_the_audit(
    database: Database, actor: Actor, meeting_id: int, item_id: int
) -> None:
    entry = say(database, actor, item_id, client_id="screen-3")
    withdraw_entry(database, actor, entry, 1)
    assert point_of(database, actor, meeting_id, item_id).entries == ()
    with pytest.raises(NotFound):
        withdraw_entry(database, actor, entry, 2)
    with pytest.raises(NotFound):
        change_entry(database, actor, entry, 2, EntryChange(EntryKind.STATEMENT, "Znovu."))
    assert say(database, actor, item_id, client_id="screen-3") == entry
    with database.read() as session:
        assert session.scalars(select(MinutesEntry.text)).all() == ["Lampa svítí."]
    assert check_chain(database) is None


def test_an_organisation_is_there_once_and_a_stale_line_is_refused(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    set_attendance(database, actor, meeting_id, city.ngo_id, Presence.PRESENT, " Jan  Novák,\nEva Malá ")
    with pytest.raises(StaleEdit):
        set_attendance(database, actor, meeting_id, city.ngo_id, Presence.EXCUSED)
    (line,) = meeting_card(database, actor, meeting_id).attendance
    assert (line.presence, line.names, line.is_member) == (Presence.PRESENT, "Jan Novák, Eva Malá", False)
    set_attendance(database, actor, meeting_id, city.ngo_id, Presence.ABSENT, row_version=line.row_version)
    with pytest.raises(StaleEdit):
        set_attendance(database, actor, meeting_id, city.ngo_id, Presence.PRESENT, row_version=line.row_version)
    with pytest.raises(InvalidValue):
        set_attendance(database, actor, meeting_id, city.police_id, Presence.PRESENT, "x" * 501)
    (line,) = meeting_card(database, actor, meeting_id).attendance
    assert (line.presence, line.names) == (Presence.ABSENT, None)


def test_everybody_came_but_those_of_whom_something_was_said(database: Database, actor: Actor, city: SmallCity) -> None:
    version = body_card(database, actor, city.cell_id).row_version
    set_members(database, actor, city.cell_id, version, (city.ngo_id, city.police_id), clock.today())
    meeting_id = run_meeting(database, actor, city.cell_id)
    set_attendance(database, actor, meeting_id, city.ngo_id, Presence.EXCUSED, "Jan Novák")
    assert everybody_came(database, actor, meeting_id) == 1
    lines = {line.organisation_id: line for line in meeting_card(database, actor, meeting_id).attendance}
    excused, came = lines[city.ngo_id], lines[city.police_id]
    assert (excused.presence, excused.names) == (Presence.EXCUSED, "Jan Novák")
    assert (came.presence, came.names) == (Presence.PRESENT, None)
    before = content_of(database)
    assert everybody_came(database, actor, meeting_id) == 0
    assert content_of(database) == before
    set_attendance(database, actor, meeting_id, city.police_id, Presence.ABSENT, row_version=came.row_version)
    assert len(entries_of(database, "attend")) == 3


def test_names_of_those_present_may_stand_but_not_how_to_reach_them(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    for contact in ("602 123 456", "kdosi@example.cz", "r. č. 836019/0005"):
        with pytest.raises(PersonalDataFound):
            set_attendance(database, actor, meeting_id, city.ngo_id, Presence.PRESENT, f"Jan Novák {contact}")
    assert meeting_card(database, actor, meeting_id).attendance == ()
    names = "Jan Novák, pan Dvořák, 602 123 456"
    why = "Sám o to požádal."
    set_attendance(database, actor, meeting_id, city.ngo_id, Presence.PRESENT, names, keep_personal_data=why)
    (entry,) = entries_of(database, "attend")
    assert whole_detail(database, entry)["personal_data"] == {"reason": why, "found": {"phone": 1}}
    assert "602" not in str(whole_detail(database, entry))


def test_members_of_that_day_and_the_chair_are_expected(database: Database, actor: Actor, city: SmallCity) -> None:
    cell, today = city.cell_id, clock.today()
    late = datetime.combine(today - timedelta(days=3), datetime.min.time(), clock.PRAGUE) + timedelta(minutes=30)
    early = run_meeting(database, actor, cell, late - timedelta(days=1))
    first = run_meeting(database, actor, cell, late)  # half past midnight in Prague is the day before in UTC
    version = body_card(database, actor, cell).row_version
    set_members(database, actor, cell, version, (city.ngo_id,), today - timedelta(days=3))
    version = body_card(database, actor, cell).row_version
    set_members(database, actor, cell, version, (), today - timedelta(days=2))

    def expected(meeting: int) -> list[str]:
        return [line.organisation for line in meeting_card(database, actor, meeting).attendance if line.is_member]

    assert expected(first) == ["Terén"]
    assert expected(early) == []
    assert expected(run_meeting(database, actor, cell)) == []


def test_the_words_of_a_point_change_until_the_minutes_are_closed(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int, item_id: int
) -> None:
    other = add_point(database, actor, meeting_id, "Jiný bod")
    say(database, actor, item_id)  # neither that it is discussed nor its place is a change of words
    move_point(database, actor, item_id, 2)
    change = PointChange("  Osvětlení  v parku ", text=" Dvě lampy. ", organisation_id=city.ngo_id)
    change_point(database, actor, item_id, 1, change)
    with pytest.raises(StaleEdit):
        change_point(database, actor, item_id, 1, PointChange("Cosi jiného"))
    point = point_of(database, actor, meeting_id, item_id)
    assert (point.title, point.text, point.organisation) == ("Osvětlení v parku", "Dvě lampy.", "Terén")
    assert point.discussed
    detail = whole_detail(database, entries_of(database, "update")[-1])
    assert (detail["before"]["title"], detail["after"]["title"]) == ("Osvětlení", "Osvětlení v parku")
    for faulty in (PointChange(" "), PointChange("x" * 301), PointChange("Bod", text="x" * 4_001)):
        with pytest.raises(InvalidValue):
            change_point(database, actor, other, 1, faulty)
    with pytest.raises(PersonalDataFound):
        change_point(database, actor, other, 1, PointChange("Volat 602 123 456"))


def test_points_are_put_in_order(database: Database, actor: Actor, meeting_id: int) -> None:
    points = [add_point(database, actor, meeting_id, title) for title in "abcd"]

    def order() -> str:
        return "".join(point.title for point in meeting_card(database, actor, meeting_id).points)

    for point, position, expected in ((3, 1, "dabc"), (3, 3, "abdc"), (0, 99, "bdca"), (1, -5, "bdca"), (2, 2, "bcda")):
        move_point(database, actor, points[point], position)
        assert order() == expected
    assert [point.position for point in meeting_card(database, actor, meeting_id).points] == [1, 2, 3, 4]
    last = add_point(database, actor, meeting_id, "e")
    assert order() == "bcdae"
    remove_point(database, actor, last, 1)  # its row stays, and is no place of the agenda
    for title in "fg":
        add_point(database, actor, meeting_id, title)
    assert [point.position for point in meeting_card(database, actor, meeting_id).points] == [1, 2, 3, 4, 5, 6]


def test_a_removed_point_is_gone_and_its_number_means_no_other(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    point = add_point(database, actor, meeting_id, "Omyl", issue_id=city.building_issue_id)
    with pytest.raises(StaleEdit):
        remove_point(database, actor, point, 2)
    remove_point(database, actor, point, 1)
    assert meeting_card(database, actor, meeting_id).points == ()
    assert issue_card(database, actor, city.building_issue_id).agenda[0].meeting.id != meeting_id
    following = add_point(database, actor, meeting_id, "Následující")
    assert following != point
    for ask in (
        lambda: say(database, actor, point),
        lambda: move_point(database, actor, point, 1),
        lambda: remove_point(database, actor, point, 2),
    ):
        with pytest.raises(NotFound):
            ask()
    assert whole_detail(database, entries_of(database, "remove")[-1])["title"] == "Omyl"
    (row,) = list_meetings(database, actor, coming=False)
    assert row.points == 1


def test_a_point_under_which_something_was_written_stays(database: Database, actor: Actor, meeting_id: int) -> None:
    said, withdrawn, asked = (add_point(database, actor, meeting_id, title) for title in "abc")
    say(database, actor, said)
    withdraw_entry(database, actor, say(database, actor, withdrawn), 1)
    give_task(database, actor, asked, NewTask("Opravit"))
    for point in (said, withdrawn, asked):
        with pytest.raises(InvalidValue):
            remove_point(database, actor, point, 1)
    assert len(meeting_card(database, actor, meeting_id).points) == 3
