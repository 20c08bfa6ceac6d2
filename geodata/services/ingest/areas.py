"""Administrative areas of a loaded file."""

from __future__ import annotations

import shapely
from sqlalchemy import select

from geodata.model.areas import AreaKind
from geodata.services.ingest.batch import Batch, IngestResult, column
from geodata.services.ingest.context import Loading, digest, known_by_key
from geodata.spatial import index_outline
from geodata.tables import Area
from geodata.unit_of_work import UnitOfWork

_FIELDS = ("source_key", "code", "name", "kind", "parent_code", "outline")


def store(work: UnitOfWork, loading: Loading, batch: Batch, result: IngestResult) -> None:
    """Make or change one area a record; the parent is found by its code among areas already known."""
    session, municipality_id = work.session, work.actor.municipality_id
    records = [
        dict(zip(_FIELDS, values, strict=True))
        for values in zip(*(column(batch, name) for name in _FIELDS), strict=True)
    ]
    known = known_by_key(session, Area, loading, [record["source_key"] for record in records])
    for record in records:
        content = digest(list(record.values()))
        id_, old_content = known.get(record["source_key"], (None, None))
        if id_ is not None and old_content == content:
            result.unchanged += 1
            continue
        area = session.get_one(Area, id_) if id_ is not None else Area(
            municipality_id=municipality_id,
            source_id=loading.source_id,
            source_key=record["source_key"],
            load_id=loading.load.id,
            recorded_at=work.recorded_at,
        )  # fmt: skip
        area.code, area.name = record["code"], record["name"]
        area.kind = AreaKind(record["kind"] or AreaKind.OTHER)
        area.outline = shapely.from_wkb(record["outline"]) if record["outline"] else None
        area.content_digest = content
        if record["parent_code"]:
            area.parent_id = session.scalar(
                select(Area.id).where(Area.code == record["parent_code"], Area.municipality_id == municipality_id)
            )
        session.add(area)
        session.flush()
        index_outline(session, "area", area.id, area.outline)
        work.audit("create" if id_ is None else "update", "area", area.id, {"load": loading.load.id})
        if id_ is None:
            result.created += 1
        else:
            result.updated += 1
