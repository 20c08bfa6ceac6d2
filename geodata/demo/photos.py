"""Which places of Vzorov have pictures, and of which visits: some before and after, some once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from geodata.demo.drawings import Drawing
from geodata.demo.sites import SitePlan
from geodata.model.people import Sensitivity
from geodata.model.sites import Condition, SiteKind

C, D = Condition, Drawing
# How many places are pictured before and after, by what became of them; and how many of a kind once.
_PAIRS = {D.BOARDED_HOUSE: 1, D.EMPTY_PLOT: 1, D.CLEANED: 2}
_SINGLES = {SiteKind.HAZARDOUS_BUILDING: 2, SiteKind.ILLEGAL_DUMP: 2}
PHOTOS = 2 * sum(_PAIRS.values()) + sum(_SINGLES.values())

_SHOWN: dict[SiteKind, dict[Condition, Drawing]] = {
    SiteKind.HAZARDOUS_BUILDING: {
        C.NEGLECTED: D.HOUSE,
        C.DANGEROUS: D.HOUSE,
        C.SECURED: D.BOARDED_HOUSE,
        C.DEMOLISHED: D.EMPTY_PLOT,
    },
    SiteKind.ILLEGAL_DUMP: {C.PRESENT: D.HEAP, C.GROWING: D.HEAP, C.RETURNED: D.HEAP, C.CLEANED: D.CLEANED},
}


@dataclass(frozen=True, slots=True)
class PhotoPlan:
    """A picture of a visit: the place by its number, the visit by its position among those of the place."""

    site: int
    look: int
    drawing: Drawing


def plan_photos(sites: list[SitePlan]) -> list[PhotoPlan]:
    """The pictures of the city, in the order of the places; none of a place that not everybody of the city may see."""
    return [photo for kind in _SHOWN for photo in _of_kind(kind, sites)]


def _of_kind(kind: SiteKind, sites: list[SitePlan]) -> Iterator[PhotoPlan]:
    pairs, singles = Counter(_PAIRS), _SINGLES[kind]
    for site in sites:
        if site.kind != kind or site.sensitivity == Sensitivity.RESTRICTED:
            continue
        shown = [
            PhotoPlan(site.number, place, _SHOWN[kind][look.condition])
            for place, look in enumerate(site.looks)
            if look.condition in _SHOWN[kind]
        ]
        after = next((photo for photo in reversed(shown) if photo.drawing in _PAIRS), None)
        before = next((photo for photo in shown if photo.drawing not in _PAIRS), None)
        if after and before and before.look < after.look and pairs[after.drawing]:
            pairs[after.drawing] -= 1
            yield from (before, after)
        elif singles and shown and not after:
            singles -= 1
            yield shown[-1]
