"""Those present in the forms in which secretaries write them, and the lines that say it."""

from __future__ import annotations

import pytest

from geodata.model.known_names import KnownNames, KnownOrganisation
from loaders.minutes.understanding import understand
from tests.minutes_corpus.measuring import known_city

CITY = known_city()
TITLE = "Zápis z policejní buňky Hutě, 8. 10. 2026\n"
POINTS = "\n\nPodněty\n- Rozbité okno v Lipové.\n"


def present(text: str, known: KnownNames = CITY) -> str:
    found = understand(TITLE + text + POINTS, known)
    return "; ".join(f"{one.name}, {one.organisation}" if one.organisation else one.name for one in found.attendees)


TICHY_AND_RAZNA = "npor. Tichý, PČR; Rázná, MP"


@pytest.mark.parametrize(
    "text",
    [
        "Přítomni: npor. Tichý (PČR), Rázná (MP)",
        "Přít.: PČR – npor. Tichý; MP – Rázná",
        "PŘÍTOMNI | PČR: npor. Tichý | MP: Rázná",
        "Přítomni:\tnpor. Tichý\tPČR\n\tRázná\tMP",
        "Přítomni:   npor. Tichý    PČR\n            Rázná          MP",
        "Účastníci\nPČR\n  npor. Tichý\nMP\n  Rázná",
        "Prezence:\n1/ npor. Tichý, PČR\n2/ Rázná, MP",
        "Účast dle prezenční listiny:\nPČR (npor. Tichý), MP (Rázná), OSV – nikdo",
        "Kdo přišel: za PČR npor. Tichý, za MP Rázná\nNepřišel: OSV",
        "Kdo byl? npor. Tichý z PČR a za MP Rázná",
        "byli tu: PČR 1 (npor. Tichý), MP 1 (Rázná), OSV 0",
        "Zúčastnili se npor. Tichý (PČR) a Rázná (MP). Omluvil se Ing. Rovný ze Stavebního úřadu.",
        "Jednání se zúčastnili: npor. Tichý – PČR, Rázná – zástupkyně MP",
        "Buňka se sešla za účasti zástupců PČR (npor. Tichý) a MP (Rázná).",
        "Za PČR se zúčastnil npor. Tichý, MP zastupovala Rázná.",
        "| Jméno | Organizace | Přítomen |\n|---|---|---|\n| npor. Tichý | PČR | ano |\n| Rázná | MP | ano |\n"
        "| Bc. Malý | OSV | omluven |",
        "Jméno            Organizace     Podpis\nnpor. Tichý      PČR\nRázná            MP",
        "Přítomni:\nPČR: npor. Tichý (velitel)\n\nMP: Rázná",
        # Marks, numbers and initials beside the names.
        "Zkratky: PT – npor. Tichý (PČR), JR – Rázná (MP)",
        "Přítomni (zkratky v zápise):\nPT = npor. Tichý, PČR\nJR = Rázná, MP",
        "Účast:\n☑ PČR (npor. Tichý)\n☑ MP (Rázná)\n☐ OSV (Bc. Malý)",
        "[x] npor. Tichý, PČR\n[x] Rázná, MP\n[ ] Bc. Malý, OSV",
        "Přítomni: 1. npor. Tichý (PČR) 2. Rázná (MP)",
        "Přítomni (P) / omluveni (O):\nnpor. Tichý, PČR – P\nRázná, MP – P\nBc. Malý, OSV – O",
        "Přítomni: npor. Tichý, PČR (od 14.20), Rázná, MP (odešla v 15.00)",
        # Labels that nobody knows, and none.
        "Jmenovitě: npor. Tichý (PČR), Rázná (MP)",
        "Složení: PČR zastupuje npor. Tichý, MP zastupuje Rázná",
        "Kdo tu byl\n----------\nnpor. Tichý   (PČR)\nRázná   (MP)",
        "Komise: npor. Tichý – předseda (PČR), Rázná – členka (MP)",
        "npor. Tichý PČR, Rázná MP",
        "PČR npor. Tichý + MP Rázná",
        "Organizace | Zástupce\nPČR | npor. Tichý\nMP | Rázná\nOSV | –",
        "Přítomni:\n  Organizace: PČR\n    npor. Tichý\n  Organizace: MP\n    Rázná",
        "Přítomni – PČR: npor. Tichý. MP: Rázná.",
        "Na schůzku dorazili npor. Tichý za PČR a Rázná za MP, omluvena byla Bc. Malá z OSV.",
    ],
)
def test_one_list_in_many_forms(text: str) -> None:
    assert present(text) == TICHY_AND_RAZNA


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Přítomni: Ing. arch. Rovný (oba SÚ), npor. Smělý, prap. Malá (oba PČR)",
         "Ing. arch. Rovný, SÚ; npor. Smělý, PČR; prap. Malá, PČR"),
        ("Předsedkyně: Mgr. Rozvážná\nČlenové: Bc. Přímý, Ing. Tichý\nHost: npor. Důsledný (PČR)",
         "Mgr. Rozvážná; Bc. Přímý; Ing. Tichý; npor. Důsledný, PČR"),
        ("Přítomni:\nJUDr. Přísná, Policie ČR, obvodní oddělení\nIng. Rozumný, předseda komise\n"
         "Pilná, Společné dvory, z. ú.",
         "JUDr. Přísná, Policie ČR, obvodní oddělení; Ing. Rozumný; Pilná, Společné dvory, z. ú."),
        ("Přítomni: Mgr. Poctivá (ředitelka ZŠ Hutnická), Ing. Světlá (náměstkyně primátora)",
         "Mgr. Poctivá, ZŠ Hutnická; Ing. Světlá"),
        ("přítomni byli za policii pan tichý za terén paní zvídavá a paní srdečná",
         "pan tichý, policie; paní zvídavá, terén; paní srdečná, terén"),
        ("Jednání řídila předsedkyně komise Mgr. Rozvážná. Přítomni byli dále členové komise Ing. Tichý"
         " a tajemník Bc. Pečlivý.",
         "Mgr. Rozvážná; Ing. Tichý; Bc. Pečlivý"),
        ("npor. Tichý (PČR), Rázná (MP), Srdečná (Terén)", "npor. Tichý, PČR; Rázná, MP; Srdečná, Terén"),
    ],
)  # fmt: skip
def test_roles_guests_and_legal_forms(text: str, people: str) -> None:
    assert present(text) == people


def test_organisations_nobody_knows_are_told_by_their_words() -> None:
    text = "Přítomni: T. Hovorný, Otevřené dveře; za Společné dvory Bohdana Pilná"
    assert present(text, KnownNames()) == "T. Hovorný, Otevřené dveře; Bohdana Pilná, Společné dvory"


def test_whoever_signed_is_meant_by_me() -> None:
    assert present("Byli jsme tam: Bystrá (SÚ) a já." + POINTS + "\nMějte se hezky\nSnaživá\n").startswith(
        "Bystrá, SÚ; "
    )


@pytest.mark.parametrize(
    "text",
    [
        "Přítomni: npor. Tichý (PČR), Rázná (MP)\nOmluveni: OSV, SÚ (Ing. Rovný)",
        "Přítomni:\nPČR: npor. Tichý\nMP: Rázná\nBez OSPODu (omluven).",
        "Zúčastnili se npor. Tichý (PČR) a Rázná (MP). Omluvil se Stavební úřad.",
        "Přítomni: dle prezenční listiny",
        "Omluven: –",
    ],
)
def test_no_line_of_those_present_becomes_a_point_and_no_point_is_lost(text: str) -> None:
    points = understand(TITLE + text + POINTS, CITY).points
    assert [point.text for point in points] == ["Rozbité okno v Lipové."]


@pytest.mark.parametrize("line", ["Chybí lavičky na Lipové.", "Absence žáků přibývají.", "Účast na besedě: malá"])
def test_points_that_begin_like_a_list_stay_points(line: str) -> None:
    found = understand(f"{TITLE}\nPřítomni: npor. Tichý (PČR), Rázná (MP)\n\nPČR\n- klid v obvodu\n- {line}\n", CITY)
    assert [point.text for point in found.points] == ["klid v obvodu", line]


@pytest.mark.parametrize(
    "text",
    [
        "Přítomni: PČR – Tichý; MP – Rázná\nOmluveni: OSV\n",
        "Přítomni:\nPČR – Tichý\nMP – Rázná\nTechnické služby – omluveny\n",
        "Účast: Tichý (PČR), Rázná (MP)\n",
    ],
)
def test_points_may_follow_without_an_empty_line(text: str) -> None:
    found = understand(f"{TITLE}{text}PČR: v Lipové je hluk\nMP: vrak v Jateční, výzva vylepena\n", CITY)
    assert [one.name for one in found.attendees] == ["Tichý", "Rázná"]
    assert [point.organisation for point in found.points] == ["PČR", "MP"]


def test_those_present_are_found_at_the_end_too() -> None:
    found = understand(TITLE + POINTS + "\nPrezence:\n1. npor. Tichý, PČR\n2. Rázná, MP\n", CITY)
    assert [(one.name, one.organisation) for one in found.attendees] == [("npor. Tichý", "PČR"), ("Rázná", "MP")]


def test_a_row_reads_the_same_way_throughout() -> None:
    assert present("MP Bdělý + Chvatná, TS Pospíchal, ZŠ Zářečí Mírná, Spol. dvory Radostná") == (
        "Bdělý, MP; Chvatná, MP; Pospíchal, TS; Mírná, ZŠ Zářečí; Radostná, Spol. dvory"
    )


@pytest.mark.parametrize(
    "text",
    [
        "PČR\nRozbité okno v Lipové.\nMP\nNepořádek v Sokolské.",
        "Policie ČR: Nic nového.\nMěstská policie: Bez událostí.",
        "MP – Lipová, auta na chodníku\nTS – Sokolská, kontejnery",
    ],
)
def test_points_are_nobody(text: str) -> None:
    assert present(text) == ""


def test_a_title_after_a_comma_belongs_to_the_name() -> None:
    assert present("Přítomni: Jana Zvídavá, DiS. (OSV), Rázná (MP)") == "Jana Zvídavá, DiS., OSV; Rázná, MP"


def test_who_sent_the_letter_is_present_by_the_whole_name() -> None:
    head = "Od: Zvídavá Renata\nKomu: buňka\n\nByli jsme tam: já, npor. Tichý (PČR) a Rázná (MP)."
    text = f"{head}\n\nPodněty\n- Hluk.\n\nRenata"
    assert [one.name for one in understand(text, CITY).attendees] == ["Zvídavá Renata", "npor. Tichý", "Rázná"]


DASHED = KnownNames(
    organisations=(
        KnownOrganisation("Státní policie – obvodní oddělení Zářečí", "Státní policie – Zářečí"),
        KnownOrganisation("Odbor – stavební úřad", "Stavební úřad"),
        KnownOrganisation("Terén Vzorov, z. s.", "Terén Vzorov"),
    )
)


def test_organisations_that_came_are_read_without_anybodys_name() -> None:
    came = "Přítomni: Městská policie, Státní policie – obvodní oddělení Zářečí a Terén Vzorov"
    text = f"{came}\nOmluveni: Odbor – stavební úřad"
    found = understand(TITLE + text + POINTS, DASHED)
    assert [(one.name, one.organisation) for one in found.attendees] == [
        ("", "Městská policie"), ("", "Státní policie – obvodní oddělení Zářečí"), ("", "Terén Vzorov"),
    ]  # fmt: skip


def test_what_stands_in_brackets_after_an_organisation_says_who_came() -> None:
    text = "Přítomni: Městská policie (velitel), Odbor – stavební úřad, Terén Vzorov (Ing. Rovný)"
    found = understand(TITLE + text + POINTS, DASHED)
    assert [(one.name, one.organisation) for one in found.attendees] == [
        ("velitel", "Městská policie"), ("", "Odbor – stavební úřad"), ("Ing. Rovný", "Terén Vzorov"),
    ]  # fmt: skip


@pytest.mark.parametrize("between", [": ", " – "])
def test_a_dash_within_the_name_of_an_organisation_parts_nothing(between: str) -> None:
    text = f"Přítomni:\nOdbor – stavební úřad{between}Ing. Rovný\nTerén Vzorov{between}Vlídná"
    assert present(text, DASHED) == "Ing. Rovný, Odbor – stavební úřad; Vlídná, Terén Vzorov"
