"""An event that is changed: nothing that somebody wrote about its addresses is lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import shapely

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.errors import InvalidValue
from geodata.model.emergencies import EmergencyState, Need, ReportKind
from geodata.model.people import Actor, OrganisationKind
from geodata.model.retention import Retention, RetentionRule
from geodata.services.emergencies import change_emergency
from geodata.services.emergency_addresses import (
    NewVisit,
    add_emergency_address,
    leave_out_addresses,
    load_emergency_addresses,
    record_visit,
)
from geodata.services.emergency_reports import NewReport, report
from geodata.services.organisations import add_organisation
from geodata.services.retention import erase
from tests.audited import entries_of, whole_detail
from tests.emergencies import board, lead_on, some_assignment, some_emergency, some_facts
from tests.storage import addresses

ELSEWHERE = shapely.LineString([(14.06, 50.68), (14.07, 50.68)])


@pytest.fixture
def event_id(database: Database, actor: Actor) -> int:
    """An event with four addresses along its route."""
    event_id = some_emergency(database, actor)
    for number in range(1, 5):
        position = (14.05 + number * 0.001, 50.66)
        addresses.some_address(database, actor, "Lipová", str(number), position=position)
    load_emergency_addresses(database, actor, event_id)
    return event_id


def _move(database: Database, actor: Actor, event_id: int) -> None:
    version = board(database, actor, event_id).row_version
    change_emergency(database, actor, event_id, version, some_facts(outline=ELSEWHERE))


def test_a_changed_route_loses_no_address_of_which_somebody_wrote(
    database: Database, actor: Actor, event_id: int
) -> None:
    ngo_id = add_organisation(database, actor, "Terénní programy", OrganisationKind.NGO)
    visited, assigned, reported, _untouched = (line.id for line in board(database, actor, event_id).addresses)
    record_visit(database, actor, visited, NewVisit(frozenset({Need.WATER}), organisation_id=ngo_id))
    some_assignment(database, actor, event_id, ngo_id, assigned)
    report(database, actor, event_id, NewReport(ReportKind.NEED, "Plachta.", address_id=reported))
    written = add_emergency_address(database, actor, event_id, "Chata nad lesem")
    _move(database, actor, event_id)
    assert len(board(database, actor, event_id).addresses) == 5  # changing alone leaves out none
    assert leave_out_addresses(database, actor, event_id) == 1
    kept = {line.id for line in board(database, actor, event_id).addresses}
    assert kept == {visited, assigned, reported, written}
    assert leave_out_addresses(database, actor, event_id) == 0


def test_addresses_where_the_event_is_stay(database: Database, actor: Actor, event_id: int) -> None:
    assert leave_out_addresses(database, actor, event_id) == 0
    with pytest.raises(InvalidValue):
        leave_out_addresses(database, actor, event_id, 0)


def test_an_evaluated_event_is_changed_no_more(database: Database, actor: Actor, event_id: int) -> None:
    lead_on(database, actor, event_id, EmergencyState.UNDER_WAY, EmergencyState.OVER, EmergencyState.EVALUATED)
    with pytest.raises(InvalidValue, match="evaluated"):
        _move(database, actor, event_id)


def test_the_end_of_an_event_is_told_once_it_is_known(database: Database, actor: Actor, event_id: int) -> None:
    seen = board(database, actor, event_id)
    ends_at = clock.now().replace(year=clock.now().year + 1, microsecond=0)
    change_emergency(database, actor, event_id, seen.row_version, some_facts(ends_at=ends_at))
    assert board(database, actor, event_id).ends_at == ends_at


def test_retention_empties_what_was_agreed_before_a_past_event_and_its_evaluation(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    long_ago = clock.now() - timedelta(days=400)
    facts = {"starts_at": long_ago, "ends_at": long_ago + timedelta(hours=5), "agreed": "Dohodnuto u kašny."}
    with standing_at(long_ago + timedelta(days=1)):
        past, prepared = (some_emergency(database, actor, **facts) for _which in range(2))
        lead_on(database, actor, past, EmergencyState.UNDER_WAY, EmergencyState.OVER, EmergencyState.EVALUATED)
    version = board(database, actor, past).row_version
    erase(database, actor, Retention({RetentionRule.NOTES: 12}), tmp_path, tmp_path)
    seen = board(database, actor, past)
    assert (seen.agreed, seen.evaluation, seen.name) == ("", "", "Pochod 23. listopadu")
    assert seen.row_version > version  # a form that lay open meanwhile does not bring the words back
    assert board(database, actor, prepared).agreed == "Dohodnuto u kašny."
    told = [whole_detail(database, entry) for entry in entries_of(database) if entry.subject_id == past]
    assert "kašny" not in str(told)


def test_a_route_with_heights_is_stored_without_them(database: Database, actor: Actor) -> None:
    event_id = some_emergency(database, actor, outline=shapely.LineString([(14.05, 50.66, 3.0), (14.06, 50.66, 9.0)]))
    outline = board(database, actor, event_id).outline
    assert (outline.has_z, outline.wkt) == (False, "LINESTRING (14.05 50.66, 14.06 50.66)")
