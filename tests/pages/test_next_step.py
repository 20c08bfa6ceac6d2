"""The one thing to do next with a proposal: it does the step, says which version goes on, and stands there once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geodata import clock
from geodata.database import Database
from geodata.model.commission import Stance, VoteChoice, VoteWay
from geodata.model.people import Actor
from geodata.model.zones import ProposalState
from geodata.services.bylaw_rows import Adoption
from geodata.services.proposal_card import version_card
from geodata.services.proposal_drafts import draft_version, submit_version
from geodata.services.proposal_reviews import reviews_of
from geodata.services.proposal_steps import adopt_proposal
from geodata.settings import Settings
from tests.commission_desk import CommissionDesk, commission_desk
from tests.pages.desk import press
from tests.pages.shown import links_of, showing, words_of

See = Callable[..., AppTest]


@pytest.fixture
def desk(database: Database, actor: Actor) -> CommissionDesk:
    return commission_desk(database, actor)


@pytest.fixture
def see(database: Database, tmp_path: Path) -> Iterator[See]:
    """The page of the desk's proposal as somebody sees it."""
    with ExitStack() as stack:

        def see(desk: CommissionDesk, by: Actor, language: str = "cs", **query: str | int) -> AppTest:
            show = stack.enter_context(showing(database, by, Settings(data_directory=tmp_path, base_map="none")))
            return show("proposal", language, id=desk.proposal_id, **query)

        yield see


def state_of(desk: CommissionDesk) -> ProposalState:
    """The state as it is now."""
    return desk.state


def primary(page: AppTest) -> list[str]:
    """The words of the primary buttons."""
    return [button.label for button in page.button if button.proto.type == "primary"]


def asked(page: AppTest) -> str:
    """What a form over the page says, with the page itself."""
    said = [one.value for one in (*page.markdown, *page.caption)]
    return "\n".join(said).replace("\\", "")


def named(page: AppTest, words: str) -> int:
    """How many buttons of the page are called so."""
    return [button.label for button in page.button].count(words)


def test_the_review_begins_from_the_head(database: Database, actor: Actor, see: See) -> None:
    desk = commission_desk(database, actor, submitted=False)
    submit_version(database, actor, desk.version_id, version_card(database, actor, desk.version_id).stamp)
    page = see(desk, desk.chair, show="votes")
    assert primary(page) == ["Vzít do posouzení"]
    page = press(page, f"lead-{ProposalState.IN_REVIEW}-{desk.proposal_id}")
    press(page, "lead-save")
    assert state_of(desk) == ProposalState.IN_REVIEW


def test_a_vote_is_opened_from_the_head_and_its_tab_is_shown(desk: CommissionDesk, see: See) -> None:
    page = see(desk, desk.chair)
    assert primary(page) == ["Otevřít hlasování"]
    page = press(page, f"open-vote-{desk.version_id}")
    page.selectbox(key="vote-question").set_value(ProposalState.RECOMMENDED).run()
    page = press(page, "vote-save")
    assert desk.vote().is_open
    assert page.query_params["show"] in ("votes", ["votes"])
    assert primary(page) == []  # what is done below is not offered above once more
    assert "hlasování je otevřené níže" in words_of(page)
    assert primary(see(desk, desk.chair)) == ["Přejít k hlasování"]


def test_a_member_is_led_to_the_open_vote(desk: CommissionDesk, see: See) -> None:
    desk.open()
    page = see(desk, desk.members[0])
    page = press(page, "proposal-next")
    assert [button for button in page.button if (button.key or "").startswith("ballot-")]
    assert named(page, "Přejít k hlasování") == 0


@pytest.mark.parametrize("tab", ["rules", "votes", "comments"])
def test_no_step_is_offered_twice(desk: CommissionDesk, see: See, tab: str) -> None:
    for by in (desk.chair, desk.members[0], desk.outsider):
        page = see(desk, by, show=tab)
        labels = [button.label for button in page.button]
        assert len(labels) == len(set(labels)), labels
        assert len(primary(page)) <= 1
    desk.decide()
    page = see(desk, desk.chair, show=tab)
    assert primary(page) == ["Předat radě"]
    assert named(page, "Předat radě") == 1


def test_a_vote_that_is_carried_recommends_the_proposal_and_the_council_comes_next(
    desk: CommissionDesk, see: See
) -> None:
    vote_id = desk.open()
    desk.cast(vote_id, *[VoteChoice.FOR] * 3)
    page = press(see(desk, desk.chair, show="votes"), f"close-vote-{vote_id}")
    assert "Bude-li přijato, návrh je od té chvíle: Doporučen." in asked(page)
    page = press(page, "close-save")
    assert state_of(desk) == ProposalState.RECOMMENDED
    assert primary(page) == ["Předat radě"]
    page = press(press(page, f"lead-{ProposalState.WITH_COUNCIL}-{desk.proposal_id}"), "lead-save")
    assert state_of(desk) == ProposalState.WITH_COUNCIL
    assert primary(see(desk, desk.chair)) == ["Zapsat, jak rada rozhodla"]


def test_a_rejection_is_noted_by_itself_for_nothing_follows_it(desk: CommissionDesk, see: See) -> None:
    vote_id = desk.open(ProposalState.REJECTED)
    desk.cast(vote_id, *[VoteChoice.FOR] * 3)
    page = press(press(see(desk, desk.chair, show="votes"), f"close-vote-{vote_id}"), "close-save")
    assert state_of(desk) == ProposalState.IN_REVIEW
    assert primary(page) == ["Zapsat nedoporučení"]
    press(press(page, f"lead-{ProposalState.REJECTED}-{desk.proposal_id}"), "lead-save")
    assert state_of(desk) == ProposalState.REJECTED


def test_the_step_says_which_version_goes_on_and_that_the_draft_stays(desk: CommissionDesk, see: See) -> None:
    desk.decide()
    which = desk.database, desk.chair, desk.proposal_id, desk.version_id
    draft_id = draft_version(*which, variant="200 m")
    page = press(see(desk, desk.chair), f"lead-{ProposalState.WITH_COUNCIL}-{desk.proposal_id}")
    assert "Radě jde verze 1, podaná" in asked(page)
    assert "rozepsaný koncept „200 m“ zůstává konceptem" in asked(page)
    draft = see(desk, desk.chair, version=draft_id)
    assert "Doporučena je verze 1" in draft.info[0].value  # what is looked at is not what is decided about


def test_the_list_says_which_version_goes_on_too(desk: CommissionDesk, database: Database, tmp_path: Path) -> None:
    desk.decide()
    draft_version(database, desk.chair, desk.proposal_id, desk.version_id, variant="200 m")
    for by, sees_draft in ((desk.chair, True), (desk.outsider, False)):
        with showing(database, by, Settings(data_directory=tmp_path, base_map="none")) as show:
            said, in_english = words_of(show("proposals")), words_of(show("proposals", "en"))
        assert "Doporučena je verze 1, podaná" in said
        assert ("rozepsaný koncept „200 m“ zůstává konceptem" in said) == sees_draft
        assert "The commission recommends version 1, submitted on" in in_english
        assert ("the draft “200 m” stays a draft." in in_english) == sees_draft


def test_a_member_reviews_from_the_head_once(desk: CommissionDesk, see: See) -> None:
    member = desk.members[0]
    page = see(desk, member, show="comments")
    assert primary(page) == ["Posoudit návrh"]
    assert named(page, "Napsat posudek") == 0
    page = press(page, f"review-{desk.version_id}")
    page.radio(key="review-stance").set_value(Stance.AGREES)
    page.text_area(key="review-reasons").input("Zóna má jasné kritérium.")
    page = press(page, "review-save")
    (line,) = reviews_of(desk.database, member, desk.version_id)
    assert line.stance == Stance.AGREES
    assert primary(page) == []
    assert named(page, "Změnit můj posudek") == 1


def test_an_adoption_says_which_fields_are_empty(desk: CommissionDesk, see: See) -> None:
    desk.decide()
    desk.lead(ProposalState.WITH_COUNCIL)
    page = press(see(desk, desk.chair, show="votes"), f"adopt-{desk.proposal_id}")
    page = press(page, "adopt-save")
    assert [error.value.replace("\\", "") for error in page.error] == ["Nejdřív vyplňte: Číslo vyhlášky, Platí od."]
    page.text_input(key="adopt-number").input("3/2026").run()
    page = press(page, "adopt-save")
    assert [error.value.replace("\\", "") for error in page.error] == ["Nejdřív vyplňte: Platí od."]
    page.date_input(key="adopt-from").set_value(clock.today() + timedelta(days=15)).run()
    press(page, "adopt-save")
    assert state_of(desk) == ProposalState.ADOPTED


def test_hands_that_nobody_raised_close_nothing(desk: CommissionDesk, see: See) -> None:
    vote_id = desk.open(way=VoteWay.SHOW_OF_HANDS)
    page = press(press(see(desk, desk.chair, show="votes"), f"close-vote-{vote_id}"), "close-save")
    assert "nebyl nikdo přítomen" in page.error[0].value
    assert desk.vote().is_open


def test_an_adopted_proposal_names_its_bylaw_and_leads_there(desk: CommissionDesk, see: See) -> None:
    desk.decide()
    desk.lead(ProposalState.WITH_COUNCIL)
    adoption = Adoption("3/2026", "Zóny bez hazardu", clock.today(), clock.today() + timedelta(days=15))
    bylaw_id = adopt_proposal(desk.database, desk.chair, desk.proposal_id, desk.row_version, adoption)
    for by in (desk.chair, desk.outsider):
        page = see(desk, by)
        assert f"proposals?filter=bylaws&bylaw={bylaw_id}" in links_of(page)
        assert "Vyhláška 3/2026 · platí od" in words_of(page)
        assert "zatím neuvedeno" not in words_of(page)
