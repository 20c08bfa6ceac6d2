"""On the page of a proposal over the demo city zones are drawn, changed and computed, and the figures follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
import shapely
from playwright.sync_api import Page, expect
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select

from geodata.crs import area_m2, to_krovak
from geodata.database import Database
from geodata.model.criteria import NearTo
from geodata.model.people import Actor
from geodata.model.zones import ZoneSource
from geodata.services.city import local_actor
from geodata.services.proposal_card import VersionCard, proposal_card, version_card, zone_outlines
from geodata.tables import ProtectedPlace, Site
from tests.browser.conftest import Served, come_to_rest
from tests.browser.proposal_desk import ProposalHand, choose, figure, main_of, signed_in_as
from tests.browser.zone_hand import Spot, around

TALL = {"width": 1280, "height": 1200}  # the whole map is in sight
# Two gaming halls of the demo city, some 350 m apart and alone there; spots are counted from the first one.
FIRST, SECOND = "Herna Slunce", "Herna Plus"
CORNERS = around((0.0, 0.0), 0.0012)  # around the first hall
PULLED: Spot = (0.0055, 0.0028)  # where the upper right corner goes, so that the second hall is within
HOLE = around((0.0, 0.0), 0.0004)  # around the first hall
SEEN = (0.002, 0.0018), 16  # the zone lies beside the tools, not beneath them
SNAPS_WITHIN = 0.0004  # degrees: some 18 px there; a corner snaps to plots and localities within 15
CHANGED = shapely.Polygon([*CORNERS[:2], PULLED, CORNERS[3]], [HOLE])


@pytest.fixture
def database(demo_server: Served) -> Iterator[Database]:
    """The database of this test's own city."""
    database = Database(demo_server.database_url)
    yield database
    database.close()


@pytest.fixture
def coordinator(new_page: Callable[..., Page], demo_server: Served) -> Page:
    return signed_in_as(new_page(signed_in=False, viewport=TALL), demo_server, "ukazka.coordinator")


def begin_proposal(page: Page, served: Served) -> int:
    """Begin a proposal on gambling in the list of proposals; returns its id."""
    page.goto(f"{served.address}/proposals")
    page.get_by_role("button", name="Nový návrh").click()
    form = page.get_by_role("dialog")
    form.get_by_role("textbox", name="Co se navrhuje").fill("Zóny bez hazardu u řeky")
    form.get_by_role("button", name="Založit návrh").click()
    page.wait_for_url(re.compile(r"/proposal\?id=\d+"))
    return int(page.url.split("=")[-1])


def newest(database: Database, proposal_id: int) -> tuple[Actor, VersionCard]:
    """The draft as it is stored."""
    actor = local_actor(database)
    return actor, version_card(database, actor, proposal_card(database, actor, proposal_id).versions[0].id)


def stored_outline(database: Database, proposal_id: int) -> BaseGeometry:
    """The outline of the only zone, in degrees."""
    actor, version = newest(database, proposal_id)
    (outline,) = zone_outlines(database, actor, version.id).values()
    return outline


def test_a_zone_drawn_on_the_page_is_moved_pierced_undone_and_stored_as_it_was_drawn(
    coordinator: Page, demo_server: Served, database: Database
) -> None:
    page = coordinator
    with database.read() as session:
        origin = session.execute(select(Site.longitude, Site.latitude).where(Site.name == FIRST)).one()
    hand = ProposalHand(page, demo_server.address, (origin.longitude, origin.latitude))
    proposal_id = begin_proposal(page, demo_server)
    hit = figure(page, "Zasažené provozovny")
    expect(hit).to_have_text(re.compile(r"^0 z \d+$"))

    hand.look_at(*SEEN)
    hand.tool("Nakreslit zónu roh po rohu").click()
    hand.put(*CORNERS, CORNERS[0])
    expect(hit).to_have_text(re.compile("^1 z "))  # before anything is saved
    expect(main_of(page).get_by_text("I se zónou, která ještě není uložená.")).to_be_visible()
    page.get_by_role("textbox", name="Název zóny").fill("U řeky")
    page.get_by_role("textbox", name="Proč je právě tady").fill("Do 150 m od břehu, kudy chodí děti do školy.")
    page.get_by_role("button", name="Uložit zónu").click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="U řeky"))
    expect(row).to_contain_text("Do 150 m od břehu")
    expect(row).to_contain_text("Nakresleno v mapě")
    expect(hit).to_have_text(re.compile("^1 z "))

    hand.look_at(*SEEN)
    hand.put((0.0009, 0.0))  # the zone is chosen
    hand.tool("Změnit obrys vybrané zóny").click()
    hand.pull(CORNERS[2], PULLED)
    expect(hit).to_have_text(re.compile("^2 z "))
    hand.tool("Vyříznout díru").click()
    hand.put(*HOLE, HOLE[0])
    expect(hit).to_have_text(re.compile("^1 z "))
    come_to_rest(page)
    hand.tool("Zpět").click()
    expect(hit).to_have_text(re.compile("^2 z "))
    come_to_rest(page)
    hand.tool("Znovu").click()
    expect(hit).to_have_text(re.compile("^1 z "))
    drawn = shapely.geometry.shape(hand.ask("lokalityMap.zones.drawing.outline"))
    assert not stored_outline(database, proposal_id).interiors  # nothing is changed before it is saved
    page.get_by_role("button", name="Uložit obrys").click()
    expect(main_of(page).get_by_text("má nový obrys, který ještě není uložený")).to_have_count(0)

    page.reload()
    hand.wait_zones()
    expect(hit).to_have_text(re.compile("^1 z "))
    zones = hand.frame.locator("path.lokality-zone")
    expect(zones).to_have_count(1)
    expect(zones).to_have_attribute("d", re.compile("^M.*M"))  # an outer ring and the hole
    outline = stored_outline(database, proposal_id)
    assert len(outline.interiors) == 1
    assert area_m2(outline.symmetric_difference(drawn)) < 1
    meant = shapely.transform(CHANGED, lambda spots: spots + tuple(origin))
    assert drawn.hausdorff_distance(meant) < SNAPS_WITHIN

    page.goto(f"{demo_server.address}/proposal?id={proposal_id}&show=impact")
    venues = page.get_by_role("table", name="Provozovny")
    expect(venues.get_by_role("row").filter(has_text=SECOND)).to_contain_text("● musí zavřít")
    page.get_by_role("radio", name=re.compile("^Ušetřené")).click()
    expect(venues.get_by_role("row").filter(has_text=FIRST)).to_contain_text("○ zůstává beze změny")


def test_a_zone_of_a_hundred_metres_around_every_school_is_computed_and_stored(
    coordinator: Page, demo_server: Served, database: Database
) -> None:
    page = coordinator
    proposal_id = begin_proposal(page, demo_server)
    page.get_by_role("button", name="Přidat zónu").click()
    choose(page, "Kde leží", "Vypočteno z kritéria")
    choose(page, "Měřeno od", "Škola")
    page.keyboard.press("Escape")
    expect(page.get_by_role("spinbutton", name="Do kolika metrů")).to_have_value("100")
    page.get_by_role("textbox", name="Název zóny").fill("Kolem škol")
    page.get_by_role("button", name="Uložit zónu").click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Kolem škol"))
    expect(row).to_contain_text("Vypočteno z kritéria")
    expect(row).to_contain_text("100 m")

    _, version = newest(database, proposal_id)
    assert [zone.source for zone in version.zones] == [ZoneSource.COMPUTED]
    with database.read() as session:
        places = session.scalars(select(ProtectedPlace).where(ProtectedPlace.kind == NearTo.SCHOOL)).all()
        schools = [to_krovak(place.outline) for place in places]
    assert len(schools) > 1
    around_schools = shapely.union_all([school.buffer(100) for school in schools])
    zone = to_krovak(stored_outline(database, proposal_id))
    assert zone.symmetric_difference(around_schools).area < 0.02 * around_schools.area
