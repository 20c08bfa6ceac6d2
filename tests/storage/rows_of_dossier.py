"""How the services by which a version leaves the house are asked with an id."""

from __future__ import annotations

from geodata.services.proposal_export import export_proposal, export_zones
from tests.storage.asked import Row

ROWS_OF_DOSSIER: dict[str, dict[str, Row]] = {
    "proposal_export.export_proposal": {"version_id": Row("version", lambda by, id_: export_proposal(
        by.database, by.actor, id_, "pdf").version)},
    "proposal_export.export_zones": {"version_id": Row("version", lambda by, id_: export_zones(
        by.database, by.actor, id_, "gpkg").version)},
}  # fmt: skip
