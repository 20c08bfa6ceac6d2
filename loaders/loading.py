"""A prepared file goes into the database; the command line and the page both load through here."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.personal_data import find, without
from geodata.services.ingest import Target, ingest
from geodata.services.personal_data import allowed_names
from geodata.services.placing import match_waiting
from loaders.prepare import Preparation
from loaders.report import LoadReport


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """What came of a loading. `kept` is False where nothing was stored: a dry run, or rejected rows without leave to
    keep the good ones. `placed_now` counts records that waited and found their address among the loaded ones;
    `load_id` is the load, None where it left no trace.
    """

    report: LoadReport
    kept: bool
    placed_now: int = 0
    load_id: int | None = None


def load(
    database: Database, actor: Actor, preparation: Preparation, file_name: str, *, dry_run: bool, keep_good: bool
) -> LoadOutcome:
    """Store every record of a prepared file, or none: rejected rows undo all unless `keep_good`.

    The report tells what came of it, or what would have come of it where nothing was kept. Raising from the progress
    of the preparation (a cancelled load) leaves nothing behind.
    """

    def to_be_kept() -> bool:
        return not dry_run and (keep_good or preparation.report.rejected == 0)

    watch = preparation.watch
    watch.allowed = allowed_names(database, actor)

    def personal_data() -> dict[str, object]:
        found = {kind.value: count for kind, count in preparation.report.personal_data.items()}
        if not found:
            return {}
        reason = without(watch.reason, find(watch.reason))
        return {"found": found, "reason": reason} if reason else {"removed": found}

    result = ingest(
        database,
        actor,
        source=watch.name(preparation.source_name),
        file_name=watch.name(file_name),
        batches=preparation.batches(),
        keep=to_be_kept,
        personal_data=personal_data,
    )
    preparation.report.stored(result.created, result.updated, result.unchanged, result.to_place)
    preparation.report.outside, preparation.report.outside_rows = result.outside, tuple(result.outside_rows)
    kept = to_be_kept()
    new_addresses = kept and preparation.profile.target == Target.ADDRESSES and result.created + result.updated > 0
    placed_now = match_waiting(database, actor) if new_addresses else 0
    return LoadOutcome(preparation.report, kept, placed_now, result.load_id)
