"""One search over everything a person may know of: places, issues, meetings, localities, services, addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.folding import folded
from geodata.model.meetings import MeetingState
from geodata.model.people import Actor
from geodata.policy import Action, require, visible
from geodata.services.address_search import search_addresses
from geodata.tables import Body, Issue, Locality, Meeting, ProtectedPlace, Service, ServicePlace, Site

# Fewer letters than this find half of everything.
SHORTEST_TEXT = 2
# What is read of each sort before the best are taken: the first rows the database meets.
_READ_AT_MOST = 60
# Meetings looked through for a day, the last ones first: some ten years of a monthly cell.
_MEETINGS_READ = 120


class HitKind(StrEnum):
    SITE = "site"
    ISSUE = "issue"
    MEETING = "meeting"
    LOCALITY = "locality"
    SERVICE = "service"
    PROTECTED_PLACE = "protected_place"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `title` is what people wrote; `position` (longitude, latitude, degrees WGS84) where it has one.

    `detail` is the code of what kind of thing it is (a site's kind, an issue's state), or a part of the city;
    `starts_at` is told of meetings alone.
    """

    kind: HitKind
    id: int
    title: str
    detail: StrEnum | str | None = None
    position: tuple[float, float] | None = None
    starts_at: datetime | None = None


def search_everything(database: Database, actor: Actor, text: str, at_most: int = 5) -> list[Hit]:
    """The best hits of each sort, at most so many of each; none for a text of one letter."""
    require(actor, Action.VIEW)
    wanted = folded(text)
    if len(wanted) < SHORTEST_TEXT:
        return []
    words = wanted.split()
    hits: list[Hit] = []
    with database.read() as session:
        for find in (_issues, _sites, _meetings, _localities, _services, _protected_places):
            found = find(session, actor, words)
            hits += sorted(found, key=lambda hit: not folded(hit.title).startswith(wanted))[:at_most]
    addresses = search_addresses(database, actor, text, at_most)
    return hits + [
        Hit(HitKind.ADDRESS, int(hit.code) if hit.code.isdigit() else 0, hit.text, hit.town_part,
            (hit.longitude, hit.latitude))
        for hit in addresses
    ]  # fmt: skip


def _all(column: Any, words: list[str]) -> list[ColumnElement[bool]]:
    return [column.contains(word, autoescape=True) for word in words]


def _sites(session: Session, actor: Actor, words: list[str]) -> list[Hit]:
    query = select(Site.id, Site.kind, Site.name, Site.address, Site.longitude, Site.latitude)
    query = query.where(visible(actor, Site), *_all(Site.search_text, words)).limit(_READ_AT_MOST)
    return [
        Hit(HitKind.SITE, row.id, row.name or row.address or "", row.kind, (row.longitude, row.latitude))
        for row in session.execute(query)
    ]


def _issues(session: Session, actor: Actor, words: list[str]) -> list[Hit]:
    query = select(Issue.id, Issue.number, Issue.title, Issue.status)
    query = query.where(visible(actor, Issue), *_all(Issue.search_text, words))
    newest_first = query.order_by(Issue.raised_on.desc(), Issue.id.desc()).limit(_READ_AT_MOST)
    return [
        Hit(HitKind.ISSUE, row.id, f"{row.number} {row.title}", row.status) for row in session.execute(newest_first)
    ]


def _meetings(session: Session, actor: Actor, words: list[str]) -> list[Hit]:
    """Meetings by the name of the body and the day ("bunka predlice", "komise 3. 12.")."""
    bodies = session.execute(select(Body.id, Body.name).where(Body.municipality_id == actor.municipality_id)).all()
    named = {row.id: row.name for row in bodies if any(word in folded(row.name) for word in words)}
    if not named:
        return []
    query = (
        select(Meeting.id, Meeting.body_id, Meeting.starts_at)
        .where(Meeting.body_id.in_(named), Meeting.state != MeetingState.CANCELLED)
        .order_by(Meeting.starts_at.desc())
        .limit(_MEETINGS_READ)
    )
    now = clock.now()
    found = [
        Hit(HitKind.MEETING, row.id, named[row.body_id], starts_at=row.starts_at)
        for row in session.execute(query)
        if _is_meant(f"{named[row.body_id]} {_day(row.starts_at)}", words)
    ]
    # The next one is mostly what somebody looks for, then the last one.
    return sorted(found, key=lambda hit: abs((hit.starts_at or now) - now))


def _day(moment: datetime) -> str:
    local = moment.astimezone(clock.PRAGUE)
    return f"{local.day}. {local.month}. {local.year} {local.day}.{local.month}. {local.date()}"


def _is_meant(text: str, words: list[str]) -> bool:
    plain = folded(text)
    return all(word in plain for word in words)


def _localities(session: Session, actor: Actor, words: list[str]) -> list[Hit]:
    query = select(Locality.id, Locality.name).where(visible(actor, Locality), *_all(Locality.search_text, words))
    return [Hit(HitKind.LOCALITY, row.id, row.name) for row in session.execute(query.limit(_READ_AT_MOST))]


def _services(session: Session, actor: Actor, words: list[str]) -> list[Hit]:
    query = (
        select(Service.id, Service.name, Service.kind, ServicePlace.longitude, ServicePlace.latitude)
        .outerjoin(ServicePlace, ServicePlace.service_id == Service.id)
        .where(Service.municipality_id == actor.municipality_id, *_all(Service.search_text, words))
        .order_by(Service.name, Service.id, ServicePlace.id)
        .limit(_READ_AT_MOST)
    )
    found: dict[int, Hit] = {}
    for row in session.execute(query):
        position = None if row.longitude is None else (row.longitude, row.latitude)
        found.setdefault(row.id, Hit(HitKind.SERVICE, row.id, row.name, row.kind, position))
    return list(found.values())


def _protected_places(session: Session, actor: Actor, words: list[str]) -> list[Hit]:
    """Schools and the like by name and address. A city has hundreds: they are read, for none has a text to search."""
    places = select(ProtectedPlace.id, ProtectedPlace.name, ProtectedPlace.address).where(
        ProtectedPlace.municipality_id == actor.municipality_id, ProtectedPlace.gone_at.is_(None)
    )
    meant = [row.id for row in session.execute(places) if _is_meant(f"{row.name} {row.address or ''}", words)]
    query = (
        select(ProtectedPlace)
        .where(ProtectedPlace.id.in_(meant[:_READ_AT_MOST]))
        .order_by(ProtectedPlace.name, ProtectedPlace.id)
    )
    hits = []
    for place in session.scalars(query):
        point = place.outline.representative_point()
        hits.append(Hit(HitKind.PROTECTED_PLACE, place.id, place.name, place.kind, (point.x, point.y)))
    return hits
