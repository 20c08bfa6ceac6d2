"""Minutes that were written elsewhere are kept whole or not at all, as the meeting they are of."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import func, select

from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, LokalityError, NotFound
from geodata.model.issues import IssueTopic
from geodata.model.meetings import BodyKind, EntryKind, MeetingState
from geodata.model.paper_minutes import (
    PaperAttendance,
    PaperIssue,
    PaperMinutes,
    PaperPlace,
    PaperPoint,
    PaperStatement,
    PaperTask,
)
from geodata.model.people import Actor, Role
from geodata.model.slots import moment_on
from geodata.services.audit import check_chain
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.issue_card import issue_card
from geodata.services.issue_events import day_of
from geodata.services.meeting_card import meeting_card
from geodata.services.meeting_list import list_meetings
from geodata.services.meetings import plan_meeting
from geodata.services.minutes_states import close_minutes
from geodata.services.paper_minutes import POINTS_AT_MOST, ROWS_AT_MOST, keep_paper_minutes
from geodata.services.personal_data import PersonalDataFound
from geodata.services.sharing import Shareable, share_record
from geodata.services.site_card import site_card
from geodata.tables import Meeting, Site, Task
from tests.batches import content_of
from tests.paper import ORIGIN, another_day, full_paper, keep, paper
from tests.running_meeting import another_keeper, lead_to, run_meeting, version_of
from tests.small_city import SmallCity, small_city, worker_of
from tests.two_cities import another_city


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


def full(city: SmallCity, **facts: object) -> PaperMinutes:
    """The full minutes, about the dump that is known."""
    return full_paper(city.cell_id, city.police_id, city.ngo_id, city.dump_issue_id, **facts)


def test_the_whole_stands_on_the_meeting_as_a_draft(database: Database, actor: Actor, city: SmallCity) -> None:
    minutes = full(city)
    card = meeting_card(database, actor, keep_paper_minutes(database, actor, minutes))
    assert (card.state, card.starts_at, card.place) == (MeetingState.HELD, minutes.starts_at, "ZŠ Hutnická")
    came = {line.organisation_id: line.names for line in card.attendance if line.presence}
    assert came == {city.police_id: "str. Vymyslil", city.ngo_id: "Mgr. Jana Pohádková, Domněnková"}
    known, new, again = card.points
    assert [point.title for point in card.points] == ["Skládka u trati", "Otevřený vchod", "Rozbité okno"]
    assert all(point.discussed for point in card.points)
    assert (known.text, known.organisation_id) == ("Vrátila se potřetí.", city.police_id)
    assert known.issue is not None
    assert known.issue.id == city.dump_issue_id
    note, *said = sorted(known.entries, key=lambda entry: entry.kind != EntryKind.INTERNAL)
    assert (note.kind, note.text) == (EntryKind.INTERNAL, ORIGIN)
    assert [(entry.kind, entry.text, entry.organisation_id) for entry in said] == [
        (EntryKind.STATEMENT, "Odvezli jsme ji v březnu.", city.ngo_id),
        (EntryKind.QUESTION, "Kdo ji odklízí?", None),
    ]
    coming = day_of(meeting_card(database, actor, city.meeting_id).starts_at)
    assert {(task.text, task.assignee_id, task.due_on, task.issue_id) for task in known.tasks} == {
        ("Zjistit vlastníka", city.police_id, coming, city.dump_issue_id),
        ("Vyfotit", city.ngo_id, None, city.dump_issue_id),
    }
    assert new.issue is not None
    issue = issue_card(database, actor, new.issue.id)
    assert (issue.title, issue.topic) == ("Otevřený vchod v Lipové", IssueTopic.BUILDING)
    assert issue.raised_on == day_of(minutes.starts_at)
    (site,) = issue.sites
    assert site_card(database, actor, site.id).address == "Lipová 12"
    # Two points that speak of one address make one place.
    assert again.issue is not None
    assert [site.id] == [other.id for other in issue_card(database, actor, again.issue.id).sites]
    assert check_chain(database) is None


def test_what_was_kept_is_closed_and_its_issues_were_discussed_there(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    meeting_id = keep_paper_minutes(database, actor, full(city))
    card = lead_to(database, actor, meeting_id, MeetingState.SIGNED)
    assert card.state == MeetingState.SIGNED
    assert meeting_id in {event.meeting.id for event in issue_card(database, actor, city.dump_issue_id).events
                          if event.meeting is not None}  # fmt: skip


def test_a_meeting_that_is_planned_on_that_day_is_taken(database: Database, actor: Actor, city: SmallCity) -> None:
    at = another_day()
    planned = plan_meeting(database, actor, city.cell_id, at, "Radnice")
    moved = moment_on(day_of(at), time(9, 30))
    assert keep(database, actor, city.cell_id, starts_at=moved) == planned
    card = meeting_card(database, actor, planned)
    assert (card.state, card.starts_at, card.place) == (MeetingState.HELD, moved, "Radnice")


@pytest.mark.parametrize("state", [MeetingState.HELD, MeetingState.CLOSED, MeetingState.SIGNED])
def test_minutes_that_exist_are_not_written_over(
    database: Database, actor: Actor, city: SmallCity, state: MeetingState
) -> None:
    at = another_day()
    meeting_id = run_meeting(database, actor, city.cell_id, at)
    if state != MeetingState.HELD:
        lead_to(database, actor, meeting_id, state)
    before = content_of(database)
    with pytest.raises(InvalidValue) as refusal:
        keep(database, actor, city.cell_id, starts_at=at)
    assert ("addendum" in str(refusal.value)) is (state != MeetingState.HELD)
    assert content_of(database) == before
    other = keep(database, actor, city.cell_id, starts_at=at - timedelta(days=1))
    assert other != meeting_id


def test_the_same_minutes_sent_twice_are_one_meeting(database: Database, actor: Actor, city: SmallCity) -> None:
    minutes = full(city, client_id="screen-1")
    first = keep_paper_minutes(database, actor, minutes)
    before = content_of(database)
    assert keep_paper_minutes(database, actor, minutes) == first
    assert keep_paper_minutes(database, actor, replace(minutes, place="Jinde")) == first
    close_minutes(database, actor, first, version_of(database, actor, first))
    assert keep_paper_minutes(database, actor, minutes) == first
    assert before != content_of(database)


def test_a_sending_of_others_tells_nothing(database: Database, actor: Actor, city: SmallCity) -> None:
    keep(database, actor, city.cell_id, PaperPoint("Citlivý bod", issue_id=city.hidden_issue_id), client_id="hidden")
    for who in (another_keeper(database, actor, city.ngo_id), another_city(database, actor)):
        with pytest.raises(NotFound):
            keep(database, who, city.cell_id, client_id="hidden")


_BAD_LAST_POINTS = {
    "a title that is empty": PaperPoint("  "),
    "a title that is too long": PaperPoint("x" * 301),
    "a text that is too long": PaperPoint("Bod", "x" * 4_001),
    "a statement without words": PaperPoint("Bod", statements=(PaperStatement(EntryKind.STATEMENT, " "),)),
    "a statement that is too long": PaperPoint("Bod", statements=(PaperStatement(EntryKind.STATEMENT, "x" * 4_001),)),
    "a task without words": PaperPoint("Bod", tasks=(PaperTask(""),)),
    "a deadline before the meeting": PaperPoint("Bod", tasks=(PaperTask("Opravit", due_on=clock.today()
                                                                        - timedelta(days=4_000)),)),
    "an issue without a title": PaperPoint("Bod", new_issue=PaperIssue(IssueTopic.DUMP, "")),
    "a place off the map": PaperPoint("Bod", new_issue=PaperIssue(IssueTopic.DUMP, "Skládka", None, (
        PaperPlace(address="Lipová 1", longitude=514.0, latitude=50.0),))),
    "a place nowhere": PaperPoint("Bod", new_issue=PaperIssue(IssueTopic.DUMP, "Skládka", None, (
        PaperPlace(address="Lipová 1", longitude=float("nan"), latitude=50.0),))),
    "an issue of nothing": PaperPoint("Bod", issue_id=40_000_000),
    "an organisation of nothing": PaperPoint("Bod", organisation_id=40_000_000),
    "a speaker of nothing": PaperPoint("Bod", statements=(PaperStatement(EntryKind.STATEMENT, "Ano", 40_000_000),)),
    "a task for nothing": PaperPoint("Bod", tasks=(PaperTask("Opravit", 40_000_000),)),
    "an issue for nothing": PaperPoint("Bod", new_issue=PaperIssue(IssueTopic.DUMP, "Skládka", 40_000_000)),
    "a place of nothing": PaperPoint("Bod", new_issue=PaperIssue(IssueTopic.DUMP, "Skládka", None, (
        PaperPlace(site_id=40_000_000),))),
    "a phone number": PaperPoint("Bod", "Volejte 602 123 456"),
}  # fmt: skip


@pytest.mark.parametrize("fault", _BAD_LAST_POINTS)
def test_one_bad_point_and_nothing_is_kept(database: Database, actor: Actor, city: SmallCity, fault: str) -> None:
    minutes = full(city)
    before = content_of(database)
    with pytest.raises(LokalityError):
        keep_paper_minutes(database, actor, replace(minutes, points=(*minutes.points, _BAD_LAST_POINTS[fault])))
    assert content_of(database) == before
    keep_paper_minutes(database, actor, minutes)  # that day is as free as it was


def test_other_bad_input_is_refused_whole(database: Database, actor: Actor, city: SmallCity) -> None:
    cell, before = city.cell_id, content_of(database)
    many = tuple(PaperTask("Opravit") for _ in range(ROWS_AT_MOST + 1))
    for minutes in (
        replace(paper(cell), points=()),
        paper(cell, *(PaperPoint("Bod") for _ in range(POINTS_AT_MOST + 1))),
        paper(cell, PaperPoint("Bod", tasks=many)),
        paper(cell, starts_at=clock.now() + timedelta(days=1)),
        paper(cell, next_at=clock.now() - timedelta(days=2)),
        paper(cell, next_at=clock.now() + timedelta(days=4_000)),
        paper(cell, place="x" * 301),
        paper(cell, origin=" "),
        paper(cell, origin="x" * 4_001),
        paper(cell, present=(PaperAttendance(city.police_id, "x" * 501),)),
        paper(cell, present=(PaperAttendance(40_000_000),)),
        paper(40_000_000),
    ):
        with pytest.raises(LokalityError):
            keep_paper_minutes(database, actor, minutes)
    assert content_of(database) == before


def test_ids_of_another_city_are_ids_of_nothing(database: Database, actor: Actor, city: SmallCity) -> None:
    elsewhere = another_city(database, actor)
    with database.read() as session:
        meetings = session.scalar(select(func.count()).select_from(Meeting))
    body_id = add_body(database, elsewhere, BodyFacts("Buňka", BodyKind.CELL))
    building = PaperPlace(site_id=city.building_id)
    for point in (
        PaperPoint("Bod", issue_id=city.dump_issue_id),
        PaperPoint("Bod", organisation_id=city.police_id),
        PaperPoint("Bod", statements=(PaperStatement(EntryKind.STATEMENT, "Ano", city.police_id),)),
        PaperPoint("Bod", tasks=(PaperTask("Opravit", city.police_id),)),
        PaperPoint("Bod", new_issue=PaperIssue(IssueTopic.DUMP, "Skládka", city.police_id)),
        PaperPoint("Bod", new_issue=PaperIssue(IssueTopic.DUMP, "Skládka", None, (building,))),
    ):
        with pytest.raises(NotFound):
            keep(database, elsewhere, body_id, point)
    with pytest.raises(NotFound):
        keep(database, elsewhere, body_id, present=(PaperAttendance(city.police_id),))
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Meeting)) == meetings


def test_a_restricted_issue_or_place_is_linked_by_those_who_may_see_it_only(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    keeper = another_keeper(database, actor, city.ngo_id)
    issue = PaperPoint("Bod", issue_id=city.hidden_issue_id)
    about = PaperIssue(IssueTopic.BUILDING, "Něco", None, (PaperPlace(site_id=city.hidden_site_id),))
    place = PaperPoint("Bod", new_issue=about)
    before = content_of(database)
    for point in (issue, place):
        with pytest.raises(NotFound):
            keep(database, keeper, city.cell_id, point)
    assert content_of(database) == before
    share_record(database, actor, Shareable.ISSUE, city.hidden_issue_id, city.ngo_id)
    meeting_id = keep(database, keeper, city.cell_id, issue)
    stranger = worker_of(database, actor, city.police_id, Role.TERRAIN)
    assert [point.title for point in meeting_card(database, stranger, meeting_id).points] == []


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMIN, Role.COORDINATOR, Role.POLICE}])
def test_who_keeps_no_meetings_keeps_no_minutes(database: Database, actor: Actor, city: SmallCity, role: Role) -> None:
    with pytest.raises(Forbidden):
        keep_paper_minutes(database, replace(actor, roles=frozenset({role})), full(city))


def test_those_who_came_may_be_named_in_the_text_and_nobody_else(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    present = (PaperAttendance(city.ngo_id, "Mgr. Jana Pohádková, Marie Vymyšlená"),)
    named = PaperPoint("Bod", "Paní Pohádková upozornila na vchod. Jana Pohádková to prověří.")
    keep(database, actor, city.cell_id, named, present=present)
    with pytest.raises(PersonalDataFound):
        keep(database, actor, city.cell_id, named)
    resident = PaperPoint("Bod", "V domě bydlí pan Josef Zdánlivý.")
    with pytest.raises(PersonalDataFound) as refusal:
        keep(database, actor, city.cell_id, PaperPoint("Jiný"), resident, present=present)
    assert set(refusal.value.findings) == {"points.2.text"}
    meeting_id = keep(
        database, actor, city.cell_id, resident, present=present, keep_personal_data="Vlastník o to požádal."
    )
    assert meeting_card(database, actor, meeting_id).points[0].text == "V domě bydlí pan Josef Zdánlivý."


def test_everything_that_is_found_is_told_at_once(database: Database, actor: Actor, city: SmallCity) -> None:
    points = (
        PaperPoint("Volejte 602 123 456"),
        PaperPoint("Bod", statements=(PaperStatement(EntryKind.STATEMENT, "Pište na a.b@posta.cz"),)),
        PaperPoint("Bod", tasks=(PaperTask("Zavolat 603 123 456"),)),
    )
    with pytest.raises(PersonalDataFound) as refusal:
        keep(database, actor, city.cell_id, *points)
    assert set(refusal.value.findings) == {"points.1.title", "points.2.statement_1", "points.3.task_1"}


def test_the_next_meeting_is_planned_and_what_waits_for_it_learns_the_day(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    sooner = clock.now().replace(microsecond=0) + timedelta(days=2)
    waiting = PaperPoint("Bod", tasks=(PaperTask("Opravit", due_next_meeting=True),))
    meeting_id = keep(database, actor, city.cell_id, waiting, next_at=sooner, next_place="Škola")
    (task,) = meeting_card(database, actor, meeting_id).points[0].tasks
    assert task.due_on == day_of(sooner)
    first = list_meetings(database, actor, coming=True, body_id=city.cell_id)[0]
    assert (first.starts_at, first.place, first.state) == (sooner, "Škola", MeetingState.PLANNED)
    count = len(list_meetings(database, actor, coming=True, body_id=city.cell_id))
    keep(database, actor, city.cell_id, next_at=sooner)  # that day is planned already
    assert len(list_meetings(database, actor, coming=True, body_id=city.cell_id)) == count


def test_a_deadline_that_passed_since_is_kept_as_it_was_given(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    at = another_day()
    due_on = day_of(at) + timedelta(days=7)
    meeting_id = keep(
        database, actor, city.cell_id, PaperPoint("Bod", tasks=(PaperTask("Opravit", due_on=due_on),)), starts_at=at
    )
    (task,) = meeting_card(database, actor, meeting_id).points[0].tasks
    assert (task.due_on, task.deadline.overdue) == (due_on, True)


def test_an_organisation_that_the_paper_names_twice_came_once(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    present = tuple(PaperAttendance(city.ngo_id, names) for names in ("Domněnková", "", " Pohádková "))
    card = meeting_card(database, actor, keep(database, actor, city.cell_id, present=present))
    assert [(line.organisation_id, line.names) for line in card.attendance if line.presence] == [
        (city.ngo_id, "Domněnková, Pohádková")
    ]


def test_scripts_and_odd_letters_are_kept_as_text(database: Database, actor: Actor, city: SmallCity) -> None:
    for words in ("<script>alert(1)</script>", "${alert(1)}", "=1+1", "a\x00b", "x\ud800y", "🏚️ ‮abc"):
        point = PaperPoint(words, words, statements=(PaperStatement(EntryKind.STATEMENT, words),))
        (kept,) = meeting_card(database, actor, keep(database, actor, city.cell_id, point)).points
        stored = words.replace("\x00", "").replace("\ud800", "")
        assert (kept.title, kept.text) == (stored, stored)
        assert stored in {entry.text for entry in kept.entries}


def test_nothing_is_left_where_nobody_committed(database: Database, actor: Actor, city: SmallCity) -> None:
    """Sites and tasks that a refused sending would have made are not there either."""
    minutes = full(city)
    with pytest.raises(LokalityError):
        keep_paper_minutes(database, actor, replace(minutes, points=(*minutes.points, PaperPoint(""))))
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Site).where(Site.address == "Lipová 12")) == 0
        assert session.scalar(select(func.count()).select_from(Task)) == 0


def test_minutes_sent_at_once_by_two_hands_are_one_meeting(database: Database, actor: Actor, city: SmallCity) -> None:
    minutes = full(city, client_id="twice")
    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(lambda _hand: keep_paper_minutes(database, actor, minutes), range(4)))
    assert len(set(kept)) == 1
    assert len(meeting_card(database, actor, kept[0]).points) == len(minutes.points)
    assert check_chain(database) is None
