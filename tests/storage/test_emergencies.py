"""Emergency events: who knows of them, who goes where, what is reported, and where each address stands."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import shapely

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, NotFound, StaleEdit, TransitionRefused
from geodata.model.emergencies import AddressState, EmergencyState, Need, ReportKind
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.model.retention import Retention, RetentionRule
from geodata.services.emergencies import change_emergency, found_emergency, lead_emergency_on, list_emergencies
from geodata.services.emergency_addresses import NewVisit, load_emergency_addresses, record_visit
from geodata.services.emergency_assignments import NewAssignment, assign, overlaps_of, withdraw_assignment
from geodata.services.emergency_reports import NewReport, report
from geodata.services.emergency_routes import route_of_streets, street_names
from geodata.services.organisations import add_organisation
from geodata.services.retention import erase
from geodata.tables import Street
from tests.audited import entries_of, whole_detail
from tests.emergencies import ROUTE, board, lead_on, some_address, some_assignment, some_emergency, some_facts
from tests.small_city import worker_of
from tests.storage import addresses

QUIET = NewReport(ReportKind.ALL_QUIET)


@pytest.fixture
def event_id(database: Database, actor: Actor) -> int:
    return some_emergency(database, actor)


@pytest.fixture
def ngo_id(database: Database, actor: Actor) -> int:
    return add_organisation(database, actor, "Terénní programy", OrganisationKind.NGO)


@pytest.fixture
def charity_id(database: Database, actor: Actor) -> int:
    return add_organisation(database, actor, "Charita", OrganisationKind.NGO)


@pytest.fixture
def worker(database: Database, actor: Actor, ngo_id: int) -> Actor:
    return worker_of(database, actor, ngo_id, Role.TERRAIN)


def test_an_event_is_known_to_the_staff_and_to_those_assigned_to_it(
    database: Database, actor: Actor, event_id: int, ngo_id: int, worker: Actor
) -> None:
    assert [row.id for row in list_emergencies(database, actor)] == [event_id]
    assert list_emergencies(database, worker) == []
    with pytest.raises(NotFound):
        board(database, worker, event_id)
    assignment_id = some_assignment(database, actor, event_id, ngo_id)
    assert [row.id for row in list_emergencies(database, worker)] == [event_id]
    withdraw_assignment(database, actor, assignment_id)
    assert list_emergencies(database, worker) == []


def test_the_organisation_that_leads_an_event_knows_of_it(
    database: Database, actor: Actor, ngo_id: int, worker: Actor
) -> None:
    led = some_emergency(database, actor, organisation_id=ngo_id)
    assert board(database, worker, led).organisation_id == ngo_id


def test_an_official_reads_what_their_organisation_is_assigned_to_and_writes_nothing(
    database: Database, actor: Actor, event_id: int, ngo_id: int
) -> None:
    official = worker_of(database, actor, ngo_id, Role.OFFICIAL)
    some_assignment(database, actor, event_id, ngo_id)
    assert board(database, official, event_id).id == event_id
    with pytest.raises(Forbidden):
        report(database, official, event_id, QUIET)


def test_others_read_only_reports_of_their_own_organisation(
    database: Database, actor: Actor, event_id: int, ngo_id: int, charity_id: int, worker: Actor
) -> None:
    mine = some_assignment(database, actor, event_id, ngo_id)
    theirs = some_assignment(database, actor, event_id, charity_id)
    own = report(database, worker, event_id, NewReport(ReportKind.ALL_QUIET, assignment_id=mine))
    other = report(database, actor, event_id, NewReport(ReportKind.ALL_QUIET, assignment_id=theirs))
    assert {line.id for line in board(database, actor, event_id).reports} == {own, other}
    seen = board(database, worker, event_id)
    assert [line.id for line in seen.reports] == [own]
    assert [line.last is None for line in seen.assignments] == [False, True]
    with pytest.raises(NotFound):
        report(database, worker, event_id, NewReport(ReportKind.ALL_QUIET, assignment_id=theirs))


def test_an_event_goes_from_preparation_to_evaluation_and_back_only_from_its_end(
    database: Database, actor: Actor, event_id: int
) -> None:
    with pytest.raises(TransitionRefused):
        lead_emergency_on(database, actor, event_id, 1, EmergencyState.OVER)
    lead_on(database, actor, event_id, EmergencyState.UNDER_WAY, EmergencyState.OVER, EmergencyState.UNDER_WAY)
    lead_on(database, actor, event_id, EmergencyState.OVER, EmergencyState.EVALUATED)
    assert board(database, actor, event_id).evaluation == "Spojení fungovalo."
    with pytest.raises(InvalidValue, match="evaluated"):
        report(database, actor, event_id, QUIET)


def test_an_evaluation_without_a_word_is_refused(database: Database, actor: Actor, event_id: int) -> None:
    lead_on(database, actor, event_id, EmergencyState.UNDER_WAY, EmergencyState.OVER)
    version = board(database, actor, event_id).row_version
    with pytest.raises(InvalidValue):
        lead_emergency_on(database, actor, event_id, version, EmergencyState.EVALUATED, "  ")


def test_a_stale_change_of_an_event_overwrites_nothing(database: Database, actor: Actor, event_id: int) -> None:
    change_emergency(database, actor, event_id, 1, some_facts("Pochod podruhé"))
    with pytest.raises(StaleEdit):
        change_emergency(database, actor, event_id, 1, some_facts("Pochod potřetí"))
    assert board(database, actor, event_id).name == "Pochod podruhé"


@pytest.mark.parametrize(
    "facts",
    [
        {"name": " "},
        {"outline": shapely.Point(14.05, 50.66)},
        {"outline": shapely.Polygon([(14, 50), (14.1, 50.1), (14.1, 50), (14, 50.1)])},
        {"ends_at": clock.now() - timedelta(days=1)},
    ],
)
def test_an_event_without_a_name_a_place_or_a_time_is_refused(
    database: Database, actor: Actor, facts: dict[str, object]
) -> None:
    with pytest.raises(InvalidValue):
        found_emergency(database, actor, some_facts(**facts))  # type: ignore[arg-type]


def test_addresses_near_the_route_are_taken_in_once(database: Database, actor: Actor, event_id: int) -> None:
    addresses.some_address(database, actor, "Lipová", "12", "5", position=(14.055, 50.6602))  # some 22 m away
    addresses.some_address(database, actor, "Lipová", "3", position=(14.055, 50.6607))  # some 78 m away
    addresses.some_address(database, actor, "Daleká", "1", position=(14.08, 50.66))
    addresses.some_address(database, actor, "Neznámá", "1", position=None)
    assert load_emergency_addresses(database, actor, event_id, 50) == 1
    assert load_emergency_addresses(database, actor, event_id, 50) == 0
    assert load_emergency_addresses(database, actor, event_id, 100) == 1
    assert [line.text for line in board(database, actor, event_id).addresses] == ["Lipová 3", "Lipová 12/5"]


def test_addresses_of_an_area_are_those_within_it(database: Database, actor: Actor) -> None:
    area_id = some_emergency(database, actor, outline=shapely.box(14.05, 50.66, 14.06, 50.67))
    addresses.some_address(database, actor, "Lipová", "1", position=(14.055, 50.665))
    addresses.some_address(database, actor, "Lipová", "2", position=(14.0601, 50.665))  # 7 m beyond the edge
    assert load_emergency_addresses(database, actor, area_id) == 1


def test_who_is_assigned_to_a_door_already_is_told_and_not_forbidden(
    database: Database, actor: Actor, event_id: int, ngo_id: int, charity_id: int
) -> None:
    door = some_address(database, actor, event_id)
    assert overlaps_of(database, actor, event_id, [door]) == []
    some_assignment(database, actor, event_id, ngo_id, door)
    (told,) = overlaps_of(database, actor, event_id, [door])
    assert (told.address, told.organisation, told.label) == ("Lipová 12", "Terénní programy", "Dvojice 1")
    assert told.was_there is None
    assert not board(database, actor, event_id).addresses[0].several
    some_assignment(database, actor, event_id, charity_id, door)
    assert board(database, actor, event_id).addresses[0].several


def test_an_assignment_says_where_it_goes(database: Database, actor: Actor, event_id: int, ngo_id: int) -> None:
    with pytest.raises(InvalidValue):
        assign(database, actor, event_id, NewAssignment(ngo_id, "Dvojice 2"))


def test_an_address_goes_from_nobody_over_a_need_to_settled_and_nothing_is_overwritten(
    database: Database, actor: Actor, event_id: int, ngo_id: int, charity_id: int
) -> None:
    door = some_address(database, actor, event_id)
    now = clock.now()

    def line_after(**facts: object) -> tuple[AddressState, tuple[str, ...], tuple[Need, ...]]:
        record_visit(database, actor, door, NewVisit(**facts))  # type: ignore[arg-type]
        (line,) = board(database, actor, event_id).addresses
        return line.state, line.were_there, line.needs

    assert board(database, actor, event_id).addresses[0].state == AddressState.NOBODY_CAME
    needs = frozenset({Need.WATER, Need.ROOF_COVER})
    yesterday = now - timedelta(days=1)
    assert line_after(needs=needs, organisation_id=ngo_id, happened_at=yesterday) == (
        AddressState.STILL_NEEDS, ("Terénní programy",), (Need.ROOF_COVER, Need.WATER),
    )  # fmt: skip
    assert line_after(settled=True, organisation_id=charity_id, happened_at=now) == (
        AddressState.SETTLED, ("Terénní programy", "Charita"), (),
    )  # fmt: skip
    assert not board(database, actor, event_id).addresses[0].several  # they came on two days
    # A visit written down late does not undo what is newer.
    late = line_after(needs=needs, organisation_id=ngo_id, happened_at=yesterday + timedelta(hours=1))
    assert late[0] == AddressState.SETTLED


def test_two_organisations_on_one_day_are_told(
    database: Database, actor: Actor, event_id: int, ngo_id: int, charity_id: int
) -> None:
    door = some_address(database, actor, event_id)
    for organisation_id in (ngo_id, charity_id):
        record_visit(database, actor, door, NewVisit(organisation_id=organisation_id))
    assert board(database, actor, event_id).addresses[0].several


@pytest.mark.parametrize(
    "visit",
    [
        NewVisit(frozenset({Need.OTHER})),
        NewVisit(frozenset({Need.FOOD}), settled=True),
        NewVisit(happened_at=clock.now() + timedelta(days=400)),
        NewVisit(note="x" * 501),
    ],
)
def test_a_visit_that_says_too_little_or_contradicts_itself_is_refused(
    database: Database, actor: Actor, event_id: int, visit: NewVisit
) -> None:
    door = some_address(database, actor, event_id)
    with pytest.raises(InvalidValue):
        record_visit(database, actor, door, visit)
    assert board(database, actor, event_id).addresses[0].state == AddressState.NOBODY_CAME


def test_a_worker_writes_visits_in_the_name_of_their_own_organisation_only(
    database: Database, actor: Actor, event_id: int, ngo_id: int, charity_id: int, worker: Actor
) -> None:
    door = some_address(database, actor, event_id)
    some_assignment(database, actor, event_id, ngo_id)
    with pytest.raises(NotFound):
        record_visit(database, worker, door, NewVisit(organisation_id=charity_id))
    record_visit(database, worker, door, NewVisit())
    assert board(database, worker, event_id).addresses[0].were_there == ("Terénní programy",)


def test_the_same_sending_is_one_record_and_that_of_another_tells_nothing(
    database: Database, actor: Actor, event_id: int, ngo_id: int, worker: Actor
) -> None:
    door = some_address(database, actor, event_id)
    some_assignment(database, actor, event_id, ngo_id)
    said, seen = NewReport(ReportKind.ALL_QUIET, client_id="a"), NewVisit(client_id="b")
    assert report(database, worker, event_id, said) == report(database, worker, event_id, said)
    assert record_visit(database, worker, door, seen) == record_visit(database, worker, door, seen)
    for again in (lambda: report(database, actor, event_id, said), lambda: record_visit(database, actor, door, seen)):
        with pytest.raises(NotFound):
            again()
    assert len(board(database, actor, event_id).reports) == 1


def test_the_board_knows_the_last_place_of_a_pair_and_how_long_it_is_silent(
    database: Database, actor: Actor, event_id: int, ngo_id: int
) -> None:
    pair = some_assignment(database, actor, event_id, ngo_id)
    now = clock.now()
    placed = {"longitude": 14.05, "latitude": 50.66, "assignment_id": pair}
    earlier = now - timedelta(minutes=20)
    report(database, actor, event_id, NewReport(ReportKind.POSITION, happened_at=earlier, **placed))  # type: ignore[arg-type]
    report(database, actor, event_id, NewReport(ReportKind.ALL_QUIET, assignment_id=pair, happened_at=now))
    (line,) = board(database, actor, event_id).assignments
    assert line.last is not None
    assert line.last_place is not None
    assert (line.last.kind, line.last.happened_at) == (ReportKind.ALL_QUIET, now)
    assert (line.last_place.longitude, line.last_place.happened_at) == (14.05, earlier)


@pytest.mark.parametrize(
    "said",
    [
        NewReport(ReportKind.TROUBLE),
        NewReport(ReportKind.POSITION),
        NewReport(ReportKind.POSITION, longitude=14.0),
        NewReport(ReportKind.POSITION, longitude=14.0, latitude=91.0),
    ],
)
def test_a_report_that_says_too_little_is_refused(
    database: Database, actor: Actor, event_id: int, said: NewReport
) -> None:
    with pytest.raises(InvalidValue):
        report(database, actor, event_id, said)
    assert board(database, actor, event_id).reports == ()


def test_retention_empties_words_from_the_field_and_keeps_what_was_needed(
    database: Database, actor: Actor, event_id: int, tmp_path: Path
) -> None:
    door = some_address(database, actor, event_id)
    long_ago, now = clock.now() - timedelta(days=400), clock.now()
    organisation_id = add_organisation(database, actor, "Hasiči", OrganisationKind.OTHER)
    for moment, words in ((long_ago, "Starý text"), (now, "Nový text")):
        with standing_at(moment):
            report(database, actor, event_id, NewReport(ReportKind.TROUBLE, words))
    with standing_at(long_ago):
        visit = NewVisit(frozenset({Need.WATER}), "Stará poznámka", organisation_id=organisation_id)
        record_visit(database, actor, door, visit)
    rules = Retention({RetentionRule.NOTES: 12})
    erase(database, actor, rules, tmp_path, tmp_path)
    seen = board(database, actor, event_id)
    assert [line.text for line in seen.reports] == ["Nový text", ""]
    assert (seen.addresses[0].note, seen.addresses[0].needs) == ("", (Need.WATER,))
    assert "Star" not in str([whole_detail(database, entry) for entry in entries_of(database)])


def test_a_route_is_put_together_from_streets(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        for name, line in (("Lipová", ROUTE), ("Školní", shapely.LineString([(14.06, 50.66), (14.06, 50.67)]))):
            street = Street(
                municipality_id=actor.municipality_id,
                name=name,
                name_folded=name.casefold(),
                outline=line,
                recorded_at=work.recorded_at,
            )
            work.session.add(street)
        work.commit()
    assert street_names(database, actor) == ["Lipová", "Školní"]
    assert route_of_streets(database, actor, ["Lipová", "Školní"]).geom_type == "LineString"
    with pytest.raises(InvalidValue):
        route_of_streets(database, actor, ["Neznámá"])
