"""Tabs of the administration: the audit is searched, what is due is shown and erased only when it is confirmed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.errors import Erased
from geodata.model.people import Actor
from geodata.model.retention import RetentionRule
from geodata.model.sites import Condition
from geodata.services.refusals import finish_notes
from geodata.services.site_card import site_card
from geodata.services.sites import NewObservation, observe
from geodata.services.story import site_story
from geodata.services.wiping import note_unwiped
from tests.audited import entries_of
from tests.pages.shown import Show, without_failure, words_of
from tests.small_city import SmallCity, some_site

LONG_AGO = clock.now() - timedelta(days=4_000)


def cells(page: AppTest) -> str:
    """Everything that stands in the tables of the page."""
    return "\n".join(table.value.to_csv() for table in page.dataframe)


def test_the_audit_is_shown_with_its_words_and_searched(show: Show, city: SmallCity) -> None:
    page = show("administration")
    assert "Školní 12" in cells(page)
    assert "zapsání" in cells(page)
    without_failure(page.selectbox(key="audit-action").select("raise").run())
    assert "Hrozí zřícení římsy" in cells(page)
    assert "zapsání" not in cells(page)
    without_failure(page.number_input(key="audit-subject-id").set_value(999).run())
    assert "Takový záznam tu není" in words_of(page)


def test_more_of_the_audit_comes_when_asked_for(show: Show, city: SmallCity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.components.administration.audit.ROWS_AT_ONCE", 3)
    page = show("administration")
    first = "name Městská policie"
    assert first not in cells(page)
    for _ in range(10):
        if any(button.key == "audit-older" for button in page.button):
            without_failure(page.button(key="audit-older").click().run())
    assert first in cells(page)


def test_nothing_due_says_so(show: Show, city: SmallCity) -> None:
    assert "Dnes není na řadě nic." in words_of(show("administration"))


def test_an_erasure_that_is_not_finished_is_told(show: Show, database: Database, actor: Actor, city: SmallCity) -> None:
    assert "není dokončené" not in words_of(show("administration"))
    with database.write(actor) as work:
        note_unwiped(work)
        work.commit()
    assert "není dokončené" in words_of(show("administration"))


def test_what_is_due_is_shown_first_and_erased_only_when_confirmed(
    show: Show, database: Database, actor: Actor
) -> None:
    with standing_at(LONG_AGO):
        site_id = some_site(database, actor, "Tajemná vila", condition=Condition.DEMOLISHED)
    some_site(database, actor, "Nový dům", position=(14.06, 50.66))
    page = show("administration")
    assert any(part.label.startswith("**Místa, která už nejsou**: 1 záznam") for part in page.expander)
    assert site_card(database, actor, site_id).name == "Tajemná vila"
    button = next(button for button in page.button if button.label == "Smazat natrvalo")
    assert button.disabled
    page.multiselect(key="retention-chosen").set_value([RetentionRule.CLOSED_SITES])
    without_failure(page.checkbox(key="retention-sure").check().run())
    assert site_card(database, actor, site_id).name == "Tajemná vila"
    next(button for button in page.button if button.label == "Smazat natrvalo").click()
    without_failure(page.run())
    with pytest.raises(Erased):
        site_card(database, actor, site_id)
    assert "Něco tu bylo" in words_of(show("site", id=site_id))


def test_the_story_says_that_a_note_was_erased(show: Show, database: Database, actor: Actor) -> None:
    with standing_at(LONG_AGO):
        site_id = some_site(database, actor, "Stará vila", condition=Condition.DANGEROUS)
        observe(database, actor, site_id, NewObservation(clock.today(), note="Rozbité okno"))
    page = show("administration")
    page.multiselect(key="retention-chosen").set_value([RetentionRule.NOTES])
    without_failure(page.checkbox(key="retention-sure").check().run())
    next(button for button in page.button if button.label == "Smazat natrvalo").click()
    without_failure(page.run())
    assert [entry.note for entry in site_story(database, actor, site_id)] == [None, None]
    said = words_of(show("site", id=site_id))
    assert "Poznámky z kontrol" in said
    assert "Rozbité okno" not in said


def test_a_page_that_is_not_shared_is_a_noted_refusal(show: Show, database: Database, city: SmallCity) -> None:
    assert "tu není" in words_of(show("site", id=4711))
    finish_notes()
    assert len(entries_of(database, "refuse")) == 1
