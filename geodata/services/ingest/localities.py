"""Localities of a loaded file; a changed outline or estimate is a new version, the old one stays."""

from __future__ import annotations

from typing import Any

import shapely

from geodata import clock
from geodata.folding import folded
from geodata.model.people import Sensitivity
from geodata.services.ingest.batch import Batch, IngestResult, column
from geodata.services.ingest.context import (
    Loading,
    digest,
    known_by_key,
    never_lifted,
    note_change,
    require_known,
    told,
)
from geodata.spatial import index_outline
from geodata.tables import Locality, LocalityVersion
from geodata.unit_of_work import UnitOfWork

_FIELDS = (
    "source_key", "name", "outline", "valid_from", "inhabitants_low", "inhabitants_high", "inhabitants_source", "note",
    "sensitivity",
)  # fmt: skip
_TOLD = ("name", "sensitivity")  # what changes without a version of its own


def store(work: UnitOfWork, loading: Loading, batch: Batch, result: IngestResult) -> None:
    """Make a locality a record, or give a known one its next version."""
    session = work.session
    records = [
        dict(zip(_FIELDS, values, strict=True))
        for values in zip(*(column(batch, name) for name in _FIELDS), strict=True)
    ]
    known = known_by_key(session, Locality, loading, [record["source_key"] for record in records])
    for record in records:
        content = digest(list(record.values()))
        id_, old_content = known.get(record["source_key"], (None, None))
        if id_ is not None and old_content == content:
            result.unchanged += 1
            continue
        locality = session.get_one(Locality, id_) if id_ is not None else Locality(
            municipality_id=work.actor.municipality_id,
            organisation_id=work.actor.organisation_id,
            sensitivity=Sensitivity(record["sensitivity"] or Sensitivity.PARTNERS),
            source_id=loading.source_id,
            source_key=record["source_key"],
            load_id=loading.load.id,
            recorded_at=work.recorded_at,
        )  # fmt: skip
        if id_ is not None:
            require_known(work.actor, locality)
        before = told(locality, _TOLD) if id_ is not None else None
        locality.name, locality.search_text = record["name"], folded(record["name"])
        if record["sensitivity"]:
            locality.sensitivity = never_lifted(locality.sensitivity, record["sensitivity"])
        locality.content_digest = content
        session.add(locality)
        session.flush()
        _add_version(work, loading, locality, record)
        note_change(work, loading, "locality", locality, before, _TOLD)
        if id_ is None:
            result.created += 1
        else:
            result.updated += 1


def _add_version(work: UnitOfWork, loading: Loading, locality: Locality, record: dict[str, Any]) -> None:
    version = LocalityVersion(
        municipality_id=locality.municipality_id,
        locality_id=locality.id,
        outline=shapely.from_wkb(record["outline"]) if record["outline"] else None,
        inhabitants_low=record["inhabitants_low"],
        inhabitants_high=record["inhabitants_high"],
        inhabitants_source=record["inhabitants_source"],
        note=record["note"],
        valid_from=record["valid_from"] or clock.today(),
        recorded_at=work.recorded_at,
        recorded_by=work.actor.account_id,
        load_id=loading.load.id,
    )
    work.session.add(version)
    work.session.flush()
    index_outline(work.session, "locality_version", version.id, version.outline)
