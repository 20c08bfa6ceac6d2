"""A zone is tried before it is saved: with its cap, with what it is measured from; and another tab loses nothing."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from geodata import clock
from geodata.database import Database
from geodata.model.criteria import NearTo
from geodata.model.people import Actor
from geodata.model.zones import ZoneRule, ZoneSource
from geodata.services.proposal_impact import version_impact
from geodata.services.sites import NewObservation, observe
from geodata.services.zone_drafts import add_zone
from tests.pages.desk import press
from tests.pages.shown import Show, without_failure, words_of
from tests.proposals import AROUND_WEST, Proposed, a_zone, newest, proposed
from tests.small_city import SmallCity


@pytest.fixture
def made(database: Database, actor: Actor, city: SmallCity) -> Proposed:
    return proposed(database, actor, city.cell_id)


def changed_zone(show: Show, made: Proposed) -> AppTest:
    """The form of the only zone of the draft."""
    return press(show("proposal", id=made.proposal_id), "zone-change")


def test_another_cap_is_tried_before_it_is_saved(show: Show, database: Database, actor: Actor, made: Proposed) -> None:
    observe(database, actor, made.west_id, NewObservation(clock.today(), details={"machines": 30}))
    add_zone(database, actor, made.version_id, a_zone(AROUND_WEST, rule=ZoneRule.MACHINE_CAP, cap=10))
    page = changed_zone(show, made)
    page.number_input(key="zone-field-cap").set_value(25).run()
    page = press(page, "zone-try")
    assert ": 20 → **5**" in words_of(page)
    press(page, "zone-save")
    assert version_impact(database, actor, made.version_id).summary.whole.machines_to_go == 5


def test_a_computed_zone_is_tried_with_its_criterion(show: Show, made: Proposed) -> None:
    page = press(show("proposal", id=made.proposal_id), "zone-add")
    page = without_failure(page.selectbox(key="zone-field-source").set_value(ZoneSource.COMPUTED).run())
    page.multiselect(key="zone-field-near").set_value([NearTo.LOCALITY]).run()
    page = press(page, "zone-try")
    assert "nelze ověřit" not in words_of(page)
    page.number_input(key="zone-field-within").set_value(50.0).run()
    assert "vyzkoušejte dopad znovu" in words_of(page)  # the outline that was tried is not what would be saved
    assert "bylo → je" not in words_of(page)


def test_a_half_filled_zone_waits_while_another_tab_is_read(
    show: Show, database: Database, actor: Actor, made: Proposed
) -> None:
    page = press(show("proposal", id=made.proposal_id), "zone-add")
    page = without_failure(page.selectbox(key="zone-field-source").set_value(ZoneSource.COMPUTED).run())
    page.text_input(key="zone-field-name").input("Za tratí")
    page.multiselect(key="zone-field-near").set_value([NearTo.LOCALITY])
    page.number_input(key="zone-field-within").set_value(70.0).run()
    for tab in ("impact", "votes", "rules"):
        page.query_params["show"] = tab
        page = without_failure(page.run())
        assert ("zone-save" in {button.key for button in page.button}) == (tab == "rules")
    assert page.text_input(key="zone-field-name").value == "Za tratí"
    assert page.multiselect(key="zone-field-near").value == [NearTo.LOCALITY]
    press(page, "zone-save")
    (zone,) = newest(database, actor, made.proposal_id).zones
    assert (zone.name, zone.measured and zone.measured.within_m) == ("Za tratí", 70.0)
