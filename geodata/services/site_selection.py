"""Which sites an actor sees through a filter: the one answer behind map, list, download and figures."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from threading import Lock

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from geodata.folding import folded
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor
from geodata.policy import SEES_ALL_RESTRICTED, SEES_PARTNERS, visibility_key, visible
from geodata.services.site_index import CONDITIONS, KINDS, RESTRICTED, STATES, SiteIndex
from geodata.spatial import key_ranges
from geodata.tables import Issue, IssueSite, Locality, Site

# The ids found for a text or a shape are kept for the next tiles of the same map; a map asks for some ten at once.
_KEPT_SEARCHES = 16
_searches: OrderedDict[tuple[object, ...], NDArray[np.int64]] = OrderedDict()
_searches_lock = Lock()
# A byte a site for each organisation that looks at the map.
_KEPT_READERS = 16
# So many sites are looked at in one go: columns of a million make the processor wait for memory that is new to it.
_PART = 65_536

Mask = NDArray[np.bool_]
Places = slice | NDArray[np.int64]  # in the order of the index


def selected(index: SiteIndex, within: slice, session: Session, actor: Actor, chosen: SiteFilter) -> Mask:
    """Which of the sites in a slice of the index the actor sees through the filter."""
    mask = _visible(index, within, actor)
    if chosen.is_empty:
        return mask
    if chosen.kinds:
        mask &= _one_of(index["kind"][within], [KINDS.index(kind) for kind in chosen.kinds])
    if chosen.conditions:
        codes = [CONDITIONS.index(condition) + 1 for condition in chosen.conditions]
        mask &= _one_of(index["condition"][within], codes)
    if chosen.states:
        mask &= _one_of(index["state"][within], [STATES.index(state) for state in chosen.states])
    if chosen.minimum_age_days is not None:
        latest = index.day.toordinal() - chosen.minimum_age_days
        opened = index["open_since"][within]
        mask &= (opened > 0) & (opened <= latest)
    if chosen.area_id is not None:
        mask &= index["area"][within] == chosen.area_id
    if chosen.locality_id is not None:
        mask &= (index["locality"][within] == chosen.locality_id) & _knows(session, actor, chosen.locality_id)
    if chosen.text or chosen.statuses or chosen.shape:
        mask &= np.isin(index["id"][within], _searched(index, session, actor, chosen))
    return mask


def places_of(mask: Mask, within: slice) -> Places:
    """Where in the index the chosen sites of a slice stand; telling a million one by one takes longer than most."""
    return within if mask.all() else np.flatnonzero(mask) + within.start


def how_many(places: Places) -> int:
    """How many sites stand there."""
    return places.stop - places.start if isinstance(places, slice) else len(places)


def selected_parts(
    index: SiteIndex, within: slice, session: Session, actor: Actor, chosen: SiteFilter
) -> Iterator[Places]:
    """Where in the index the sites of a slice stand that the actor sees through the filter, part by part."""
    # What the database is asked for is asked once for all parts.
    asks = chosen.text or chosen.statuses or chosen.shape or chosen.locality_id is not None
    known = selected(index, within, session, actor, chosen) if asks else None
    for start in range(within.start, within.stop, _PART):
        part = slice(start, min(start + _PART, within.stop))
        if known is None:
            yield places_of(selected(index, part, session, actor, chosen), part)
        else:
            yield places_of(known[start - within.start :][:_PART], part)


def _visible(index: SiteIndex, within: slice, actor: Actor) -> Mask:
    """Which of the sites in a slice the actor may know of: worked out once for all who see the same."""
    key = visibility_key(actor)
    seen = index.seen.get(key)
    if seen is None:
        seen = _seen(index, actor)
        if len(index.seen) >= _KEPT_READERS:
            index.seen.clear()
        index.seen[key] = seen
    return seen[within].copy()


def _seen(index: SiteIndex, actor: Actor) -> Mask:
    """The array twin of `policy.visible`, proven equal by a test."""
    if not actor.roles & SEES_PARTNERS:
        return np.zeros(len(index), np.bool_)
    in_municipality: Mask = index["municipality"] == actor.municipality_id
    if actor.roles & SEES_ALL_RESTRICTED:
        return in_municipality
    known: Mask = index["sensitivity"] != RESTRICTED
    if actor.organisation_id is not None:
        known |= index["organisation"] == actor.organisation_id
        known[index.shared.get(actor.organisation_id, [])] = True
    return in_municipality & known


def _knows(session: Session, actor: Actor, locality_id: int) -> bool:
    """Through a locality that the actor may not know of, nothing can be asked: its sites would tell where it lies."""
    return session.scalar(select(Locality.id).where(Locality.id == locality_id, visible(actor, Locality))) is not None


def _one_of(codes: NDArray[np.uint8], wanted: Sequence[int]) -> Mask:
    """Which of the codes are wanted: a table of all codes there can be is twice as quick as `np.isin`."""
    table = np.zeros(256, np.bool_)
    table[wanted] = True
    mask: Mask = table[codes]
    return mask


def _searched(index: SiteIndex, session: Session, actor: Actor, chosen: SiteFilter) -> NDArray[np.int64]:
    """Sorted ids of the sites that the database finds for the text, the issue statuses and the shape."""
    key = (
        session.get_bind().engine.url,
        index.version,
        visibility_key(actor),
        chosen.text,
        chosen.statuses,
        chosen.shape,
    )
    with _searches_lock:
        if key in _searches:
            _searches.move_to_end(key)
            return _searches[key]
    found = _search(session, actor, chosen)
    with _searches_lock:
        _searches[key] = found
        while len(_searches) > _KEPT_SEARCHES:
            _searches.popitem(last=False)
    return found


def _search(session: Session, actor: Actor, chosen: SiteFilter) -> NDArray[np.int64]:
    query = select(Site.id, Site.longitude, Site.latitude).where(Site.municipality_id == actor.municipality_id)
    for word in folded(chosen.text).split():
        query = query.where(Site.search_text.contains(word, autoescape=True))
    if chosen.statuses:
        linked = (
            select(IssueSite.site_id)
            .join(Issue, Issue.id == IssueSite.issue_id)
            # A restricted issue is not told by the places that its status finds.
            .where(Issue.status.in_(chosen.statuses), visible(actor, Issue))
        )
        query = query.where(Site.id.in_(linked))
    if chosen.shape:
        query = _within_box(query, chosen)
    rows = session.execute(query).all()
    found = np.array([row.id for row in rows], np.int64)
    if chosen.shape and len(found):
        polygon = shapely.make_valid(shapely.Polygon(chosen.shape))
        inside = shapely.intersects_xy(polygon, [row.longitude for row in rows], [row.latitude for row in rows])
        found = found[inside]
    return np.sort(found)


def _within_box(query: Select[int, float, float], chosen: SiteFilter) -> Select[int, float, float]:
    longitudes, latitudes = zip(*chosen.shape, strict=True)
    box = (min(longitudes), min(latitudes), max(longitudes), max(latitudes))
    ranges = [(Site.tile_key >= first) & (Site.tile_key < end) for first, end in key_ranges(box)]
    return query.where(or_(*ranges))
