"""However minutes mark their points, the points are told apart; who says what; who is to do what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geodata.model.known_names import KnownNames
from loaders.minutes.lines import lines_of
from loaders.minutes.result import NEXT_MEETING, Point
from loaders.minutes.understanding import understand
from tests.minutes_corpus.measuring import known_city

HEAD = """Zápis z jednání policejní buňky Hutě ze dne 5. 3. 2026

Přítomni: npor. Bájný (PČR), Vymyslil (MP), Mgr. Zdánlivá (OSV), Tichá (Společné dvory)

"""
CITY = known_city()


def points_of(body: str, known: KnownNames = CITY) -> list[Point]:
    return list(understand(HEAD + body, known).points)


def heads(body: str) -> list[tuple[str, str, str]]:
    """Organisation, title and the first two words of each point."""
    return [(point.organisation, point.title, " ".join(point.text.split()[:2])) for point in points_of(body)]


TWO_TITLES = [("", "Kamery", "Dvě kamery"), ("", "Hluk", "Hluk trvá")]


@pytest.mark.parametrize(
    "body",
    [
        "1. Kamery\nDvě kamery nejdou.\n\n2. Hluk\nHluk trvá dál.\n",
        "1) Kamery\n\nDvě kamery nejdou.\n\n2) Hluk\n\nHluk trvá dál.\n",
        "1/ Kamery\nDvě kamery nejdou.\n2/ Hluk\nHluk trvá dál.\n",
        "I. KAMERY\nDvě kamery nejdou.\n\nII. HLUK\nHluk trvá dál.\n",
        "A) Kamery\nDvě kamery nejdou.\nB) Hluk\nHluk trvá dál.\n",
        "Ad 1) Kamery\nDvě kamery nejdou.\nAd 2) Hluk\nHluk trvá dál.\n",
        "Bod č. 1 – Kamery\nDvě kamery nejdou.\nBod č. 2 – Hluk\nHluk trvá dál.\n",
        "1. bod: Kamery\nDvě kamery nejdou.\n2. bod: Hluk\nHluk trvá dál.\n",
        "Téma 1: Kamery\nDvě kamery nejdou.\n\nTéma 2: Hluk\nHluk trvá dál.\n",
        "Téma: Kamery\nObsah: Dvě kamery nejdou.\n\nTéma: Hluk\nObsah: Hluk trvá dál.\n",
        "K bodu 1 (Kamery): Dvě kamery nejdou.\nK bodu 2 (Hluk): Hluk trvá dál.\n",
        "Program:\n1. Kamery\n2. Hluk\n\nK bodu 1:\nDvě kamery nejdou.\n\nK bodu 2:\nHluk trvá dál.\n",
        "Program: 1. Kamery, 2. Hluk\n\nAd 1)\nDvě kamery nejdou.\n\nAd 2)\nHluk trvá dál.\n",
        "Kamery\n------\nDvě kamery nejdou.\n\nHluk\n----\nHluk trvá dál.\n",
        "*Kamery*\nDvě kamery nejdou.\n\n*Hluk*\nHluk trvá dál.\n",
        "### Kamery\nDvě kamery nejdou.\n\n### Hluk\nHluk trvá dál.\n",
        "== Kamery ==\nDvě kamery nejdou.\n\n== Hluk ==\nHluk trvá dál.\n",
        "KAMERY\nDvě kamery nejdou.\n\nHLUK\nHluk trvá dál.\n",
        "Kamery\nDvě kamery nejdou.\n\nHluk\nHluk trvá dál.\n",
        "Kamery. Dvě kamery nejdou, a to ani jedna z nich, ani na hlavní, ani jinde.\n\n"
        "Hluk. Hluk trvá dál, a to hlavně v pátek a v sobotu večer po deváté hodině.\n",
        "Co řešíme: Kamery\nPopis: Dvě kamery nejdou.\n\nCo řešíme: Hluk\nPopis: Hluk trvá dál.\n",
        "č. | Téma | Průběh\n1 | Kamery | Dvě kamery nejdou.\n2 | Hluk | Hluk trvá dál.\n",
    ],
)
def test_titles_are_told_by_whatever_marks_them_again_and_again(body: str) -> None:
    found = [(organisation, title.capitalize(), words) for organisation, title, words in heads(body)]
    assert found == TWO_TITLES


TWO_NAMES = [("MP", "", "Dvě kamery"), ("OSV", "", "Hluk trvá")]


@pytest.mark.parametrize(
    "body",
    [
        "MP\n- Dvě kamery nejdou.\nOSV\n- Hluk trvá dál.\n",
        "[MP]\n• Dvě kamery nejdou.\n\n[OSV]\n• Hluk trvá dál.\n",
        ">> MP\n1. Dvě kamery nejdou.\n\n>> OSV\n1. Hluk trvá dál.\n",
        "MP – Vymyslil\nDvě kamery nejdou.\n\nOSV – Mgr. Zdánlivá\nHluk trvá dál.\n",
        "MP: Dvě kamery nejdou.\nOSV: Hluk trvá dál.\n",
        "MP: Dvě kamery nejdou.\n\nOSV: Hluk trvá dál.\n",
        "• MP\n   ○ Dvě kamery nejdou.\n• OSV\n   ○ Hluk trvá dál.\n",
        "Kdo | Bod | Úkol | Zodpovídá\nMP | Dvě kamery nejdou. | |\nOSV | Hluk trvá dál. | |\n",
    ],
)
def test_organisations_group_points_wherever_their_name_stands(body: str) -> None:
    assert heads(body) == TWO_NAMES


def test_in_prose_the_first_to_speak_raises_the_point_and_others_say_something_to_it() -> None:
    first, second = points_of(
        "MP informovala o krádežích ve sklepích. Mgr. Zdánlivá se zeptala, zda jsou známi pachatelé. "
        "MP odpověděla, že ne.\n\nZa Společné dvory Tichá představila nový klub. OSV s tím souhlasí.\n"
    )
    assert (first.organisation, second.organisation) == ("MP", "Společné dvory")
    assert [(said.organisation, said.kind, said.text) for said in first.statements] == [
        ("OSV", "question", "zda jsou známi pachatelé."),
        ("MP", "statement", "ne."),
    ]
    assert [said.organisation for said in second.statements] == ["OSV"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("MP: hlídky tam chodí.", ("MP", "statement", "hlídky tam chodí.")),
        ("Dotaz (OSV): kdo to platí?", ("OSV", "question", "kdo to platí?")),
        ("MP dotaz: kdy to bude?", ("MP", "question", "kdy to bude?")),
        ("Npor. Bájný uvedl, že případ je odložen.", ("PČR", "statement", "případ je odložen.")),
        ("Pan Vymyslil se ptal, kolik to stojí.", ("MP", "question", "kolik to stojí.")),
        ("Podle OSV jde o dvě rodiny.", ("OSV", "statement", "jde o dvě rodiny.")),
        ("Ing. Neznámý – proč to trvá?", ("Ing. Neznámý", "question", "proč to trvá?")),
        ("Předsedkyně doplnila, že věc spěchá.", ("Předsedkyně", "statement", "věc spěchá.")),
        ("OSV žádá o deky.", ("OSV", "statement", "žádá o deky.")),
    ],
)
def test_who_speaks_is_told_from_a_colon_a_dash_or_a_verb(line: str, said: tuple[str, str, str]) -> None:
    (point,) = points_of(f"1. Kamery\nDvě kamery nejdou.\n{line}\n\n")
    assert [(one.organisation, one.kind, one.text) for one in point.statements] == [said]


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("Oslovit majitele (Z: MP, T: 30. 9.)", ("Oslovit majitele", "MP", date(2026, 9, 30))),
        ("Oslovit majitele, zodpovídá OSV, termín do 14 dnů", ("Oslovit majitele", "OSV", date(2026, 3, 19))),
        ("Leták připraví OSV do konce dubna.", ("Leták připraví OSV", "OSV", date(2026, 4, 30))),
        ("OSV urguje do pátku.", ("urguje", "OSV", date(2026, 3, 6))),
        ("Komise ukládá tajemníkovi doplnit mapu do 10. 4.", ("doplnit mapu", "tajemník", date(2026, 4, 10))),
        ("Vymyslil slíbil, že hlídka tam do příště půjde.",
         ("slíbil, že hlídka tam půjde", "Vymyslil", NEXT_MEETING)),
        ("Bude-li třeba, pomůžeme. → MP ohradí díru do 1. 4.", ("ohradí díru", "MP", date(2026, 4, 1))),
        ("Všichni členové zašlou připomínky do 26. 3.", ("zašlou připomínky", "Všichni členové", date(2026, 3, 26))),
        ("Úkol: MP zjistí stav, T: listopad 2026", ("zjistí stav", "MP", date(2026, 11, 30))),
        ("TS ji uklidí, zatím není jasné kdy.", ("ji uklidí, zatím není jasné kdy", "TS", None)),
    ],
)  # fmt: skip
def test_tasks_are_given_asked_for_or_promised(said: str, task: tuple[str, str, Any]) -> None:
    (point,) = points_of(f"1. Kamery\nDvě kamery nejdou. {said}\n\n")
    assert [(one.what, one.who, one.due) for one in point.tasks] == [task]


def test_a_bracket_gives_each_clause_its_own_task() -> None:
    (point,) = points_of("1. Skládka\nRoste. Zjistit vlastníka (Z: OSV, T: příští buňka), ohradit (Z: MP, T: 1. 4.)\n")
    assert [(task.what, task.who, task.due) for task in point.tasks] == [
        ("Zjistit vlastníka", "OSV", NEXT_MEETING),
        ("ohradit", "MP", date(2026, 4, 1)),
    ]


@pytest.mark.parametrize(
    "said",
    ["Lhůta běží do 31. 3.", "MP opravila zámek do 2. 3.", "Sklep byl uklizen (Z: MP)", "Schůze trvala do 15. 3."],
)
def test_what_is_done_or_goes_on_is_no_task_of_anybody(said: str) -> None:
    (point,) = points_of(f"1. Kamery\nDvě kamery nejdou. {said}\n\n")
    assert point.tasks == ()


def test_a_list_of_tasks_at_the_end_stands_for_itself_and_one_within_belongs_to_its_point() -> None:
    tasks = "- MP obejde zahrádky do 1. 4.\n- OSV pošle kontakty\n"
    within = points_of(f"Ad 1) Zima\nJe zima.\nÚkoly:\n{tasks}\nAd 2) Různé\nNic nového.\n")
    assert [(point.title, len(point.tasks)) for point in within] == [("Zima", 2), ("Různé", 0)]
    at_end = points_of(f"Zima\n----\nJe zima.\n\nRůzné\n-----\nNic nového.\n\nÚkoly:\n{tasks}")
    assert [(point.title, len(point.tasks)) for point in at_end] == [("Zima", 0), ("Různé", 0), ("Úkoly", 2)]


def test_lines_broken_at_a_width_are_put_together_and_others_are_not() -> None:
    words = "slovo " * 9
    broken = "\n".join([f"Začátek {words}konec", *[f"dalších {words}konec"] * 4, "a konec.", "", "Nový odstavec."])
    assert len(lines_of(broken)) == 2
    apart = "\n".join(f"- {words}{number}" for number in range(6))
    assert len(lines_of(apart)) == 6


def test_a_resolution_with_numbered_parts_stays_in_its_point() -> None:
    found = heads(
        "I. Hazard\nVyhláška byla představena.\nUsnesení č. 3/2026\nKomise\n1. doporučuje radě vyhlášku schválit,\n"
        "2. bere na vědomí přehled.\nHlasování: 5 pro\n\nII. Různé\nNic nového.\n"
    )
    assert found == [("", "Hazard", "Vyhláška byla"), ("", "Různé", "Nic nového.")]
