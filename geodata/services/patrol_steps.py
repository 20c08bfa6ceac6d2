"""What becomes of a patrol: it starts, it ends, its result is written, or it is cancelled."""

from __future__ import annotations

from datetime import timedelta

from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.model.patrols import PatrolState
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.issue_events import checked_note, require_body
from geodata.services.patrols import led_patrol
from geodata.services.personal_data import require_clean
from geodata.tables import Patrol
from geodata.unit_of_work import UnitOfWork
from geodata.workflow import require_patrol_step

EARLIEST_START = timedelta(days=1)  # before the beginning that was planned


def start_patrol(database: Database, actor: Actor, patrol_id: int, row_version: int) -> bool:
    """The patrol sets out now; False where it has set out already: two phones, or a press that got no answer."""
    require(actor, Action.LEAD_PATROL)
    with database.write(actor) as work:
        if _is_beyond(work, patrol_id, PatrolState.PLANNED):
            return False
        patrol = _led_to(work, patrol_id, row_version, PatrolState.UNDER_WAY)
        if patrol.starts_at - work.recorded_at > EARLIEST_START:  # begun by mistake it could not be cancelled any more
            raise InvalidValue(N_("This patrol is planned for a later day. If it sets out now, change its plan first."))
        patrol.started_at = work.recorded_at
        work.audit("start", "patrol", patrol_id, {})
        work.commit()
        return True


def stop_patrol(database: Database, actor: Actor, patrol_id: int, row_version: int) -> bool:
    """The patrol ends now; False where it has ended already, likewise: the first end counts."""
    require(actor, Action.LEAD_PATROL)
    with database.write(actor) as work:
        if _is_beyond(work, patrol_id, PatrolState.UNDER_WAY):
            return False
        patrol = _led_to(work, patrol_id, row_version, PatrolState.DONE)
        # The clock of the server may have been set back meanwhile.
        patrol.stopped_at = max(work.recorded_at, patrol.started_at or work.recorded_at)
        work.audit("stop", "patrol", patrol_id, {})
        work.commit()
        return True


def cancel_patrol(database: Database, actor: Actor, patrol_id: int, row_version: int) -> None:
    """Nobody will walk it. One that has started can only end."""
    require(actor, Action.LEAD_PATROL)
    with database.write(actor) as work:
        _led_to(work, patrol_id, row_version, PatrolState.CANCELLED)
        work.audit("cancel", "patrol", patrol_id, {})
        work.commit()


def report_patrol(
    database: Database,
    actor: Actor,
    patrol_id: int,
    row_version: int,
    result: str,
    *,
    body_id: int | None = None,
    keep_personal_data: str = "",
) -> None:
    """Write the result of a patrol that has ended, for whoever may see the patrol.

    `body_id` is the body that is to hear it; None leaves the one of the plan.
    """
    require(actor, Action.LEAD_PATROL)
    words = checked_note(result)
    if words is None:
        raise InvalidValue(N_("Write what came of the patrol first; also that nothing was found."))
    with database.write(actor) as work:
        work.version_of("patrols")
        patrol = led_patrol(work.session, actor, patrol_id)
        if patrol.state == PatrolState.REPORTED and patrol.result == words:
            return  # sent twice
        patrol = _led_to(work, patrol_id, row_version, PatrolState.REPORTED)
        checked = require_clean(work, {"result": words}, keep_personal_data)
        if body_id is not None:
            require_body(work.session, actor, body_id)
            patrol.body_id = body_id
        patrol.result = words
        work.audit("report", "patrol", patrol_id, checked.told({"result": words, "body_id": patrol.body_id}))
        work.commit()


# How far a patrol has come, once it has set out: nothing leads back.
_COURSE = (PatrolState.PLANNED, PatrolState.UNDER_WAY, PatrolState.DONE, PatrolState.REPORTED)


def _is_beyond(work: UnitOfWork, patrol_id: int, state: PatrolState) -> bool:
    """Whether somebody who takes part has led the patrol on already; whoever may not lead it is refused before."""
    work.version_of("patrols")
    patrol = led_patrol(work.session, work.actor, patrol_id)
    return patrol.state in _COURSE[_COURSE.index(state) + 1 :]


def _led_to(work: UnitOfWork, patrol_id: int, row_version: int, wanted: PatrolState) -> Patrol:
    work.version_of("patrols")
    patrol = led_patrol(work.session, work.actor, patrol_id, row_version)
    require_patrol_step(patrol.state, wanted)
    patrol.state = wanted
    return patrol
