"""Visibility as a check of rows that were found by something else."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, case, false, true

from geodata.model.people import Actor
from geodata.policy import visible


def still_visible(actor: Actor, table: Any) -> ColumnElement[bool]:
    """`policy.visible`, so written that no database takes it for the way to find rows.

    Knowing nothing of how many rows a city has, SQLite would rather read all of them by their municipality than the
    few that a join or a list of ids names. PostgreSQL expects every second row to pass, which does no harm.
    """
    return case((visible(actor, table), true()), else_=false())
