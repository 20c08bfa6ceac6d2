"""The names a text is read against: those of the actor's city, and only the issues the actor may know of."""

from __future__ import annotations

from geodata.database import Database
from geodata.model.issues import IssueStatus
from geodata.model.people import Actor, Role
from geodata.services.known_names import known_names
from tests.small_city import advance, small_city, worker_of
from tests.storage.addresses import some_address


def test_bodies_organisations_streets_and_open_issues_are_named(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    some_address(database, actor, "Lipová", "12")
    some_address(database, actor, "Lipová", "14")
    some_address(database, actor, None, "7")
    known = known_names(database, actor)
    assert known.streets == ("Lipová",)
    assert len(known.bodies) == 1
    assert {"Městská policie"} <= {word for one in known.organisations for word in (one.name, one.short_name)}
    titles = {issue.title: issue.places for issue in known.issues}
    assert titles["Skládka se vrátila"] == ("Školní 12", "Za tratí")
    assert city.dump_issue_id


def test_closed_issues_and_hidden_places_are_left_out(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    steps = (IssueStatus.ACCEPTED, IssueStatus.DONE, IssueStatus.VERIFIED)
    advance(database, actor, city.dump_issue_id, *steps)
    partner = worker_of(database, actor, city.ngo_id, Role.PARTNER)
    known = known_names(database, partner)
    assert "Skládka se vrátila" not in {issue.title for issue in known.issues}
    assert "Zadní trakt" not in {place for issue in known.issues for place in issue.places}
    assert "Zadní trakt" in {place for issue in known_names(database, actor).issues for place in issue.places}
