"""What the audit says, for tests: an entry's words stand beside it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from geodata.database import Database
from geodata.services.audit import whole_details
from geodata.tables import Audit


def whole_detail(database: Database, entry: Audit) -> dict[str, Any]:
    """The detail of an entry with its words."""
    with database.read() as session:
        return whole_details(session, [entry])[entry.id]


def entries_of(database: Database, *actions: str) -> list[Audit]:
    """The entries of these actions (all where none is given), in their order."""
    query = select(Audit).order_by(Audit.id)
    with database.read() as session:
        return list(session.scalars(query.where(Audit.action.in_(actions)) if actions else query))
