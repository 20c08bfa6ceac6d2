"""A door for tests of what lies behind it."""

from __future__ import annotations

from dashboard.door import Door
from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.services.sessions import ABSOLUTE, SignedIn


class OpenDoor(Door):
    """A door through which everybody comes as one actor, with or without a cookie."""

    def __init__(self, actor: Actor, database: Database | None = None) -> None:
        if database is not None:
            super().__init__(database)
        self.actor = actor

    def visitor(self, token: str | None, address: str = "") -> SignedIn:
        """The actor, whatever the token says."""
        now = clock.now()
        return SignedIn(session_id=1, actor=self.actor, used_at=now, ends_at=now + ABSOLUTE)

    async def enter(self, token: str | None, address: str) -> SignedIn:
        """The same."""
        return self.visitor(token, address)

    def used(self, who: SignedIn) -> None:
        """Nothing is written down."""
