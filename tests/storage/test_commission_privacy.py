"""What is kept of a member of a commission: handed out to them, and what of it an erased account leaves behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata import clock
from geodata.database import Database
from geodata.model.commission import VoteChoice
from geodata.model.people import Actor
from geodata.services.account_privacy import account_data, erase_account
from geodata.services.body_seats import body_seats
from geodata.services.conflicts import conflicts_of, declare_conflict
from tests.audited import entries_of, whole_detail
from tests.commission_desk import CommissionDesk, commission_desk

REASON = "Pronajímám dům v zóně."


@pytest.fixture
def desk(database: Database, actor: Actor) -> CommissionDesk:
    return commission_desk(database, actor)


def test_a_member_takes_away_their_seat_their_ballots_and_what_they_declared(desk: CommissionDesk) -> None:
    member = desk.members[0]
    desk.cast(desk.open(), VoteChoice.ABSTAINED)
    told = account_data(desk.database, member, member.account_id)
    assert [seat["body_id"] for seat in told["seats"]] == [desk.body_id]
    assert [ballot["choice"] for ballot in told["ballots"]] == [VoteChoice.ABSTAINED]
    declare_conflict(desk.database, member, desk.proposal_id, REASON)
    told = account_data(desk.database, member, member.account_id)
    assert [one["reason"] for one in told["conflicts_of_interest"]] == [REASON]
    assert told["ballots"] == []


def test_the_ballot_of_a_member_erased_before_the_vote_closes_is_neither_counted_nor_listed(
    desk: CommissionDesk, tmp_path: Path
) -> None:
    vote_id, erased = desk.open(), desk.members[0]
    desk.cast(vote_id, VoteChoice.AGAINST, VoteChoice.FOR, VoteChoice.FOR, VoteChoice.FOR)
    erase_account(desk.database, desk.chair, erased.account_id, tmp_path, tmp_path)
    desk.close(vote_id)
    card = desk.vote()
    assert (card.present, card.in_favour, card.against) == (3, 3, 0)
    assert [line.choice for line in card.ballots if line.is_cast] == [VoteChoice.FOR] * 3


def test_an_erased_member_votes_no_more_but_what_was_voted_stays(desk: CommissionDesk, tmp_path: Path) -> None:
    first, second = desk.members[:2]
    vote_id = desk.open()
    desk.cast(vote_id, *[VoteChoice.FOR] * 4)
    declare_conflict(desk.database, second, desk.proposal_id, REASON)
    desk.close(vote_id)
    for member in (first, second):
        erase_account(desk.database, desk.chair, member.account_id, tmp_path, tmp_path)
    today = clock.today()
    seats = body_seats(desk.database, desk.chair, desk.body_id)
    assert {first.account_id, second.account_id} & {seat.person.account_id for seat in seats} == set()
    assert all(seat.until is None or seat.until >= today for seat in seats)
    card = desk.vote()
    kept = {line.person.account_id: (line.person.name, line.choice) for line in card.ballots}
    assert (kept[first.account_id], card.in_favour) == (("", VoteChoice.FOR), 3)
    (line,) = conflicts_of(desk.database, desk.chair, desk.proposal_id)
    assert (line.person, line.reason) == ("", "")
    details = [whole_detail(desk.database, entry) for entry in entries_of(desk.database) if entry.action == "declare"]
    assert len(details) == 1
    assert REASON not in str(details)
