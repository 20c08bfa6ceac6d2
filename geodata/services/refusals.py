"""Refusals in the audit: who was refused what, from where. Written beside the answer, which never waits for it."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

from geodata.database import Database
from geodata.errors import Erased, Forbidden, LokalityError, NotFound
from geodata.model.people import Actor
from geodata.services.lately import Lately

logger = logging.getLogger("lokality.refusals")

PLACE_AT_MOST = 200  # characters of an address; the rest of a longer one is not worth a disk
# A script that tries all numbers would otherwise fill the disk; how many were left out stands in the next entry.
PER_ACCOUNT_AND_MINUTE = 60
_WAITING_AT_MOST = 1_000
_NOBODY = Actor(account_id=0, name="", municipality_id=0, organisation_id=None)


@dataclass(frozen=True, slots=True)
class Refused:
    """The address or page, without its query, and whether it was forbidden or not to be found."""

    place: str
    kind: str


def refused(place: str, error: Exception) -> Refused | None:
    """What is to be noted of an error that reached the border; None where it is no refusal."""
    if isinstance(error, Erased) or not isinstance(error, Forbidden | NotFound):
        return None
    return Refused(place[:PLACE_AT_MOST], "forbidden" if isinstance(error, Forbidden) else "not_found")


class _Notes:
    """What of one database was noted in the last minute, and how much was left out."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.lately = Lately()
        self.counts = Lately()
        self.left_out: dict[int, int] = {}

    def take(self, account_id: int, what: Refused) -> int | None:
        """How many were left out before this one, which is to be noted; None if this one is left out too."""
        with self.lock:
            if not self.lately.is_new((account_id, what)):
                return None
            if self.counts.times(account_id) > PER_ACCOUNT_AND_MINUTE:
                self.left_out[account_id] = self.left_out.get(account_id, 0) + 1
                return None
            return self.left_out.pop(account_id, 0)


_notes: WeakKeyDictionary[Database, _Notes] = WeakKeyDictionary()
_writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="refusals")
_waiting: set[Future[None]] = set()


def note_refusal(database: Database, actor: Actor | None, what: Refused) -> None:
    """Write it into the audit soon; once for the same account and place within a minute. Never raises, never waits.

    Takes an actor without any right, or none: that is what it is for.
    """
    account = actor or _NOBODY
    notes = _notes.setdefault(database, _Notes())
    left_out = None if len(_waiting) >= _WAITING_AT_MOST else notes.take(account.account_id, what)
    if left_out is None:
        return
    future = _writer.submit(_write, database, account, what, left_out)
    _waiting.add(future)
    future.add_done_callback(_waiting.discard)


def finish_notes() -> None:
    """Wait until everything that was noted is written."""
    for future in list(_waiting):
        future.result()


def _write(database: Database, actor: Actor, what: Refused, left_out: int) -> None:
    try:
        more = {"left_out": left_out} if left_out else {}
        with database.write(actor) as work:
            work.audit("refuse", "address", None, {"place": what.place, "refusal": what.kind, **more})
            work.commit()
    except LokalityError as fault:
        logger.warning("a refusal could not be noted: %s", fault)
    except Exception:  # whatever it is: the answer was given, and the next refusal has to be noted too
        logger.exception("a refusal could not be noted")
