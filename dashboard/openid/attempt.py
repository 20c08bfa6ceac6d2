"""An attempt to sign in at a provider: what the browser that began it has to bring back.

It lies in a cookie of that browser, sealed, so that it outlives a restart and costs the server nothing. Whoever has no
such cookie cannot end an attempt, whatever address they were sent to; and its code is taken once only, by the provider.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from geodata import clock
from geodata.errors import N_, LokalityError

LASTS = timedelta(minutes=10)  # long enough to look for the telephone with the second factor
_SEAL = "HS256"
# A cookie holds 4096 bytes; a longer address is not worth coming back to.
_WANTED_AT_MOST = 1_500


class AttemptGone(LokalityError):
    """No attempt of this browser fits: too old, used, forged, or of another window. Which, is not said."""

    def __init__(self) -> None:
        super().__init__(
            N_("This sign-in took too long, was used already or began in another window. Nobody was signed in.")
        )


@dataclass(frozen=True, slots=True)
class Attempt:
    """`nonce` ties the ID token to this attempt, `verifier` the code (PKCE); `wanted` is where the person was going."""

    state: str
    nonce: str
    verifier: str
    wanted: str


def new_attempt(wanted: str) -> Attempt:
    """An attempt that nobody can guess."""
    return Attempt(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        wanted=wanted if len(wanted.encode()) <= _WANTED_AT_MOST else "/",
    )


def sealed(attempt: Attempt, client_secret: str) -> str:
    """The attempt for the browser to keep; of the state it holds the hash alone."""
    content = {
        "state": _hash_of(attempt.state),
        "nonce": attempt.nonce,
        "verifier": attempt.verifier,
        "wanted": attempt.wanted,
        "exp": int((clock.now() + LASTS).timestamp()),
    }
    return jwt.encode({"alg": _SEAL}, content, _key(client_secret))


def opened(kept: str, state: str, client_secret: str) -> Attempt:
    """The attempt this browser keeps, if it is the one of `state`. Raises AttemptGone."""
    try:
        content = jwt.decode(kept, _key(client_secret), algorithms=[_SEAL]).claims
        now = int(clock.now().timestamp())
        jwt.JWTClaimsRegistry(now=now, exp={"essential": True}).validate(content)
    except (JoseError, ValueError) as fault:
        raise AttemptGone from fault
    if not secrets.compare_digest(content["state"], _hash_of(state)):
        raise AttemptGone
    return Attempt(state=state, nonce=content["nonce"], verifier=content["verifier"], wanted=content["wanted"])


def _hash_of(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()


def _key(client_secret: str) -> OctKey:
    # One key for all processes of an installation, and no further secret to set up.
    return OctKey.import_key(hmac.digest(client_secret.encode(), b"lokality: attempt to sign in", "sha256"))
