"""Passwords: what one has to be, and argon2id, which makes guessing them dear."""

from __future__ import annotations

import unicodedata
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from geodata.errors import N_, InvalidValue
from geodata.guessing import is_easily_guessed

# Length is what makes a password strong (NIST SP 800-63B, 5.1.1); rules about characters make people write it down.
SHORTEST, LONGEST = 12, 256  # characters

# The library's own parameters are those of RFC 9106 for small machines: 64 MiB, three passes.
_hasher = PasswordHasher()
# Each check takes 64 MiB: a crowd at the door must wait, not exhaust the memory of the machine.
_AT_ONCE = BoundedSemaphore(4)
# Checked where there is no such account, so that the answer takes as long.
_NOBODYS = _hasher.hash("nobody has this password")


def hashed(password: str) -> str:
    """The password as it may be stored."""
    with _AT_ONCE:
        return _hasher.hash(_typed(password))


def fits(password: str, stored: str | None) -> bool:
    """Whether it is the password; without a stored one it never is, and that takes as long to say."""
    with _AT_ONCE:
        try:
            return _hasher.verify(stored or _NOBODYS, _typed(password)) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def _typed(password: str) -> str:
    # One keyboard makes a letter with its mark, another a letter and a mark: the person typed the same.
    return unicodedata.normalize("NFKC", password)


def is_outdated(stored: str) -> bool:
    """Whether the library has chosen dearer parameters since."""
    return _hasher.check_needs_rehash(stored)


def require_good(password: str, *connected: str) -> None:
    """Raise InvalidValue with what to do unless this may be somebody's password.

    `connected` are texts that whoever guesses knows: the sign-in name, names of the person, the organisation, the city.
    """
    if len(password) < SHORTEST:
        raise InvalidValue(
            N_("The password is too short: take at least {count} characters, three or four words do."), count=SHORTEST
        )
    if len(password) > LONGEST:
        raise InvalidValue(N_("The password is longer than {count} characters. Shorten it."), count=LONGEST)
    if is_easily_guessed(_typed(password), connected):
        raise InvalidValue(N_("This password is easily guessed. Take a few words that nobody connects with you."))
