"""Failures nobody foresaw: all of it into the log, only a number to the reader."""

from __future__ import annotations

import logging
import secrets

from geodata.errors import N_, Message

logger = logging.getLogger("lokality.incidents")

# Letters and digits that are not mistaken for each other when read out on the telephone.
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def record_incident(error: BaseException, where: str) -> str:
    """Log the whole failure and return the number under which it stands in the log."""
    number = "".join(secrets.choice(_ALPHABET) for _ in range(6))
    logger.error("incident %s at %s", number, where, exc_info=error)
    return number


def incident_message(number: str) -> Message:
    """The one sentence a reader sees."""
    return Message(
        N_(
            "This part cannot be shown now; nothing was changed. "
            "Try again, or tell the administrator the number {number}."
        ),
        {"number": number},
    )
