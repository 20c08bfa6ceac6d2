"""From two columns of numbers (or the coordinates of geometries) to longitude and latitude in degrees WGS84.

The frame is chosen once per file, by the first rows that have positions, and said in the report where it is not what
the file declares. A row that does not fit it is questioned with the likely cause and waits to be placed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from geodata.country import inside_country
from geodata.errors import N_, Message
from loaders.findings import Severity
from loaders.normalise.cells import Trouble
from loaders.normalise.coordinates import AxisOrder
from loaders.normalise.frames import (
    KNOWN_FRAMES,
    LATITUDE_LONGITUDE,
    LONGITUDE_LATITUDE,
    Floats,
    Frame,
    Mask,
    frame_of_crs,
)

# A frame explains a file if nearly all rows fit it; a few strays are then questions of their own.
_EXPLAINS = 0.9
_MAJORITY = 0.5

TO_BE_PLACED = Message(N_("It waits to be placed on the map. Correct the position in the file and load it again."))


@dataclass(slots=True)
class Positioner:
    """Reads positions of one file. `said` is the system a person named, `declared` the one the file names.

    `written_by_hand` tells pairs in one cell of text, where people put the latitude first, from columns and geometry.
    """

    said: str | None = None
    declared: str | None = None
    order: AxisOrder = AxisOrder.UNKNOWN
    written_by_hand: bool = False
    notes: list[Message] = field(default_factory=list)
    _frame: Frame | None = None
    _asks: bool = True

    def read(self, first: Floats, second: Floats) -> tuple[Floats, Floats, list[Trouble]]:
        """(longitude, latitude, troubles); NaN where a row has no position or one that nobody can believe.

        A zero in either coordinate means "missing": the equator and the meridian of Greenwich are far away.
        """
        usable = np.isfinite(first) & np.isfinite(second) & (first != 0) & (second != 0)
        if self._frame is None and usable.any():
            self._choose(first[usable], second[usable])
        longitude, latitude = np.full(len(first), np.nan), np.full(len(first), np.nan)
        if self._frame is None:
            return longitude, latitude, []
        longitude[usable], latitude[usable] = self._frame.to_wgs84(first[usable], second[usable])
        troubles = self._examine(first, second, longitude, latitude, usable)
        return longitude, latitude, troubles

    def to_wgs84(self, first: Floats, second: Floats) -> tuple[Floats, Floats]:
        """Coordinates of outlines, in the frame that `read` has chosen."""
        return (first, second) if self._frame is None else self._frame.to_wgs84(first, second)

    def _choose(self, first: Floats, second: Floats) -> None:
        if self.said:
            self._frame = self._ordered(frame_of_crs(self.said), first, second)
            self._asks = False
            return
        expected = self._expected(first, second)
        best = max(KNOWN_FRAMES, key=lambda frame: frame.fits(first, second).mean())
        share = float(best.fits(first, second).mean())
        if expected is not None and float(expected.fits(first, second).mean()) >= min(share, _MAJORITY):
            self._frame = expected
        elif share >= (_EXPLAINS if expected is not None else _MAJORITY):
            self._frame = best
            self._say_choice(expected, best)
        else:
            self._frame = expected or self._guessed_degrees(first, second)
        self._asks = float(inside_country(*self._frame.to_wgs84(first, second)).mean()) >= _MAJORITY

    def _expected(self, first: Floats, second: Floats) -> Frame | None:
        """What the file itself says, by its coordinate system or by the names of its columns."""
        if self.declared:
            return self._ordered(frame_of_crs(self.declared), first, second)
        if self.order is AxisOrder.LONGITUDE_FIRST:
            return LONGITUDE_LATITUDE
        if self.order is AxisOrder.LATITUDE_FIRST:
            return LATITUDE_LONGITUDE
        return None

    def _ordered(self, frame: Frame, first: Floats, second: Floats) -> Frame:
        """Degrees are read in the order that the columns say, or in which they lie in the country."""
        if frame is not LONGITUDE_LATITUDE:
            return frame
        if self.order is AxisOrder.LATITUDE_FIRST:
            return LATITUDE_LONGITUDE
        swapped = self.order is AxisOrder.UNKNOWN and self.declared is None
        return LATITUDE_LONGITUDE if swapped and LATITUDE_LONGITUDE.fits(first, second).mean() > _MAJORITY else frame

    def _say_choice(self, expected: Frame | None, best: Frame) -> None:
        if expected is not None:
            self.notes.append(
                Message(
                    N_("The coordinates are said to be {expected}, but lie in the country only as {best}: read so."),
                    {"expected": expected.name, "best": best.name},
                )
            )
        elif best is not LONGITUDE_LATITUDE:
            self.notes.append(Message(N_("The coordinates were recognised as {best}."), {"best": best.name}))

    def _guessed_degrees(self, first: Floats, second: Floats) -> Frame:
        """Two numbers that say nothing and lie outside the country: the customary order, unless it cannot be."""
        likely, other = LONGITUDE_LATITUDE, LATITUDE_LONGITUDE
        latitudes, longitudes = second, first
        if self.written_by_hand:
            likely, other, latitudes, longitudes = other, likely, longitudes, latitudes
        impossible = (np.abs(latitudes) > 90).any() and (np.abs(longitudes) <= 90).all()
        return other if impossible else likely

    def _examine(
        self, first: Floats, second: Floats, longitude: Floats, latitude: Floats, usable: Mask
    ) -> list[Trouble]:
        """Question or reject rows outside the country; changes longitude and latitude in place."""
        with np.errstate(invalid="ignore"):
            outside = usable & ~inside_country(longitude, latitude)
            impossible = usable & ~((np.abs(longitude) <= 180) & (np.abs(latitude) <= 90))
        if outside.any() and not self._asks:
            self._say_outside_once()
        infinite = np.isinf(first) | np.isinf(second)
        offsets = np.flatnonzero((outside if self._asks else impossible) | infinite)
        return [self._examine_one(int(offset), first, second, longitude, latitude) for offset in offsets]

    def _say_outside_once(self) -> None:
        note = Message(N_("Positions lie outside the Czech Republic. They were taken as the file says them."))
        if note not in self.notes:
            self.notes.append(note)

    def _examine_one(self, offset: int, first: Floats, second: Floats, longitude: Floats, latitude: Floats) -> Trouble:
        value = f"{first[offset]:.10g} {second[offset]:.10g}"
        lon, lat = longitude[offset], latitude[offset]
        possible = bool(np.isfinite(lon) and np.isfinite(lat) and abs(lat) <= 90)
        cause = self._likely_cause(first[offset : offset + 1], second[offset : offset + 1])
        if cause is not None:
            longitude[offset] = latitude[offset] = np.nan
            reason = Message(N_("The position lies outside the country. Likely cause: {cause}."), {"cause": cause})
            return Trouble(offset, value, Severity.QUESTIONED, reason, TO_BE_PLACED)
        if possible and abs(lon) <= 180:
            return Trouble(
                offset,
                value,
                Severity.QUESTIONED,
                Message(N_("The position lies outside the country.")),
                Message(N_("It was taken as it stands. Check it, or say the coordinate system (--crs).")),
            )
        if possible and abs(lon) <= 540:
            longitude[offset] = (lon + 180) % 360 - 180
            return Trouble(
                offset,
                value,
                Severity.REPAIRED,
                Message(N_("The longitude goes beyond 180 degrees, once around the world.")),
                Message(N_("It was read as {longitude}."), {"longitude": f"{longitude[offset]:.6f}"}),
            )
        longitude[offset] = latitude[offset] = np.nan
        return Trouble(
            offset,
            value,
            Severity.REJECTED,
            Message(N_("This cannot be a position.")),
            Message(N_("Correct the coordinates, or say their system (--crs).")),
        )

    def _likely_cause(self, first: Floats, second: Floats) -> Message | None:
        for frame in KNOWN_FRAMES:
            if frame is self._frame or not frame.fits(first, second)[0]:
                continue
            if frame.in_metres and self._frame is not None and not self._frame.in_metres:
                return Message(N_("metres read as degrees, {system}"), {"system": frame.name})
            if not frame.in_metres and self._frame is not None and not self._frame.in_metres:
                return Message(N_("longitude and latitude swapped"))
            return Message(N_("another coordinate system, {system}"), {"system": frame.name})
        return None
