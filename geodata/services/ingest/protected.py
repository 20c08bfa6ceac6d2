"""Schools, playgrounds and other protected places of a loaded file: points or areas.

As with other loads, a place that a later file does not name stays; one whose row says that it closed is measured from
no more.
"""

from __future__ import annotations

import math
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import clock
from geodata.model.criteria import NearTo
from geodata.services.ingest.batch import Batch, IngestResult, column
from geodata.services.ingest.context import Loading, digest, known_by_key, note_change, told
from geodata.services.ingest.matching import Address, match_addresses
from geodata.services.ingest.waiting import keep_waiting, settled
from geodata.spatial import index_outline
from geodata.tables import ProtectedPlace
from geodata.unit_of_work import UnitOfWork

_FIELDS = (
    "source_key", "kind", "name", "address", "street", "house_number", "orientation_number", "municipality_name",
    "lon", "lat", "outline", "closed_on",
)  # fmt: skip
_TOLD = ("kind", "name", "address", "outline", "gone_at")


def store(work: UnitOfWork, loading: Loading, batch: Batch, result: IngestResult) -> None:
    """Make or change one place a record; one without a position waits to be placed."""
    records = [
        dict(zip(_FIELDS, values, strict=True))
        for values in zip(*(column(batch, name) for name in _FIELDS), strict=True)
    ]
    for record, kept_digest in zip(records, column(batch, "digest"), strict=True):
        # Of what the file says, not of the position found for it: a newly loaded address changes no file.
        record["digest"] = kept_digest or digest(list(record.values()))
    _find_positions(work, records)
    known = known_by_key(work.session, ProtectedPlace, loading, [record["source_key"] for record in records])
    waiting = []
    for record in records:
        id_, old_content = known.get(record["source_key"], (None, None))
        if id_ is not None and old_content == record["digest"]:
            result.unchanged += 1
        elif id_ is None and _outline(record) is None:
            waiting.append(record)
        else:
            _keep(work, loading, record, id_)
            result.created += id_ is None
            result.updated += id_ is not None
    keep_waiting(work, loading, batch.target, waiting, result)
    settled(work, loading, [record["source_key"] for record in records if _outline(record) is not None])


def _find_positions(work: UnitOfWork, records: list[dict[str, Any]]) -> None:
    missing = [record for record in records if _outline(record) is None]
    addresses = [
        Address(record["street"], record["house_number"], record["orientation_number"], record["municipality_name"])
        for record in missing
    ]
    for record, position in zip(missing, match_addresses(work.session, work.actor, addresses), strict=True):
        if position is not None:
            record["lon"], record["lat"] = position


def _outline(record: dict[str, Any]) -> BaseGeometry | None:
    """The area of a place, or its point (degrees WGS84); None where neither is known."""
    if record["outline"]:
        return shapely.from_wkb(record["outline"])
    if record["lon"] is None or record["lat"] is None or math.isnan(record["lon"]):
        return None
    return shapely.Point(record["lon"], record["lat"])


def _keep(work: UnitOfWork, loading: Loading, record: dict[str, Any], id_: int | None) -> None:
    session = work.session
    place = session.get_one(ProtectedPlace, id_) if id_ is not None else ProtectedPlace(
        municipality_id=work.actor.municipality_id,
        source_id=loading.source_id,
        source_key=record["source_key"],
        load_id=loading.load.id,
        recorded_at=work.recorded_at,
    )  # fmt: skip
    before = told(place, _TOLD) if id_ is not None else None
    place.kind, place.address = NearTo(record["kind"]), record["address"]
    place.name = record["name"] or record["address"] or ""
    place.outline = _outline(record) or place.outline
    closed = record["closed_on"] is not None and record["closed_on"] <= clock.today()
    place.gone_at = (place.gone_at or work.recorded_at) if closed else None
    place.content_digest = record["digest"]
    session.add(place)
    session.flush()
    index_outline(session, "protected_place", place.id, place.outline)
    note_change(work, loading, "protected_place", place, before, _TOLD)
