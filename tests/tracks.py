"""GPX files as watches and phones write them, for the tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from geodata.model.tracks import RecordedTrack, TrackPoint

HERE = (14.05, 50.66)
STEP = 0.0002  # degrees north from point to point: some 22 m


def walked(begins: datetime | None, points: int = 30, start: tuple[float, float] = HERE) -> RecordedTrack:
    """A walk to the north, one point a minute."""
    longitude, latitude = start
    part = tuple(
        TrackPoint(longitude, latitude + STEP * number, begins and begins + timedelta(minutes=number))
        for number in range(points)
    )
    return RecordedTrack((part,))


def gpx(path: Path, *segments: Iterable[tuple[float, float, str | None]], extra: str = "") -> Path:
    """A GPX file with one track of these segments; each point is longitude, latitude and the text of its time."""
    parts = []
    for segment in segments:
        points = "".join(
            f'<trkpt lon="{longitude}" lat="{latitude}">{f"<time>{time}</time>" if time else ""}</trkpt>'
            for longitude, latitude, time in segment
        )
        parts.append(f"<trkseg>{points}</trkseg>")
    body = f"{extra}<trk><name>Večer</name>{''.join(parts)}</trk>"
    path.write_text(
        f'<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1">{body}</gpx>',
        encoding="utf-8",
    )
    return path
