"""The ground of Vzorov goes into the database: areas, localities, streets, addresses."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.bulk import new_ids
from geodata.demo.bodies import BODIES
from geodata.demo.districts import DISTRICTS, boundary, district_outlines
from geodata.demo.organisations import OFFICE
from geodata.demo.plan import CityPlan
from geodata.demo.projection import on_map, positions
from geodata.demo.writing import Author, DatedWork, moment_of, store
from geodata.folding import folded
from geodata.model.areas import AreaKind
from geodata.model.people import Sensitivity
from geodata.spatial import index_outline
from geodata.tables import AddressPoint, Area, Locality, LocalityVersion, Street

CITY = "Vzorov"
_POSTCODES = {district.key: f"999 {10 + number}" for number, district in enumerate(DISTRICTS)}


def write_areas(work: DatedWork, plan: CityPlan, author: Author) -> dict[str, int]:
    """The city, its districts and the police districts; ids by the key of the district or of the cell."""
    outlines = district_outlines()
    areas: list[tuple[str, str, AreaKind, BaseGeometry]] = [("", CITY, AreaKind.MUNICIPALITY, boundary())]
    areas += [(d.key, d.name, AreaKind.CITY_DISTRICT, outlines[d.key]) for d in DISTRICTS]
    for body in BODIES:
        if body.districts:
            joined = shapely.union_all([outlines[key] for key in body.districts])
            name = body.name.replace("Policejní buňka", "Policejní obvod")
            areas.append((body.key, name, AreaKind.POLICE_DISTRICT, joined))
    ids = list(new_ids(work.session, Area, len(areas)))
    rows: list[dict[str, Any]] = [
        {
            "id": id_,
            "municipality_id": work.actor.municipality_id,
            "parent_id": ids[0] if place else None,
            "code": f"vzorov-{key or 'mesto'}",
            "name": name,
            "kind": kind,
            "outline": on_map(outline),
            "recorded_at": plan.begun_at,
        }
        for place, (id_, (key, name, kind, outline)) in enumerate(zip(ids, areas, strict=True))
    ]
    store(work.session, Area, rows)
    for row in rows:
        index_outline(work.session, "area", row["id"], row["outline"])
        work.noted(plan.begun_at, author, "create", "area", row["id"], {"name": row["name"]})
    return {key: id_ for id_, (key, *_) in zip(ids, areas, strict=True)}


def write_localities(work: DatedWork, plan: CityPlan, authors: dict[str, Author]) -> None:
    """The localities and their versions, each recorded when the city learnt of it."""
    session, municipality_id = work.session, work.actor.municipality_id
    ids = new_ids(session, Locality, len(plan.localities))
    author = authors[OFFICE]
    localities: list[dict[str, Any]] = []
    versions: list[dict[str, Any]] = []
    for number, (id_, locality) in enumerate(zip(ids, plan.localities, strict=True)):
        recorded = moment_of(locality.versions[0].recorded_on, number)
        localities.append(
            {
                "id": id_,
                "municipality_id": municipality_id,
                "organisation_id": author.organisation_id,
                "name": locality.name,
                "search_text": folded(locality.name),
                "sensitivity": Sensitivity.PARTNERS,
                "recorded_at": recorded,
            }
        )
        work.noted(recorded, author, "create", "locality", id_, {"name": locality.name})
        for version in locality.versions:
            moment = moment_of(version.recorded_on, number)
            versions.append(
                {
                    "municipality_id": municipality_id,
                    "locality_id": id_,
                    "outline": None if version.outline is None else on_map(version.outline),
                    "inhabitants_low": version.low,
                    "inhabitants_high": version.high,
                    "inhabitants_source": version.source,
                    "note": version.note,
                    "valid_from": version.valid_from,
                    "recorded_at": moment,
                    "recorded_by": author.account_id,
                }
            )
            work.noted(moment, author, "draw", "locality", id_, {"valid_from": version.valid_from})
    store(session, Locality, localities)
    versions.sort(key=lambda row: row["recorded_at"])
    for id_, row in zip(new_ids(session, LocalityVersion, len(versions)), versions, strict=True):
        row["id"] = id_
    store(session, LocalityVersion, versions)
    for row in versions:
        index_outline(session, "locality_version", row["id"], row["outline"])


def write_streets(work: DatedWork, plan: CityPlan, author: Author) -> None:
    """Streets; one that is cut into parts is one row of several lines."""
    lines: dict[str, list[BaseGeometry]] = {}
    for street in plan.streets:
        lines.setdefault(street.name, []).append(street.line)
    ids = new_ids(work.session, Street, len(lines))
    rows: list[dict[str, Any]] = [
        {
            "id": id_,
            "municipality_id": work.actor.municipality_id,
            "name": name,
            "name_folded": folded(name),
            "outline": on_map(parts[0] if len(parts) == 1 else shapely.MultiLineString(parts)),
            "recorded_at": plan.begun_at,
        }
        for id_, (name, parts) in zip(ids, lines.items(), strict=True)
    ]
    store(work.session, Street, rows)
    for row in rows:
        index_outline(work.session, "street", row["id"], row["outline"])
    work.noted(plan.begun_at, author, "load", "street", rows[0]["id"], {"created": len(rows)})


def write_addresses(work: DatedWork, plan: CityPlan, author: Author) -> None:
    """Address points with their folded names."""
    places = positions(np.array([(address.east, address.north) for address in plan.addresses]))
    names = {district.key: district.name for district in DISTRICTS}
    store(
        work.session,
        AddressPoint,
        (
            {
                "municipality_id": work.actor.municipality_id,
                "code": address.code,
                "street": address.street,
                "house_number": address.house_number,
                "house_number_kind": "č.p.",
                "orientation_number": address.orientation_number,
                "town": CITY,
                "town_part": names[address.district],
                "postcode": _POSTCODES[address.district],
                "longitude": longitude,
                "latitude": latitude,
                "street_folded": folded(address.street),
                "town_folded": folded(CITY),
                "search_text": folded(f"{address.text} {CITY}"),
            }
            for address, (longitude, latitude) in zip(plan.addresses, places.tolist(), strict=True)
        ),
    )
    work.noted(plan.begun_at, author, "load", "address_point", 0, {"created": len(plan.addresses)})
