"""The door: who stands behind the cookie of a request, asked of the database at most every two seconds."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import datetime
from threading import Lock, Thread

from anyio import CapacityLimiter, to_thread

from geodata import clock
from geodata.database import Database
from geodata.errors import LokalityError
from geodata.services.sessions import NOTED_EVERY, SignedIn, end_this_session, note_use, signed_in

logger = logging.getLogger(__name__)

# Whoever is disabled, or loses a role, is out within this time even where another process heard of it.
REMEMBERED_SECONDS = 2.0
_REMEMBERED_AT_MOST = 10_000
_THREADS = 8
_ENDING_TRIED, _ENDING_AGAIN_SECONDS = 1_000, 5.0  # an hour and more, longer than any load


@dataclass(slots=True)
class _Remembered:
    who: SignedIn | None
    asked_at: float


class Door:
    """Knows visitors by their token."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, _Remembered] = {}
        self._noted: dict[int, datetime] = {}
        self._left: set[str] = set()
        self._lock = Lock()
        # Its own threads: whoever crowds another door of the server keeps nobody from being known here.
        self._threads = CapacityLimiter(_THREADS)

    def visitor(self, token: str | None, address: str = "") -> SignedIn | None:
        """Who stands behind the token, or None."""
        if not token or token in self._left:
            return None
        with self._lock:
            known = self._known.get(token)
        if known is not None and time.monotonic() - known.asked_at < REMEMBERED_SECONDS:
            return known.who
        who = signed_in(self._database, token, address)
        with self._lock:
            if len(self._known) >= _REMEMBERED_AT_MOST:
                self._known.clear()
            self._known[token] = _Remembered(who, time.monotonic())
        return who

    async def enter(self, token: str | None, address: str) -> SignedIn | None:
        """As `visitor`, for the event loop: it waits for the database in a thread."""
        if not token or token in self._left:
            return None
        known = self._known.get(token)
        if known is not None and time.monotonic() - known.asked_at < REMEMBERED_SECONDS:
            return known.who
        return await to_thread.run_sync(self.visitor, token, address, limiter=self._threads)

    def leave(self, token: str) -> Thread:
        """Sign out: nobody comes in by this token any more, from now on.

        That it ended is written down beside, and tried again while a large load or a full disk stands in the way.
        """
        self._left.add(token)
        self.forget(token)
        ending = Thread(target=self._end, args=(token,), name="sign-out", daemon=True)
        ending.start()
        return ending

    def _end(self, token: str) -> None:
        for _again in range(_ENDING_TRIED):
            try:
                end_this_session(self._database, token)
            except LokalityError as fault:
                logger.warning("a sign-out is not written down yet: %s", fault)
                time.sleep(_ENDING_AGAIN_SECONDS)
            else:
                self._left.discard(token)
                return

    def used(self, who: SignedIn) -> None:
        """The person does something: the session is not idle.

        It is written down beside everything else: nobody waits because somebody else is loading a large file.
        """
        now = clock.now()
        if now - max(who.used_at, self._noted.get(who.session_id, who.used_at)) < NOTED_EVERY:
            return
        with self._lock:
            if len(self._noted) >= _REMEMBERED_AT_MOST:
                self._noted.clear()
            self._noted[who.session_id] = now
        Thread(target=self._note, args=(who,), name="session-used", daemon=True).start()

    def _note(self, who: SignedIn) -> None:
        try:
            note_use(self._database, who)
        except Exception:
            # Tried again with the next thing the person does; a session that ends early loses nothing.
            self._noted.pop(who.session_id, None)
            logger.debug("the use of session %s could not be noted", who.session_id, exc_info=True)

    def forget(self, token: str | None = None) -> None:
        """Ask the database again the next time: for this token, or for all."""
        with self._lock:
            if token is None:
                self._known.clear()
            else:
                self._known.pop(token, None)
