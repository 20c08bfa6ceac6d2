"""Work on issues on their pages: nothing typed is lost, nothing is changed unseen, and one way leads to the next."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from dashboard.components.meeting.place_of_issue import Picked
from dashboard.components.text import WORD_JOINER, plain
from geodata import clock
from geodata.database import Database
from geodata.model.issues import EvidenceKind, IssueStatus, IssueTopic, RefusalReason
from geodata.model.people import Actor, Sensitivity
from geodata.model.sites import SiteKind
from geodata.services.issue_card import issue_card
from geodata.services.issue_steps import Step, advance_issue
from geodata.services.issue_views import IssueView
from geodata.services.saved_filters import ListChoice, list_saved_filters, save_filter
from geodata.services.site_card import site_card
from geodata.services.sites import NewObservation, observe
from geodata.tables import Site
from tests.letters import send_letter, some_authority, write_letter
from tests.pages.shown import Show, links_of, without_failure, words_of
from tests.small_city import SmallCity, advance, another_person, some_issue


def press(page: AppTest, key: str) -> AppTest:
    """Press a button by its key."""
    return without_failure(page.button(key=key).click().run())


def words_in_form(page: AppTest) -> str:
    """What stands in the form over the page, and on the page."""
    return "\n".join(one.value for one in (*page.markdown, *page.caption)).replace("\\", "").replace(WORD_JOINER, "")


def linked_in_form(page: AppTest) -> list[str]:
    return [f"{one.proto.page}{one.proto.query_string} {one.proto.label}" for one in page.get("page_link")]


def issues_of(page: AppTest) -> list[str]:
    return [link for link in links_of(page) if link.startswith("issue?")]


def accepted_by_another(database: Database, actor: Actor, issue_id: int) -> None:
    other = another_person(database, actor)
    version = issue_card(database, other, issue_id).row_version
    advance_issue(database, other, issue_id, version, Step(IssueStatus.ACCEPTED))


def test_what_was_typed_into_a_step_is_kept_when_somebody_else_was_first(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    issue_id = city.dump_issue_id
    page = press(show("issue", id=issue_id), f"step-refused-{issue_id}")
    page.selectbox(key="step-reason").set_value(RefusalReason.NO_MONEY)
    page.text_area(key="step-note").input("Letos už není rozpočet.")
    accepted_by_another(database, actor, issue_id)
    press(page, "step-save")
    assert "Letos už není rozpočet." in words_of(page)
    assert issue_card(database, actor, issue_id).status == IssueStatus.ACCEPTED
    press(page, "both-versions-mine")
    assert page.text_area(key="step-note").value == "Letos už není rozpočet."
    assert page.selectbox(key="step-reason").value == RefusalReason.NO_MONEY
    press(page, "step-save")
    card = issue_card(database, actor, issue_id)
    assert (card.status, card.events[0].note) == (IssueStatus.REFUSED, "Letos už není rozpočet.")


def test_words_of_a_step_that_is_not_possible_any_more_become_a_comment(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    issue_id = city.dump_issue_id
    page = press(show("issue", id=issue_id), f"step-accepted-{issue_id}")
    page.text_area(key="step-note").input("Vezmeme si to my.")
    accepted_by_another(database, actor, issue_id)
    press(page, "step-save")
    assert "both-versions-mine" not in {button.key for button in page.button}
    press(page, "both-versions-comment")
    assert page.text_area(key="comment-note").value == "Vezmeme si to my."
    press(page, "step-save")
    assert issue_card(database, actor, issue_id).events[0].note == "Vezmeme si to my."


def test_a_duplicate_is_not_refused_without_saying_of_what(show: Show, city: SmallCity) -> None:
    page = press(show("issue", id=city.dump_issue_id), f"step-refused-{city.dump_issue_id}")
    assert "Duplicita" not in page.selectbox(key="step-reason").options
    assert "Pak místo toho zvolte „Je to duplicita“." in words_in_form(page)


def test_the_bulk_form_names_its_issues_also_those_that_the_page_does_not_show(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    numbers = {id_: issue_card(database, actor, id_).number for id_ in (city.dump_issue_id, city.building_issue_id)}
    page = press(show("issues"), "tick-page")
    without_failure(page.text_input(key="issue-text").input("skladka").run())
    assert "2 z nich nejsou na této straně" in words_of(page)
    press(page, "bulk-comment")
    assert numbers[city.dump_issue_id] in {one.value for one in page.markdown}
    (told,) = [warning.value for warning in page.warning]
    assert numbers[city.building_issue_id] in told
    assert numbers[city.dump_issue_id] not in told


def test_what_could_not_be_changed_stays_ticked_with_the_note(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    advance(database, actor, city.dump_issue_id, IssueStatus.ACCEPTED)
    page = show("issues")
    without_failure(page.text_input(key="issue-text").input("skladka").run())
    press(page, "tick-page")
    press(page, "bulk-accept")
    page.text_area(key="bulk-note").input("Bereme si to.")
    press(page, "bulk-save")
    assert not page.toast
    assert "zůstal, jak byl" in words_of(page)
    press(page, "bulk-seen")
    assert "označen **1**" in words_of(page)
    press(page, "bulk-comment")
    assert page.text_area(key="bulk-note").value == "Bereme si to."
    press(page, "bulk-save")
    assert issue_card(database, actor, city.dump_issue_id).events[0].note == "Bereme si to."
    assert not page.button(key="tick-page").disabled
    assert page.button(key="untick").disabled


def test_a_list_narrowed_by_the_address_says_so_and_is_widened_by_one_press(
    show: Show, database: Database, city: SmallCity
) -> None:
    page = show("issues", body=city.cell_id, site=city.building_id)
    assert "Jen: Buňka Předlice" in words_of(page)
    assert "Jen: Školní 12" in words_of(page)
    assert issues_of(page) == [f"issue?id={city.building_issue_id}"]
    press(page, "narrowed-body")
    assert "body" not in page.query_params
    assert f"issue?id={city.dump_issue_id}" in issues_of(page)
    press(page, "narrowed-site")
    assert "narrowed-site" not in {button.key for button in page.button}


def test_a_kept_list_keeps_its_body_and_another_one_clears_it(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = show("issues", body=city.cell_id)
    press(page, "keep-list")
    page.text_input(key="saved-name").input("Naše buňka")
    press(page, "saved-save")
    (kept,) = list_saved_filters(database, actor)
    assert kept.choice.body_id == city.cell_id
    other = show("issues", site=city.dump_id, **{"from": 25})
    press(other, f"saved-{kept.id}")
    assert other.query_params["body"] == str(city.cell_id)
    assert "site" not in other.query_params
    assert "from" not in other.query_params
    assert issues_of(other) == [f"issue?id={city.building_issue_id}"]


def test_the_name_of_a_kept_list_is_shown_as_it_was_written(show: Show, database: Database, actor: Actor) -> None:
    name = "**Skládky** :red[dnes] [zde](https://a.example)"
    kept = save_filter(database, actor, name, ListChoice(IssueView.OPEN))
    page = show("issues")
    assert page.button(key=f"saved-{kept}").label == plain(name)
    press(page, "keep-list")
    assert page.button(key=f"forget-{kept}").label == f"Zrušit „{plain(name)}“"


def test_the_rest_of_a_column_is_one_press_away(show: Show, database: Database, actor: Actor, city: SmallCity) -> None:
    for number in range(12):
        some_issue(database, actor, f"Podnět {number}")
    page = show("issues", **{"as": "board"})
    assert "a 5 dalších" in words_of(page)
    press(page, "board-more-raised")
    assert len(issues_of(page)) == 15
    assert "Jen: " in words_of(page)
    assert page.query_params["as"] == "list"


@pytest.fixture
def letter(database: Database, actor: Actor, city: SmallCity) -> int:
    """A letter about the dump that was sent."""
    letter_id = write_letter(database, actor, city.dump_issue_id, some_authority(database, actor))
    send_letter(database, actor, letter_id)
    return letter_id


def test_a_letter_of_the_issue_shows_that_it_is_done_and_the_chain_leads_to_it(
    show: Show, database: Database, actor: Actor, city: SmallCity, letter: int
) -> None:
    issue_id = city.dump_issue_id
    advance(database, actor, issue_id, IssueStatus.ACCEPTED)
    page = press(show("issue", id=issue_id), f"step-done-{issue_id}")
    assert any("Zapsat kontrolu: Za tratí" in link for link in linked_in_form(page))
    assert page.radio(key="step-evidence").value is None
    without_failure(page.radio(key="step-evidence").set_value(EvidenceKind.DOCUMENT).run())
    without_failure(page.selectbox(key="step-letter").set_value(letter).run())
    press(page, "step-save")
    card = issue_card(database, actor, issue_id)
    evidence = card.events[0].evidence
    assert evidence is not None
    assert evidence.kind == EvidenceKind.DOCUMENT
    assert f"{card.number}/{letter}" in (evidence.document or "")
    chain = links_of(show("site", id=city.dump_id))
    assert f"submission?id={letter}" in chain


def test_the_form_of_merging_says_what_goes_along_and_takes_a_reason(
    show: Show, database: Database, actor: Actor, city: SmallCity, letter: int
) -> None:
    into = some_issue(database, actor, "Zase odpad za tratí", topic=IssueTopic.DUMP, site_ids=(city.dump_id,))
    page = press(show("issue", id=city.dump_issue_id), f"merge-{city.dump_issue_id}")
    assert "1 podání i s odpovědí" in words_in_form(page)
    without_failure(page.text_input(key="merge-text").input("nic takového").run())
    assert "jsme nenašli" in words_in_form(page)
    without_failure(page.text_input(key="merge-text").input("").run())
    without_failure(page.selectbox(key="merge-into").set_value(into).run())
    page.text_area(key="merge-note").input("Je to tatáž hromada.")
    press(page, "merge-save")
    card = issue_card(database, actor, city.dump_issue_id)
    assert card.duplicate_of is not None
    assert "Je to tatáž hromada." in {event.note for event in card.events}


def test_an_issue_in_like_words_is_offered_before_another_is_raised(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = press(show("issues"), "new-issue-0")
    page.selectbox(key="new-issue-topic").set_value(IssueTopic.DUMP)
    without_failure(page.text_input(key="new-issue-title").input("Velká skládka").run())
    assert "Není to některé z nich?" in words_in_form(page)
    assert sum("Skládka se vrátila" in link for link in linked_in_form(page)) == 2  # in the list and in the form


def test_an_issue_from_the_list_is_raised_with_its_place_and_the_topic_follows_it(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = press(show("issues"), "new-issue-0")
    place = next(str(field.key) for field in page.text_input if str(field.key).endswith("-place"))
    page.text_input(key="new-issue-title").input("Rozbité okno")
    without_failure(page.text_input(key=place).input("Za tratí").run())
    press(page, next(str(button.key) for button in page.button if "-hit-" in str(button.key)))
    page.button(key="new-issue-save").click().run()
    raised = site_card(database, actor, city.dump_id).open_issues[-1]
    assert (raised.title, raised.topic) == ("Rozbité okno", IssueTopic.DUMP)


def test_a_place_that_was_not_known_is_logged_with_the_issue_and_is_as_secret_as_it_is(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = press(show("issues"), "new-issue-0")
    form = next(str(field.key) for field in page.text_input if str(field.key).endswith("-place")).removesuffix("-place")
    page.session_state[f"{form}-picked"] = Picked((50.7, 14.1))  # AppTest shows no map to tap
    page.text_input(key="new-issue-title").input("Rozbité okno")
    page.selectbox(key="new-issue-topic").set_value(IssueTopic.BUILDING)
    page.selectbox(key="new-issue-sensitivity").set_value(Sensitivity.RESTRICTED)
    page.button(key="new-issue-save").click().run()
    with database.read() as session:
        site = session.scalars(select(Site).order_by(Site.id.desc())).first()
    assert site is not None
    assert (site.kind, site.sensitivity) == (SiteKind.HAZARDOUS_BUILDING, Sensitivity.RESTRICTED)
    assert [issue.title for issue in site_card(database, actor, site.id).open_issues] == ["Rozbité okno"]


def test_every_entry_of_the_time_line_that_has_a_meeting_leads_to_it(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    spoken_of = NewObservation(clock.today(), meeting_id=city.meeting_id)
    observe(database, actor, city.dump_id, spoken_of)
    page = show("site", id=city.dump_id)
    assert "Zmíněno na schůzce" in words_of(page)
    assert "na místě nikdo nebyl" in words_of(page)
    assert f"meeting?id={city.meeting_id}" in links_of(page)
