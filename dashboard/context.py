"""What a page is handed: everything it needs to ask the services, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.application import application
from dashboard.language import current_language
from geodata.database import Database
from geodata.model.people import Actor
from geodata.settings import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """On whose behalf a page speaks, to which database, in which language (`cs` or `en`)."""

    database: Database
    actor: Actor
    settings: Settings
    language: str


def current_context() -> Context:
    """The context of the present run. Raises LokalityError if the database cannot be used."""
    running = application()
    return Context(
        database=running.database,
        actor=running.actor,
        settings=running.settings,
        language=current_language(),
    )
