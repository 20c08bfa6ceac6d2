"""Bylaws that were in force before the register are entered, keep their time line, and are what proposals lie over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue
from geodata.impact.conflicts import ConflictKind
from geodata.model.people import Actor
from geodata.model.zones import BylawRelation, NamedAddress, ProposalKind, ProposalState, TimeBand, ZoneRule, ZoneSource
from geodata.services.bylaw_entry import enter_bylaw
from geodata.services.bylaw_rows import Adoption
from geodata.services.bylaws import bylaws_of, in_force_on
from geodata.services.proposal_card import proposal_card, version_card
from geodata.services.proposal_conflicts import bylaw_conflicts
from geodata.services.proposal_texts import VersionTexts
from tests.audited import entries_of, whole_detail
from tests.batches import USTI
from tests.bylaws import ADOPTED, draft_proposal, some_bylaw, some_zone

FAR = (USTI[0] + 0.5, USTI[1])


def numbers_on(database: Database, actor: Actor, day: date) -> list[str]:
    return [line.number for line in in_force_on(database, actor, day)]


def test_an_entered_bylaw_is_an_adopted_proposal_with_its_zones(database: Database, actor: Actor) -> None:
    address = NamedAddress("Mírová 1", *USTI)
    listed = some_zone(source=ZoneSource.ADDRESSES, addresses=(address,))
    bylaw_id = some_bylaw(database, actor, "3/2020", some_zone("Jih", source=ZoneSource.LOADED), listed)
    (line,) = bylaws_of(database, actor)
    assert (line.id, line.number, line.kind) == (bylaw_id, "3/2020", ProposalKind.GAMBLING)
    assert (line.adopted_on, line.valid_from, line.ends_on) == (ADOPTED, date(2020, 2, 1), None)
    assert proposal_card(database, actor, line.proposal_id).state == ProposalState.ADOPTED
    version = version_card(database, actor, line.version_id)
    assert (version.submitted_on, version.editable) == (ADOPTED, False)
    assert [(zone.name, zone.source, zone.addresses) for zone in version.zones] == [
        ("Jih", ZoneSource.LOADED, ()),
        ("Střed", ZoneSource.ADDRESSES, ("Mírová 1",)),
    ]
    (entry,) = entries_of(database, "enter")
    assert whole_detail(database, entry)["number"] == "3/2020"


def test_the_time_line_knows_what_was_amended_replaced_and_what_expired(database: Database, actor: Actor) -> None:
    first = some_bylaw(database, actor, "1/2010", adopted_on=date(2010, 1, 1), valid_from=date(2010, 2, 1))
    told = {"adopted_on": date(2012, 1, 1), "valid_from": date(2012, 2, 1)}
    some_bylaw(database, actor, "2/2012", relation=BylawRelation.AMENDS, earlier_id=first, **told)
    told = {"adopted_on": date(2015, 1, 1), "valid_from": date(2015, 2, 1), "valid_to": date(2018, 12, 31)}
    some_bylaw(database, actor, "3/2015", relation=BylawRelation.REPLACES, earlier_id=first, **told)
    assert numbers_on(database, actor, date(2011, 6, 1)) == ["1/2010"]
    assert numbers_on(database, actor, date(2015, 1, 31)) == ["1/2010", "2/2012"]
    assert numbers_on(database, actor, date(2015, 2, 1)) == ["3/2015"]
    assert numbers_on(database, actor, date(2019, 1, 1)) == []
    assert [(line.number, line.ends_on, line.earlier) for line in bylaws_of(database, actor)] == [
        ("3/2015", date(2018, 12, 31), "1/2010"),
        ("2/2012", date(2015, 1, 31), "1/2010"),
        ("1/2010", date(2015, 1, 31), None),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "  "},
        {"number": "1" * 51},
        {"title": ""},
        {"title": "x" * 301},
        {"number": "3/2020"},
        {"number": "č. 3 / 2020"},
        {"number": "OZV č. 03／2020."},
        {"number": "4\u200b/2020"},
        {"title": "Hazard\u202e"},
        {"adopted_on": clock.today() + timedelta(days=1), "valid_from": clock.today() + timedelta(days=2)},
        {"valid_from": ADOPTED - timedelta(days=1)},
        {"valid_to": ADOPTED - timedelta(days=1)},
        {"relation": BylawRelation.REPLACES},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_a_bylaw_that_does_not_fit_is_refused_and_nothing_of_it_is_kept(
    database: Database, actor: Actor, wrong: dict[str, object]
) -> None:
    some_bylaw(database, actor, "3/2020")
    some_bylaw(database, actor, "Č. 5/2020")
    facts = Adoption("4/2020", "Hazard", ADOPTED, ADOPTED)
    with pytest.raises(InvalidValue):
        enter_bylaw(database, actor, ProposalKind.GAMBLING, replace(facts, **wrong), (some_zone(),))  # type: ignore[arg-type]
    with pytest.raises(InvalidValue):
        enter_bylaw(database, actor, ProposalKind.MARKET_ORDER, facts, (some_zone(),))  # another kind, other rules
    assert [line.number for line in bylaws_of(database, actor)] == ["Č. 5/2020", "3/2020"]


def test_a_bylaw_holds_somewhere_and_changes_nothing_that_began_later(database: Database, actor: Actor) -> None:
    facts = Adoption("4/2020", "Hazard", ADOPTED, ADOPTED)
    with pytest.raises(InvalidValue, match="zones"):
        enter_bylaw(database, actor, ProposalKind.GAMBLING, facts, ())
    later = some_bylaw(database, actor, "1/2022", adopted_on=date(2022, 1, 1))
    amends = replace(facts, relation=BylawRelation.AMENDS, earlier_id=later)
    with pytest.raises(InvalidValue, match="begin later"):
        enter_bylaw(database, actor, ProposalKind.GAMBLING, amends, (some_zone(),))


def test_a_proposal_is_told_which_bylaws_in_force_it_lies_over(database: Database, actor: Actor) -> None:
    band = TimeBand(time(22), time(10))
    some_bylaw(database, actor, "1/2010", adopted_on=date(2010, 1, 1), valid_to=date(2019, 12, 31))
    night = some_zone("Noc", rule=ZoneRule.TIME_BAND, band=band)
    some_bylaw(database, actor, "3/2020", some_zone(), night, some_zone("Jinde", at=FAR))
    market = some_zone(rule=ZoneRule.SALE_BAN)
    some_bylaw(database, actor, "5/2020", market, kind=ProposalKind.MARKET_ORDER)
    _proposal_id, version_id = draft_proposal(database, actor, some_zone("Nová"))
    found = bylaw_conflicts(database, actor, version_id)
    assert [(one.bylaw.number, one.zone, one.bylaw_zone, one.kind) for one in found] == [
        ("3/2020", "Nová", "Střed", ConflictKind.SAME_RULE),
        ("3/2020", "Nová", "Noc", ConflictKind.OTHER_RULE),
    ]
    assert found[0].area_m2 == pytest.approx(787_000, rel=0.02)
    texts = VersionTexts(summary="Později.", valid_from=date(2015, 1, 1))
    _proposal_id, earlier = draft_proposal(database, actor, some_zone("Nová"), title="Dříve", texts=texts)
    assert [one.bylaw.number for one in bylaw_conflicts(database, actor, earlier)] == ["1/2010"]


def test_a_bylaw_is_no_conflict_of_its_own_wording(database: Database, actor: Actor) -> None:
    some_bylaw(database, actor, "3/2020")
    (line,) = bylaws_of(database, actor)
    assert bylaw_conflicts(database, actor, line.version_id) == ()


def test_a_bylaw_is_replaced_once_and_amended_while_it_holds(database: Database, actor: Actor) -> None:
    first = some_bylaw(database, actor, "1/2010", adopted_on=date(2010, 1, 1))
    follows = {"adopted_on": date(2015, 1, 1), "valid_from": date(2015, 2, 1), "earlier_id": first}
    second = some_bylaw(database, actor, "2/2015", relation=BylawRelation.REPLACES, **follows)
    with pytest.raises(InvalidValue, match="replaced by 2/2015"):
        some_bylaw(database, actor, "3/2015", relation=BylawRelation.REPLACES, **follows)
    with pytest.raises(InvalidValue, match="ended on"):
        some_bylaw(database, actor, "3/2015", relation=BylawRelation.AMENDS, **follows)
    assert numbers_on(database, actor, date(2015, 2, 1)) == ["2/2015"]
    follows |= {"valid_from": date(2015, 1, 31)}  # its last day
    some_bylaw(database, actor, "3/2015", relation=BylawRelation.AMENDS, **follows)
    assert numbers_on(database, actor, date(2015, 1, 31)) == ["1/2010", "3/2015"]
    told = {"adopted_on": date(2016, 1, 1), "valid_from": date(2016, 2, 1), "valid_to": date(2016, 12, 31)}
    third = some_bylaw(database, actor, "4/2016", relation=BylawRelation.REPLACES, earlier_id=second, **told)
    told = {"adopted_on": date(2017, 1, 1), "valid_from": date(2017, 1, 1)}
    some_bylaw(database, actor, "5/2017", relation=BylawRelation.REPLACES, earlier_id=third, **told)
    assert numbers_on(database, actor, date(2017, 1, 1)) == ["5/2017"]


def test_a_replacement_that_would_leave_an_amendment_without_a_day_is_refused(database: Database, actor: Actor) -> None:
    first = some_bylaw(database, actor, "1/2010", adopted_on=date(2010, 1, 1))
    amends = {"relation": BylawRelation.AMENDS, "earlier_id": first}
    amended = some_bylaw(database, actor, "2/2016", adopted_on=date(2016, 1, 1), **amends)
    replaces = {"relation": BylawRelation.REPLACES, "earlier_id": first}
    for adopted_on in (date(2014, 1, 1), date(2015, 12, 31)):
        with pytest.raises(InvalidValue, match=r"2/2016.*would never hold"):
            some_bylaw(database, actor, "3/2014", adopted_on=adopted_on, valid_from=date(2016, 1, 18), **replaces)
    some_bylaw(database, actor, "3/2014", adopted_on=date(2014, 1, 1), valid_from=date(2016, 1, 19), **replaces)
    assert numbers_on(database, actor, date(2016, 1, 18)) == ["1/2010", "2/2016"]
    assert numbers_on(database, actor, date(2016, 1, 19)) == ["3/2014"]
    late = {"relation": BylawRelation.AMENDS, "earlier_id": amended, "adopted_on": date(2016, 1, 2)}
    with pytest.raises(InvalidValue, match="ended on"):
        some_bylaw(database, actor, "4/2016", **late)


@pytest.mark.parametrize("replaced_first", [False, True])
def test_an_amendment_that_a_later_decision_overtook_is_told_to_have_never_held(
    database: Database, actor: Actor, replaced_first: bool
) -> None:
    first = some_bylaw(database, actor, "1/2010", adopted_on=date(2010, 1, 1))
    facts = {
        "2/2015": {"relation": BylawRelation.AMENDS, "adopted_on": date(2015, 1, 1), "valid_from": date(2016, 1, 1)},
        "3/2015": {"relation": BylawRelation.REPLACES, "adopted_on": date(2015, 6, 1), "valid_from": date(2015, 7, 1)},
    }
    for number in sorted(facts, reverse=replaced_first):
        some_bylaw(database, actor, number, earlier_id=first, **facts[number])
    assert numbers_on(database, actor, date(2016, 1, 1)) == ["3/2015"]
    assert [line.number for line in bylaws_of(database, actor) if line.never_holds] == ["2/2015"]
