"""Every service that takes an id, asked with ids of others: the answer is that of an id of nothing. 0 leaks."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import LokalityError, NotFound
from geodata.model.issues import IssueTopic
from geodata.model.people import Actor, Sensitivity
from geodata.model.sites import SiteKind
from geodata.services.issues import NewIssue, raise_issue
from geodata.services.sites import NewObservation, NewSite, log_site
from tests.storage.asked import Asked, Row
from tests.storage.rows_of_ids import ROWS
from tests.storage.test_photos import picture
from tests.two_cities import Outsider, TwoCities, two_cities
from tests.unit.geodata.test_services_ask import SERVICES

NOTHING = 40_000_000  # an id that no record has
LAST = (
    "account_privacy.erase_account",
    "sessions.",
    "issue_links.",
    "emergency_assignments.withdraw",
)  # they end what others still need, the first most


def ids_taken(service: Callable[..., Any]) -> Iterator[str]:
    """The parameters of a service that are ids, those inside of dataclasses too (`new.site_ids`)."""
    hints = get_type_hints(service)
    for name in inspect.signature(service).parameters:
        yield from _ids_in(hints[name], name)


def _ids_in(kind: Any, name: str) -> Iterator[str]:
    last = name.rpartition(".")[2]
    if last.endswith(("_id", "_ids")) and not last.endswith("client_id"):  # which is no id of ours: see the last test
        yield name
    elif isinstance(kind, type) and is_dataclass(kind) and kind is not Actor:
        hints = get_type_hints(kind)
        for field in fields(kind):
            yield from _ids_in(hints[field.name], f"{name}.{field.name}")


def test_every_id_that_a_service_takes_has_its_row() -> None:
    found = {
        (f"{service.__module__.removeprefix('geodata.services.')}.{service.__name__}", name)
        for service in SERVICES
        for name in ids_taken(service)
    }
    assert len(found) > 60
    assert found == {(service, name) for service, rows in ROWS.items() for name in rows}


@pytest.fixture
def cities(database: Database, actor: Actor, tmp_path: Path) -> TwoCities:
    return two_cities(database, actor, tmp_path, picture())


def answer(row: Row, by: Asked, id_: int) -> tuple[str, Any]:
    """What the service says: what it gives, or how it refuses. What no sentence tells fails the test."""
    try:
        given = row.ask(by, id_)
        if isinstance(given, AbstractContextManager):
            with given:
                pass
    except LokalityError as refusal:
        return type(refusal).__name__, str(refusal)
    return "given", given


def _asked(cities: TwoCities) -> Iterator[tuple[str, Row, Outsider, Asked]]:
    for service, rows in ROWS.items():
        for name, row in rows.items():
            for who in (cities.neighbour, cities.foreigner):
                yield f"{service} {name}", row, who, Asked(cities.database, who.actor, who.own, cities.photos)


def test_an_id_of_others_is_answered_as_an_id_of_nothing(cities: TwoCities) -> None:
    """Every row asked by a neighbour of the organisation and by a foreigner to the city."""
    leaks, asked = [], 0
    for name, row, who, by in _asked(cities):
        of_nothing = answer(row, by, NOTHING)
        for ids in who.hidden:
            if hasattr(ids, row.sort):
                asked += 1
                if (told := answer(row, by, getattr(ids, row.sort))) != of_nothing:
                    leaks.append((name, who.actor.name, told, of_nothing))
    assert leaks == []
    assert asked > 140


def test_an_id_of_ones_own_is_answered_otherwise(cities: TwoCities) -> None:
    """Else the test above would prove nothing: a row that is asked wrongly answers every id alike."""
    answered = {name: row.is_blind for name, row, *_ in _asked(cities)}
    for name, row, who, by in sorted(_asked(cities), key=lambda each: [each[0].startswith(last) for last in LAST]):
        of_nothing = answer(row, by, NOTHING)
        answered[name] |= answer(row, by, getattr(who.own, row.sort)) != of_nothing
    assert {name for name, is_another in answered.items() if not is_another} == set()


def test_a_sending_that_others_made_already_tells_nothing_of_it(cities: TwoCities, actor: Actor) -> None:
    """The id of a sending is made by the sender; whoever sends one of another's gets no id of a hidden record."""
    where = SiteKind.OTHER, 14.0, 50.0, NewObservation(clock.today())
    log_site(cities.database, actor, NewSite(*where, sensitivity=Sensitivity.RESTRICTED, client_id="a"))
    raise_issue(
        cities.database, actor, NewIssue(IssueTopic.DUMP, "X", sensitivity=Sensitivity.RESTRICTED, client_id="b")
    )
    for who in (cities.neighbour.actor, cities.foreigner.actor):
        with pytest.raises(NotFound):
            log_site(cities.database, who, NewSite(*where, client_id="a"))
        with pytest.raises(NotFound):
            raise_issue(cities.database, who, NewIssue(IssueTopic.DUMP, "Y", client_id="b"))
