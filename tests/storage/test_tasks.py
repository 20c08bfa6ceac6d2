"""Tasks: who has them, by when, and that they are heard of until they are settled."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue, NotFound, StaleEdit
from geodata.model.issues import BulkStep
from geodata.model.meetings import TaskStatus
from geodata.model.people import Actor, Role, Sensitivity
from geodata.services.issue_bulk import BulkChange, change_issues
from geodata.services.issue_card import issue_card
from geodata.services.issue_events import day_of
from geodata.services.issue_steps import assign_issue
from geodata.services.meeting_card import meeting_card
from geodata.services.meeting_dates import NewDate, cancel_meeting, move_meeting
from geodata.services.meetings import plan_meeting
from geodata.services.personal_data import PersonalDataFound
from geodata.services.sharing import Shareable, share_record
from geodata.services.task_changes import change_task
from geodata.services.task_lines import TaskLine, task_lines, tasks_of_organisation
from geodata.services.tasks import NewTask, give_part, give_task, settle_task
from geodata.tables import Account, Task
from tests.audited import entries_of, whole_detail
from tests.running_meeting import add_point, another_keeper, point_of, run_meeting, version_of
from tests.small_city import SmallCity, small_city, some_issue, worker_of


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def meeting_id(database: Database, actor: Actor, city: SmallCity) -> int:
    """A meeting of the cell that runs; its next one is planned in nine days."""
    return run_meeting(database, actor, city.cell_id)


@pytest.fixture
def item_id(database: Database, actor: Actor, meeting_id: int) -> int:
    return add_point(database, actor, meeting_id)


def line_of(database: Database, actor: Actor, task_id: int) -> TaskLine | None:
    """The task as the actor reads it, None where they do not."""
    with database.read() as session:
        return next(iter(task_lines(session, actor, Task.id == task_id, settled=True)), None)


def due_of(database: Database, actor: Actor, task_id: int) -> object:
    line = line_of(database, actor, task_id)
    return None if line is None else line.due_on


def test_a_task_says_who_does_what_by_when_and_where_it_was_given(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    person = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    item = add_point(database, actor, meeting_id, issue_id=city.building_issue_id)
    day = clock.today() + timedelta(days=3)
    new = NewTask(" Zavolat majiteli ", city.ngo_id, person.account_id, due_on=day)
    (task,) = point_of(database, actor, meeting_id, item).tasks if give_task(database, actor, item, new) else ()
    assert (task.text, task.assignee, task.person, task.due_on) == ("Zavolat majiteli", "Terén", "Terénní tým", day)
    assert (task.status, task.deadline.next_meeting, task.deadline.overdue) == (TaskStatus.OPEN, False, False)
    assert task.issue_id == city.building_issue_id
    assert task.meeting is not None
    assert task.meeting.id == meeting_id
    detail = whole_detail(database, entries_of(database, "give")[-1])
    assert (detail["text"], detail["assignee"]) == ("Zavolat majiteli", city.ngo_id)


def test_a_deadline_that_has_passed_and_a_person_of_others_are_a_sentence(
    database: Database, actor: Actor, city: SmallCity, item_id: int
) -> None:
    person = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    yesterday = clock.today() - timedelta(days=1)
    for new in (
        NewTask("Opravit", due_on=yesterday),
        NewTask("Opravit", city.police_id, person.account_id),
        NewTask("Opravit", None, person.account_id),
    ):
        with pytest.raises(InvalidValue):
            give_task(database, actor, item_id, new)
        with pytest.raises(InvalidValue):
            give_part(database, actor, city.building_issue_id, new)
    give_task(database, actor, item_id, NewTask("Opravit", due_on=clock.today()))


def test_who_is_gone_gets_no_task(database: Database, actor: Actor, city: SmallCity, item_id: int) -> None:
    person = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    with database.engine.begin() as connection:
        connection.execute(update(Account).where(Account.id == person.account_id).values(erased_at=clock.now()))
    with pytest.raises(NotFound):
        give_task(database, actor, item_id, NewTask("Opravit", city.ngo_id, person.account_id))


def test_by_the_next_meeting_learns_the_day_and_follows_it(
    database: Database, actor: Actor, city: SmallCity, item_id: int
) -> None:
    by_next = NewTask("Zjistit", city.ngo_id, due_next_meeting=True)
    given = [give_task(database, actor, item_id, by_next), give_part(database, actor, city.building_issue_id, by_next)]
    planned = day_of(meeting_card(database, actor, city.meeting_id).starts_at)
    assert [due_of(database, actor, task) for task in given] == [planned, planned]
    moved = clock.now() + timedelta(days=4)
    version = version_of(database, actor, city.meeting_id)
    move_meeting(database, actor, city.meeting_id, version, NewDate(moved))
    assert [due_of(database, actor, task) for task in given] == [day_of(moved), day_of(moved)]
    cancel_meeting(database, actor, city.meeting_id, version + 1)
    assert [due_of(database, actor, task) for task in given] == [None, None]
    settle_task(database, actor, given[1], version_of_task(database, actor, given[1]), TaskStatus.DONE)
    later = clock.now() + timedelta(days=20)
    plan_meeting(database, actor, city.cell_id, later)
    assert [due_of(database, actor, task) for task in given] == [day_of(later), None]  # what is done waits for nothing
    line = line_of(database, actor, given[0])
    assert line is not None
    assert line.deadline.next_meeting


def version_of_task(database: Database, actor: Actor, task_id: int) -> int:
    line = line_of(database, actor, task_id)
    assert line is not None
    return line.row_version


def test_a_task_that_was_given_while_no_meeting_is_planned_waits_for_one(
    database: Database, actor: Actor, city: SmallCity, item_id: int
) -> None:
    cancel_meeting(database, actor, city.meeting_id, version_of(database, actor, city.meeting_id))
    task = give_task(database, actor, item_id, NewTask("Zjistit", due_next_meeting=True))
    other = give_task(database, actor, item_id, NewTask("Kdykoli"))
    assert due_of(database, actor, task) is None
    when = clock.now() + timedelta(days=2)
    plan_meeting(database, actor, city.cell_id, when)
    assert (due_of(database, actor, task), due_of(database, actor, other)) == (day_of(when), None)


def test_an_issue_of_no_body_has_no_next_meeting(database: Database, actor: Actor, city: SmallCity) -> None:
    with pytest.raises(InvalidValue):
        give_part(database, actor, city.dump_issue_id, NewTask("Odvézt", due_next_meeting=True))
    task = give_part(database, actor, city.dump_issue_id, NewTask("Odvézt", city.ngo_id))
    line = line_of(database, actor, task)
    assert line is not None
    assert (line.issue_id, line.meeting, line.point_id) == (city.dump_issue_id, None, None)


def test_a_task_is_settled_with_an_answer_and_opened_again(
    database: Database, actor: Actor, city: SmallCity, item_id: int
) -> None:
    task = give_task(database, actor, item_id, NewTask("Opravit lampu", city.ngo_id))
    settle_task(database, actor, task, 1, TaskStatus.DONE, " Opraveno v pondělí. ")
    with pytest.raises(StaleEdit):
        settle_task(database, actor, task, 1, TaskStatus.DROPPED)
    with pytest.raises(InvalidValue):
        settle_task(database, actor, task, 2, TaskStatus.DONE)
    line = line_of(database, actor, task)
    assert line is not None
    assert (line.status, line.status_since, line.answer) == (TaskStatus.DONE, clock.today(), "Opraveno v pondělí.")
    settle_task(database, actor, task, 2, TaskStatus.OPEN)
    line = line_of(database, actor, task)
    assert line is not None
    assert (line.status, line.answer) == (TaskStatus.OPEN, None)
    details = [whole_detail(database, entry) for entry in entries_of(database, "settle")]
    assert [detail["after"]["answer"] for detail in details] == ["Opraveno v pondělí.", None]
    with pytest.raises(PersonalDataFound):
        settle_task(database, actor, task, 3, TaskStatus.DONE, "Volat 602 123 456")


def test_the_most_pressing_of_an_organisation_come_first_and_only_the_open_ones(
    database: Database, actor: Actor, city: SmallCity, item_id: int
) -> None:
    today = clock.today()
    later, none, soon, done, others = (
        give_task(database, actor, item_id, NewTask(text, organisation, due_on=due))
        for text, organisation, due in (
            ("Později", city.ngo_id, today + timedelta(days=9)),
            ("Kdykoli", city.ngo_id, None),
            ("Brzy", city.ngo_id, today + timedelta(days=1)),
            ("Hotovo", city.ngo_id, today),
            ("Jiní", city.police_id, today),
        )
    )
    settle_task(database, actor, done, 1, TaskStatus.DONE)
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    assert [line.id for line in tasks_of_organisation(database, worker)] == [soon, later, none]
    assert [line.id for line in tasks_of_organisation(database, worker, limit=1)] == [soon]
    assert others not in {line.id for line in tasks_of_organisation(database, worker)}
    with database.engine.begin() as connection:
        connection.execute(update(Task).where(Task.id == soon).values(due_on=today - timedelta(days=1)))
    assert [line.deadline.overdue for line in tasks_of_organisation(database, worker)] == [True, False, False]


def test_a_task_about_a_hidden_issue_is_nowhere(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    coordinator = worker_of(database, actor, city.ngo_id, Role.COORDINATOR)  # so that the organisation may have it
    hidden = add_point(database, actor, meeting_id, issue_id=city.hidden_issue_id)
    given = give_task(database, actor, hidden, NewTask("Tajný úkol", city.ngo_id))
    part = give_part(database, actor, city.hidden_issue_id, NewTask("Tajná část", city.ngo_id))
    keeper = another_keeper(database, actor, city.ngo_id)
    assert [line_of(database, keeper, task) for task in (given, part)] == [None, None]
    assert tasks_of_organisation(database, keeper) == []
    for task in (given, part):
        with pytest.raises(NotFound):
            settle_task(database, keeper, task, 1, TaskStatus.DONE)
    with pytest.raises(NotFound):
        give_part(database, keeper, city.hidden_issue_id, NewTask("Jiná část"))
    assert len(tasks_of_organisation(database, coordinator)) == 2


def test_an_issue_that_becomes_hidden_hides_its_tasks(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    issue = some_issue(database, actor, body_id=city.cell_id)
    task = give_part(database, actor, issue, NewTask("Prověřit", city.ngo_id))
    keeper = another_keeper(database, actor, city.ngo_id)
    assert line_of(database, keeper, task) is not None
    with database.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE issue SET sensitivity = 'restricted' WHERE id = {issue}")
    assert line_of(database, keeper, task) is None


def test_nobody_learns_who_works_elsewhere_and_who_left_gets_no_task(
    database: Database, actor: Actor, city: SmallCity, item_id: int
) -> None:
    person = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    keeper = another_keeper(database, actor, city.police_id)
    with pytest.raises(NotFound):
        give_task(database, keeper, item_id, NewTask("Zjistit", city.ngo_id, person.account_id))
    task_id = give_task(database, actor, item_id, NewTask("Zjistit", city.ngo_id, person.account_id))
    with database.write(actor) as work:
        work.session.execute(update(Account).where(Account.id == person.account_id).values(disabled=True))
        work.commit()
    with pytest.raises(InvalidValue):
        give_task(database, actor, item_id, NewTask("Zjistit", city.ngo_id, person.account_id))
    change_task(database, actor, task_id, 1, NewTask("Zjistit majitele", city.ngo_id, person.account_id))


def test_a_restricted_issue_is_given_only_to_those_who_may_know_of_it(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    issue_id = city.hidden_issue_id
    version = issue_card(database, actor, issue_id).row_version
    hidden = {"sensitivity": Sensitivity.RESTRICTED, "assignee_id": city.ngo_id}
    for give in (
        lambda: assign_issue(database, actor, issue_id, version, city.ngo_id),
        lambda: give_part(database, actor, issue_id, NewTask("Zjistit", city.ngo_id)),
        lambda: some_issue(database, actor, "Jiná citlivá věc", **hidden),
    ):
        with pytest.raises(InvalidValue, match="Terén"):
            give()
    change = BulkChange(BulkStep.ASSIGN, assignee_id=city.ngo_id)
    assert change_issues(database, actor, [issue_id], [version], change).done == 0
    share_record(database, actor, Shareable.ISSUE, issue_id, city.ngo_id)
    give_part(database, actor, issue_id, NewTask("Zjistit", city.ngo_id))
    worker_of(database, actor, city.police_id, Role.COORDINATOR)
    assign_issue(database, actor, issue_id, version, city.police_id)  # who sees everything sees this too
