"""tipg, the reference for vector tiles from PostGIS, over the very rows of one of our cities."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.benchmarks.processes import Running, running
from tests.postgis import PostgisServer, free_port, running_server

# The columns that our tiles carry too.
_TABLE = """
CREATE TABLE site (
    id bigint PRIMARY KEY, name text, kind text, condition text, worst_status text, geom geometry(Point, 4326)
)"""
_ROWS = "SELECT id, name, kind, condition, worst_status, longitude, latitude FROM site"
_CHUNK = 50_000


@contextmanager
def tipg(sqlite_file: str) -> Iterator[Running]:
    """tipg with its default settings under uvicorn, one worker as we have one."""
    with running_server() as server:
        server.execute("CREATE DATABASE bench")
        server.execute("CREATE EXTENSION postgis", "bench")
        _copy_sites(sqlite_file, server)
        port = free_port()
        environment = {"DATABASE_URL": server.url("bench").replace("+psycopg", "")}
        command = [sys.executable, "-m", "uvicorn", "tipg.main:app", "--host=127.0.0.1", f"--port={port}"]
        # As our own server runs: no line in a log for every tile.
        command += ["--no-access-log", "--log-level=warning"]
        with running(command, environment, f"http://127.0.0.1:{port}", "/healthz") as answering:
            yield answering


def tipg_path(zoom: int, column: int, row: int) -> str:
    """The address of a vector tile: the same ground as our tile of the same number."""
    return f"/collections/public.site/tiles/WebMercatorQuad/{zoom}/{column}/{row}"


def _copy_sites(sqlite_file: str, server: PostgisServer) -> None:
    with (
        psycopg.connect(server.url("bench").replace("+psycopg", ""), autocommit=True) as connection,
        sqlite3.connect(sqlite_file) as city,
    ):
        connection.execute(_TABLE)
        found = city.execute(_ROWS)
        with connection.cursor().copy("COPY site FROM STDIN") as copy:
            while rows := found.fetchmany(_CHUNK):
                for *facts, longitude, latitude in rows:
                    copy.write_row((*facts, f"SRID=4326;POINT({longitude} {latitude})"))
        connection.execute("CREATE INDEX ON site USING gist (geom)")
        connection.execute("VACUUM ANALYZE site")
