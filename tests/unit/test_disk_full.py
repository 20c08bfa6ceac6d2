"""A disk that takes no more is one sentence, whoever notices it first."""

from __future__ import annotations

import errno
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from dashboard.commands.failures import REFUSED, sentence_of
from dashboard.language import ENGLISH, use_language
from geodata.database import disk_full

FULL = [
    OSError(errno.ENOSPC, "No space left on device"),
    OSError(errno.EDQUOT, "Disk quota exceeded", "photo.jpg"),
    OperationalError("INSERT", {}, sqlite3.OperationalError("disk I/O error")),
    OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full")),
]


@pytest.mark.parametrize("fault", FULL, ids=lambda fault: str(fault)[:40])
def test_a_full_disk_is_told_as_a_full_disk(fault: Exception) -> None:
    with use_language(ENGLISH):
        assert sentence_of(fault) == (str(disk_full().message), REFUSED)
