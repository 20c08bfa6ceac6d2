"""The fourteen excluded localities of Vzorov: named, drawn, dated; one vanished, one split."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from shapely.geometry import Polygon

from geodata.demo.districts import DISTRICTS, built_up, district_outlines
from geodata.demo.streets import grid_block

SURVEY = "Mapování lokalit 2015 (vymyšlený údaj)"
CITY_COUNT = "Vlastní šetření města (vymyšlený údaj)"
FIELD_ESTIMATE = "Odhad terénních týmů (vymyšlený údaj)"

Corner = tuple[int, int]


@dataclass(frozen=True, slots=True)
class VersionPlan:
    """What held from a day on; `outline` in plan metres, None where nothing is left."""

    valid_from: date
    recorded_on: date
    outline: Polygon | None
    low: int | None
    high: int | None
    source: str | None
    note: str


@dataclass(frozen=True, slots=True)
class LocalityPlan:
    """A locality; `weight` says how much of the city's trouble is found in it."""

    key: str
    name: str
    district: str
    weight: int
    versions: tuple[VersionPlan, ...]

    @property
    def outline(self) -> Polygon | None:
        """The outline that holds today."""
        return self.versions[-1].outline


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A locality as two corners of its district's grid, inhabitants by the survey and by the city's later count."""

    key: str
    name: str
    district: str
    weight: int
    corners: tuple[Corner, Corner]
    survey: tuple[int, int]
    later: tuple[int, int]
    note: str


_DRAWN = (
    _Drawn("kolonie", "Hutnická kolonie", "hute", 17, ((-2, -3), (1, 1)), (900, 1200), (750, 950),
           "Dělnické domy z doby před první válkou, většina patří soukromým vlastníkům. Prázdné domy se rozebírají."),
    _Drawn("stara_hut", "Stará Huť", "hute", 6, ((-1, 2), (1, 5)), (200, 260), (180, 240),
           "Několik pavlačových domů u bývalé vrátnice."),
    _Drawn("nadrazni", "Nádražní čtvrť", "nadrazi", 11, ((-2, -3), (1, 0)), (500, 700), (520, 680),
           "Činžovní domy mezi nádražím a třídou; v přízemí herny a zastavárny."),
    _Drawn("drazni", "Drážní domky", "nadrazi", 5, ((0, 3), (2, 6)), (120, 160), (90, 130),
           "Bývalé služební byty železnice, za domy trať a zahrádky."),
    _Drawn("dolni_mlyny", "Dolní Mlýny", "mlyny", 9, ((-2, -2), (0, 2)), (350, 450), (380, 470),
           "Ulice podél náhonu, tři městské a šest soukromých domů."),
    _Drawn("za_jezem", "Za Jezem", "zareci", 6, ((0, 2), (2, 5)), (150, 210), (140, 190),
           "Domky na záplavovém území, část bez kanalizace."),
    _Drawn("vysina_jih", "Sídliště Výšina – jih", "vysina", 12, ((-2, -3), (0, 0)), (1300, 1600), (1200, 1500),
           "Panelové domy, které město v devadesátých letech prodalo; dluhy společenství, vysoké nájmy."),
    _Drawn("vezaky", "Výšina – věžáky", "vysina", 6, ((0, 1), (1, 3)), (300, 380), (280, 360),
           "Dva věžové domy s malometrážními byty."),
    _Drawn("podlesi_ubytovny", "Ubytovny Podlesí", "podlesi", 7, ((-1, -1), (1, 2)), (250, 400), (220, 350),
           "Tři ubytovny v areálu bývalého učiliště; lidé se rychle střídají."),
    _Drawn("kasarna", "Kasárna", "podlesi", 4, ((-2, 2), (0, 4)), (80, 120), (70, 110),
           "Obytná část bývalých kasáren, soukromý vlastník."),
    _Drawn("pavlace", "Sady – pavlačové domy", "sady", 4, ((0, -3), (1, 0)), (100, 140), (90, 130),
           "Čtyři pavlačové domy na kraji zahrádkářské kolonie."),
)  # fmt: skip

_SURVEYED = date(2015, 5, 31)


def plan_localities(first: date, today: date) -> list[LocalityPlan]:
    """The localities with their versions; what happened within the three years is dated from `first`."""
    counted = first + timedelta(days=int((today - first).days * 0.42))
    localities = [_twice_counted(drawn, first, counted) for drawn in _DRAWN]
    return [*localities, _vanished(first, today), *_split(first, today)]


def _twice_counted(drawn: _Drawn, first: date, counted: date) -> LocalityPlan:
    outline = _outline(drawn.district, *drawn.corners)
    return LocalityPlan(
        drawn.key,
        drawn.name,
        drawn.district,
        drawn.weight,
        (
            VersionPlan(_SURVEYED, first, outline, *drawn.survey, SURVEY, drawn.note),
            VersionPlan(counted, counted + timedelta(days=12), outline, *drawn.later, CITY_COUNT, drawn.note),
        ),
    )


def _vanished(first: date, today: date) -> LocalityPlan:
    emptied = first + timedelta(days=int((today - first).days * 0.55))
    return LocalityPlan(
        "provaznicka",
        "Provaznická",
        "mlyny",
        0,
        (
            VersionPlan(_SURVEYED, first, _outline("mlyny", (0, 2), (1, 4)), 160, 200, SURVEY,
                        "Blok šesti domů určený ke zbourání."),
            VersionPlan(emptied, emptied + timedelta(days=20), None, 0, 0, CITY_COUNT,
                        "Domy byly zbourány a lokalita zanikla. Lidé se odstěhovali hlavně do Dolních Mlýnů a na "
                        "ubytovny v Podlesí; problém se přesunul, nezmizel."),
        ),
    )  # fmt: skip


def _split(first: date, today: date) -> list[LocalityPlan]:
    divided = first + timedelta(days=int((today - first).days * 0.3))
    recorded = divided + timedelta(days=9)
    why = "Po opravě střední části ulice zůstala lokalita jen na obou koncích; od té doby se sleduje jako dvě."
    lower = LocalityPlan(
        "cihelna",
        "Cihelna",
        "zareci",
        8,
        (
            VersionPlan(_SURVEYED, first, _outline("zareci", (-2, -4), (1, 0)), 400, 520, SURVEY,
                        "Řadové domy bývalé cihelny po obou stranách ulice."),
            VersionPlan(divided, recorded, _outline("zareci", (-2, -4), (-1, 0)), 170, 230, FIELD_ESTIMATE, why),
        ),
    )  # fmt: skip
    upper = LocalityPlan(
        "cihelna_horni",
        "Cihelna – horní řada",
        "zareci",
        5,
        (VersionPlan(divided, recorded, _outline("zareci", (0, -4), (1, 0)), 130, 180, FIELD_ESTIMATE, why),),
    )
    return [lower, upper]


def _outline(district_key: str, first: Corner, last: Corner) -> Polygon:
    """Whole blocks of the district's grid, a little wider than the middles of the streets around them."""
    district = next(district for district in DISTRICTS if district.key == district_key)
    block = grid_block(district, first, last).buffer(12, join_style="mitre")
    outline: Polygon = block.intersection(district_outlines()[district_key]).intersection(built_up())
    return outline
