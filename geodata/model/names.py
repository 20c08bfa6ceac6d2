"""Names of people, organisations and accounts: what is read in a list must be what is stored."""

from __future__ import annotations

import re

from geodata.errors import N_, InvalidValue

# Nothing is seen of these, though Unicode calls them letters, signs or marks: fillers, joiners, selectors of a form.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
NAME_AT_MOST = LOGIN_AT_MOST = 200  # characters
# Two logins that look the same are never two people's: of letters, only those every keyboard has.
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]*")


def one_line(name: str) -> str:
    """The name with single spaces: one that was pasted brings line breaks and hard spaces."""
    return " ".join(name.split())


def is_seen(text: str) -> bool:
    """Whether each character shows: no control, no direction, no zero width, nothing that Unicode keeps for others."""
    return text.isprintable() and _UNSEEN.search(text) is None


def require_seen(name: str) -> None:
    """Raise InvalidValue where a name holds what nobody sees: two of them would look the same, or read backwards."""
    if not is_seen(name):
        raise InvalidValue(N_("The name holds characters that cannot be seen. Type it anew instead of pasting it."))


def checked_name(name: str) -> str:
    """A person's name on one line. Raises InvalidValue where there is none, or not all of it is seen."""
    words = one_line(name)
    if not words or len(words) > NAME_AT_MOST:
        raise InvalidValue(N_("Enter the person's name, at most {count} characters."), count=NAME_AT_MOST)
    require_seen(words)
    return words


def is_login(login: str) -> bool:
    """Whether a new account may be called so; `login` is already brought into the form that is stored."""
    return len(login) <= LOGIN_AT_MOST and _LOGIN.fullmatch(login) is not None


def require_login(login: str) -> None:
    """Raise InvalidValue unless a new account may be called so."""
    if not is_login(login):
        raise InvalidValue(
            N_("A sign-in name is one word of letters without accents, digits and . _ - @ +. Enter another.")
        )
