"""Address points of RÚIAN: hundreds of thousands a load, known by their code."""

from __future__ import annotations

import math
from typing import Any

from sqlalchemy import select, update

from geodata.bulk import insert_rows
from geodata.folding import folded
from geodata.services.ingest.batch import Batch, IngestResult, column
from geodata.services.ingest.context import Loading, digest
from geodata.tables import AddressPoint
from geodata.unit_of_work import UnitOfWork

_FIELDS = (
    "code", "street", "house_number", "house_number_kind", "orientation_number", "municipality", "municipality_part",
    "postcode", "lon", "lat",
)  # fmt: skip
_COLUMNS = (
    "municipality_id", "code", "street", "house_number", "house_number_kind", "orientation_number", "town",
    "town_part", "postcode", "longitude", "latitude", "street_folded", "town_folded", "search_text", "content_digest",
    "load_id",
)  # fmt: skip
_CODES_AT_ONCE = 5_000


def store(work: UnitOfWork, loading: Loading, batch: Batch, result: IngestResult) -> None:
    """Insert new address points in bulk, change the known ones whose content differs."""
    records = list(zip(*(column(batch, name) for name in _FIELDS), strict=True))
    known = _known(work, [str(record[0]) for record in records])
    new, changed = [], []
    for record in records:
        content = digest(record)
        row = _row(work, loading, record, content)
        if str(record[0]) not in known:
            new.append(row)
        elif known[str(record[0])][1] != content:
            changed.append({"id": known[str(record[0])][0], **dict(zip(_COLUMNS, row, strict=True))})
    insert_rows(work.session, AddressPoint, _COLUMNS, new)
    if changed:
        work.session.execute(update(AddressPoint), changed)
    if new or changed:
        work.audit(
            "load", "address_point", None,
            {"load": loading.load.id, "created": len(new), "updated": [row["code"] for row in changed]},
        )  # fmt: skip
    result.created += len(new)
    result.updated += len(changed)
    result.unchanged += len(records) - len(new) - len(changed)


def _known(work: UnitOfWork, codes: list[str]) -> dict[str, tuple[int, bytes | None]]:
    known = {}
    for start in range(0, len(codes), _CODES_AT_ONCE):
        query = select(AddressPoint.code, AddressPoint.id, AddressPoint.content_digest).where(
            AddressPoint.municipality_id == work.actor.municipality_id,
            AddressPoint.code.in_(codes[start : start + _CODES_AT_ONCE]),
        )
        known.update({code: (id_, content) for code, id_, content in work.session.execute(query)})
    return known


def _row(work: UnitOfWork, loading: Loading, record: tuple[Any, ...], content: bytes) -> tuple[Any, ...]:
    code, street, house, house_kind, orientation, town, part, postcode, longitude, latitude = record
    nowhere = longitude is None or math.isnan(longitude)
    return (
        work.actor.municipality_id, str(code), street, house, house_kind, orientation, town or "", part, postcode,
        None if nowhere else longitude, None if nowhere else latitude, folded(street), folded(town),
        folded(f"{street or part or town} {house or ''}{'/' + orientation if orientation else ''} {town or ''}"),
        content, loading.load.id,
    )  # fmt: skip
