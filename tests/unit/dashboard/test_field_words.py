"""The field app says everything in the language of its worker, and shows a kind by the sign of the map."""

from __future__ import annotations

import re

from dashboard.web.assets import STATIC
from dashboard.web.field_words import field_words, sentences

KINDS = ("hazardous_building", "illegal_dump", "gambling_venue", "hostel", "syringe_find", "public_space", "other")


def test_sentences_of_other_rooms_are_there_too() -> None:
    words = field_words("cs")
    assert words["Log a place"] == "Zapsat místo"
    assert words["Waiting: {count}"] == "Čeká: {count}"


def test_english_needs_no_translation() -> None:
    words = field_words("en")
    assert set(words) == set(sentences())
    assert all(sentence == said for sentence, said in words.items())


def test_the_signs_of_kinds_are_those_of_the_map() -> None:
    of_the_map = (STATIC / "map" / "signs.js").read_text(encoding="utf-8")
    of_the_app = (STATIC / "terrain" / "parts" / "signs.js").read_text(encoding="utf-8")
    for kind in KINDS:
        drawn = re.search(rf'\b{kind}: \{{\s*fill: "([^"]+)"', of_the_map)
        assert drawn is not None
        assert f'{kind}: "{drawn[1]}"' in of_the_app
