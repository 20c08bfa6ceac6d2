"""A commission with a proposal before it, made by the services, as the tests of what it does need them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import shapely

from geodata import clock
from geodata.database import Database
from geodata.model.commission import VoteChoice, VoteWay
from geodata.model.meetings import BodyKind
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.model.zones import ProposalKind, ProposalState, ZoneRule
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.body_card import body_card
from geodata.services.body_seats import set_seats
from geodata.services.organisations import add_organisation
from geodata.services.proposal_card import proposal_card, version_card
from geodata.services.proposal_drafts import submit_version, write_version
from geodata.services.proposal_steps import ProposalLead, lead_proposal_on
from geodata.services.proposal_texts import VersionTexts
from geodata.services.proposal_vote_cards import VoteCard, votes_of
from geodata.services.proposal_vote_closing import HandsShown, MinutesWords, VoteResult, close_vote
from geodata.services.proposal_votes import NewVote, cast_ballot, open_vote
from geodata.services.proposals import create_proposal
from geodata.services.zone_drafts import ZoneDraft, add_zone
from geodata.tables import Account
from tests.small_city import worker_of

WORDS = MinutesWords(
    question="doporučit",
    carried="{title}, verze {number}: {question}. Pro {in_favour}, proti {against}, zdrželo se {abstained}.",
    not_carried="{title}: nepřijato. Pro {in_favour}, proti {against}, zdrželo se {abstained}.",
    no_quorum="Hlasování není platné: přítomno {present} z {seats}, potřeba {quorum}.",
)
SUMMARY = "Úplný zákaz do 100 m od škol."
MEMBERS = 5


@dataclass(frozen=True, slots=True)
class CommissionDesk:
    """Ids, and the people: `members` have seats, `outsider` sees no drafts."""

    database: Database
    chair: Actor
    members: tuple[Actor, ...]
    outsider: Actor
    body_id: int
    proposal_id: int
    version_id: int
    zone_id: int

    def lead(self, state: ProposalState, on: date | None = None, note: str = "", meeting_id: int | None = None) -> None:
        """Lead the proposal on."""
        lead = ProposalLead(state, on or clock.today(), meeting_id, note)
        lead_proposal_on(self.database, self.chair, self.proposal_id, self.row_version, lead)

    def submit(self) -> None:
        """Submit the version, and take it into review."""
        stamp = version_card(self.database, self.chair, self.version_id).stamp
        # Long enough ago for a meeting that began since, on whichever side of midnight the test runs.
        with clock.standing_at(clock.now() - timedelta(days=2)):
            submit_version(self.database, self.chair, self.version_id, stamp)
        self.lead(ProposalState.IN_REVIEW)

    @property
    def row_version(self) -> int:
        """Of the proposal."""
        return proposal_card(self.database, self.chair, self.proposal_id).row_version

    @property
    def state(self) -> ProposalState:
        return proposal_card(self.database, self.chair, self.proposal_id).state

    def open(self, question: ProposalState = ProposalState.RECOMMENDED, **facts: object) -> int:
        """Open a vote; member by member unless said otherwise."""
        facts = {"way": VoteWay.PER_MEMBER, **facts}
        return open_vote(self.database, self.chair, self.version_id, NewVote(question, **facts))  # type: ignore[arg-type]

    def cast(self, vote_id: int, *choices: VoteChoice) -> None:
        """The members vote, in their order."""
        for member, choice in zip(self.members, choices, strict=False):
            cast_ballot(self.database, member, vote_id, choice)

    def vote(self, by: Actor | None = None) -> VoteCard:
        """The newest vote as somebody reads it."""
        return votes_of(self.database, by or self.chair, self.version_id)[0]

    def close(self, vote_id: int, hands: HandsShown | None = None) -> VoteResult:
        return close_vote(self.database, self.chair, vote_id, self.vote().row_version, WORDS, hands=hands)

    def decide(self, state: ProposalState = ProposalState.RECOMMENDED) -> None:
        """Vote for a step with every voice, and take it."""
        vote_id = self.open(state)
        self.cast(vote_id, *[VoteChoice.FOR] * MEMBERS)
        self.close(vote_id)
        self.lead(state)


def commission_desk(database: Database, actor: Actor, *, seats: bool = True, submitted: bool = True) -> CommissionDesk:
    """A commission of five with a proposal, submitted and in review."""
    city = add_organisation(database, actor, "Magistrát", OrganisationKind.CITY)
    body_id = add_body(database, actor, BodyFacts("Komise prevence", BodyKind.COMMISSION))
    members = tuple(_member(database, actor, city, number) for number in range(MEMBERS))
    if seats:
        seat(database, actor, body_id, members)
    proposal_id = create_proposal(database, actor, "Zóny bez hazardu", ProposalKind.GAMBLING, body_id)
    version_id = proposal_card(database, actor, proposal_id).versions[0].id
    zone_id = add_zone(
        database, actor, version_id,
        ZoneDraft("Předměstí", ZoneRule.TOTAL_BAN, "Do 100 m od školy.", shapely.box(14.0, 50.6, 14.01, 50.61)),
    )  # fmt: skip
    outsider = worker_of(database, actor, city, Role.OFFICIAL, login="outsider")
    desk = CommissionDesk(database, actor, members, outsider, body_id, proposal_id, version_id, zone_id)
    version = version_card(database, actor, version_id).row_version
    write_version(database, actor, version_id, version, VersionTexts(summary=SUMMARY, reasons="Chrání děti."))
    if submitted:
        desk.submit()
    return desk


def _member(database: Database, actor: Actor, organisation_id: int, number: int) -> Actor:
    """A member with a name of their own, so that lists tell them apart."""
    made = worker_of(database, actor, organisation_id, Role.COMMISSION, login=f"member-{number}")
    with database.write(actor) as work:
        work.session.get_one(Account, made.account_id).name = f"Komise {number}"
        work.commit()
    return replace(made, name=f"Komise {number}")


def seat(database: Database, actor: Actor, body_id: int, members: tuple[Actor, ...], since: date | None = None) -> None:
    """Give people seats, since a year ago unless said otherwise."""
    version = body_card(database, actor, body_id).row_version
    accounts = tuple(member.account_id for member in members)
    set_seats(database, actor, body_id, version, accounts, since or clock.today() - timedelta(days=365))
