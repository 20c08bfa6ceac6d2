"""The cookie of a session, in one place: what it is called, how it is set, read and taken away."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import Response

from geodata.services.sessions import ABSOLUTE

# A browser takes the second only over TLS, from this host alone and for all of its paths.
PLAIN_NAME, SECURE_NAME = "lokality_session", "__Host-lokality_session"
# Whose browser it is, for the field app while no server answers: the number of an account, no secret and no key to
# anything. Scripts read it, the app's pages alone.
ACCOUNT_NAME, ACCOUNT_PATH = "lokality_account", "/terrain"
_ACCOUNT_LASTS_S = 30 * 24 * 60 * 60  # longer than the app keeps anything


def cookie_name(secure: bool) -> str:
    """What the cookie is called where people come through TLS, and where they sit at the machine itself."""
    return SECURE_NAME if secure else PLAIN_NAME


def session_token(headers: Headers, secure: bool) -> str | None:
    """The token in the Cookie header, or None."""
    return cookie_parser(headers.get("cookie", "")).get(cookie_name(secure)) or None


def set_session_cookie(answer: Response, token: str, secure: bool) -> None:
    """Give the browser its token: scripts cannot read it, other sites cannot send it."""
    answer.set_cookie(
        cookie_name(secure),
        token,
        max_age=int(ABSOLUTE.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=secure,
        path="/",
    )


def tell_account(answer: Response, account_id: int | None, secure: bool) -> None:
    """Tell the browser who is signed in; None: that nobody knows."""
    if account_id is None:
        answer.delete_cookie(ACCOUNT_NAME, path=ACCOUNT_PATH, samesite="lax", secure=secure)
        return
    answer.set_cookie(
        ACCOUNT_NAME, str(account_id), max_age=_ACCOUNT_LASTS_S, samesite="lax", secure=secure, path=ACCOUNT_PATH
    )


def take_session_cookie(answer: Response, secure: bool) -> None:
    """Take the token away, and what the browser kept of pages and tiles."""
    answer.delete_cookie(cookie_name(secure), path="/", httponly=True, samesite="lax", secure=secure)
    tell_account(answer, None, secure)
    answer.headers["clear-site-data"] = '"cache"'
