"""Emergency events: founded over an area or along a route, led from preparation to evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shapely.geometry.base import BaseGeometry
from sqlalchemy import select

from geodata.database import Database
from geodata.errors import N_, InvalidValue, StaleEdit
from geodata.model.emergencies import EmergencyKind, EmergencyState
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.emergency_rows import (
    hold_emergencies,
    open_event,
    remembered_events,
    shown_events,
    visible_event,
    words_within,
)
from geodata.services.issue_events import require_organisation
from geodata.services.personal_data import Checked, require_clean
from geodata.tables import EmergencyEvent, Organisation
from geodata.unit_of_work import UnitOfWork
from geodata.workflow import require_emergency_step

NAME_AT_MOST = 200  # characters
PROSE_AT_MOST = 10_000
_AREA_OR_ROUTE = frozenset({"Polygon", "MultiPolygon", "LineString", "MultiLineString"})


@dataclass(frozen=True, slots=True)
class EmergencyFacts:
    """An event as it is to be: `outline` is an area or a route in EPSG:4326, `ends_at` None until it is known."""

    name: str
    kind: EmergencyKind
    outline: BaseGeometry
    starts_at: datetime
    ends_at: datetime | None = None
    organisation_id: int | None = None
    agreed: str = ""
    keep_personal_data: str = ""


@dataclass(frozen=True, slots=True)
class EmergencyRow:
    """One event in the list. `organisation` leads it; `past` as in `EmergencyBoard`."""

    id: int
    name: str
    kind: EmergencyKind
    state: EmergencyState
    starts_at: datetime
    ends_at: datetime | None
    organisation: str | None
    past: bool


def list_emergencies(database: Database, actor: Actor) -> list[EmergencyRow]:
    """The events that the actor may know of: those under way first, then the newest."""
    require(actor, Action.VIEW)
    query = (
        select(EmergencyEvent, Organisation.short_name, shown_events(actor))
        .outerjoin(Organisation, Organisation.id == EmergencyEvent.organisation_id)
        .where(remembered_events(actor))
        .order_by(EmergencyEvent.starts_at.desc(), EmergencyEvent.id.desc())
    )
    with database.read() as session:
        rows = [
            EmergencyRow(
                event.id, event.name, event.kind, event.state, event.starts_at, event.ends_at, organisation, not shown
            )
            for event, organisation, shown in session.execute(query)
        ]
    return sorted(rows, key=lambda row: row.state != EmergencyState.UNDER_WAY)


def found_emergency(database: Database, actor: Actor, facts: EmergencyFacts) -> int:
    """Found an event that is being prepared; returns its id."""
    require(actor, Action.KEEP_EMERGENCY)
    with database.write(actor) as work:
        hold_emergencies(work)
        checked = _checked(work, facts)
        event = EmergencyEvent(
            municipality_id=actor.municipality_id,
            state=EmergencyState.PREPARED,
            evaluation="",
            recorded_at=work.recorded_at,
            recorded_by=actor.account_id,
        )
        _put(event, facts)
        work.session.add(event)
        work.session.flush()
        work.audit("found", "emergency_event", event.id, checked.told(_told(event)))
        work.commit()
        return event.id


def change_emergency(database: Database, actor: Actor, event_id: int, row_version: int, facts: EmergencyFacts) -> None:
    """Change what an event says of itself; its addresses stay. Raises StaleEdit if somebody changed it meanwhile."""
    require(actor, Action.KEEP_EMERGENCY)
    with database.write(actor) as work:
        hold_emergencies(work)
        open_event(work.session, actor, event_id)
        event = _as_it_was(work, event_id, row_version)
        checked = _checked(work, facts)
        before = _told(event)
        _put(event, facts)
        work.session.flush()
        work.audit("change", "emergency_event", event.id, checked.told({"before": before, "after": _told(event)}))
        work.commit()


def lead_emergency_on(
    database: Database,
    actor: Actor,
    event_id: int,
    row_version: int,
    wanted: EmergencyState,
    evaluation: str = "",
    *,
    keep_personal_data: str = "",
) -> None:
    """Start an event, end it, or evaluate it: the evaluation says what went well and what is to be done otherwise.

    Raises TransitionRefused for a step that does not follow, StaleEdit if somebody else changed the event meanwhile.
    """
    require(actor, Action.KEEP_EMERGENCY)
    words = words_within(evaluation, PROSE_AT_MOST)
    with database.write(actor) as work:
        hold_emergencies(work)
        event = _as_it_was(work, event_id, row_version)
        require_emergency_step(event.state, wanted)
        if wanted == EmergencyState.EVALUATED and not words:
            raise InvalidValue(N_("Write what went well and what is to be done otherwise next time."))
        checked = require_clean(work, {"evaluation": evaluation}, keep_personal_data)
        before, event.state = event.state, wanted
        event.evaluation = words or event.evaluation
        told = {"status": wanted, "before": {"status": before}, "evaluation": words}
        work.audit("advance", "emergency_event", event.id, checked.told(told))
        work.commit()


def _as_it_was(work: UnitOfWork, event_id: int, row_version: int) -> EmergencyEvent:
    event = visible_event(work.session, work.actor, event_id)
    if event.row_version != row_version:
        raise StaleEdit("emergency_event", event_id)
    return event


def _checked(work: UnitOfWork, facts: EmergencyFacts) -> Checked:
    if not words_within(facts.name, NAME_AT_MOST):
        raise InvalidValue(N_("Give the event a name, such as “Storm 23 November”."))
    words_within(facts.agreed, PROSE_AT_MOST)
    outline = facts.outline
    if outline.geom_type not in _AREA_OR_ROUTE or outline.is_empty or not outline.is_valid:
        raise InvalidValue(N_("Draw where the event is: an area whose edge does not cross itself, or a route."))
    if facts.ends_at is not None and facts.ends_at <= facts.starts_at:
        raise InvalidValue(N_("The event would end before it begins. Change one of the two moments."))
    if facts.organisation_id is not None:
        require_organisation(work.session, work.actor, facts.organisation_id)
    return require_clean(work, {"name": facts.name, "agreed": facts.agreed}, facts.keep_personal_data)


def _put(event: EmergencyEvent, facts: EmergencyFacts) -> None:
    event.name, event.agreed, event.kind = facts.name.strip(), facts.agreed.strip(), facts.kind
    event.outline, event.organisation_id = facts.outline, facts.organisation_id
    event.starts_at, event.ends_at = facts.starts_at, facts.ends_at


def _told(event: EmergencyEvent) -> dict[str, object]:
    return {
        "name": event.name,
        "kind": event.kind,
        "organisation": event.organisation_id,
        "starts_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat() if event.ends_at else None,
        "agreed": event.agreed,
        "shape": event.outline.wkt,
    }
