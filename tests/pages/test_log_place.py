"""Logging a place without its map: the steps, what is asked of which kind, what is missing, what was saved."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.place_position import Placed
from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor, Role
from geodata.model.sites import Condition, SiteKind
from geodata.services.patrol_places import patrol_places
from geodata.services.patrol_steps import start_patrol, stop_patrol
from geodata.services.site_card import site_card
from geodata.services.site_list import list_sites
from geodata.settings import Settings
from tests.pages.shown import Show, links_of, showing, without_failure, words_of
from tests.patrols import some_patrol
from tests.small_city import SmallCity, some_site, worker_of
from tests.storage.addresses import some_address

HERE = Placed((50.66, 14.05))
FAR = Placed((50.7, 14.1))


def choose(page: AppTest, kind: SiteKind, placed: Placed | None = None) -> AppTest:
    """Choose the kind, and the position as the map would."""
    if placed is not None:
        page.session_state["log-1-placed"] = placed
    return without_failure(page.button(key=f"sign-{kind.value}-tile").click().run())


def save(page: AppTest, form: str = "log-1") -> AppTest:
    return without_failure(page.button(key=f"{form}-save").click().run())


@pytest.mark.parametrize("language", ["cs", "en"])
def test_it_begins_with_what_and_where(show: Show, language: str) -> None:
    words = words_of(show("log_place", language))
    for question in {"cs": ("Co to je?", "Kde to je?"), "en": ("What is it?", "Where is it?")}[language]:
        assert question in words


@pytest.mark.parametrize("kind", list(SiteKind))
def test_each_kind_asks_its_own_few_questions(show: Show, kind: SiteKind) -> None:
    page = choose(show("log_place"), kind)
    assert page.selectbox(key=f"log-1-{kind.value}-condition").value is None
    assert page.button(key="log-1-save")


def test_a_place_without_position_is_not_saved_and_says_what_is_missing(
    show: Show, database: Database, actor: Actor
) -> None:
    page = save(choose(show("log_place"), SiteKind.ILLEGAL_DUMP))
    assert "Chybí už jen to, kde to je" in words_of(page)
    assert list_sites(database, actor, SiteFilter()).total == 0


def test_a_saved_place_is_told_and_the_next_form_is_empty(show: Show, database: Database, actor: Actor) -> None:
    page = choose(show("log_place"), SiteKind.ILLEGAL_DUMP, FAR)
    page.selectbox(key="log-1-illegal_dump-condition").select(Condition.PRESENT)
    page.number_input(key="log-1-illegal_dump-volume_m3").set_value(2.5)
    page.text_input(key="log-1-name").set_value("Za garážemi")
    page.text_area(key="log-1-note").set_value("Pneumatiky a suť.")
    page = save(page)
    (row,) = list_sites(database, actor, SiteFilter()).rows
    card = site_card(database, actor, row.id)
    assert (card.name, card.condition, card.details) == ("Za garážemi", Condition.PRESENT, {"volume_m3": 2.5})
    assert (card.latitude, card.longitude) == FAR.at
    assert "Místo je na mapě." in words_of(page)
    assert f"site?id={row.id}" in links_of(page)
    page = without_failure(page.button[0].click().run())
    assert "Co to je?" in words_of(page)
    assert "log-2-placed" not in page.session_state or page.session_state["log-2-placed"] is None


def test_a_known_place_of_the_same_kind_is_offered_before_a_new_one_is_made(show: Show, city: SmallCity) -> None:
    page = choose(show("log_place"), SiteKind.HAZARDOUS_BUILDING, HERE)
    words = words_of(page)
    assert "Není to některé z nich?" in words
    assert "**Školní 12**" in words
    assert "Za tratí" not in words  # a dump is none of the buildings
    page = without_failure(page.button(key=f"sign-hazardous_building-known-{city.building_id}").click().run())
    assert "Zapsat kontrolu" in words_of(page)
    assert page.selectbox(key=f"log-1-{city.building_id}-hazardous_building-condition").value == Condition.DANGEROUS


def test_who_says_it_is_another_place_is_not_asked_again(show: Show, city: SmallCity) -> None:
    page = choose(show("log_place"), SiteKind.HAZARDOUS_BUILDING, HERE)
    page = without_failure(page.button(key="log-1-new").click().run())
    assert "Není to některé z nich?" not in words_of(page)


def test_a_visit_adds_to_the_story_of_the_known_place(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = show("log_place", site=city.building_id)
    form = f"log-1-{city.building_id}"
    page.selectbox(key=f"{form}-hazardous_building-condition").select(Condition.COLLAPSED)
    page = save(page, form)
    assert "Kontrola je zapsaná." in words_of(page)
    assert site_card(database, actor, city.building_id).condition == Condition.COLLAPSED
    assert list_sites(database, actor, SiteFilter()).total == 3


def test_an_address_can_be_found_and_taken(show: Show, database: Database, actor: Actor) -> None:
    some_address(database, actor, "Řeznická", "12", "5a")
    page = choose(show("log_place"), SiteKind.HOSTEL)
    page = without_failure(page.text_input(key="log-1-address-search").set_value("reznicka 5").run())
    page = without_failure(page.button(key="log-1-address-1").click().run())
    page = save(page)
    (row,) = list_sites(database, actor, SiteFilter()).rows
    assert (row.name, row.address) == ("Řeznická 12/5a", "Řeznická 12/5a")


def test_an_unknown_address_says_what_to_do_instead(show: Show) -> None:
    page = choose(show("log_place"), SiteKind.HOSTEL)
    page = without_failure(page.text_input(key="log-1-address-search").set_value("Nikde 1").run())
    assert "Klepněte raději do mapy" in words_of(page)


def test_who_may_not_log_places_gets_a_sentence(database: Database, actor: Actor, city: SmallCity) -> None:
    partner = worker_of(database, actor, city.ngo_id, Role.PARTNER)
    with showing(database, partner, Settings(base_map="none")) as show:
        page = show("log_place")
        assert [error.value for error in page.error]
        assert "Co to je?" not in words_of(page)


def test_who_has_no_organisation_is_not_offered_a_place_only_for_it(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    options = choose(show("log_place"), SiteKind.ILLEGAL_DUMP).selectbox(key="log-1-sensitivity").options
    with showing(database, worker_of(database, actor, None, Role.TERRAIN), Settings(base_map="none")) as show_alone:
        alone = choose(show_alone("log_place"), SiteKind.ILLEGAL_DUMP).selectbox(key="log-1-sensitivity")
    assert set(options) - set(alone.options) == {"Jen pro nás a koordinátory"}


def test_the_day_of_the_visit_begins_as_today(show: Show) -> None:
    page = choose(show("log_place"), SiteKind.OTHER)
    assert page.date_input(key="log-1-day").value == clock.today()


def test_a_visit_before_today_is_recorded_on_its_day(show: Show, database: Database, actor: Actor) -> None:
    site_id = some_site(database, actor, "Dvůr", kind=SiteKind.OTHER)
    page = show("log_place", site=site_id)
    page.date_input(key=f"log-1-{site_id}-day").set_value(date(2020, 5, 17))
    save(page, f"log-1-{site_id}")
    assert site_card(database, actor, site_id).verified_on == clock.today()


def test_a_place_goes_under_the_patrol_that_is_under_way_unless_that_is_taken_off(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    officer = worker_of(database, actor, city.police_id, Role.POLICE)
    patrol_id = some_patrol(database, officer, purpose="Sklepy *večer*")
    with showing(database, officer, Settings(base_map="none")) as show:
        assert not [box for box in show("log_place").checkbox if "patrol" in str(box.key)]
        start_patrol(database, officer, patrol_id, 1)
        page = choose(show("log_place"), SiteKind.ILLEGAL_DUMP, FAR)
        assert "Zapisuje se pod pochůzku" in page.checkbox(key="log-1-patrol").label
        save(page)
        assert patrol_places(database, officer, patrol_id).count == 1
        page = choose(show("log_place"), SiteKind.HOSTEL, FAR)
        page.checkbox(key="log-1-patrol").set_value(False)
        save(page)
        assert patrol_places(database, officer, patrol_id).count == 1


def test_a_patrol_that_ended_while_one_wrote_costs_nothing_and_is_told(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    officer = worker_of(database, actor, city.police_id, Role.POLICE)
    with standing_at(clock.now() - timedelta(hours=2)):
        patrol_id = some_patrol(database, officer)
        start_patrol(database, officer, patrol_id, 1)
    with showing(database, officer, Settings(base_map="none")) as show:
        page = choose(show("log_place"), SiteKind.ILLEGAL_DUMP, FAR)
        with standing_at(clock.now() - timedelta(hours=1)):
            stop_patrol(database, officer, patrol_id, 2)
        assert "Zapsáno je, ale ne pod pochůzkou" in words_of(save(page))
    assert patrol_places(database, officer, patrol_id).count == 0
