"""Emergency events: which calls still wait for an answer, and what those keep who take no part any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.emergencies import EmergencyState, Need, ReportKind
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.services.emergencies import list_emergencies
from geodata.services.emergency_addresses import NewVisit, record_visit
from geodata.services.emergency_assignments import withdraw_assignment
from geodata.services.emergency_reports import NewReport, report
from geodata.services.organisations import add_organisation
from tests.emergencies import board, lead_on, some_address, some_assignment, some_emergency
from tests.small_city import worker_of


@pytest.fixture
def event_id(database: Database, actor: Actor) -> int:
    return some_emergency(database, actor, agreed="Sraz u školy.")


@pytest.fixture
def ngo_id(database: Database, actor: Actor) -> int:
    return add_organisation(database, actor, "Terénní programy", OrganisationKind.NGO)


def _waiting(database: Database, actor: Actor, event_id: int) -> list[ReportKind]:
    return [line.kind for line in board(database, actor, event_id).calls]


def test_help_answers_a_call_and_quiet_answers_trouble_alone(
    database: Database, actor: Actor, event_id: int, ngo_id: int
) -> None:
    pair = some_assignment(database, actor, event_id, ngo_id)
    start = clock.now() - timedelta(hours=1)

    def said(kind: ReportKind, minute: int, assignment_id: int | None = pair) -> None:
        at = start + timedelta(minutes=minute)
        report(database, actor, event_id, NewReport(kind, "Na rohu.", assignment_id, happened_at=at))

    said(ReportKind.ALL_QUIET, 0)  # what was said before answers nothing
    said(ReportKind.TROUBLE, 1)
    said(ReportKind.NEED, 2)
    assert _waiting(database, actor, event_id) == [ReportKind.NEED, ReportKind.TROUBLE]
    said(ReportKind.ALL_QUIET, 3, None)  # another's quiet is not theirs
    assert len(_waiting(database, actor, event_id)) == 2
    said(ReportKind.ALL_QUIET, 4)
    assert _waiting(database, actor, event_id) == [ReportKind.NEED]
    said(ReportKind.HELP_CAME, 5)
    assert _waiting(database, actor, event_id) == []


def test_a_call_from_an_address_is_answered_by_help_or_a_settling_visit_there(
    database: Database, actor: Actor, event_id: int, ngo_id: int
) -> None:
    first, second = (some_address(database, actor, event_id, text) for text in ("Lipová 1", "Lipová 2"))
    before = clock.now() - timedelta(hours=1)
    for address_id in (first, second):
        call = NewReport(ReportKind.NEED, "Plachta.", address_id=address_id, happened_at=before)
        report(database, actor, event_id, call)
    record_visit(database, actor, first, NewVisit(settled=True, organisation_id=ngo_id))
    assert [line.address for line in board(database, actor, event_id).calls] == ["Lipová 2"]
    pair = some_assignment(database, actor, event_id, ngo_id)
    report(database, actor, event_id, NewReport(ReportKind.HELP_CAME, assignment_id=pair, address_id=second))
    assert _waiting(database, actor, event_id) == []


def test_who_is_taken_off_an_event_keeps_sight_of_their_own_reports_alone(
    database: Database, actor: Actor, event_id: int, ngo_id: int
) -> None:
    worker = worker_of(database, actor, ngo_id, Role.TERRAIN)
    door = some_address(database, actor, event_id)
    pair = some_assignment(database, actor, event_id, ngo_id, door)
    own = report(database, worker, event_id, NewReport(ReportKind.TROUBLE, "Hádka.", pair, door))
    report(database, actor, event_id, NewReport(ReportKind.TROUBLE, "Jinde."))
    withdraw_assignment(database, actor, pair)
    assert [(row.id, row.past) for row in list_emergencies(database, worker)] == [(event_id, True)]
    lead_on(database, actor, event_id, EmergencyState.UNDER_WAY, EmergencyState.OVER, EmergencyState.EVALUATED)
    seen = board(database, worker, event_id)
    assert [line.id for line in seen.reports] == [own]
    assert (seen.past, seen.agreed, seen.evaluation, seen.assignments, seen.addresses) == (True, "", "", (), ())
    with pytest.raises(NotFound):
        report(database, worker, event_id, NewReport(ReportKind.ALL_QUIET))
    with pytest.raises(NotFound):
        record_visit(database, worker, door, NewVisit())


def test_who_belongs_to_no_organisation_knows_of_no_event(database: Database, actor: Actor, event_id: int) -> None:
    report(database, actor, event_id, NewReport(ReportKind.ALL_QUIET))
    nobody = worker_of(database, actor, None, Role.TERRAIN)
    assert list_emergencies(database, nobody) == []
    with pytest.raises(NotFound):
        board(database, nobody, event_id)


def test_of_reports_of_others_one_is_told_neither_that_they_came_nor_that_they_did_not(
    database: Database, actor: Actor, event_id: int, ngo_id: int
) -> None:
    charity_id = add_organisation(database, actor, "Charita", OrganisationKind.NGO)
    worker = worker_of(database, actor, ngo_id, Role.TERRAIN)
    for organisation_id in (ngo_id, charity_id):
        some_assignment(database, actor, event_id, organisation_id)
    seen, whole = (board(database, who, event_id) for who in (worker, actor))
    assert ([line.heard for line in seen.assignments], seen.hears_all) == ([True, False], False)
    assert ([line.heard for line in whole.assignments], whole.hears_all) == ([True, True], True)


def test_a_note_on_an_address_is_for_those_who_wrote_it_for_the_leaders_and_for_the_staff(
    database: Database, actor: Actor, ngo_id: int
) -> None:
    charity_id, leader_id = (
        add_organisation(database, actor, name, OrganisationKind.NGO) for name in ("Charita", "Hasiči")
    )
    event_id = some_emergency(database, actor, organisation_id=leader_id)
    door = some_address(database, actor, event_id)
    for organisation_id in (ngo_id, charity_id):
        some_assignment(database, actor, event_id, organisation_id)
    ngo, charity, leader = (
        worker_of(database, actor, organisation_id, Role.TERRAIN) for organisation_id in (ngo_id, charity_id, leader_id)
    )
    record_visit(database, charity, door, NewVisit(frozenset({Need.WATER}), "Klíče u souseda."))

    def note_of(who: Actor) -> str:
        (line,) = board(database, who, event_id).addresses
        assert (line.were_there, line.needs) == (("Charita",), (Need.WATER,))
        return line.note

    assert [note_of(who) for who in (charity, leader, actor)] == ["Klíče u souseda."] * 3
    assert note_of(ngo) == ""
    record_visit(database, ngo, door, NewVisit(frozenset({Need.WATER}), "Sklep zamčený."))
    assert board(database, charity, event_id).addresses[0].note == ""


def test_what_was_taken_once_gets_the_same_answer_after_the_assignment_was_taken_back(
    database: Database, actor: Actor, event_id: int, ngo_id: int
) -> None:
    worker = worker_of(database, actor, ngo_id, Role.TERRAIN)
    door = some_address(database, actor, event_id)
    pair = some_assignment(database, actor, event_id, ngo_id, door)
    said, seen = NewReport(ReportKind.TROUBLE, "Hádka.", pair, client_id="a"), NewVisit(settled=True, client_id="b")
    report_id, visit_id = report(database, worker, event_id, said), record_visit(database, worker, door, seen)
    withdraw_assignment(database, actor, pair)
    assert report(database, worker, event_id, said) == report_id
    assert record_visit(database, worker, door, seen) == visit_id
    for client_id in (None, "c"):
        with pytest.raises(NotFound):
            report(database, worker, event_id, replace(said, client_id=client_id))
