"""A few thousand places around Ústí nad Labem, loaded at once, with areas, localities and issues; always the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from geodata import clock
from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.issues import IssueStatus, IssueTopic
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.model.sites import CONDITIONS, Condition, SiteKind, SiteState
from geodata.services.issues import NewIssue, raise_issue
from geodata.services.organisations import add_organisation
from geodata.services.site_list import list_sites
from tests.batches import USTI, Record, batch_of, load, square
from tests.small_city import advance, worker_of

SITES = 2_500  # more than one tile shows one by one
ISSUES = 12
_STREETS = ("Řehořova", "Školní", "Za tratí", "U Vlečky", "Čechova", "Důlce")


@dataclass(frozen=True)
class BusyCity:
    """Those who look at the city: the coordinator, the police and a partner; the police keep restricted records."""

    coordinator: Actor
    police: Actor
    partner: Actor

    @property
    def readers(self) -> tuple[Actor, ...]:
        return self.coordinator, self.police, self.partner


def busy_city(database: Database, actor: Actor) -> BusyCity:
    """Build it."""
    chance = random.Random(5514)
    police_id = add_organisation(database, actor, "Městská policie", OrganisationKind.MUNICIPAL_POLICE)
    ngo_id = add_organisation(database, actor, "Terénní programy", OrganisationKind.NGO)
    police = worker_of(database, actor, police_id, Role.POLICE, Role.OFFICIAL)
    partner = worker_of(database, actor, ngo_id, Role.PARTNER)
    load(database, actor, batch_of("areas", _areas()), batch_of("localities", _localities()), source="Mapa")
    records = [_site(chance, number) for number in range(SITES)]
    load(database, actor, batch_of("sites", records[: SITES // 2]), source="Město")
    load(database, police, batch_of("sites", records[SITES // 2 :]), source="Policie")
    _raise_issues(database, actor, chance)
    return BusyCity(actor, police, partner)


def _areas() -> list[Record]:
    west, east = (USTI[0] - 0.1, USTI[1]), (USTI[0] + 0.1, USTI[1])
    return [
        {"source_key": "whole", "code": "1", "name": "Okres", "kind": "district", "outline": square(*USTI, 0.6)},
        {"source_key": "west", "code": "2", "name": "Západ", "kind": "city_district", "outline": square(*west, 0.2),
         "parent_code": "1"},
        {"source_key": "east", "code": "3", "name": "Východ", "kind": "city_district", "outline": square(*east, 0.2),
         "parent_code": "1"},
    ]  # fmt: skip


def _localities() -> list[Record]:
    return [
        {"source_key": "predlice", "name": "Předlice", "outline": square(*USTI, 0.05), "valid_from": date(2020, 1, 1)},
        {"source_key": "future", "name": "Budoucí", "outline": square(*USTI, 0.3), "valid_from": date(2999, 1, 1)},
    ]


def _site(chance: random.Random, number: int) -> Record:
    kind = chance.choice(list(SiteKind))
    known = chance.random() < 0.8
    return {
        "source_key": str(number),
        "kind": kind.value,
        "name": f"{chance.choice(_STREETS)} {number}",
        "address": f"{chance.choice(_STREETS)} {number % 90}",
        "lon": USTI[0] + chance.gauss(0, 0.06),
        "lat": USTI[1] + chance.gauss(0, 0.04),
        "observed_on": clock.today() - timedelta(days=chance.randrange(900)) if known else None,
        "condition": chance.choice(CONDITIONS[kind]).value if known else None,
        "note": "Zapsáno při pochůzce" if known else None,
        "sensitivity": chance.choices(list(Sensitivity), [1, 5, 2])[0].value,
    }


def _raise_issues(database: Database, actor: Actor, chance: random.Random) -> None:
    ids = [row.id for row in list_sites(database, actor, SiteFilter(), limit=ISSUES * 2).rows]
    today = clock.today()
    for number in range(ISSUES):
        new = NewIssue(
            IssueTopic.DUMP,
            f"Podnět {number}",
            site_ids=tuple(ids[number * 2 : number * 2 + 2]),
            raised_on=today - timedelta(days=chance.randrange(40, 400)),
            due_on=today + timedelta(days=chance.choice((-20, 0, 20))),
            sensitivity=Sensitivity.RESTRICTED if number % 4 == 0 else Sensitivity.PARTNERS,
        )
        with clock.standing_at(clock.now() - timedelta(days=30)):
            issue_id = raise_issue(database, actor, new)
        if number % 3 == 0:
            advance(database, actor, issue_id, IssueStatus.ACCEPTED, IssueStatus.DONE)


def some_filters(number: int) -> list[SiteFilter]:
    """Filters as people combine them, the empty one first; always the same."""
    chance = random.Random(number)
    west, south = USTI[0] - 0.08, USTI[1] - 0.06
    shape = ((west, south), (west + 0.2, south), (west + 0.1, south + 0.1), (west, south))
    parts: list[Callable[[], dict[str, Any]]] = [
        lambda: {"kinds": frozenset(chance.sample(list(SiteKind), 2))},
        lambda: {"conditions": frozenset(chance.sample(list(Condition), 4))},
        lambda: {"states": frozenset(chance.sample(list(SiteState), 2))},
        lambda: {"statuses": frozenset({IssueStatus.RAISED, chance.choice(list(IssueStatus))})},
        lambda: {"minimum_age_days": chance.choice((0, 30, 200))},
        lambda: {"area_id": chance.choice((1, 2, 3))},
        lambda: {"locality_id": 1},
        lambda: {"text": chance.choice(("rehorova", "Za  TRATÍ", "8", "skolni 1", "%", "_"))},
        lambda: {"shape": shape},
    ]
    alone = [SiteFilter(**part()) for part in parts]
    mixed = [
        SiteFilter(**{**first(), **second()}) for first, second in (chance.sample(parts, 2) for _ in range(number))
    ]
    return [SiteFilter(), *alone, *mixed]
