"""How the services of bylaws, and of versions beside each other, are asked with an id."""

from __future__ import annotations

from geodata.model.zones import BylawRelation
from geodata.services.bylaw_breach import raise_breach
from geodata.services.bylaw_followup import followup
from geodata.services.lawfulness import version_flags
from geodata.services.proposal_comparison import compare_versions
from geodata.services.proposal_conflicts import bylaw_conflicts
from tests.bylaws import some_bylaw
from tests.storage.asked import Asked, Row, reading


def _compared(by: Asked, first_id: int, second_id: int) -> object:
    told = compare_versions(by.database, by.actor, first_id, second_id)
    return told.first.id, told.second.id, told.texts


ROWS_OF_BYLAWS: dict[str, dict[str, Row]] = {
    "bylaw_breach.raise_breach": {
        "bylaw_id": Row("bylaw", lambda by, id_: raise_breach(by.database, by.actor, id_, by.own.site, "Otevřeno")),
        "site_id": Row("site", lambda by, id_: raise_breach(by.database, by.actor, by.own.bylaw, id_, "Otevřeno")),
    },
    "bylaw_entry.enter_bylaw": {"bylaw.earlier_id": Row("bylaw", lambda by, id_: some_bylaw(
        by.database, by.actor, f"{id_}/2021", relation=BylawRelation.AMENDS, earlier_id=id_))},
    "bylaw_followup.followup": {"bylaw_id": reading("bylaw", followup)},
    "lawfulness.version_flags": {"version_id": reading("version", version_flags)},
    "proposal_comparison.compare_versions": {
        "first_id": Row("version", lambda by, id_: _compared(by, id_, by.own.version)),
        "second_id": Row("version", lambda by, id_: _compared(by, by.own.version, id_)),
    },
    "proposal_conflicts.bylaw_conflicts": {"version_id": Row("version", lambda by, id_: (
        "told", bylaw_conflicts(by.database, by.actor, id_)))},
}  # fmt: skip
