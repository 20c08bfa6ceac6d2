"""A meeting to be taken away as a document; who took which stands in the audit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.model.meetings import MeetingState
from geodata.model.people import Actor, Role, Sensitivity
from geodata.policy import Action, require, visible
from geodata.services.agenda_places import places_of_agenda
from geodata.services.city import city_name
from geodata.services.issue_events import required_meeting
from geodata.services.meeting_card import AgendaPoint, MeetingCard, meeting_card
from geodata.services.place_pictures import OnPaper, PlacePictures, place_pictures
from geodata.services.promises import promises_before
from geodata.services.references import SiteRef
from geodata.services.task_lines import TaskLine
from geodata.tables import AgendaItem, Issue, IssueSite, Site

POINTS_PICTURED = 20  # of more an agenda would be an album


@dataclass(frozen=True, slots=True)
class PointSheet:
    """The first place of a point with its pictures; longitude and latitude in degrees WGS84."""

    point: AgendaPoint
    place: SiteRef
    longitude: float
    latitude: float
    pictures: PlacePictures


@dataclass(frozen=True, slots=True)
class MeetingExport:
    """The meeting as its reader may take it away; `restricted` counts the restricted issues and places it names.

    Of a planned meeting `promised` are the open tasks of its body, and `sheets` those of its first points with a
    place, where they were asked for.
    """

    city: str
    card: MeetingCard
    restricted: int
    promised: tuple[TaskLine, ...] = ()
    sheets: tuple[PointSheet, ...] = ()


def export_meeting(
    database: Database,
    actor: Actor,
    meeting_id: int,
    file_format: str,
    *,
    without_restricted: bool = False,
    on_paper: OnPaper | None = None,
) -> MeetingExport:
    """The meeting as the actor sees it: whoever may read minutes may take them to their organisation.

    `without_restricted`: as somebody of no organisation would see it, to be passed on. `on_paper`: the agenda of a
    planned meeting gets map sheets and photos. Noted in the audit first.
    Raises NotFound, and InvalidValue for a meeting that was cancelled.
    """
    require(actor, Action.VIEW)
    reader = _of_no_organisation(actor) if without_restricted else actor
    card = meeting_card(database, reader, meeting_id)
    if card.state == MeetingState.CANCELLED:
        raise InvalidValue(N_("This meeting was cancelled, so it has no minutes."))
    city, _fictional = city_name(database, actor)
    restricted = restricted_in(database, reader, meeting_id)
    told: dict[str, object] = {"format": file_format}
    if restricted:
        told["restricted"] = restricted
    if actor.views_as:
        told["views_as"] = True
    with database.write(actor) as work:
        work.audit("export", "meeting", card.id, told)
        work.commit()
    if card.state != MeetingState.PLANNED:
        return MeetingExport(city, card, restricted)
    promised = promises_before(database, reader, meeting_id).open
    sheets = tuple(_sheets(database, reader, card, on_paper)) if on_paper is not None else ()
    return MeetingExport(city, card, restricted, promised, sheets)


def _sheets(database: Database, reader: Actor, card: MeetingCard, on_paper: OnPaper) -> Iterator[PointSheet]:
    places = {place.site_id: place for place in places_of_agenda(database, reader, card.id)}
    pictured = [point for point in card.points if point.sites and point.sites[0].id in places]
    for point in pictured[:POINTS_PICTURED]:
        place = places[point.sites[0].id]
        longitude, latitude = place.longitude, place.latitude
        pictures = place_pictures(database, reader, place.site_id, longitude, latitude, on_paper)
        yield PointSheet(point, point.sites[0], longitude, latitude, pictures)


def restricted_in(database: Database, actor: Actor, meeting_id: int) -> int:
    """How many restricted issues and places the points of a meeting name, of those the actor sees. Raises NotFound."""
    require(actor, Action.VIEW)
    named = AgendaItem.meeting_id == meeting_id
    issues = (
        select(func.count(Issue.id.distinct()))
        .join(AgendaItem, AgendaItem.issue_id == Issue.id)
        .where(named, visible(actor, Issue), Issue.sensitivity == Sensitivity.RESTRICTED)
    )
    sites = (
        select(func.count(Site.id.distinct()))
        .join(IssueSite, IssueSite.site_id == Site.id)
        .join(Issue, Issue.id == IssueSite.issue_id)
        .join(AgendaItem, AgendaItem.issue_id == Issue.id)
        .where(named, visible(actor, Issue), visible(actor, Site), Site.sensitivity == Sensitivity.RESTRICTED)
    )
    with database.read() as session:
        required_meeting(session, actor, meeting_id)
        return (session.scalar(issues) or 0) + (session.scalar(sites) or 0)


def _of_no_organisation(actor: Actor) -> Actor:
    """The one rule of the policy says what is left: such an actor sees no restricted record."""
    return replace(actor, organisation_id=None, roles=frozenset({Role.PARTNER}))
