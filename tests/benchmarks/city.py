"""Cities of any size, filled in bulk and kept under build/bench for the next run."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np

from geodata import clock
from geodata.bulk import insert_rows, stored
from geodata.database import Database
from geodata.folding import folded
from geodata.migrations import upgrade
from geodata.model.people import Actor, Sensitivity
from geodata.model.sites import CONDITIONS, SiteKind
from geodata.services.city import found_city
from geodata.spatial import tile_keys
from geodata.tables import Observation, Site
from geodata.unit_of_work import UnitOfWork
from tests.benchmarks.issues import Story, add_issues, stories
from tests.benchmarks.points import SEED, scattered

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "bench"
_MADE_OF = ("tests/benchmarks/city.py", "tests/benchmarks/issues.py", "tests/benchmarks/points.py")


def city(sites: int, *, with_issues: bool = False) -> str:
    """The address of an SQLite database with that many sites (and as many issues), made unless it is there."""
    name = f"city-{sites}-{'issues' if with_issues else 'sites'}"
    path = FOLDER / f"{name}-{_fingerprint()}.db"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        for outdated in FOLDER.glob(f"{name}-*"):
            outdated.unlink()
        unfinished = path.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        database = Database(f"sqlite:///{unfinished}")
        _fill(database, sites, with_issues)
        database.close()
        unfinished.rename(path)
    return f"sqlite:///{path}"


def file_of(address: str) -> str:
    """The file of an SQLite address."""
    return address.removeprefix("sqlite:///")


def move_on(address: str) -> None:
    """Let the data move on by one version in which nothing changed: whatever was kept is asked for anew."""
    with closing(sqlite3.connect(file_of(address))) as database, database:
        database.execute("UPDATE data_version SET version = version + 1")


def _fingerprint() -> str:
    """Changes with the tables, with what fills them and with the day: no run measures an outdated city."""
    files = [ROOT / name for name in _MADE_OF] + sorted((ROOT / "geodata/migrations/versions").glob("*.py"))
    content = b"".join(file.read_bytes() for file in files)
    return hashlib.sha256(content + clock.today().isoformat().encode()).hexdigest()[:8]


def _fill(database: Database, sites: int, with_issues: bool) -> None:
    upgrade(database)
    actor = found_city(database, code="0", name="Měřice", fictional=True)
    with database.write(actor) as work:
        told = stories(sites)
        _add_sites(work, actor, told)
        if with_issues:
            add_issues(work, told)
        for layer in ("sites", "issues"):
            work.version_of(layer)
        work.commit()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def _add_sites(work: UnitOfWork, actor: Actor, told: list[Story]) -> None:
    session, today, count = work.session, clock.today(), len(told)
    points = scattered(count)
    keys = tile_keys(*points)
    order = np.argsort(keys, kind="stable")
    chance = np.random.default_rng(SEED)
    codes = list(SiteKind)
    kinds = [codes[place] for place in chance.integers(0, len(codes), count).tolist()]
    conditions = [CONDITIONS[kind][place % len(CONDITIONS[kind])] for place, kind in enumerate(kinds)]
    seen_on = [(today - timedelta(days=days)).isoformat() for days in chance.integers(0, 1_000, count).tolist()]
    names = [f"Místo č. {number}" for number in range(1, count + 1)]
    now = [story if story.is_open else None for story in told]
    ids = range(1, count + 1)
    recorded_at = stored(session, work.recorded_at)
    columns: dict[str, Any] = {
        "id": ids,
        "kind": kinds,
        "name": names,
        "search_text": [folded(name) for name in names],
        "longitude": points.longitude[order].tolist(),
        "latitude": points.latitude[order].tolist(),
        "tile_key": keys[order].tolist(),
        "condition": conditions,
        "condition_since": seen_on,
        "verified_on": seen_on,
        "worst_status": [story and story.status for story in now],
        "open_issues": [int(story is not None) for story in now],
        "open_since": [story and story.raised_on.isoformat() for story in now],
        "due_on": [story and story.due_on and story.due_on.isoformat() for story in now],
    }
    same = {"municipality_id": actor.municipality_id, "organisation_id": actor.organisation_id}
    same |= {"recorded_at": recorded_at, "recorded_by": actor.account_id}
    site = same | {"sensitivity": Sensitivity.PARTNERS.value, "row_version": 1, "changed": work.version_of("sites")}
    insert_rows(session, Site, list(columns), zip(*columns.values(), strict=True), site)
    rows = zip(ids, seen_on, conditions, strict=True)
    insert_rows(session, Observation, ["site_id", "observed_on", "condition"], rows, same)
