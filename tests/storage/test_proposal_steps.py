"""A proposal is led on as its commission votes and its council decides, and becomes a bylaw."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, NotFound, StaleEdit, TransitionRefused
from geodata.model.people import Actor
from geodata.model.zones import BylawRelation, ProposalKind, ProposalState
from geodata.services.bylaw_rows import Adoption
from geodata.services.meetings import plan_meeting
from geodata.services.proposal_card import proposal_card, version_card
from geodata.services.proposal_drafts import discard_version, draft_version, write_version
from geodata.services.proposal_steps import ProposalLead, adopt_proposal, lead_proposal_on
from geodata.services.proposal_story import ProposalStoryKind, proposal_story
from geodata.services.proposal_texts import VersionTexts
from geodata.services.proposals import create_proposal
from geodata.tables import Bylaw
from tests.commission_desk import CommissionDesk, commission_desk
from tests.running_meeting import run_meeting

STATE = ProposalState


@pytest.fixture
def desk(database: Database, actor: Actor) -> CommissionDesk:
    return commission_desk(database, actor)


def a_bylaw(**facts: object) -> Adoption:
    today = clock.today()
    return replace(Adoption("3/2026", "O regulaci hazardu", today, today + timedelta(days=15)), **facts)  # type: ignore[arg-type]


def adopt(desk: CommissionDesk, adoption: Adoption) -> int:
    return adopt_proposal(desk.database, desk.chair, desk.proposal_id, desk.row_version, adoption)


def test_a_proposal_goes_from_review_to_a_bylaw(desk: CommissionDesk) -> None:
    desk.decide()
    desk.lead(STATE.WITH_COUNCIL, note="Předáno radě.")
    bylaw_id = adopt(desk, a_bylaw())
    assert desk.state == STATE.ADOPTED
    with desk.database.read() as session:
        bylaw = session.get_one(Bylaw, bylaw_id)
        assert (bylaw.number, bylaw.version_id, bylaw.valid_to) == ("3/2026", desk.version_id, None)
    story = proposal_story(desk.database, desk.outsider, desk.proposal_id)
    assert [(line.kind, line.state) for line in story] == [
        (ProposalStoryKind.STEP, STATE.ADOPTED),
        (ProposalStoryKind.STEP, STATE.WITH_COUNCIL),
        (ProposalStoryKind.STEP, STATE.RECOMMENDED),
        (ProposalStoryKind.VOTE, STATE.RECOMMENDED),
        (ProposalStoryKind.STEP, STATE.IN_REVIEW),
        (ProposalStoryKind.STEP, STATE.SUBMITTED),
        (ProposalStoryKind.DRAFTED, None),
    ]
    assert (story[0].bylaw, story[1].note, story[3].in_favour) == ("3/2026", "Předáno radě.", 5)
    with pytest.raises(TransitionRefused):
        desk.lead(STATE.WITH_COUNCIL)


def test_what_the_commission_decides_needs_a_vote_that_carried_just_that(desk: CommissionDesk) -> None:
    with pytest.raises(InvalidValue):
        desk.lead(STATE.RECOMMENDED)
    desk.decide(STATE.RECOMMENDED)
    desk.lead(STATE.IN_REVIEW, note="Nové podklady.")
    for state in (STATE.RECOMMENDED, STATE.REJECTED):  # the vote was on what was before
        with pytest.raises(InvalidValue):
            desk.lead(state)
    desk.decide(STATE.REJECTED)
    assert desk.state == STATE.REJECTED


def test_steps_are_taken_in_their_order_and_not_before_they_happened(desk: CommissionDesk) -> None:
    with pytest.raises(TransitionRefused):
        desk.lead(STATE.WITH_COUNCIL)
    desk.decide()
    for day in (clock.today() - timedelta(days=1), clock.today() + timedelta(days=1)):
        with pytest.raises(InvalidValue):
            desk.lead(STATE.WITH_COUNCIL, on=day)
    for state in (STATE.SUBMITTED, STATE.ADOPTED):  # each has its own way
        with pytest.raises(InvalidValue):
            desk.lead(state)


def test_why_the_council_did_not_adopt_it_is_written_down(desk: CommissionDesk) -> None:
    desk.decide()
    desk.lead(STATE.WITH_COUNCIL)
    with pytest.raises(InvalidValue):
        desk.lead(STATE.NOT_ADOPTED, note="  ")
    desk.lead(STATE.NOT_ADOPTED, note="Rada chce užší zóny.")
    assert desk.state == STATE.NOT_ADOPTED


@pytest.mark.parametrize(
    "facts",
    [
        {"valid_from": clock.today() - timedelta(days=1)},
        {"valid_to": clock.today()},
        {"adopted_on": clock.today() + timedelta(days=1)},
        {"number": " "},
        {"title": ""},
        {"number": "9" * 51},
        {"number": "3\u200b/2026"},
        {"title": "O regulaci\u202e"},
        {"relation": BylawRelation.REPLACES},
        {"earlier_id": 1},
    ],
    ids=str,
)
def test_a_bylaw_that_cannot_be_is_refused(desk: CommissionDesk, facts: dict[str, object]) -> None:
    desk.decide()
    desk.lead(STATE.WITH_COUNCIL)
    with pytest.raises(InvalidValue):
        adopt(desk, a_bylaw(**facts))
    assert desk.state == STATE.WITH_COUNCIL


def test_a_bylaw_follows_an_earlier_one(desk: CommissionDesk, database: Database, actor: Actor) -> None:
    desk.decide()
    desk.lead(STATE.WITH_COUNCIL)
    first = adopt(desk, a_bylaw())
    later = _another(desk)
    begins = clock.today() + timedelta(days=100)
    for number in ("3/2026", "3 / 2026"):
        taken = a_bylaw(number=number, relation=BylawRelation.REPLACES, earlier_id=first, valid_from=begins)
        with pytest.raises(InvalidValue, match="number 3/2026 already"):
            adopt(later, taken)
    follows = a_bylaw(number="4/2026", relation=BylawRelation.REPLACES, earlier_id=first)
    with pytest.raises(InvalidValue):  # it would hold since the same day
        adopt(later, follows)
    with pytest.raises(NotFound):
        adopt(later, replace(follows, earlier_id=99))
    bylaw_id = adopt(later, replace(follows, valid_from=begins))
    with database.read() as session:
        bylaw = session.get_one(Bylaw, bylaw_id)
        assert (bylaw.relation, bylaw.earlier_id) == (BylawRelation.REPLACES, first)
    third = _another(desk)
    for relation, why in ((BylawRelation.REPLACES, "replaced by 4/2026"), (BylawRelation.AMENDS, "ended on")):
        from_then = {"valid_from": clock.today() + timedelta(days=200), "relation": relation, "earlier_id": first}
        with pytest.raises(InvalidValue, match=why):
            adopt(third, a_bylaw(number="5/2026", **from_then))


def _another(desk: CommissionDesk) -> CommissionDesk:
    """A second proposal, a copy of the first one, with the council."""
    here = (desk.database, desk.chair)
    proposal_id = create_proposal(*here, "Novela", ProposalKind.GAMBLING, desk.body_id)
    empty_id = proposal_card(*here, proposal_id).versions[0].id
    discard_version(*here, empty_id, version_card(*here, empty_id).row_version)
    version_id = draft_version(*here, proposal_id, desk.version_id)
    write_version(*here, version_id, version_card(*here, version_id).row_version, VersionTexts(summary="Jinak."))
    later = replace(desk, proposal_id=proposal_id, version_id=version_id)
    later.submit()
    later.decide()
    later.lead(STATE.WITH_COUNCIL)
    return later


def test_a_step_names_a_meeting_that_took_place(desk: CommissionDesk) -> None:
    desk.decide()
    to_come = plan_meeting(desk.database, desk.chair, desk.body_id, clock.now() + timedelta(days=3))
    with pytest.raises(InvalidValue):
        desk.lead(STATE.WITH_COUNCIL, meeting_id=to_come)
    meeting_id = run_meeting(desk.database, desk.chair, desk.body_id)
    desk.lead(STATE.WITH_COUNCIL, meeting_id=meeting_id)
    (line, *_rest) = proposal_story(desk.database, desk.chair, desk.proposal_id)
    assert line.meeting is not None
    assert line.meeting.id == meeting_id


def test_two_who_lead_on_at_once_do_not_take_two_steps(desk: CommissionDesk) -> None:
    desk.decide()
    seen = desk.row_version
    lead = ProposalLead(STATE.WITH_COUNCIL, clock.today())
    lead_proposal_on(desk.database, desk.chair, desk.proposal_id, seen, lead)
    with pytest.raises(StaleEdit):
        lead_proposal_on(desk.database, desk.chair, desk.proposal_id, seen, lead)


def test_only_whoever_decides_leads_on(desk: CommissionDesk) -> None:
    with pytest.raises(Forbidden):
        lead_proposal_on(
            desk.database, desk.members[0], desk.proposal_id, 1, ProposalLead(STATE.RETURNED, clock.today())
        )


def test_those_outside_read_nothing_of_drafts_in_the_story(desk: CommissionDesk) -> None:
    desk.decide(STATE.RETURNED)
    draft_version(desk.database, desk.chair, desk.proposal_id, desk.version_id, variant="Užší")
    inside, outside = (
        [line.number for line in proposal_story(desk.database, who, desk.proposal_id)]
        for who in (desk.members[0], desk.outsider)
    )
    assert (2 in inside, 2 in outside) == (True, False)
