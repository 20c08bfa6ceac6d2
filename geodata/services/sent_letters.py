"""What a letter tells besides its words, kept from the day on which its sending was noted: a copy is what was sent.

Names, places with their facts and photos, and the numbers under which both sides knew the matter then. What is kept
goes with the letter when that is erased, and a place goes out of it when the place is erased.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.model.people import Actor, Role
from geodata.model.postal_addresses import PostalAddress
from geodata.model.sites import Condition, SiteKind
from geodata.policy import SEES_ALL_RESTRICTED, visible
from geodata.services.submission_places import (
    PHOTOS_IN_A_LETTER,
    TOLD_FACTS,
    SubmissionPlace,
    places_about,
    told_in_letters,
)
from geodata.tables import Account, Issue, Municipality, Organisation, Photo, Site, Submission
from geodata.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class LetterContent:
    """What stands in a letter around its text. `on` is the day for which the facts hold; `as_sent` that they were kept
    when it was sent, else they are those of today. `handled_by` is the writer, where they work for the sender."""

    on: date
    as_sent: bool
    authority: str
    authority_address: PostalAddress
    organisation: str | None
    organisation_address: PostalAddress
    handled_by: str | None
    city: str
    our_reference: str
    their_reference: str | None
    places: tuple[SubmissionPlace, ...]


def keep_as_sent(session: Session, submission: Submission) -> None:
    """Keep what the letter says today, as its writer may know it, whoever notes the sending."""
    content = _content_today(session, _writer_of(session, submission), submission)
    told = told_in_letters(content.places, session.get_one(Issue, submission.issue_id).sensitivity)
    submission.as_sent = {
        "on": content.on.isoformat(),
        "authority": content.authority,
        "authority_address": asdict(content.authority_address),
        "organisation": content.organisation,
        "organisation_address": asdict(content.organisation_address),
        "handled_by": content.handled_by,
        "city": content.city,
        "our_reference": content.our_reference,
        "their_reference": content.their_reference,
        "places": [_kept(place) for place in told],
    }


def _writer_of(session: Session, submission: Submission) -> Actor:
    """Somebody who may know of the restricted places of the writing organisation, and of all where its writer may."""
    writer = None if submission.recorded_by is None else session.get(Account, submission.recorded_by)
    sees_all = SEES_ALL_RESTRICTED & {Role(role) for role in (writer.roles if writer is not None else ())}
    roles = sees_all or frozenset({Role.OFFICIAL})
    return Actor(submission.recorded_by or 0, "", submission.municipality_id, submission.organisation_id, roles)


def content_of(session: Session, actor: Actor, submission: Submission) -> LetterContent:
    """What the letter says: as it was sent, or today's facts of a draft and of what was sent before any were kept.

    Of its places those that the actor may know of now, and of their photos those that are still there.
    """
    kept = submission.as_sent
    if kept is None:
        # Whoever posts the draft of another takes the file that its writer would take, less what they may not know of.
        content = _content_today(session, _writer_of(session, submission), submission)
        known = set(session.scalars(select(Site.id).where(Site.id.in_(_ids(content)), visible(actor, Site))))
        return replace(content, places=tuple(place for place in content.places if place.site_id in known))
    return LetterContent(
        on=date.fromisoformat(kept["on"]),
        as_sent=True,
        authority=kept["authority"],
        authority_address=PostalAddress(**kept.get("authority_address", {})),  # sent before addresses were known
        organisation=kept["organisation"],
        organisation_address=PostalAddress(**kept.get("organisation_address", {})),
        handled_by=kept.get("handled_by"),
        city=kept["city"],
        our_reference=kept["our_reference"],
        their_reference=kept["their_reference"],
        places=_places(session, actor, kept["places"]),
    )


def _content_today(session: Session, actor: Actor, submission: Submission) -> LetterContent:
    authority = session.get_one(Organisation, submission.authority_id)
    sender_id = submission.organisation_id
    sender = None if sender_id is None else session.get_one(Organisation, sender_id)
    city = session.get_one(Municipality, submission.municipality_id).name
    return LetterContent(
        on=clock.today(),
        as_sent=False,
        authority=authority.name,
        authority_address=_postal_address(authority),
        organisation=None if sender is None else sender.name,
        organisation_address=_postal_address(sender),
        handled_by=_handled_by(session, submission, besides={city, *(() if sender is None else (sender.name,))}),
        city=city,
        our_reference=f"{session.get_one(Issue, submission.issue_id).number}/{submission.id}",
        their_reference=_their_reference(session, submission),
        places=places_about(session, actor, submission.issue_id),
    )


def _postal_address(organisation: Organisation | None) -> PostalAddress:
    if organisation is None:
        return PostalAddress()
    return PostalAddress(organisation.address or "", organisation.data_box or "")


def _handled_by(session: Session, submission: Submission, besides: Collection[str]) -> str | None:
    """The worker of the sender who wrote it; the account of this machine bears a name `besides` those of people."""
    author = None if submission.recorded_by is None else session.get(Account, submission.recorded_by)
    if author is None or author.organisation_id is None or author.organisation_id != submission.organisation_id:
        return None
    return author.name if author.name and author.name not in besides else None


def forget_writer(work: UnitOfWork, account_id: int) -> None:
    """Take the name of a person out of what their letters said when they were sent."""
    query = select(Submission).where(
        Submission.municipality_id == work.actor.municipality_id, Submission.recorded_by == account_id
    )
    for submission in work.session.scalars(query):
        if submission.as_sent and submission.as_sent.get("handled_by"):
            submission.as_sent = submission.as_sent | {"handled_by": None}


def _ids(content: LetterContent) -> list[int]:
    return [place.site_id for place in content.places]


def _their_reference(session: Session, submission: Submission) -> str | None:
    """The addressee's number of the last letter before this one that went to them."""
    before = submission.previous_id
    while before is not None:
        letter = session.get_one(Submission, before)
        if letter.authority_id == submission.authority_id and letter.reference is not None:
            return letter.reference
        before = letter.previous_id
    return None


def _kept(place: SubmissionPlace) -> dict[str, Any]:
    """Only what the letter tells: nobody else's facts are to outlive their own place here."""
    return {
        "site_id": place.site_id,
        "kind": place.kind,
        "name": place.name,
        "address": place.address,
        "area": place.area,
        "longitude": place.longitude,
        "latitude": place.latitude,
        "condition": place.condition,
        "condition_since": _text_of(place.condition_since),
        "verified_on": _text_of(place.verified_on),
        "details": {name: value for name, value in place.details.items() if name in TOLD_FACTS},
        "photo_ids": list(place.photo_ids[:PHOTOS_IN_A_LETTER]),
    }


def _places(session: Session, actor: Actor, kept: Sequence[Mapping[str, Any]]) -> tuple[SubmissionPlace, ...]:
    ids = [place["site_id"] for place in kept]
    query = select(Site.id, Site.sensitivity).where(Site.id.in_(ids), visible(actor, Site))
    seen = {row.id: row.sensitivity for row in session.execute(query)}
    told = [photo_id for place in kept for photo_id in place["photo_ids"]]
    still = select(Photo.site_id, Photo.id).where(Photo.site_id.in_(seen), Photo.id.in_(told))
    photos = {(row.site_id, row.id) for row in session.execute(still)}
    return tuple(
        SubmissionPlace(
            site_id=place["site_id"],
            kind=SiteKind(place["kind"]),
            name=place["name"],
            address=place["address"],
            area=place["area"],
            longitude=place["longitude"],
            latitude=place["latitude"],
            sensitivity=seen[place["site_id"]],
            condition=None if place["condition"] is None else Condition(place["condition"]),
            condition_since=_day_of(place["condition_since"]),
            verified_on=_day_of(place["verified_on"]),
            details=place["details"],
            photo_ids=tuple(id_ for id_ in place["photo_ids"] if (place["site_id"], id_) in photos),
        )
        for place in kept
        if place["site_id"] in seen
    )


def _text_of(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day_of(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
