"""Many people at once, and a machine that stops: what was acknowledged is there."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import Condition, SiteKind
from geodata.services.audit import check_chain
from geodata.services.city import local_actor
from geodata.services.sites import NewObservation, NewSite, log_site, observe
from geodata.tables import Audit, Observation, Site

WRITERS, EACH = 32, 20
KILLS = 3  # 25 were tried once; each costs the start of a process

# A writing process: says the number of each place once the service has returned, which is what a person sees.
WRITING = """
import sys
from geodata import clock
from geodata.database import Database
from geodata.model.sites import SiteKind
from geodata.services.city import local_actor
from geodata.services.sites import NewObservation, NewSite, log_site

database = Database(sys.argv[1])
actor = local_actor(database)
while True:
    new = NewSite(SiteKind.OTHER, 13.84, 49.70, NewObservation(clock.today()), name="Místo")
    print(log_site(database, actor, new), flush=True)
"""


@pytest.mark.timeout(300)
def test_thirty_two_writers_lose_nothing(database: Database, actor: Actor) -> None:
    seen = NewObservation(clock.today(), Condition.PRESENT)
    sites = [
        log_site(database, actor, NewSite(SiteKind.ILLEGAL_DUMP, 13.84, 49.70, seen, name=f"Skládka {number}"))
        for number in range(4)
    ]

    def write(writer: int) -> int:
        for number in range(EACH):
            note = NewObservation(clock.today(), Condition.GROWING, note=f"{writer}/{number}")
            observe(database, actor, sites[(writer + number) % len(sites)], note)
        return EACH

    with ThreadPoolExecutor(WRITERS) as pool:
        assert sum(pool.map(write, range(WRITERS))) == WRITERS * EACH
    with database.read() as session:
        notes = session.scalars(select(Observation.note).where(Observation.note.is_not(None))).all()
        assert set(notes) == {f"{writer}/{number}" for writer in range(WRITERS) for number in range(EACH)}
        assert len(notes) == WRITERS * EACH
        assert session.scalar(select(func.count()).where(Audit.action == "observe")) == WRITERS * EACH
        assert set(session.scalars(select(Site.condition))) == {Condition.GROWING}
    assert check_chain(database) is None


@pytest.mark.timeout(300)
def test_a_killed_process_loses_nothing_that_it_acknowledged(sqlite_url: str, tmp_path: Path) -> None:
    acknowledged: set[int] = set()
    for round_ in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", WRITING, sqlite_url],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).resolve().parents[2],
        ) as process:
            assert process.stdout is not None
            for _ in range(12 + 5 * round_):
                acknowledged.add(int(process.stdout.readline()))
            process.send_signal(signal.SIGKILL)
            acknowledged |= {int(line) for line in process.stdout if line.endswith("\n")}
    database = Database(sqlite_url)
    with database.read() as session:
        kept = set(session.scalars(select(Site.id)))
        assert acknowledged <= kept
        assert len(acknowledged) > 12 * KILLS
        # A place without its observation or its audit entry would be half a change.
        assert session.scalar(select(func.count()).select_from(Observation)) == len(kept)
        assert session.scalar(select(func.count()).where(Audit.subject == "site")) == len(kept)
    assert check_chain(database) is None
    assert log_site(database, local_actor(database), NewSite(SiteKind.OTHER, 13.8, 49.7, NewObservation(clock.today())))
