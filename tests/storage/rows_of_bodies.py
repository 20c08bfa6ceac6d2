"""How the services of bodies, their dates and calendars are asked with an id."""

from __future__ import annotations

from datetime import timedelta

from geodata import clock
from geodata.model.meetings import BodyKind
from geodata.services.bodies import BodyFacts, add_body, change_body, set_members
from geodata.services.body_card import body_card
from geodata.services.calendar_events import meeting_event
from geodata.services.calendar_links import make_calendar_link, withdraw_calendar_link
from geodata.services.extent import body_extent
from geodata.services.meeting_dates import NewDate, cancel_meeting, coming_dates, move_meeting, plan_meetings
from geodata.services.meeting_list import meetings_between
from tests.storage.asked import Asked, Row, reading


def _body_version(by: Asked) -> int:
    return body_card(by.database, by.actor, by.own.body).row_version


ROWS_OF_BODIES: dict[str, dict[str, Row]] = {
    "bodies.add_body": {
        "new.area_id": Row("area", lambda by, id_: add_body(
            by.database, by.actor, BodyFacts("Buňka", BodyKind.CELL, area_id=id_))),
        "new.chair_organisation_id": Row("organisation", lambda by, id_: add_body(
            by.database, by.actor, BodyFacts("Buňka", BodyKind.CELL, chair_organisation_id=id_))),
    },
    "bodies.change_body": {
        "body_id": Row("body", lambda by, id_: change_body(
            by.database, by.actor, id_, 99, BodyFacts("Buňka", BodyKind.CELL))),
        "change.area_id": Row("area", lambda by, id_: change_body(
            by.database, by.actor, by.own.body, _body_version(by), BodyFacts("Buňka", BodyKind.CELL, area_id=id_))),
        "change.chair_organisation_id": Row("organisation", lambda by, id_: change_body(
            by.database, by.actor, by.own.body, _body_version(by),
            BodyFacts("Buňka", BodyKind.CELL, chair_organisation_id=id_))),
    },
    "bodies.set_members": {
        "body_id": Row("body", lambda by, id_: set_members(by.database, by.actor, id_, 99, (), clock.today())),
        "organisation_ids": Row("organisation", lambda by, id_: set_members(
            by.database, by.actor, by.own.body, _body_version(by), (id_,), clock.today())),
    },
    "extent.body_extent": {"body_id": reading("body", body_extent)},
    "body_card.body_card": {"body_id": reading("body", body_card)},
    "calendar_events.meeting_event": {"meeting_id": reading("meeting", meeting_event)},
    "calendar_links.make_calendar_link": {"body_id": reading("body", make_calendar_link)},
    "calendar_links.withdraw_calendar_link": {
        "link_id": reading("calendar_link", withdraw_calendar_link)
    },
    "meeting_dates.cancel_meeting": {"meeting_id": Row("meeting", lambda by, id_: cancel_meeting(
        by.database, by.actor, id_, 99))},
    "meeting_dates.coming_dates": {"body_id": Row("body", lambda by, id_: coming_dates(by.database, by.actor, id_, 6))},
    "meeting_dates.move_meeting": {"meeting_id": Row("meeting", lambda by, id_: move_meeting(
        by.database, by.actor, id_, 99, NewDate(clock.now())))},
    "meeting_dates.plan_meetings": {"body_id": Row("body", lambda by, id_: plan_meetings(
        by.database, by.actor, id_, (NewDate(clock.now() + timedelta(days=30)),)))},
    "meeting_list.meetings_between": {"body_id": Row("body", lambda by, id_: meetings_between(
        by.database, by.actor, clock.today(), clock.today() + timedelta(days=60), id_))},
}  # fmt: skip
