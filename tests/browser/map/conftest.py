"""A server over the little city, and a hand on its map."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from geodata.database import Database
from tests.browser.conftest import Served, wait_until_it_answers
from tests.browser.map_city import fill
from tests.browser.map_hand import Hand
from tests.postgis import free_port
from tests.signed_in import let_in


@pytest.fixture(scope="session")
def places() -> dict[str, int]:
    """Ids of the known places by name; filled when the city is."""
    return {}


@pytest.fixture(scope="session")
def city(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, places: dict[str, int]
) -> Iterator[Callable[..., Served]]:
    """Starts a server over the little city; each base map asked for has one."""
    directory = tmp_path_factory.mktemp("map")
    path = directory / "lokality.db"
    shutil.copyfile(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    places.update(fill(database))
    database.close()
    running: dict[str, tuple[Served, subprocess.Popen[bytes]]] = {}

    def serve(base_map: str = "none") -> Served:
        if base_map not in running:
            running[base_map] = start(directory, f"sqlite:///{path}", base_map)
        return running[base_map][0]

    yield serve
    for _, process in running.values():
        process.terminate()
        process.wait(timeout=10)


def start(
    directory: Path, database_url: str, base_map: str, script: str = "map_page.py"
) -> tuple[Served, subprocess.Popen[bytes]]:
    """A server of one of the scripts that show a map, and the process that ends it."""
    let_in(database_url)
    port = free_port()
    log = directory / f"server-{port}.log"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOKALITY_")}
    environment |= {
        "LOKALITY_DATABASE_URL": database_url,
        "LOKALITY_DATA_DIRECTORY": str(directory),
        "LOKALITY_BASE_MAP": base_map,
    }
    command = [sys.executable, "-m", "tests.browser.map_server", str(port), script]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    served = Served(f"http://127.0.0.1:{port}", database_url, log)
    wait_until_it_answers(served.address, process, log)
    return served, process


@pytest.fixture
def hand(page: Page, city: Callable[..., Served]) -> Hand:
    """A hand on the map of the little city, without a base map."""
    return Hand(page, city().address)
