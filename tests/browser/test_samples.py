"""Every real file beside the repository goes through the Data page in a real browser, as a person would load it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.formats import THIN_SPACE, number
from dashboard.language import use_language
from geodata.folding import folded
from tests.browser.conftest import STEP_WITHIN, Served, serving
from tests.browser.data_page import drop
from tests.browser.explorer import Explorer
from tests.samples import sample

pytestmark = pytest.mark.samples
expect.set_options(timeout=STEP_WITHIN)


@dataclass(frozen=True)
class Dropped:
    """A file, what the page takes its rows for without being told, and how many new and repeated records are in it."""

    name: str
    taken_for: str
    created: int
    repeated: int = 0
    kind: str = ""  # of places, where the file says it for all of them
    place: str = ""  # one that is then looked for on the map
    dropped_as: str = ""  # another name where a file of the same source is loaded too


FILES = (
    Dropped("gambling_premises_trafford.csv", "Místa", 27, kind="Herny"),
    Dropped("gambling_premises_trafford.geojson", "Místa", 27, kind="Herny", dropped_as="trafford.geojson"),
    Dropped("venues_praha.csv", "Místa", 1_170, 1, place="Restaurace u Čébi"),
    Dropped("points_praha_epsg3857.geojson", "Místa", 247),
    Dropped("kobo_submissions.csv", "Místa", 3),
    Dropped("track_garmin.gpx", "Místa", 1),
    Dropped("orp_usti_ostrava.geojson", "Území", 2),
    Dropped("okresy_topojson.json", "Území", 77),
    Dropped("ruian_adresy_vresova_cp1250.csv", "Adresy (RÚIAN)", 16),
    Dropped("ruian_vfr_ST_ZKSH.xml.gz", "Adresy (RÚIAN)", 1),
)


@pytest.fixture(scope="module")
def city(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all files: each is counted in its own report only."""
    directory = tmp_path_factory.mktemp("samples")
    shutil.copyfile(sqlite_template, directory / "lokality.db")
    with serving(directory, f"sqlite:///{directory / 'lokality.db'}") as served:
        yield served


def told(count: int) -> str:
    with use_language("cs"):
        return number(count)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_real_file_is_understood_and_loaded_whole(page: Page, city: Served, file: Dropped) -> None:
    path = sample(file.name)
    drop(page, city, file.dropped_as or path.name, path.read_bytes())
    expect(page.get_by_text(f"Řádky jsou: {file.taken_for}.", exact=True)).to_be_visible()
    if file.kind:
        expect(page.get_by_role("combobox", name="Všechny řádky jsou")).to_have_value(file.kind)
    counts = f"nových: {told(file.created)}, změněných: 0, beze změny: {told(file.repeated)}, k umístění: 0"
    expect(page.get_by_text(f"Co se stane – {counts}, odmítnutých: 0.")).to_be_visible()
    rows = r"\s".join(told(file.created + file.repeated).split(THIN_SPACE))
    page.get_by_role("button", name=re.compile(f"Nahrát {rows} řád")).click()
    expect(page.get_by_text(f"Nahráno – {counts}.")).to_be_visible()
    expect(page.get_by_role("link", name="Stáhnout odmítnuté řádky")).to_have_count(0)
    if file.place:
        find_on_map(page, city, file.place)


def find_on_map(page: Page, served: Served, place: str) -> None:
    """Follow the link to the map, look for a place as people write, and open it."""
    page.get_by_role("link", name="Ukázat na mapě").click()
    explorer = Explorer(page, served.address).wait()
    page.get_by_placeholder("Název nebo adresa").fill(folded(place))
    page.keyboard.press("Enter")
    explorer.rows.filter(has_text=place).first.click()
    expect(explorer.card.get_by_role("heading", name=place)).to_be_visible()
