"""Minutes that are being checked are kept for whoever checks them, so that a reload of the page loses nothing.

In the memory of the process only: the text of minutes that nobody has accepted yet is in no database and no backup. A
restart of the server forgets it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from weakref import WeakKeyDictionary

from dashboard.components.paper.draft import Draft
from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue

KEPT_FOR = timedelta(hours=12)
AT_MOST = 100  # drafts of all people together
OF_ONE_PERSON = 3


@dataclass(frozen=True, slots=True)
class _Kept:
    account_id: int
    draft: Draft
    since: datetime


class KeptDrafts:
    """Drafts by their tokens; each is given to the account that made it, and to nobody else."""

    def __init__(self, now: Callable[[], datetime] = clock.now) -> None:
        self._now = now
        self._drafts: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = Lock()

    def keep(self, account_id: int, draft: Draft) -> None:
        """Keep a new draft. Raises InvalidValue where there is no room: none that somebody works on is thrown away."""
        with self._lock:
            self._drop_old()
            if sum(kept.account_id == account_id for kept in self._drafts.values()) >= OF_ONE_PERSON:
                raise InvalidValue(
                    N_("You are checking {count} minutes already. Finish one of them or throw it away first."),
                    count=OF_ONE_PERSON,
                )
            if len(self._drafts) >= AT_MOST:
                raise InvalidValue(N_("Too many minutes are being checked just now. Try it again later."))
            self._drafts[draft.token] = _Kept(account_id, draft, self._now())

    def find(self, account_id: int, token: str) -> Draft | None:
        """The draft with this token, if it is this person's; it is kept as long again from now on."""
        draft = next((draft for draft in self.of(account_id) if draft.token == token), None)
        with self._lock:
            if draft is not None and token in self._drafts:
                self._drafts[token] = _Kept(account_id, draft, self._now())
        return draft

    def of(self, account_id: int) -> list[Draft]:
        """The drafts of a person, the newest first."""
        with self._lock:
            self._drop_old()
            return [kept.draft for kept in reversed(self._drafts.values()) if kept.account_id == account_id]

    def _drop_old(self) -> None:
        for token, kept in list(self._drafts.items()):
            if self._now() - kept.since > KEPT_FOR:
                del self._drafts[token]

    def forget(self, account_id: int, token: str) -> None:
        """The draft was kept in the database, or is not wanted any more."""
        with self._lock:
            kept = self._drafts.get(token)
            if kept is not None and kept.account_id == account_id:
                del self._drafts[token]


_by_database: WeakKeyDictionary[Database, KeptDrafts] = WeakKeyDictionary()
_making = Lock()


def kept_drafts(database: Database) -> KeptDrafts:
    """The drafts of those who work on this database."""
    with _making:
        return _by_database.setdefault(database, KeptDrafts())
