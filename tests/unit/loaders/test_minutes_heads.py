"""Which body met, when and where, and when it meets next, in the forms in which minutes say it."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.model.known_names import KnownNames
from loaders.minutes.lines import lines_of
from loaders.minutes.next_meeting import read_next
from loaders.minutes.understanding import understand
from tests.minutes_corpus.measuring import known_city

CITY = known_city()
THE_DAY = date(2026, 10, 8)
PRESENT = "\nPřítomni: Tichý (PČR), Rázná (MP), Srdečná (Terén)\n\nPČR\n- Klid v obvodu.\n"


@pytest.mark.parametrize(
    "text",
    [
        "Zápis z policejní buňky Hutě konané ve čtvrtek 8. 10. 2026 ve 13 hod. v ZŠ Hutnická",
        "PB HUTĚ, 8.10.2026, 13:00, ZŠ Hutnická",
        "PB Hutě 8.10.2026 (13–14 h, ZŠ Hutnická)",
        "Policejní buňka Hutě | 8.10.2026 | 13:00 | ZŠ Hutnická",
        "Buňka: Hutě\nKdy: čt 8. 10. 2026 / 13h\nKde: ZŠ Hutnická",
        "POLICEJNÍ BUŇKA HUTĚ\ndne: 8.10.2026   čas: 13,00   místo: ZŠ Hutnická",
        "Policejní buňka – Hutě\n8.10.2026\nZŠ Hutnická\n13.00",
        "Městský obvod Hutě          Zkušebnov, 12. října 2026\n\nZápis z policejní buňky Hutě konané 8. 10."
        " ve 13 hodin v ZŠ Hutnická",
        "Od: Snaživá\nOdesláno: pátek 9. října 2026 8:12\nPředmět: zápis z buňky Hutě\n\n"
        "posílám zápis z buňky, která byla ve čtvrtek 8. 10. ve 13 hodin v ZŠ Hutnická. Opravy mi pošlete.",
        "zápis z policejní buňky hutě ze dne osmého října dva tisíce dvacet šest začátek ve třináct hodin"
        " v zš hutnická",
    ],
)  # fmt: skip
def test_one_head_in_many_forms(text: str) -> None:
    found = understand(f"{text}\n{PRESENT}", CITY)
    facts = (found.body, found.date, found.time, found.place)
    said = [str(fact.value).casefold() for fact in facts if fact is not None]
    assert said == ["policejní buňka hutě", "2026-10-08", "13:00:00", "zš hutnická"]


@pytest.mark.parametrize("present", ["Přítomni: Tichý (PČR), Rázná (MP)\n\n", ""])
def test_a_deadline_on_its_line_is_no_label_of_the_head(present: str) -> None:
    text = f"PB Hutě 8. 10. 2026\n\n{present}PČR\n- Rozbité okno.\nÚkol: MP vyzve vlastníka\nTermín: 30. 10. 2026\n"
    found = understand(text, CITY)
    assert [task.due for point in found.points for task in point.tasks] == [date(2026, 10, 30)]
    assert found.date is not None
    assert found.date.value == THE_DAY


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("KULATÝ STŮL POSKYTOVATELŮ SLUŽEB", "Kulatý stůl poskytovatelů služeb"),
        ("Kulatý stůl ke školní docházce – zápis", "Kulatý stůl ke školní docházce"),
        ("Zápis z policejní buňky obvodu Hutě ze dne 8. 10. 2026", "Policejní buňka Hutě"),
        ("Záznam ze setkání Sociálního konzilia", "Sociální konzilium"),
        ("Zápis z jednání Komise prevence kriminality RM", "Komise prevence kriminality"),
        ("Jednání policejní buňky Zářečí proběhlo 8. 10. 2026", "Policejní buňka Zářečí"),
    ],
)
def test_a_body_nobody_knows_is_named_in_its_first_case(text: str, body: str) -> None:
    found = understand(f"{text}\n{PRESENT}", KnownNames()).body
    assert found is not None
    assert found.value == body


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Příští PB: čt 5.11., 13:00, tamtéž.", date(2026, 11, 5)),
        ("Uvidíme se zase 5. listopadu v devět, tentokrát u Terénu.", date(2026, 11, 5)),
        (
            "Předseda jednání ukončil. Příští řádné jednání komise se uskuteční dne 5. listopadu 2026.",
            date(2026, 11, 5),
        ),
        ("Zápis bude rozeslán. Příští kulatý stůl proběhne\nv pondělí 11. ledna 2027 ve 13:00.", date(2027, 1, 11)),
        ("Další buňka první čtvrtek v prosinci ve stejnou hodinu", date(2026, 12, 3)),
        ("Příští jednání za čtrnáct dní ve stejný čas.", date(2026, 10, 22)),
        ("Nový termín: 5/11/2026", date(2026, 11, 5)),
    ],
)
def test_the_next_day_is_found_in_lines_and_sentences(line: str, day: date) -> None:
    found, _ = read_next(lines_of(f"PČR\n- Klid.\n\n{line}\n\nZapsal Tichý"), THE_DAY)
    assert found is not None
    assert found.value == day


def test_a_deadline_is_no_next_meeting() -> None:
    assert read_next(lines_of("PČR\n- MP podá zprávu do příští buňky, nejpozději 5. 11. 2026."), THE_DAY) == (
        None,
        set(),
    )
