"""Take in what was written in the street: a place, what was seen of it and the wish for an issue, in one change.

The same record sent again, by two connections at once or after an answer that never arrived, is one record and gets the
same answer. A clash is told, never settled: both observations stay.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from geodata.database import Database
from geodata.errors import N_, InvalidValue, LokalityError, NotFound
from geodata.model.field_records import FieldRecord, corrected_seen_at, day_in_city
from geodata.model.fields import seen_in_the_street
from geodata.model.issues import TOPIC_OF_KIND
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.issue_events import hold_issues
from geodata.services.issues import NewIssue, put_issue
from geodata.services.personal_data import Checked, require_clean, texts_of
from geodata.services.sites import NewObservation, NewSite, put_observation, put_site, visible_site
from geodata.tables import Issue, Observation, Site
from geodata.unit_of_work import UnitOfWork


class RecordConflict(LokalityError):
    """The id of the record already belongs to something else; says nothing about what that is."""

    def __init__(self) -> None:
        super().__init__(
            N_("This record cannot be told from another one. It stays on the phone; write it anew and delete this one.")
        )


class PlaceGone(LokalityError):
    """The place that the record is about is not here any more, or is not shown to its writer."""

    def __init__(self) -> None:
        super().__init__(
            N_("The place is no longer here, or it is not shared with you. What you wrote stays on the phone.")
        )


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What was kept of a record; `clash`: somebody else had written about the place meanwhile.

    `patrol_id` is the patrol under which it counts: None where the one that was told is not the writer's, or was not
    under way when it was seen.
    """

    client_id: str
    site_id: int
    observation_id: int
    issue_id: int | None
    clash: bool
    clock_corrected: bool
    patrol_id: int | None


def take_record(database: Database, actor: Actor, record: FieldRecord) -> Acknowledged:
    """Keep a record whole or not at all; the same id again is answered as before.

    Raises PersonalDataFound, InvalidValue, RecordConflict, PlaceGone, Forbidden.
    """
    require(actor, Action.LOG_SITE)
    if record.issue is not None:
        require(actor, Action.RAISE_ISSUE)
    # A phone of before sends along what it was told of the others: nobody saw that, and somebody may have corrected it.
    record = replace(record, details=seen_in_the_street(record.details))
    with database.write(actor) as work:
        if record.issue is not None:
            hold_issues(work)
        work.version_of("sites")  # first, so that the same record sent twice at once waits for itself
        known = _known(work.session, actor, record.client_id)
        if known is not None:
            return known
        checked = _checked_words(work, record)
        site, observation = _put_place(work, record, checked)
        issue = _put_issue(work, record, site, checked)
        work.session.flush()
        answer = _answer(work.session, observation, None if issue is None else issue.id)
        work.commit()
        return answer


def _known(session: Session, actor: Actor, client_id: str) -> Acknowledged | None:
    """The answer of a record that was kept; RecordConflict where something else, or somebody else's, has the id."""
    observation = session.scalar(select(Observation).where(Observation.client_id == client_id))
    site_id = session.scalar(select(Site.id).where(Site.client_id == client_id))
    issue = session.scalar(select(Issue).where(Issue.client_id == client_id))
    if observation is None:
        if site_id is not None or issue is not None:
            raise RecordConflict
        return None
    if observation.recorded_by != actor.account_id or observation.municipality_id != actor.municipality_id:
        raise RecordConflict
    return _answer(session, observation, None if issue is None else issue.id)


def _checked_words(work: UnitOfWork, record: FieldRecord) -> Checked:
    place = {"name": record.name, "address": record.address} if record.is_new_place else {}
    title = record.issue.title if record.issue else ""
    texts = {**place, "note": record.note, "title": title, **texts_of(record.details)}
    return require_clean(work, texts, record.keep_personal_data)


def _put_place(work: UnitOfWork, record: FieldRecord, checked: Checked) -> tuple[Site, Observation]:
    seen = _observation(work, record)
    facts = (text for text in texts_of(record.details).values() if isinstance(text, str))
    checked = checked.within(record.name, record.address, record.note, *facts)
    if not record.is_new_place:
        try:
            site, first = _site_of(work, record)
        except NotFound as gone:
            raise PlaceGone from gone
        return site, put_observation(work, site, replace(seen, based_on=record.based_on or first), checked)
    assert record.kind is not None
    assert record.longitude is not None
    assert record.latitude is not None
    new = NewSite(
        record.kind, record.longitude, record.latitude, seen,
        name=record.name, address=record.address, sensitivity=record.sensitivity, client_id=record.client_id,
    )  # fmt: skip
    site = put_site(work, new, checked)
    return site, work.session.scalars(select(Observation).where(Observation.client_id == record.client_id)).one()


def _observation(work: UnitOfWork, record: FieldRecord) -> NewObservation:
    seen_at, is_wrong = corrected_seen_at(record.seen_at, record.sent_at, work.recorded_at)
    return NewObservation(
        observed_on=day_in_city(seen_at),
        condition=record.condition,
        details=record.details,
        note=record.note,
        client_id=record.client_id,
        accuracy_m=record.accuracy_m if record.is_new_place else None,
        clock_corrected=is_wrong,
        patrol_id=record.patrol_id,
        seen_at=seen_at,
    )


def _site_of(work: UnitOfWork, record: FieldRecord) -> tuple[Site, int | None]:
    """The known place; for one that was made on the phone also the observation that made it."""
    if record.site_id is not None:
        return visible_site(work.session, work.actor, record.site_id), None
    first = work.session.scalar(select(Observation).where(Observation.client_id == record.site_client_id))
    if first is None:
        raise NotFound
    return visible_site(work.session, work.actor, first.site_id), first.id


def _put_issue(work: UnitOfWork, record: FieldRecord, site: Site, checked: Checked) -> Issue | None:
    if record.issue is None:
        return None
    new = NewIssue(
        topic=TOPIC_OF_KIND[site.kind],
        title=record.issue.title,
        site_ids=(site.id,),
        body_id=record.issue.body_id,
        client_id=record.client_id,
    )
    try:
        return put_issue(work, new, checked.within(record.issue.title))
    except NotFound as unknown:
        raise InvalidValue(N_("This cell or commission is no longer here. Choose another one.")) from unknown


def _answer(session: Session, observation: Observation, issue_id: int | None) -> Acknowledged:
    return Acknowledged(
        client_id=observation.client_id or "",
        site_id=observation.site_id,
        observation_id=observation.id,
        issue_id=issue_id,
        clash=is_clash(session, observation),
        clock_corrected=observation.clock_corrected,
        patrol_id=observation.patrol_id,
    )


def is_clash(session: Session, observation: Observation) -> bool:
    """Whether the observation `clashes`."""
    return (
        session.scalar(select(Observation.id).where(Observation.id == observation.id, clashes(Observation))) is not None
    )


def clashes(seen: type[Observation]) -> ColumnElement[bool]:
    """Whether somebody else had been at the place after what the observation is based on, and before it.

    What was only told of it, at a meeting or by a file without a day, is no clash: nobody was there. Nor are one's own:
    a phone without signal cannot know the numbers of what it has written itself. Said by what is never changed, so that
    it is the same however often it is asked.
    """
    return and_(seen.based_on_id.is_not(None), unseen(seen).exists())


def unseen(seen: type[Observation]) -> Select[int]:
    """The observations that whoever wrote `seen`, a table of the enclosing query, could not know of."""
    other, base = aliased(Observation), aliased(Observation)
    # What the phone showed is the last by its day: one of an earlier day that arrived late is nothing newer. A base
    # without a day was shown where no visit was known.
    is_newer = or_(
        and_(base.dated.is_(False), other.id > base.id),
        and_(base.dated.is_(True), other.observed_on > base.observed_on),
        and_(base.dated.is_(True), other.observed_on == base.observed_on, other.id > base.id),
    )
    return (
        select(other.id)
        .join(base, base.id == seen.based_on_id)
        .where(
            other.site_id == seen.site_id,
            other.dated.is_(True),
            other.id < seen.id,
            other.recorded_by.is_distinct_from(seen.recorded_by),
            is_newer,
        )
        .correlate(seen)
    )
