"""Two proposals of Vzorov's prevention commission: zones for gambling, and a market order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.demo.districts import boundary, district_outlines
from geodata.demo.localities import LocalityPlan
from geodata.model.zones import ProposalKind, ProposalState, TimeBand, ZoneRule, ZoneSource

_AROUND_M = 100.0  # the proposal's own criterion: this far around a locality
_BANNED = ("kolonie", "stara_hut", "nadrazni", "dolni_mlyny", "cihelna", "cihelna_horni", "za_jezem")
_FIRST_BANNED = "Hutnická kolonie"
_ESTATE = "vysina_jih"
_LEGAL_NOTE = "Časové pásmo a strop počtu přístrojů vyžadují právní posouzení (k ověření právníkem)."


@dataclass(frozen=True, slots=True)
class ZonePlan:
    """Where a rule holds and why there; the outline in plan metres.

    `around_localities_m` is the criterion as a rule: so far from a locality, 0 inside one; None where it is words only.
    """

    name: str
    rule: ZoneRule
    criterion: str
    outline: BaseGeometry
    source: ZoneSource = ZoneSource.DRAWN
    around_localities_m: float | None = None
    band: TimeBand | None = None
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class WordingPlan:
    """One version of a proposal."""

    drafted_on: date
    submitted_on: date | None
    summary: str
    zones: tuple[ZonePlan, ...]
    changes: str = ""
    reasons: str = ""
    legal_notes: str = ""
    valid_from: date | None = None
    variant: str = ""


@dataclass(frozen=True, slots=True)
class BylawPlan:
    """What became of the last version of an adopted proposal."""

    number: str
    title: str
    adopted_on: date
    valid_from: date


@dataclass(frozen=True, slots=True)
class ProposalPlan:
    """A proposal with its versions, the oldest first, and the bylaw that it became."""

    title: str
    kind: ProposalKind
    state: ProposalState
    versions: tuple[WordingPlan, ...]
    bylaw: BylawPlan | None = None


def plan_proposals(localities: list[LocalityPlan], first: date, today: date) -> list[ProposalPlan]:
    """The market order and a first ban, adopted long ago, and the gambling zones, recommended lately."""
    return [_market_order(first), _first_ban(localities, first), _gambling(localities, today)]


def _market_order(first: date) -> ProposalPlan:
    centre = district_outlines()["stred"]
    draft, second = first + timedelta(days=20), first + timedelta(days=95)
    return ProposalPlan(
        "Tržní řád – zákaz podomního prodeje",
        ProposalKind.MARKET_ORDER,
        ProposalState.ADOPTED,
        (
            WordingPlan(draft, draft + timedelta(days=21), "Zákaz podomního a pochůzkového prodeje v centru města.",
                        (ZonePlan("Vzorov-střed", ZoneRule.SALE_BAN,
                                  "Obvod s největším počtem oznámení na podomní prodejce.", centre),)),
            WordingPlan(second, second + timedelta(days=14),
                        "Zákaz podomního a pochůzkového prodeje na celém území města; prodejci se ze středu jen "
                        "přesunuli do sídlišť.",
                        (ZonePlan("Celé území města", ZoneRule.SALE_BAN,
                                  "Oznámení přicházejí ze všech obvodů; zákaz platí pro všechny prodejce stejně.",
                                  boundary(), ZoneSource.MUNICIPALITY),),
                        changes="Zákaz platí pro celé území: po prvním návrhu se prodejci přesunuli na sídliště.",
                        reasons="Oznámení na podomní prodejce přicházejí ze všech obvodů, nejčastěji od seniorů.",
                        valid_from=second + timedelta(days=120)),
        ),
        BylawPlan(f"7/{second.year}", "Tržní řád", second + timedelta(days=100), second + timedelta(days=120)),
    )  # fmt: skip


def _first_ban(localities: list[LocalityPlan], first: date) -> ProposalPlan:
    """A ban around the oldest locality, so that visits since then tell who keeps to it."""
    adopted = first + timedelta(days=60)
    begins = adopted + timedelta(days=15)
    zones = tuple(zone for zone in _bans(localities, _AROUND_M) if zone.name == _FIRST_BANNED)
    return ProposalPlan(
        "Zákaz hazardních her v Hutnické kolonii",
        ProposalKind.GAMBLING,
        ProposalState.ADOPTED,
        (
            WordingPlan(first, first + timedelta(days=10),
                        f"Úplný zákaz v Hutnické kolonii a do {_AROUND_M:.0f} m od ní.", zones,
                        reasons="Nejvíc heren na obyvatele ze všech lokalit.", valid_from=begins),
        ),
        BylawPlan(f"3/{adopted.year}", "Zákaz hazardních her v Hutnické kolonii", adopted, begins),
    )  # fmt: skip


def _gambling(localities: list[LocalityPlan], today: date) -> ProposalPlan:
    bans = (*_bans(localities, _AROUND_M), _estate(localities))
    elsewhere = shapely.difference(boundary(), shapely.union_all([ban.outline for ban in bans]))
    first, second, third = (today - timedelta(days=days) for days in (410, 260, 95))
    return ProposalPlan(
        "Zóny pro hazardní hry ve vyloučených lokalitách",
        ProposalKind.GAMBLING,
        ProposalState.RECOMMENDED,
        (
            WordingPlan(first, first + timedelta(days=25),
                        "První návrh: úplný zákaz ve třech obvodech. Komise vrátila, kritérium není objektivní.",
                        tuple(_whole_districts())),
            WordingPlan(second, second + timedelta(days=18),
                        "Úplný zákaz jen ve vyloučených lokalitách podle vlastního šetření města.",
                        tuple(_bans(localities, 0.0))),
            WordingPlan(third, third + timedelta(days=30),
                        f"Úplný zákaz v lokalitách a do {_AROUND_M:.0f} m od nich a na sídlišti Výšina – jih, na "
                        "zbytku území provoz 10–22 hodin, ve středu nejvýše 15 přístrojů v provozovně.",
                        (*bans,
                         ZonePlan("Ostatní území města", ZoneRule.TIME_BAND, "Zbytek území města.", elsewhere,
                                  band=TimeBand(time(22), time(10))),
                         ZonePlan("Vzorov-střed", ZoneRule.MACHINE_CAP, "Obvod s nejvíce přístroji na obyvatele.",
                                  district_outlines()["stred"], ZoneSource.AREA, cap=15)),
                        changes=f"Zákaz sahá {_AROUND_M:.0f} m za hranice lokalit, protože se herny stěhovaly přes "
                                "ulici. Nově pásmo a strop na zbytku území.",
                        reasons="Herny u lokalit dopadají na domácnosti s nejnižšími příjmy; vzdálenost je pro všechny "
                                "provozovny stejná.",
                        legal_notes=_LEGAL_NOTE, valid_from=today + timedelta(days=90)),
            WordingPlan(today - timedelta(days=6), None,
                        "Úplný zákaz v lokalitách a do 200 m od nich, bez pásma a stropu.",
                        tuple(_bans(localities, 2 * _AROUND_M)),
                        changes="Dvojnásobná vzdálenost místo pásma a stropu, které vyžadují právní posouzení.",
                        reasons="Herny u lokalit dopadají na domácnosti s nejnižšími příjmy; vzdálenost je pro všechny "
                                "provozovny stejná.",
                        valid_from=today + timedelta(days=120), variant="200 m"),
        ),
    )  # fmt: skip


def _whole_districts() -> Iterator[ZonePlan]:
    for key, name in (("hute", "Hutě"), ("nadrazi", "Nádraží"), ("zareci", "Zářečí")):
        yield ZonePlan(name, ZoneRule.TOTAL_BAN, "Obvod s vyloučenou lokalitou.", district_outlines()[key])


def _estate(localities: list[LocalityPlan]) -> ZonePlan:
    outline = next(locality.outline for locality in localities if locality.key == _ESTATE)
    criterion = "Sídliště s nejvyšším podílem příjemců dávek na bydlení ve městě."
    return ZonePlan("Sídliště Výšina – jih", ZoneRule.TOTAL_BAN, criterion, outline or boundary())


def _bans(localities: list[LocalityPlan], around_m: float) -> Iterator[ZonePlan]:
    criterion = "Vyloučená lokalita podle šetření města"
    criterion += f" a okolí do {around_m:.0f} m." if around_m else "."
    for locality in localities:
        if locality.key in _BANNED and locality.outline is not None:
            outline = locality.outline.buffer(around_m) if around_m else locality.outline
            source = ZoneSource.COMPUTED if around_m else ZoneSource.LOCALITY
            clipped = shapely.intersection(outline, boundary())
            yield ZonePlan(locality.name, ZoneRule.TOTAL_BAN, criterion, clipped, source, around_m)
