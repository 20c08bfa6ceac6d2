"""A line between a browser and a server that counts what comes over it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_CHUNK = 64 * 1024


@dataclass
class Line:
    """Where the browser asks, and how many bytes the server has answered, headers included."""

    address: str
    answered: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, count: int) -> None:
        """So many bytes came from the server."""
        with self._lock:
            self.answered += count


@contextmanager
def counting_line(server_port: int) -> Iterator[Line]:
    """A port of this machine whose connections go on to the server's, until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        line = Line(f"http://127.0.0.1:{door.getsockname()[1]}")
        threading.Thread(target=_admit, args=(door, server_port, line), daemon=True).start()
        yield line
        door.shutdown(socket.SHUT_RDWR)


def _admit(door: socket.socket, server_port: int, line: Line) -> None:
    while True:
        try:
            browser, _address = door.accept()
        except OSError:  # the block has ended
            return
        server = socket.create_connection(("127.0.0.1", server_port))
        threading.Thread(target=_carry, args=(browser, server, None), daemon=True).start()
        threading.Thread(target=_carry, args=(server, browser, line), daemon=True).start()


def _carry(source: socket.socket, target: socket.socket, line: Line | None) -> None:
    try:
        while part := source.recv(_CHUNK):
            if line is not None:
                line.add(len(part))
            target.sendall(part)
    except OSError:
        pass  # one side has gone
    finally:
        for end in (source, target):
            end.close()
