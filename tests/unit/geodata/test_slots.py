"""A slot as people say it, and the days that follow from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import InvalidValue
from geodata.model.czech_holidays import holiday_name, is_holiday, is_working_day
from geodata.model.slot_reading import SLOT_AT_MOST, read_slot
from geodata.model.slots import ProposedDay, Slot, moment_on, proposed_days, slot_days

ONE, ONE_THIRTY, NINE = time(13), time(13, 30), time(9)
SUMMER = frozenset({7, 8})

SAID = {
    "třetí čtvrtek 13:00, ve škole": Slot(3, (3,), at=ONE, place="ve škole"),
    "Třetí čtvrtek ve škole, 13:00": Slot(3, (3,), at=ONE, place="ve škole"),
    "13:00 třetí čtvrtek ve škole": Slot(3, (3,), at=ONE, place="ve škole"),
    "první čtvrtek v měsíci, 13:00": Slot(3, (1,), at=ONE),
    "druhé úterý v lichém měsíci, 15:00": Slot(1, (2,), 2, True, at=time(15)),
    "čtvrté úterý v sudém měsíci, 9:00": Slot(1, (4,), 2, False, at=NINE),
    "každou středu v 9": Slot(2, at=NINE),
    "každé druhé úterý": Slot(1, every=2),
    "každé druhé úterý v měsíci": Slot(1, (2,)),
    "v úterý v lichém týdnu 9:00": Slot(1, every=2, is_odd=True, at=NINE),
    "jednou za 14 dní ve čtvrtek 13:00": Slot(3, every=2, at=ONE),
    "poslední pátek v měsíci ve 13.30": Slot(4, (-1,), at=ONE_THIRTY),
    "předposlední pátek ve 13.30 hod.": Slot(4, (-2,), at=ONE_THIRTY),
    "1. a 3. úterý": Slot(1, (1, 3)),
    "První a třetí středa v měsíci 13:00 hod., MěÚ, č. dv. 214": Slot(2, (1, 3), at=ONE, place="MěÚ, č. dv. 214"),
    "jednou za dva měsíce, druhé pondělí": Slot(0, (2,), 2),
    "první středu každého druhého měsíce, 9:00": Slot(2, (1,), 2, at=NINE),
    "čtvrtletně, první pondělí od 13 hodin v ZŠ Školní": Slot(0, (1,), 3, at=ONE, place="v ZŠ Školní"),
    "první čtvrtek v 9. základní škole, 13:00": Slot(3, (1,), at=ONE, place="v 9. základní škole"),
    "každou první středu mimo prázdniny, 9:00": Slot(2, (1,), months_off=SUMMER, at=NINE),
    "první úterý 9:00 kromě července a srpna, radnice": Slot(1, (1,), months_off=SUMMER, at=NINE, place="radnice"),
    "každou středu 13:00, A klub": Slot(2, at=ONE, place="A klub"),
    "every Wednesday 13:00, The Red House & garden": Slot(2, at=ONE, place="The Red House & garden"),
    "každou středu 13:00, &#60;b&#62; 2": Slot(2, at=ONE, place="&#60;b&#62; 2"),
    "podle potřeby": Slot(),
    "dle potřeby, na magistrátu": Slot(place="na magistrátu"),
    "as needed": Slot(),
    "third Thursday, 13:00": Slot(3, (3,), at=ONE),
    "third Thursday at 1:30 pm at the school": Slot(3, (3,), at=ONE_THIRTY, place="at the school"),
    "the first and third Tuesday of each month, 9 am": Slot(1, (1, 3), at=NINE),
    "second Tuesday in odd months, 9:00": Slot(1, (2,), 2, True, at=NINE),
    "on the last Friday of every month at 13.30": Slot(4, (-1,), at=ONE_THIRTY),
    "every Wednesday at 9": Slot(2, at=NINE),
    "every second Tuesday": Slot(1, every=2),
    "every other Tuesday": Slot(1, every=2),
    "every two months on the second Monday": Slot(0, (2,), 2),
    "first Wednesday except July and August, 9:00, town hall": Slot(
        2, (1,), months_off=SUMMER, at=NINE, place="town hall"
    ),
}


@pytest.mark.parametrize("said", SAID)
def test_a_slot_is_understood_as_people_say_it(said: str) -> None:
    assert read_slot(said) == SAID[said]
    assert read_slot(f"  {said.upper()}\n") == replace(SAID[said], place=SAID[said].place.upper())


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("pátý čtvrtek 13:00", "fifth such day"),
        ("1. a 5. úterý", "fifth such day"),
        ("the fifth Thursday", "fifth such day"),
        ("šestý čtvrtek", "never comes"),
        ("0. čtvrtek", "never comes"),
        ("první čtvrtek v lichém měsíci mimo leden, březen, květen, červenec, září a listopad", "never comes"),
        ("první čtvrtek 25:00", "No clock shows 25:00"),
        ("první čtvrtek at 13 pm", "No clock shows 13:00"),
        ("čtvrtek jednou za měsíc", "which day of the month"),
        ("úterý a čtvrtek 13:00", "was not understood"),
        ("první čtvrtek 13:00-15:00", "was not understood"),
        ("první středa v lichém týdnu", "was not understood"),
        ("první středa v lichém měsíci, v sudém měsíci", "was not understood"),
        ("podle potřeby v úterý", "was not understood"),
        ("kdykoli", "was not understood"),
        ("13:00", "was not understood"),
        ("první čtvrtek " + "x" * SLOT_AT_MOST, "longer than 300"),
    ],
)
def test_what_is_no_slot_is_said_in_a_sentence(said: str, told: str) -> None:
    with pytest.raises(InvalidValue, match=told):
        read_slot(said)


def test_nothing_said_is_no_slot() -> None:
    assert read_slot(" \n") is None


CZECH_DAYS = ("pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota", "neděle")
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CZECH_NTHS = {1: "první", 2: "druhá", 3: "třetí", 4: "čtvrtý", -2: "předposlední", -1: "poslední"}
ENGLISH_NTHS = {1: "first", 2: "second", 3: "third", 4: "fourth", -2: "last but one", -1: "last"}
CZECH_PERIODS = {
    (1, None): " v měsíci",
    (2, True): " v lichém měsíci",
    (2, False): " v sudém měsíci",
    (3, None): " čtvrtletně",
}
ENGLISH_PERIODS = {
    (1, None): " of the month",
    (2, True): " in odd months",
    (2, False): " in even months",
    (3, None): ", quarterly",
}
PLACES = st.sampled_from(["", "ve škole", "radnice, č. dv. 214", "Komunitní centrum 1. máje"])
TIMES = st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0))


@st.composite
def said_slots(draw: st.DrawFn) -> tuple[str, Slot]:
    """A saying, and the slot that it says."""
    days, nths, periods = draw(
        st.sampled_from([(CZECH_DAYS, CZECH_NTHS, CZECH_PERIODS), (ENGLISH_DAYS, ENGLISH_NTHS, ENGLISH_PERIODS)])
    )
    weekday, at, place = draw(st.integers(0, 6)), draw(TIMES), draw(PLACES)
    chosen = sorted(draw(st.sets(st.sampled_from(list(nths)), max_size=2)), key=lambda nth: (nth < 0, nth))
    every, is_odd = draw(st.sampled_from(list(periods))) if chosen else (1, None)
    which = (" a " if days is CZECH_DAYS else " and ").join(nths[nth] for nth in chosen)
    said = f"{which} {days[weekday]}{periods[every, is_odd] if chosen else ''}"
    said += f", {at.hour}:{at.minute:02}" if at is not None else ""
    said += f", {place}" if place else ""
    return said, Slot(weekday, tuple(chosen), every, is_odd, at=at, place=place)


@given(said_slots())
def test_what_is_said_is_what_is_read(saying: tuple[str, Slot]) -> None:
    said, slot = saying
    assert read_slot(said) == slot


_WORDS = (
    "první druhé páté 6. 1. a každé every other čtvrtek úterý Thursday 13:00 99:99 v 9 , ; jednou za 0 15 měsíce týdny "
    "mimo prázdniny lichém sudém měsíci týdnu ve škole podle potřeby at pm of month"
)
WORDS = st.sampled_from(_WORDS.split())


@given(st.text() | st.lists(WORDS, max_size=12).map(" ".join))
def test_reading_never_fails_otherwise_than_by_a_sentence(text: str) -> None:
    try:
        slot = read_slot(text)
    except InvalidValue:
        return
    assert (
        slot is None or list(slot_days(slot, date(2026, 1, 1), date(2027, 12, 31))) or slot.as_needed or slot.every > 2
    )


DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@given(said_slots(), DAYS, st.none() | DAYS)
def test_every_proposed_day_is_one_of_the_slot(saying: tuple[str, Slot], first: date, anchor: date | None) -> None:
    slot, last = saying[1], first + timedelta(days=400)
    days = [proposed.day for proposed in proposed_days(slot, first, last, anchor)]
    assert days
    assert days == sorted(set(days))
    for day in days:
        assert first <= day <= last
        assert day.weekday() == slot.weekday
        if slot.nths:
            in_month = [other for other in _month_of(day) if other.weekday() == slot.weekday]
            assert {in_month.index(day) + 1, in_month.index(day) - len(in_month)} & set(slot.nths)
        if slot.is_odd is not None:
            assert day.month % 2 == slot.is_odd


def _month_of(day: date) -> list[date]:
    begin = day.replace(day=1)
    return [begin + timedelta(days=n) for n in range(31) if (begin + timedelta(days=n)).month == day.month]


@given(st.integers(2, 6), DAYS, DAYS)
def test_every_other_week_and_month_is_counted_from_the_last_meeting(every: int, first: date, anchor: date) -> None:
    weeks = Slot(anchor.weekday(), every=every)
    last = first + timedelta(days=800)
    assert all((day - anchor).days % (7 * every) == 0 for day in slot_days(weeks, first, last, anchor))
    months = Slot(3, (1,), every=every)
    for day in slot_days(months, first, last, anchor):
        assert (day.year * 12 + day.month - anchor.year * 12 - anchor.month) % every == 0
    unanchored = list(slot_days(months, first, last))
    assert unanchored[0] == next(slot_days(Slot(3, (1,)), first, last))


def test_a_slot_as_needed_makes_no_days() -> None:
    assert proposed_days(Slot(), date(2026, 1, 1), date(2026, 12, 31)) == []


def test_a_month_off_has_no_day() -> None:
    days = slot_days(Slot(2, (1,), months_off=SUMMER), date(2026, 6, 1), date(2026, 9, 30))
    assert [day.month for day in days] == [6, 9]


def test_a_holiday_is_a_question_and_moves_nothing() -> None:
    first_thursday = proposed_days(Slot(3, (1,)), date(2026, 1, 1), date(2026, 2, 28))
    assert first_thursday == [
        ProposedDay(date(2026, 1, 1), (date(2026, 1, 8), date(2026, 1, 2))),
        ProposedDay(date(2026, 2, 5)),
    ]
    assert [proposed.is_holiday for proposed in first_thursday] == [True, False]


@given(said_slots(), DAYS)
def test_the_days_offered_instead_are_no_holidays(saying: tuple[str, Slot], first: date) -> None:
    slot = saying[1]
    for proposed in proposed_days(slot, first, first + timedelta(days=400)):
        assert proposed.is_holiday == is_holiday(proposed.day)
        if proposed.is_holiday:
            same_weekday, working = proposed.instead
            assert same_weekday.weekday() == proposed.day.weekday()
            assert not is_holiday(same_weekday)
            assert is_working_day(working)
            assert proposed.day < working


def test_holidays_have_a_name_in_both_languages() -> None:
    assert holiday_name(date(2026, 9, 28)) == "Den české státnosti"
    assert holiday_name(date(2026, 4, 6)) == "Velikonoční pondělí"
    assert holiday_name(date(2026, 9, 28), "en") == "Statehood Day"
    assert holiday_name(date(2026, 9, 29)) is None


def test_one_o_clock_is_one_o_clock_in_summer_and_in_winter() -> None:
    winter, summer = moment_on(date(2026, 3, 26), ONE), moment_on(date(2026, 4, 2), ONE)
    assert (winter.astimezone(UTC).hour, summer.astimezone(UTC).hour) == (12, 11)
    assert (winter.time(), summer.time()) == (ONE, ONE)
