"""One loading as a whole."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import select

from geodata.database import Database, widen_cache
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.ingest import addresses, areas, land, localities, network, protected, sites
from geodata.services.ingest.batch import Batch, IngestResult, Target
from geodata.services.ingest.context import Loading
from geodata.tables import Load, Source
from geodata.unit_of_work import UnitOfWork

STORE = {
    Target.SITES: sites.store,
    Target.LOCALITIES: localities.store,
    Target.AREAS: areas.store,
    Target.SERVICES: network.store,
    Target.ADDRESSES: addresses.store,
    Target.PROTECTED_PLACES: protected.store,
    Target.LAND_PIECES: land.store,
}
_FINISH = {Target.LOCALITIES: sites.place_all_again, Target.AREAS: sites.place_all_again}
LAYERS = {
    Target.SITES: "sites",
    Target.LOCALITIES: "outlines",
    Target.AREAS: "outlines",
    Target.SERVICES: "services",
    Target.ADDRESSES: "addresses",
    Target.PROTECTED_PLACES: "protected_places",
    Target.LAND_PIECES: "land_pieces",
}
# Random keys of a million rows go into the indexes within the memory that a load may take; a page map keeps 16 MB.
_CACHE_KIBIBYTES = 200_000


def ingest(
    database: Database,
    actor: Actor,
    *,
    source: str,
    file_name: str,
    batches: Iterable[Batch],
    keep: Callable[[], bool] = lambda: True,
    progress: Callable[[int], None] = lambda rows: None,
    personal_data: Callable[[], Mapping[str, object]] = dict,
) -> IngestResult:
    """Store all batches in one transaction.

    `keep` is asked once all batches were read: False (a dry run, or rejected rows without --keep-good) rolls
    everything back, and the result tells what would have come of it. `progress` gets the number of rows stored so far;
    whatever it raises (a cancelled load) rolls everything back too. Free text was searched for personal data by whoever
    made the batches; `personal_data` is asked at the end for what the audit shall say of it: how much, and the reason
    for which it was kept.
    """
    require(actor, Action.LOAD)
    result = IngestResult()
    with _without_garbage_collection(), database.write(actor) as work:
        widen_cache(work.session, _CACHE_KIBIBYTES)
        loading = _begin(work, source, file_name)
        result.load_id = loading.load.id
        targets: set[Target] = set()
        stored = 0
        for batch in batches:
            target = Target(batch.target)
            targets.add(target)
            STORE[target](work, loading, batch, result)
            stored += len(batch.rows)
            progress(stored)
        for target in sorted(targets):
            work.version_of(LAYERS[target])
            if target in _FINISH and (result.created or result.updated):
                _FINISH[target](work)
        if not keep():
            result.load_id = None
            return result
        if not result.created and not result.updated and not result.to_place:
            # Nothing new: not even a trace of the loading, so that the same file twice changes nothing.
            result.load_id = None
            return result
        loading.load.target = ", ".join(sorted(targets))
        loading.load.counts = result.counts()
        told = {"file": file_name, "source": source, **result.counts()}
        found = personal_data()
        work.audit("load", "load", loading.load.id, told | {"personal_data": dict(found)} if found else told)
        work.commit()
    return result


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Rows hold no cycles, but the collector walks through every one of them: an eighth of the time of a load."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _begin(work: UnitOfWork, source_name: str, file_name: str) -> Loading:
    session, actor = work.session, work.actor
    work.version_of("loads")  # first, so that two files of one source wait for each other
    source = session.scalar(
        select(Source).where(
            Source.municipality_id == actor.municipality_id,
            Source.organisation_id == actor.organisation_id,
            Source.name == source_name,
        )
    )
    is_new = source is None
    if source is None:
        source = Source(
            municipality_id=actor.municipality_id, organisation_id=actor.organisation_id, name=source_name
        )  # fmt: skip
        session.add(source)
        session.flush()
    load = Load(
        municipality_id=actor.municipality_id,
        source_id=source.id,
        file_name=file_name,
        target="",
        recorded_at=work.recorded_at,
        recorded_by=actor.account_id,
        counts={},
    )
    session.add(load)
    session.flush()
    return Loading(source.id, is_new, load, actor.organisation_id)
