"""Czech and English: catalogues, plural forms, dates, numbers and ages."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from dashboard import formats
from dashboard.language import LOCALE, _, catalogue, current_language, ngettext, translate, use_language
from geodata.errors import LokalityError, Message, NotFound
from geodata.model.sites import SiteKind

TODAY = date(2026, 11, 23)


def test_czech_is_spoken_unless_another_language_is_asked_for() -> None:
    assert current_language() == "cs"
    assert _("Map") == "Mapa"
    with use_language("en"):
        assert _("Map") == "Map"
    assert _("Map") == "Mapa"


def test_a_language_we_do_not_speak_is_answered_in_the_default() -> None:
    with use_language("xx"):
        assert _("Map") == "Mapa"


def test_all_files_of_a_language_are_one_catalogue() -> None:
    assert len(list((LOCALE / "cs").glob("*.po"))) > 1
    assert catalogue("cs").gettext("Layers") == "Vrstvy"
    assert catalogue("cs").gettext("Overview") == "Přehled"


def test_a_sentence_without_translation_is_said_in_english() -> None:
    assert _("Nobody has translated this.") == "Nobody has translated this."


@pytest.mark.parametrize(
    ("number", "said"), [(1, "před {count} týdnem"), (3, "před {count} týdny"), (5, "před {count} týdny")]
)
def test_czech_has_three_plural_forms(number: int, said: str) -> None:
    assert ngettext("{count} week ago", "{count} weeks ago", number) == said


def test_an_error_of_the_core_is_said_in_the_readers_language() -> None:
    assert translate(NotFound().message, "en") == "This record is not here, or it is not shared with you."


def test_days_and_codes_in_a_message_are_said_as_people_read_them() -> None:
    message = Message("{kind} {day}", {"kind": SiteKind.HOSTEL, "day": TODAY})
    assert translate(message, "cs") == "Ubytovna 23.\N{NO-BREAK SPACE}11.\N{NO-BREAK SPACE}2026"
    assert translate(message, "en") == "Hostel 23\N{NO-BREAK SPACE}Nov\N{NO-BREAK SPACE}2026"


def test_a_message_within_a_message_is_translated_too() -> None:
    assert translate(LokalityError("{inner}!", inner=Message("Map", {})).message, "cs") == "Mapa!"


@pytest.mark.parametrize(
    ("day", "czech", "english"),
    [
        (date(2026, 11, 23), "dnes", "today"),
        (date(2026, 11, 22), "včera", "yesterday"),
        (date(2026, 11, 18), "před 5 dny", "5 days ago"),
        (date(2026, 11, 1), "před 3 týdny", "3 weeks ago"),
        (date(2026, 6, 1), "před 5 měsíci", "5 months ago"),
        (date(2023, 1, 1), "před 3 lety", "3 years ago"),
        (date(2026, 11, 24), "zítra", "tomorrow"),
        (date(2026, 11, 28), "za 5 dní", "in 5 days"),
        (date(2027, 3, 1), "za 3 měsíce", "in 3 months"),
    ],
)
def test_ages_are_said_in_words(day: date, czech: str, english: str) -> None:
    assert formats.age(day, TODAY) == czech
    with use_language("en"):
        assert formats.age(day, TODAY) == english


def test_numbers_have_thin_spaces_in_both_languages() -> None:
    assert formats.number(1234567) == "1\N{NARROW NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567"
    assert formats.number(1234.5, decimals=1) == "1\N{NARROW NO-BREAK SPACE}234,5"
    with use_language("en"):
        assert formats.number(1234.5, decimals=1) == "1\N{NARROW NO-BREAK SPACE}234.5"


def test_a_moment_is_shown_in_czech_time() -> None:
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert formats.day(late) == "2.\N{NO-BREAK SPACE}7.\N{NO-BREAK SPACE}2026"
    assert formats.moment(late).endswith("0:30")
    assert formats.clock_time(time(14, 3)) == "14:03"


def test_what_is_not_there_is_a_dash() -> None:
    assert formats.day(None) == formats.moment(None) == formats.number(None) == formats.age(None) == "–"


def test_distances_change_their_unit() -> None:
    assert formats.distance(83.4) == "83\N{NO-BREAK SPACE}m"
    assert formats.distance(1234) == "1,2\N{NO-BREAK SPACE}km"
