"""The map page without its map: the list, the filters, the cards and what can be taken away."""

from __future__ import annotations

from datetime import timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor, Role, Sensitivity
from geodata.model.sites import Condition, SiteKind
from geodata.settings import Settings
from tests.pages.shown import Show, links_of, showing, without_failure, words_of
from tests.small_city import SmallCity, some_issue, some_site, worker_of

LANGUAGES = ("cs", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_city_says_how_to_begin(show: Show, language: str) -> None:
    page = show("map", language)
    expected = {"cs": "Nahrajte vlastní soubor", "en": "Load a file of your own"}
    assert expected[language] in words_of(page)
    assert not page.error


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_at_once_what_it_is_for(show: Show, city: SmallCity, language: str) -> None:
    words = words_of(show("map", language))
    title = {"cs": "Co je kde v nepořádku a kdo to má na starosti", "en": "What is wrong where, and who has it"}
    numbers = {"cs": "**3** místa", "en": "**3** places"}
    assert title[language] in words
    assert numbers[language] in words


def rows_of(words: str, *names: str) -> list[str]:
    """The names in the order in which the page says them."""
    return sorted((name for name in names if f"**{name}**" in words), key=lambda name: words.index(f"**{name}**"))


def test_the_oldest_open_issue_comes_first_in_the_list(show: Show, database: Database, actor: Actor) -> None:
    older, newer = (some_site(database, actor, name) for name in ("Dlouhá 1", "Krátká 2"))
    some_site(database, actor, "Tichá 3")
    some_issue(database, actor, site_ids=(newer,), raised_on=clock.today() - timedelta(days=3))
    some_issue(database, actor, site_ids=(older,), raised_on=clock.today() - timedelta(days=90))
    words = words_of(show("map"))
    assert rows_of(words, "Tichá 3", "Krátká 2", "Dlouhá 1") == ["Dlouhá 1", "Krátká 2", "Tichá 3"]


def test_a_filter_of_the_address_narrows_the_list_and_stands_in_its_chip(show: Show, city: SmallCity) -> None:
    page = show("map", kinds="illegal_dump")
    words = words_of(page)
    assert "**Za tratí**" in words
    assert "**Školní 12**" not in words
    assert page.button_group(key="map-kinds").value == [SiteKind.ILLEGAL_DUMP]


def test_choosing_in_a_chip_narrows_the_list_and_goes_into_the_address(show: Show, city: SmallCity) -> None:
    page = show("map")
    page = without_failure(page.button_group(key="map-conditions").set_value([Condition.PRESENT]).run())
    assert "**Školní 12**" not in words_of(page)
    assert page.query_params["conditions"] == "present"


def test_text_is_found_without_diacritics(show: Show, city: SmallCity) -> None:
    page = show("map")
    page = without_failure(page.text_input(key="map-text").set_value("skolni").run())
    words = words_of(page)
    assert "**Školní 12**" in words
    assert "**Za tratí**" not in words
    page = without_failure(page.button(key="map-clear").click().run())
    assert "**Za tratí**" in words_of(page)
    assert "text" not in page.query_params


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_found_elsewhere_is_said_and_the_map_goes_there_when_asked(
    show: Show, database: Database, actor: Actor, city: SmallCity, language: str
) -> None:
    some_site(database, actor, "Daleká 1", position=(15.2, 49.2))
    page = show("map", language, text="Daleka")
    page.session_state["map-box"] = (14.0, 50.6, 14.1, 50.7)  # what the map, which is blank here, would tell
    page = without_failure(page.run())
    said = {"cs": "1 místo se našlo jinde", "en": "1 place was found elsewhere"}
    assert said[language] in words_of(page)
    page = without_failure(page.button(key="map-show-found").click().run())
    move = page.session_state["map-move"]
    assert move.to is None
    assert move.box == pytest.approx((15.2, 49.2, 15.2, 49.2), abs=0.001)


def test_a_map_moved_to_where_nothing_is_offers_no_way_back_without_a_filter(show: Show, city: SmallCity) -> None:
    page = show("map")
    page.session_state["map-box"] = (18.0, 49.0, 18.1, 49.1)
    page = without_failure(page.run())
    assert "Tady žádné místo není" in words_of(page)
    assert not [button for button in page.button if button.key == "map-show-found"]


def test_a_filter_that_finds_nothing_says_what_to_do(show: Show, city: SmallCity) -> None:
    assert "zrušte filtry" in words_of(show("map", text="nic takového"))


def test_a_row_opens_the_card_and_the_card_leads_on(show: Show, city: SmallCity) -> None:
    page = show("map")
    page = without_failure(page.button(key=f"sign-hazardous_building-row-{city.building_id}").click().run())
    words = words_of(page)
    assert "Hrozí zřícení římsy" in words
    assert "Městská policie" in words
    assert "Mluvilo se o tom na poradách" in words
    assert f"site?id={city.building_id}" in links_of(page)
    assert f"issue?id={city.building_issue_id}" in links_of(page)
    assert f"meeting?id={city.meeting_id}" in links_of(page)
    assert page.query_params["site"] == str(city.building_id)
    page = without_failure(page.button(key="panel-back").click().run())
    assert "**Za tratí**" in words_of(page)
    assert "site" not in page.query_params


def test_an_address_with_a_place_opens_its_card(show: Show, city: SmallCity) -> None:
    words = words_of(show("map", site=city.dump_id))
    assert "## Za tratí" in words
    assert "Skládka se vrátila" in words


@pytest.mark.parametrize("query", [{"site": 4711}, {"service": 9}, {"locality_card": 9}, {"zone": 9}])
def test_an_address_of_what_is_not_there_gets_a_sentence(show: Show, city: SmallCity, query: dict[str, int]) -> None:
    assert "Tento záznam tu není" in words_of(show("map", **query))


def test_whom_a_restricted_place_is_not_for_never_sees_it(database: Database, actor: Actor, city: SmallCity) -> None:
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    with showing(database, worker, Settings(base_map="none")) as show:
        assert "Zadní trakt" not in words_of(show("map"))
        assert "Tento záznam tu není" in words_of(show("map", site=city.hidden_site_id))
        assert "/exports/" not in words_of(show("map"))


def test_the_download_is_of_what_is_filtered(show: Show, city: SmallCity) -> None:
    words = words_of(show("map", kinds="illegal_dump", text="za"))
    for ending in ("csv", "xlsx", "geojson", "gpkg"):
        assert f"/exports/sites.{ending}?kinds=illegal_dump&amp;text=za" in words


def test_names_of_people_s_making_mean_nothing_but_themselves(show: Show, database: Database, actor: Actor) -> None:
    name = "<img src=x> **tučně** [odkaz](http://example.org) :red[x]"
    site_id = some_site(database, actor, name, sensitivity=Sensitivity.PARTNERS)
    page = show("map")
    label = page.button(key=f"sign-hazardous_building-row-{site_id}").label
    assert "\\<img" in label
    assert "\\[odkaz\\]" in label
    assert "\\*\\*tučně" in label
