"""The places of Vzorov and what was observed at them go into the database."""

from __future__ import annotations

from typing import Any

import numpy as np
from sqlalchemy import select

from geodata.bulk import new_ids
from geodata.demo.observations import Look
from geodata.demo.plan import CityPlan
from geodata.demo.projection import positions
from geodata.demo.sites import SitePlan
from geodata.demo.workdays import at_hour
from geodata.demo.writing import Author, DatedWork, moment_of, store
from geodata.folding import folded
from geodata.services.derivation import derive_site, place_in_areas
from geodata.spatial import tile_keys
from geodata.tables import Observation, Site, Source

REGISTER = "Rejstřík herních prostorů (vymyšlený)"


def write_sites(work: DatedWork, plan: CityPlan, authors: dict[str, Author]) -> list[int]:
    """Places with their observations; returns the id of each, in the order of the plan."""
    session = work.session
    source = Source(
        municipality_id=work.actor.municipality_id, organisation_id=work.actor.organisation_id, name=REGISTER
    )  # fmt: skip
    session.add(source)
    session.flush()
    ids = list(new_ids(session, Site, len(plan.sites)))
    places = positions(np.array([(site.east, site.north) for site in plan.sites]))
    keys = tile_keys(places[:, 0], places[:, 1]).tolist()
    rows = []
    for site, id_, (longitude, latitude), key in zip(plan.sites, ids, places.tolist(), keys, strict=True):
        author = authors[site.organisation]
        moment = _logged_at(plan, site)
        rows.append(
            {
                "id": id_,
                "municipality_id": work.actor.municipality_id,
                "organisation_id": author.organisation_id,
                "kind": site.kind,
                "sensitivity": site.sensitivity,
                "name": site.name,
                "address": site.address,
                "search_text": folded(f"{site.name} {site.address}"),
                "longitude": longitude,
                "latitude": latitude,
                "tile_key": key,
                "source_id": None if site.looks else source.id,
                "source_key": None if site.looks else f"register-{site.number}",
                "recorded_at": moment,
                "recorded_by": author.account_id,
                "changed": work.version_of("sites"),
            }
        )
        detail = {"kind": site.kind, "name": site.name, "address": site.address}
        work.noted(moment, author, "log", "site", id_, detail)
    store(session, Site, rows)
    _write_observations(work, plan, ids, authors)
    return ids


def _logged_at(plan: CityPlan, site: SitePlan) -> Any:
    if site.looks:
        return moment_of(site.looks[0].day, site.number)
    return at_hour(plan.calendar.meetings[0].day, 9)


def _write_observations(work: DatedWork, plan: CityPlan, ids: list[int], authors: dict[str, Author]) -> None:
    looks: list[tuple[Any, int, Look]] = sorted(
        ((moment_of(look.day, site.number), ids[site.number], look) for site in plan.sites for look in site.looks),
        key=lambda entry: entry[:2],
    )
    rows = []
    for id_, (moment, site_id, look) in zip(new_ids(work.session, Observation, len(looks)), looks, strict=True):
        author = authors[look.organisation]
        rows.append(
            {
                "id": id_,
                "municipality_id": work.actor.municipality_id,
                "site_id": site_id,
                "observed_on": look.day,
                "recorded_at": moment,
                "recorded_by": author.account_id,
                "organisation_id": author.organisation_id,
                "condition": look.condition,
                "details": look.details or None,
                "note": look.note or None,
            }
        )
        work.noted(moment, author, "observe", "site", site_id, {"observation": id_, "condition": look.condition})
    store(work.session, Observation, rows)


def derive_sites(work: DatedWork) -> None:
    """Bring every place up to its observations and issues, and put it into its district and locality."""
    sites = work.session.scalars(select(Site).where(Site.municipality_id == work.actor.municipality_id)).all()
    for site in sites:
        place_in_areas(work.session, site)
        derive_site(work, site)
