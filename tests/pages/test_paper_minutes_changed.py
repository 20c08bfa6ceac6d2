"""Minutes from paper that are changed after they were accepted, and what is planned or added because of them."""

from __future__ import annotations

from datetime import time

from streamlit.testing.v1 import AppTest

from dashboard.components.paper.draft import About, Decision, Draft
from dashboard.components.paper.kept_drafts import kept_drafts
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.slots import moment_on
from geodata.services.issue_card import issue_card
from geodata.services.issue_events import day_of
from geodata.services.meeting_list import list_meetings, meetings_between
from geodata.services.meetings import plan_meeting
from tests.pages.paper_check import (
    HELD_ON,
    NEXT_ON,
    TEXT,
    accept_all,
    accept_rest,
    kept_meeting,
    key_of,
    leave_out_who_is_unknown,
    press,
    read,
    take_all_below,
)
from tests.pages.shown import Show, without_failure, words_of
from tests.small_city import SmallCity


def test_a_part_changed_after_it_was_accepted_waits_again_where_it_lacks_something(
    checking: AppTest, draft: Draft
) -> None:
    accept_all(checking, draft)
    press(checking, "paper-step-3")
    without_failure(checking.date_input(key=key_of(draft, 3, "task", 0, "due-on")).set_value(None).run())
    press(checking, "paper-summary")
    assert "O 1 části se ještě nerozhodlo." in words_of(checking)
    assert checking.button(key="paper-keep").disabled
    press(checking, "paper-step-3")
    without_failure(checking.segmented_control(key=key_of(draft, 3, "task", 0, "due")).set_value("nobody_said").run())
    press(checking, "paper-accept")
    press(checking, "paper-step-1")
    without_failure(checking.selectbox(key=key_of(draft, 1, 0, "organisation")).set_value(None).run())
    press(checking, "paper-back")
    assert draft.present_decision == Decision.LACKING
    assert draft.points[1].decision == Decision.TAKEN


def test_a_new_issue_without_a_topic_is_not_kept_as_another_topic(checking: AppTest, draft: Draft) -> None:
    accept_all(checking, draft)
    press(checking, "paper-step-3")
    without_failure(checking.radio(key=key_of(draft, 3, "issue")).set_value(About.NEW).run())
    draft.step = draft.summary  # the page was left without any of its buttons
    without_failure(checking.run())
    assert draft.points[1].decision == Decision.LACKING
    assert checking.button(key="paper-keep").disabled


def test_the_next_meeting_is_planned_at_the_time_and_place_that_were_seen(
    checking: AppTest, draft: Draft, database: Database, actor: Actor, city: SmallCity
) -> None:
    assert checking.time_input(key=key_of(draft, 0, "next-at")).value == time(13)
    assert checking.text_input(key=key_of(draft, 0, "next-place")).value == "ZŠ Hutnická"
    checking.time_input(key=key_of(draft, 0, "next-at")).set_value(time(15, 30))
    checking.text_input(key=key_of(draft, 0, "next-place")).set_value("Radnice")
    accept_all(checking, draft)
    assert "Naplánuje se příští schůzka:" in words_of(checking)
    assert "15:30" in words_of(checking)
    press(checking, "paper-keep")
    (planned,) = meetings_between(database, actor, NEXT_ON, NEXT_ON, city.cell_id)
    assert (planned.starts_at, planned.place) == (moment_on(NEXT_ON, time(15, 30)), "Radnice")


def test_a_meeting_that_is_planned_on_that_day_stays_as_it_is_and_the_page_says_so(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    at = moment_on(NEXT_ON, time(9))
    plan_meeting(database, actor, city.cell_id, at, "Knihovna")
    read(show("paper_minutes"))
    draft = kept_drafts(database).of(actor.account_id)[0]
    page = show("paper_minutes", draft=draft.token)
    assert "Už je naplánováno" in words_of(page)
    assert key_of(draft, 0, "next-at") not in {field.key for field in page.time_input}
    accept_all(page, draft)
    assert "zůstane, jak je" in words_of(page)
    press(page, "paper-keep")
    (planned,) = meetings_between(database, actor, NEXT_ON, NEXT_ON, city.cell_id)
    assert (planned.starts_at, planned.place) == (at, "Knihovna")
    assert HELD_ON in {day_of(row.starts_at) for row in list_meetings(database, actor, coming=False)}


def test_an_issue_that_was_not_recognised_is_searched_for_and_gets_the_place(
    checking: AppTest, draft: Draft, database: Database, actor: Actor, city: SmallCity
) -> None:
    press(checking, "paper-accept")
    leave_out_who_is_unknown(checking, draft)
    press(checking, "paper-accept")
    press(checking, "paper-accept")
    assert "místa z tohoto bodu vynechají" in words_of(checking)
    search = key_of(draft, 3, "issue", "search")
    without_failure(checking.text_input(key=search).set_value("nic takového").run())
    assert "jsme nenašli" in words_of(checking)
    number = issue_card(database, actor, city.dump_issue_id).number
    without_failure(checking.text_input(key=search).set_value(number).run())
    press(checking, key_of(draft, 3, "issue", "found", city.dump_issue_id))
    assert checking.radio(key=key_of(draft, 3, "issue")).value == city.dump_issue_id
    before = {site.id for site in issue_card(database, actor, city.dump_issue_id).sites}
    without_failure(checking.checkbox(key=key_of(draft, 3, "issue", "known", "adds")).set_value(True).run())
    take_all_below(checking, draft)
    accept_rest(checking, draft)
    press(checking, "paper-keep")
    point = kept_meeting(database, actor, city).points[1]
    assert point.issue is not None
    assert point.issue.id == city.dump_issue_id
    assert {site.id for site in issue_card(database, actor, city.dump_issue_id).sites} == before | {city.building_id}


def test_what_was_found_in_a_step_is_not_shown_any_more_once_it_was_left(checking: AppTest, draft: Draft) -> None:
    press(checking, "paper-accept")
    leave_out_who_is_unknown(checking, draft)
    press(checking, "paper-accept")
    press(checking, "paper-leave")
    text = checking.text_area(key=key_of(draft, 3, "text"))
    text.set_value("Bydlí tam pan Josef Zdánlivý.")
    press(checking, "paper-accept")
    press(checking, "paper-accept")
    press(checking, "paper-keep")
    assert "Josef Zdánlivý" in words_of(checking)
    press(checking, "paper-found-3")
    without_failure(checking.text_area(key=key_of(draft, 3, "text")).set_value("Bydlí tam někdo.").run())
    press(checking, "paper-summary")
    assert "Josef Zdánlivý" not in words_of(checking)
    assert "paper-found-3" not in {button.key for button in checking.button}


def test_a_pasted_text_and_a_file_are_not_both_read(show: Show, database: Database, actor: Actor) -> None:
    page = show("paper_minutes")
    page.file_uploader(key="paper-file").upload("zapis.txt", TEXT.encode(), "text/plain")
    read(page)
    assert "vložený text i soubor" in page.error[0].value
    assert kept_drafts(database).of(actor.account_id) == []


def test_a_fourth_check_throws_none_of_the_others_away(show: Show, database: Database, actor: Actor) -> None:
    for _ in range(3):
        read(show("paper_minutes"))
    before = [draft.token for draft in kept_drafts(database).of(actor.account_id)]
    page = read(show("paper_minutes"))
    assert "Nejdřív některý dokončete" in page.error[0].value
    assert [draft.token for draft in kept_drafts(database).of(actor.account_id)] == before
