"""The tab of the public picture on the page Administration."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from geodata.database import Database
from geodata.model.people import Actor
from geodata.services.public_picture import Switch, list_snapshots, public_switch
from tests.pages.shown import Show, without_failure, words_of
from tests.publishing import WEST, add_district, add_places


@pytest.fixture
def district(database: Database, actor: Actor) -> int:
    return add_district(database, actor, WEST, 0)


def press(page: AppTest, name: str) -> AppTest:
    (button,) = [button for button in page.button if button.label == name]
    return without_failure(button.click().run())


def test_the_switch_is_off_and_can_be_turned(show: Show, database: Database, actor: Actor, district: int) -> None:
    page = show("administration")
    assert [toggle.value for toggle in page.toggle] == [False, False]
    page.toggle[0].set_value(True)
    press(page, "Uložit nastavení")
    assert public_switch(database, actor) == Switch(on=True)


def test_the_preview_shows_published_values_alone(show: Show, database: Database, actor: Actor, district: int) -> None:
    add_places(database, actor, 9)
    page = press(show("administration"), "Ukázat, co by se teď zveřejnilo")
    (table,) = [frame.value for frame in page.dataframe if "Ubytovny" in frame.value.columns]
    row = table.iloc[0]
    assert (row["Území"], row["Ubytovny"], row["Herny"], row["Celkem"]) == (WEST, "≥ 8 · < 8", "< 8 · < 8", "≥ 8")
    assert list_snapshots(database, actor) == []


def test_a_snapshot_is_made_and_withdrawn(show: Show, database: Database, actor: Actor, district: int) -> None:
    page = press(show("administration"), "Pořídit snímek tohoto měsíce")
    assert "Tento měsíc už svůj snímek má" in words_of(page)
    (choice,) = [box for box in page.selectbox if box.key == "public-withdraw"]
    without_failure(choice.select_index(0).run())
    press(page, "Odebrat a smazat natrvalo")
    (row,) = list_snapshots(database, actor)
    assert row.withdrawn_at is not None


def test_without_areas_it_says_what_to_load(show: Show) -> None:
    page = press(show("administration"), "Pořídit snímek tohoto měsíce")
    assert any("Nejdřív je nahrajte" in error.value for error in page.error)
