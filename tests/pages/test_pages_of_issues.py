"""The pages of "what became of it", in both languages, over a small city and an empty one."""

from __future__ import annotations

import pytest

from tests.pages.shown import Show, words_of
from tests.small_city import SmallCity

KEYS = ("overview", "issues", "issue", "site", "meetings", "meeting")
LANGUAGES = ("cs", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_every_page_shows_in_an_empty_city(show: Show, key: str, language: str) -> None:
    assert words_of(show(key, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_shows_in_a_small_city(show: Show, city: SmallCity, language: str) -> None:
    subjects = {"issue": city.building_issue_id, "site": city.building_id, "meeting": city.meeting_id}
    for key in KEYS:
        query = {"id": subjects[key]} if key in subjects else {}
        assert "Školní 12" in words_of(show(key, language, **query)) or key in {"meetings", "overview"}
