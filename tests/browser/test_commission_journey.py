"""A commission on three phones reviews a proposal and votes; the council adopts it; the map knows its days."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
import shapely
from playwright.sync_api import Locator, Page, expect

from geodata import clock
from geodata.database import Database
from geodata.model.zones import ProposalState
from geodata.services.city import local_actor
from geodata.services.conflicts import declare_conflict
from geodata.services.proposal_card import version_card
from geodata.services.proposal_drafts import draft_version, submit_version, write_version
from geodata.services.proposal_texts import VersionTexts
from geodata.services.zone_drafts import redraw_zone
from tests.browser.conftest import PHONE, Served, come_to_rest
from tests.browser.explorer import Explorer
from tests.browser.proposal_desk import ProposalHand, choose, main_of, signed_in_as
from tests.commission_desk import SUMMARY, CommissionDesk, commission_desk

# How the second version draws the zone of `commission_desk`: twice as wide.
WIDE = shapely.box(14.0, 50.6, 14.02, 50.61)
ON_THE_MAP = "layers=zones&z=14&lat=50.605&lon=14.01"
NUMBER = "5/2026"


@pytest.fixture
def desk(server: Served) -> Iterator[CommissionDesk]:
    """A commission that returned a first version; the second one, wider and as yet a draft, is the desk's."""
    database = Database(server.database_url)
    made = commission_desk(database, local_actor(database), submitted=False)
    made.submit()
    made.decide(ProposalState.RETURNED)
    second_id = draft_version(database, made.chair, made.proposal_id, made.version_id)
    (zone,) = version_card(database, made.chair, second_id).zones
    redraw_zone(database, made.chair, zone.id, zone.row_version, WIDE)
    texts = VersionTexts(summary=SUMMARY, changes="Zóna sahá až k nádraží.", reasons="Chrání děti.")
    write_version(database, made.chair, second_id, version_card(database, made.chair, second_id).row_version, texts)
    yield replace(made, version_id=second_id)
    database.close()


@pytest.fixture
def members(new_page: Callable[..., Page], server: Served, desk: CommissionDesk) -> list[Page]:
    """The phones of three of the five members."""
    options = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "signed_in": False}
    return [signed_in_as(new_page(**options), server, f"member-{number}") for number in range(3)]


def press(page: Page, button: str, confirm: str, fill: Callable[[Locator], None] | None = None) -> None:
    """Open the form behind a button, fill it, confirm it, and wait until it is gone."""
    opens = main_of(page).get_by_role("button", name=button)
    expect(opens).to_be_visible()
    come_to_rest(page)  # it may have come in the midst of a run
    opens.click()
    form = page.get_by_role("dialog")
    if fill is not None:
        fill(form)
    form.get_by_role("button", name=confirm, exact=True).click()
    expect(form).to_have_count(0)


def written(field: str, text: str) -> Callable[[Locator], None]:
    """Fill this field of a form."""
    return lambda form: form.get_by_role("textbox", name=field).fill(text)


def expect_state(page: Page, state: str) -> None:
    expect(page.locator(".lokality-path [aria-current=step]")).to_contain_text(state)


def expect_fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def review(page: Page, stance: str, reasons: str) -> None:
    def fill(form: Locator) -> None:
        form.get_by_text(stance, exact=True).click()
        form.get_by_role("textbox", name="Důvody").fill(reasons)

    press(page, "Posoudit návrh", "Uložit posudek", fill)
    expect(page.get_by_role("button", name="Posoudit návrh")).to_have_count(0)


def vote(page: Page, address: str, choice: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Přejít k hlasování").click()
    page.get_by_role("button", name=choice, exact=True).click()
    expect(main_of(page).get_by_text("Hlasovali jste")).to_be_visible()


def set_day(place: Locator, name: str, day: date) -> None:
    """Type a day into a field, as it is written here; it is heard when the field is left."""
    field = place.get_by_test_id("stDateInput").filter(has=place.page.get_by_text(name, exact=True))
    parts = field.get_by_role("spinbutton")
    come_to_rest(place.page)
    parts.first.focus()
    place.page.keyboard.type(f"{day:%d%m%Y}")
    expect(parts.last).to_have_text(str(day.year))
    for _ in ("to the button of the calendar", "out of the field"):
        place.page.keyboard.press("Tab")
    expect(place.page.locator("#stFloatingOverlayPortal [role=gridcell]")).to_have_count(0)


def expect_zones(map_page: Explorer, number: int) -> None:
    """Wait until the map is drawn and shows so many zones."""
    map_page.page.wait_for_function(
        """wanted => {
            const map = document.querySelector("iframe").contentWindow.lokalityMap;
            return map && map.isIdle && (map.counts.layers.zones || 0) === wanted;
        }""",
        arg=number,
    )


def address_of(served: Served, desk: CommissionDesk, tab: str = "rules") -> str:
    return f"{served.address}/proposal?id={desk.proposal_id}&show={tab}"


def test_three_members_read_it_on_their_phones_comment_review_and_one_has_a_conflict(
    page: Page, members: list[Page], server: Served, desk: CommissionDesk
) -> None:
    stamp = version_card(desk.database, desk.chair, desk.version_id).stamp
    submit_version(desk.database, desk.chair, desk.version_id, stamp)
    page.goto(address_of(server, desk))
    press(page, "Vzít do posouzení", "Zapsat krok")
    expect_state(page, "v posouzení")

    first, second, third = members
    for member in members:
        member.goto(address_of(server, desk))
        expect_state(member, "v posouzení")
        expect(main_of(member).get_by_role("rowheader", name="Předměstí")).to_be_visible()
        expect_fits(member)
    review(first, "Souhlasí se změnami", "Kritérium je měřitelné, jen hranice je široká.")
    first.get_by_role("radio", name="Připomínky").click()

    def about_the_zone(form: Locator) -> None:
        choose(first, "Čeho se připomínka týká", "Zóna")
        form.get_by_role("textbox", name="Vaše připomínka").fill("Proč sahá až k nádraží?")

    press(first, "Napsat připomínku", "Uložit připomínku", about_the_zone)
    expect(main_of(first).get_by_text("Proč sahá až k nádraží?")).to_be_visible()
    expect_fits(first)
    review(second, "Nesouhlasí", "Stejnou službu udělá kratší vzdálenost.")
    third.get_by_role("radio", name="Hlasování").click()
    press(third, "Mám střet zájmů", "Oznámit", written("V čem střet spočívá", "Pronajímám dům v zóně."))
    expect(third.get_by_role("button", name="Odvolat můj střet zájmů")).to_be_visible()

    page.goto(address_of(server, desk, "comments"))
    for words in ("Kritérium je měřitelné", "Stejnou službu udělá", "Proč sahá až k nádraží?"):
        expect(main_of(page).get_by_text(words)).to_be_visible()


def test_members_vote_on_their_phones_and_without_a_quorum_nothing_is_lost(
    page: Page, members: list[Page], server: Served, desk: CommissionDesk
) -> None:
    desk.submit()
    declare_conflict(desk.database, desk.members[2], desk.proposal_id, "Pronajímám dům v zóně.")
    page.goto(address_of(server, desk))
    press(page, "Otevřít hlasování", "Otevřít", lambda _form: choose(page, "O čem se hlasuje", "Doporučit návrh"))
    first, second, third = members
    vote(first, address_of(server, desk), "Pro")
    vote(second, address_of(server, desk), "Proti")
    third.goto(address_of(server, desk, "votes"))
    expect(main_of(third).get_by_text("Hlasování běží")).to_be_visible()
    come_to_rest(third)
    expect(third.get_by_role("button", name="Pro", exact=True)).to_have_count(0)

    page.goto(address_of(server, desk, "votes"))
    press(page, "Uzavřít hlasování", "Uzavřít")
    expect(main_of(page).get_by_text("přítomno 2 z 5, potřeba 3")).to_be_visible()
    expect_state(page, "v posouzení")
    page.get_by_role("button", name="Pokračovat v hlasování").click()
    fourth = partial(choose, page, "Člen", "Magistrát, Komise 3")
    press(page, "Zapsat hlas člena", "Zapsat", lambda _form: fourth())
    press(page, "Uzavřít hlasování", "Uzavřít")
    expect(page.locator("[class*='st-key-vote-']").first).to_contain_text("pro 2, proti 1, zdrželo se 0")
    expect_state(page, "doporučen")


def test_what_the_council_adopts_stands_on_the_map_of_its_days_and_beside_its_first_version(
    page: Page, members: list[Page], server: Served, desk: CommissionDesk
) -> None:
    desk.submit()
    desk.decide()
    first, last = clock.today() + timedelta(days=20), clock.today() + timedelta(days=400)
    page.goto(address_of(server, desk, "votes"))
    press(page, "Předat radě", "Zapsat krok")
    expect_state(page, "rada")

    def bylaw(form: Locator) -> None:
        form.get_by_role("textbox", name="Číslo vyhlášky").fill(NUMBER)
        set_day(form, "Platí od", first)
        set_day(form, "Platí do", last)

    press(page, "Zapsat přijetí", "Zapsat vyhlášku", bylaw)
    expect_state(page, "vyhláška")

    map_page = Explorer(page, server.address).open(ON_THE_MAP)
    page.get_by_text("Zóny dnes").click()
    for day, number in ((clock.today() - timedelta(days=10), 0), (first, 1), (last, 1), (last + timedelta(days=1), 0)):
        set_day(page.locator(".st-key-map-day"), "Den", day)
        expect(page).to_have_url(re.compile(f"on={day.isoformat()}"))
        expect_zones(map_page, number)

    reader = members[0]
    reader.goto(address_of(server, desk, "compare"))
    expect(main_of(reader).get_by_text(re.compile(r"jiná hranice: liší se .* větší"))).to_be_visible()
    expect_fits(reader)
    page.goto(address_of(server, desk, "compare"))
    frame = ProposalHand(page, server.address, (14.0, 50.6)).wait_zones().frame
    for name, width in (("lokality-zone", 0.02), ("lokality-other-zone", 0.01)):
        assert shown_width(frame.locator(f"path.{name}")) == pytest.approx(width, rel=0.05)


def shown_width(outline: Locator) -> float:
    """How many degrees wide an outline is on the map."""
    expect(outline).to_have_count(1)
    degrees: float = outline.evaluate(
        """path => {
            const { x, width } = path.getBBox(), { map } = lokalityMap;
            return map.layerPointToLatLng([x + width, 0]).lng - map.layerPointToLatLng([x, 0]).lng;
        }"""
    )
    return degrees
