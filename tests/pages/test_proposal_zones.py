"""Zones that nobody draws: computed from a criterion, taken from a locality, named by addresses."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from geodata.database import Database
from geodata.model.criteria import Criterion, NearTo
from geodata.model.people import Actor, Sensitivity
from geodata.model.zones import ZoneSource
from geodata.services.proposal_impact import version_impact
from geodata.services.zone_drafts import add_zone
from geodata.tables import Locality
from tests.pages.desk import press
from tests.pages.shown import Show, without_failure, words_of
from tests.proposals import AROUND_BOTH, NEAR_LOCALITY, WEST, Proposed, a_zone, newest, proposed, with_texts
from tests.small_city import SmallCity
from tests.storage.addresses import some_address


@pytest.fixture
def made(database: Database, actor: Actor, city: SmallCity) -> Proposed:
    return proposed(database, actor, city.cell_id)


@pytest.fixture
def page(show: Show, made: Proposed) -> AppTest:
    """The empty draft with the form of a new zone."""
    return press(show("proposal", id=made.proposal_id), "zone-add")


def figures_of(page: AppTest) -> str:
    return "".join(one.proto.body for one in page.get("html") if "lokality-figures" in one.proto.body)


def add_locality(database: Database, actor: Actor, name: str, sensitivity: Sensitivity = Sensitivity.PARTNERS) -> None:
    """One that nobody drew yet."""
    with database.write(actor) as work:
        work.session.add(
            Locality(
                municipality_id=actor.municipality_id, name=name, search_text=name.lower(), sensitivity=sensitivity,
                recorded_at=work.recorded_at,
            )
        )  # fmt: skip
        work.commit()


def tables_of(page: AppTest) -> str:
    return "".join(one.proto.body for one in page.get("html") if "lokality-table" in one.proto.body)


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


def test_a_zone_is_made_of_all_localities_by_rule(
    page: AppTest, database: Database, actor: Actor, made: Proposed
) -> None:
    page = way(page, ZoneSource.COMPUTED)
    page.multiselect(key="zone-field-near").set_value([NearTo.LOCALITY]).run()
    page.number_input(key="zone-field-within").set_value(0.0).run()
    page.text_input(key="zone-field-name").input("V lokalitách").run()
    press(page, "zone-save")
    (zone,) = newest(database, actor, made.proposal_id).zones
    assert (zone.source, zone.measured) == (ZoneSource.COMPUTED, Criterion(frozenset({NearTo.LOCALITY}), 0.0))
    assert zone.criterion.startswith("uvnitř:")


def test_a_distance_from_what_is_not_loaded_says_where_to_load_it(page: AppTest) -> None:
    page = way(page, ZoneSource.COMPUTED)
    page.multiselect(key="zone-field-near").set_value([NearTo.SCHOOL]).run()
    page = press(page, "zone-try")
    assert "Data" in page.error[0].value


def test_a_zone_takes_the_outline_of_a_locality(
    page: AppTest, database: Database, actor: Actor, made: Proposed
) -> None:
    page = press(way(page, ZoneSource.LOCALITY), "zone-save")
    assert "Vyberte lokalitu nebo území" in page.error[0].value
    page.selectbox(key="zone-field-subject-locality").select("Předlice").run()
    assert not page.warning
    press(page, "zone-save")
    (zone,) = newest(database, actor, made.proposal_id).zones
    assert (zone.source, zone.name) == (ZoneSource.LOCALITY, "Předlice")


def test_the_name_of_a_locality_is_proposed_and_never_put_over_another(
    page: AppTest, database: Database, actor: Actor, made: Proposed
) -> None:
    add_locality(database, actor, "Střekov")
    page = way(page, ZoneSource.LOCALITY)
    for name in ("Předlice", "Střekov"):
        page.selectbox(key="zone-field-subject-locality").select(name).run()
        assert page.text_input(key="zone-field-name").value == name
    page.text_input(key="zone-field-name").input("Zóna A").run()
    page.selectbox(key="zone-field-subject-locality").select("Předlice").run()
    assert page.text_input(key="zone-field-name").value == "Zóna A"


def test_who_takes_a_restricted_locality_is_told_who_will_see_it_and_its_name_is_not_given(
    page: AppTest, database: Database, actor: Actor, made: Proposed
) -> None:
    add_locality(database, actor, "Tajná", Sensitivity.RESTRICTED)
    page = way(page, ZoneSource.LOCALITY)
    page.selectbox(key="zone-field-subject-locality").select("Předlice").run()
    page.selectbox(key="zone-field-subject-locality").select("Tajná").run()
    assert "obrys uvidí každý, kdo uvidí návrh" in page.warning[0].value
    assert page.text_input(key="zone-field-name").value == ""
    page = way(page, ZoneSource.COMPUTED)
    assert not page.warning
    page.multiselect(key="zone-field-near").set_value([NearTo.LOCALITY]).run()
    assert "Kdo uvidí návrh, uvidí, kde leží." in page.warning[0].value


@pytest.mark.parametrize("source", [ZoneSource.LOCALITY, ZoneSource.COMPUTED])
def test_who_submits_the_outline_of_a_restricted_locality_is_told_once_more(
    source: ZoneSource, show: Show, database: Database, actor: Actor, made: Proposed
) -> None:
    with database.write(actor) as work:
        (locality,) = work.session.scalars(select(Locality))
        locality.sensitivity = Sensitivity.RESTRICTED
        taken = locality.id if source == ZoneSource.LOCALITY else None
        work.commit()
    add_zone(database, actor, made.version_id, a_zone(AROUND_BOTH, source=source, subject_id=taken))
    with_texts(database, actor, made.version_id)
    page = press(show("proposal", id=made.proposal_id), f"submit-{made.version_id}")
    assert page.button(key="submit-yes")
    assert "uvidí návrh" in page.button(key="check-0").label


def test_addresses_that_nobody_knows_are_told_and_nothing_typed_is_lost(page: AppTest) -> None:
    page = way(page, ZoneSource.ADDRESSES)
    page.text_area(key="zone-field-addresses").input("Neznámá 1\nNeznámá 2").run()
    page = press(page, "zone-save")
    assert "Žádnou z těchto adres neznáme" in page.error[0].value
    assert page.text_area(key="zone-field-addresses").value == "Neznámá 1\nNeznámá 2"


def test_an_address_that_was_not_found_stays_marked_until_it_is_mended(
    page: AppTest, show: Show, database: Database, actor: Actor, made: Proposed
) -> None:
    for number in ("1", "3", "5"):
        some_address(database, actor, "Lipová", number, position=WEST)
    page = way(page, ZoneSource.ADDRESSES)
    page.text_input(key="zone-field-name").input("Vyjmenované domy").run()
    page.text_area(key="zone-field-addresses").input("Lipová 1; Lipová 3; Lipová 5; Lipová 99").run()
    page = press(page, "zone-try")
    assert "Nalezené adresy: 3 z 4. V registru adres není: Lipová 99" in words_of(page)
    page = press(page, "zone-save")
    signs = {one.icon for one in page.toast if "V registru adres není: Lipová 99" in one.value}
    assert signs == {":material/warning:"}  # no tick beside what was not found
    page = show("proposal", id=made.proposal_id)
    assert "Nalezené adresy: 3 z 4. V registru adres není: Lipová 99" in tables_of(page)
    page = press(page, "zone-change")
    assert "V registru adres není: Lipová 99" in words_of(page)
    with_texts(database, actor, made.version_id)
    page = press(show("proposal", id=made.proposal_id), f"submit-{made.version_id}")
    assert page.button(key="submit-yes")  # nothing hinders
    assert any("V registru adres není" in button.label for button in page.button)
    some_address(database, actor, "Lipová", "99", position=WEST)
    page = press(press(show("proposal", id=made.proposal_id), "zone-change"), "zone-save")
    assert "V registru adres není" not in tables_of(page)
    assert newest(database, actor, made.proposal_id).zones[0].unplaced == ()


def test_a_form_that_is_put_away_stores_nothing(
    page: AppTest, database: Database, actor: Actor, made: Proposed
) -> None:
    page.text_input(key="zone-field-name").input("Nic").run()
    page = press(page, "zone-cancel")
    assert [button.key for button in page.button if button.key == "zone-add"]
    assert not newest(database, actor, made.proposal_id).zones
