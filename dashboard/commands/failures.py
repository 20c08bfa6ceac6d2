"""What can go wrong in a command, as one sentence and an exit code; the rest of it goes into the log."""

from __future__ import annotations

import errno
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from dashboard.incidents import record_incident
from dashboard.language import _, translate
from geodata.errors import LokalityError
from geodata.settings import read_settings

DONE, UNFORESEEN, REFUSED, SOME_REJECTED = 0, 1, 2, 3
_LOG_AT_MOST = 5 * 1024 * 1024  # bytes of one log file; one older is kept


def sentence_of(error: Exception) -> tuple[str, int]:
    """What to tell, and the exit code."""
    from sqlalchemy.exc import DBAPIError

    from geodata.database import disk_full, storage_fault

    if isinstance(error, DBAPIError):
        try:
            error = storage_fault(error)
        except DBAPIError:
            return _incident(error), UNFORESEEN
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        error = disk_full()
    if isinstance(error, LokalityError):
        return translate(error.message), REFUSED
    if isinstance(error, OSError) and error.filename is not None:
        words = _("{file} cannot be used: {reason}. Check that it is there and that Lokality may read and write it.")
        return words.format(file=error.filename, reason=error.strerror or type(error).__name__), REFUSED
    return _incident(error), UNFORESEEN


def _incident(error: Exception) -> str:
    log = _log_to_file()
    number = record_incident(error, "command")
    if log is None:
        return _("Something unforeseen happened (number {number}); it could not be written into the log.").format(
            number=number
        )
    return _("Something unforeseen happened. The log {file} has it under the number {number}.").format(
        file=log, number=number
    )


def log_file(data_directory: Path) -> Path:
    """Where the log of an installation lies."""
    return data_directory / "log" / "lokality.log"


def _log_to_file() -> Path | None:
    """Let our own messages go into the log file, and never to the terminal; None where it cannot be written."""
    logger = logging.getLogger("lokality")
    logger.propagate = False
    logging.raiseExceptions = False  # a log that cannot be written must not bury the sentence for the person
    try:
        path = log_file(read_settings().data_directory)
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_LOG_AT_MOST, backupCount=1, encoding="utf-8")
    except (OSError, LokalityError):
        logger.addHandler(logging.NullHandler())
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    return path


def start_log() -> None:
    """For the server: incidents of its pages go into the log from the start."""
    _log_to_file()
