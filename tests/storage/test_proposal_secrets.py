"""What those outside must not read of a proposal, and what nobody may slip into it."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
import shapely

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue, NotFound, StaleEdit
from geodata.model.commission import CommentSubject, VoteWay
from geodata.model.criteria import FindingKind
from geodata.model.meetings import BodyKind
from geodata.model.people import Actor, Role, Sensitivity
from geodata.model.sites import SiteKind
from geodata.model.zones import ProposalKind, ProposalState, ZoneRule
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.body_card import body_card
from geodata.services.body_seats import set_seats
from geodata.services.meeting_dates import cancel_meeting
from geodata.services.meetings import plan_meeting
from geodata.services.proposal_card import proposal_card, version_card
from geodata.services.proposal_comments import NewComment, comment_version, comments_of
from geodata.services.proposal_drafts import draft_version, submit_version, write_version
from geodata.services.proposal_impact import answer_finding
from geodata.services.proposal_steps import ProposalLead, lead_proposal_on
from geodata.services.proposal_texts import VersionTexts
from geodata.services.proposal_votes import NewVote, open_vote
from geodata.services.proposals import change_proposal, create_proposal
from geodata.services.zone_drafts import add_exception, add_zone, redraw_zone, remove_zone
from geodata.tables import Proposal
from tests.small_city import some_site, worker_of
from tests.storage.test_proposal_drafts import HERE, a_zone, around


@pytest.fixture
def proposal_id(database: Database, actor: Actor) -> int:
    return create_proposal(database, actor, "Zóny pro hazard", ProposalKind.GAMBLING, None)


@pytest.fixture
def version_id(database: Database, actor: Actor, proposal_id: int) -> int:
    version_id = proposal_card(database, actor, proposal_id).versions[0].id
    add_zone(database, actor, version_id, a_zone())
    write_version(database, actor, version_id, 1, VersionTexts(summary="Zákaz u lokalit."))
    return version_id


@pytest.fixture
def official(database: Database, actor: Actor) -> Actor:
    return worker_of(database, actor, None, Role.OFFICIAL)


def submitted(database: Database, actor: Actor, version_id: int) -> None:
    submit_version(database, actor, version_id, version_card(database, actor, version_id).stamp)


def test_what_was_said_of_a_draft_stays_among_its_writers(
    database: Database, actor: Actor, version_id: int, official: Actor
) -> None:
    zone_id = add_zone(database, actor, version_id, a_zone(name="Tajná zóna"))
    comment_version(database, actor, version_id, NewComment("Tady ne.", CommentSubject.ZONE, zone_id))
    (zone,) = (one for one in version_card(database, actor, version_id).zones if one.id == zone_id)
    remove_zone(database, actor, zone_id, zone.row_version)
    submitted(database, actor, version_id)
    comment_version(database, official, version_id, NewComment("Souhlasím."))
    assert [line.text for line in comments_of(database, official, version_id)] == ["Souhlasím."]
    assert len(comments_of(database, actor, version_id)) == 2
    with pytest.raises(NotFound):
        comment_version(database, official, version_id, NewComment("Co to je?", CommentSubject.ZONE, zone_id))


def test_an_exception_names_no_venue_that_its_reader_may_not_know_of(
    database: Database, actor: Actor, version_id: int, official: Actor
) -> None:
    venue = some_site(
        database, actor, "Tajná herna", kind=SiteKind.GAMBLING_VENUE, position=HERE, sensitivity=Sensitivity.RESTRICTED
    )
    add_exception(database, actor, version_id, None, venue, "", "Jen pro hosty hotelu.")
    submitted(database, actor, version_id)
    (hidden,) = version_card(database, official, version_id).exceptions
    assert (hidden.site_id, hidden.subject, hidden.reason) == (None, None, None)
    (whole,) = version_card(database, actor, version_id).exceptions
    assert whole.subject == "Tajná herna"


def test_what_is_submitted_is_what_its_writer_saw(database: Database, actor: Actor, version_id: int) -> None:
    seen = version_card(database, actor, version_id)
    redraw_zone(database, actor, seen.zones[0].id, seen.zones[0].row_version, around(150))
    with pytest.raises(StaleEdit):
        submit_version(database, actor, version_id, seen.stamp)
    seen = version_card(database, actor, version_id)
    add_exception(database, actor, version_id, None, None, "Kasino", "Proto.")
    with pytest.raises(StaleEdit):
        submit_version(database, actor, version_id, seen.stamp)
    submitted(database, actor, version_id)


def test_an_answer_given_since_is_a_part_of_what_is_submitted(
    database: Database, actor: Actor, version_id: int
) -> None:
    venue = some_site(database, actor, "Herna", kind=SiteKind.GAMBLING_VENUE, position=HERE)
    key = FindingKind.HIT_THOUGH_IT_MEETS_NONE, ZoneRule.TOTAL_BAN, venue
    for words in ("Proto.", "Proto."):  # the same words said again are another answer, of another day and writer
        seen = version_card(database, actor, version_id)
        answer_finding(database, actor, version_id, *key, words)
        with pytest.raises(StaleEdit):
            submit_version(database, actor, version_id, seen.stamp)
    submitted(database, actor, version_id)


def test_a_draft_begins_with_a_version_of_its_own_kind(database: Database, actor: Actor, version_id: int) -> None:
    other = create_proposal(database, actor, "Pití na veřejnosti", ProposalKind.PUBLIC_DRINKING, None)
    with pytest.raises(InvalidValue, match="other rules"):
        draft_version(database, actor, other, version_id)


def test_nobody_voted_before_the_version_was_submitted_nor_at_a_meeting_that_was_cancelled(
    database: Database, actor: Actor, proposal_id: int, version_id: int
) -> None:
    body_id = add_body(database, actor, BodyFacts("Komise", BodyKind.COMMISSION))
    change_proposal(database, actor, proposal_id, 1, "Zóny pro hazard", body_id)
    submitted(database, actor, version_id)
    row_version = proposal_card(database, actor, proposal_id).row_version
    lead = ProposalLead(ProposalState.IN_REVIEW, clock.today())
    lead_proposal_on(database, actor, proposal_id, row_version, lead)
    long_ago = plan_meeting(database, actor, body_id, clock.now() - timedelta(days=200))
    vote = NewVote(ProposalState.RECOMMENDED, VoteWay.SHOW_OF_HANDS, meeting_id=long_ago, members=5)
    with pytest.raises(InvalidValue, match="submitted on"):
        open_vote(database, actor, version_id, vote)
    cancel_meeting(database, actor, long_ago, 1)
    with pytest.raises(InvalidValue, match="cancelled"):
        open_vote(database, actor, version_id, vote)


def test_a_scribble_is_refused_at_once(database: Database, actor: Actor, version_id: int) -> None:
    corners = np.random.default_rng(1).random((2_000, 2)) * 0.01 + HERE
    with pytest.raises(InvalidValue, match="too many corners"):
        add_zone(database, actor, version_id, a_zone(outline=shapely.Polygon(corners)))


def test_a_corner_that_is_no_number_is_refused(database: Database, actor: Actor, version_id: int) -> None:
    square = [(14.05, 50.66), (14.06, 50.66), (14.06, 50.67), (float("nan"), 50.67)]
    with pytest.raises(InvalidValue, match="outside the Earth"):
        add_zone(database, actor, version_id, a_zone(outline=shapely.Polygon(square)))


def test_a_name_that_nobody_sees_is_none(database: Database, actor: Actor, version_id: int) -> None:
    with pytest.raises(InvalidValue, match="cannot be seen"):
        add_zone(database, actor, version_id, a_zone(name="\u200b"))


def test_the_variant_submitted_last_has_the_highest_number(
    database: Database, actor: Actor, proposal_id: int, version_id: int
) -> None:
    """Else the commission would vote on the one that it returned."""
    later = draft_version(database, actor, proposal_id, version_id, variant="B")
    submitted(database, actor, later)
    with database.write(actor) as work:
        work.session.get_one(Proposal, proposal_id).state = ProposalState.RETURNED
        work.commit()
    row_version = version_card(database, actor, version_id).row_version
    write_version(database, actor, version_id, row_version, VersionTexts(summary="Zákaz.", changes="Přece jen A."))
    with pytest.raises(InvalidValue, match="Version 2 was submitted before"):
        submitted(database, actor, version_id)
    anew = draft_version(database, actor, proposal_id, version_id)
    write_version(database, actor, anew, 1, VersionTexts(summary="Zákaz.", changes="Přece jen A."))
    submitted(database, actor, anew)


def test_who_votes_stays_as_it_is_while_a_vote_is_open(
    database: Database, actor: Actor, proposal_id: int, version_id: int
) -> None:
    body_id = add_body(database, actor, BodyFacts("Komise", BodyKind.COMMISSION))
    change_proposal(database, actor, proposal_id, 1, "Zóny pro hazard", body_id)
    row_version = body_card(database, actor, body_id).row_version
    set_seats(database, actor, body_id, row_version, (actor.account_id,), clock.today())
    submitted(database, actor, version_id)
    row_version = proposal_card(database, actor, proposal_id).row_version
    lead_proposal_on(database, actor, proposal_id, row_version, ProposalLead(ProposalState.IN_REVIEW, clock.today()))
    open_vote(database, actor, version_id, NewVote(ProposalState.RECOMMENDED, VoteWay.PER_MEMBER))
    row_version = body_card(database, actor, body_id).row_version
    with pytest.raises(InvalidValue, match="Close it first"):
        set_seats(database, actor, body_id, row_version, (), clock.today())
