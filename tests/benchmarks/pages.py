"""The Python time of every page of a small and of a large city."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from dashboard.navigation import PAGES
from geodata.database import Database
from geodata.services.city import local_actor
from geodata.settings import Settings
from tests.benchmarks.city import city
from tests.benchmarks.measurement import Measurement, at_most
from tests.pages.shown import showing

FEW = 1_000
SHARE_OF_SITES = 10
GROWTH = 2.0
_ROUNDS = 5
_QUERIES: dict[str, dict[str, int]] = {"site": {"id": 7}, "issue": {"id": 7}, "meeting": {"id": 7}}


def pages(sites: int) -> Iterator[Measurement]:
    """Each page by AppTest in both cities in turn, after a first run that imports what it needs."""
    many = sites // SHARE_OF_SITES
    small, large = (Database(city(count, with_issues=True)) for count in (FEW, many))
    for page in PAGES:
        taken: dict[Database, list[float]] = {small: [], large: []}
        for _ in range(_ROUNDS + 1):
            for database, times in taken.items():
                times.append(_shown(database, page.key))
        before, after = (median(times[1:]) for times in taken.values())
        detail = f"{before:.0f} ms with {FEW:,} sites and issues, {after:.0f} ms with {many:,}"
        yield at_most(f"page {page.key}, growth", after / before, GROWTH, detail)
    for database in (small, large):
        database.close()


def _shown(database: Database, key: str) -> float:
    """Milliseconds of processor that one run of the page takes in this process."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_directory=Path(folder), base_map="none")
        with showing(database, local_actor(database), settings) as show:
            started = time.process_time()
            show(key, **_QUERIES.get(key, {}))
            return (time.process_time() - started) * 1_000
