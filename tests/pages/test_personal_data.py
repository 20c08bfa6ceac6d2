"""Whoever writes sees what was found, takes it out or says why it stays; nothing that was typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.place_position import Placed
from dashboard.components.text import WORD_JOINER
from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.services.issue_card import issue_card
from geodata.services.issue_list import list_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.meeting_card import meeting_card
from geodata.services.site_card import site_card
from geodata.services.site_list import list_sites
from tests.audited import entries_of, whole_detail
from tests.pages.shown import Show, without_failure
from tests.small_city import SmallCity

PHONE = "602 123 456"
NOTE = f"Klíče má soused, tel. {PHONE}, zvoňte dvakrát."
FREED = "Klíče má soused, tel. […], zvoňte dvakrát."
REASON = "Soused o to požádal."


def press(page: AppTest, key: str) -> AppTest:
    return without_failure(page.button(key=key).click().run())


def said_in(page: AppTest) -> str:
    """What the page says, its form over the page included."""
    values = [one.value for one in (*page.markdown, *page.warning, *page.caption)]
    plain = "\n".join(values).replace("\\", "").replace(WORD_JOINER, "")
    return "\n".join([plain, *(one.label for one in (*page.button, *page.text_input))])


def told(database: Database, action: str) -> Any:
    """What the audit says of personal data in the last entry of an action."""
    return whole_detail(database, entries_of(database, action)[-1]).get("personal_data")


def commented(show: Show, city: SmallCity, language: str = "cs") -> AppTest:
    """The form of a comment after an attempt to save a phone number."""
    page = press(show("issue", language, id=city.dump_issue_id), f"comment-{city.dump_issue_id}")
    page.text_area(key="comment-note").set_value(NOTE)
    return press(page, "step-save")


def comments(database: Database, actor: Actor, city: SmallCity) -> list[str]:
    return [event.note for event in issue_card(database, actor, city.dump_issue_id).events if event.note]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("cs", ("Tohle vypadá jako osobní údaj", "telefonní číslo", "Odstranit z textu", "Proč tu musí zůstat")),
        ("en", ("This looks like personal data", "phone number", "Remove from the text", "Why it has to stay")),
    ],
)
def test_what_was_found_is_marked_and_nothing_is_saved_or_lost(
    show: Show, database: Database, actor: Actor, city: SmallCity, language: str, words: tuple[str, ...]
) -> None:
    page = commented(show, city, language)
    shown = said_in(page)
    assert all(word in shown for word in words)
    assert f"Klíče má soused, tel. **:orange-background[{PHONE}]**, zvoňte dvakrát." in shown
    assert page.text_area(key="comment-note").value == NOTE
    assert comments(database, actor, city) == []


def test_what_was_found_is_taken_out_of_the_field_and_then_saved(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = press(commented(show, city), "step-personal-data-remove")
    assert page.text_area(key="comment-note").value == FREED
    assert "Tohle vypadá jako osobní údaj" not in said_in(page)
    press(page, "step-save")
    assert comments(database, actor, city) == [FREED]
    assert told(database, "comment") is None


def test_it_is_kept_only_with_a_reason(show: Show, database: Database, actor: Actor, city: SmallCity) -> None:
    page = press(commented(show, city), "step-personal-data-keep")
    assert "Nejdřív napište důvod" in said_in(page)
    assert comments(database, actor, city) == []
    page.text_input(key="step-personal-data-reason").set_value(REASON)
    press(page, "step-personal-data-keep")
    assert comments(database, actor, city) == [NOTE]
    assert told(database, "comment") == {"reason": REASON, "found": {"phone": 1}}


def test_the_block_goes_when_the_writer_takes_it_out_by_hand(show: Show, city: SmallCity) -> None:
    page = commented(show, city)
    page.text_area(key="comment-note").set_value("Klíče má soused.")
    assert "Tohle vypadá jako osobní údaj" not in said_in(without_failure(page.run()))


def test_a_second_try_shows_what_is_there_now(show: Show, city: SmallCity) -> None:
    page = commented(show, city)
    page.text_area(key="comment-note").set_value("Pište na jana@posta.cz")
    page = press(page, "step-save")
    assert "e-mailová adresa" in said_in(page)
    assert "telefonní číslo" not in said_in(page)


def test_what_is_marked_stays_plain_text(show: Show, city: SmallCity) -> None:
    page = press(show("issue", id=city.dump_issue_id), f"comment-{city.dump_issue_id}")
    page.text_area(key="comment-note").set_value(f"[odkaz](https://example.org) **{PHONE}** <b>tu</b>")
    page = press(page, "step-save")
    (line,) = [one.value for one in page.markdown if "orange-background" in one.value]
    assert r"\]\(" in line
    assert r"\*\***:orange-background" in line
    assert r"\<b\>" in line


def test_a_new_issue_is_watched(show: Show, database: Database, actor: Actor, city: SmallCity) -> None:
    page = press(show("issues"), "new-issue-0")
    page.text_input(key="new-issue-title").set_value("Stížnost paní Novákové")
    page.text_area(key="new-issue-description").set_value(NOTE)
    page = press(page, "new-issue-save")
    assert "jméno člověka" in said_in(page)
    page = press(page, "new-issue-personal-data-remove")
    assert page.text_input(key="new-issue-title").value == "Stížnost paní […]"
    assert page.text_area(key="new-issue-description").value == FREED
    press(page, "new-issue-save")
    assert "Stížnost paní […]" in [row.title for row in list_issues(database, actor, IssueFilter()).rows]


def test_a_point_of_an_agenda_is_watched(show: Show, database: Database, actor: Actor, city: SmallCity) -> None:
    page = press(show("meeting", id=city.meeting_id), f"add-point-{city.meeting_id}")
    page.text_input(key="point-title").set_value("Klíče")
    page.text_area(key="point-text").set_value(NOTE)
    page = press(page, "point-save")
    page.text_input(key="point-personal-data-reason").set_value(REASON)
    press(page, "point-personal-data-keep")
    assert NOTE in [point.text for point in meeting_card(database, actor, city.meeting_id).points]
    assert told(database, "add") == {"reason": REASON, "found": {"phone": 1}}


def test_a_logged_place_is_watched_with_its_name_note_and_facts(show: Show, database: Database, actor: Actor) -> None:
    page = show("log_place")
    page.session_state["log-1-placed"] = Placed((50.7, 14.1))
    page = press(page, "sign-gambling_venue-tile")
    page.text_input(key="log-1-name").set_value("Herna Petra Svobody")
    page.text_input(key="log-1-gambling_venue-operator").set_value(f"Herny, s. r. o., {PHONE}")
    page.text_area(key="log-1-note").set_value(NOTE)
    page = press(page, "log-1-save")
    assert list_sites(database, actor, SiteFilter()).total == 0
    page = press(page, "log-1-personal-data-remove")
    press(page, "log-1-save")
    (row,) = list_sites(database, actor, SiteFilter()).rows
    card = site_card(database, actor, row.id)
    assert (card.kind, card.name) == (SiteKind.GAMBLING_VENUE, "Herna […]")
    assert card.details["operator"] == "Herny, s. r. o., […]"


def test_a_visit_is_watched_on_both_pages(show: Show, database: Database, city: SmallCity) -> None:
    form = f"log-1-{city.building_id}"
    page = show("log_place", site=city.building_id)
    page.text_area(key=f"{form}-note").set_value(NOTE)
    page = press(page, f"{form}-save")
    page.text_input(key=f"{form}-personal-data-reason").set_value(REASON)
    press(page, f"{form}-personal-data-keep")
    assert told(database, "observe") == {"reason": REASON, "found": {"phone": 1}}
    page = press(show("site", id=city.building_id), f"record-visit-{city.building_id}")
    page.text_area(key="visit-note").set_value(NOTE)
    page = press(page, "visit-save")
    assert "Tohle vypadá jako osobní údaj" in said_in(page)


FILE = f"id;Název;lon;lat;Poznámka\n1;Dvůr;14,05;50,66;Volat {PHONE}\n"


def test_a_file_is_freed_of_it_or_kept_with_a_reason(show: Show, database: Database, actor: Actor) -> None:
    page = show("data")
    page.file_uploader[0].set_value(("mista.csv", FILE.encode(), "text/csv"))
    page = without_failure(page.run())
    assert any("Volat […]" in frame.value.to_string() for frame in page.dataframe)
    assert any("6•• ••• •••" in frame.value.to_string() for frame in page.dataframe)
    page = without_failure(page.checkbox(key="load-keep-personal-data").check().run())
    assert "Dokud nenapíšete důvod" in said_in(page)
    page = without_failure(page.text_input(key="load-personal-data-reason").set_value(REASON).run())
    assert any(f"Volat {PHONE}" in frame.value.to_string() for frame in page.dataframe)
    without_failure(next(one for one in page.button if one.label.startswith("Nahrát")).click().run())
    assert told(database, "load") == {"reason": REASON, "found": {"phone": 1}}
