"""How much of 47 minutes in varied layouts is understood; no part of them may get worse."""

from __future__ import annotations

import pytest

from geodata.model.known_names import KnownNames
from tests.minutes_corpus.measuring import FIELDS, known_city, measured, samples

NOTHING_KNOWN = KnownNames()
# Precision and recall that every field must reach; without names of the city the streets are guessed.
FLOORS = {"with names": 0.97, "without": 0.90}
PLACES_WITHOUT = 0.80


@pytest.mark.parametrize("half", ["tuned", "held_out", "independent"])
@pytest.mark.parametrize("city", ["with names", "without"])
def test_no_field_is_understood_worse_than_its_floor(half: str, city: str) -> None:
    scores = measured(half, known_city() if city == "with names" else NOTHING_KNOWN)
    floors = dict.fromkeys(FIELDS, FLOORS[city] - (0.02 if half == "independent" else 0.0))
    if city == "without":
        floors["places"] = PLACES_WITHOUT - (0.05 if half == "independent" else 0.01)
    low = {
        name: (round(score.precision, 2), round(score.recall, 2))
        for name, score in scores.items()
        if min(score.precision, score.recall) < floors[name]
    }
    assert low == {}


def test_each_half_is_large_enough_to_say_something() -> None:
    assert [len(list(samples(half))) for half in ("tuned", "held_out", "independent")] == [12, 13, 22]
