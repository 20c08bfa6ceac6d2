"""The desk of a letter to an authority: what was typed stays, whatever comes between."""

from __future__ import annotations

import re

import pytest

from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.submissions import SubmissionKind, SubmissionState
from geodata.services.issue_card import issue_card
from geodata.services.organisations import OrganisationChange, change_organisation, organisation_entries
from geodata.services.submission_card import submission_card
from geodata.services.submission_list import SubmissionFilter, list_submissions
from geodata.services.submissions import change_submission
from tests.letters import a_letter, letter_card, send_letter, some_authority
from tests.pages.letter_desk import again, desk_of, press, taken_back, to
from tests.pages.shown import Show, links_of, without_failure, words_of
from tests.small_city import SmallCity


def test_a_letter_begins_filled_in_and_is_saved_as_a_draft(
    show: Show, database: Database, actor: Actor, city: SmallCity, authority: int
) -> None:
    page = show("submission", issue=city.building_issue_id)
    name = desk_of(city)
    assert page.button(key="letter-write").disabled
    assert page.text_area(key=f"{name}-text").disabled  # nothing can be typed that could not be kept
    assert "Školní 12" in str(page.text_area(key=f"{name}-text").value)
    assert list_submissions(database, actor, SubmissionFilter()).total == 0
    to(page, authority, name)
    without_failure(page.text_input(key=f"{name}-subject").input("Římsa nad chodníkem").run())
    assert re.search(r"Uloženo v \d+:\d\d", words_of(page))
    (line,) = issue_card(database, actor, city.building_issue_id).submissions
    assert (line.subject, line.authority_id, line.kind) == ("Římsa nad chodníkem", authority, SubmissionKind.NOTICE)
    assert line.basis is not None
    assert line.state == SubmissionState.DRAFT
    page.button(key="letter-write").click().run()
    assert len(issue_card(database, actor, city.building_issue_id).submissions) == 1


def test_words_that_were_typed_survive_leaving_the_page(
    show: Show, database: Database, actor: Actor, city: SmallCity, authority: int
) -> None:
    page = to(show("submission", issue=city.building_issue_id), authority, desk_of(city))
    without_failure(page.text_area(key=f"{desk_of(city)}-text").input("Slovo za slovem").run())
    address = {name: values[0] for name, values in page.query_params.items()}
    other = show("submission", **address)  # a reload, or a new session after signing out
    assert other.text_area(key=f"{desk_of(city)}-text").value == "Slovo za slovem"
    again(page)
    again(page, **address)
    assert page.text_area(key=f"{desk_of(city)}-text").value == "Slovo za slovem"
    fresh = show("submission", issue=city.building_issue_id)
    assert "Školní 12" in str(fresh.text_area(key=f"{desk_of(city)}-text").value)
    assert f"submission?id={address['draft']}" in links_of(fresh)


def test_words_with_personal_data_survive_leaving_and_are_asked_about(
    show: Show, database: Database, actor: Actor, city: SmallCity, authority: int
) -> None:
    page = to(show("submission", issue=city.building_issue_id), authority, desk_of(city))
    without_failure(page.text_area(key=f"{desk_of(city)}-text").input("Volejte 603 123 456.").run())
    address = {name: values[0] for name, values in page.query_params.items()}
    again(page)
    again(page, **address)
    assert page.text_area(key=f"{desk_of(city)}-text").value == "Volejte 603 123 456."
    assert "603" not in submission_card(database, actor, int(address["draft"])).text
    without_failure(page.text_input(key="letter-personal-data-reason").input("Linka úřadu").run())
    page.button(key="letter-personal-data-keep").click().run()
    assert "603 123 456" in submission_card(database, actor, int(address["draft"])).text


def test_another_template_replaces_an_untouched_text_only(show: Show, city: SmallCity, authority: int) -> None:
    page = show("submission", issue=city.building_issue_id)
    name = desk_of(city)
    without_failure(page.selectbox(key=f"{name}-template").set_value("information").run())
    assert "106/1999" in str(page.text_area(key=f"{name}-text").value)
    to(page, authority, name)
    without_failure(page.text_area(key=f"{name}-text").input("Vlastní slova").run())
    without_failure(page.selectbox(key=f"{name}-template").set_value("notice").run())
    assert page.text_area(key=f"{name}-text").value == "Vlastní slova"
    press(page, f"{name}-replace")
    assert "Obracíme se na vás" in str(page.text_area(key=f"{name}-text").value)


def test_personal_data_in_a_letter_is_shown_before_it_is_saved(
    show: Show, database: Database, actor: Actor, city: SmallCity, authority: int
) -> None:
    page = to(show("submission", issue=city.building_issue_id), authority, desk_of(city))
    without_failure(page.text_area(key=f"{desk_of(city)}-text").input("Volejte 603 123 456, ozveme se.").run())
    assert "Zatím neuloženo" in words_of(page)
    assert "603 123 456" in words_of(page)
    (line,) = list_submissions(database, actor, SubmissionFilter()).lines
    assert "603" not in submission_card(database, actor, line.id).text
    press(page, "letter-personal-data-remove")
    page.button(key="letter-write").click().run()
    assert submission_card(database, actor, line.id).text.startswith("Volejte")
    assert "603" not in submission_card(database, actor, line.id).text


def test_a_legal_basis_can_be_taken_out_again(
    show: Show, database: Database, actor: Actor, letter: int, authority: int
) -> None:
    page = show("submission", id=letter, change=1)
    without_failure(page.selectbox(key=f"letter-change-{letter}-basis").set_value(None).run())
    assert submission_card(database, actor, letter).line.basis is None


def test_what_is_still_to_be_filled_in_is_said_before_sending(
    show: Show, database: Database, actor: Actor, letter: int, authority: int
) -> None:
    assert "k doplnění" not in words_of(show("submission", id=letter))
    version = letter_card(database, actor, letter).row_version
    change_submission(database, actor, letter, version, a_letter(authority, text="Žadatel: spolek, IČO ……, sídlo"))
    page = show("submission", id=letter)
    assert "„Žadatel: spolek, IČO ……“" in words_of(page)
    press(page, f"letter-send-{letter}")
    assert len([warning for warning in page.warning if "IČO ……“" in warning.value]) == 2


def test_whose_address_the_head_misses_is_said_with_the_way_to_it(
    show: Show, database: Database, actor: Actor, letter: int, authority: int
) -> None:
    for page in (show("submission", id=letter), show("submission", id=letter, change=1)):
        words = words_of(page)
        for name in ("Stavební úřad", "Zkušebnov"):
            assert f"Hlavičce podání chybí adresa: {name} nemá" in words.replace("*", "")
        assert f"administration?organisation={authority}" in links_of(page)
    (office,) = (row for row in organisation_entries(database, actor) if row.id == authority)
    known = OrganisationChange(office.name, office.kind, data_box="abc2def")
    change_organisation(database, actor, authority, office.row_version, known)
    page = show("submission", id=letter)
    assert f"administration?organisation={authority}" not in links_of(page)
    assert f"administration?organisation={actor.organisation_id}" in links_of(page)


@pytest.mark.parametrize("mine", [True, False])
def test_a_draft_that_somebody_else_changed_shows_both_versions(
    show: Show, database: Database, actor: Actor, letter: int, authority: int, mine: bool
) -> None:
    page = show("submission", id=letter, change=1)
    version = letter_card(database, actor, letter).row_version
    other = some_authority(database, actor, "Hygienická stanice")
    change_submission(database, actor, letter, version, a_letter(other, basis=None, text="Jejich verze"))
    without_failure(page.text_area(key=f"letter-change-{letter}-text").input("Moje verze").run())
    words = words_of(page)
    assert submission_card(database, actor, letter).text == "Jejich verze"
    for said in ("Moje verze", "Jejich verze", "Stavební úřad", "Hygienická stanice", "§ 42", "Bez ustanovení"):
        assert said in words
    assert "Naposledy změněno" in words
    press(page, "both-letters-mine" if mine else "both-letters-theirs")
    field = page.text_area(key=f"letter-change-{letter}-text")
    assert field.value == ("Moje verze" if mine else "Jejich verze")
    page.button(key="letter-change").click().run()
    card = submission_card(database, actor, letter)
    assert (card.text, card.line.authority_id) == (("Moje verze", authority) if mine else ("Jejich verze", other))


def test_words_typed_into_a_draft_that_was_sent_meanwhile_stay(
    show: Show, database: Database, actor: Actor, city: SmallCity, letter: int
) -> None:
    page = show("submission", id=letter, change=1)
    send_letter(database, actor, letter)
    without_failure(page.text_area(key=f"letter-change-{letter}-text").input("Poslední věta").run())
    assert "Poslední věta" in words_of(page)
    assert "Podání mezitím někdo odeslal" in words_of(page)
    page.button(key="left-words-anew").click().run()
    again(page, issue=city.building_issue_id, after=letter)
    assert page.text_area(key=f"letter-{city.building_issue_id}-{letter}-new-text").value == "Poslední věta"


def test_words_typed_into_a_draft_that_was_taken_back_meanwhile_stay(
    show: Show, database: Database, actor: Actor, city: SmallCity, letter: int
) -> None:
    page = show("submission", id=letter, change=1)
    taken_back(database, actor, letter)
    without_failure(page.text_area(key=f"letter-change-{letter}-text").input("Poslední věta").run())
    assert "Poslední věta" in words_of(page)
    assert not page.error
    page.button(key="left-words-anew").click().run()
    again(page, issue=city.building_issue_id)
    assert page.text_area(key=f"{desk_of(city)}-text").value == "Poslední věta"


def test_a_conflict_on_the_desk_of_a_new_letter_is_chosen_there(
    show: Show, database: Database, actor: Actor, city: SmallCity, authority: int
) -> None:
    page = to(show("submission", issue=city.building_issue_id), authority, desk_of(city))
    (line,) = list_submissions(database, actor, SubmissionFilter()).lines
    change_submission(database, actor, line.id, line.row_version, a_letter(authority, text="Jejich verze"))
    without_failure(page.text_area(key=f"{desk_of(city)}-text").input("Moje verze").run())
    press(page, "both-letters-mine")
    assert page.text_area(key=f"{desk_of(city)}-text").value == "Moje verze"
    assert submission_card(database, actor, line.id).text == "Jejich verze"
    page.button(key="letter-write").click().run()
    assert submission_card(database, actor, line.id).text == "Moje verze"
