"""A draft is written on its page: zones from a file, changed, removed, exceptions, texts, two people at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import time

import pytest
import shapely
from streamlit.testing.v1 import AppTest

from dashboard.application import Application, install
from geodata.database import Database
from geodata.model.people import Actor, Role
from geodata.model.zones import ZoneRule, ZoneSource
from geodata.services.proposal_card import VersionCard, version_card
from geodata.services.proposal_drafts import draft_version
from geodata.services.proposal_impact import version_impact
from geodata.services.zone_drafts import add_exception, alter_zone, remove_zone
from geodata.settings import Settings
from tests.open_door import OpenDoor
from tests.pages.desk import press
from tests.pages.shown import Show, without_failure, words_of
from tests.proposals import AROUND_WEST, Proposed, a_zone, proposed, submitted, with_texts, with_zone
from tests.small_city import SmallCity

Card = Callable[[], VersionCard]


@pytest.fixture
def made(database: Database, actor: Actor, city: SmallCity) -> Proposed:
    return proposed(database, actor, city.cell_id)


@pytest.fixture
def card(database: Database, actor: Actor, made: Proposed) -> Card:
    """The draft as it is now."""
    return lambda: version_card(database, actor, made.version_id)


def zones_file(*, rule: str = "total_ban") -> bytes:
    properties = {"name": "Od školy", "rule": rule, "criterion": "Do 100 m od školy"}
    feature = {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(AROUND_WEST)}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def dropped(page: AppTest, content: bytes) -> AppTest:
    """The page after somebody dropped a file of zones."""
    page = press(page, "zone-load")
    return without_failure(page.file_uploader[0].set_value([("zony.geojson", content, "application/geo+json")]).run())


def test_a_new_draft_says_what_to_do(show: Show, made: Proposed) -> None:
    page = show("proposal", id=made.proposal_id)
    assert "Zatím tu není žádná zóna" in words_of(page)
    assert "0 z 2" in "".join(one.proto.body for one in page.get("html"))


def test_zones_of_a_file_come_into_the_draft(show: Show, made: Proposed, card: Card) -> None:
    page = dropped(show("proposal", id=made.proposal_id), zones_file())
    assert "Od školy" in words_of(page)
    page = press(page, "zone-load-save")
    (zone,) = card().zones
    assert (zone.name, zone.rule, zone.source) == ("Od školy", ZoneRule.TOTAL_BAN, ZoneSource.LOADED)
    assert "1 z 2" in "".join(one.proto.body for one in page.get("html"))


def test_a_file_with_hours_asks_for_them(show: Show, made: Proposed, card: Card) -> None:
    page = dropped(show("proposal", id=made.proposal_id), zones_file(rule="time_band"))
    page.time_input(key="zone-field-ends").set_value(time(22)).run()
    page = press(page, "zone-load-save")
    assert "Pásmo začíná a končí ve stejný čas" in page.error[0].value
    assert not card().zones
    page.time_input(key="zone-field-ends").set_value(time(6)).run()
    press(page, "zone-load-save")
    band = card().zones[0].band
    assert band is not None
    assert band.crosses_midnight


def test_a_file_with_a_strange_rule_is_not_added(show: Show, made: Proposed) -> None:
    page = dropped(show("proposal", id=made.proposal_id), zones_file(rule="sale_ban"))
    assert page.button(key="zone-load-save").disabled
    assert "nepatří" in page.warning[0].value


def test_what_is_no_map_file_is_refused_with_a_sentence(show: Show, made: Proposed) -> None:
    page = dropped(show("proposal", id=made.proposal_id), b"{}")
    assert page.error[0].value


def test_a_zone_is_changed_and_two_people_see_each_other(
    show: Show, database: Database, actor: Actor, made: Proposed, card: Card
) -> None:
    zone_id = with_zone(database, actor, made)
    page = press(show("proposal", id=made.proposal_id), "zone-change")
    (seen,) = card().zones
    alter_zone(database, actor, zone_id, seen.row_version, a_zone(name="Cizí název"))
    page.text_input(key="zone-field-name").input("Můj název").run()
    page = press(page, "zone-save")
    assert "mezitím změnil někdo jiný" in page.warning[0].value
    assert "Cizí název" in words_of(page)
    assert page.text_input(key="zone-field-name").value == "Můj název"
    assert card().zones[0].name == "Cizí název"
    press(page, "zone-save")
    (zone,) = card().zones
    assert (zone.name, zone.measured) == ("Můj název", seen.measured)


def test_a_zone_that_somebody_removed_meanwhile_is_told_and_nothing_typed_is_lost(
    show: Show, database: Database, actor: Actor, made: Proposed, card: Card
) -> None:
    zone_id = with_zone(database, actor, made)
    page = press(show("proposal", id=made.proposal_id), "zone-change")
    remove_zone(database, actor, zone_id, card().zones[0].row_version)
    page.text_input(key="zone-field-name").input("Můj název").run()
    page = press(page, "zone-save")
    assert page.error[0].value
    assert page.text_input(key="zone-field-name").value == "Můj název"


@pytest.mark.parametrize(("within_m", "told"), [(50_000.0, "Vzdálenost je od 0 do 5000\u00a0m")])
def test_a_distance_that_parts_nothing_is_refused(
    show: Show, database: Database, actor: Actor, made: Proposed, card: Card, within_m: float, told: str
) -> None:
    with_zone(database, actor, made)
    page = press(show("proposal", id=made.proposal_id), "zone-change")
    page.number_input(key="zone-field-within").set_value(within_m).run()
    page = press(page, "zone-save")
    assert told in page.error[0].value
    assert card().zones[0].measured == a_zone().measured


def test_empty_hours_are_refused_with_a_sentence(
    show: Show, database: Database, actor: Actor, made: Proposed, card: Card
) -> None:
    with_zone(database, actor, made)
    page = press(show("proposal", id=made.proposal_id), "zone-change")
    page.selectbox(key="zone-field-rule").set_value(ZoneRule.TIME_BAND).run()
    page.time_input(key="zone-field-starts").set_value(time(6)).run()
    page = press(page, "zone-save")
    assert "Pásmo začíná a končí ve stejný čas" in page.error[0].value
    page.time_input(key="zone-field-starts").set_value(time(22)).run()
    press(page, "zone-save")
    assert card().zones[0].rule == ZoneRule.TIME_BAND


def test_personal_data_in_a_criterion_is_asked_about(
    show: Show, database: Database, actor: Actor, made: Proposed, card: Card
) -> None:
    with_zone(database, actor, made)
    page = press(show("proposal", id=made.proposal_id), "zone-change")
    page.text_area(key="zone-field-criterion").input("Volejte 602 123 456").run()
    page = press(page, "zone-save")
    assert card().zones[0].criterion == "Do 100 m od lokality"
    page = press(page, "zone-personal-data-remove")
    press(page, "zone-save")
    assert "602" not in card().zones[0].criterion


def test_a_zone_is_removed(show: Show, database: Database, actor: Actor, made: Proposed, card: Card) -> None:
    with_zone(database, actor, made)
    press(show("proposal", id=made.proposal_id), "zone-remove")
    assert not card().zones


def test_a_venue_is_excepted_with_a_reason(
    show: Show, database: Database, actor: Actor, made: Proposed, card: Card
) -> None:
    with_zone(database, actor, made)
    page = press(show("proposal", id=made.proposal_id), f"except-{made.version_id}")
    page.selectbox(key="exception-venue").set_value(made.west_id).run()
    page = press(page, "exception-save")
    assert page.error[0].value
    assert not card().exceptions
    page.text_area(key="exception-reason").input("V hotelu, jen pro hosty.").run()
    press(page, "exception-save")
    assert version_impact(database, actor, made.version_id).summary.whole.hit == 0
    (exception,) = card().exceptions
    press(show("proposal", id=made.proposal_id), f"unexcept-{exception.id}")
    assert not card().exceptions


def test_an_exception_in_words_says_that_figures_do_not_count_it(
    show: Show, database: Database, actor: Actor, made: Proposed
) -> None:
    with_zone(database, actor, made)
    add_exception(database, actor, made.version_id, None, None, "Kasina v hotelech", "Jen pro hosty.")
    assert "čísla s ní nepočítají" in words_of(show("proposal", id=made.proposal_id))


def test_two_who_write_the_texts_see_what_the_other_wrote(
    show: Show, database: Database, actor: Actor, made: Proposed, card: Card
) -> None:
    page = press(show("proposal", id=made.proposal_id), f"texts-{made.version_id}")
    with_texts(database, actor, made.version_id, summary="Cizí shrnutí")
    page.text_area(key="version-summary").input("Mé shrnutí").run()
    page = press(page, "version-save")
    assert "Cizí shrnutí" in words_of(page)
    assert page.text_area(key="version-summary").value == "Mé shrnutí"
    assert card().summary == "Cizí shrnutí"
    press(page, "version-save")
    assert card().summary == "Mé shrnutí"


def test_what_was_submitted_offers_nothing_to_write(
    show: Show, database: Database, actor: Actor, made: Proposed
) -> None:
    submitted(database, actor, made)
    keys = {button.key for button in show("proposal", id=made.proposal_id).button}
    assert not {"zone-add", "zone-change", "zone-remove", f"texts-{made.version_id}"} & keys
    assert f"draft-{made.proposal_id}" in keys


@pytest.mark.parametrize("role", sorted(Role))
def test_a_draft_is_shown_to_whoever_may_write_one(
    show: Show, database: Database, actor: Actor, made: Proposed, role: Role
) -> None:
    reader = replace(actor, roles=frozenset({role}))
    install(Application(settings=Settings(base_map="none"), database=database, door=OpenDoor(reader, database)))
    page = show("proposal", id=made.proposal_id)
    assert bool(page.error) == (role not in {Role.ADMIN, Role.COORDINATOR, Role.COMMISSION})


def test_the_summary_stands_above_the_zones(show: Show, database: Database, actor: Actor, made: Proposed) -> None:
    submitted(database, actor, made)
    said = words_of(show("proposal", id=made.proposal_id))
    assert said.index("Co verze říká") < said.index("Do 100 m od lokality")


def test_a_first_version_has_nothing_to_say_of_changes(
    show: Show, database: Database, actor: Actor, made: Proposed
) -> None:
    further = draft_version(database, actor, made.proposal_id, made.version_id)
    assert "Co se změnilo a proč" not in words_of(show("proposal", id=made.proposal_id, version=made.version_id))
    assert "Co se změnilo a proč" in words_of(show("proposal", id=made.proposal_id, version=further))
