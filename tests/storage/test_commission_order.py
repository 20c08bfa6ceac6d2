"""The newest vote decides, nothing happens before it or beside it, and nobody submits what they did not see."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue, StaleEdit
from geodata.model.commission import VoteChoice
from geodata.model.people import Actor
from geodata.model.zones import NamedAddress, ProposalState, ZoneSource
from geodata.services.proposal_card import version_card
from geodata.services.proposals import change_proposal
from geodata.services.zone_drafts import alter_zone
from tests.commission_desk import CommissionDesk, commission_desk
from tests.storage.test_proposal_drafts import a_zone

FOR, AGAINST = VoteChoice.FOR, VoteChoice.AGAINST


@pytest.fixture
def desk(database: Database, actor: Actor) -> CommissionDesk:
    return commission_desk(database, actor)


def voted(desk: CommissionDesk, question: ProposalState, *choices: VoteChoice) -> None:
    vote_id = desk.open(question)
    desk.cast(vote_id, *choices)
    desk.close(vote_id)


def test_who_votes_again_may_think_otherwise(desk: CommissionDesk) -> None:
    voted(desk, ProposalState.RECOMMENDED, FOR, FOR, FOR)
    voted(desk, ProposalState.RECOMMENDED, FOR, AGAINST, AGAINST, AGAINST)
    with pytest.raises(InvalidValue, match="vote for this first"):
        desk.lead(ProposalState.RECOMMENDED)
    voted(desk, ProposalState.REJECTED, FOR, FOR, FOR)
    with pytest.raises(InvalidValue, match="vote for this first"):
        desk.lead(ProposalState.RECOMMENDED)
    desk.lead(ProposalState.REJECTED)
    assert desk.state == ProposalState.REJECTED


def test_nothing_is_led_on_while_the_commission_votes(desk: CommissionDesk) -> None:
    voted(desk, ProposalState.RECOMMENDED, FOR, FOR, FOR)
    desk.open(ProposalState.REJECTED)
    with pytest.raises(InvalidValue, match="open already"):
        desk.lead(ProposalState.RECOMMENDED)


def test_what_a_vote_decided_is_not_noted_on_a_day_before_it(desk: CommissionDesk) -> None:
    voted(desk, ProposalState.REJECTED, FOR, FOR, FOR)
    with pytest.raises(InvalidValue, match="cannot be earlier"):
        desk.lead(ProposalState.REJECTED, on=clock.today() - timedelta(days=1))


def test_a_proposal_stays_with_its_commission_while_that_votes_and_after(desk: CommissionDesk) -> None:
    vote_id = desk.open(ProposalState.REJECTED)

    def given_away() -> None:
        change_proposal(desk.database, desk.chair, desk.proposal_id, desk.row_version, "Jinak", None)

    with pytest.raises(InvalidValue, match="is voting"):
        given_away()
    desk.cast(vote_id, FOR, FOR, FOR)
    desk.close(vote_id)
    desk.lead(ProposalState.REJECTED)
    with pytest.raises(InvalidValue, match="is decided"):
        given_away()


def test_addresses_are_a_part_of_a_zone_and_of_what_is_submitted(database: Database, actor: Actor) -> None:
    desk = commission_desk(database, actor, submitted=False)
    here = desk.database, desk.chair

    def alter(row_version: int, *addresses: str) -> None:
        named = tuple(NamedAddress(text) for text in addresses)
        draft = replace(a_zone(), source=ZoneSource.ADDRESSES, addresses=named)
        alter_zone(*here, desk.zone_id, row_version, draft)

    def zone_version() -> int:
        return version_card(*here, desk.version_id).zones[0].row_version

    alter(zone_version(), "Neznámá 7")
    seen, stamp = zone_version(), version_card(*here, desk.version_id).stamp
    alter(seen, "Úplně jiná 99")
    assert version_card(*here, desk.version_id).stamp != stamp
    with pytest.raises(StaleEdit):
        alter(seen, "Třetí 3")
