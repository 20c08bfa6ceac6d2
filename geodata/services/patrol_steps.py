"""What becomes of a patrol: it starts, it ends, its result is written, or it is cancelled."""

from __future__ import annotations

from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.model.patrols import PatrolState
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.issue_events import checked_note
from geodata.services.patrols import led_patrol
from geodata.services.personal_data import require_clean
from geodata.tables import Patrol
from geodata.unit_of_work import UnitOfWork
from geodata.workflow import require_patrol_step


def start_patrol(database: Database, actor: Actor, patrol_id: int, row_version: int) -> None:
    """The patrol sets out now."""
    require(actor, Action.KEEP_PATROL)
    with database.write(actor) as work:
        patrol = _led_to(work, patrol_id, row_version, PatrolState.UNDER_WAY)
        patrol.started_at = work.recorded_at
        work.audit("start", "patrol", patrol_id, {})
        work.commit()


def stop_patrol(database: Database, actor: Actor, patrol_id: int, row_version: int) -> None:
    """The patrol ends now."""
    require(actor, Action.KEEP_PATROL)
    with database.write(actor) as work:
        patrol = _led_to(work, patrol_id, row_version, PatrolState.DONE)
        patrol.stopped_at = work.recorded_at
        work.audit("stop", "patrol", patrol_id, {})
        work.commit()


def cancel_patrol(database: Database, actor: Actor, patrol_id: int, row_version: int) -> None:
    """Nobody will walk it. One that has started can only end."""
    require(actor, Action.KEEP_PATROL)
    with database.write(actor) as work:
        _led_to(work, patrol_id, row_version, PatrolState.CANCELLED)
        work.audit("cancel", "patrol", patrol_id, {})
        work.commit()


def report_patrol(
    database: Database, actor: Actor, patrol_id: int, row_version: int, result: str, *, keep_personal_data: str = ""
) -> None:
    """Write the result of a patrol that has ended, for whoever may see the patrol."""
    require(actor, Action.KEEP_PATROL)
    words = checked_note(result)
    if words is None:
        raise InvalidValue(N_("Write what came of the patrol first; also that nothing was found."))
    with database.write(actor) as work:
        patrol = _led_to(work, patrol_id, row_version, PatrolState.REPORTED)
        checked = require_clean(work, {"result": words}, keep_personal_data)
        patrol.result = words
        work.audit("report", "patrol", patrol_id, checked.told({"result": words}))
        work.commit()


def _led_to(work: UnitOfWork, patrol_id: int, row_version: int, wanted: PatrolState) -> Patrol:
    work.version_of("patrols")
    patrol = led_patrol(work.session, work.actor, patrol_id, row_version)
    require_patrol_step(patrol.state, wanted)
    patrol.state = wanted
    return patrol
