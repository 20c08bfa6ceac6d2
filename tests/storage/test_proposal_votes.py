"""The commission votes: who has a vote, what counts, what its minutes say, and who closes it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, LokalityError, NotFound, StaleEdit, TransitionRefused
from geodata.model.commission import MajorityOf, VoteChoice, VoteWay
from geodata.model.meetings import BodyKind, EntryKind, MeetingState
from geodata.model.people import Actor
from geodata.model.zones import ProposalState
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.conflicts import conflicts_of, declare_conflict, enter_conflict, withdraw_conflict
from geodata.services.meeting_card import AgendaPoint, meeting_card
from geodata.services.meetings import plan_meeting
from geodata.services.proposal_vote_cards import open_votes, votes_of
from geodata.services.proposal_vote_closing import HandsShown, VoteResult, close_vote, reopen_vote
from geodata.services.proposal_votes import cast_ballot, enter_ballot
from tests.audited import entries_of, whole_detail
from tests.commission_desk import WORDS, CommissionDesk, commission_desk, seat
from tests.running_meeting import add_point, lead_to, run_meeting

FOR, AGAINST, ABSTAINED = VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAINED


@pytest.fixture
def desk(database: Database, actor: Actor) -> CommissionDesk:
    return commission_desk(database, actor)


def figures(result: VoteResult) -> tuple[int, int, int, int]:
    count = result.count
    return count.present, count.in_favour, count.against, count.abstained


def point_at(desk: CommissionDesk, meeting_id: int) -> AgendaPoint:
    (point,) = meeting_card(desk.database, desk.chair, meeting_id).points
    return point


def test_three_members_vote_with_abstention_and_dissent(desk: CommissionDesk) -> None:
    vote_id = desk.open()
    desk.cast(vote_id, FOR, FOR)
    cast_ballot(desk.database, desk.members[2], vote_id, AGAINST, "Kritérium je příliš široké.")
    card = desk.vote()
    assert (card.seats, card.quorum, card.is_open, card.carried) == (5, 3, True, None)
    result = desk.close(vote_id)
    assert (figures(result), result.carried, result.in_minutes) == ((3, 2, 1, 0), True, False)
    card = desk.vote(desk.outsider)
    assert [(line.choice, line.dissent) for line in card.ballots if line.is_cast] == [
        (FOR, None),
        (FOR, None),
        (AGAINST, "Kritérium je příliš široké."),
    ]
    assert (card.present, card.in_favour, card.against, card.abstained, card.carried) == (3, 2, 1, 0, True)


def test_who_abstains_is_not_in_favour(desk: CommissionDesk) -> None:
    vote_id = desk.open()
    desk.cast(vote_id, FOR, FOR, ABSTAINED, ABSTAINED)
    assert desk.close(vote_id).carried is False
    with pytest.raises(InvalidValue):  # nothing was carried that would recommend it
        desk.lead(ProposalState.RECOMMENDED)


def test_a_majority_of_all_members_may_be_asked_for(desk: CommissionDesk) -> None:
    vote_id = desk.open(majority=MajorityOf.ALL)
    desk.cast(vote_id, FOR, FOR, ABSTAINED)
    assert desk.close(vote_id).carried is False


def test_a_ballot_may_be_changed_while_the_vote_is_open_and_others_do_not_see_it(desk: CommissionDesk) -> None:
    vote_id, first, second = desk.open(), *desk.members[:2]
    cast_ballot(desk.database, first, vote_id, AGAINST)
    cast_ballot(desk.database, first, vote_id, FOR)
    own = [(line.is_cast, line.choice) for line in desk.vote(first).ballots]
    others = [(line.is_cast, line.choice) for line in desk.vote(second).ballots]
    assert (own.count((True, FOR)), others.count((True, None)), others.count((False, None))) == (1, 1, 4)
    desk.cast(vote_id, FOR, FOR, FOR)
    assert figures(desk.close(vote_id)) == (3, 3, 0, 0)
    with pytest.raises(InvalidValue):
        cast_ballot(desk.database, first, vote_id, AGAINST)
    told = [entry.detail for entry in entries_of(desk.database) if entry.action == "vote"]
    assert (told[1]["before"], told[1]["after"], told[1]["account"]) == ("against", "for", first.account_id)


def test_the_chair_enters_the_ballot_of_a_member_and_the_audit_says_who_did(desk: CommissionDesk) -> None:
    vote_id, member = desk.open(), desk.members[0]
    enter_ballot(desk.database, desk.chair, vote_id, member.account_id, FOR)
    entry = entries_of(desk.database)[-1]
    assert (entry.account_id, entry.detail["account"]) == (desk.chair.account_id, member.account_id)
    with pytest.raises(Forbidden):
        enter_ballot(desk.database, member, vote_id, desk.members[1].account_id, FOR)


def test_only_members_vote(desk: CommissionDesk) -> None:
    vote_id = desk.open()
    with pytest.raises(NotFound):
        cast_ballot(desk.database, desk.outsider, vote_id, FOR)
    assert (desk.vote(desk.outsider).may_vote, desk.vote(desk.members[0]).may_vote) == (False, True)
    assert [card.id for _proposal, card in open_votes(desk.database, desk.members[0])] == [vote_id]
    assert open_votes(desk.database, desk.outsider) == ()


def test_who_declares_a_conflict_does_not_vote_and_the_ballot_is_taken_out(desk: CommissionDesk) -> None:
    vote_id, member = desk.open(), desk.members[0]
    desk.cast(vote_id, FOR, FOR, FOR, AGAINST)
    declared = declare_conflict(desk.database, member, desk.proposal_id, "Pronajímám dům v zóně.")
    assert declared.took_out_ballot
    with pytest.raises(InvalidValue):
        cast_ballot(desk.database, member, vote_id, FOR)
    with pytest.raises(InvalidValue):
        declare_conflict(desk.database, member, desk.proposal_id, "Podruhé.")
    result = desk.close(vote_id)
    assert (figures(result), desk.vote().excluded) == ((3, 2, 1, 0), 1)
    for reader in (desk.chair, member, desk.members[1]):
        (line,) = conflicts_of(desk.database, reader, desk.proposal_id)
        assert (line.account_id, line.reason, line.noted_by) == (member.account_id, "Pronajímám dům v zóně.", None)
    # An official may review the proposal, but why somebody does not vote is the commission's to know.
    (line,) = conflicts_of(desk.database, desk.outsider, desk.proposal_id)
    assert (line.account_id, line.reason) == (member.account_id, "")
    seat(desk.database, desk.chair, desk.body_id, (*desk.members, desk.outsider))
    (line,) = conflicts_of(desk.database, desk.outsider, desk.proposal_id)
    assert line.reason == "Pronajímám dům v zóně."


def test_the_chair_notes_a_conflict_that_was_declared_aloud(desk: CommissionDesk) -> None:
    vote_id, member = desk.open(), desk.members[0]
    desk.cast(vote_id, FOR)
    aloud = (desk.proposal_id, member.account_id, "Na schůzce řekla, že v zóně podniká.")
    with pytest.raises(Forbidden):
        enter_conflict(desk.database, desk.members[1], *aloud)
    with pytest.raises(NotFound):  # has no seat
        enter_conflict(desk.database, desk.chair, desk.proposal_id, desk.outsider.account_id, "Podniká tam.")
    assert enter_conflict(desk.database, desk.chair, *aloud).took_out_ballot
    with pytest.raises(InvalidValue, match="declared already"):
        enter_conflict(desk.database, desk.chair, *aloud)
    (entry,) = entries_of(desk.database, "declare")
    assert entry.account_id == desk.chair.account_id
    assert whole_detail(desk.database, entry)["account"] == member.account_id
    (line,) = conflicts_of(desk.database, desk.outsider, desk.proposal_id)
    assert (line.account_id, line.noted_by) == (member.account_id, desk.chair.name)
    with pytest.raises(NotFound):
        withdraw_conflict(desk.database, desk.chair, line.id)
    withdraw_conflict(desk.database, member, line.id)
    assert desk.vote(member).may_vote


def test_a_conflict_is_withdrawn_by_whoever_declared_it(desk: CommissionDesk) -> None:
    vote_id, member = desk.open(), desk.members[0]
    declared = declare_conflict(desk.database, member, desk.proposal_id, "Pronajímám dům v zóně.")
    with pytest.raises(NotFound):
        withdraw_conflict(desk.database, desk.members[1], declared.conflict_id)
    withdraw_conflict(desk.database, member, declared.conflict_id)
    cast_ballot(desk.database, member, vote_id, FOR)
    assert sum(line.is_cast for line in desk.vote().ballots) == 1


def test_without_a_quorum_there_is_no_result_and_nothing_is_lost(desk: CommissionDesk) -> None:
    vote_id = desk.open()
    desk.cast(vote_id, FOR, FOR)
    result = desk.close(vote_id)
    assert (result.carried, result.count.present, result.quorum) == (None, 2, 3)
    assert desk.vote().lacks_quorum
    with pytest.raises(InvalidValue):
        desk.lead(ProposalState.RECOMMENDED)
    reopen_vote(desk.database, desk.chair, vote_id, desk.vote().row_version)
    cast_ballot(desk.database, desk.members[2], vote_id, FOR)
    assert figures(desk.close(vote_id)) == (3, 3, 0, 0)
    with pytest.raises(InvalidValue):  # it has a result now
        reopen_vote(desk.database, desk.chair, vote_id, desk.vote().row_version)


def test_only_one_vote_on_a_version_is_open(desk: CommissionDesk) -> None:
    first = desk.open()
    with pytest.raises(InvalidValue):
        desk.open(ProposalState.REJECTED)
    desk.close(first)
    second = desk.open(ProposalState.REJECTED)
    with pytest.raises(InvalidValue):
        reopen_vote(
            desk.database, desk.chair, first, votes_of(desk.database, desk.chair, desk.version_id)[1].row_version
        )
    assert desk.vote().id == second


def test_two_who_close_at_once_one_wins_and_the_other_reads_what_happened(desk: CommissionDesk) -> None:
    vote_id = desk.open()
    desk.cast(vote_id, FOR, FOR, AGAINST)
    seen = desk.vote().row_version

    def close(_who: int) -> object:
        try:
            return close_vote(desk.database, desk.chair, vote_id, seen, WORDS)
        except LokalityError as refusal:
            return refusal

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(close, range(2)))
    (refused,) = [answer for answer in answers if isinstance(answer, InvalidValue)]
    assert "2 in favour, 1 against, 0 abstained" in str(refused)
    assert [answer.carried for answer in answers if isinstance(answer, VoteResult)] == [True]


def test_a_vote_by_show_of_hands_takes_numbers_that_add_up(database: Database, actor: Actor) -> None:
    desk = commission_desk(database, actor, seats=False)
    with pytest.raises(InvalidValue):
        desk.open()
    with pytest.raises(InvalidValue):
        desk.open(way=VoteWay.SHOW_OF_HANDS)
    vote_id = desk.open(way=VoteWay.SHOW_OF_HANDS, members=7)
    with pytest.raises(NotFound):  # nobody has a seat
        cast_ballot(database, desk.members[0], vote_id, FOR)
    for hands in (None, HandsShown(5, 3, 1, 0), HandsShown(8, 8, 0, 0), HandsShown(5, 7, -2, 0)):
        with pytest.raises(InvalidValue):
            desk.close(vote_id, hands)
    assert desk.vote().is_open
    result = desk.close(vote_id, HandsShown(5, 3, 1, 1))
    assert (result.quorum, result.carried) == (4, True)


def test_by_show_of_hands_whoever_has_a_conflict_is_not_counted_either(desk: CommissionDesk) -> None:
    vote_id = desk.open(way=VoteWay.SHOW_OF_HANDS)
    declare_conflict(desk.database, desk.members[0], desk.proposal_id, "Pronajímám dům v zóně.")
    with pytest.raises(InvalidValue):
        cast_ballot(desk.database, desk.members[1], vote_id, FOR)
    with pytest.raises(InvalidValue):
        desk.close(vote_id, HandsShown(5, 5, 0, 0))
    assert desk.close(vote_id, HandsShown(4, 4, 0, 0)).carried


def test_without_seats_the_chair_says_how_many_had_a_conflict(database: Database, actor: Actor) -> None:
    desk = commission_desk(database, actor, seats=False)
    for who in desk.members[:2]:
        declare_conflict(database, who, desk.proposal_id, "Pronajímám dům v zóně.")
    vote_id = desk.open(way=VoteWay.SHOW_OF_HANDS, members=3)
    assert (desk.vote().excluded, desk.vote().has_seats) == (0, False)  # who declared one may be no member
    declare_conflict(database, desk.members[2], desk.proposal_id, "Pronajímám dům v zóně.")
    for hands in (HandsShown(3, 3, 0, 0, excluded=1), HandsShown(0, 0, 0, 0, excluded=4), HandsShown(3, 3, 0, 0, -1)):
        with pytest.raises(InvalidValue):
            desk.close(vote_id, hands)
    assert desk.close(vote_id, HandsShown(2, 2, 0, 0, excluded=1)).carried
    assert desk.vote().excluded == 1
    desk.open(way=VoteWay.SHOW_OF_HANDS, members=3)
    assert desk.close(desk.vote().id, HandsShown(3, 3, 0, 0)).carried


def test_the_minutes_of_the_meeting_say_the_result_under_a_point_of_its_own(desk: CommissionDesk) -> None:
    meeting_id = run_meeting(desk.database, desk.chair, desk.body_id)
    vote_id = desk.open(meeting_id=meeting_id)
    desk.cast(vote_id, FOR, FOR)
    assert desk.close(vote_id).in_minutes
    reopen_vote(desk.database, desk.chair, vote_id, desk.vote().row_version)
    desk.cast(vote_id, FOR, FOR, ABSTAINED)
    desk.close(vote_id)
    point = point_at(desk, meeting_id)
    assert (point.title, point.discussed) == ("Zóny bez hazardu", True)
    assert [(entry.kind, entry.text) for entry in point.entries] == [
        (EntryKind.DECISION, "Hlasování není platné: přítomno 2 z 5, potřeba 3."),
        (EntryKind.DECISION, "Zóny bez hazardu, verze 1: doporučit. Pro 2, proti 0, zdrželo se 1."),
    ]
    assert desk.vote().agenda_item_id == point.id


def test_the_result_stands_under_the_point_that_was_chosen(desk: CommissionDesk) -> None:
    meeting_id = run_meeting(desk.database, desk.chair, desk.body_id)
    point_id = add_point(desk.database, desk.chair, meeting_id, "Hazard")
    vote_id = desk.open(meeting_id=meeting_id, agenda_item_id=point_id)
    desk.cast(vote_id, FOR, FOR, FOR)
    desk.close(vote_id)
    assert len(point_at(desk, meeting_id).entries) == 1


def test_minutes_that_are_closed_stay_as_they_are(desk: CommissionDesk) -> None:
    meeting_id = run_meeting(desk.database, desk.chair, desk.body_id)
    vote_id = desk.open(meeting_id=meeting_id)
    desk.cast(vote_id, FOR, FOR, FOR)
    lead_to(desk.database, desk.chair, meeting_id, MeetingState.CLOSED)
    result = desk.close(vote_id)
    assert (result.carried, result.in_minutes) == (True, False)


def test_a_vote_is_held_at_a_meeting_of_the_same_commission_that_is_not_to_come(
    desk: CommissionDesk, database: Database, actor: Actor
) -> None:
    elsewhere = run_meeting(database, actor, add_body(database, actor, BodyFacts("Buňka", BodyKind.CELL)))
    to_come = plan_meeting(database, actor, desk.body_id, clock.now() + timedelta(days=3))
    for meeting_id in (elsewhere, to_come):
        with pytest.raises(InvalidValue):
            desk.open(meeting_id=meeting_id)


def test_what_is_not_before_the_commission_is_not_voted_on(database: Database, actor: Actor) -> None:
    desk = commission_desk(database, actor, submitted=False)
    with pytest.raises(InvalidValue):
        desk.open()
    desk.submit()
    for question in (ProposalState.WITH_COUNCIL, ProposalState.ADOPTED):
        with pytest.raises(InvalidValue):
            desk.open(question)
    desk.decide()
    with pytest.raises(TransitionRefused):
        desk.open(ProposalState.REJECTED)


def test_a_vote_that_changed_since_it_was_read_is_not_closed(desk: CommissionDesk) -> None:
    vote_id = desk.open()
    with pytest.raises(StaleEdit):
        close_vote(desk.database, desk.chair, vote_id, 99, WORDS)
    desk.close(vote_id)
    with pytest.raises(StaleEdit):
        reopen_vote(desk.database, desk.chair, vote_id, 99)
