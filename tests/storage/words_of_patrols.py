"""How each service of patrols is called with a text in one of its fields."""

from __future__ import annotations

from typing import Any

from geodata.database import Database
from geodata.model.people import Actor
from geodata.services.patrol_steps import report_patrol
from geodata.services.patrols import change_patrol, plan_patrol
from tests.patrols import patrol_version, some_patrol, some_plan, walk

SERVICES_OF_PATROLS = frozenset({service.__name__ for service in (plan_patrol, change_patrol, report_patrol)})


class SomePatrols:
    """One patrol that is planned; those whose result is written are walked first."""

    def __init__(self, database: Database, actor: Actor) -> None:
        self.here = (database, actor)
        self.planned_id, self.walked_id = some_patrol(*self.here), some_patrol(*self.here)
        self.walked_version = walk(*self.here, self.walked_id)

    def call(self, service: str, field: str, text: str, reason: str) -> Any:
        """Call the service with the text in that field."""
        if service == report_patrol.__name__:
            return report_patrol(*self.here, self.walked_id, self.walked_version, text, keep_personal_data=reason)
        name = field.rpartition(".")[2]
        plan = some_plan(**{name: (text,) if name == "streets" else text}, keep_personal_data=reason)
        if service == plan_patrol.__name__:
            return plan_patrol(*self.here, plan)
        return change_patrol(*self.here, self.planned_id, patrol_version(*self.here, self.planned_id), plan)
