"""Patrols as the tests need them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor, Role
from geodata.services.patrol_list import patrol_card
from geodata.services.patrol_steps import start_patrol, stop_patrol
from geodata.services.patrols import PatrolPlan, plan_patrol


def some_plan(**facts: Any) -> PatrolPlan:
    """A plan for this evening; `facts` are further fields of PatrolPlan."""
    starts_at = facts.pop("starts_at", clock.now() + timedelta(hours=2))
    known = {"purpose": "Kontrola sklepů", "streets": ("Školní", "Za tratí"), "ends_at": starts_at + timedelta(hours=3)}
    return PatrolPlan(starts_at=starts_at, **known | facts)


def some_patrol(database: Database, actor: Actor, **facts: Any) -> int:
    """A planned patrol."""
    return plan_patrol(database, actor, some_plan(**facts))


def knowing_all(planner: Actor) -> Actor:
    """The same with the role of a coordinator: one who may name people of other organisations."""
    return replace(planner, roles=planner.roles | {Role.COORDINATOR})


def patrol_version(database: Database, actor: Actor, patrol_id: int) -> int:
    """The row version that a change of the patrol has to name."""
    return patrol_card(database, actor, patrol_id).row_version


def walk(database: Database, actor: Actor, patrol_id: int) -> int:
    """Start and end the patrol; returns its row version."""
    for step in (start_patrol, stop_patrol):
        step(database, actor, patrol_id, patrol_version(database, actor, patrol_id))
    return patrol_version(database, actor, patrol_id)
