"""`/auth/openid`: sign in at the city's own provider, and out again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.application import Application
from dashboard.cookies import set_session_cookie, tell_account
from dashboard.gate import SIGN_IN
from dashboard.language import _, translate, use_language
from dashboard.openid.attempt import LASTS, Attempt, AttemptGone, new_attempt, opened, sealed
from dashboard.openid.provider import Provider, ProviderMistrusted, ProviderRefused, ProviderSilent
from dashboard.web.answers import language_of
from dashboard.web.plain_page import plain_page
from dashboard.web.sign_in import OPENID_OUT, client_of, local_path
from geodata.errors import N_, LokalityError
from geodata.openid_settings import OpenIdSettings
from geodata.role_claims import granted
from geodata.services.openid import OpenIdPerson, OpenIdRefused, sign_in_with_openid

BACK = "/auth/openid/back"
ATTEMPT_COOKIE = "lokality_openid"
_STATUS: Mapping[type[LokalityError], int] = {OpenIdRefused: 403, ProviderSilent: 503}


class Declined(LokalityError):
    """The person, or the provider's rules, said no over there."""

    def __init__(self, name: str) -> None:
        super().__init__(N_("You were not signed in: it was declined at {name}."), name=name)


def openid_routes(application: Application, settings: OpenIdSettings) -> list[BaseRoute]:
    """The routes of OpenID Connect, where the settings name a provider."""
    doors = _OpenId(application, Provider(settings))
    return [
        Route("/auth/openid", doors.begin, methods=["GET"]),
        Route(BACK, doors.back, methods=["GET"]),
        Route(OPENID_OUT, doors.out, methods=["GET"]),
    ]


def person_of(claims: Mapping[str, Any], settings: OpenIdSettings) -> OpenIdPerson:
    """The person whom verified claims describe."""
    return OpenIdPerson(
        issuer=settings.issuer,
        subject=claims["sub"],
        name=_text(claims.get("name")),
        login=_text(claims.get("preferred_username")),
        granted=granted(claims, settings.role_claim, settings.roles),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


class _OpenId:
    """The answers; each speaks the language of its reader."""

    def __init__(self, application: Application, provider: Provider) -> None:
        self.database, self.door = application.database, application.door
        self.provider = provider
        self.public_address = application.settings.public_address
        self.secure = application.settings.public_name is not None

    async def begin(self, request: Request) -> Response:
        """Send the browser to the provider."""
        wanted = local_path(request.query_params.get("next", "/"))
        if request.state.signed_in is not None:
            return RedirectResponse(wanted, status_code=303)
        attempt, language = new_attempt(wanted), language_of(request)
        back = self._own(request, BACK)
        try:
            address = await run_in_threadpool(self.provider.authorization_address, attempt, back, language)
        except LokalityError as refusal:
            return self._told(request, refusal)
        answer = RedirectResponse(address, status_code=303, headers={"cache-control": "no-store"})
        self._keep(answer, attempt)
        return answer

    async def back(self, request: Request) -> Response:
        """The provider sends the browser back here."""
        try:
            attempt, token = await run_in_threadpool(self._signed_in, request)
        except AttemptGone as refusal:
            # Perhaps an address that somebody else made: what this browser began elsewhere is not touched by it.
            return self._told(request, refusal)
        except LokalityError as refusal:
            answer = self._told(request, refusal)
        else:
            answer = RedirectResponse(attempt.wanted, status_code=303, headers={"cache-control": "no-store"})
            set_session_cookie(answer, token, self.secure)
            who = await self.door.enter(token, request.state.address)
            tell_account(answer, None if who is None else who.actor.account_id, self.secure)
        answer.delete_cookie(ATTEMPT_COOKIE, path="/auth", httponly=True, samesite="lax", secure=self.secure)
        return answer

    async def out(self, request: Request) -> Response:
        """Our own session has ended; let the one at the provider end too, or the next person sits down in it."""
        language = language_of(request)
        afterwards = self._own(request, SIGN_IN)
        try:
            address = await run_in_threadpool(self.provider.sign_out_address, afterwards, language)
        except LokalityError:
            address = None
        if address is None:
            return RedirectResponse(SIGN_IN, status_code=303)
        with use_language(language):
            told = _("You have been signed out here. Sign out at {name} too if others use this computer.")
            answer = plain_page(
                request,
                "openid_out.html",
                _("Signed out"),
                told=told.format(name=self.provider.settings.name),
                words={"there": _("Sign out there too"), "sign_in": _("Sign in again")},
                address=address,
            )
        # A form of ours may lead to no other site (form-action), a page that goes on by itself may.
        answer.headers["refresh"] = f"0; url={address}"
        return answer

    def _signed_in(self, request: Request) -> tuple[Attempt, str]:
        said, settings = request.query_params, self.provider.settings
        attempt = opened(request.cookies.get(ATTEMPT_COOKIE, ""), said.get("state", ""), settings.client_secret)
        if said.get("iss", settings.issuer) != settings.issuer:
            raise ProviderMistrusted(settings.name)
        if "error" in said:
            raise Declined(settings.name) if said["error"] == "access_denied" else ProviderRefused(settings.name)
        if not said.get("code"):
            raise AttemptGone
        claims = self.provider.claims(said["code"], attempt, self._own(request, BACK))
        return attempt, sign_in_with_openid(self.database, person_of(claims, settings), client_of(request))

    def _keep(self, answer: Response, attempt: Attempt) -> None:
        answer.set_cookie(
            ATTEMPT_COOKIE,
            sealed(attempt, self.provider.settings.client_secret),
            max_age=int(LASTS.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=self.secure,
            path="/auth",
        )

    def _own(self, request: Request, path: str) -> str:
        """A path of ours as a whole address; the gate has looked at the name that the request gives us."""
        return (self.public_address or str(request.base_url).rstrip("/")) + path

    def _told(self, request: Request, refusal: LokalityError) -> Response:
        with use_language(language_of(request)):
            return plain_page(
                request,
                "told.html",
                _("You are not signed in"),
                told=translate(refusal.message),
                status=_STATUS.get(type(refusal), 400),
                words={"sign_in": _("Sign in")},
            )
