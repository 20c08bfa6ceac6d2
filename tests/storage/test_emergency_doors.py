"""One door of an event is one row: written by hand, taken in from the register, or written otherwise."""

from __future__ import annotations

import pytest

from geodata.database import Database
from geodata.model.emergencies import Need
from geodata.model.people import Actor, OrganisationKind
from geodata.services.emergency_addresses import NewVisit, leave_out_addresses, load_emergency_addresses, record_visit
from geodata.services.emergency_assignments import overlaps_of
from geodata.services.organisations import add_organisation
from tests.emergencies import board, some_address, some_assignment, some_emergency
from tests.storage import addresses

HERE = (14.055, 50.6602)


@pytest.fixture
def event_id(database: Database, actor: Actor) -> int:
    return some_emergency(database, actor)


def _rows(database: Database, actor: Actor, event_id: int) -> list[str]:
    return [line.text for line in board(database, actor, event_id).addresses]


def test_an_address_written_otherwise_is_the_same_one(database: Database, actor: Actor, event_id: int) -> None:
    door = some_address(database, actor, event_id, "Lipová 12")
    for words in ("lipová 12", " Lipova  12 ", "Lipová 12.", "ul. Lipová 12", "Lipová č.p. 12"):
        assert some_address(database, actor, event_id, words) == door, words
    forest = some_address(database, actor, event_id, "Chata nad lesem")
    assert some_address(database, actor, event_id, "chata nad lesem.") == forest
    others = ("Lipová 12a", "Lipová 12/5", "Lipová č.ev. 12", "Lipová 12, Střekov", "Chata pod lesem", "Lípová alej 12")
    assert len({door, *(some_address(database, actor, event_id, words) for words in others)}) == len(others) + 1


def test_an_address_written_by_hand_is_not_taken_in_a_second_time_and_learns_where_it_is(
    database: Database, actor: Actor, event_id: int
) -> None:
    ngo_id = add_organisation(database, actor, "Terénní programy", OrganisationKind.NGO)
    addresses.some_address(database, actor, "Lipová", "12", "5", position=HERE)
    addresses.some_address(database, actor, "Lipová", "14", position=(14.0551, 50.6602))
    door = some_address(database, actor, event_id, "lipova 12")
    record_visit(database, actor, door, NewVisit(frozenset({Need.WATER}), organisation_id=ngo_id))
    assert [load_emergency_addresses(database, actor, event_id) for _time in range(2)] == [1, 0]
    lines = board(database, actor, event_id).addresses
    assert [(line.text, line.needs) for line in lines] == [("lipova 12", (Need.WATER,)), ("Lipová 14", ())]
    assert (lines[0].longitude, lines[0].latitude) == HERE
    assert leave_out_addresses(database, actor, event_id) == 0


def test_an_address_that_was_taken_in_is_found_by_either_of_its_numbers(
    database: Database, actor: Actor, event_id: int
) -> None:
    addresses.some_address(database, actor, "Lipová", "12", "5", position=HERE)
    addresses.some_address(database, actor, "Lipová", "12", "7", position=HERE)
    load_emergency_addresses(database, actor, event_id)
    first, second = board(database, actor, event_id).addresses
    assert some_address(database, actor, event_id, "lipová 5") == first.id
    assert some_address(database, actor, event_id, "Lipová 7") == second.id
    some_address(database, actor, event_id, "Lipová 12")  # either of the two: a row of its own until somebody knows
    assert len(_rows(database, actor, event_id)) == 3


def test_who_is_on_the_way_to_a_door_is_told_apart_from_who_was_there(
    database: Database, actor: Actor, event_id: int
) -> None:
    ngo_id, charity_id = (
        add_organisation(database, actor, name, OrganisationKind.NGO) for name in ("Terénní programy", "Charita")
    )
    door, other = (some_address(database, actor, event_id, text) for text in ("Lipová 12", "Lipová 14"))

    def told() -> list[tuple[str, str, bool]]:
        found = overlaps_of(database, actor, event_id, [door])
        return [(one.organisation, one.label, one.was_there is not None) for one in found]

    some_assignment(database, actor, event_id, ngo_id, door)
    record_visit(database, actor, other, NewVisit(organisation_id=ngo_id))
    assert told() == [("Terénní programy", "Dvojice 1", False)]
    for who in (ngo_id, charity_id, ngo_id):
        record_visit(database, actor, door, NewVisit(organisation_id=who))
    assert told() == [("Charita", "", True), ("Terénní programy", "", True)]
    some_assignment(database, actor, event_id, ngo_id, door)  # sent there once more
    assert told()[0] == ("Terénní programy", "Dvojice 1", False)
