"""What a satellite receiver recorded of a walk, as it was read, before any of it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TrackPoint:
    """A position in degrees WGS84 and its moment, None where the receiver told none."""

    longitude: float
    latitude: float
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecordedTrack:
    """The parts of a track, each recorded without a break, in their order."""

    parts: tuple[tuple[TrackPoint, ...], ...]
