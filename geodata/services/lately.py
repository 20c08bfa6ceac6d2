"""What was done within the last minute, in the memory of this process."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Hashable

SECONDS = 60.0
_AT_MOST = 10_000


class Lately:
    """Keys seen within the last minute, each with the time of the first and how often. Not for several threads."""

    def __init__(self) -> None:
        self._seen: OrderedDict[Hashable, tuple[float, int]] = OrderedDict()

    def is_new(self, key: Hashable) -> bool:
        """Whether the key was not seen for a minute; from now on it was."""
        return self.times(key) == 1

    def times(self, key: Hashable) -> int:
        """How often the key was seen since its first time within the last minute, this time included."""
        now = time.monotonic()
        while self._seen and (len(self._seen) > _AT_MOST or now - next(iter(self._seen.values()))[0] > SECONDS):
            self._seen.popitem(last=False)
        first, count = self._seen.get(key, (now, 0))
        self._seen[key] = first, count + 1
        return count + 1

    def forget(self, key: Hashable) -> None:
        """As if the key had not been seen."""
        self._seen.pop(key, None)
