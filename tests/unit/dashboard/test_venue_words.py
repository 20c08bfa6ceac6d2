"""What happens to a venue, in words, and who is told first."""

from __future__ import annotations

from datetime import time
from typing import Any

import shapely

from dashboard.components.proposals.venue_words import in_order, what_happens, why
from dashboard.language import use_language
from geodata.impact.ground import Ground, Venue
from geodata.impact.reckoning import reckon
from geodata.impact.shapes import ZoneShape
from geodata.impact.summary import VenueRow, summary_of
from geodata.model.zones import TimeBand, ZoneRule

HERE = shapely.box(-760_000, -975_000, -759_000, -974_000)


def zone(rule: ZoneRule, name: str = "Zóna", **facts: Any) -> ZoneShape:
    return ZoneShape(**({"name": name, "rule": rule, "criterion": "do 100 m od školy", "outline": HERE} | facts))


BAN = zone(ZoneRule.TOTAL_BAN)
HOURS = zone(ZoneRule.TIME_BAND, band=TimeBand(time(22), time(10)))
CAP = zone(ZoneRule.MACHINE_CAP, cap=15)


def row_of(*zones: ZoneShape, machines: int | None = None) -> VenueRow:
    """A venue in the middle of these zones."""
    points = shapely.points([(-759_500.0, -974_500.0)])
    ground = Ground((Venue(7, "Herna", None, None, None, machines, None),), points, points)
    (row,) = summary_of(reckon(ground, list(zones), edge_belongs=True)).venues
    return row


def test_each_rule_says_what_it_does() -> None:
    assert what_happens(row_of(BAN, HOURS, CAP)) == "● musí zavřít"
    assert what_happens(row_of(HOURS)) == "◐ zavřeno 22:00–10:00 (přes půlnoc)"
    assert what_happens(row_of(CAP, machines=18)) == "◐ nejvýše 15 přístrojů (3 musí pryč)"
    assert what_happens(row_of(CAP, machines=15)) == "◐ nejvýše 15 přístrojů (víc jich nemá)"
    assert what_happens(row_of(CAP)) == "◐ nejvýše 15 přístrojů (kolik jich má, není známo)"
    assert what_happens(row_of()) == "○ zůstává beze změny"


def test_the_tightest_cap_holds() -> None:
    two = zone(ZoneRule.MACHINE_CAP, "Druhá", cap=2)
    with use_language("en"):
        assert what_happens(row_of(CAP, two, machines=3)) == "◐ at most 2 machines (1 has to go)"


def test_an_exception_names_the_rule_that_it_lifts() -> None:
    lifted = zone(ZoneRule.TOTAL_BAN, excepted={7: "za tratí"})
    assert what_happens(row_of(lifted)) == "○ zůstává beze změny; výjimka ruší: Úplný zákaz"
    assert what_happens(row_of(lifted, HOURS)).startswith("◐ zavřeno 22:00–10:00")
    assert what_happens(row_of(lifted, HOURS)).endswith("; výjimka ruší: Úplný zákaz")
    assert what_happens(row_of(lifted, BAN)) == "● musí zavřít"  # another zone bans it all the same
    assert why(row_of(lifted)) == "výjimka: za tratí"


def test_each_zone_stands_with_its_own_reason_once() -> None:
    first, second = zone(ZoneRule.TOTAL_BAN, "U školy"), zone(ZoneRule.TOTAL_BAN, "U parku", criterion="Park.")
    assert why(row_of(first, second)) == "U školy: do 100 m od školy; U parku: Park"


def test_who_has_to_close_comes_first_and_the_unknown_last() -> None:
    lifted = row_of(zone(ZoneRule.TOTAL_BAN, excepted={7: "za tratí"}))
    banned, limited, spared, unknown = row_of(BAN), row_of(HOURS), row_of(), row_of(CAP)
    assert in_order([unknown, spared, lifted, limited, banned]) == [banned, limited, lifted, spared, unknown]
