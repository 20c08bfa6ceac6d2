"""Whose an open page is: Streamlit lets a browser come back to a page of its own session of ours, and to no other.

A browser that lost its connection names the Streamlit session it wants back, and gets all that was typed and kept in
it. Streamlit compares for whom that was begun, as it is told in a header (`trustedUserHeaders` in its settings).
"""

from __future__ import annotations

from starlette.types import Scope

from geodata.services.sessions import SignedIn

_HEADER = b"x-lokality-session"


def told_whose(scope: Scope, who: SignedIn) -> Scope:
    """The connection with our word on whose it is, and without anybody else's."""
    others = [pair for pair in scope["headers"] if pair[0].lower() != _HEADER]
    # A number may come again once its session is erased; with the end of the session it never does.
    whose = f"{who.session_id} {who.ends_at.isoformat()}"
    return {**scope, "headers": [*others, (_HEADER, whose.encode())]}
