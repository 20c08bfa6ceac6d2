"""Where a patrol walked: loaded, shown to the organisations that take part and to nobody else, and taken away again.

Of what a receiver recorded only the line is kept: cut to the time of the patrol, so that nobody's way home is in it,
and simplified, so that it says which streets and not which doors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

import shapely
from shapely import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.crs import from_krovak, to_krovak
from geodata.database import Database
from geodata.errors import N_, Forbidden, InvalidValue, NotFound
from geodata.model.patrols import PatrolState
from geodata.model.people import Actor
from geodata.model.tracks import RecordedTrack, TrackPoint
from geodata.policy import Action, require, visible, walks_along
from geodata.services.city_outline import city_outline
from geodata.tables import Patrol, PatrolTrack
from geodata.unit_of_work import UnitOfWork

SIMPLIFIED_TO_M = 10.0  # metres (EPSG:5514): more than a receiver is exact among houses, less than a street is wide
AROUND_THE_PATROL = timedelta(minutes=15)  # the button is pressed a while after setting out
TRACKS_AT_MOST = 10  # of one patrol: each who walks has one receiver
WIDEST_DEGREES = 1.0  # some seventy kilometres: nobody walks so far, and a file of another journey is told
_SET_OUT = frozenset({PatrolState.UNDER_WAY, PatrolState.DONE, PatrolState.REPORTED})


@dataclass(frozen=True, slots=True)
class PatrolTrackLine:
    """A line in EPSG:4326 with its first and last moment, None where the file told none; `recorded_at`: loaded then."""

    id: int
    line: BaseGeometry
    began_at: datetime | None
    ended_at: datetime | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class KeptTrack:
    """What was kept: `left_out` counts points of another time, or without one; `timed`: the file told moments."""

    track_id: int
    left_out: int
    timed: bool


def load_track(database: Database, actor: Actor, patrol_id: int, recorded: RecordedTrack) -> KeptTrack:
    """Keep the line of a track. Forbidden to whoever does not take part; the same line again is the same track.

    Raises InvalidValue where it is not of this patrol: of another time or city, too wide, or no line at all.
    """
    require(actor, Action.LEAD_PATROL)
    with database.write(actor) as work:
        work.version_of("patrols")
        patrol = _own_patrol(work.session, actor, patrol_id)
        if patrol.state not in _SET_OUT or patrol.started_at is None:
            raise InvalidValue(N_("A track belongs to a patrol that has set out. Start the patrol first."))
        runs = [run for part in recorded.parts for run in _within(part, patrol, _is_timed(recorded), work.recorded_at)]
        if not runs:
            raise InvalidValue(N_("Nothing in this file was recorded during the patrol. Choose the file of this walk."))
        line = _simplified(runs)
        _require_here(work.session, patrol.municipality_id, line)
        track_id = _put(work, patrol, line, runs)
        work.commit()
        points = sum(len(part) for part in recorded.parts)
        return KeptTrack(track_id, points - sum(map(len, runs)), _is_timed(recorded))


def patrol_tracks(database: Database, actor: Actor, patrol_id: int) -> tuple[PatrolTrackLine, ...] | None:
    """The tracks of a patrol; None to whoever does not take part, whatever their role, whether there are any or not."""
    require(actor, Action.VIEW)
    with database.read() as session:
        patrol = session.scalar(select(Patrol).where(Patrol.id == patrol_id, visible(actor, Patrol)))
        if patrol is None:
            raise NotFound
        if not walks_along(actor, patrol):
            return None
        query = select(PatrolTrack).where(PatrolTrack.patrol_id == patrol_id).order_by(PatrolTrack.id)
        return tuple(
            PatrolTrackLine(track.id, track.line, track.began_at, track.ended_at, track.recorded_at)
            for track in session.scalars(query)
        )


def remove_track(database: Database, actor: Actor, patrol_id: int, track_id: int) -> None:
    """Erase a track at once. One that is gone already is no fault."""
    require(actor, Action.LEAD_PATROL)
    with database.write(actor) as work:
        work.version_of("patrols")
        patrol = _own_patrol(work.session, actor, patrol_id)
        track = work.session.get(PatrolTrack, track_id)
        if track is None or track.patrol_id != patrol.id:
            return
        work.session.delete(track)
        work.audit("remove", "patrol", patrol_id, {"tracks": 1})
        work.commit()


def _own_patrol(session: Session, actor: Actor, patrol_id: int) -> Patrol:
    patrol = session.scalar(select(Patrol).where(Patrol.id == patrol_id, visible(actor, Patrol)))
    if patrol is None:
        raise NotFound
    if not walks_along(actor, patrol):
        raise Forbidden
    return patrol


def _is_timed(recorded: RecordedTrack) -> bool:
    return any(point.at is not None for part in recorded.parts for point in part)


def _within(part: tuple[TrackPoint, ...], patrol: Patrol, is_timed: bool, now: datetime) -> Iterator[list[TrackPoint]]:
    """The runs of points of the patrol's time; where no moment was recorded at all, nothing can be cut."""
    assert patrol.started_at is not None
    first, last = patrol.started_at - AROUND_THE_PATROL, (patrol.stopped_at or now) + AROUND_THE_PATROL

    def belongs(point: TrackPoint) -> bool:
        return not is_timed or (point.at is not None and first <= point.at <= last)

    for inside, run in groupby(part, belongs):
        points = list(run)
        if inside and len(points) > 1:
            yield points


def _simplified(runs: list[list[TrackPoint]]) -> BaseGeometry:
    """The line in EPSG:4326. Raises InvalidValue for one that no walk makes."""
    line = MultiLineString([LineString([(point.longitude, point.latitude) for point in run]) for run in runs])
    west, south, east, north = line.bounds
    if east - west > WIDEST_DEGREES or north - south > WIDEST_DEGREES:
        raise InvalidValue(N_("This track goes further than anybody walks. Choose the file of this patrol."))
    metres = shapely.simplify(to_krovak(line), SIMPLIFIED_TO_M, preserve_topology=False)
    if metres.is_empty or metres.length < SIMPLIFIED_TO_M:
        raise InvalidValue(N_("This track stays on one spot, so there is no line to keep."))
    return from_krovak(metres)


def _require_here(session: Session, municipality_id: int, line: BaseGeometry) -> None:
    outline = city_outline(session, municipality_id)
    if outline is not None and not outline.intersects(line):
        raise InvalidValue(N_("This track lies outside the city. Choose the file of this patrol."))


def _put(work: UnitOfWork, patrol: Patrol, line: BaseGeometry, runs: list[list[TrackPoint]]) -> int:
    known = list(work.session.scalars(select(PatrolTrack).where(PatrolTrack.patrol_id == patrol.id)))
    for track in known:
        if track.line.equals_exact(line, tolerance=1e-9):
            return track.id
    if len(known) >= TRACKS_AT_MOST:
        raise InvalidValue(
            N_("This patrol has {count} tracks already. Remove one of them first."), count=TRACKS_AT_MOST
        )
    moments = sorted(point.at for run in runs for point in run if point.at is not None)
    track = PatrolTrack(
        municipality_id=patrol.municipality_id,
        patrol_id=patrol.id,
        line=line,
        began_at=moments[0] if moments else None,
        ended_at=moments[-1] if moments else None,
        recorded_at=work.recorded_at,
        recorded_by=work.actor.account_id,
    )
    work.session.add(track)
    work.session.flush()
    # Nothing of where and when: the audit is read by others, and is kept for longer.
    work.audit("load", "patrol", patrol.id, {"tracks": 1})
    return track.id
