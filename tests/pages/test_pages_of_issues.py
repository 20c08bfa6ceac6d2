"""The pages of "what became of it", in both languages, over a small city and an empty one."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from geodata import clock
from geodata.database import Database
from geodata.model.issues import IssueStatus, IssueTopic
from geodata.model.people import Actor, Role
from geodata.services.issue_card import issue_card
from geodata.services.issue_list import list_issues
from geodata.services.issue_steps import assign_issue
from geodata.services.issue_views import IssueView, filter_of
from geodata.services.meeting_card import meeting_card
from geodata.services.overview import overview
from geodata.services.site_card import site_card
from geodata.settings import Settings
from tests.pages.shown import Show, links_of, showing, without_failure, words_of
from tests.small_city import SmallCity, advance, another_person, some_issue, some_site, worker_of

KEYS = ("overview", "issues", "issue", "site", "meetings", "meeting")
LANGUAGES = ("cs", "en")


def press(page: AppTest, key: str) -> AppTest:
    """Press a button by its key."""
    return without_failure(page.button(key=key).click().run())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_every_page_shows_in_an_empty_city(show: Show, key: str, language: str) -> None:
    page = show(key, language)
    assert words_of(page)
    assert not page.error


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_shows_in_a_small_city(show: Show, city: SmallCity, language: str) -> None:
    subjects = {"issue": city.building_issue_id, "site": city.building_id, "meeting": city.meeting_id}
    expected = {"overview": "Hrozí zřícení římsy", "meetings": "Buňka Předlice"}
    for key in KEYS:
        page = show(key, language, **({"id": subjects[key]} if key in subjects else {}))
        assert expected.get(key, "Školní 12") in words_of(page)
        assert not page.error


def test_the_two_languages_say_different_words(show: Show, city: SmallCity) -> None:
    assert "Otevřené podněty" in words_of(show("overview", "cs"))
    assert "Open issues" in words_of(show("overview", "en"))


@pytest.mark.parametrize("key", ["site", "issue", "meeting"])
@pytest.mark.parametrize("number", ["4711", "0", "-1", "x", "99999999999999999999", "1; DROP TABLE issue"])
def test_an_address_of_nothing_gets_a_sentence(show: Show, city: SmallCity, key: str, number: str) -> None:
    page = show(key, id=number)
    assert page.error or page.info


def test_every_number_of_the_overview_opens_a_list_of_just_as_many(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    advance(database, actor, city.dump_issue_id, IssueStatus.ACCEPTED, IssueStatus.DONE)
    page = show("overview", "en")
    seen = overview(database, actor)
    figures = (seen.open, seen.overdue, seen.verified, seen.came_back)
    assert [metric.value for metric in page.metric] == [str(figure.value) for figure in figures]
    links = links_of(page)
    assert [link for link in links if link.startswith("issues?")][-4:] == [
        f"issues?filter={figure.view}" for figure in figures
    ]
    for view in ("to_verify", "unassigned"):
        assert f"issues?filter={view}" in links
    for figure in figures:
        words = words_of(show("issues", "en", filter=figure.view))
        assert f"{figure.value} issue" in words


@pytest.mark.parametrize("view", IssueView)
def test_every_list_shows_its_issues_and_each_opens(
    show: Show, database: Database, actor: Actor, city: SmallCity, view: IssueView
) -> None:
    expected = {f"issue?id={row.id}" for row in list_issues(database, actor, filter_of(view, actor)).rows}
    page = show("issues", filter=view)
    assert {link for link in links_of(page) if link.startswith("issue?")} == expected
    assert bool(page.info) != bool(expected)


def test_choosing_another_list_changes_the_address(show: Show, city: SmallCity) -> None:
    page = show("issues")
    page.button_group[0].set_value(IssueView.UNASSIGNED).run()
    assert page.query_params["filter"] == "unassigned"
    assert f"issue?id={city.building_issue_id}" not in links_of(page)


def test_the_list_is_searched_without_diacritics(show: Show, city: SmallCity) -> None:
    page = show("issues")
    without_failure(page.text_input(key="issue-text").input("SKLADKA").run())
    assert [link for link in links_of(page) if link.startswith("issue?")] == [f"issue?id={city.dump_issue_id}"]


def test_a_long_list_is_turned_page_by_page(show: Show, database: Database, actor: Actor) -> None:
    raised = [some_issue(database, actor, f"Podnět {number}") for number in range(27)]
    page = show("issues", filter="open")
    first = [link for link in links_of(page) if link.startswith("issue?")]
    second = [link for link in links_of(press(page, "issues-next")) if link.startswith("issue?")]
    assert first + second == [f"issue?id={issue_id}" for issue_id in raised]


def test_the_next_step_of_an_issue_is_one_press_and_a_confirmation(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = press(show("issue", id=city.dump_issue_id), f"step-accepted-{city.dump_issue_id}")
    page.text_area(key="step-note").input("Bereme si to")
    press(page, "step-save")
    card = issue_card(database, actor, city.dump_issue_id)
    assert (card.status, card.events[0].note) == (IssueStatus.ACCEPTED, "Bereme si to")


def test_a_refusal_without_its_reason_is_told_and_nothing_changes(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = press(press(show("issue", id=city.dump_issue_id), f"step-refused-{city.dump_issue_id}"), "step-save")
    assert "vyberte druh důvodu" in page.error[0].value
    assert issue_card(database, actor, city.dump_issue_id).status == IssueStatus.RAISED


def test_a_stale_edit_shows_both_versions_and_overwrites_nothing(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = press(show("issue", "en", id=city.dump_issue_id), f"assign-{city.dump_issue_id}")
    version = issue_card(database, actor, city.dump_issue_id).row_version
    assign_issue(database, actor, city.dump_issue_id, version, city.ngo_id)
    page.selectbox(key="assign-organisation").set_value(city.police_id).run()
    press(page, "step-save")
    words = words_of(page)
    assert "What you saw" in words
    assert "What it is now" in words
    assert "nobody has it" in words
    assert issue_card(database, actor, city.dump_issue_id).assignee == "Terén"
    press(page, "both-versions-seen")
    assert "What you saw" not in words_of(page)


def test_a_deadline_a_recipient_and_a_comment_are_given_on_the_page(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = show("issue", id=city.building_issue_id)
    press(page, f"deadline-{city.building_issue_id}")
    page.radio(key="deadline-how").set_value("meeting").run()
    press(page, "step-save")
    press(page, f"comment-{city.building_issue_id}")
    page.text_area(key="comment-note").input("Statik přijede v úterý")
    press(page, "step-save")
    card = issue_card(database, actor, city.building_issue_id)
    assert card.deadline.due_on == clock.today() + timedelta(days=9)
    assert card.events[0].note == "Statik přijede v úterý"


def test_who_may_only_look_gets_no_buttons(database: Database, actor: Actor, city: SmallCity, tmp_path: object) -> None:
    member = worker_of(database, actor, city.ngo_id, Role.COMMISSION)
    with showing(database, member, Settings(base_map="none")) as show:
        for key, number in (("issue", city.dump_issue_id), ("site", city.dump_id), ("meeting", city.meeting_id)):
            assert [button.key for button in show(key, id=number).button] == []
        assert show("issue", id=city.hidden_issue_id).error
        assert "Citlivá věc" not in words_of(show("site", id=city.building_id))
        assert "Citlivá věc" not in words_of(show("overview"))


def test_a_visit_is_recorded_on_the_page_of_the_place(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = press(show("site", id=city.building_id), f"record-visit-{city.building_id}")
    page.text_area(key="visit-note").input("Vchod zazděn")
    page.selectbox(key="visit-inhabited").set_value("no")
    press(page, "visit-save")
    card = site_card(database, actor, city.building_id)
    assert card.details == {"inhabited": "no"}
    assert "Vchod zazděn" in words_of(show("site", id=city.building_id))


def test_an_issue_is_raised_on_the_page_of_its_place(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = press(show("site", id=city.dump_id), f"new-issue-{city.dump_id}")
    assert any("Známé místo: Za tratí" in said.value.replace("\\", "") for said in page.markdown)
    page.text_input(key="new-issue-title").input("Znovu navezeno")
    page.button(key="new-issue-save").click().run()
    newest = site_card(database, actor, city.dump_id).open_issues[-1]
    assert (newest.title, newest.topic) == ("Znovu navezeno", IssueTopic.DUMP)


def test_the_story_can_be_narrowed_to_one_kind(show: Show, city: SmallCity) -> None:
    page = show("site", "en", id=city.building_id)
    whole = words_of(page)
    page.button_group(key=f"story-{city.building_id}").set_value(["meeting"]).run()
    assert "Dangerous" in whole
    assert len(words_of(page)) < len(whole)


def test_a_point_is_put_on_the_agenda_and_its_issue_opens_from_there(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = press(show("meeting", id=city.meeting_id), f"add-point-{city.meeting_id}")
    page.text_input(key="point-search").input("skladka").run()
    page.selectbox(key="point-issue").set_value(city.dump_issue_id)
    page.button(key="point-save").click().run()
    points = meeting_card(database, actor, city.meeting_id).points
    assert [point.issue.id for point in points if point.issue] == [city.building_issue_id, city.dump_issue_id]
    links = links_of(show("meeting", id=city.meeting_id))
    assert {f"issue?id={city.dump_issue_id}", f"site?id={city.dump_id}"} <= set(links)


HOSTILE = "[klik](https://zlo.example) <script>alert(1)</script> ![x](https://zlo.example/x.png) :red[x] $a$ `b` **c**"


def test_what_people_wrote_stays_text(show: Show, database: Database, actor: Actor) -> None:
    site_id = some_site(database, actor, HOSTILE)
    issue_id = some_issue(database, actor, HOSTILE, site_ids=(site_id,), description=HOSTILE)
    for key, number in (("overview", None), ("issues", None), ("issue", issue_id), ("site", site_id)):
        page = show(key, **({} if number is None else {"id": number}))
        said = [element.value for element in (*page.markdown, *page.title, *page.caption)]
        unescaped = [re.sub(r"\\.", "", text) for text in said]
        assert not any(sign in text for text in unescaped for sign in ("[", "<", "$", "`"))
        assert HOSTILE in words_of(page)


def test_whoever_raised_an_issue_reads_what_others_made_of_it(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    assert "What became of what you raised" not in words_of(show("overview", "en"))
    advance(database, another_person(database, actor), city.dump_issue_id, IssueStatus.ACCEPTED)
    assert "What became of what you raised" in words_of(show("overview", "en"))


def test_one_person_is_chosen_among_those_who_get_the_issue(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    person = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    page = press(show("issue", id=city.dump_issue_id), f"assign-{city.dump_issue_id}")
    page.selectbox(key="assign-organisation").set_value(city.ngo_id).run()
    page.selectbox(key=f"assign-person-{city.ngo_id}").set_value(person.account_id).run()
    press(page, "step-save")
    assert issue_card(database, actor, city.dump_issue_id).account_id == person.account_id


def test_an_issue_is_split_into_tasks(show: Show, database: Database, actor: Actor, city: SmallCity) -> None:
    page = press(show("issue", id=city.building_issue_id), f"split-{city.building_issue_id}")
    page.text_area(key="split-text").input("Zajistit vchod")
    page.selectbox(key="split-organisation").set_value(city.ngo_id).run()
    press(page, "split-save")
    (task,) = issue_card(database, actor, city.building_issue_id).tasks
    assert (task.text, task.assignee, task.deadline.next_meeting) == ("Zajistit vchod", "Terén", True)


def test_a_place_is_added_to_an_issue_and_taken_off_again(show: Show, database: Database, actor: Actor) -> None:
    site_id = some_site(database, actor, "Zadní dvůr 7")
    issue_id = some_issue(database, actor)
    page = press(show("issue", id=issue_id), f"place-{issue_id}")
    page = without_failure(page.text_input(key="place-text").set_value("zadni dvur").run())
    found = page.radio(key="place-chosen")
    page = without_failure(found.set_value(found.options[0]).run())
    press(page, "place-save")
    assert [site.id for site in issue_card(database, actor, issue_id).sites] == [site_id]
    page = press(show("issue", id=issue_id), f"unplace-{issue_id}")
    chosen = page.radio(key="unplace-chosen")
    page = without_failure(chosen.set_value(chosen.options[0]).run())
    press(page, "unplace-save")
    assert issue_card(database, actor, issue_id).sites == ()
