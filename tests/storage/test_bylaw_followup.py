"""What became of a bylaw: its venues, what they have to do, what the visits saw, and issues about breaches."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue
from geodata.model.followup import Duty, Verdict
from geodata.model.issues import IssueStatus, IssueTopic
from geodata.model.people import Actor, Role, Sensitivity
from geodata.model.sites import Condition, SiteKind
from geodata.model.zones import BylawRelation, ProposalKind, TimeBand, ZoneRule
from geodata.services.bylaw_breach import raise_breach
from geodata.services.bylaw_followup import FollowedVenue, followup
from geodata.services.issue_card import issue_card
from tests.batches import USTI
from tests.bylaws import ADOPTED, some_bylaw, some_venue, some_zone, visit
from tests.small_city import advance, some_site, worker_of

FAR = (USTI[0] + 0.1, USTI[1])
NIGHT = TimeBand(time(22), time(10))


def venues(database: Database, actor: Actor, bylaw_id: int) -> dict[str, FollowedVenue]:
    return {venue.name: venue for venue in followup(database, actor, bylaw_id).venues}


def test_each_venue_of_a_ban_has_the_verdict_of_its_newest_visit(database: Database, actor: Actor) -> None:
    bylaw_id = some_bylaw(database, actor, "3/2020")
    some_venue(database, actor, "Nikdo tam nebyl")
    closed, still_open, unknown = (some_venue(database, actor, name) for name in ("Zavřená", "Otevřená", "Neví se"))
    some_venue(database, actor, "Jinde", FAR)
    visit(database, actor, closed, Condition.OPERATING, date(2020, 3, 1))
    visit(database, actor, closed, Condition.CLOSED)
    visit(database, actor, still_open, Condition.OPERATING)
    visit(database, actor, unknown, Condition.UNKNOWN)
    told = followup(database, actor, bylaw_id)
    assert {venue.name: venue.verdict for venue in told.venues} == {
        "Nikdo tam nebyl": Verdict.NOT_VISITED,
        "Zavřená": Verdict.KEPT,
        "Otevřená": Verdict.STILL_OPERATING,
        "Neví se": Verdict.CANNOT_TELL,
    }
    assert sum(told.counts.values()) == 4
    assert all(venue.duty == Duty(True, (), None) and venue.zones == ("Střed",) for venue in told.venues)
    visited = venues(database, actor, bylaw_id)["Zavřená"].visit
    assert visited is not None
    assert (visited.day, visited.condition) == (clock.today(), Condition.CLOSED)


def test_a_cap_and_hours_are_told_with_the_machines_that_were_counted(database: Database, actor: Actor) -> None:
    zones = (
        some_zone("Strop", rule=ZoneRule.MACHINE_CAP, cap=15),
        some_zone("Hodiny", at=FAR, rule=ZoneRule.TIME_BAND, band=NIGHT),
    )
    bylaw_id = some_bylaw(database, actor, "3/2020", *zones)
    many, few = some_venue(database, actor, "Mnoho"), some_venue(database, actor, "Málo")
    hours = some_venue(database, actor, "Hodiny", FAR)
    visit(database, actor, many, Condition.OPERATING, machines=16)
    visit(database, actor, few, Condition.OPERATING, machines=15)
    visit(database, actor, hours, Condition.OPERATING, machines=99)
    found = venues(database, actor, bylaw_id)
    assert [found[name].verdict for name in ("Mnoho", "Málo", "Hodiny")] == [
        Verdict.TOO_MANY_MACHINES,
        Verdict.KEPT,
        Verdict.CANNOT_TELL,
    ]
    assert (found["Mnoho"].duty, found["Hodiny"].duty) == (Duty(False, (), 15), Duty(False, (NIGHT,), None))


def test_a_venue_that_had_closed_before_is_none_of_it_unless_it_opened_again(database: Database, actor: Actor) -> None:
    bylaw_id = some_bylaw(database, actor, "3/2020")
    gone = some_venue(database, actor, "Dávno zavřená", condition=Condition.CLOSED)
    back = some_venue(database, actor, "Zase otevřená", condition=Condition.CLOSED)
    visit(database, actor, gone, Condition.CLOSED)
    visit(database, actor, back, Condition.OPERATING)
    assert {name: venue.verdict for name, venue in venues(database, actor, bylaw_id).items()} == {
        "Zase otevřená": Verdict.STILL_OPERATING
    }


def test_visits_after_a_bylaw_ended_tell_nothing_of_it(database: Database, actor: Actor) -> None:
    ended = some_bylaw(database, actor, "3/2020", valid_to=date(2021, 12, 31))
    venue = some_venue(database, actor)
    visit(database, actor, venue, Condition.OPERATING)
    assert venues(database, actor, ended)["Herna U mostu"].verdict == Verdict.NOT_VISITED
    visit(database, actor, venue, Condition.OPERATING, date(2021, 12, 31))
    assert venues(database, actor, ended)["Herna U mostu"].verdict == Verdict.STILL_OPERATING


def test_a_bylaw_on_drinking_asks_nothing_of_gambling_venues(database: Database, actor: Actor) -> None:
    drinking = some_zone(rule=ZoneRule.DRINKING_BAN)
    bylaw_id = some_bylaw(database, actor, "4/2020", drinking, kind=ProposalKind.PUBLIC_DRINKING)
    some_venue(database, actor)
    assert followup(database, actor, bylaw_id).venues == ()


def test_a_venue_that_is_not_shared_is_not_told(database: Database, actor: Actor) -> None:
    bylaw_id = some_bylaw(database, actor, "3/2020")
    some_site(database, actor, "Skrytá", position=USTI, sensitivity=Sensitivity.RESTRICTED)
    some_venue(database, actor)
    terrain = worker_of(database, actor, None, Role.TERRAIN)
    assert set(venues(database, terrain, bylaw_id)) == {"Herna U mostu"}


def test_a_breach_becomes_one_issue_of_the_bylaw(database: Database, actor: Actor) -> None:
    bylaw_id = some_bylaw(database, actor, "3/2020")
    venue = some_venue(database, actor)
    visit(database, actor, venue, Condition.OPERATING)
    first = raise_breach(database, actor, bylaw_id, venue, "Herna je otevřená navzdory vyhlášce")
    again = raise_breach(database, actor, bylaw_id, venue, "Herna je pořád otevřená")
    assert (first.is_new, again.is_new, again.issue_id) == (True, False, first.issue_id)
    card = issue_card(database, actor, first.issue_id)
    assert (card.topic, [site.id for site in card.sites]) == (IssueTopic.GAMBLING, [venue])
    assert card.bylaw is not None
    assert card.bylaw.number == "3/2020"
    issue = venues(database, actor, bylaw_id)["Herna U mostu"].issue
    assert issue is not None
    assert issue.id == first.issue_id


def test_once_it_was_settled_another_breach_is_another_issue(database: Database, actor: Actor) -> None:
    bylaw_id = some_bylaw(database, actor, "3/2020")
    venue = some_venue(database, actor)
    first = raise_breach(database, actor, bylaw_id, venue, "Herna je otevřená")
    advance(database, actor, first.issue_id, IssueStatus.ACCEPTED, IssueStatus.DONE, IssueStatus.VERIFIED)
    second = raise_breach(database, actor, bylaw_id, venue, "Herna je zase otevřená")
    assert second.is_new
    assert second.issue_id != first.issue_id


def test_no_breach_where_the_bylaw_does_not_hold(database: Database, actor: Actor) -> None:
    bylaw_id = some_bylaw(database, actor, "3/2020")
    elsewhere = some_venue(database, actor, "Jinde", FAR)
    with pytest.raises(InvalidValue, match="does not hold"):
        raise_breach(database, actor, bylaw_id, elsewhere, "Herna je otevřená")


def test_no_breach_of_a_bylaw_that_ended_or_has_not_begun(database: Database, actor: Actor) -> None:
    today = clock.today()
    ended = some_bylaw(database, actor, "3/2020", valid_to=today - timedelta(days=1))
    future = some_bylaw(database, actor, "4/2020", valid_from=today + timedelta(days=1))
    last_day = some_bylaw(database, actor, "5/2020", valid_to=today)
    venue = some_venue(database, actor)
    with pytest.raises(InvalidValue, match="ended on"):
        raise_breach(database, actor, ended, venue, "Herna je otevřená")
    with pytest.raises(InvalidValue, match="holds from"):
        raise_breach(database, actor, future, venue, "Herna je otevřená")
    assert raise_breach(database, actor, last_day, venue, "Herna je otevřená").is_new


def test_rules_for_venues_are_broken_by_venues_only(database: Database, actor: Actor) -> None:
    gambling = some_bylaw(database, actor, "3/2020")
    order = some_bylaw(database, actor, "4/2020", some_zone(rule=ZoneRule.SALE_BAN), kind=ProposalKind.MARKET_ORDER)
    square = some_site(database, actor, "Náměstí", kind=SiteKind.PUBLIC_SPACE, position=USTI)
    with pytest.raises(InvalidValue, match="gambling venues only"):
        raise_breach(database, actor, gambling, square, "Na náměstí se hraje")
    assert raise_breach(database, actor, order, square, "Na náměstí se prodává").is_new


def test_what_replaced_a_bylaw_is_followed_by_itself(database: Database, actor: Actor) -> None:
    first = some_bylaw(database, actor, "3/2020")
    venue = some_venue(database, actor)
    visit(database, actor, venue, Condition.OPERATING, date(2021, 1, 1))
    later = some_bylaw(
        database, actor, "1/2023", relation=BylawRelation.REPLACES, earlier_id=first,
        adopted_on=ADOPTED + timedelta(days=1_100),
    )  # fmt: skip
    assert venues(database, actor, first)["Herna U mostu"].verdict == Verdict.STILL_OPERATING
    assert venues(database, actor, later)["Herna U mostu"].verdict == Verdict.NOT_VISITED
