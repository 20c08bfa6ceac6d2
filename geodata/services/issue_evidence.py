"""What shows that an issue is done, and who may confirm it: a photo, a visit, or a document that is named in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from geodata.database import Database
from geodata.errors import N_, InvalidValue, LokalityError, NotFound
from geodata.model.issues import EvidenceKind, IssueStatus
from geodata.model.people import Actor
from geodata.model.sites import TROUBLED_CONDITIONS, Condition
from geodata.policy import Action, require, visible
from geodata.services.issue_events import visible_issue
from geodata.services.references import SiteRef
from geodata.tables import Issue, IssueEvent, IssueSite, Observation, Organisation, Photo, Site
from geodata.workflow import require_evidence, require_other_person

DOCUMENT_AT_MOST = 300  # characters: what it is, of which day, under which number
OFFERED_AT_MOST = 24  # of each; an older one stands on the page of its place

_SHOWS_NO_CURE = TROUBLED_CONDITIONS | {None, Condition.UNKNOWN}

_TROUBLED = select(Observation.id).where(Observation.condition.in_(TROUBLED_CONDITIONS))


@dataclass(frozen=True, slots=True)
class PhotoChoice:
    id: int
    site: SiteRef
    taken_on: date


@dataclass(frozen=True, slots=True)
class VisitChoice:
    """A visit; `since_done` says that it was recorded after the issue was noted as done, and shows it by itself."""

    id: int
    site: SiteRef
    observed_on: date
    condition: Condition | None
    organisation: str | None
    since_done: bool


@dataclass(frozen=True, slots=True)
class EvidenceChoices:
    """What the places of an issue offer since it was raised or came back, newest first.

    `only_by_visit`: the actor noted it as done, so only a visit recorded since lets them confirm it.
    """

    photos: tuple[PhotoChoice, ...]
    visits: tuple[VisitChoice, ...]
    only_by_visit: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody shows for a step."""

    kind: EvidenceKind | None = None
    photo_id: int | None = None
    observation_id: int | None = None
    document: str = ""


def evidence_choices(database: Database, actor: Actor, issue_id: int) -> EvidenceChoices:
    """What the actor can show for the issue; NotFound for one they may not know of."""
    require(actor, Action.ADVANCE_ISSUE)
    with database.read() as session:
        issue = visible_issue(session, actor, issue_id)
        since, done = _opened(session, issue), _noted_done(session, issue)
        photos = _photos(actor, issue.id).add_columns(Site.id, Site.kind, Site.name)
        photos = photos.where(Photo.observation_id.is_(None) | Photo.observation_id.not_in(_TROUBLED))
        photos = photos.where(Photo.taken_on >= since.day, Photo.recorded_at > since.recorded_at)
        photos = photos.order_by(Photo.taken_on.desc(), Photo.id.desc())
        visits = (
            _visits(actor, issue.id)
            .add_columns(Site.id, Site.kind, Site.name, Organisation.short_name)
            .outerjoin(Organisation, Organisation.id == Observation.organisation_id)
            .where(
                Observation.observed_on >= since.day,
                Observation.recorded_at > since.recorded_at,
            )
            .order_by(Observation.observed_on.desc(), Observation.id.desc())
        )
        return EvidenceChoices(
            photos=tuple(
                PhotoChoice(photo.id, SiteRef(*site), photo.taken_on)
                for photo, *site in session.execute(photos.limit(OFFERED_AT_MOST))
            ),
            visits=tuple(
                VisitChoice(
                    seen.id, SiteRef(*site), seen.observed_on, seen.condition, organisation, _confirms(seen, done)
                )
                for seen, *site, organisation in session.execute(visits.limit(OFFERED_AT_MOST))
            ),
            only_by_visit=done is not None and done.recorded_by == actor.account_id,
        )


def evidence_columns(session: Session, actor: Actor, issue: Issue, wanted: IssueStatus, shown: Shown) -> dict[str, Any]:
    """The columns of the event that keep what is shown for the step.

    Raises InvalidValue where the state needs something to show or another person, where what is shown is older than the
    issue or was known before it, or where the visit that is shown, that of the photo or a later one found the trouble
    still there; NotFound for a photo or a visit of another place than those of the issue.
    """
    require_evidence(wanted, shown.kind)
    columns = _checked(session, actor, issue, shown)
    if wanted == IssueStatus.VERIFIED:
        done, seen = _noted_done(session, issue), None
        if columns.get("observation_id") is not None:
            seen = session.get(Observation, columns["observation_id"])
        require_other_person(
            noted_by=None if done is None else done.recorded_by,
            verified_by=actor.account_id,
            visited_since=seen is not None and _confirms(seen, done),
        )
        if done is not None:
            _require_not_back(session, actor, issue, done)
    return columns


def _checked(session: Session, actor: Actor, issue: Issue, shown: Shown) -> dict[str, Any]:
    match shown.kind:
        case None:
            return {}
        case EvidenceKind.PHOTO:
            photo = session.scalar(_photos(actor, issue.id).where(Photo.id == shown.photo_id))
            if photo is None:
                raise _not_chosen(shown.photo_id)
            _require_of_now(session, issue, photo.taken_on, photo.recorded_at)
            seen = None if photo.observation_id is None else session.get_one(Observation, photo.observation_id)
            _require_cured(session, actor, issue, photo if seen is None else seen)
            return {"evidence": shown.kind, "photo_id": shown.photo_id}
        case EvidenceKind.VISIT:
            seen = session.scalar(_visits(actor, issue.id).where(Observation.id == shown.observation_id))
            if seen is None:
                raise _not_chosen(shown.observation_id)
            _require_of_now(session, issue, seen.observed_on, seen.recorded_at)
            _require_cured(session, actor, issue, seen)
            return {"evidence": shown.kind, "observation_id": shown.observation_id}
        case EvidenceKind.DOCUMENT:
            return {"evidence": shown.kind, "document": _checked_document(shown.document)}


def _not_chosen(chosen: int | None) -> LokalityError:
    return NotFound() if chosen is not None else InvalidValue(N_("Choose the photo or the visit that shows it."))


def _require_of_now(session: Session, issue: Issue, day: date, recorded_at: datetime) -> None:
    """What showed that something was wrong does not show that it was put right."""
    since = _opened(session, issue)
    if day < since.day:
        raise InvalidValue(
            N_("This is of {day}, and the issue is open since {since}. Choose something newer."),
            day=day,
            since=since.day,
        )
    if recorded_at <= since.recorded_at:
        raise InvalidValue(
            N_("This was known already when the issue was raised or opened again. Choose something newer.")
        )


def _require_cured(session: Session, actor: Actor, issue: Issue, seen: Observation | Photo) -> None:
    """A photo of a visit says what the visit found; one that was taken by itself says it of its day."""
    if isinstance(seen, Observation) and seen.condition in TROUBLED_CONDITIONS:
        raise InvalidValue(
            N_("At this visit the place was: {condition}. That does not show that it is done. Choose a newer one."),
            condition=seen.condition,
        )
    newer = session.scalar(_troubled_since(actor, issue, seen))
    if newer is not None:
        raise InvalidValue(
            N_("A later visit, of {day}, found the place: {condition}. Choose one that is newer than that."),
            day=newer.observed_on,
            condition=newer.condition,
        )


def _require_not_back(session: Session, actor: Actor, issue: Issue, done: IssueEvent) -> None:
    """A visit recorded since the issue was noted as done, and later than what showed that, must not have found it back.

    Asked of the place of the photo or the visit that showed it, or of all where a document did.
    """
    shown: Photo | Observation | None = None
    if done.photo_id is not None:
        shown = session.get(Photo, done.photo_id)
    elif done.observation_id is not None:
        shown = session.get(Observation, done.observation_id)
    day = done.happened_on if shown is None else _day_of(shown)
    later = aliased(Observation)
    cured_since = select(later.id).where(
        later.site_id == Observation.site_id,
        later.dated.is_(True),
        later.condition.not_in(TROUBLED_CONDITIONS | {Condition.UNKNOWN}),
        or_(
            later.observed_on > Observation.observed_on,
            and_(later.observed_on == Observation.observed_on, later.id > Observation.id),
        ),
    )
    found = _visits(actor, issue.id).where(
        Observation.condition.in_(TROUBLED_CONDITIONS),
        Observation.recorded_at > done.recorded_at,
        Observation.observed_on >= day,
        ~cured_since.exists(),
    )
    if shown is not None:
        found = found.where(Observation.site_id == shown.site_id)
    back = session.scalar(found.order_by(Observation.observed_on.desc(), Observation.id.desc()).limit(1))
    if back is not None:
        raise InvalidValue(
            N_(
                "The visit of {day}, recorded since it was noted as done, found the place: {condition}. Record a newer "
                "visit that shows it is done, or open the issue again."
            ),
            day=back.observed_on,
            condition=back.condition,
        )


def _day_of(seen: Observation | Photo) -> date:
    return seen.observed_on if isinstance(seen, Observation) else seen.taken_on


def _troubled_since(actor: Actor, issue: Issue, seen: Observation | Photo) -> Select[Observation]:
    """The last of the visits of the same place that came after this one and found the trouble there."""
    is_visit = isinstance(seen, Observation)
    after = Observation.id > seen.id if is_visit else Observation.recorded_at > seen.recorded_at
    later_that_day = and_(Observation.observed_on == _day_of(seen), after)
    return (
        _visits(actor, issue.id)
        .where(
            Observation.site_id == seen.site_id,
            Observation.condition.in_(TROUBLED_CONDITIONS),
            or_(Observation.observed_on > _day_of(seen), later_that_day),
        )
        .order_by(Observation.observed_on.desc(), Observation.id.desc())
        .limit(1)
    )


def _checked_document(document: str) -> str:
    words = " ".join(document.split())
    if not words:
        raise InvalidValue(N_("Say which letter or document it is: what it is, of which day, its number."))
    if len(words) > DOCUMENT_AT_MOST:
        raise InvalidValue(
            N_("The name of the document is longer than {count} characters. Shorten it."), count=DOCUMENT_AT_MOST
        )
    return words


def _photos(actor: Actor, issue_id: int) -> Select[Photo]:
    """Photos of the places of the issue that the actor may know of."""
    return (
        select(Photo)
        .join(IssueSite, IssueSite.site_id == Photo.site_id)
        .join(Site, Site.id == Photo.site_id)
        .where(IssueSite.issue_id == issue_id, visible(actor, Site))
    )


def _visits(actor: Actor, issue_id: int) -> Select[Observation]:
    """Visits of these places; a file that did not say when is none."""
    return (
        select(Observation)
        .join(IssueSite, IssueSite.site_id == Observation.site_id)
        .join(Site, Site.id == Observation.site_id)
        .where(IssueSite.issue_id == issue_id, Observation.dated.is_(True), visible(actor, Site))
    )


@dataclass(frozen=True, slots=True)
class _Opened:
    """Since which day the issue is open, and when that was written down."""

    day: date
    recorded_at: datetime


def _opened(session: Session, issue: Issue) -> _Opened:
    """When the issue was raised or last came back."""
    begun = (IssueStatus.RAISED, IssueStatus.REOPENED)
    query = select(IssueEvent.happened_on, IssueEvent.recorded_at).where(
        IssueEvent.issue_id == issue.id, IssueEvent.status.in_(begun)
    )
    last = session.execute(query.order_by(IssueEvent.happened_on.desc(), IssueEvent.id.desc()).limit(1)).first()
    return _Opened(issue.raised_on, issue.recorded_at) if last is None else _Opened(*last)


def _noted_done(session: Session, issue: Issue) -> IssueEvent | None:
    """The step by which it was last noted as done, while that is its state."""
    if issue.status != IssueStatus.DONE:
        return None
    query = select(IssueEvent).where(IssueEvent.issue_id == issue.id, IssueEvent.status == IssueStatus.DONE)
    return session.scalar(query.order_by(IssueEvent.happened_on.desc(), IssueEvent.id.desc()).limit(1))


def _confirms(seen: Observation, done: IssueEvent | None) -> bool:
    """Whether the visit came after the issue was noted as done, and says of the place that the trouble is gone."""
    if done is None or seen.condition in _SHOWS_NO_CURE:
        return False
    return seen.recorded_at > done.recorded_at and seen.observed_on >= done.happened_on
