"""The tabs of a proposal that the commission works in, each shown alone: steps, comments, reviews, votes; and seats."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.application import Application, install
from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue
from geodata.model.commission import CommentSubject, Stance, VoteChoice, VoteWay
from geodata.model.people import Actor
from geodata.model.zones import ProposalState
from geodata.services.body_seats import body_seats
from geodata.services.conflicts import conflicts_of, declare_conflict
from geodata.services.meeting_card import meeting_card
from geodata.services.proposal_comments import NewComment, comment_version, comments_of
from geodata.services.proposal_reviews import review_version, reviews_of
from geodata.settings import Settings
from tests.commission_desk import CommissionDesk, commission_desk
from tests.open_door import OpenDoor
from tests.pages.shown import RUNS_WITHIN, Show, without_failure, words_of
from tests.running_meeting import run_meeting


def _tab_script(tab: str, proposal_id: int, version_id: int) -> None:
    # AppTest runs the source of this function alone, so it brings its own imports.
    from importlib import import_module

    from dashboard.components.results import begin_page
    from dashboard.context import current_context
    from geodata.services.proposal_card import proposal_card, version_card

    context = current_context()
    begin_page()
    here = context.database, context.actor
    render = getattr(import_module(f"dashboard.components.proposals.{tab}"), f"render_{tab}")
    render(context, version_card(*here, version_id), proposal_card(*here, proposal_id))


@pytest.fixture
def desk(show: Show, database: Database, actor: Actor) -> CommissionDesk:
    return commission_desk(database, actor)


def tab(desk: CommissionDesk, name: str, by: Actor, tmp_path: Path, language: str = "cs") -> AppTest:
    """One tab as somebody sees it; the fixture `show` takes the application down again."""
    settings = Settings(data_directory=tmp_path, base_map="none")
    install(Application(settings=settings, database=desk.database, door=OpenDoor(by, desk.database)))
    ids = (name, desk.proposal_id, desk.version_id)
    page = AppTest.from_function(_tab_script, default_timeout=RUNS_WITHIN, args=ids)
    page.session_state["language"] = language
    return without_failure(page.run())


def press(page: AppTest, key: str) -> AppTest:
    return without_failure(page.button(key=key).click().run())


def test_a_member_votes_in_two_taps_and_changes_their_mind(desk: CommissionDesk, tmp_path: Path) -> None:
    vote_id, member = desk.open(), desk.members[0]
    page = tab(desk, "votes", member, tmp_path)
    assert "hlasovalo 0 z 5" in words_of(page)
    page = press(page, f"ballot-{vote_id}-{VoteChoice.AGAINST}")
    assert "Hlasovali jste: **Proti**" in words_of(page)
    page.text_input(key=f"dissent-{vote_id}").input("Zóna je moc velká.")
    page = press(page, f"ballot-{vote_id}-{VoteChoice.FOR}")
    assert "Hlasovali jste: **Pro**" in words_of(page)
    (ballot,) = [line for line in desk.vote().ballots if line.is_cast]
    assert (ballot.choice, ballot.dissent) == (VoteChoice.FOR, "Zóna je moc velká.")


def test_personal_data_in_a_dissent_is_asked_about_before_it_is_kept(desk: CommissionDesk, tmp_path: Path) -> None:
    vote_id = desk.open()
    page = tab(desk, "votes", desk.members[0], tmp_path)
    page.text_input(key=f"dissent-{vote_id}").input("Volejte 602 123 456")
    page = press(page, f"ballot-{vote_id}-{VoteChoice.FOR}")
    assert not any(line.is_cast for line in desk.vote().ballots)
    page.text_input(key="ballot-personal-data-reason").input("Vlastní číslo člena.")
    press(page, "ballot-personal-data-keep")
    assert [line.choice for line in desk.vote().ballots if line.is_cast] == [VoteChoice.FOR]


def test_the_chair_opens_a_vote_at_the_meeting_and_its_minutes_say_the_result(
    desk: CommissionDesk, tmp_path: Path
) -> None:
    meeting_id = run_meeting(desk.database, desk.chair, desk.body_id)
    page = press(tab(desk, "votes", desk.chair, tmp_path), f"open-vote-{desk.version_id}")
    assert page.selectbox(key="vote-question").value is None
    page = press(page, "vote-save")
    assert "Vyberte, o čem se hlasuje." in page.error[0].value
    page.selectbox(key="vote-question").set_value(ProposalState.RECOMMENDED).run()
    page = press(page, "vote-save")
    vote = desk.vote()
    assert (vote.is_open, vote.meeting and vote.meeting.id) == (True, meeting_id)
    desk.cast(vote.id, VoteChoice.FOR, VoteChoice.FOR)
    page = press(tab(desk, "votes", desk.chair, tmp_path), f"enter-{vote.id}")
    page.selectbox(key="enter-member").set_value(desk.members[2].account_id)
    page = press(page, "enter-save")
    page = press(page, f"close-vote-{vote.id}")
    page = press(page, "close-save")
    assert "Přijato" in words_of(page)
    (point,) = meeting_card(desk.database, desk.chair, meeting_id).points
    assert "Přijato: pro 3, proti 0, zdrželo se 0; hlasovalo 3 z 5 členů" in point.entries[0].text


def test_without_a_quorum_the_page_says_so_and_the_vote_goes_on(desk: CommissionDesk, tmp_path: Path) -> None:
    vote_id = desk.open()
    desk.cast(vote_id, VoteChoice.FOR, VoteChoice.FOR)
    desk.close(vote_id)
    page = tab(desk, "votes", desk.chair, tmp_path)
    assert "Hlasování není platné: přítomno 2 z 5, potřeba 3." in words_of(page)
    press(page, f"reopen-{vote_id}")
    assert desk.vote().is_open


def test_a_member_declares_a_conflict_and_has_no_ballot_any_more(desk: CommissionDesk, tmp_path: Path) -> None:
    vote_id, member = desk.open(), desk.members[0]
    desk.cast(vote_id, VoteChoice.FOR)
    page = press(tab(desk, "votes", member, tmp_path), f"conflict-{desk.proposal_id}")
    page.text_area(key="conflict-reason").input("Pronajímám dům v zóně.")
    page = press(page, "conflict-save")
    assert "střet zájmů" in words_of(page)
    assert not [button for button in page.button if (button.key or "").startswith("ballot-")]
    (conflict,) = conflicts_of(desk.database, desk.chair, desk.proposal_id)
    press(page, f"withdraw-conflict-{conflict.id}")
    assert desk.vote(member).may_vote


def test_only_who_votes_declares_a_conflict_and_nobody_once_it_is_decided(desk: CommissionDesk, tmp_path: Path) -> None:
    def offered(who: Actor) -> set[str]:
        keys = {button.key or "" for name in ("votes", "reviews") for button in tab(desk, name, who, tmp_path).button}
        return {key for key in keys if key.startswith(("conflict-", "review-", "enter-conflict-"))}

    own, review = f"conflict-{desk.proposal_id}", f"review-{desk.version_id}"
    assert offered(desk.members[0]) == {own, review}
    assert offered(desk.outsider) == {review}
    desk.decide()
    desk.lead(ProposalState.WITH_COUNCIL)
    for who in (desk.members[0], desk.outsider, desk.chair):
        assert offered(who) == set()
    with pytest.raises(InvalidValue, match="nobody votes"):
        declare_conflict(desk.database, desk.members[0], desk.proposal_id, "Pozdě.")
    with pytest.raises(InvalidValue, match="nobody reviews"):
        review_version(desk.database, desk.members[0], desk.version_id, Stance.AGREES, "Pozdě.")


def test_the_chair_notes_what_a_member_declared_aloud(desk: CommissionDesk, tmp_path: Path) -> None:
    member = desk.members[0]
    page = press(tab(desk, "votes", desk.chair, tmp_path), f"enter-conflict-{desk.proposal_id}")
    page.selectbox(key="enter-conflict-member").set_value(member.account_id).run()
    page.text_area(key="enter-conflict-reason").input("Podniká v zóně.").run()
    page = press(page, "enter-conflict-save")
    assert "Podniká v zóně." in words_of(page)
    assert f"zápis: {desk.chair.name}" in words_of(page)
    (conflict,) = conflicts_of(desk.database, desk.chair, desk.proposal_id)
    assert conflict.account_id == member.account_id
    others = tab(desk, "votes", desk.members[1], tmp_path)
    assert not [button for button in others.button if (button.key or "").startswith("enter-conflict")]


def test_the_chair_of_a_group_without_seats_says_how_many_had_a_conflict(
    show: Show, database: Database, actor: Actor, tmp_path: Path
) -> None:
    desk = commission_desk(database, actor, seats=False)
    declare_conflict(database, desk.members[0], desk.proposal_id, "Pronajímám dům v zóně.")
    vote_id = desk.open(way=VoteWay.SHOW_OF_HANDS, members=3)
    page = press(tab(desk, "votes", desk.chair, tmp_path), f"close-vote-{vote_id}")
    assert page.number_input(key="hands-excluded").value == 0
    for key, number in (("excluded", 1), ("present", 2), ("for", 2)):
        page = without_failure(page.number_input(key=f"hands-{key}").set_value(number).run())
    press(page, "close-save")
    card = desk.vote()
    assert (card.present, card.in_favour, card.excluded, card.carried) == (2, 2, 1, True)


def test_comments_are_written_and_answered(desk: CommissionDesk, tmp_path: Path) -> None:
    page = press(tab(desk, "comments", desk.members[0], tmp_path), f"comment-{desk.version_id}")
    page.selectbox(key="comment-subject").set_value(CommentSubject.ZONE).run()
    page.text_area(key="comment-text").input("Proč zrovna tady?")
    page = press(page, "comment-save")
    (line,) = comments_of(desk.database, desk.chair, desk.version_id)
    assert (line.zone_id, line.text) == (desk.zone_id, "Proč zrovna tady?")
    assert "Čeká na odpověď" in words_of(page)
    page = press(page, f"answer-{line.id}")
    page.text_area(key="answer-text").input("Je tu škola.")
    page = press(page, "answer-save")
    assert "Je tu škola." in words_of(page)
    assert "Čeká na odpověď" not in words_of(page)


def test_a_review_is_written_and_the_last_one_holds(desk: CommissionDesk, tmp_path: Path) -> None:
    member = desk.members[0]
    review_version(desk.database, member, desk.version_id, Stance.DISAGREES, "Chybí kritérium.")
    page = press(tab(desk, "reviews", member, tmp_path), f"review-{desk.version_id}")
    page.text_area(key="review-reasons").input("Kritérium už tam je.")
    page = press(page, "review-save")
    assert "Vyberte své stanovisko." in page.error[0].value
    page.radio(key="review-stance").set_value(Stance.AGREES).run()
    page = press(page, "review-save")
    assert [line.stance for line in reviews_of(desk.database, member, desk.version_id)] == [
        Stance.AGREES,
        Stance.DISAGREES,
    ]
    assert "Kritérium už tam je." in words_of(page)


def test_the_chair_leads_a_proposal_on_to_a_bylaw(desk: CommissionDesk, tmp_path: Path) -> None:
    page = tab(desk, "steps", desk.chair, tmp_path)
    assert "rozhoduje komise hlasováním" in words_of(page)
    vote_id = desk.open()
    desk.cast(vote_id, *[VoteChoice.FOR] * 3)
    desk.close(vote_id)
    page = tab(desk, "steps", desk.chair, tmp_path)
    page = press(press(page, f"lead-{ProposalState.RECOMMENDED}-{desk.proposal_id}"), "lead-save")
    page = press(press(page, f"lead-{ProposalState.IN_REVIEW}-{desk.proposal_id}"), "lead-save")
    # What was carried before it came into review once more decides nothing.
    assert f"lead-{ProposalState.RECOMMENDED}-{desk.proposal_id}" not in {button.key for button in page.button}
    desk.decide()
    page = tab(desk, "steps", desk.chair, tmp_path)
    page = press(press(page, f"lead-{ProposalState.WITH_COUNCIL}-{desk.proposal_id}"), "lead-save")
    page = press(page, f"adopt-{desk.proposal_id}")
    page.text_input(key="adopt-number").input("3/2026")
    page.date_input(key="adopt-from").set_value(clock.today()).run()
    page = press(page, "adopt-save")
    assert desk.state == ProposalState.ADOPTED
    assert "vyhláška č. 3/2026" in words_of(page)


@pytest.mark.parametrize("name", ["comments", "reviews", "steps", "votes"])
def test_those_outside_read_and_decide_nothing(desk: CommissionDesk, tmp_path: Path, name: str) -> None:
    comment_version(desk.database, desk.chair, desk.version_id, NewComment("Jen pro nás.", internal=True))
    reader = replace(desk.outsider, views_as=True)
    page = tab(desk, name, reader, tmp_path, "en")
    assert not list(page.button)
    assert "Jen pro nás." not in words_of(page)


def test_seats_are_entered_on_the_page_of_the_commission(show: Show, desk: CommissionDesk) -> None:
    page = press(show("body", id=desk.body_id), f"seats-{desk.body_id}")
    page.multiselect(key="seat-people").set_value([member.account_id for member in desk.members[:3]])
    press(page, "seats-save")
    today = clock.today()
    seats = body_seats(desk.database, desk.chair, desk.body_id)
    assert len([seat for seat in seats if seat.until is None or seat.until >= today]) == 3
