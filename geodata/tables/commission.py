"""What a commission does with a proposal: steps, comments, reviews, votes, conflicts of interest, seats."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geodata.model.commission import CommentSubject, MajorityOf, Stance, VoteChoice, VoteWay
from geodata.model.zones import ProposalState
from geodata.tables.base import Base, Id, coded, reference


class BodySeat(Base):
    """A person who votes in a body, from one day on and until another (None: still)."""

    __tablename__ = "body_seat"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    body_id: Mapped[int] = reference("body", index=True)
    account_id: Mapped[int] = reference("account", index=True)
    since: Mapped[date]
    until: Mapped[date | None]


class ProposalStep(Base):
    """A proposal came into a state, on a day, perhaps at a meeting or by a vote. Never changed."""

    __tablename__ = "proposal_step"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    proposal_id: Mapped[int] = reference("proposal", index=True)
    version_id: Mapped[int] = reference("proposal_version")
    state: Mapped[ProposalState] = mapped_column(coded(ProposalState))
    happened_on: Mapped[date]
    meeting_id: Mapped[int | None] = reference("meeting", optional=True)
    vote_id: Mapped[int | None] = reference("proposal_vote", optional=True)
    note: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)


class ProposalComment(Base):
    """What somebody says of a version, one of its zones, a rule or a sentence. Never changed.

    `answers_id` is the comment that it answers; one without an answer is open. `internal`: only whoever may write
    proposals sees it.
    """

    __tablename__ = "proposal_comment"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    version_id: Mapped[int] = reference("proposal_version", index=True)
    zone_id: Mapped[int | None] = reference("zone", optional=True, index=True)
    answers_id: Mapped[int | None] = reference("proposal_comment", optional=True, index=True)
    subject: Mapped[CommentSubject] = mapped_column(coded(CommentSubject))
    quote: Mapped[str | None]
    text: Mapped[str]
    internal: Mapped[bool] = mapped_column(default=False)
    organisation_id: Mapped[int | None] = reference("organisation", optional=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)


class ProposalReview(Base):
    """What a member thinks of a submitted version. Nothing is overwritten: each person's newest one holds."""

    __tablename__ = "proposal_review"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    version_id: Mapped[int] = reference("proposal_version", index=True)
    stance: Mapped[Stance] = mapped_column(coded(Stance))
    reasons: Mapped[str]
    organisation_id: Mapped[int | None] = reference("organisation", optional=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = reference("account")


class ConflictOfInterest(Base):
    """A member said that a proposal touches what is theirs; who did does not vote on it."""

    __tablename__ = "conflict_of_interest"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    proposal_id: Mapped[int] = reference("proposal", index=True)
    account_id: Mapped[int] = reference("account", index=True)
    reason: Mapped[str]
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class ProposalVote(Base):
    """A vote whether a version comes into the state `question`; open until `closed_at`.

    `seats` are all who have a vote in the body, `excluded` those of them who declared a conflict of interest, `present`
    those who took part, `quorum` how many had to. The counts are those of the closed vote; `carried` is None without a
    quorum.
    """

    __tablename__ = "proposal_vote"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    version_id: Mapped[int] = reference("proposal_version", index=True)
    meeting_id: Mapped[int | None] = reference("meeting", optional=True)
    agenda_item_id: Mapped[int | None] = reference("agenda_item", optional=True)
    question: Mapped[ProposalState] = mapped_column(coded(ProposalState))
    way: Mapped[VoteWay] = mapped_column(coded(VoteWay))
    majority: Mapped[MajorityOf] = mapped_column(coded(MajorityOf), default=MajorityOf.PRESENT)
    held_on: Mapped[date]
    seats: Mapped[int]
    excluded: Mapped[int] = mapped_column(default=0)
    quorum: Mapped[int]
    present: Mapped[int | None]
    in_favour: Mapped[int | None]
    against: Mapped[int | None]
    abstained: Mapped[int | None]
    carried: Mapped[bool | None]
    closed_at: Mapped[datetime | None]
    note: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class ProposalBallot(Base):
    """How one member voted; `dissent` says why, for the record."""

    __tablename__ = "proposal_ballot"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    vote_id: Mapped[int] = reference("proposal_vote", index=True)
    account_id: Mapped[int] = reference("account")
    choice: Mapped[VoteChoice] = mapped_column(coded(VoteChoice))
    dissent: Mapped[str | None]
    recorded_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("vote_id", "account_id"),)
