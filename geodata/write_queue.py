"""Whose turn it is to write to an SQLite file: first come, first served, within this process.

SQLite lets writers try again after growing pauses, and whoever came last may be the first to succeed. Measured with 50
people at one meeting's minutes: some waited for longer than the 30 seconds after which SQLite gives up.
"""

from __future__ import annotations

from collections import deque
from threading import Lock

_queues: dict[str, WriteQueue] = {}
_making = Lock()


class WriteQueue:
    """A turn is handed from whoever leaves to whoever has waited the longest."""

    def __init__(self) -> None:
        self._mutex = Lock()
        self._is_taken = False
        self._waiting: deque[Lock] = deque()

    def enter(self, seconds: float) -> bool:
        """Wait for one's turn; False if it did not come within so many seconds."""
        with self._mutex:
            if not self._is_taken:
                self._is_taken = True
                return True
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        if turn.acquire(timeout=seconds):
            return True
        with self._mutex:
            if turn not in self._waiting:
                return True  # it came at the very last moment
            self._waiting.remove(turn)
            return False

    def leave(self) -> None:
        """Let the next one write."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False


def queue_of(file: str | None) -> WriteQueue:
    """The queue of a file, the same for all who open it in this process; without a file one of its own."""
    if file is None:
        return WriteQueue()
    with _making:
        return _queues.setdefault(file, WriteQueue())
