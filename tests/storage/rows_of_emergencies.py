"""How the services of emergency events are asked with ids."""

from __future__ import annotations

from geodata.model.emergencies import EmergencyState, Need, ReportKind
from geodata.services.emergencies import change_emergency, found_emergency, lead_emergency_on
from geodata.services.emergency_addresses import (
    NewVisit,
    add_emergency_address,
    leave_out_addresses,
    load_emergency_addresses,
    record_visit,
)
from geodata.services.emergency_assignments import NewAssignment, assign, overlaps_of, withdraw_assignment
from geodata.services.emergency_board import emergency_board
from geodata.services.emergency_export import export_emergency
from geodata.services.emergency_place import emergency_place
from geodata.services.emergency_reports import NewReport, report
from tests.emergencies import some_facts
from tests.storage.asked import Asked, Row


def _board(by: Asked, id_: int) -> object:
    return emergency_board(by.database, by.actor, id_).id


def _quiet(by: Asked, event_id: int, **facts: int) -> object:
    return report(by.database, by.actor, event_id, NewReport(ReportKind.ALL_QUIET, **facts))  # type: ignore[arg-type]


ROWS_OF_EMERGENCIES: dict[str, dict[str, Row]] = {
    "emergencies.found_emergency": {"facts.organisation_id": Row("organisation", lambda by, id_: found_emergency(
        by.database, by.actor, some_facts(organisation_id=id_)))},
    "emergencies.change_emergency": {
        "event_id": Row("emergency", lambda by, id_: change_emergency(by.database, by.actor, id_, 99, some_facts())),
        "facts.organisation_id": Row("organisation", lambda by, id_: change_emergency(
            by.database, by.actor, by.own.emergency,
            emergency_board(by.database, by.actor, by.own.emergency).row_version, some_facts(organisation_id=id_))),
    },
    "emergencies.lead_emergency_on": {"event_id": Row("emergency", lambda by, id_: lead_emergency_on(
        by.database, by.actor, id_, 99, EmergencyState.UNDER_WAY))},
    "emergency_addresses.load_emergency_addresses": {"event_id": Row("emergency", lambda by, id_: (
        "loaded", load_emergency_addresses(by.database, by.actor, id_)))},
    "emergency_addresses.leave_out_addresses": {"event_id": Row("emergency", lambda by, id_: (
        "left_out", leave_out_addresses(by.database, by.actor, id_)))},
    "emergency_addresses.add_emergency_address": {"event_id": Row("emergency", lambda by, id_: add_emergency_address(
        by.database, by.actor, id_, "Lipová 7"))},
    "emergency_addresses.record_visit": {
        "address_id": Row("emergency_address", lambda by, id_: record_visit(
            by.database, by.actor, id_, NewVisit(frozenset({Need.WATER})))),
        "new.organisation_id": Row("organisation", lambda by, id_: record_visit(
            by.database, by.actor, by.own.emergency_address, NewVisit(organisation_id=id_))),
    },
    "emergency_assignments.overlaps_of": {
        "event_id": Row("emergency", lambda by, id_: ("told", overlaps_of(by.database, by.actor, id_, ()))),
        "address_ids": Row("emergency_address", lambda by, id_: (
            "told", overlaps_of(by.database, by.actor, by.own.emergency, (id_,)))),
    },
    "emergency_assignments.assign": {
        "event_id": Row("emergency", lambda by, id_: assign(
            by.database, by.actor, id_, NewAssignment(by.own.organisation, stretch="Lipová"))),
        "new.organisation_id": Row("organisation", lambda by, id_: assign(
            by.database, by.actor, by.own.emergency, NewAssignment(id_, stretch="Lipová"))),
        "new.address_ids": Row("emergency_address", lambda by, id_: assign(
            by.database, by.actor, by.own.emergency, NewAssignment(by.own.organisation, address_ids=(id_,)))),
    },
    "emergency_assignments.withdraw_assignment": {"assignment_id": Row("emergency_assignment", lambda by, id_: (
        withdraw_assignment(by.database, by.actor, id_)))},
    "emergency_board.emergency_board": {"event_id": Row("emergency", _board)},
    "emergency_place.emergency_place": {"event_id": Row("emergency", lambda by, id_: (
        "told", emergency_place(by.database, by.actor, id_)))},
    "emergency_export.export_emergency": {"event_id": Row("emergency", lambda by, id_: (
        export_emergency(by.database, by.actor, id_, "xlsx").board.id))},
    "emergency_reports.report": {
        "event_id": Row("emergency", lambda by, id_: _quiet(by, id_)),
        "new.assignment_id": Row("emergency_assignment", lambda by, id_: _quiet(
            by, by.own.emergency, assignment_id=id_)),
        "new.address_id": Row("emergency_address", lambda by, id_: _quiet(by, by.own.emergency, address_id=id_)),
    },
}  # fmt: skip
