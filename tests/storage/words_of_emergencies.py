"""How each service of emergency events is called with a text in one of its fields."""

from __future__ import annotations

from typing import Any

from geodata.database import Database
from geodata.model.emergencies import EmergencyState, ReportKind
from geodata.model.people import Actor
from geodata.services.emergencies import change_emergency, found_emergency, lead_emergency_on
from geodata.services.emergency_addresses import NewVisit, add_emergency_address, record_visit
from geodata.services.emergency_assignments import NewAssignment, assign
from geodata.services.emergency_reports import NewReport, report
from tests.emergencies import board, some_address, some_emergency, some_facts

SERVICES_OF_EMERGENCIES = frozenset(
    service.__name__
    for service in (
        found_emergency, change_emergency, lead_emergency_on, add_emergency_address, record_visit, assign, report,
    )
)  # fmt: skip


class SomeEmergencies:
    """An event with an address."""

    def __init__(self, database: Database, actor: Actor, organisation_id: int) -> None:
        self.here, self.organisation_id = (database, actor), organisation_id
        self.event_id = some_emergency(*self.here)
        self.address_id = some_address(*self.here, self.event_id)

    def call(self, service: str, field: str, text: str, reason: str) -> Any:
        """Call the service with the text in that field."""
        words: dict[str, Any] = {field.rpartition(".")[2]: text, "keep_personal_data": reason}
        version = board(*self.here, self.event_id).row_version
        match service:
            case "found_emergency":
                return found_emergency(*self.here, some_facts(**words))
            case "change_emergency":
                return change_emergency(*self.here, self.event_id, version, some_facts(**words))
            case "lead_emergency_on":
                under_way = EmergencyState.UNDER_WAY
                return lead_emergency_on(*self.here, self.event_id, version, under_way, text, keep_personal_data=reason)
            case "add_emergency_address":
                return add_emergency_address(*self.here, self.event_id, text, keep_personal_data=reason)
            case "record_visit":
                visit = NewVisit(organisation_id=self.organisation_id, **words)
                return record_visit(*self.here, self.address_id, visit)
            case "assign":
                new = NewAssignment(self.organisation_id, address_ids=(self.address_id,), **words)
                return assign(*self.here, self.event_id, new)
            case _:
                return report(*self.here, self.event_id, NewReport(ReportKind.TROUBLE, **words))
