"""A GPX track is loaded at a patrol, stands on its map, and is erased by a button."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from geodata import clock
from geodata.database import Database
from geodata.services.city import local_actor
from geodata.services.patrol_steps import start_patrol
from tests.browser.conftest import Served, come_to_rest
from tests.patrols import some_patrol
from tests.tracks import HERE, STEP, gpx

PATIENT = 30_000  # milliseconds; the first page imports the map


def test_a_track_is_loaded_seen_and_erased(server: Served, page: Page, tmp_path: Path) -> None:
    database = Database(server.database_url)
    actor = local_actor(database)
    patrol_id = some_patrol(database, actor)
    start_patrol(database, actor, patrol_id, 1)
    database.close()
    now = clock.now()
    points = [
        (HERE[0] + STEP * (minute % 3), HERE[1] + STEP * minute, (now - timedelta(minutes=30 - minute)).isoformat())
        for minute in range(30)
    ]
    file = gpx(tmp_path / "Večerní pochůzka.gpx", points)

    page.goto(f"{server.address}/patrols?id={patrol_id}")
    page.get_by_role("button", name="Nahrát trasu").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)
    page.get_by_role("dialog").get_by_role("button", name="Nahrát", exact=True).click()
    expect(page.get_by_text("Trasa je nahraná.")).to_be_visible(timeout=PATIENT)
    frame = page.frame_locator("iframe[src*=folium]")
    expect(frame.locator(".leaflet-overlay-pane path")).to_be_visible(timeout=PATIENT)
    come_to_rest(page)

    page.get_by_role("button", name="Smazat trasu").click()
    expect(page.get_by_text("Trasa je smazaná.")).to_be_visible(timeout=PATIENT)
    expect(page.locator("iframe[src*=folium]")).to_have_count(0)
