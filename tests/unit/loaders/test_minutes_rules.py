"""What single sentences and lines of minutes say."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.model.known_names import KnownNames
from loaders.minutes.lines import Line
from loaders.minutes.places import places_in
from loaders.minutes.result import NEXT_MEETING, Point, Span
from loaders.minutes.streets import Streets
from loaders.minutes.telling import as_plain
from loaders.minutes.understanding import understand
from tests.minutes_corpus.measuring import known_city, samples

HEAD = (
    "Zápis z jednání policejní buňky Hutě ze dne 5. 3. 2026\n\nPřítomni: Bájný (PČR), Vymyslil (MP), Zdánlivá (OSV)\n\n"
)
CITY = known_city()
WITH_NAMES, WITHOUT = Streets(CITY.streets), Streets(())


def said(text: str, streets: Streets = WITH_NAMES) -> list[tuple[str, str, str]]:
    return [(place.said, place.street, place.house_number) for place in places_in(Line(text, 0), streets)]


def only_point(body: str) -> Point:
    found = understand(HEAD + body, CITY)
    assert len(found.points) == 1
    return found.points[0]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Nepořádek na ulici Lipová.", ("na ulici Lipová", "Lipová", "")),
        ("Dům v ulici Lipové chátrá.", ("v ulici Lipové", "Lipová", "")),
        ("Hluk v Sokolské 12 trvá.", ("v Sokolské 12", "Sokolská", "12")),
        ("Auta jezdí ulicí Zahradní.", ("ulicí Zahradní", "Zahradní", "")),
        ("Odpad za domy v Nádražní.", ("za domy v Nádražní", "Nádražní", "")),
        ("Stříkačky u hřiště v Lipové.", ("u hřiště v Lipové", "Lipová", "")),
        ("Sklep domu Hrnčířská č.p. 45 je pod vodou.", ("Hrnčířská č.p. 45", "Hrnčířská", "45")),
        ("Hluk na Masarykově náměstí.", ("na Masarykově náměstí", "Masarykovo náměstí", "")),
        ("Žebrání na Hutnické třídě.", ("na Hutnické třídě", "Hutnická třída", "")),
        ("Krádeže na ulici 28. října.", ("na ulici 28. října", "28. října", "")),
        ("Lavička u Boženy Němcové 7a.", ("u Boženy Němcové 7a", "Boženy Němcové", "7a")),
        ("Výskyt na Promenádě.", ("na Promenádě", "Promenáda", "")),
        ("Objekt Husova 3/15 je prázdný.", ("Husova 3/15", "Husova", "3/15")),
        ("V Nádražní ulici u čísla 30 leží odpad.", ("V Nádražní ulici u čísla 30", "Nádražní", "30")),
        ("Mládež se schází u hřiště.", ("u hřiště", "", "")),
    ],
)
def test_streets_are_found_in_every_case(text: str, place: tuple[str, str, str]) -> None:
    assert said(text) == [place]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Dům č.p. 22 ve Vrbové hoří.", [("Vrbová", "22")]),
        ("Popelnice v Jateční chybí u čísel 5, 7 a 13.", [("Jateční", "5"), ("Jateční", "7"), ("Jateční", "13")]),
        ("Rozbitá okna na Hutnické třídě (78 a 80).", [("Hutnická třída", "78"), ("Hutnická třída", "80")]),
        ("Na Hutnické třídě mezi čísly 5 a 9 je hluk.", [("Hutnická třída", "")]),
        ("K domu Cihelná 3: vlastník nereaguje.", [("Cihelná", "3")]),
        ("Tovární: kontejner odvezen.", [("Tovární", "")]),
        ("Kontejnery v Dužstevní a na Okružní.", [("Družstevní", ""), ("Okružní", "")]),
        ("lampy Krátká/Úzká nesvítí", [("Krátká", ""), ("Úzká", "")]),
        ("v lipové dvanáct hořelo, v jateční je skládka", [("Lipová", "12"), ("Jateční", "")]),
        ("Na nám. Míru a na Hutnické tř. 118 chybí koše.", [("náměstí Míru", ""), ("Hutnická třída", "118")]),
    ],
)
def test_numbers_and_names_of_streets_as_secretaries_write_them(text: str, places: list[tuple[str, str]]) -> None:
    assert [(street, number) for _, street, number in said(text) if street] == places


@pytest.mark.parametrize(
    ("text", "streets"),
    [
        ("Na rohu Olšové a Jasanové je hluk.", ["Olšová", "Jasanová"]),
        ("Stížnosti na sídlišti Na Stráni.", ["Na Stráni"]),
        ("V domě Samota 16 i v Palackého 30 zatéká.", ["Samota", "Palackého"]),
        ("V ulicích Samota, Nová a K Lesu stojí vraky.", ["Samota", "Nová", "K Lesu"]),
        ("V Městské knihovně, v Základní škole a na Krajské hygieně nic.", []),
    ],
)
def test_streets_nobody_knows_are_told_by_what_stands_around(text: str, streets: list[str]) -> None:
    assert [street for _, street, _ in said(text, WITHOUT) if street] == streets


def test_a_street_named_for_sure_is_known_in_the_rest_of_the_text() -> None:
    found = understand(HEAD + "MP:\n- Vloupání v domě Samota 16.\n- Obyvatelé Samoty žádají o koše.\n")
    assert [[place.street for place in point.places] for point in found.points] == [["Samota"], ["Samota"]]


def test_a_point_names_each_place_once_with_its_houses() -> None:
    point = only_point("MP:\n- V Lipové 12 není voda. V Lipové se topí. Lipová 12 je prázdná.\n")
    assert [(place.street, place.house_number) for place in point.places] == [("Lipová", "12")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Nepořádek na ulici Vrbová.", ("na ulici Vrbová", "Vrbová", "")),
        ("Hluk v Jasanové 12 trvá.", ("v Jasanové 12", "Jasanová", "12")),
        ("Průjezd ulicí Olšovou.", ("ulicí Olšovou", "Olšová", "")),
        ("Hluk na Smetanově náměstí.", ("na Smetanově náměstí", "Smetanovo náměstí", "")),
        ("Dům Kovářská č.p. 45.", ("Kovářská č.p. 45", "Kovářská", "45")),
    ],
)
def test_streets_nobody_knows_are_put_into_their_first_case(text: str, place: tuple[str, str, str]) -> None:
    assert said(text, WITHOUT) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "Školní rok začíná v září.",
        "Nové body jednání nejsou.",
        "Paní Dlouhá přišla pozdě.",
        "Děti ze ZŠ Školní přišly.",
        "Dlouhá Ves se nepřipojí.",
        "Na schůzi přišlo 12 lidí.",
        "Usnesení 12/2026 platí.",
    ],
)
def test_words_that_only_look_like_streets_are_left_alone(text: str) -> None:
    assert said(text) == []


def test_counts_and_days_are_no_house_numbers() -> None:
    assert [number for _, _, number in said("V Sokolské 3 krádeže, v Lipové 12. 3. výjezd, v Husově 5, 7 a 9.")] == [
        "", "", "5", "7", "9",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "task"),
    [
        ("MP:\n- Rozbité okno. Úkol: vyzvat vlastníka, zodpovídá OSV, termín 15. 4.\n",
         ("vyzvat vlastníka", "OSV", date(2026, 4, 15))),
        ("MP:\n- Rozbité okno. MP zjistí do příštího setkání vlastníka.\n", ("zjistí vlastníka", "MP", NEXT_MEETING)),
        ("MP:\n- Rozbité okno.\n  Ú: zjistit vlastníka\n  O: OSV\n  T: do příští buňky\n",
         ("zjistit vlastníka", "OSV", NEXT_MEETING)),
        ("MP:\n- Rozbité okno. Odpovídá: OSV, termín: do konce dubna\n", ("Rozbité okno", "OSV", date(2026, 4, 30))),
        ("MP:\n- Rozbité okno.\n  Úkol pro Městskou policii: hlídka do 10. ledna\n",
         ("hlídka", "Městská policie", date(2027, 1, 10))),
    ],
)  # fmt: skip
def test_tasks_say_what_who_and_until_when(body: str, task: tuple[str, str, Any]) -> None:
    (found,) = only_point(body).tasks
    assert (found.what, found.who, found.due) == task


@pytest.mark.parametrize("body", ["MP:\n- Okno bylo opraveno do 15. 2.\n", "MP:\n- Lhůta výzvy běží do 31. 3.\n"])
def test_what_is_done_or_runs_by_itself_is_no_task(body: str) -> None:
    assert only_point(body).tasks == ()


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Příští buňka se koná 18. 4. 2026 ve 13.00", date(2026, 4, 18)),
        ("Další termín: třetí čtvrtek v dubnu", date(2026, 4, 16)),
        ("Příště: dvacátého března", date(2026, 3, 20)),
        ("Sejdeme se opět 2. ledna", date(2027, 1, 2)),
        ("Termín příští schůzky\n9. dubna 2026", date(2026, 4, 9)),
    ],
)
def test_the_next_date_is_read_with_its_year(line: str, day: date) -> None:
    found = understand(f"{HEAD.replace('5. 3.', '12. 3.')}MP:\n- Bez bodu dnes.\n\n{line}\n")
    assert found.next_date is not None
    assert found.next_date.value == day


def test_everything_understood_points_to_its_words() -> None:
    for half in ("tuned", "held_out"):
        for sample in samples(half):
            found = understand(sample.text, CITY)
            for attendee in found.attendees:
                assert attendee.name in sample.text[attendee.span.start : attendee.span.end]
            for point in found.points:
                for place in point.places:
                    assert sample.text[place.span.start : place.span.end] == place.said
                for span in [one.span for one in point.statements] + [one.span for one in point.tasks]:
                    assert point.span.start <= span.start < span.end <= point.span.end


def test_an_open_issue_is_offered_with_its_reason_and_nothing_else() -> None:
    by_place = only_point("MP:\n- V Lipové 12 je dům nezajištěn.\n").issues
    assert [(offer.number, offer.score) for offer in by_place] == [("2026-0012", 0.95)]
    assert "Lipová 12" in str(by_place[0].reason)
    by_number = only_point("MP:\n- K podnětu 2026-0040 není nic nového.\n").issues
    assert [(offer.number, offer.score) for offer in by_number] == [("2026-0040", 1.0)]
    assert only_point("MP:\n- V Lipové 14 je dům nezajištěn.\n").issues == ()
    assert only_point("MP:\n- V Tovární svítí lampa.\n").issues == ()


def test_the_same_text_is_always_understood_the_same() -> None:
    for sample in samples("tuned"):
        assert understand(sample.text, CITY) == understand(sample.text, CITY)


def test_organisations_are_told_as_the_city_calls_them() -> None:
    found = understand(HEAD + "MP:\n- Bez bodu dnes.\n", CITY)
    assert found.organisations == {
        "MP": "Městská policie Zkušebnov",
        "OSV": "Odbor sociálních věcí",
        "PČR": "Policie České republiky, obvodní oddělení Hutě",
    }


def test_two_hundred_pages_are_read_in_five_seconds_of_work() -> None:
    whole = "\n\n".join(sample.text for sample in samples("tuned"))
    text = whole.replace("S pozdravem", "").replace("Zapsal", "Psal")
    text = HEAD + text * (600_000 // len(text))
    before = time.process_time()
    found = understand(text, CITY)
    assert time.process_time() - before < 5
    assert len(found.points) > 1_000


@pytest.mark.parametrize(
    "piece",
    ["V Lipové 1, ", "PČR: a. ", "1. ", "(", "Úkol: ", "do příští ", "Přítomni: Jan Bájný, ", "a\t", "\n- x", "Dotaz ",
     "Zúčastnili se ", "za PČR pan X a ", "\nPČR, OO – X", "roh Lipové a ", "v domě č. 3 (", "\nPříště  se "],
)  # fmt: skip
def test_hostile_repetition_costs_time_in_proportion_only(piece: str) -> None:
    def cost(times: int) -> float:
        before = time.process_time()
        understand(HEAD + piece * times, CITY)
        return time.process_time() - before

    cost(100)
    assert cost(20_000) < 12 * cost(4_000) + 0.3


WORDS = st.sampled_from(
    [
        *(
            "Přítomni:",
            "PČR:",
            "MP",
            "Úkol:",
            "T:",
            "do příští buňky",
            "30. 2.",
            "31. 12. 2026",
            "Lipová",
            "12/3",
            "\t",
            "\n",
        ),
        *(
            "- ",
            "1. ",
            "(",
            ")",
            "za",
            "Dotaz",
            "Příští buňka",
            "zjistí",
            ":",
            "–",
            "konce února",
            "pátý čtvrtek v únoru",
        ),
        *("[PČR]", "Mgr.", "\u2028", "İ", "Program:", "Bod\tÚkol\tTermín", "Závěr:", "aby", "prosí MP"),
    ]
)


# Time has tests of its own; here the first name loads the lists of names.
@settings(deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_no_order_of_its_words_breaks_the_understanding(text: str) -> None:
    as_plain(understand(text, CITY))


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_the_understanding(text: str) -> None:
    found = understand(text, CITY)
    for point in found.points:
        assert Span(0, 0) <= point.span
        assert point.span.end <= len(text)


def test_nothing_is_understood_of_nothing() -> None:
    assert as_plain(understand("", KnownNames()))["points"] == []
