"""Open issues that may be the same as one that somebody is about to raise: at the same place, or in like words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from geodata.crs import distance_m
from geodata.database import Database
from geodata.folding import folded
from geodata.model.issues import OPEN_STATUSES, IssueTopic
from geodata.model.people import Actor
from geodata.policy import Action, require, visible
from geodata.services.references import IssueRef
from geodata.services.visibility import still_visible
from geodata.spatial import key_ranges
from geodata.tables import Issue, IssueSite, Site

SAME_PLACE_WITHIN_M = 50.0  # a yard and the street before it; further away it is another matter
OFFERED_AT_MOST = 5
_PLACES_AT_MOST = 20  # of one issue; whoever names more has no single place in mind
_NEWEST_LOOKED_AT = 500  # open issues of the topic, among which those in like words are looked for
# A Czech word changes its end ("hřiště", "na hřišti"), and what is shorter says too little.
_STEM = 5

Position = tuple[float, float]


def similar_issues(
    database: Database,
    actor: Actor,
    topic: IssueTopic | None,
    site_ids: Sequence[int],
    *,
    position: Position | None = None,
    words: str = "",
    besides: int | None = None,
) -> tuple[IssueRef, ...]:
    """The open issues about these places or some within 50 m, of this topic, or of any where it is None; newest first.

    `position` (longitude and latitude, degrees WGS84) is a place that is not known yet. After those come the ones of
    the topic whose words are like `words`, those with most of them first. Places and issues that the actor may not know
    of are as if they were not there. `besides` is the issue itself.
    """
    require(actor, Action.RAISE_ISSUE)
    query = select(Issue.id, Issue.number, Issue.title, Issue.status).where(
        Issue.status.in_(OPEN_STATUSES), still_visible(actor, Issue)
    )
    if topic is not None:
        query = query.where(Issue.topic == topic)
    if besides is not None:
        query = query.where(Issue.id != besides)
    with database.read() as session:
        here = _at_these_places(session, actor, query, site_ids, position)
        alike = _in_like_words(session, actor, query, topic, words)
        return tuple(dict.fromkeys([*here, *alike]))[:OFFERED_AT_MOST]


def _at_these_places(
    session: Session, actor: Actor, query: Select[*tuple[Any, ...]], site_ids: Sequence[int], position: Position | None
) -> list[IssueRef]:
    known = select(Site.longitude, Site.latitude).where(Site.id.in_(site_ids), visible(actor, Site))
    positions = [(longitude, latitude) for longitude, latitude in session.execute(known.limit(_PLACES_AT_MOST))]
    near = _sites_near(session, actor, [*positions, *([position] if position else [])])
    if not near:
        return []
    linked = select(IssueSite.issue_id).where(IssueSite.site_id.in_(near))
    newest = query.where(Issue.id.in_(linked)).order_by(Issue.raised_on.desc(), Issue.id.desc())
    return [IssueRef(*row) for row in session.execute(newest.limit(OFFERED_AT_MOST))]


def _sites_near(session: Session, actor: Actor, positions: Sequence[Position]) -> list[int]:
    """The sites within 50 m of any of the positions; one query for all of them."""
    ranges = [
        (Site.tile_key >= first) & (Site.tile_key < end) for at in positions for first, end in key_ranges(_box(at))
    ]
    if not ranges:
        return []
    query = select(Site.id, Site.longitude, Site.latitude).where(or_(*ranges), visible(actor, Site))
    return [
        site_id
        for site_id, longitude, latitude in session.execute(query)
        if any(distance_m(at, (longitude, latitude)) <= SAME_PLACE_WITHIN_M for at in positions)
    ]


def _box(at: Position) -> tuple[float, float, float, float]:
    """A box around a position that holds the 50 m: a degree of latitude is 111 km, one of longitude at least 60."""
    longitude, latitude = at
    across, along = SAME_PLACE_WITHIN_M / 60_000, SAME_PLACE_WITHIN_M / 110_000
    return longitude - across, latitude - along, longitude + across, latitude + along


def _in_like_words(
    session: Session, actor: Actor, query: Select[*tuple[Any, ...]], topic: IssueTopic | None, words: str
) -> list[IssueRef]:
    stems = list(dict.fromkeys(_stems(words)))
    if topic is None or not stems:
        return []
    newest = (
        select(Issue.id)
        .where(Issue.municipality_id == actor.municipality_id, Issue.status.in_(OPEN_STATUSES), Issue.topic == topic)
        .order_by(Issue.raised_on.desc(), Issue.id.desc())
        .limit(_NEWEST_LOOKED_AT)
    )
    like = or_(*(Issue.search_text.contains(stem, autoescape=True) for stem in stems))
    among = query.add_columns(Issue.search_text).where(Issue.id.in_(newest), like).order_by(Issue.id.desc())
    found = [(IssueRef(*row[:4]), row.search_text) for row in session.execute(among)]
    found.sort(key=lambda one: -_shared(stems, one[1]))
    return [ref for ref, _text in found]


def _stems(words: str) -> Iterator[str]:
    return (word[:_STEM] for word in re.findall(r"\w+", folded(words)) if len(word) >= _STEM)


def _shared(stems: Iterable[str], text: str) -> int:
    return sum(stem in text for stem in stems)
