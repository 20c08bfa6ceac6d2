"""From a draft to the commission: figures, unequal treatment answered, what still hinders, versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor, Role
from geodata.model.sites import Condition
from geodata.model.zones import ProposalKind, ProposalState, TimeBand, ZoneRule
from geodata.services.proposal_card import proposal_card, version_card
from geodata.services.proposal_drafts import draft_version
from geodata.services.proposal_impact import answer_finding, version_impact
from geodata.services.proposals import create_proposal
from geodata.services.sites import NewObservation, observe
from geodata.services.zone_drafts import add_zone
from geodata.settings import Settings
from tests.pages.desk import press
from tests.pages.shown import Show, showing, words_of
from tests.proposals import AROUND_BOTH, Proposed, a_zone, newest, proposed, submitted, with_texts, with_zone
from tests.small_city import SmallCity


@pytest.fixture
def made(database: Database, actor: Actor, city: SmallCity) -> Proposed:
    return proposed(database, actor, city.cell_id)


def html_of(page: object) -> str:
    """Everything that the page writes by hand."""
    return "".join(one.proto.body for one in page.get("html"))  # type: ignore[attr-defined]


def saving(page: AppTest) -> list[str | None]:
    """The keys of the buttons that save an answer to findings."""
    return [button.key for button in page.button if button.key == "finding-save"]


def test_the_figures_stay_above_every_tab(show: Show, database: Database, actor: Actor, made: Proposed) -> None:
    with_zone(database, actor, made)
    for tab in ("rules", "impact", "treatment"):
        html = html_of(show("proposal", id=made.proposal_id, show=tab))
        assert "<span>Zasažené provozovny</span><strong>1 z 2</strong>" in html
        assert "<span>Otevřené nálezy</span><strong>1</strong>" in html
        told = "<span>Přístroje, které skončí</span><strong>0</strong><small>u 1 provozovny počet neznáme</small>"
        assert told in html  # nobody counted its machines
        assert "Zákazem: 1; jen hodinami nebo stropem: 0" in html


def test_under_hours_alone_no_machine_has_to_go(show: Show, database: Database, actor: Actor, made: Proposed) -> None:
    band = TimeBand(time(22), time(6))
    add_zone(database, actor, made.version_id, a_zone(rule=ZoneRule.TIME_BAND, band=band))
    html = html_of(show("proposal", id=made.proposal_id))
    assert "<span>Přístroje, které skončí</span><strong>0</strong>" in html
    assert "Zákazem: 0; jen hodinami nebo stropem: 1" in html


def test_that_a_zone_in_words_only_cannot_be_checked_stands_at_the_findings(
    show: Show, database: Database, actor: Actor, made: Proposed
) -> None:
    add_zone(database, actor, made.version_id, a_zone(measured=None))
    html = html_of(show("proposal", id=made.proposal_id))
    assert "<span>Otevřené nálezy</span><strong>0</strong><small>1 zónu nelze ověřit</small>" in html


def test_a_market_order_has_no_figures_of_venues(show: Show, database: Database, actor: Actor, made: Proposed) -> None:
    proposal_id = create_proposal(database, actor, "Tržní řád", ProposalKind.MARKET_ORDER, None)
    html = html_of(show("proposal", id=proposal_id))
    assert "<span>Plocha</span>" in html
    assert "Zasažené provozovny" not in html


def test_whom_it_hits_and_why(show: Show, database: Database, actor: Actor, made: Proposed) -> None:
    with_zone(database, actor, made)
    page = show("proposal", id=made.proposal_id, show="impact")
    html = html_of(page)
    assert "Herna Západ" in html
    assert "● musí zavřít" in html
    assert "U lokality: Do 100 m od lokality" in html
    assert "Herna Východ" not in html
    spared = html_of(page.pills(key="impact-side").set_value("spared").run())
    assert "Herna Východ" in spared
    assert "neleží v žádné zóně" in spared


def test_findings_are_answered_together(show: Show, database: Database, actor: Actor, made: Proposed) -> None:
    with_zone(database, actor, made)
    page = show("proposal", "en", id=made.proposal_id, show="treatment")
    assert "Herna Východ" in words_of(page)
    assert "the nearest such place" not in words_of(page)
    assert "nearest is locality Předlice, " in words_of(page)
    assert not saving(page)  # nothing is ticked, so there is nothing to answer
    page = press(page, "finding-all")
    page = press(page, "finding-save")
    assert "The answer is empty" in page.error[0].value
    page.text_area(key="finding-answer").input("Za tratí, přístup jen přes most.").run()
    page = press(page, "finding-save")
    (finding,) = version_impact(database, actor, made.version_id).findings
    assert finding.answer == "Za tratí, přístup jen přes most."
    assert "<span>Open findings</span><strong>0</strong>" in html_of(page)
    assert "Za tratí, přístup jen přes most." in words_of(show("proposal", id=made.proposal_id, show="treatment"))


def test_an_answer_whose_finding_has_gone_is_still_read(
    show: Show, database: Database, actor: Actor, made: Proposed
) -> None:
    with_zone(database, actor, made)
    (finding,) = version_impact(database, actor, made.version_id).findings
    row = finding.finding
    answer_finding(database, actor, made.version_id, row.kind, row.rule, row.venue.id, "Za tratí.")
    observe(database, actor, row.venue.id, NewObservation(clock.today(), condition=Condition.CLOSED))
    page = show("proposal", id=made.proposal_id, show="treatment")
    assert "1 odpověď zůstala, její nález už neplatí" in [expander.label for expander in page.expander]
    said = words_of(page)
    assert "Za tratí." in said
    assert "nález už neplatí" in said


def test_everything_that_hinders_is_listed_with_its_link(
    show: Show, database: Database, actor: Actor, made: Proposed
) -> None:
    with_zone(database, actor, made)
    page = press(show("proposal", id=made.proposal_id), f"submit-{made.version_id}")
    hindrances = {(button.key or ""): button.label for button in page.button if (button.key or "").startswith("hindr")}
    assert hindrances == {
        "hindrance-0": "Shrnutí je prázdné: napište několika větami, co se navrhuje.",
        "hindrance-1": "1 nález nerovného zacházení zatím nemá odpověď.",
    }
    assert not [button for button in page.button if button.key == "submit-yes"]
    page = press(page, "hindrance-1")
    assert "Zaškrtněte nálezy, kterých se odpověď týká." in words_of(page)  # there it is answered
    assert not [button for button in page.button if (button.key or "").startswith("hindr")]


def test_a_whole_draft_is_submitted_once_asked(show: Show, database: Database, actor: Actor, made: Proposed) -> None:
    with_zone(database, actor, made, AROUND_BOTH)
    with_texts(database, actor, made.version_id)
    page = press(show("proposal", id=made.proposal_id), f"submit-{made.version_id}")
    assert proposal_card(database, actor, made.proposal_id).state == ProposalState.DRAFT
    page.button(key="submit-yes").click().run()
    assert proposal_card(database, actor, made.proposal_id).state == ProposalState.SUBMITTED


def test_a_draft_that_somebody_wrote_into_meanwhile_is_not_submitted(
    show: Show, database: Database, actor: Actor, made: Proposed
) -> None:
    with_zone(database, actor, made, AROUND_BOTH)
    with_texts(database, actor, made.version_id)
    page = press(show("proposal", id=made.proposal_id), f"submit-{made.version_id}")
    with_texts(database, actor, made.version_id, summary="Něco jiného")
    page = press(page, "submit-yes")
    assert "mezitím" in page.error[0].value
    assert proposal_card(database, actor, made.proposal_id).state == ProposalState.DRAFT


def test_a_further_version_begins_as_a_copy_and_the_choice_shows_both(
    show: Show, database: Database, actor: Actor, made: Proposed
) -> None:
    submitted(database, actor, made)
    page = press(show("proposal", id=made.proposal_id), f"draft-{made.proposal_id}")
    page.text_input(key="draft-variant").input("bez stropu").run()
    page.button(key="draft-save").click().run()
    draft = newest(database, actor, made.proposal_id)
    assert (draft.number, draft.variant, len(draft.zones)) == (2, "bez stropu", 1)
    page = show("proposal", id=made.proposal_id)
    assert not [button for button in page.button if button.key == "zone-add"]  # what was submitted is decided about
    (choice,) = [one for one in page.selectbox if (one.key or "").startswith("proposal-version-")]
    assert [option.split(" · ")[0] for option in choice.options] == ["Verze 2 – bez stropu", "Verze 1"]
    draft_shown = show("proposal", id=made.proposal_id, version=draft.id)
    assert [button for button in draft_shown.button if button.key == "zone-add"]


def test_a_draft_is_given_up(show: Show, database: Database, actor: Actor, made: Proposed) -> None:
    submitted(database, actor, made)
    draft_id = draft_version(database, actor, made.proposal_id, made.version_id)
    page = press(show("proposal", id=made.proposal_id, version=draft_id), f"discard-{draft_id}")
    page.button(key="discard-save").click().run()
    assert [line.id for line in proposal_card(database, actor, made.proposal_id).versions] == [made.version_id]


@pytest.mark.parametrize("query", [{}, {"id": "x"}, {"id": 999_999}])
def test_an_address_of_no_proposal_says_so(show: Show, query: dict[str, str | int]) -> None:
    page = show("proposal", **query)
    assert page.info or page.error


def test_a_version_of_the_address_that_is_not_there_shows_the_newest(show: Show, made: Proposed) -> None:
    page = show("proposal", id=made.proposal_id, version=999_999, show="nothing")
    assert "Verze 1" in words_of(page)


def test_a_draft_reads_in_english_too(show: Show, database: Database, actor: Actor, made: Proposed) -> None:
    with_zone(database, actor, made)
    html = html_of(show("proposal", "en", id=made.proposal_id))
    assert "Venues hit" in html
    assert version_card(database, actor, made.version_id).zones[0].name in html


def test_who_may_not_know_of_every_locality_reads_what_cannot_be_checked(
    database: Database, actor: Actor, made: Proposed, tmp_path: Path
) -> None:
    with_zone(database, actor, made, AROUND_BOTH)
    member = replace(actor, roles=frozenset({Role.COMMISSION}))
    with showing(database, member, Settings(data_directory=tmp_path, base_map="none")) as shown:
        page = shown("proposal", id=made.proposal_id, show="treatment")
        said = " ".join(one.value for one in page.warning)
        assert "Z toho, co smíte vidět, nelze ověřit, zda tyto zóny odpovídají svému kritériu: U lokality" in said
        assert "U zón, které bylo možné ověřit, není žádný nález." in [one.value for one in page.info]
        assert "<span>Otevřené nálezy</span><strong>0</strong><small>1 zónu nelze ověřit</small>" in html_of(page)
    with showing(database, actor, Settings(data_directory=tmp_path, base_map="none")) as shown:
        page = shown("proposal", id=made.proposal_id, show="treatment")
        assert not page.warning
        assert "<span>Otevřené nálezy</span><strong>0</strong>" in html_of(page)
