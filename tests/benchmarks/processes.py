"""Servers as processes of their own: ours as `lokality serve` runs it, and what we compare it with."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.benchmarks.children import inherited_environment
from tests.postgis import free_port
from tests.signed_in import let_in

ANSWERS_WITHIN = 60.0  # seconds; a first start imports every library
_ENDS_WITHIN = 15.0  # seconds


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers: where, and its process id."""

    address: str
    pid: int

    @property
    def resident_bytes(self) -> int:
        """Memory the process holds now (resident set)."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def lokality(database_url: str) -> Iterator[Running]:
    """`lokality serve` over a database, without base map."""
    let_in(database_url)
    with tempfile.TemporaryDirectory(prefix="lokality-bench-") as folder:
        port = free_port()
        settings = {"DATABASE_URL": database_url, "DATA_DIRECTORY": folder, "BASE_MAP": "none", "PORT": str(port)}
        environment = {f"LOKALITY_{name}": value for name, value in settings.items()}
        command = [str(Path(sys.executable).with_name("lokality")), "serve"]
        with running(command, environment, f"http://127.0.0.1:{port}", "/healthz") as server:
            yield server


@contextmanager
def running(
    command: Sequence[str], environment: Mapping[str, str], address: str, sign_of_life: str
) -> Iterator[Running]:
    """Run a command until the end of the block, which begins when `sign_of_life` answers 200."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, env={**inherited_environment(), **environment}, stdout=log, stderr=log)
        try:
            if not _answers(process, address + sign_of_life):
                log.seek(0)
                raise RuntimeError(f"{command[0]} did not start:\n{log.read().decode(errors='replace')[-4_000:]}")
            yield Running(address, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(_ENDS_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(process: subprocess.Popen[bytes], address: str) -> bool:
    deadline = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(address, timeout=5).status_code == httpx.codes.OK:
                return True
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    return False
