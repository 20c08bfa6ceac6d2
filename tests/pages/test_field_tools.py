"""The tab "From the field" of the page Data: forms to take away, exports and copies brought back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from tests.batches import content_of
from tests.field_copies import change, load_copy, set_cells, take_copy
from tests.field_exports import SECOND, as_csv, dump, jpeg, photo_zip
from tests.pages.shown import Show, without_failure, words_of
from tests.small_city import some_site


def dropped(page: AppTest, path: Path, photos: Path | None = None) -> AppTest:
    page.file_uploader(key="field_file").set_value((path.name, path.read_bytes(), "application/octet-stream"))
    if photos is not None:
        page.file_uploader(key="field_photos").set_value((photos.name, photos.read_bytes(), "application/zip"))
    return without_failure(page.run())


def press(page: AppTest, key: str) -> AppTest:
    return without_failure(page.button(key=key).click().run())


@pytest.mark.parametrize(("language", "hostel"), [("cs", "Ubytovna"), ("en", "Hostel")])
def test_each_kind_has_its_form_to_take_away(show: Show, language: str, hostel: str) -> None:
    told = "".join(str(element.proto) for element in show("data", language).get("html"))
    for kind in SiteKind:
        assert f"/exports/form/{kind.value}.xlsx" in told
    assert hostel in told


def test_an_export_with_a_photo_is_tried_and_then_loaded_once(show: Show, database: Database, tmp_path: Path) -> None:
    export = as_csv(tmp_path / "a.csv", dump(photo="a.jpg"), dump(SECOND, lokality_kind="castle"))
    before = content_of(database)
    page = dropped(show("data", "en"), export, photo_zip(tmp_path / "m.zip", {"a.jpg": jpeg()}))
    page = press(page, "field_try")
    assert "Only tried: 1 new, 0 changed, 0 unchanged; 1 cannot be taken." in words_of(page)
    assert content_of(database) == before
    page = press(page, "field_load")
    assert "Loaded: 1 new, 0 changed, 0 unchanged; 1 could not be taken." in words_of(page)
    told = set(page.dataframe[-1].value.to_numpy().ravel())
    assert "The record does not say which kind of place it is about." in told
    loaded = content_of(database)
    assert len(loaded["photo"]) == 1
    assert "Loaded: 0 new, 0 changed, 1 unchanged" in words_of(press(page, "field_load"))
    assert {name: rows for name, rows in content_of(database).items() if name != "data_version"} == {
        name: rows for name, rows in loaded.items() if name != "data_version"
    }


def test_a_copy_for_qfield_comes_back_on_the_page(show: Show, database: Database, actor: Actor, tmp_path: Path) -> None:
    number = some_site(database, actor, "U lávky", kind=SiteKind.ILLEGAL_DUMP)
    copy = change(take_copy(database, actor, tmp_path / "q.gpkg"), set_cells(number, name="U nové lávky"))
    page = show("data", "cs")
    page.radio(key="field_way").set_value("qfield")
    page = press(dropped(page, copy), "field_load")
    assert "Nahráno: 0 nových, 1 změněných, 0 beze změny; nešlo vzít: 0." in words_of(page)
    assert load_copy(database, actor, copy).report.updated == 0


def test_a_copy_for_qfield_is_taken_by_a_link_that_says_what_is_in_it(show: Show) -> None:
    def link(page: AppTest) -> str:
        told = "".join(str(element.proto) for element in page.get("html"))
        (found,) = re.findall(r"/exports/qfield\.gpkg\?[\w=&;%-]*", told)
        return str(found).replace("&amp;", "&")

    page = show("data", "cs")
    assert link(page) == "/exports/qfield.gpkg?crs=EPSG%3A4326"
    page.multiselect(key="field_kinds").select(SiteKind.HOSTEL)
    page.selectbox(key="field_crs").select("EPSG:5514")
    assert link(without_failure(page.run())) == "/exports/qfield.gpkg?kinds=hostel&crs=EPSG%3A5514"


def test_a_file_of_another_kind_is_refused_in_one_sentence(show: Show, database: Database, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("nazev;lon;lat\nDům;14.0;50.6\n", encoding="utf-8")
    before = content_of(database)
    page = press(dropped(show("data", "cs"), path), "field_load")
    assert "není export formuláře z Lokality" in words_of(page)
    assert content_of(database) == before
