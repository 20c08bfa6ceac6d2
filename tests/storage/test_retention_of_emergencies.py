"""What retention leaves of an emergency event: what was needed where and when, and nobody's own words."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.model.emergencies import EmergencyState, Need, ReportKind
from geodata.model.people import Actor, OrganisationKind
from geodata.model.retention import Retention, RetentionRule
from geodata.services.emergency_addresses import NewVisit, record_visit
from geodata.services.emergency_assignments import NewAssignment, assign
from geodata.services.emergency_reports import NewReport, report
from geodata.services.organisations import add_organisation
from geodata.services.retention import erase
from tests.audited import entries_of, whole_detail
from tests.emergencies import board, lead_on, some_address, some_emergency
from tests.storage import addresses

NOTES = Retention({RetentionRule.NOTES: 12})
STEPS = (EmergencyState.UNDER_WAY, EmergencyState.OVER, EmergencyState.EVALUATED)


@pytest.fixture
def ngo_id(database: Database, actor: Actor) -> int:
    return add_organisation(database, actor, "Terénní programy", OrganisationKind.NGO)


def _written(database: Database, actor: Actor, ngo_id: int) -> int:
    """An event over which everybody wrote something with MARKER in it, and the register knows one of its addresses."""
    addresses.some_address(database, actor, "Lipová", "3", position=(14.055, 50.66))
    event_id = some_emergency(database, actor, starts_at=clock.now(), agreed="MARKER sraz")
    doors = [some_address(database, actor, event_id, text) for text in ("Lipová 3, MARKER", "Chata MARKER")]
    assign(database, actor, event_id, NewAssignment(ngo_id, "Dvojice MARKER", "od MARKER", tuple(doors)))
    said = NewReport(ReportKind.TROUBLE, "MARKER", longitude=14.05, latitude=50.66)
    report(database, actor, event_id, said)
    record_visit(database, actor, doors[0], NewVisit(frozenset({Need.WATER}), "MARKER", organisation_id=ngo_id))
    return event_id


def test_words_of_an_event_that_is_long_over_go_and_what_was_needed_stays(
    database: Database, actor: Actor, ngo_id: int, tmp_path: Path
) -> None:
    with standing_at(clock.now() - timedelta(days=400)):
        event_id = _written(database, actor, ngo_id)
        lead_on(database, actor, event_id, *STEPS)
    erase(database, actor, NOTES, tmp_path, tmp_path)
    seen = board(database, actor, event_id)
    assert (seen.agreed, seen.evaluation) == ("", "")
    (line,) = seen.reports
    assert (line.kind, line.text, line.longitude, line.latitude) == (ReportKind.TROUBLE, "", None, None)
    doors = [(one.text, one.needs, one.note) for one in seen.addresses]
    assert doors == [
        ("", (), ""),
        ("Lipová 3", (Need.WATER,), ""),
    ]
    assert [(one.label, one.stretch, len(one.addresses)) for one in seen.assignments] == [("", "", 2)]
    assert "MARKER" not in str([whole_detail(database, entry) for entry in entries_of(database)])
    version = seen.row_version
    erase(database, actor, NOTES, tmp_path, tmp_path)
    assert board(database, actor, event_id).row_version == version


def test_what_was_written_lately_of_an_old_event_stays_its_time(
    database: Database, actor: Actor, ngo_id: int, tmp_path: Path
) -> None:
    long_ago = clock.now() - timedelta(days=400)
    with standing_at(long_ago):
        event_id = _written(database, actor, ngo_id)
        lead_on(database, actor, event_id, *STEPS[:2])
    door = board(database, actor, event_id).addresses[0].id
    late = {"happened_at": long_ago}
    report(database, actor, event_id, NewReport(ReportKind.NEED, "Dopsáno", **late))  # type: ignore[arg-type]
    record_visit(database, actor, door, NewVisit(note="Dopsáno", organisation_id=ngo_id, **late))  # type: ignore[arg-type]
    lead_on(database, actor, event_id, STEPS[2])
    erase(database, actor, NOTES, tmp_path, tmp_path)
    seen = board(database, actor, event_id)
    assert sorted(line.text for line in seen.reports) == ["", "Dopsáno"]
    assert seen.addresses[0].note == "Dopsáno"
    assert (seen.agreed, seen.evaluation) == ("MARKER sraz", "Spojení fungovalo.")
    assert seen.assignments[0].label == "Dvojice MARKER"
