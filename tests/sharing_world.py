"""What could be shared, and every place that could tell of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.services.ground_card import locality_card
from geodata.services.issue_card import issue_card
from geodata.services.issue_list import list_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.meeting_card import meeting_card
from geodata.services.meeting_list import list_meetings
from geodata.services.meetings import NewAgendaItem, add_agenda_item
from geodata.services.nearby import surroundings
from geodata.services.organisations import add_organisation
from geodata.services.overview import overview
from geodata.services.photos import add_photo, read_photo
from geodata.services.search import HitKind, search_everything
from geodata.services.sharing import Shareable
from geodata.services.site_card import site_card
from geodata.services.site_export import export_sites
from geodata.services.site_list import list_sites
from geodata.services.sites import NewObservation, neighbours, observe
from geodata.services.story import site_story
from geodata.services.territory_list import list_territories
from geodata.services.tiles import TileRequest, tile
from geodata.spatial import mercator_cells
from geodata.tables import Issue, Locality, Site
from tests.batches import batch_of, load, square
from tests.small_city import SmallCity, small_city, worker_of
from tests.storage.test_photos import picture

HERE = (14.0506, 50.6601)  # of the hidden site of the small city
Told = dict[str, bool]


@dataclass(frozen=True)
class World:
    """The small city with a shared record to be, and everybody who may or may not read it."""

    city: SmallCity
    coordinator: Actor
    author: Actor  # of the organisation that wrote the records
    reader: Actor  # of the organisation they get shared with
    other: Actor  # of a third organisation
    photo_id: int
    locality_id: int
    photos: Path


def world_to_share(database: Database, actor: Actor, photos: Path) -> World:
    """The small city; the police wrote its hidden site and issue, and a hidden locality besides."""
    city = small_city(database, actor)
    third = add_organisation(database, actor, "Odbor sociálních věcí", OrganisationKind.CITY)
    author = worker_of(database, actor, city.police_id, Role.POLICE, login="author")
    _written_by(database, actor, city, city.police_id)
    point = NewAgendaItem("Citlivý bod", issue_id=city.hidden_issue_id)
    add_agenda_item(database, actor, city.meeting_id, point)
    observe(database, author, city.hidden_site_id, NewObservation(clock.today()))
    photo_id = add_photo(database, author, photos, city.hidden_site_id, None, picture(), clock.today())
    locality = {
        "source_key": "x", "name": "Citlivá lokalita", "outline": square(*HERE, 0.05),
        "valid_from": date(2020, 1, 1), "sensitivity": "restricted",
    }  # fmt: skip
    official = worker_of(database, actor, city.police_id, Role.OFFICIAL, login="official")
    load(database, official, batch_of("localities", [locality]))
    with database.read() as session:
        locality_id = session.scalars(select(Locality.id)).one()
    return World(
        city,
        actor,
        author,
        worker_of(database, actor, city.ngo_id, Role.TERRAIN, Role.OFFICIAL, login="reader"),
        worker_of(database, actor, third, Role.TERRAIN, Role.OFFICIAL, login="other"),
        photo_id,
        locality_id,
        photos,
    )


def _written_by(database: Database, actor: Actor, city: SmallCity, organisation_id: int) -> None:
    """Say that an organisation wrote the two hidden records, which the coordinator wrote in truth."""
    with database.write(actor) as work:
        work.version_of("issues")
        site = work.session.get_one(Site, city.hidden_site_id)
        site.organisation_id, site.changed = organisation_id, work.version_of("sites")
        work.session.get_one(Issue, city.hidden_issue_id).organisation_id = organisation_id
        work.commit()


def answers(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except NotFound:
        return False
    return True


def tile_of(database: Database, who: Actor, layer: str, zoom: int, **chosen: Any) -> list[dict[str, Any]]:
    column, row = mercator_cells(np.array([HERE[0]]), np.array([HERE[1]]), zoom)
    request = TileRequest(layer, zoom, int(column[0]), int(row[0]), SiteFilter(**chosen))
    found: list[dict[str, Any]] = orjson.loads(tile(database, who, request).body)["features"]
    return found


def told_of_site(database: Database, world: World, who: Actor) -> Told:
    """Every place that could tell of the hidden site, and whether it does to this reader."""
    city, site_id = world.city, world.city.hidden_site_id

    def in_tile(zoom: int, **chosen: Any) -> bool:
        return site_id in {feature["id"] for feature in tile_of(database, who, "sites", zoom, **chosen)}

    everything = list_sites(database, who, SiteFilter())
    return {
        "card": answers(lambda: site_card(database, who, site_id)),
        "story": answers(lambda: site_story(database, who, site_id)),
        "surroundings": answers(lambda: surroundings(database, who, site_id)),
        "photo": answers(lambda: read_photo(database, who, world.photos, world.photo_id)),
        "near another": site_id in {near.site_id for near in surroundings(database, who, city.building_id).nearby},
        "neighbours": site_id in {near.site_id for near in neighbours(database, who, *HERE, radius_m=200)},
        "list": site_id in {row.id for row in everything.rows},
        "total": everything.total == 3,
        "total of kinds": sum(everything.by_kind.values()) == 3,
        "list of a text": site_id in {row.id for row in list_sites(database, who, SiteFilter(text="zadni trakt")).rows},
        "list of a box": list_sites(database, who, SiteFilter(), box=(14, 50, 15, 51)).total == 3,
        "tile of streets": in_tile(18),
        "tile of a city": in_tile(12),
        "tile of a text": in_tile(12, text="zadni"),
        "search": site_id in {hit.id for hit in found(database, who, "zadni trakt", HitKind.SITE)},
        "export": site_id in {site.id for site in export_sites(database, who, SiteFilter(), "csv").sites},
        "changes": site_id in {change.site.id for change in overview(database, who).changes if change.site},
    }


def found(database: Database, who: Actor, text: str, kind: HitKind) -> list[Any]:
    return [hit for hit in search_everything(database, who, text) if hit.kind == kind]


def told_of_issue(database: Database, world: World, who: Actor) -> Told:
    """Every place that could tell of the hidden issue, and whether it does to this reader."""
    city, issue_id = world.city, world.city.hidden_issue_id
    everything = list_issues(database, who, IssueFilter())
    card = site_card(database, who, city.building_id)
    of_building = list_issues(database, who, IssueFilter(site_id=city.building_id))
    today, meeting = overview(database, who), meeting_card(database, who, city.meeting_id)
    return {
        "card": answers(lambda: issue_card(database, who, issue_id)),
        "list": issue_id in {row.id for row in everything.rows},
        "total": everything.total == 3,
        "list of a site": issue_id in {row.id for row in of_building.rows},
        "total of a site": of_building.total == 3,
        "card of a site": issue_id in {issue.id for issue in card.open_issues},
        "story of a site": issue_id in {e.issue.id for e in site_story(database, who, city.building_id) if e.issue},
        "meeting": issue_id in {point.issue.id for point in meeting.points if point.issue},
        "number of points": [row.points for row in list_meetings(database, who, coming=True)] == [2],
        "figure": today.open.value == 3,
        "oldest": issue_id in {row.id for row in today.oldest},
        "changes": issue_id in {change.issue.id for change in today.changes if change.issue},
        "search": issue_id in {hit.id for hit in found(database, who, "citliva vec", HitKind.ISSUE)},
    }


def told_of_locality(database: Database, world: World, who: Actor) -> Told:
    """Every place that could tell of the hidden locality, and whether it does to this reader."""
    id_, name = world.locality_id, "Citlivá lokalita"
    return {
        "card": answers(lambda: locality_card(database, who, id_)),
        "tile": id_ in {feature["id"] for feature in tile_of(database, who, "localities", 12)},
        "search": id_ in {hit.id for hit in found(database, who, "citliva lokalita", HitKind.LOCALITY)},
        "choice": id_ in {locality.id for locality in list_territories(database, who).localities},
        "card of a site": site_card(database, who, world.city.building_id).locality == name,
        "export": name in {site.locality for site in export_sites(database, who, SiteFilter(), "csv").sites},
        "filter of the list": list_sites(database, who, SiteFilter(locality_id=id_)).total > 0,
        "filter of a tile": bool(tile_of(database, who, "sites", 12, locality_id=id_)),
    }


TELLS: dict[Shareable, Callable[[Database, World, Actor], Told]] = {
    Shareable.SITE: told_of_site,
    Shareable.ISSUE: told_of_issue,
    Shareable.LOCALITY: told_of_locality,
}


def hidden(world: World, what: Shareable) -> int:
    return {
        Shareable.SITE: world.city.hidden_site_id,
        Shareable.ISSUE: world.city.hidden_issue_id,
        Shareable.LOCALITY: world.locality_id,
    }[what]
