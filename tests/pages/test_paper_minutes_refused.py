"""Minutes from paper: what is refused, hidden from others, kept over a reload, or written to do harm."""

from __future__ import annotations

from datetime import timedelta
from html import escape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.paper.draft import Decision, Draft
from dashboard.components.paper.kept_drafts import kept_drafts
from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor, Role
from geodata.services.issue_card import issue_card
from geodata.settings import Settings
from tests.batches import content_of
from tests.pages.paper_check import (
    TEXT,
    accept_all,
    accept_rest,
    html_of,
    kept_meeting,
    key_of,
    leave_out_who_is_unknown,
    press,
    read,
)
from tests.pages.shown import Show, showing, without_failure, words_of
from tests.running_meeting import run_meeting
from tests.small_city import SmallCity, worker_of


def test_a_restricted_issue_is_offered_to_nobody_who_may_not_know_of_it(
    database: Database, actor: Actor, city: SmallCity, tmp_path: Path
) -> None:
    number = issue_card(database, actor, city.hidden_issue_id).number
    text = TEXT.replace("Tratová vznikla", f"Tratová ({number}) vznikla")
    settings = Settings(data_directory=tmp_path, base_map="none")
    keeper = worker_of(database, actor, city.ngo_id, Role.POLICE)
    offered = {}
    for who in (actor, keeper):
        with showing(database, who, settings) as show:
            read(show("paper_minutes"), text)
        draft = kept_drafts(database).of(who.account_id)[0]
        offered[who.account_id] = [offer.issue_id for offer in draft.points[0].offers]
    assert city.hidden_issue_id in offered[actor.account_id]
    assert city.hidden_issue_id not in offered[keeper.account_id]


def test_a_reload_goes_on_where_the_person_was_and_others_see_nothing_of_it(
    checking: AppTest, draft: Draft, show: Show, database: Database, actor: Actor, city: SmallCity, tmp_path: Path
) -> None:
    checking.text_input(key=key_of(draft, 0, "place")).set_value("Radnice")
    press(checking, "paper-accept")
    again = show("paper_minutes", draft=draft.token)
    assert "Kdo přišel" in words_of(again)
    press(again, "paper-back")
    assert again.text_input(key=key_of(draft, 0, "place")).value == "Radnice"
    entry = show("paper_minutes")
    assert "Rozpracováno" in words_of(entry)
    press(entry, f"paper-resume-{draft.token}")
    other = worker_of(database, actor, city.ngo_id, Role.COORDINATOR)
    with showing(database, other, Settings(data_directory=tmp_path, base_map="none")) as show_other:
        words = words_of(show_other("paper_minutes", draft=draft.token))
    assert "Tato kontrola už tu není." in words
    assert "Rozpracováno" not in words
    with showing(database, actor, Settings(data_directory=tmp_path, base_map="none")) as show_again:
        press(show_again("paper_minutes"), f"paper-drop-{draft.token}")
    assert kept_drafts(database).of(actor.account_id) == []


@pytest.mark.parametrize("text", ["", "   \n ", "12. 3.", "?" * 50, TEXT + "\nTerén:\n" + "- Zveme na den.\n" * 501])
def test_a_text_without_minutes_gets_its_sentence(
    show: Show, database: Database, actor: Actor, city: SmallCity, text: str
) -> None:
    page = read(show("paper_minutes"), text)
    assert len(page.error) == 1
    assert kept_drafts(database).of(actor.account_id) == []


def test_who_came_needs_an_organisation_of_the_city_or_is_left_out(checking: AppTest, draft: Draft) -> None:
    press(checking, "paper-accept")
    press(checking, "paper-accept")
    assert [error.value for error in checking.error] == ["Vyberte organizaci k řádku „Farnost“, nebo ho vynechte."]
    assert draft.present_decision == Decision.WAITING


def test_the_head_asks_for_what_is_missing(checking: AppTest, draft: Draft) -> None:
    for key, value, refusal in (
        ("body", None, "Vyberte, která buňka"),
        ("day", None, "který den se schůzka konala"),
        ("at", None, "kdy schůzka začala"),
        ("origin", " ", "odkud zápis je"),
        ("next-day", None, "který den je příští schůzka"),
        ("next-at", None, "kdy příští schůzka začíná"),
    ):
        widgets = {w.key: w for w in (*checking.selectbox, *checking.date_input, *checking.time_input,
                                      *checking.text_input)}  # fmt: skip
        widget = widgets[key_of(draft, 0, key)]
        before = widget.value
        widget.set_value(value)
        press(checking, "paper-accept")
        assert refusal in checking.error[0].value
        {w.key: w for w in (*checking.selectbox, *checking.date_input, *checking.time_input, *checking.text_input)}[
            key_of(draft, 0, key)
        ].set_value(before)
    assert draft.head_decision == Decision.WAITING


def test_minutes_that_are_written_already_are_not_written_over(
    checking: AppTest, draft: Draft, database: Database, actor: Actor, city: SmallCity
) -> None:
    run_meeting(database, actor, city.cell_id, clock.now() - timedelta(days=40))
    accept_all(checking, draft)
    before = content_of(database)
    press(checking, "paper-keep")
    assert "se už píše" in checking.error[0].value
    assert content_of(database) == before
    assert kept_drafts(database).find(actor.account_id, draft.token) is draft


def test_personal_data_is_shown_with_the_way_to_it_and_kept_for_a_reason_only(
    checking: AppTest, draft: Draft, database: Database, actor: Actor, city: SmallCity
) -> None:
    press(checking, "paper-accept")
    leave_out_who_is_unknown(checking, draft)
    press(checking, "paper-accept")
    press(checking, "paper-leave")
    checking.text_area(key=key_of(draft, 3, "text")).set_value("Bydlí tam pan Josef Zdánlivý. Mgr. Pohádková to ví.")
    press(checking, "paper-accept")
    press(checking, "paper-accept")
    before = content_of(database)
    press(checking, "paper-keep")
    assert content_of(database) == before
    words = words_of(checking)
    assert "Josef Zdánlivý" in words
    assert "Pohádková" not in words.partition("Proč")[0].partition("osobní")[2]
    press(checking, "paper-found-3")
    assert "Bod 2 z 3" in words_of(checking)
    press(checking, "paper-summary")
    press(checking, "paper-keep")
    checking.text_input(key=f"paper-{draft.token}-personal-data-reason").set_value("Vlastník o to požádal.")
    press(checking, f"paper-{draft.token}-personal-data-keep")
    assert "Josef Zdánlivý" in (kept_meeting(database, actor, city).points[0].text or "")


def test_a_long_point_loses_no_word_and_the_text_around_it_is_in_sight(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    long = " ".join(f"slovo{number}" for number in range(1_500))
    text = TEXT.replace("Zveme na den otevřených dveří.", f"Zveme na den otevřených dveří. {long}")
    read(show("paper_minutes"), text)
    draft = kept_drafts(database).of(actor.account_id)[0]
    page = show("paper_minutes", draft=draft.token)
    press(page, "paper-accept")
    press(page, "paper-leave")
    assert "Zápis z jednání" not in html_of(page)
    without_failure(page.toggle(key=f"paper-{draft.token}-whole").set_value(True).run())
    assert "Zápis z jednání" in html_of(page)
    accept_rest(page, draft)
    press(page, "paper-keep")
    point = kept_meeting(database, actor, city).points[-1]
    words = " ".join([point.text or "", *(entry.text for entry in point.entries)])
    assert f"Zveme na den otevřených dveří. {long}" in words


PAYLOAD = "<img src=x onerror=alert(1)> :red[x] ![](//evil) ${alert(1)} $x$ **b** <b>x</b>"


def test_whatever_stands_in_the_text_stays_text(show: Show, database: Database, actor: Actor, city: SmallCity) -> None:
    text = TEXT.replace("vznikla znovu", f"vznikla {PAYLOAD}").replace("Farnost", "<b>Farnost</b>")
    read(show("paper_minutes"), text)
    draft = kept_drafts(database).of(actor.account_id)[0]
    page = show("paper_minutes", draft=draft.token)
    press(page, "paper-accept")
    press(page, "paper-leave")
    html = html_of(page)
    assert escape(PAYLOAD) in html
    assert "<img" not in html
    assert "<b>" not in html
    assert html.count("<mark>") == html.count("</mark>") == 1
    for one in page.markdown:
        assert "<img" not in one.value
        assert ":red[" not in one.value
