"""Tracks of patrols are erased by the server itself once their time is over: nobody has to remember them."""

from __future__ import annotations

import logging
from threading import Event

from dashboard.application import Application
from geodata.errors import LokalityError
from geodata.model.retention import RetentionRule
from geodata.services.city import local_actor
from geodata.services.retention import erase, list_due

logger = logging.getLogger(__name__)

_RULES = frozenset({RetentionRule.PATROL_TRACKS})
_EVERY_S = 6 * 60 * 60  # the rule counts days


def erase_old_tracks(application: Application) -> None:
    """Erase the tracks whose time is over. A failure is logged, and tried again the next time."""
    database, settings = application.database, application.settings
    try:
        actor = local_actor(database)
        if _RULES & {due.rule for due in list_due(database, actor, settings.retention_rules)}:
            rules, data = settings.retention_rules, settings.data_directory
            erase(database, actor, rules, data, settings.photo_directory, _RULES)
    except LokalityError as error:
        logger.warning("tracks of patrols could not be erased now: %s", error)


def keep_erasing(application: Application, stopped: Event) -> None:
    """Now, and every few hours until the server stops."""
    erase_old_tracks(application)
    while not stopped.wait(_EVERY_S):
        erase_old_tracks(application)
