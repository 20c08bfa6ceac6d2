"""The identity provider: where it is asked, and what it answers. Nobody but the configured issuer is ever asked."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlsplit

import httpx
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc.jwk import KeySet

from dashboard.openid.attempt import Attempt
from dashboard.openid.id_token import Expected, Mistrusted, UnknownKey, key_set, verified_claims
from geodata.errors import N_, LokalityError
from geodata.openid_settings import OpenIdSettings

logger = logging.getLogger("lokality.openid")

DISCOVERY = "/.well-known/openid-configuration"
SCOPE = "openid profile"
WAITS = httpx.Timeout(5.0)  # seconds for each step of a request
# A provider that was silent is left alone for so long: waiting for it again would only keep others waiting.
RESTS = 5.0  # seconds


class ProviderSilent(LokalityError):
    """It cannot be reached, or has a fault of its own."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_("{name} does not answer now. Try again in a while, or sign in with a name and a password."), name=name
        )


class ProviderRefused(LokalityError):
    """It would not sign the person in, or us."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_("{name} did not sign you in. Begin again; if it happens again, tell your administrator."), name=name
        )


class ProviderMistrusted(LokalityError):
    """What it answered does not hold; the log says what."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_("The answer of {name} cannot be trusted, so nobody was signed in. Tell your administrator."), name=name
        )


@dataclass(frozen=True, slots=True)
class Endpoints:
    """What the discovery document says, as far as we need it."""

    authorization: str
    token: str
    keys: str
    end_session: str | None
    secret_in_form: bool


class Provider:
    """Asks the issuer of the settings. Discovery is fetched once, keys again when an unknown one signed."""

    def __init__(self, settings: OpenIdSettings) -> None:
        self.settings = settings
        self._endpoints: Endpoints | None = None
        self._keys: KeySet | None = None
        self._silent_until = 0.0

    def endpoints(self) -> Endpoints:
        """Where to ask. Raises ProviderSilent or ProviderMistrusted."""
        if self._endpoints is None:
            document = self._ask("GET", self.settings.issuer.rstrip("/") + DISCOVERY)
            self._endpoints = self._checked(document)
        return self._endpoints

    def authorization_address(self, attempt: Attempt, back: str, language: str) -> str:
        """Where to send the browser."""
        return str(
            prepare_grant_uri(
                self.endpoints().authorization,
                client_id=self.settings.client_id,
                response_type="code",
                redirect_uri=back,
                scope=SCOPE,
                state=attempt.state,
                nonce=attempt.nonce,
                code_challenge=create_s256_code_challenge(attempt.verifier),
                code_challenge_method="S256",
                ui_locales=language,
            )
        )

    def claims(self, code: str, attempt: Attempt, back: str) -> dict[str, Any]:
        """What the provider says of the person whom `code` stands for. Raises Provider… with a sentence."""
        tokens = self._tokens(code, attempt, back)
        id_token, access_token = tokens.get("id_token"), tokens.get("access_token")
        if not isinstance(id_token, str):
            raise self._mistrusted("no ID token came")
        expected = Expected(
            issuer=self.settings.issuer,
            client_id=self.settings.client_id,
            nonce=attempt.nonce,
            access_token=access_token if isinstance(access_token, str) else None,
        )
        try:
            try:
                return verified_claims(id_token, self._key_set(), expected)
            except UnknownKey:
                return verified_claims(id_token, self._key_set(anew=True), expected)
        except Mistrusted as fault:
            raise self._mistrusted(str(fault)) from fault

    def sign_out_address(self, afterwards: str, language: str) -> str | None:
        """Where a browser is sent to sign out there too; None where the provider has no such thing."""
        address = self.endpoints().end_session
        if address is None:
            return None
        said = [("client_id", self.settings.client_id), ("post_logout_redirect_uri", afterwards)]
        return str(add_params_to_uri(address, [*said, ("ui_locales", language)]))

    def _tokens(self, code: str, attempt: Attempt, back: str) -> dict[str, Any]:
        endpoints, settings = self.endpoints(), self.settings
        sent = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": attempt.verifier,
        }
        if endpoints.secret_in_form:
            sent |= {"client_id": settings.client_id, "client_secret": settings.client_secret}
            return self._ask("POST", endpoints.token, data=sent)
        # RFC 6749, 2.3.1: both are written as in a form before they become a header.
        basic = httpx.BasicAuth(quote_plus(settings.client_id), quote_plus(settings.client_secret))
        return self._ask("POST", endpoints.token, data=sent, auth=basic)

    def _key_set(self, *, anew: bool = False) -> KeySet:
        if self._keys is None or anew:
            self._keys = key_set(self._ask("GET", self.endpoints().keys))
        return self._keys

    def _checked(self, document: dict[str, Any]) -> Endpoints:
        if document.get("issuer") != self.settings.issuer:
            raise self._mistrusted(f"the issuer calls itself {document.get('issuer')!r}")
        own = _origin(self.settings.issuer)
        wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        for name in (*wanted, "end_session_endpoint"):
            address = document.get(name)
            if (address is not None or name in wanted) and (not isinstance(address, str) or _origin(address) != own):
                raise self._mistrusted(f"its {name} is {address!r}, which is not at the issuer's own host")
        # Without a list the standard means the header.
        methods = document.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return Endpoints(
            authorization=document["authorization_endpoint"],
            token=document["token_endpoint"],
            keys=document["jwks_uri"],
            end_session=document.get("end_session_endpoint"),
            secret_in_form="client_secret_basic" not in methods,
        )

    def _ask(
        self, method: str, address: str, *, data: dict[str, str] | None = None, auth: httpx.BasicAuth | None = None
    ) -> dict[str, Any]:
        """One request, never on to another host; the answer as JSON."""
        if time.monotonic() < self._silent_until:
            raise ProviderSilent(self.settings.name)
        try:
            answer = httpx.request(
                method,
                address,
                data=data,
                auth=auth,
                timeout=WAITS,
                follow_redirects=False,
                headers={"accept": "application/json"},
            )
        except httpx.HTTPError as fault:
            self._rest(f"{type(fault).__name__}: {fault}")
            raise ProviderSilent(self.settings.name) from fault
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            self._rest(f"{address} answered {answer.status_code}")
            raise ProviderSilent(self.settings.name)
        content = _json(answer)
        if not answer.is_success:
            logger.warning("%s answered %s %s", address, answer.status_code, content.get("error", ""))
            raise ProviderRefused(self.settings.name)
        return content

    def _rest(self, why: str) -> None:
        logger.warning("the OpenID provider does not answer: %s", why)
        self._silent_until = time.monotonic() + RESTS

    def _mistrusted(self, why: str) -> ProviderMistrusted:
        logger.warning("the OpenID provider cannot be trusted: %s", why)
        return ProviderMistrusted(self.settings.name)


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        content = answer.json()
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or {"https": 443, "http": 80}.get(parts.scheme)
