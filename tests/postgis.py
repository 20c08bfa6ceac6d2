"""A private PostgreSQL with PostGIS for one test process: started in a temporary folder, gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

STARTS_WITHIN = 30.0  # seconds; a cold disk takes about three
CLUSTER = ("--username=lokality", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
# Nothing here outlives the tests, so nothing has to reach the disk.
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "timezone": "UTC",
}
# As a city runs it: whatever was acknowledged is on the disk. For measuring.
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


class PostgisMissing(Exception):
    """This machine cannot run the server; says what to install."""


def programs() -> Path:
    """The folder of the newest installed PostgreSQL server that has PostGIS."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    with_postgis = [
        path.parent
        for path in folders
        if Path(f"/usr/share/postgresql/{path.parts[-3]}/extension/postgis.control").exists()
    ]
    if not with_postgis:
        raise PostgisMissing("install PostgreSQL and PostGIS: apt-get install postgresql postgresql-postgis")
    return with_postgis[-1]


def free_port() -> int:
    """A port on 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass
class PostgisServer:
    """A running server; databases are made and dropped by name."""

    port: int
    _numbers: Iterator[int]

    def url(self, database: str) -> str:
        """The SQLAlchemy address of one of its databases."""
        return f"postgresql+psycopg://lokality@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str, database: str = "postgres") -> None:
        """One statement outside a transaction, as CREATE DATABASE needs it."""
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user="lokality", dbname=database, autocommit=True
        ) as connection:
            connection.execute(statement)

    @contextmanager
    def new_database(self, template: str) -> Iterator[str]:
        """The address of a fresh copy of a database; dropped at the end, whoever is still connected."""
        name = f"t_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running_server(**options: str) -> Iterator[PostgisServer]:
    """Start a server of its own, with other options than usual where they are given, and stop it at the end.

    PostgreSQL refuses to run as root; there it runs as the user `postgres` that its package made.
    """
    folder = programs()
    # Not pytest's own folder: that one is closed to other users, and the server may be another user.
    home = Path(tempfile.mkdtemp(prefix="lokality-postgis-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(home, user)
    data = home / "data"
    try:
        subprocess.run(
            [str(folder / "initdb"), f"--pgdata={data}", *CLUSTER],
            user=user,
            cwd=home,
            check=True,
            capture_output=True,
        )
        port = free_port()
        settings = [f"--{name}={value}" for name, value in (OPTIONS | options).items()]
        with (home / "log").open("wb") as log:
            process = subprocess.Popen(
                [str(folder / "postgres"), "-D", str(data), f"--port={port}", *settings],
                user=user,
                cwd=home,
                stdout=log,
                stderr=log,
            )
        try:
            server = PostgisServer(port, count(1))
            wait_until_it_answers(server, process, home / "log")
            yield server
        finally:
            process.terminate()  # no new connections; those that are open end with their tests
            process.send_signal(2)  # SIGINT: end the open ones too
            process.wait(timeout=STARTS_WITHIN)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def wait_until_it_answers(server: PostgisServer, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server takes a connection; raise with its log when it ended instead."""
    deadline = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            server.execute("SELECT 1")
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise PostgisMissing(f"PostgreSQL did not start:\n{log.read_text()}") from None
            time.sleep(0.05)
        else:
            return
