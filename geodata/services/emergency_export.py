"""The addresses of an emergency event to be taken away; who took them stands in the audit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from geodata import clock
from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.city import city_name
from geodata.services.emergency_board import EmergencyBoard, emergency_board


@dataclass(frozen=True, slots=True)
class EmergencyExport:
    """The event as its reader sees it, of which city it is, and when it was taken."""

    board: EmergencyBoard
    city: str
    taken_at: datetime


def export_emergency(database: Database, actor: Actor, event_id: int, file_format: str) -> EmergencyExport:
    """What the actor may see of the event. It is noted in the audit before it is handed out.

    Raises NotFound also where the actor's organisation takes no part any more: it knows no addresses.
    """
    require(actor, Action.EXPORT)
    board = emergency_board(database, actor, event_id)
    if board.past:
        raise NotFound
    with database.write(actor) as work:
        told = {"format": file_format, "addresses": len(board.addresses)}
        work.audit("export", "emergency_event", event_id, told)
        work.commit()
    city, _is_fictional = city_name(database, actor)
    return EmergencyExport(board, city, clock.now())
