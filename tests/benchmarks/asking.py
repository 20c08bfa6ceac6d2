"""Asking a server, and taking times that bear comparison."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Sequence
from statistics import quantiles
from urllib.parse import urlsplit

from tests.signed_in import COOKIE_HEADER

_WAITS = 120.0  # seconds: the first tile after a start may have to read a million places
_IDLE = 3.0  # seconds; a server hangs up after five


class Client:
    """One kept-alive connection that asks for bodies as they are, not compressed.

    It does as little as HTTP allows: httpx takes longer over a request than the server over a kept tile.
    """

    def __init__(self, address: str) -> None:
        self._server = urlsplit(address)
        self._connect()

    def _connect(self) -> None:
        self._socket = socket.create_connection((self._server.hostname, self._server.port), _WAITS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._answers = self._socket.makefile("rb", 64 * 1024)
        self._used_at = time.monotonic()

    def ask(self, path: str) -> float:
        """Milliseconds from the request to the last byte of an answer 200."""
        if time.monotonic() - self._used_at > _IDLE:
            self.close()
            self._connect()
        headers = f"Host: {self._server.netloc}\r\nAccept-Encoding: identity\r\nCookie: {COOKIE_HEADER}\r\n"
        request = f"GET {path} HTTP/1.1\r\n{headers}\r\n".encode()
        length = 0
        started = time.perf_counter()
        self._socket.sendall(request)
        status = self._answers.readline()
        while (header := self._answers.readline()) not in (b"\r\n", b""):
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        body = self._answers.read(length)
        taken = time.perf_counter() - started
        self._used_at = time.monotonic()
        if b" 200 " not in status:
            raise RuntimeError(f"{path}: {status.decode().strip()}: {body[:500].decode(errors='replace')}")
        return taken * 1_000

    def close(self) -> None:
        self._answers.close()
        self._socket.close()


def in_turn(rows: Iterable[Sequence[Callable[[], float]]]) -> list[list[float]]:
    """Take the times of each row one after the other, so that all columns meet the same moments of the machine."""
    taken = [[ask() for ask in row] for row in rows]
    return [list(column) for column in zip(*taken, strict=True)]


def p95(times: Sequence[float]) -> float:
    """The time that one in twenty exceeds."""
    return quantiles(times, n=20)[-1]
