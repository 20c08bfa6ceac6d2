"""How the services of agendas, minutes and tasks are asked with an id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geodata.model.meetings import EntryKind, Presence, TaskStatus
from geodata.services.agenda import proposed_points
from geodata.services.agenda_places import places_of_agenda
from geodata.services.agenda_points import PointChange, change_point, move_point, remove_point, take_points
from geodata.services.meeting_outcome import issues_raised_at
from geodata.services.minutes import (
    EntryChange,
    NewEntry,
    change_entry,
    everybody_came,
    mark_discussed,
    set_attendance,
    withdraw_entry,
    write_entry,
)
from geodata.services.minutes_export import export_meeting, restricted_in
from geodata.services.minutes_states import add_addendum, begin_meeting, close_minutes, sign_minutes
from geodata.services.promises import promises_before
from geodata.services.task_changes import change_task, withdraw_task
from geodata.services.tasks import NewTask, give_part, give_task, settle_task
from geodata.tables import Task
from tests.storage.asked import Asked, Row, reading


def _about_issue(service: Callable[..., Any], *rest: Any) -> Row:
    return Row("issue", lambda by, id_: service(by.database, by.actor, id_, *rest))


def _about_minutes(sort: str, service: Callable[..., Any], *rest: Any) -> Row:
    return Row(sort, lambda by, id_: service(by.database, by.actor, id_, *rest))


def _said(organisation_id: int | None = None) -> NewEntry:
    return NewEntry(EntryKind.STATEMENT, "Lampa svítí.", organisation_id)


def _task_version(by: Asked) -> int:
    with by.database.read() as session:
        return session.get_one(Task, by.own.task).row_version


ROWS_OF_MINUTES: dict[str, dict[str, Row]] = {
    "agenda_places.places_of_agenda": {"meeting_id": reading("meeting", places_of_agenda)},
    "agenda.proposed_points": {"meeting_id": reading("meeting", proposed_points)},
    "agenda_points.take_points": {"meeting_id": Row("meeting", lambda by, id_: take_points(
        by.database, by.actor, id_, []))},
    "agenda_points.change_point": {
        "item_id": Row("item", lambda by, id_: change_point(by.database, by.actor, id_, 99, PointChange("Bod"))),
        "change.organisation_id": Row("organisation", lambda by, id_: change_point(
            by.database, by.actor, by.own.item, 1, PointChange("Bod", organisation_id=id_))),
    },
    "agenda_points.move_point": {"item_id": Row("item", lambda by, id_: move_point(by.database, by.actor, id_, 1))},
    "agenda_points.remove_point": {"item_id": Row("item", lambda by, id_: remove_point(
        by.database, by.actor, id_, 99))},
    "meeting_outcome.issues_raised_at": {"meeting_id": reading("meeting", issues_raised_at)},
    "minutes.write_entry": {
        "item_id": Row("item", lambda by, id_: write_entry(by.database, by.actor, id_, _said())),
        "new.organisation_id": Row("organisation", lambda by, id_: write_entry(
            by.database, by.actor, by.own.item, _said(id_))),
    },
    "minutes.change_entry": {
        "entry_id": Row("entry", lambda by, id_: change_entry(
            by.database, by.actor, id_, 99, EntryChange(EntryKind.DECISION, "Jinak"))),
        "change.organisation_id": Row("organisation", lambda by, id_: change_entry(
            by.database, by.actor, by.own.entry, 1, EntryChange(EntryKind.DECISION, "Jinak", id_))),
    },
    "minutes.withdraw_entry": {"entry_id": Row("entry", lambda by, id_: withdraw_entry(
        by.database, by.actor, id_, 99))},
    "minutes.mark_discussed": {"item_id": Row("item", lambda by, id_: mark_discussed(
        by.database, by.actor, id_, True))},
    "minutes.set_attendance": {
        "meeting_id": Row("held", lambda by, id_: set_attendance(
            by.database, by.actor, id_, by.own.organisation, Presence.EXCUSED, row_version=99)),
        "organisation_id": Row("organisation", lambda by, id_: set_attendance(
            by.database, by.actor, by.own.held, id_, Presence.EXCUSED, row_version=99)),
    },
    "minutes.everybody_came": {"meeting_id": _about_minutes("held", everybody_came)},
    "minutes_states.begin_meeting": {"meeting_id": _about_minutes("meeting", begin_meeting, 99)},
    "minutes_states.close_minutes": {"meeting_id": _about_minutes("held", close_minutes, 99)},
    "minutes_states.sign_minutes": {"meeting_id": _about_minutes("held", sign_minutes, 99)},
    "minutes_states.add_addendum": {"meeting_id": _about_minutes("held", add_addendum, "Dodatek")},
    "minutes_export.export_meeting": {"meeting_id": Row("meeting", lambda by, id_: export_meeting(
        by.database, by.actor, id_, "txt"))},
    "minutes_export.restricted_in": {"meeting_id": reading("meeting", restricted_in)},
    "promises.promises_before": {"meeting_id": reading("meeting", promises_before)},
    "task_changes.change_task": {
        "task_id": Row("task", lambda by, id_: change_task(by.database, by.actor, id_, 1, NewTask("Odvézt"))),
        "change.assignee_id": Row("organisation", lambda by, id_: change_task(
            by.database, by.actor, by.own.task, _task_version(by), NewTask("Odvézt", id_))),
        "change.account_id": Row("person", lambda by, id_: change_task(
            by.database, by.actor, by.own.task, _task_version(by), NewTask("Odvézt", by.own.organisation, id_))),
    },
    "task_changes.withdraw_task": {"task_id": Row("task", lambda by, id_: withdraw_task(
        by.database, by.actor, id_, 99))},
    "tasks.give_part": {
        "issue_id": _about_issue(give_part, NewTask("Odvézt")),
        "new.assignee_id": Row("organisation", lambda by, id_: give_part(
            by.database, by.actor, by.own.issue, NewTask("Odvézt", id_))),
        "new.account_id": Row("person", lambda by, id_: give_part(
            by.database, by.actor, by.own.issue, NewTask("Odvézt", by.own.organisation, id_))),
    },
    "tasks.give_task": {
        "item_id": Row("item", lambda by, id_: give_task(by.database, by.actor, id_, NewTask("Odvézt"))),
        "new.assignee_id": Row("organisation", lambda by, id_: give_task(
            by.database, by.actor, by.own.item, NewTask("Odvézt", id_))),
        "new.account_id": Row("person", lambda by, id_: give_task(
            by.database, by.actor, by.own.item, NewTask("Odvézt", by.own.organisation, id_))),
    },
    "tasks.settle_task": {"task_id": Row("task", lambda by, id_: settle_task(
        by.database, by.actor, id_, 99, TaskStatus.DONE))},
}  # fmt: skip
