"""Buildings and plots of a loaded file: tens of thousands a load, told by the audit in sum."""

from __future__ import annotations

from typing import Any

import shapely

from geodata.model.zones import LandPieceKind
from geodata.services.ingest.batch import Batch, IngestResult, column
from geodata.services.ingest.context import Loading, digest, known_by_key
from geodata.spatial import index_outline
from geodata.tables import LandPiece
from geodata.unit_of_work import UnitOfWork

_FIELDS = ("source_key", "kind", "number", "outline")


def store(work: UnitOfWork, loading: Loading, batch: Batch, result: IngestResult) -> None:
    """Make or change one building or plot a record."""
    session = work.session
    records = list(zip(*(column(batch, name) for name in _FIELDS), strict=True))
    known = known_by_key(session, LandPiece, loading, [record[0] for record in records])
    new, changed = [], []
    for record in records:
        content = digest(record)
        id_, old_content = known.get(record[0], (None, None))
        if id_ is None:
            new.append(_filled(LandPiece(**_origin(work, loading, record[0])), record, content))
        elif old_content == content:
            result.unchanged += 1
        else:
            changed.append(_filled(session.get_one(LandPiece, id_), record, content))
    session.add_all(new)
    session.flush()
    for piece in (*new, *changed):
        index_outline(session, "land_piece", piece.id, piece.outline)
    if new or changed:
        work.audit(
            "load", "land_piece", None,
            {"load": loading.load.id, "created": len(new), "updated": [piece.source_key for piece in changed]},
        )  # fmt: skip
    result.created += len(new)
    result.updated += len(changed)


def _origin(work: UnitOfWork, loading: Loading, key: str) -> dict[str, Any]:
    return {
        "municipality_id": work.actor.municipality_id,
        "source_id": loading.source_id,
        "source_key": key,
        "load_id": loading.load.id,
        "recorded_at": work.recorded_at,
    }


def _filled(piece: LandPiece, record: tuple[Any, ...], content: bytes) -> LandPiece:
    _key, kind, number, outline = record
    piece.kind, piece.number, piece.outline = LandPieceKind(kind), number or "", shapely.from_wkb(outline)
    piece.content_digest = content
    return piece
