"""Bylaws on the screen: their time line, the form for old ones, breaches; versions side by side; a map of a day."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language import CZECH
from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import Condition
from geodata.model.zones import ProposalKind, TimeBand, ZoneRule, ZoneSource
from geodata.services.bylaws import bylaws_of
from geodata.services.proposal_card import version_card
from geodata.services.proposal_texts import VersionTexts
from tests.batches import USTI, batch_of, load
from tests.bylaws import draft_proposal, some_bylaw, some_venue, some_zone, visit
from tests.pages.shown import Show, links_of, without_failure, words_of

ADDRESS = {
    "code": "1", "street": "Mírová", "house_number": 1, "municipality": "Zkušebnov", "lon": USTI[0], "lat": USTI[1],
}  # fmt: skip


def tab(show: Show, **query: str | int) -> AppTest:
    return show("proposals", CZECH, filter="bylaws", **query)


def test_the_time_line_says_in_words_what_its_bars_show(show: Show, database: Database, actor: Actor) -> None:
    some_bylaw(database, actor, "1/2010", adopted_on=date(2010, 1, 1), valid_to=date(2015, 12, 31))
    some_bylaw(database, actor, "3/2020")
    page = tab(show)
    said = words_of(page)
    assert "1/2010: už neplatí, platila od" in said
    assert "3/2020: v platnosti od" in said
    assert "**1** vyhláška platná" in said
    page = without_failure(page.date_input(key="bylaws-day").set_value(date(2015, 6, 1)).run())
    assert "1/2010: v platnosti od" in words_of(page)
    assert "3/2020: platí od" in words_of(page)


def test_a_row_opens_its_bylaw_and_the_address_keeps_it(show: Show, database: Database, actor: Actor) -> None:
    first, second = some_bylaw(database, actor, "1/2019"), some_bylaw(database, actor, "3/2020")
    page = tab(show)
    assert {f"proposals?filter=bylaws&bylaw={one}" for one in (first, second)} <= set(links_of(page))
    assert "Zda se vyhláška dodržuje" not in words_of(page)
    opened = tab(show, bylaw=first)
    assert "Zda se vyhláška dodržuje" in words_of(opened)
    lines = {line.id: line for line in bylaws_of(database, actor)}
    assert f"proposal?id={lines[first].proposal_id}" in links_of(opened)
    assert f"proposal?id={lines[second].proposal_id}" not in links_of(opened)


def test_a_city_without_bylaws_is_told_what_to_do(show: Show) -> None:
    assert "Zapište ty platné" in words_of(tab(show))


def test_a_bylaw_that_names_addresses_is_written_down(show: Show, database: Database, actor: Actor) -> None:
    load(database, actor, batch_of("addresses", [ADDRESS]))
    page = without_failure(tab(show).button(key="enter-bylaw").click().run())
    page.text_input(key="bylaw-number").input("3/2020")
    page.text_input(key="bylaw-title").input("Regulace hazardu")
    page.date_input(key="bylaw-day-0").set_value(date(2020, 1, 15))
    page.date_input(key="bylaw-day-1").set_value(date(2020, 2, 1))
    page = without_failure(page.radio(key="bylaw-where").set_value("addresses").run())
    page.text_input(key="zone-field-name").input("Vyjmenované adresy")
    page.text_area(key="zone-field-criterion").input("Domy do 100 m od škol.")
    page = without_failure(page.text_area(key="bylaw-addresses").input("Mírová 1\nNikde 99").run())
    assert "Nalezené adresy: 1 z 2." in [caption.value for caption in page.caption]
    assert [warning.value for warning in page.warning] == ["V registru adres není: Nikde 99"]
    without_failure(page.button(key="bylaw-save").click().run())
    (line,) = bylaws_of(database, actor)
    assert (line.number, line.valid_from, line.kind) == ("3/2020", date(2020, 2, 1), ProposalKind.GAMBLING)
    (zone,) = version_card(database, actor, line.version_id).zones
    assert (zone.source, zone.addresses) == (ZoneSource.ADDRESSES, ("Mírová 1", "Nikde 99"))


def test_a_bylaw_without_its_days_is_not_written_down(show: Show, database: Database, actor: Actor) -> None:
    page = without_failure(tab(show).button(key="enter-bylaw").click().run())
    page = without_failure(page.button(key="bylaw-save").click().run())
    assert [error.value for error in page.error] == ["Uveďte, kdy byla vyhláška přijata a od kdy platí."]
    assert bylaws_of(database, actor) == ()


def test_a_breach_becomes_an_issue_that_names_the_bylaw(show: Show, database: Database, actor: Actor) -> None:
    bylaw_id = some_bylaw(database, actor, "3/2020")
    venue_id = some_venue(database, actor)
    visit(database, actor, venue_id, Condition.OPERATING)
    page = tab(show, bylaw=bylaw_id)
    assert "pořád v provozu: **1**" in words_of(page)
    page = without_failure(page.button(key=f"breach-{bylaw_id}-{venue_id}").click().run())
    (link,) = [link for link in links_of(page) if link.startswith("issue?")]
    said = words_of(show("issue", CZECH, id=int(link.partition("id=")[2])))
    assert "Porušení vyhlášky 3/2020: Herna U mostu" in said
    assert "Porušuje se vyhláška: 3/2020 · Regulace hazardu" in said


def test_a_bylaw_that_does_not_hold_yet_is_neither_kept_nor_broken(
    show: Show, database: Database, actor: Actor
) -> None:
    some_venue(database, actor)
    starts = clock.today() + timedelta(days=30)
    bylaw_id = some_bylaw(database, actor, "3/2020", adopted_on=clock.today(), valid_from=starts)
    said = words_of(tab(show, bylaw=bylaw_id))
    assert "Zda se dodržuje, ukážou kontroly od toho dne." in said
    assert "bez kontroly" not in said


def test_two_versions_stand_side_by_side_and_over_what_is_in_force(
    show: Show, database: Database, actor: Actor
) -> None:
    some_venue(database, actor, "Západ", (USTI[0] - 0.003, USTI[1]))
    some_bylaw(database, actor, "3/2020")
    band = TimeBand(time(22), time(6))
    proposal_id, version_id = draft_proposal(
        database, actor, some_zone("Střed", at=(USTI[0] + 0.005, USTI[1])),
        some_zone("Noc", rule=ZoneRule.TIME_BAND, band=band), texts=VersionTexts(summary="Posunuto."),
    )  # fmt: skip
    page = show("proposal", CZECH, id=proposal_id, version=version_id, show="compare")
    choice = page.selectbox(key=f"compare-with-{version_id}")
    (other,) = choice.options
    assert other.startswith("Vyhláška 3/2020 · Regulace hazardu · Verze 1")  # the only other version is the bylaw's
    assert choice.value is None  # another proposal is compared with once somebody wants it
    assert "Není s čím porovnat: návrh má jen tuto verzi." in words_of(page)
    assert "Vedle sebe" not in [one.value for one in page.subheader]
    assert "with" not in page.query_params
    said = words_of(without_failure(choice.select_index(0).run()))
    assert "**Střed**: jiná hranice" in said
    assert "**Noc**: přibyla" in said
    assert "zasažena jiným pravidlem" in said
    assert "stejné pravidlo dvakrát" in said
    rules = show("proposal", CZECH, id=proposal_id, version=version_id, show="rules")
    assert "K ověření právníkem: 3 body" in [expander.label for expander in rules.expander]
    assert "zákon č. 186/2016 Sb., § 12 odst. 1" in words_of(rules)


def test_the_map_looks_back_and_the_address_keeps_the_day(show: Show, database: Database, actor: Actor) -> None:
    some_venue(database, actor)
    page = show("map", CZECH)
    page = without_failure(page.date_input(key="map-day").set_value(date(2015, 6, 1)).run())
    assert page.query_params["on"] == "2015-06-01"
    assert "Zóny ke dni 1.\u00a06.\u00a02015" in [expander.label for expander in page.expander]
    page = without_failure(page.button(key="map-day-today").click().run())
    assert "on" not in page.query_params


@pytest.mark.parametrize("strange", ["2015-13-01", "včera", "", "99999-01-01"])
def test_a_day_that_is_none_is_today(show: Show, database: Database, actor: Actor, strange: str) -> None:
    some_venue(database, actor)
    assert "Zóny dnes" in [expander.label for expander in show("map", CZECH, on=strange).expander]
