"""Minutes from paper: pasted, checked part by part beside the text, and kept at once. Nothing is accepted unseen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.components.paper.draft import About, Decision, Draft
from dashboard.components.paper.kept_drafts import kept_drafts
from dashboard.language import translate
from geodata.database import Database
from geodata.errors import Forbidden
from geodata.model.issues import IssueTopic
from geodata.model.meetings import EntryKind, MeetingState
from geodata.model.people import Actor, Role
from geodata.policy import GRANTS, Action
from geodata.services.issue_card import issue_card
from geodata.services.issue_events import day_of
from geodata.services.meeting_list import list_meetings
from geodata.services.site_card import site_card
from geodata.settings import Settings
from tests.batches import content_of
from tests.pages.paper_check import (
    DUE_ON,
    HELD_ON,
    NEXT_ON,
    TEXT,
    accept_all,
    accept_rest,
    html_of,
    kept_meeting,
    key_of,
    leave_out_who_is_unknown,
    press,
    read,
    said,
    take_all_below,
)
from tests.pages.shown import Show, showing, without_failure, words_of
from tests.small_city import SmallCity, some_issue, some_site


def test_the_way_in_stands_by_the_calendar_for_those_who_keep_meetings(
    show: Show, database: Database, actor: Actor, city: SmallCity, tmp_path: Path
) -> None:
    assert show("meetings").button(key="paper-minutes").label == "Zápis z papíru"
    for role in Role:
        settings = Settings(data_directory=tmp_path, base_map="none")
        with showing(database, replace(actor, roles=frozenset({role})), settings) as as_role:
            if role == Role.PUBLIC:
                continue
            is_there = "paper-minutes" in {button.key for button in as_role("meetings").button}
            page = as_role("paper_minutes")
        assert is_there is (role in GRANTS[Action.KEEP_MEETING])
        assert (translate(Forbidden().message, "cs") in words_of(page)) is not is_there


def test_what_was_understood_stands_beside_the_text_with_the_guesses_chosen(
    checking: AppTest, draft: Draft, city: SmallCity
) -> None:
    assert checking.selectbox(key=key_of(draft, 0, "body")).value == city.cell_id
    assert checking.date_input(key=key_of(draft, 0, "day")).value == HELD_ON
    assert checking.text_input(key=key_of(draft, 0, "place")).value == "ZŠ Hutnická"
    assert checking.date_input(key=key_of(draft, 0, "next-day")).value == NEXT_ON
    assert f"<mark>{said(HELD_ON)}</mark>" in html_of(checking)
    press(checking, "paper-accept")
    assert [checking.selectbox(key=key_of(draft, 1, number, "organisation")).value for number in range(3)] == [
        city.police_id, city.ngo_id, None,
    ]  # fmt: skip
    assert checking.text_input(key=key_of(draft, 1, 1, "names")).value == "Domněnková, Mgr. Pohádková"
    leave_out_who_is_unknown(checking, draft)
    press(checking, "paper-accept")
    assert "Bod 1 z 3" in words_of(checking)
    assert draft.decisions.count(Decision.TAKEN) == 2
    assert checking.text_input(key=key_of(draft, 2, "title")).value == "V ulici Tratová vznikla znovu černá skládka"
    assert "skládka je tam už potřetí." in words_of(checking)  # in sight before it is taken
    without_failure(checking.checkbox(key=key_of(draft, 2, "said", 0, "take")).set_value(True).run())
    assert checking.text_area(key=key_of(draft, 2, "said", 0, "text")).value == "skládka je tam už potřetí."
    assert checking.selectbox(key=key_of(draft, 2, "said", 0, "organisation")).value == city.ngo_id


def test_all_that_was_accepted_is_kept_at_once_as_a_draft_of_the_meeting(
    checking: AppTest, draft: Draft, database: Database, actor: Actor, city: SmallCity
) -> None:
    before = content_of(database)
    accept_all(checking, draft)
    assert "Uloží se: 1 schůzka, 2 organizace, 3 body, 1 úkol" in words_of(checking)
    assert content_of(database) == before
    press(checking, "paper-keep")
    card = kept_meeting(database, actor, city)
    assert (card.state, card.place) == (MeetingState.HELD, "ZŠ Hutnická")
    assert [point.title for point in card.points] == [
        "V ulici Tratová vznikla znovu černá skládka",
        "Ve Školní 12 se zdržují cizí osoby, dům není zajištěn",
        "Zveme na den otevřených dveří",
    ]
    assert [entry.text for entry in card.points[0].entries if entry.kind != EntryKind.INTERNAL] == [
        "skládka je tam už potřetí.", "kdo ji odklízí? <script>alert(1)</script>",
    ]  # fmt: skip
    (task,) = card.points[1].tasks
    assert (task.due_on, task.assignee_id, task.deadline.overdue) == (DUE_ON, city.police_id, True)
    assert {line.organisation_id for line in card.attendance if line.presence} == {city.police_id, city.ngo_id}
    assert NEXT_ON in {day_of(row.starts_at) for row in list_meetings(database, actor, coming=True)}
    assert kept_drafts(database).of(actor.account_id) == []


def test_nothing_is_kept_while_nobody_saw_the_meeting_and_who_came(checking: AppTest, draft: Draft) -> None:
    assert set(draft.decisions) == {Decision.WAITING}
    press(checking, "paper-summary")
    words = words_of(checking)
    assert "O 2 částech se ještě nerozhodlo." in words
    assert "O 3 bodech jste nerozhodli: vynechají se." in words
    assert checking.button(key="paper-keep").disabled
    assert "Uloží se: 1 schůzka" in words
    press(checking, "paper-step-0")
    assert checking.selectbox(key=key_of(draft, 0, "body")).value is not None


def test_of_points_only_what_somebody_took_is_kept_and_the_rest_is_told_before(
    checking: AppTest, draft: Draft, database: Database, actor: Actor, city: SmallCity
) -> None:
    press(checking, "paper-accept")
    press(checking, "paper-leave")
    assert checking.button(key="paper-accept").label == "Vzít a další"
    assert "Pod bodem zbývají 2 nevzaté části" in words_of(checking)
    assert "Bod se uloží bez podnětu, a tedy bez míst." in words_of(checking)
    without_failure(checking.checkbox(key=key_of(draft, 2, "said", 0, "take")).set_value(True).run())
    assert "Pod bodem zbývá 1 nevzatá část" in words_of(checking)
    press(checking, "paper-accept")
    press(checking, "paper-summary")  # the second point was seen, the third one was not: nobody took either
    words = words_of(checking)
    assert "Uloží se: 1 schůzka, 1 bod" in words
    assert "O 2 bodech jste nerozhodli: vynechají se." in words
    assert "Pod vzatými body zůstala 1 nevzatá část" in words
    assert "1 místo se vynechá, protože se jeho bod netýká žádného podnětu." in words
    press(checking, "paper-keep")
    (point,) = kept_meeting(database, actor, city).points
    assert point.title == draft.points[0].title
    assert [entry.text for entry in point.entries if entry.kind != EntryKind.INTERNAL] == ["skládka je tam už potřetí."]


def test_minutes_of_which_nobody_took_a_point_are_not_kept(checking: AppTest, draft: Draft, database: Database) -> None:
    press(checking, "paper-accept")
    press(checking, "paper-leave")
    press(checking, "paper-summary")
    before = content_of(database)
    press(checking, "paper-keep")
    assert "Vezměte aspoň jeden" in checking.error[0].value
    assert content_of(database) == before
    press(checking, "paper-step-2")  # nothing of the check is lost by that
    assert "Bod 1 z 3" in words_of(checking)


def test_what_is_left_out_is_not_kept(
    checking: AppTest, draft: Draft, database: Database, actor: Actor, city: SmallCity
) -> None:
    press(checking, "paper-accept")
    press(checking, "paper-leave")  # nobody is written down as present
    take_all_below(checking, draft)
    without_failure(checking.checkbox(key=key_of(draft, 2, "said", 1, "take")).set_value(False).run())
    press(checking, "paper-accept")
    press(checking, "paper-accept")
    press(checking, "paper-leave")
    press(checking, "paper-keep")
    card = kept_meeting(database, actor, city)
    assert len(card.points) == 2
    assert [entry.text for entry in card.points[0].entries if entry.kind != EntryKind.INTERNAL] == [
        "skládka je tam už potřetí."
    ]
    assert card.points[1].tasks == ()
    assert not any(line.presence for line in card.attendance)


def test_what_the_person_changed_is_kept_as_they_changed_it(
    checking: AppTest, draft: Draft, database: Database, actor: Actor, city: SmallCity
) -> None:
    press(checking, "paper-accept")
    leave_out_who_is_unknown(checking, draft)
    press(checking, "paper-accept")
    checking.text_input(key=key_of(draft, 2, "title")).set_value("Skládka u trati")
    checking.text_area(key=key_of(draft, 2, "text")).set_value("Je tam znovu.")
    press(checking, "paper-accept")
    press(checking, "paper-back")
    assert checking.text_input(key=key_of(draft, 2, "title")).value == "Skládka u trati"
    press(checking, "paper-accept")
    take_all_below(checking, draft)
    checking.segmented_control(key=key_of(draft, 3, "task", 0, "due")).set_value("next_meeting")
    press(checking, "paper-accept")
    press(checking, "paper-accept")
    press(checking, "paper-keep")
    card = kept_meeting(database, actor, city)
    assert (card.points[0].title, card.points[0].text) == ("Skládka u trati", "Je tam znovu.")
    assert card.points[1].tasks[0].deadline.next_meeting


def test_a_new_issue_is_raised_with_its_place(
    checking: AppTest, draft: Draft, database: Database, actor: Actor, city: SmallCity
) -> None:
    press(checking, "paper-accept")
    leave_out_who_is_unknown(checking, draft)
    press(checking, "paper-accept")
    press(checking, "paper-accept")
    assert draft.points[1].about == About.NONE  # nothing is linked by itself
    without_failure(checking.radio(key=key_of(draft, 3, "issue")).set_value(About.NEW).run())
    press(checking, "paper-accept")
    assert [error.value for error in checking.error] == ["Vyberte téma nového podnětu."]
    checking.selectbox(key=key_of(draft, 3, "issue", "new", "topic")).set_value(IssueTopic.BUILDING)
    take_all_below(checking, draft)
    press(checking, "paper-accept")
    press(checking, "paper-accept")
    assert "3 body, 1 úkol, 1 podnět" in words_of(checking)
    press(checking, "paper-keep")
    point = kept_meeting(database, actor, city).points[1]
    assert point.issue is not None
    issue = issue_card(database, actor, point.issue.id)
    assert issue.raised_on == HELD_ON
    assert [site.id for site in issue.sites] == [city.building_id]  # "Školní 12" is a known place


def test_a_known_issue_that_fits_is_offered_and_linked_by_choice_only(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    site_id = some_site(database, actor, "Tratová", position=(14.06, 50.66))
    issue_id = some_issue(database, actor, "Černá skládka, ulice Tratová", topic=IssueTopic.DUMP, site_ids=(site_id,))
    number = issue_card(database, actor, issue_id).number
    read(show("paper_minutes"), TEXT.replace("Tratová vznikla", f"Tratová ({number}) vznikla"))
    draft = kept_drafts(database).of(actor.account_id)[0]
    page = show("paper_minutes", draft=draft.token)
    press(page, "paper-accept")
    press(page, "paper-leave")
    choices = page.radio(key=key_of(draft, 2, "issue"))
    assert any(number in option.replace("\\", "") for option in choices.options)
    assert draft.points[0].about == About.NONE
    without_failure(choices.set_value(issue_id).run())
    accept_rest(page, draft)
    press(page, "paper-keep")
    point = kept_meeting(database, actor, city).points[0]
    assert point.issue is not None
    assert point.issue.id == issue_id
    assert site_card(database, actor, site_id).id == site_id
