"""Comments on a version of a proposal: on the whole, a zone, its rule or a sentence; open until they are answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, Forbidden, InvalidValue, NotFound
from geodata.model.commission import CommentSubject
from geodata.model.people import Actor
from geodata.policy import Action, require, sees_draft_proposals
from geodata.services.personal_data import Checked, require_clean
from geodata.services.proposal_rows import visible_version, zones_of
from geodata.tables import Account, Organisation, ProposalComment, ProposalVersion, Zone
from geodata.unit_of_work import UnitOfWork

COMMENT_AT_MOST = 4_000  # characters
QUOTE_AT_MOST = 1_000
_ABOUT_A_ZONE = frozenset({CommentSubject.ZONE, CommentSubject.RULE})


@dataclass(frozen=True, slots=True)
class NewComment:
    """What is said, and of what: `zone_id` of a zone or its rule, `quote` the sentence as it stands in the version.

    `internal`: only for those who may write proposals.
    """

    text: str
    subject: CommentSubject = CommentSubject.WHOLE
    zone_id: int | None = None
    quote: str = ""
    internal: bool = False
    keep_personal_data: str = ""


@dataclass(frozen=True, slots=True)
class CommentAnswer:
    """What was answered. A person without a name is one whose account was erased."""

    id: int
    text: str
    person: str | None
    organisation: str | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class CommentLine:
    """One comment with its answers, the oldest first; without any it is open. `zone`: the name of its zone."""

    id: int
    subject: CommentSubject
    zone_id: int | None
    zone: str | None
    quote: str | None
    text: str
    internal: bool
    person: str | None
    organisation: str | None
    recorded_at: datetime
    answers: tuple[CommentAnswer, ...]

    @property
    def is_open(self) -> bool:
        """Whether nobody answered yet."""
        return not self.answers


def comments_of(database: Database, actor: Actor, version_id: int) -> tuple[CommentLine, ...]:
    """The comments on a version, the open ones first, each in the order of writing.

    Those on a draft, and internal ones, are for those who may write proposals: of others the version is not found, and
    the internal ones are left out.
    """
    require(actor, Action.VIEW)
    with database.read() as session:
        visible_version(session, actor, version_id)
        query = (
            select(ProposalComment, Zone.name, Account.name, Organisation.short_name)
            .outerjoin(Zone, Zone.id == ProposalComment.zone_id)
            .outerjoin(Account, Account.id == ProposalComment.recorded_by)
            .outerjoin(Organisation, Organisation.id == ProposalComment.organisation_id)
            .where(ProposalComment.version_id == version_id)
            .order_by(ProposalComment.id)
        )
        if not sees_draft_proposals(actor):
            query = query.where(ProposalComment.internal.is_(False))
        rows = session.execute(query).all()
    answers: dict[int, list[CommentAnswer]] = {}
    for said, _zone, person, organisation in rows:
        if said.answers_id is not None:
            answer = CommentAnswer(said.id, said.text, person, organisation, said.recorded_at)
            answers.setdefault(said.answers_id, []).append(answer)
    lines = [
        CommentLine(
            id=said.id,
            subject=said.subject,
            zone_id=said.zone_id,
            zone=zone,
            quote=said.quote,
            text=said.text,
            internal=said.internal,
            person=person,
            organisation=organisation,
            recorded_at=said.recorded_at,
            answers=tuple(answers.get(said.id, ())),
        )
        for said, zone, person, organisation in rows
        if said.answers_id is None
    ]
    return tuple(sorted(lines, key=lambda line: not line.is_open))


def comment_version(database: Database, actor: Actor, version_id: int, new: NewComment) -> int:
    """Comment on a version; returns the comment's id.

    Raises InvalidValue for a quote that does not stand in the version, NotFound for a zone of another one.
    """
    require(actor, Action.REVIEW_PROPOSAL)
    if new.internal and not sees_draft_proposals(actor):
        raise Forbidden
    _checked_words(new.text)
    with database.write(actor) as work:
        version = visible_version(work.session, actor, version_id)
        zone_id = _required_zone(work.session, version, new)
        quote = _found_quote(work.session, version, new)
        checked = require_clean(work, {"text": new.text}, new.keep_personal_data)
        # What is said of a draft stays among its writers: once submitted, its zones and words may be others.
        internal = new.internal or version.submitted_on is None
        said = _put(work, version_id, new.text, checked, new.subject, zone_id, quote, internal=internal)
        work.commit()
        return said.id


def answer_comment(
    database: Database, actor: Actor, comment_id: int, text: str, *, keep_personal_data: str = ""
) -> int:
    """Answer a comment, which is not open from then on; returns the answer's id. Who sees the one sees the other."""
    require(actor, Action.REVIEW_PROPOSAL)
    _checked_words(text)
    with database.write(actor) as work:
        asked = _visible_comment(work.session, actor, comment_id)
        checked = require_clean(work, {"text": text}, keep_personal_data)
        said = _put(
            work, asked.version_id, text, checked, asked.subject, asked.zone_id, None,
            internal=asked.internal, answers_id=comment_id,
        )  # fmt: skip
        work.commit()
        return said.id


def _put(
    work: UnitOfWork, version_id: int, text: str, checked: Checked, subject: CommentSubject, zone_id: int | None,
    quote: str | None, *, internal: bool, answers_id: int | None = None,
) -> ProposalComment:  # fmt: skip
    words = _checked_words(text)
    said = ProposalComment(
        municipality_id=work.actor.municipality_id,
        version_id=version_id,
        zone_id=zone_id,
        answers_id=answers_id,
        subject=subject,
        quote=quote,
        text=words,
        internal=internal,
        organisation_id=work.actor.organisation_id,
        recorded_at=work.recorded_at,
        recorded_by=work.actor.account_id,
    )
    work.session.add(said)
    work.session.flush()
    told = {"version": version_id, "zone": zone_id, "answers": answers_id, "kind": subject, "text": words}
    work.audit("comment", "proposal_comment", said.id, checked.told(told))
    return said


def _visible_comment(session: Session, actor: Actor, comment_id: int) -> ProposalComment:
    """The comment that is to be answered; an answer is none."""
    said = session.get(ProposalComment, comment_id)
    if said is None or said.municipality_id != actor.municipality_id or said.answers_id is not None:
        raise NotFound
    visible_version(session, actor, said.version_id)
    if said.internal and not sees_draft_proposals(actor):
        raise NotFound
    return said


def _checked_words(text: str) -> str:
    words = text.strip()
    if not words:
        raise InvalidValue(N_("Nothing is written here yet. Write what you want to say."))
    if len(words) > COMMENT_AT_MOST:
        raise InvalidValue(N_("The comment is longer than {count} characters. Divide it."), count=COMMENT_AT_MOST)
    return words


def _required_zone(session: Session, version: ProposalVersion, new: NewComment) -> int | None:
    if new.zone_id is None:
        if new.subject in _ABOUT_A_ZONE:
            raise InvalidValue(N_("Choose the zone that you speak of."))
        return None
    zone = session.get(Zone, new.zone_id)
    if zone is None or zone.version_id != version.id or zone.removed_at is not None:
        raise NotFound
    return zone.id


def _found_quote(session: Session, version: ProposalVersion, new: NewComment) -> str | None:
    """The sentence on one line, as it stands in the version."""
    if new.subject != CommentSubject.SENTENCE:
        return None
    quote = " ".join(new.quote.split())
    if not quote:
        raise InvalidValue(N_("The sentence is missing. Copy the one that you speak of from the proposal."))
    if len(quote) > QUOTE_AT_MOST:
        raise InvalidValue(
            N_("The sentence is longer than {count} characters. Copy only what you speak of."), count=QUOTE_AT_MOST
        )
    criteria = [zone.criterion for zone in session.scalars(zones_of(version.id))]
    texts = (version.summary, version.changes, version.reasons, version.legal_notes, *criteria)
    if not any(quote in " ".join(text.split()) for text in texts):
        raise InvalidValue(N_("This sentence does not stand in the version. Copy it as it is written there."))
    return quote
