"""Administrative areas of a loaded file."""

from __future__ import annotations

import shapely
from sqlalchemy import select

from geodata.model.areas import AreaKind
from geodata.services.ingest.batch import Batch, IngestResult, column
from geodata.services.ingest.context import Loading, digest, known_by_key, note_change, told
from geodata.spatial import index_outline
from geodata.tables import Area
from geodata.unit_of_work import UnitOfWork

_FIELDS = ("source_key", "code", "name", "kind", "parent_code", "outline")
_TOLD = ("code", "name", "kind", "outline")


def store(work: UnitOfWork, loading: Loading, batch: Batch, result: IngestResult) -> None:
    """Make or change one area a record; the parent is found by its code, first among those of the same source."""
    session, municipality_id = work.session, work.actor.municipality_id
    records = [
        dict(zip(_FIELDS, values, strict=True))
        for values in zip(*(column(batch, name) for name in _FIELDS), strict=True)
    ]
    known = known_by_key(session, Area, loading, [record["source_key"] for record in records])
    children: list[tuple[Area, str]] = []
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
        before = told(area, _TOLD) if id_ is not None else None
        area.code, area.name = record["code"], record["name"]
        area.kind = AreaKind(record["kind"] or AreaKind.OTHER)
        area.outline = shapely.from_wkb(record["outline"]) if record["outline"] else None
        area.content_digest = content
        session.add(area)
        session.flush()
        index_outline(session, "area", area.id, area.outline)
        note_change(work, loading, "area", area, before, _TOLD)
        if record["parent_code"]:
            children.append((area, record["parent_code"]))
        if id_ is None:
            result.created += 1
        else:
            result.updated += 1
    # Last, so that a parent may stand below its children in the file.
    for area, code in children:
        area.parent_id = session.scalar(
            select(Area.id)
            .where(Area.code == code, Area.municipality_id == municipality_id, Area.id != area.id)
            .order_by(Area.source_id != loading.source_id, Area.id)
            .limit(1)
        )
