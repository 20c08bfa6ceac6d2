"""What the result of a vote makes of the proposal, and numbers that are no vote at all."""

from __future__ import annotations

import pytest

from geodata.database import Database
from geodata.errors import InvalidValue
from geodata.model.commission import VoteChoice, VoteWay
from geodata.model.people import Actor
from geodata.model.zones import ProposalState
from geodata.services.conflicts import declare_conflict
from geodata.services.proposal_story import ProposalStoryKind, proposal_story
from geodata.services.proposal_vote_closing import HandsShown, close_vote, reopen_vote
from tests.commission_desk import WORDS, CommissionDesk, commission_desk

FOR, AGAINST = VoteChoice.FOR, VoteChoice.AGAINST


@pytest.fixture
def desk(database: Database, actor: Actor) -> CommissionDesk:
    return commission_desk(database, actor)


def test_hands_that_nobody_raised_close_nothing_unless_everybody_has_a_conflict(
    database: Database, actor: Actor
) -> None:
    desk = commission_desk(database, actor, seats=False)
    vote_id = desk.open(way=VoteWay.SHOW_OF_HANDS, members=3)
    with pytest.raises(InvalidValue, match="Nobody was present"):
        desk.close(vote_id, HandsShown(0, 0, 0, 0, excluded=2))
    assert desk.vote().is_open
    for who in desk.members[:3]:
        declare_conflict(database, who, desk.proposal_id, "Pronajímám dům v zóně.")
    assert desk.close(vote_id, HandsShown(0, 0, 0, 0, excluded=3)).carried is None


@pytest.mark.parametrize(
    ("question", "becomes"),
    [
        (ProposalState.RECOMMENDED, ProposalState.RECOMMENDED),
        (ProposalState.RETURNED, ProposalState.RETURNED),
        (ProposalState.REJECTED, ProposalState.IN_REVIEW),
    ],
)
def test_what_is_carried_and_can_be_undone_is_the_next_step_at_once(
    desk: CommissionDesk, question: ProposalState, becomes: ProposalState
) -> None:
    vote_id = desk.open(question)
    desk.cast(vote_id, FOR, FOR, FOR)
    which = desk.database, desk.chair, vote_id, desk.vote().row_version, WORDS
    result = close_vote(*which, note_step=True)
    assert result.became == (becomes if becomes == question else None)
    assert desk.state == becomes
    steps = [line for line in proposal_story(*which[:2], desk.proposal_id) if line.kind == ProposalStoryKind.STEP]
    assert steps[0].state == becomes
    assert (steps[0].happened_on == desk.vote().held_on) or becomes == ProposalState.IN_REVIEW


def test_what_is_not_carried_leaves_the_proposal_where_it_is(desk: CommissionDesk) -> None:
    vote_id = desk.open()
    desk.cast(vote_id, FOR, AGAINST, AGAINST)
    result = close_vote(desk.database, desk.chair, vote_id, desk.vote().row_version, WORDS, note_step=True)
    assert (result.became, desk.state) == (None, ProposalState.IN_REVIEW)


def counts(desk: CommissionDesk, reader: Actor) -> list[tuple[int | None, int | None, int | None]]:
    """How many voted which way, as the newest vote and the time line tell it to the reader."""
    story = proposal_story(desk.database, reader, desk.proposal_id)
    line, card = next(line for line in story if line.kind == ProposalStoryKind.VOTE), desk.vote(reader)
    return [
        (card.in_favour, card.against, card.abstained),
        (line.in_favour, line.against, line.abstained),
    ]


@pytest.mark.parametrize("way", [VoteWay.PER_MEMBER, VoteWay.SHOW_OF_HANDS])
def test_a_vote_that_may_go_on_tells_its_count_to_nobody_who_votes(desk: CommissionDesk, way: VoteWay) -> None:
    vote_id = desk.open(way=way)
    if way == VoteWay.PER_MEMBER:
        desk.cast(vote_id, FOR, AGAINST)
    hands = HandsShown(2, 1, 1, 0) if way == VoteWay.SHOW_OF_HANDS else None
    assert desk.close(vote_id, hands).carried is None
    for reader in (desk.members[0], desk.outsider):
        assert counts(desk, reader) == [(None, None, None)] * 2
        assert desk.vote(reader).present == 2  # why it has no result
    assert counts(desk, desk.chair) == [(1, 1, 0)] * 2
    reopen_vote(desk.database, desk.chair, vote_id, desk.vote().row_version)
    desk.cast(vote_id, *([FOR] * 3 if way == VoteWay.PER_MEMBER else []))
    desk.close(vote_id, HandsShown(3, 3, 0, 0) if hands else None)
    assert counts(desk, desk.outsider) == [(3, 0, 0)] * 2
