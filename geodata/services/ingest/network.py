"""Social services of a loaded file; several services on one point stay several."""

from __future__ import annotations

import math
from typing import Any

from sqlalchemy import delete

from geodata.folding import folded
from geodata.model.network import CapacityUnit, ServiceForm, ServiceKind
from geodata.services.ingest.batch import Batch, IngestResult, column
from geodata.services.ingest.context import Loading, digest, known_by_key, note_change, told
from geodata.services.ingest.matching import Address, match_addresses
from geodata.services.ingest.waiting import keep_waiting, settled
from geodata.spatial import tile_key
from geodata.tables import Service, ServicePlace
from geodata.unit_of_work import UnitOfWork

_FIELDS = (
    "source_key", "register_number", "name", "provider", "kind", "form", "target_groups", "capacity", "capacity_unit",
    "address", "street", "house_number", "orientation_number", "municipality_name", "lon", "lat",
)  # fmt: skip

_TOLD = ("register_number", "name", "provider", "kind", "form", "target_groups", "capacity", "capacity_unit")


def store(work: UnitOfWork, loading: Loading, batch: Batch, result: IngestResult) -> None:
    """Make or change one service a record; one without a position waits to be placed."""
    records = [
        dict(zip(_FIELDS, values, strict=True))
        for values in zip(*(column(batch, name) for name in _FIELDS), strict=True)
    ]
    for record, kept_digest in zip(records, column(batch, "digest"), strict=True):
        # Of what the file says, not of the position found for it: a newly loaded address changes no file.
        record["digest"] = kept_digest or digest(list(record.values()))
    _find_positions(work, records)
    known = known_by_key(work.session, Service, loading, [record["source_key"] for record in records])
    waiting = []
    for record in records:
        content = record["digest"]
        id_, old_content = known.get(record["source_key"], (None, None))
        if id_ is not None and old_content == content:
            result.unchanged += 1
        elif id_ is None and math.isnan(record["lon"]):
            waiting.append(record)
        else:
            _keep(work, loading, record, id_, content)
            result.created += id_ is None
            result.updated += id_ is not None
    keep_waiting(work, loading, batch.target, waiting, result)
    settled(work, loading, [record["source_key"] for record in records if not math.isnan(record["lon"])])


def _find_positions(work: UnitOfWork, records: list[dict[str, Any]]) -> None:
    for record in records:
        if record["lon"] is None or record["lat"] is None:
            record["lon"] = record["lat"] = math.nan
    missing = [record for record in records if math.isnan(record["lon"])]
    addresses = [
        Address(record["street"], record["house_number"], record["orientation_number"], record["municipality_name"])
        for record in missing
    ]
    for record, position in zip(missing, match_addresses(work.session, work.actor, addresses), strict=True):
        if position is not None:
            record["lon"], record["lat"] = position


def _keep(work: UnitOfWork, loading: Loading, record: dict[str, Any], id_: int | None, content: bytes) -> None:
    session = work.session
    service = session.get_one(Service, id_) if id_ is not None else Service(
        municipality_id=work.actor.municipality_id,
        source_id=loading.source_id,
        source_key=record["source_key"],
        load_id=loading.load.id,
        recorded_at=work.recorded_at,
    )  # fmt: skip
    before = told(service, _TOLD) if id_ is not None else None
    service.register_number, service.name = record["register_number"], record["name"] or record["provider"] or ""
    service.provider = record["provider"] or ""
    service.kind = ServiceKind(record["kind"] or ServiceKind.OTHER)
    service.form = ServiceForm(record["form"]) if record["form"] else None
    service.target_groups = list(record["target_groups"] or [])
    service.capacity = record["capacity"]
    service.capacity_unit = CapacityUnit(record["capacity_unit"]) if record["capacity_unit"] else None
    service.search_text = folded(f"{service.name} {service.provider} {record['address'] or ''}")
    service.content_digest = content
    session.add(service)
    session.flush()
    if not math.isnan(record["lon"]):
        session.execute(delete(ServicePlace).where(ServicePlace.service_id == service.id))
        session.add(
            ServicePlace(
                municipality_id=service.municipality_id,
                service_id=service.id,
                address=record["address"],
                longitude=record["lon"],
                latitude=record["lat"],
                tile_key=tile_key(record["lon"], record["lat"]),
            )
        )
    note_change(work, loading, "service", service, before, _TOLD)
