"""A GPX track of a patrol: read through GDAL within narrow limits, handed to the service, and not kept."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import shapely
from pyogrio.raw import read_arrow

from geodata.database import Database
from geodata.errors import N_
from geodata.model.people import Actor
from geodata.model.tracks import RecordedTrack, TrackPoint
from geodata.services.patrol_tracks import KeptTrack, load_track
from loaders.errors import UnreadableFile
from loaders.reading.detect import Format, detect
from loaders.reading.guards import require_regular_file, said_as_sentences
from loaders.reading.vector import address_for_gdal

TRACK_MIB = 20  # a point a second for a whole day with all that watches measure has half of it
POINTS_AT_MOST = 100_000  # a point a second for more than a day
_COLUMNS = ["track_fid", "track_seg_id", "time"]


def load_patrol_track(database: Database, actor: Actor, patrol_id: int, path: Path) -> KeptTrack:
    """Load a file at a patrol. Raises UnreadableFile, and whatever the service refuses."""
    return load_track(database, actor, patrol_id, read_track(path))


def read_track(path: Path) -> RecordedTrack:
    """The tracks of a GPX file (not its waypoints and planned routes: nobody walked those). Raises UnreadableFile."""
    require_regular_file(path)
    if path.stat().st_size > TRACK_MIB * 1024 * 1024:
        raise UnreadableFile(
            N_("{name} is larger than {size} MB, more than a walk has. Export the track of this patrol alone."),
            name=path.name,
            size=TRACK_MIB,
        )
    with said_as_sentences(path.name), TemporaryDirectory(prefix="lokality-track-") as workspace:
        if detect(path) is not Format.GPX:
            raise UnreadableFile(
                N_("{name} is no GPX. Export the track as GPX from the watch or from the phone."), name=path.name
            )
        parts = tuple(_parts(_points(path, Path(workspace))))
    if not parts:
        raise UnreadableFile(
            N_("{name} holds no track: nothing in it was walked. Export the recorded track as GPX."), name=path.name
        )
    return RecordedTrack(parts)


def _points(path: Path, workspace: Path) -> Any:
    address = address_for_gdal(path, Format.GPX, workspace)
    # Moments as text: GDAL would drop a time zone that is not the same in the whole file.
    about, table = read_arrow(
        address, layer="track_points", columns=_COLUMNS, datetime_as_string=True, max_features=POINTS_AT_MOST + 1
    )
    if table.num_rows > POINTS_AT_MOST:
        raise UnreadableFile(
            N_("{name} has more than {count} points, more than a walk has. Export the track of this patrol alone."),
            name=path.name,
            count=POINTS_AT_MOST,
        )
    wkb = table.column(about["geometry_name"] or "wkb_geometry").to_numpy(zero_copy_only=False)
    spots = shapely.from_wkb(np.asarray(wkb, dtype=object), on_invalid="ignore")
    columns = (table.column(name).to_pylist() for name in _COLUMNS)
    return zip(shapely.get_x(spots), shapely.get_y(spots), *columns, strict=True)


def _parts(points: Any) -> Iterator[tuple[TrackPoint, ...]]:
    for _part, rows in groupby(points, lambda row: (row[2], row[3])):
        read = (
            TrackPoint(float(longitude), float(latitude), _moment(time))
            for longitude, latitude, _track, _segment, time in rows
            if _is_on_earth(longitude, latitude)
        )
        part = tuple(read)
        if len(part) > 1:
            yield part


def _is_on_earth(longitude: float, latitude: float) -> bool:
    return math.isfinite(longitude) and math.isfinite(latitude) and abs(longitude) <= 180 and abs(latitude) <= 90


def _moment(text: str | None) -> datetime | None:
    """The moment; without a zone it is UTC, as the format says."""
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    if moment is None:
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:  # the first or the last day of the calendar
        return None
