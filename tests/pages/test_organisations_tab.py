"""The tab of the city and its organisations on the page Administration."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geodata.database import Database
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.model.postal_addresses import PostalAddress
from geodata.services.city import city_name
from geodata.services.organisations import add_organisation, list_organisations
from geodata.settings import Settings
from tests.pages.shown import Show, showing, without_failure, words_of
from tests.small_city import SmallCity, worker_of

TAB = "Město a organizace"
PHONE = "602 123 456"


def press(page: AppTest, name: str) -> AppTest:
    (button,) = [button for button in page.button if button.label == name]
    return without_failure(button.click().run())


def fill(page: AppTest, label: str, value: str, place: int = 0) -> None:
    [field for field in page.text_input if field.label == label][place].set_value(value)


def choose(page: AppTest, key: str, value: object) -> AppTest:
    (box,) = [box for box in page.selectbox if box.key and box.key.endswith(key)]
    return without_failure(box.set_value(value).run())


def called(database: Database, actor: Actor) -> dict[str, tuple[str, OrganisationKind]]:
    return {row.name: (row.short_name, row.kind) for row in list_organisations(database, actor)}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_only_an_administrator_sees_it(
    database: Database, actor: Actor, city: SmallCity, tmp_path: Path, role: Role
) -> None:
    worker = worker_of(database, actor, city.ngo_id, role)
    with showing(database, worker, Settings(data_directory=tmp_path, base_map="none")) as show:
        page = show("administration")
    assert TAB not in [tab.label for tab in page.tabs]
    assert "Terénní programy, z. s." not in words_of(page)


@pytest.mark.parametrize(
    ("language", "said"), [("cs", "Zatím je tu jen samo město."), ("en", "Only the city itself is here yet.")]
)
def test_a_city_that_is_alone_is_told_what_comes_next(show: Show, language: str, said: str) -> None:
    page = show("administration", language)
    assert said in words_of(page)
    (form,) = [block for block in page.expander if block.label in ("Přidat organizaci", "Add an organisation")]
    assert form.proto.expanded


def test_the_city_gets_its_name(show: Show, database: Database, actor: Actor) -> None:
    page = show("administration")
    fill(page, "Název města", "Nové Město")
    page = press(page, "Uložit název")
    assert city_name(database, actor)[0] == "Nové Město"
    assert [toast.value for toast in page.toast] == ["Město má svůj název."]
    assert list(called(database, actor)) == ["Nové Město"]
    fill(page, "Název města", " ")
    assert "Nejdřív napište název města." in words_of(press(page, "Uložit název"))
    assert city_name(database, actor)[0] == "Nové Město"


def test_organisations_are_added_one_after_the_other(show: Show, database: Database, actor: Actor) -> None:
    page = show("administration")
    fill(page, "Název organizace", "Městská policie")
    choose(page, "-kind", OrganisationKind.MUNICIPAL_POLICE)
    page = press(page, "Přidat")
    fill(page, "Název organizace", "Terénní programy, z. s.")
    fill(page, "Zkratka", "Terén")
    page = press(page, "Přidat")
    assert called(database, actor) == {
        "Městská policie": ("Městská policie", OrganisationKind.MUNICIPAL_POLICE),
        "Terénní programy, z. s.": ("Terén", OrganisationKind.NGO),
        "Zkušebnov": ("Zkušebnov", OrganisationKind.CITY),
    }
    (table,) = [frame.value for frame in page.dataframe if "Zkratka" in frame.value.columns]
    assert list(table["Organizace"]) == ["Městská policie", "Terénní programy, z. s.", "Zkušebnov"]
    assert [field.value for field in page.text_input if field.label == "Název organizace"] == [""]
    offered = [box.options for box in page.selectbox if box.label == "Organizace"]
    assert offered
    assert all("Terénní programy, z. s." in options for options in offered)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Nejdřív napište název organizace."),
        ("MESTSKA policie", "Jméno MESTSKA policie už má jiná organizace. Zvolte jiné."),
        ("Spolek\u202e", "jsou znaky, které nejsou vidět"),
        ("[zde](https://jinde.example)", None),
    ],
)
def test_a_name_that_does_not_do_is_told_and_stays_in_the_form(
    show: Show, database: Database, actor: Actor, city: SmallCity, name: str, said: str | None
) -> None:
    page = show("administration")
    fill(page, "Název organizace", name)
    page = press(page, "Přidat")
    assert len(page.error) == (said is not None)
    if said is not None:
        assert said in words_of(page)
        assert [field.value for field in page.text_input if field.label == "Název organizace"] == [name]
    assert (name in called(database, actor)) == (said is None)


def test_a_name_with_personal_data_is_kept_for_a_reason_only(show: Show, database: Database, actor: Actor) -> None:
    page = show("administration")
    name = f"Spolek {PHONE}"
    fill(page, "Název organizace", name)
    page = press(page, "Přidat")
    assert PHONE in words_of(page)
    assert name not in called(database, actor)
    fill(page, "Proč tu musí zůstat", "Tak se jmenuje.")
    press(page, "Přesto uložit")
    assert name in called(database, actor)


def test_an_organisation_is_changed_and_keeps_its_people(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    page = choose(show("administration"), "organisation-chosen", city.ngo_id)
    fill(page, "Název organizace", "Terén a most, z. s.", place=-1)
    page = press(page, "Uložit organizaci")
    assert called(database, actor)["Terén a most, z. s."] == ("Terén", OrganisationKind.NGO)
    (table,) = [frame.value for frame in page.dataframe if "Zkratka" in frame.value.columns]
    counted = dict(zip(table["Organizace"], table["Účty"], strict=True))
    assert counted == {"Městská policie": "0", "Terén a most, z. s.": "1", "Zkušebnov": "0"}


def test_an_organisation_gets_its_address_where_a_letter_misses_it(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = show("administration", organisation=city.ngo_id)
    (address,) = [field for field in page.text_area if (field.key or "").startswith(f"organisation-{city.ngo_id}-")]
    address.set_value("Mlýnská 15\n990 00 Vzorov")
    fill(page, "Datová schránka", "nic", place=-1)
    assert "sedm písmen a číslic" in words_of(press(page, "Uložit organizaci"))
    fill(page, "Datová schránka", "ABC2DEF", place=-1)
    press(page, "Uložit organizaci")
    (row,) = [row for row in list_organisations(database, actor) if row.id == city.ngo_id]
    assert row.postal_address == PostalAddress("Mlýnská 15\n990 00 Vzorov", "abc2def")


def test_a_short_name_that_is_the_name_follows_it(show: Show, database: Database, actor: Actor) -> None:
    spolek = add_organisation(database, actor, "Spolek", OrganisationKind.NGO)
    page = choose(show("administration"), "organisation-chosen", spolek)
    assert [field.value for field in page.text_input if field.label == "Zkratka"][-1] == ""
    fill(page, "Název organizace", "Spolek Most", place=-1)
    press(page, "Uložit organizaci")
    assert called(database, actor)["Spolek Most"] == ("Spolek Most", OrganisationKind.NGO)
