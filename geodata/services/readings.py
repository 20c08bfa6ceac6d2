"""Readings of restricted records in the audit: which account opened which record.

What counts as a reading, in one place: the card of a site or an issue, the story of a site, a photo of it, and the
download that holds it (whose entry tells how many were restricted). Lists and the map show that there is something;
opening it is what is noted. A hit of the search opens the card.
"""

from __future__ import annotations

from enum import StrEnum
from threading import Lock
from weakref import WeakKeyDictionary

from geodata.database import Database
from geodata.model.people import Actor, Sensitivity
from geodata.policy import Action, require
from geodata.services.lately import Lately


class Opened(StrEnum):
    """What was opened; the subject of its audit entry."""

    SITE = "site"
    ISSUE = "issue"


_lately: WeakKeyDictionary[Database, Lately] = WeakKeyDictionary()
_lock = Lock()


def note_reading(database: Database, actor: Actor, opened: Opened, record_id: int, sensitivity: Sensitivity) -> None:
    """Note that the actor opened a record, if it is a restricted one; once a minute, for pages run again and again.

    Raises StorageError where it cannot be noted: such a record is then not shown.
    """
    require(actor, Action.VIEW)
    if sensitivity != Sensitivity.RESTRICTED:
        return
    key = (actor.account_id, actor.views_as, opened, record_id)
    with _lock:
        lately = _lately.setdefault(database, Lately())
        if not lately.is_new(key):
            return
    try:
        with database.write(actor) as work:
            work.audit("read", opened, record_id, {"views_as": True} if actor.views_as else {})
            work.commit()
    except BaseException:
        with _lock:
            lately.forget(key)
        raise
