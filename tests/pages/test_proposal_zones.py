"""Zones that nobody draws: computed from a criterion, taken from a locality, named by addresses."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from geodata.database import Database
from geodata.model.criteria import NearTo
from geodata.model.people import Actor
from geodata.model.zones import ZoneSource
from geodata.services.proposal_impact import version_impact
from tests.pages.desk import press
from tests.pages.shown import Show, without_failure, words_of
from tests.proposals import NEAR_LOCALITY, Proposed, newest, proposed
from tests.small_city import SmallCity


@pytest.fixture
def made(database: Database, actor: Actor, city: SmallCity) -> Proposed:
    return proposed(database, actor, city.cell_id)


@pytest.fixture
def page(show: Show, made: Proposed) -> AppTest:
    """The empty draft with the form of a new zone."""
    return press(show("proposal", id=made.proposal_id), "zone-add")


def figures_of(page: AppTest) -> str:
    return "".join(one.proto.body for one in page.get("html") if "lokality-figures" in one.proto.body)


def way(page: AppTest, source: ZoneSource) -> AppTest:
    """The form of that way of making a zone."""
    return without_failure(page.selectbox(key="zone-field-source").set_value(source).run())


def test_a_zone_is_computed_tried_out_and_saved(
    page: AppTest, database: Database, actor: Actor, made: Proposed
) -> None:
    page = way(page, ZoneSource.COMPUTED)
    page = press(page, "zone-save")
    assert "Vyberte, od čeho se vzdálenost měří." in page.error[0].value
    page.multiselect(key="zone-field-near").set_value([NearTo.LOCALITY]).run()
    page = press(page, "zone-try")
    assert "2 z 2" in figures_of(page)
    assert "která ještě není uložená" in figures_of(page)
    assert "Měřeno od 1 místa." in words_of(page)
    assert "S touto zónou, bylo → je:" in words_of(page)
    assert "Zasažené provozovny: 0 z 2 → **2 z 2**" in words_of(page)
    assert not newest(database, actor, made.proposal_id).zones
    page = press(page, "zone-untried")
    assert "0 z 2" in figures_of(page)
    assert "bylo → je" not in words_of(page)
    page.text_input(key="zone-field-name").input("Kolem lokality").run()
    press(page, "zone-save")
    (zone,) = newest(database, actor, made.proposal_id).zones
    assert (zone.source, zone.measured) == (ZoneSource.COMPUTED, NEAR_LOCALITY)
    assert "do 100" in zone.criterion  # its words are those of the rule, as nobody wrote any
    assert not version_impact(database, actor, made.version_id).findings


def test_a_distance_from_what_is_not_loaded_says_where_to_load_it(page: AppTest) -> None:
    page = way(page, ZoneSource.COMPUTED)
    page.multiselect(key="zone-field-near").set_value([NearTo.SCHOOL]).run()
    page = press(page, "zone-try")
    assert "Data" in page.error[0].value


def test_a_zone_takes_the_outline_of_a_locality(
    page: AppTest, database: Database, actor: Actor, made: Proposed
) -> None:
    page = way(page, ZoneSource.LOCALITY)
    page.text_input(key="zone-field-name").input("Předlice").run()
    page = press(page, "zone-save")
    assert "Vyberte lokalitu nebo území" in page.error[0].value
    (choice,) = [one for one in page.selectbox if one.key == "zone-field-subject-locality"]
    choice.select("Předlice").run()
    press(page, "zone-save")
    (zone,) = newest(database, actor, made.proposal_id).zones
    assert (zone.source, zone.name) == (ZoneSource.LOCALITY, "Předlice")


def test_addresses_that_nobody_knows_are_told_and_nothing_typed_is_lost(page: AppTest) -> None:
    page = way(page, ZoneSource.ADDRESSES)
    page.text_area(key="zone-field-addresses").input("Neznámá 1\nNeznámá 2").run()
    page = press(page, "zone-save")
    assert "Žádnou z těchto adres neznáme" in page.error[0].value
    assert page.text_area(key="zone-field-addresses").value == "Neznámá 1\nNeznámá 2"


def test_a_form_that_is_put_away_stores_nothing(
    page: AppTest, database: Database, actor: Actor, made: Proposed
) -> None:
    page.text_input(key="zone-field-name").input("Nic").run()
    page = press(page, "zone-cancel")
    assert [button.key for button in page.button if button.key == "zone-add"]
    assert not newest(database, actor, made.proposal_id).zones
