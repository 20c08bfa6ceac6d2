"""The ID token: a provider's signed word about who signed in. It is believed only after every check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from geodata import clock

# Signed by a key that only the provider has. Never HS256 (both sides would hold the key), never "none".
ALGORITHMS = (
    *("RS256", "RS384", "RS512"),
    *("PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512"),
    "Ed25519",
)
KEY_TYPES = frozenset({"RSA", "EC", "OKP"})
CLOCKS_DIFFER_BY = 60  # seconds
_SUBJECT_AT_MOST = 255  # characters, as the standard has it


class Mistrusted(Exception):
    """The token does not hold; says why, for the log."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the token of this attempt has to say."""

    issuer: str
    client_id: str
    nonce: str
    access_token: str | None = None


class UnknownKey(Mistrusted):
    """It is signed with a key that was not known: perhaps the provider changed its keys."""


def key_set(published: dict[str, Any]) -> KeySet:
    """The provider's public keys; others that it publishes are left out."""
    keys = published.get("keys")
    usable = [key for key in keys if isinstance(key, dict) and key.get("kty") in KEY_TYPES] if keys else []
    try:
        return KeySet.import_key_set({"keys": usable})
    except (JoseError, ValueError) as fault:
        raise Mistrusted(f"keys that cannot be read: {fault}") from fault


def verified_claims(id_token: str, keys: KeySet, expected: Expected) -> dict[str, Any]:
    """What the token says: signed by the issuer, for us, for this attempt, and still valid. Raises Mistrusted."""
    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    try:
        token = jwt.decode(id_token, keys, registry=registry)
        options = {
            "iss": {"essential": True, "value": expected.issuer},
            "aud": {"essential": True, "value": expected.client_id},
        }
        parameters = {
            "nonce": expected.nonce,
            "client_id": expected.client_id,
            "access_token": expected.access_token,
        }
        claims = CodeIDToken(token.claims, token.header, options, parameters)
        claims.validate(now=int(clock.now().timestamp()), leeway=CLOCKS_DIFFER_BY)
    except InvalidKeyIdError as fault:
        raise UnknownKey(str(fault)) from fault
    except (JoseError, ValueError, TypeError) as fault:
        raise Mistrusted(str(fault)) from fault
    subject = claims["sub"]
    if not subject or not subject.isprintable() or len(subject) > _SUBJECT_AT_MOST:
        raise Mistrusted("a subject that is none")
    return dict(claims)
