"""What a page is handed: everything it needs to ask the services, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard.application import application
from dashboard.cookies import cookie_name
from dashboard.language import current_language
from geodata.database import Database
from geodata.errors import N_, LokalityError
from geodata.model.people import Actor
from geodata.services.sessions import SignedIn
from geodata.settings import Settings


class SignedOut(LokalityError):
    """The session ended while the page was open."""

    def __init__(self) -> None:
        super().__init__(N_("You have been signed out. What was saved is kept; sign in again to go on."))


@dataclass(frozen=True, slots=True)
class Context:
    """On whose behalf a page speaks, to which database, in which language (`cs` or `en`)."""

    database: Database
    actor: Actor
    settings: Settings
    language: str
    session: SignedIn | None = None


def current_context() -> Context:
    """The context of the present run. Raises SignedOut without a session, LokalityError without a database."""
    running = application()
    who = running.door.visitor(_token(running.settings), st.context.ip_address or "")
    if who is None:
        raise SignedOut
    return Context(
        database=running.database,
        actor=who.actor,
        settings=running.settings,
        language=current_language(),
        session=who,
    )


def _token(settings: Settings) -> str | None:
    token: str | None = st.context.cookies.get(cookie_name(secure=settings.public_name is not None))
    return token
