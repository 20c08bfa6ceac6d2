"""Parts of a picture that nobody may ever see: faces, number plates, names on doorbells."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from geodata.errors import N_, InvalidValue

HIDDEN_PARTS_AT_MOST = 30


@dataclass(frozen=True, slots=True)
class HiddenPart:
    """A rectangle of an upright picture, its sides as fractions of the picture's width and height.

    `left` and `right` count from the left edge, `top` and `bottom` from the upper one. Raises InvalidValue unless the
    rectangle lies within the picture and covers something of it.
    """

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not (0 <= self.left < self.right <= 1 and 0 <= self.top < self.bottom <= 1):
            raise _unreadable()


def hidden_parts(drawn: object) -> tuple[HiddenPart, ...]:
    """The rectangles as a browser tells them: a list of [left, top, width, height], clipped to the picture.

    What covers nothing of the picture is left out. Raises InvalidValue for everything else that is not such a list:
    a picture is rather refused than kept with something uncovered.
    """
    if not isinstance(drawn, list | tuple):
        raise _unreadable()
    if len(drawn) > HIDDEN_PARTS_AT_MOST:
        raise InvalidValue(
            N_("A photo can have at most {count} parts covered. Cover more with one larger rectangle."),
            count=HIDDEN_PARTS_AT_MOST,
        )
    return tuple(part for rectangle in drawn if (part := _clipped(rectangle)) is not None)


def _clipped(rectangle: object) -> HiddenPart | None:
    if not isinstance(rectangle, list | tuple) or len(rectangle) != 4 or not _are_numbers(rectangle):
        raise _unreadable()
    left, top, width, height = rectangle
    if width < 0 or height < 0:
        raise _unreadable()
    right, bottom = min(left + width, 1.0), min(top + height, 1.0)
    left, top = max(left, 0.0), max(top, 0.0)
    return HiddenPart(left, top, right, bottom) if left < right and top < bottom else None


def _are_numbers(values: Sequence[object]) -> bool:
    return all(
        isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _FAR and math.isfinite(value)
        for value in values
    )


_FAR = 1e9  # a whole number without end would not become a fraction


def _unreadable() -> InvalidValue:
    return InvalidValue(N_("What is to be covered did not arrive whole. Draw the rectangles again."))
