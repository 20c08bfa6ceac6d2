"""The page Data: a file is understood, tried, loaded; what waits is told; what was loaded is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.column_mapping import corrected_profile
from dashboard.components.loading_words import loaded_field_name, profile_name, target_name
from dashboard.components.uploaded_file import safe_name
from dashboard.language import LANGUAGES, use_language
from geodata.database import Database
from geodata.demo import build_demo
from geodata.demo.build import DEMO_DAY
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.model.sites import SiteKind
from geodata.services.city import local_actor
from geodata.services.loads import kept_profiles, list_loads
from geodata.services.organisations import add_organisation
from geodata.services.placing import list_waiting
from geodata.services.site_list import list_sites
from geodata.settings import Settings
from loaders.fields import FIELDS, Target
from loaders.prepare import LoadOptions, prepare
from loaders.profile import SHIPPED
from tests.batches import USTI, a_site, batch_of, content_of, load, load_sites, square
from tests.pages.shown import Show, links_of, showing, without_failure, words_of
from tests.small_city import worker_of

DUMPS = "id;Název;Adresa;lon;lat;Stav;Zjištěno\n" + "".join(
    f"{number};Skládka {number};Za tratí {number};14,0{number};50,66;trvá;1. 3. 2026\n" for number in range(1, 6)
)
ONE_BAD = DUMPS + "6;;;;;;\n7;Špatně;;14,05;120;;\n"
PARTLY_BAD = "id;name;lon;lat\n1;Dobré;14.03;50.66\n2;;;\n"


def drop(page: AppTest, name: str, content: str | bytes) -> AppTest:
    """Drop a file and wait until the page has understood it."""
    data = content.encode() if isinstance(content, str) else content
    page.file_uploader[0].set_value((name, data, "application/octet-stream"))
    return without_failure(page.run())


def button(page: AppTest, label: str) -> Any:
    return next(one for one in page.button if label in one.label)


def box(page: AppTest, label: str) -> Any:
    """A selectbox. Its labels are made in the test's own language, so what is chosen is chosen in Czech."""
    return next(one for one in page.selectbox if one.label == label)


def press(page: AppTest, label: str) -> AppTest:
    return without_failure(button(page, label).click().run())


def rows_of(database: Database, actor: Actor) -> int:
    return list_sites(database, actor, SiteFilter()).total


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("cs", ["Data", "Přetáhněte", "Každý záznam", "Zatím"]),
        ("en", ["Data", "Drop a table", "Every record has its place", "No file has been loaded yet"]),
    ],
)
def test_an_empty_city_is_told_what_to_drop(show: Show, language: str, words: list[str]) -> None:
    told = words_of(show("data", language))
    for word in words:
        assert word in told


@pytest.fixture(scope="module")
def demo(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The demo city, which these tests only look at."""
    path = tmp_path_factory.mktemp("data-page") / "demo.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    build_demo(database, today=DEMO_DAY)
    yield database
    database.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_city_shows_the_page_too(demo: Database, tmp_path: Path, language: str) -> None:
    with showing(demo, local_actor(demo), Settings(data_directory=tmp_path, base_map="none")) as show:
        assert show("data", language).title[0].value == "Data"


def test_who_may_not_load_gets_one_sentence(database: Database, actor: Actor, tmp_path: Path) -> None:
    ngo = add_organisation(database, actor, "Terén", OrganisationKind.NGO)
    reader = worker_of(database, actor, ngo, Role.TERRAIN)
    with showing(database, reader, Settings(data_directory=tmp_path, base_map="none")) as show:
        page = show("data", "en")
    assert len(page.error) == 1
    assert "You do not have permission for this." in words_of(page)


def test_a_dropped_file_is_understood_and_tried_before_anything_is_stored(
    show: Show, database: Database, actor: Actor
) -> None:
    before = content_of(database)
    page = drop(show("data", "en"), "skladky.csv", DUMPS)
    words = words_of(page)
    assert "5 new, 0 changed, 0 unchanged, 0 to be placed, 0 rejected" in words
    assert "Load 5 rows" in words
    table = page.dataframe[0].value
    assert list(table["field"]) == [
        "Identifier in the source", "Name", "Address", "Longitude", "Latitude", "Condition", "Seen on"
    ]  # fmt: skip
    assert content_of(database) == before


def test_a_file_is_loaded_and_everything_on_the_page_follows(show: Show, database: Database, actor: Actor) -> None:
    page = press(drop(show("data", "cs"), "skladky.csv", DUMPS + "6;Bez místa;Neznámá 1;;;;\n"), "Nahrát 6")
    words = words_of(page)
    assert "Nahráno – nových: 5, změněných: 0, beze změny: 0, k umístění: 1." in words
    assert "K umístění (1)" in [tab.label for tab in page.tabs]
    assert rows_of(database, actor) == 5
    assert list_waiting(database, actor).total == 1
    assert [one.file_name for one in list_loads(database, actor)] == ["skladky.csv"]
    assert not any("Nahrát 6" in one.label for one in page.button)
    again = drop(page, "skladky.csv", DUMPS)
    assert "nových: 0, změněných: 0, beze změny: 5" in words_of(again)


def test_a_kind_is_chosen_for_all_rows_where_the_file_does_not_say(
    show: Show, database: Database, actor: Actor
) -> None:
    page = drop(show("data"), "mista.csv", "id,name,lon,lat\n1,Dobré,14.03,50.66\n")
    kinds = box(page, "Všechny řádky jsou")
    page = without_failure(kinds.set_value("hostel").run())
    press(page, "Nahrát 1")
    assert list_sites(database, actor, SiteFilter()).by_kind[SiteKind.HOSTEL] == 1


def test_a_rejected_row_stops_the_file_unless_the_good_ones_may_go(
    show: Show, database: Database, actor: Actor, tmp_path: Path
) -> None:
    page = drop(show("data"), "mista.csv", PARTLY_BAD)
    assert "nových: 1, změněných: 0, beze změny: 0, k umístění: 0, odmítnutých: 1" in words_of(page)
    assert button(page, "Nahrát 2").disabled
    (offered,) = (tmp_path / "rejected").iterdir()
    assert offered.read_text(encoding="utf-8-sig").splitlines()[0] == "id,name,lon,lat"
    page = without_failure(page.checkbox[-1].check().run())
    assert not button(page, "Nahrát 2").disabled
    press(page, "Nahrát 2")
    assert rows_of(database, actor) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nothing.csv", b""),
        ("letter.xlsx", b"PK\x03\x04 this is no spreadsheet"),
        ("picture.geojson", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("../../etc/passwd.gpkg", b"SQLite format 3\x00" + bytes(64)),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_sentence(
    show: Show, database: Database, name: str, content: bytes
) -> None:
    before = content_of(database)
    page = drop(show("data", "en"), name, content)
    assert len(page.error) == 1
    assert "Traceback" not in page.error[0].value
    assert "unforeseen" not in page.error[0].value
    assert content_of(database) == before


def test_what_a_file_calls_its_columns_never_becomes_a_picture_or_a_link(show: Show) -> None:
    page = drop(show("data", "en"), "a.csv", "id,name,lon,lat,![x](http://evil.example/x.png)\n1,A,14.03,50.66,tajné\n")
    notes = [caption.value for caption in page.caption]
    assert any("evil" in note for note in notes)
    assert not any("![x](http" in note for note in notes)


def test_a_setting_of_the_file_that_does_not_fit_is_told_and_can_be_mended(show: Show) -> None:
    page = drop(show("data"), "skladky.csv", DUMPS)
    for value, errors in (("EPSG:nonsense", 1), ("EPSG:4326", 0)):
        crs = next(one for one in page.text_input if one.label == "Souřadnicový systém")
        page = without_failure(crs.set_value(value).run())
        assert len(page.error) == errors


def test_an_understanding_is_kept_under_a_name_and_offered_next_time(
    show: Show, database: Database, actor: Actor
) -> None:
    page = press(drop(show("data"), "skladky.csv", DUMPS), "Uložit profil")
    assert len(page.error) == 1
    page = press(without_failure(page.text_input(key="profile_name").set_value("Odbor").run()), "Uložit profil")
    assert list(kept_profiles(database, actor)) == ["Odbor"]
    page = drop(show("data"), "skladky.csv", DUMPS)
    chosen = box(page, "Co to je")
    assert "Odbor" in chosen.options
    page = without_failure(chosen.set_value("Odbor").run())
    assert "nových: 5" in words_of(page)


def test_records_without_a_place_are_listed_with_their_address(show: Show, database: Database, actor: Actor) -> None:
    load_sites(database, actor, a_site("1", lon=None, lat=None), a_site("2", lon=None, lat=None, address=None))
    page = show("data", "en")
    assert box(page, "Record").options == [
        "Skládka 1 · Za tratí · Places · skladky.csv",
        "Skládka 2 · no address · Places · skladky.csv",
    ]
    assert button(page, "Place it here").disabled


def test_loaded_files_are_remembered(show: Show, database: Database, actor: Actor) -> None:
    load_sites(database, actor, a_site("1"), source="Odbor")
    table = show("data", "en").dataframe[0].value
    assert list(table["File"]) == ["skladky.csv"]
    assert list(table["Source"]) == ["Odbor"]
    assert list(table["New"]) == ["1"]


FAR_AWAY = DUMPS + "8;Daleko;Jinde 1;18,5;49,0;trvá;1. 3. 2026\n9;*Hvězda*;Jinde 2;18,5;49,0;trvá;1. 3. 2026\n"


def map_link(page: AppTest) -> dict[str, list[str]]:
    """The query of the link to the map."""
    (link,) = [link for link in links_of(page) if link.startswith("map")]
    return parse_qs(link.partition("?")[2])


def test_after_a_load_the_map_shows_what_was_loaded_whole(show: Show, database: Database, actor: Actor) -> None:
    load_sites(database, actor, a_site("1", lon=15.2, lat=49.2), source="Dřív")
    mistyped = "7;Překlep;Za tratí 7;18,5;49,0;trvá;1. 3. 2026\n"
    page = press(drop(show("data"), "skladky.csv", DUMPS + mistyped), "Nahrát 6")
    query = map_link(page)
    assert [float(query[name][0]) for name in ("lon", "lat")] == pytest.approx([14.03, 50.66], abs=0.001)
    assert 11 <= int(query["z"][0]) <= 14
    earlier = list_loads(database, actor)[-1]
    page = without_failure(box(show("data"), "Ukázat nahraný soubor na mapě").set_value(earlier).run())
    query = map_link(page)
    assert [float(query[name][0]) for name in ("lon", "lat")] == pytest.approx([15.2, 49.2], abs=0.001)


def test_after_a_load_of_schools_the_map_shows_their_layer(show: Show) -> None:
    schools = "id;název;druh;lon;lat\n1;ZŠ Nová;škola;14,03;50,66\n2;Hřiště;hřiště;14,04;50,66\n"
    page = drop(show("data"), "skoly.csv", schools)
    assert "Řádky jsou: Chráněná místa (školy, hřiště…)." in words_of(page)
    query = map_link(press(page, "Nahrát 2"))
    assert "protected_places" in query["layers"][0].split(",")


def test_places_outside_of_the_city_are_told_before_and_after(show: Show, database: Database, actor: Actor) -> None:
    page = drop(show("data"), "skladky.csv", FAR_AWAY)
    assert not page.warning  # without areas nothing lies outside
    area = {"source_key": "u", "code": "u", "name": "Ústí", "kind": "city_district", "outline": square(*USTI, 0.2)}
    load(database, actor, batch_of("areas", [area]), source="ČÚZK")
    page = drop(show("data"), "skladky.csv", FAR_AWAY)
    told = "2 místa leží mimo území města: řádek 7 (Daleko), řádek 8 (*Hvězda*)."
    assert told in words_of(page)
    assert r"\*Hvězda\*" in page.warning[0].value
    page = press(page, "Nahrát 7")
    assert told in words_of(page)
    assert "nových: 7" in words_of(page)


def test_a_correction_of_a_column_is_a_profile_and_no_correction_is_none(tmp_path: Path) -> None:
    path = tmp_path / "mista.csv"
    path.write_text("id,name,lon,lat,poznamka\n1,A,14.03,50.66,x\n", encoding="utf-8")
    with prepare(path) as preparation:
        guessed = {guess.column: guess.field or "" for guess in preparation.guess.columns}
        assert corrected_profile(preparation, guessed) is None
        corrected = corrected_profile(preparation, guessed | {"name": "", "poznamka": "name"})
    assert corrected is not None
    with prepare(path, LoadOptions(profile=corrected)) as preparation:
        assert preparation.preview()[0]["name"] == "x"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("target", Target)
def test_fields_of_a_target_have_names_of_their_own(language: str, target: Target) -> None:
    with use_language(language):
        names = [loaded_field_name(field.name) for field in FIELDS[target]]
        assert len(set(names)) == len(names)
        assert target_name(target)
        assert all(profile_name(name) != name for name in SHIPPED)


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("skladky.csv", "skladky.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\data\\a.csv", "a.csv"),
        ("a\x00b.csv", "ab.csv"),
        ("..", "file"),
        ("", "file"),
        ("x" * 300 + ".csv", "x" * 96 + ".csv"),
    ],
)
def test_whatever_a_browser_calls_a_file_it_lies_in_its_folder(sent: str, stored: str) -> None:
    assert safe_name(sent) == stored
