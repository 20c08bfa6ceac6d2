"""Sites of a loaded file: new ones in bulk, changed ones one by one with their audit entry."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from itertools import compress
from typing import Any

import numpy as np
import shapely
from sqlalchemy import bindparam, select, update

from geodata import clock
from geodata.bulk import insert_rows, new_ids, stored, stored_outline
from geodata.folding import folded
from geodata.model.people import Sensitivity
from geodata.services.derivation import derive_site
from geodata.services.ingest.batch import OUTSIDE_NAMED, Batch, IngestResult, OutsideRow, column
from geodata.services.ingest.containment import Containment
from geodata.services.ingest.context import Loading, digest, known_by_key, never_lifted, require_known
from geodata.services.ingest.matching import ADDRESS_PARTS, Address, match_addresses
from geodata.services.ingest.waiting import keep_waiting, settled
from geodata.services.issue_events import hold_issues
from geodata.services.restricting import restrict_issues_about
from geodata.spatial import tile_key, tile_keys
from geodata.tables import Observation, Site
from geodata.unit_of_work import UnitOfWork

_FIELDS = (
    "source_key", "kind", "name", "address", "lon", "lat", "outline", "observed_on", "condition", "details", "note",
    "sensitivity",
)  # fmt: skip

Columns = dict[str, Any]  # lists of equal length, one a field, and "digest"
Record = dict[str, Any]


def store(work: UnitOfWork, loading: Loading, batch: Batch, result: IngestResult) -> None:
    """Store one batch of sites; rows without a position are matched by address or wait to be placed."""
    if not loading.source_is_new:
        hold_issues(work)  # a place that the file restricts restricts its issues
    columns = _columns(batch)
    _find_positions(work, batch, columns)
    keys: list[str] = columns["source_key"]
    known = known_by_key(work.session, Site, loading, keys)
    placed = (~np.isnan(columns["lon"])).tolist()
    new = [place for place, key in enumerate(keys) if placed[place] and key not in known]
    waiting = [place for place, key in enumerate(keys) if not placed[place] and key not in known]
    outside: list[int] = []
    if known:
        for place, key in enumerate(keys):
            if key in known and _update(work, loading, _record(columns, place), known[key], result):
                outside.append(place)
    outside += _create(work, loading, columns, new)
    result.outside += len(outside)
    named = sorted(outside)[: OUTSIDE_NAMED - len(result.outside_rows)]
    result.outside_rows += [OutsideRow(int(batch.rows[place]), columns["name"][place]) for place in named]
    result.created += len(new)
    if not loading.source_is_new:
        settled(work, loading, [keys[place] for place in new])
    if waiting:
        keep_waiting(work, loading, batch.target, _waiting_records(batch, columns, waiting), result)


def _columns(batch: Batch) -> Columns:
    columns: Columns = {name: column(batch, name) for name in _FIELDS}
    # Of what the file says, not of the position found for it: a newly loaded address changes no file.
    columns["digest"] = batch.columns.get("digest") or [
        digest(values) for values in zip(*columns.values(), strict=True)
    ]
    for axis in ("lon", "lat"):
        columns[axis] = np.array(columns[axis], float)  # None becomes NaN
    default = Sensitivity.PARTNERS.value
    columns["sensitivity"] = [sensitivity or default for sensitivity in columns["sensitivity"]]
    columns["name"] = [name or address or "" for name, address in zip(columns["name"], columns["address"], strict=True)]
    return columns


def _record(columns: Columns, place: int) -> Record:
    record = {name: values[place] for name, values in columns.items()}
    return record | {"lon": float(record["lon"]), "lat": float(record["lat"])}


def _waiting_records(batch: Batch, columns: Columns, waiting: list[int]) -> list[Record]:
    """Records to be placed, with the parts of their address: it may be found once more addresses are loaded."""
    parts = {name: column(batch, name) for name in ADDRESS_PARTS}
    return [_record(columns, place) | {name: values[place] for name, values in parts.items()} for place in waiting]


def _find_positions(work: UnitOfWork, batch: Batch, columns: Columns) -> None:
    """Give a position to the records that have an address only."""
    missing = np.flatnonzero(np.isnan(columns["lon"])).tolist()
    if not missing:
        return
    parts = [column(batch, name) for name in ADDRESS_PARTS]
    addresses = [Address(*(part[place] for part in parts)) for place in missing]
    for place, position in zip(missing, match_addresses(work.session, work.actor, addresses), strict=True):
        if position is not None:
            columns["lon"][place], columns["lat"][place] = position


def _create(work: UnitOfWork, loading: Loading, columns: Columns, new: list[int]) -> list[int]:
    """Insert sites and what was seen at them; returns those that lie outside the city's areas.

    In the order of the map: neighbours then share pages of the table.
    """
    if not new:
        return []
    session, actor = work.session, work.actor
    keys = tile_keys(columns["lon"][new], columns["lat"][new])
    order = np.argsort(keys, kind="stable")
    places = np.array(new)[order].tolist()
    of: Columns = {
        name: [values[place] for place in places] for name, values in columns.items() if name not in {"lon", "lat"}
    }
    longitudes, latitudes = columns["lon"][places], columns["lat"][places]
    containment = _containment(work, loading)
    today = clock.today().isoformat()
    seen_on = [day and day.isoformat() for day in of["observed_on"]]
    ids = list(new_ids(session, Site, len(places)))
    entry = {
        "municipality_id": actor.municipality_id,
        "organisation_id": loading.organisation_id,
        "load_id": loading.load.id,
        "recorded_at": stored(session, work.recorded_at),
        "recorded_by": actor.account_id,
    }
    sites = {
        "id": ids,
        "kind": of["kind"],
        "sensitivity": of["sensitivity"],
        "name": of["name"],
        "address": of["address"],
        "search_text": [folded(f"{name} {address or ''}") for name, address in _pairs(of["name"], of["address"])],
        "longitude": longitudes.tolist(),
        "latitude": latitudes.tolist(),
        "tile_key": keys[order].tolist(),
        "outline": [stored_outline(session, outline) for outline in of["outline"]],
        "area_id": containment.area_of(longitudes, latitudes),
        "locality_id": containment.locality_of(longitudes, latitudes),
        "source_key": of["source_key"],
        "content_digest": of["digest"],
        "condition": of["condition"],
        "condition_since": [(seen or today) if code else None for code, seen in _pairs(of["condition"], seen_on)],
        "verified_on": seen_on,
    }  # fmt: skip
    constants = {
        "source_id": loading.source_id,
        "row_version": 1,
        "open_issues": 0,
        "changed": work.version_of("sites"),
    }
    insert_rows(session, Site, list(sites), zip(*sites.values(), strict=True), entry | constants)
    observations = {
        "site_id": ids,
        "observed_on": [seen or today for seen in seen_on],
        "dated": [seen is not None for seen in seen_on],
        "condition": of["condition"],
        "details": [details and stored(session, details) for details in of["details"]],
        "note": of["note"],
    }
    said = [any(facts) for facts in zip(seen_on, of["condition"], of["details"], of["note"], strict=True)]
    insert_rows(
        session, Observation, list(observations), compress(zip(*observations.values(), strict=True), said), entry
    )
    content = hashlib.sha256(b"".join(of["digest"])).hexdigest()
    work.audit("create", "site", None, {"load": loading.load.id, "first": ids[0], "last": ids[-1], "content": content})
    return [place for place, area in _pairs(places, sites["area_id"]) if area is None] if containment.has_areas else []


def place_all_again(work: UnitOfWork) -> None:
    """Put every site of the municipality into the areas and localities as they are now."""
    session = work.session
    session.flush()
    containment = Containment.of(session, work.actor.municipality_id)
    rows = session.execute(
        select(Site.id, Site.longitude, Site.latitude, Site.area_id, Site.locality_id).where(
            Site.municipality_id == work.actor.municipality_id
        )
    ).all()
    if not rows:
        return
    ids, longitudes, latitudes, areas, localities = zip(*rows, strict=True)
    moved = [
        {"site": id_, "area": area, "locality": locality, "version": work.version_of("sites")}
        for id_, area, locality, old_area, old_locality in zip(
            ids,
            containment.area_of(longitudes, latitudes),
            containment.locality_of(longitudes, latitudes),
            areas,
            localities,
            strict=True,
        )
        if (area, locality) != (old_area, old_locality)
    ]
    if moved:
        table = Site.metadata.tables[Site.__tablename__]
        session.connection().execute(
            update(table)
            .where(table.c.id == bindparam("site"))
            .values(area_id=bindparam("area"), locality_id=bindparam("locality"), changed=bindparam("version")),
            moved,
        )


def _pairs(first: Sequence[Any], second: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    return zip(first, second, strict=True)


def _containment(work: UnitOfWork, loading: Loading) -> Containment:
    if loading.containment is None:
        loading.containment = Containment.of(work.session, work.actor.municipality_id)
    return loading.containment


def _update(
    work: UnitOfWork, loading: Loading, record: Record, known: tuple[int, bytes | None], result: IngestResult
) -> bool:
    """Change a site if the file says something new of it; returns whether it then lies outside the city's areas."""
    site_id, old_digest = known
    if old_digest == record["digest"]:
        result.unchanged += 1
        return False
    site = work.session.get_one(Site, site_id)
    require_known(work.actor, site)
    names = ("name", "address", "longitude", "latitude", "sensitivity", "kind")
    before = {name: getattr(site, name) for name in names}
    site.kind, site.sensitivity = record["kind"], never_lifted(site.sensitivity, record["sensitivity"])
    site.name, site.address = record["name"], record["address"]
    site.search_text = folded(f"{site.name} {site.address or ''}")
    if not math.isnan(record["lon"]):
        site.longitude, site.latitude = record["lon"], record["lat"]
        site.tile_key = tile_key(site.longitude, site.latitude)
        containment = _containment(work, loading)
        site.area_id = containment.area_of([site.longitude], [site.latitude])[0]
        site.locality_id = containment.locality_of([site.longitude], [site.latitude])[0]
    site.outline = shapely.from_wkb(record["outline"]) if record["outline"] else None
    site.content_digest = record["digest"]
    if any(record[name] for name in ("observed_on", "condition", "details", "note")):
        work.session.add(
            Observation(
                municipality_id=site.municipality_id,
                site_id=site.id,
                observed_on=record["observed_on"] or clock.today(),
                dated=record["observed_on"] is not None,
                recorded_at=work.recorded_at,
                recorded_by=work.actor.account_id,
                organisation_id=work.actor.organisation_id,
                load_id=loading.load.id,
                condition=record["condition"],
                details=record["details"],
                note=record["note"],
            )
        )
    if site.sensitivity == Sensitivity.RESTRICTED != before["sensitivity"]:
        restrict_issues_about(work, site)
    derive_site(work, site)
    after = {name: getattr(site, name) for name in names}
    work.audit("update", "site", site.id, {"load": loading.load.id, "before": before, "after": after})
    result.updated += 1
    return site.area_id is None and _containment(work, loading).has_areas
