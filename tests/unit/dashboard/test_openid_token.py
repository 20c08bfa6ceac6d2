"""An ID token is believed after every check only; an attempt belongs to one browser, for ten minutes."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, Key, KeySet, OctKey, RSAKey

from dashboard.openid.attempt import LASTS, AttemptGone, new_attempt, opened, sealed
from dashboard.openid.id_token import Expected, Mistrusted, UnknownKey, key_set, verified_claims
from geodata import clock

ISSUER, CLIENT, NONCE = "https://id.city.example", "lokality", "nonce-of-this-attempt"
SECRET = "a-secret-of-the-provider"
EXPECTED = Expected(issuer=ISSUER, client_id=CLIENT, nonce=NONCE)
RSA = RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig"})
EC = ECKey.generate_key("P-256", {"kid": "ec"})
PUBLISHED: dict[str, Any] = {"keys": [RSA.as_dict(private=False), EC.as_dict(private=False)]}
KEYS = key_set(PUBLISHED)


def token(key: Key = RSA, algorithm: str = "RS256", kid: str | None = "rsa", **changes: Any) -> str:
    """An ID token as the provider makes it; a claim that is changed to None is left out."""
    now = int(clock.now().timestamp())
    claims = {"iss": ISSUER, "aud": CLIENT, "sub": "p-1", "nonce": NONCE, "iat": now, "exp": now + 300} | changes
    header = {"alg": algorithm} | ({"kid": kid} if kid else {})
    return jwt.encode(
        header, {name: value for name, value in claims.items() if value is not None}, key, algorithms=[algorithm]
    )


@pytest.mark.parametrize(
    "made",
    [
        token(),
        token(EC, "ES256", "ec"),
        token(algorithm="PS256"),
        token(aud=[CLIENT]),
        token(aud=[CLIENT, "other"], azp=CLIENT),
        token(azp=CLIENT, roles=["x"]),
    ],
)
def test_a_token_of_the_provider_for_this_attempt_holds(made: str) -> None:
    assert verified_claims(made, KEYS, EXPECTED)["sub"] == "p-1"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://id.elsewhere.example"},
        {"iss": f"{ISSUER}/"},
        {"iss": None},
        {"aud": "other"},
        {"aud": ["other"]},
        {"aud": None},
        {"aud": [CLIENT, "other"]},  # several audiences and no word for whom
        {"aud": [CLIENT, "other"], "azp": "other"},
        {"azp": "other"},
        {"aud": "other", "azp": CLIENT},
        {"nonce": "of another attempt"},
        {"nonce": None},
        {"nonce": ""},
        {"exp": None},
        {"exp": 1},
        {"iat": None},
        {"iat": 99_999_999_999},
        {"nbf": 99_999_999_999},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "p-1\x00"},
        {"sub": "x" * 256},
    ],
    ids=str,
)
def test_a_token_that_says_anything_else_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Mistrusted):
        verified_claims(token(**changes), KEYS, EXPECTED)


def test_a_token_expires_soon_after_it_says_so() -> None:
    made = token()
    with clock.standing_at(clock.now() + timedelta(seconds=300 + 50)):
        verified_claims(made, KEYS, EXPECTED)
    with clock.standing_at(clock.now() + timedelta(seconds=300 + 70)), pytest.raises(Mistrusted):
        verified_claims(made, KEYS, EXPECTED)


def unsigned(header: dict[str, str]) -> str:
    """The claims of a good token under a header of an attacker's, without a signature."""
    part = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
    return f"{part}.{token().split('.')[1]}."


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "", "RS256"])
def test_an_unsigned_token_is_refused(algorithm: str) -> None:
    with pytest.raises(Mistrusted):
        verified_claims(unsigned({"alg": algorithm, "kid": "rsa"}), KEYS, EXPECTED)


@pytest.mark.parametrize("secret", [SECRET.encode(), RSA.as_pem(private=False), json.dumps(PUBLISHED).encode()])
def test_a_token_sealed_by_a_secret_is_refused_whoever_knows_it(secret: bytes) -> None:
    made = token(OctKey.import_key(base64.b64encode(secret)), "HS256")
    with pytest.raises(Mistrusted):
        verified_claims(made, KEYS, EXPECTED)


def test_a_published_secret_is_no_key() -> None:
    secret = OctKey.generate_key(256, {"kid": "oct"})
    keys = key_set({"keys": [*PUBLISHED["keys"], secret.as_dict(private=True), {"kty": "AKP", "kid": "new"}]})
    assert {key.kid for key in keys} == {"rsa", "ec"}
    with pytest.raises(Mistrusted):
        verified_claims(token(secret, "HS256", "oct"), keys, EXPECTED)


def test_the_key_of_somebody_else_under_a_known_name_is_refused() -> None:
    other = RSAKey.generate_key(2048, {"kid": "rsa"})
    with pytest.raises(Mistrusted):
        verified_claims(token(other), KEYS, EXPECTED)


def test_an_unknown_key_is_told_apart_so_that_keys_are_fetched_again() -> None:
    with pytest.raises(UnknownKey):
        verified_claims(token(kid="new"), KEYS, EXPECTED)


def test_a_token_without_a_key_name_holds_where_there_is_one_key() -> None:
    one = KeySet([RSAKey.import_key(RSA.as_dict(private=False))])
    assert verified_claims(token(kid=None), one, EXPECTED)["sub"] == "p-1"
    with pytest.raises(Mistrusted):
        verified_claims(token(kid=None), KEYS, EXPECTED)


def test_the_hash_of_another_access_token_is_refused() -> None:
    expected = Expected(issuer=ISSUER, client_id=CLIENT, nonce=NONCE, access_token="this one")
    with pytest.raises(Mistrusted):
        verified_claims(token(at_hash="LDktKdoQak3Pk0cnXxCltA"), KEYS, expected)


@pytest.mark.parametrize("garbage", ["", "a", "a.b", "a.b.c", "a.b.c.d.e", "ů.ů.ů", "." * 400_000])
def test_garbage_is_refused_and_breaks_nothing(garbage: str) -> None:
    with pytest.raises(Mistrusted):
        verified_claims(garbage, KEYS, EXPECTED)


@pytest.mark.parametrize("published", [{}, {"keys": []}, {"keys": None}, {"keys": [{"kty": "RSA"}]}, {"keys": ["x"]}])
def test_keys_that_cannot_be_used_are_told(published: dict[str, Any]) -> None:
    with pytest.raises(Mistrusted):
        key_set(published)


def test_an_attempt_comes_back_as_it_was_begun_and_hides_its_state() -> None:
    attempt = new_attempt("/issues?topic=waste")
    kept = sealed(attempt, SECRET)
    assert opened(kept, attempt.state, SECRET) == attempt
    content = kept.split(".")[1]
    assert attempt.state not in base64.urlsafe_b64decode(content + "==").decode()
    assert len(kept) < 4_000
    assert new_attempt("/").verifier != new_attempt("/").verifier


def test_an_attempt_of_another_window_installation_or_time_is_gone() -> None:
    attempt = new_attempt("/")
    kept = sealed(attempt, SECRET)
    for tried in (
        (kept, new_attempt("/").state, SECRET),
        (kept, "", SECRET),
        (kept, attempt.state, "another-secret-of-the-provider"),
        (kept[:-2], attempt.state, SECRET),
        ("", attempt.state, SECRET),
        ("nonsense", attempt.state, SECRET),
        (unsigned({"alg": "none"}), attempt.state, SECRET),
    ):
        with pytest.raises(AttemptGone):
            opened(*tried)
    with clock.standing_at(clock.now() + LASTS + timedelta(seconds=1)), pytest.raises(AttemptGone):
        opened(kept, attempt.state, SECRET)


def test_a_very_long_way_on_is_not_kept() -> None:
    assert new_attempt("/issues?q=" + "ů" * 2_000).wanted == "/"
