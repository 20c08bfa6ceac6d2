"""How much of 67 minutes in varied layouts is understood; no part of them may get worse."""

from __future__ import annotations

import pytest

from geodata.model.known_names import KnownNames
from tests.minutes_corpus.measuring import FIELDS, known_city, measured, samples

NOTHING_KNOWN = KnownNames()
# Precision and recall that every field must reach; without names of the city the streets are guessed.
FLOORS = {"with names": 0.97, "without": 0.90}
PLACES_WITHOUT = 0.80
# How much lower the floors are for the parts by other authors; from the last the rules have learned nothing.
LESS = {"independent": 0.02, "second": 0.12, "unseen": 0.50}
PLACES_LESS = {"independent": 0.05, "second": 0.05, "unseen": 0.30}
PARTS = {"tuned": 12, "held_out": 13, "independent": 22, "second": 10, "unseen": 10}


@pytest.mark.parametrize("half", PARTS)
@pytest.mark.parametrize("city", ["with names", "without"])
def test_no_field_is_understood_worse_than_its_floor(half: str, city: str) -> None:
    scores = measured(half, known_city() if city == "with names" else NOTHING_KNOWN)
    floors = dict.fromkeys(FIELDS, FLOORS[city] - LESS.get(half, 0.0))
    if city == "without":
        floors["places"] = PLACES_WITHOUT - PLACES_LESS.get(half, 0.01)
    low = {
        name: (round(score.precision, 2), round(score.recall, 2))
        for name, score in scores.items()
        if min(score.precision, score.recall) < floors[name]
    }
    assert low == {}


def test_each_part_is_large_enough_to_say_something() -> None:
    assert {part: len(list(samples(part))) for part in PARTS} == PARTS
