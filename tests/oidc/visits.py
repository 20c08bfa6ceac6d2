"""A Lokality that knows the provider, and people's browsers in front of both."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin

import httpx
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.application import Application
from dashboard.door import Door
from dashboard.gate import Gate
from dashboard.web.answers import HANDLERS
from dashboard.web.openid import openid_routes
from dashboard.web.sign_in import sign_in_routes
from dashboard.web.signed_out import signed_out_routes
from geodata.database import Database
from geodata.openid_settings import openid_settings
from geodata.settings import Settings
from tests.oidc.provider import CLIENT_ID, CLIENT_SECRET

HERE = "http://localhost:8501"
PASSWORD = "heslo"
ROLES = {
    "city-coordinators": "coordinator",
    "field-ngo": {"roles": ["terrain"], "organisation": "Most"},
    "field-unknown": {"roles": ["terrain"], "organisation": "Nikde"},
}


@dataclass
class Browser:
    """One person's browser: at Lokality and at the provider, each with cookies of its own."""

    lokality: TestClient
    there: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=20))

    def begin(self, wanted: str = "/") -> str:
        """Where the button leads."""
        answer = self.lokality.get("/auth/openid", params={"next": wanted})
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def sign_in_there(self, address: str, account: str, act: str = "enter") -> str:
        """Sign in at the provider; returns the address to which it sends the browser back."""
        answer, sent = self.there.get(address), False
        while True:
            if answer.is_redirect:
                onward = urljoin(str(answer.url), answer.headers["location"])
                if onward.startswith(HERE):
                    return onward
                answer = self.there.get(onward)
            else:
                assert not sent, answer.text
                assert "City sign-in" in answer.text, answer.text
                answer = self.there.post(answer.url, data={"account": account, "password": PASSWORD, "act": act})
                sent = True

    def come_back(self, address: str) -> httpx.Response:
        return self.lokality.get(address)

    def sign_in(self, account: str, wanted: str = "/") -> httpx.Response:
        return self.come_back(self.sign_in_there(self.begin(wanted), account))

    def who(self) -> str | None:
        """As whom Lokality knows this browser."""
        answer = self.lokality.get("/who", headers={"accept": "text/plain"})
        return answer.text if answer.status_code == 200 else None


async def who(request: Request) -> Response:
    actor = request.state.actor
    return PlainTextResponse(f"{actor.name} {' '.join(sorted(actor.roles))}")


class Doors:
    """A Lokality that knows the provider, and browsers in front of it."""

    def __init__(self, database: Database, issuer: str) -> None:
        self.settings = Settings.model_validate(
            {
                "openid_issuer": issuer,
                "openid_client_id": CLIENT_ID,
                "openid_client_secret": CLIENT_SECRET,
                "openid_name": "Město",
                "openid_role_claim": "realm_access.roles",
                "openid_roles": ROLES,
            }
        )
        application = Application(settings=self.settings, database=database, door=Door(database))
        whole = openid_settings(self.settings)
        assert whole is not None
        routes = [
            *sign_in_routes(application),
            *signed_out_routes(application),
            *openid_routes(application, whole),
            Route("/who", who),
        ]
        gate = Middleware(Gate, door=application.door)
        self._app = Starlette(routes=routes, middleware=[gate], exception_handlers=HANDLERS)

    def browser(self) -> Browser:
        return Browser(TestClient(self._app, base_url=HERE, follow_redirects=False))


def roles_claim(*roles: str) -> dict[str, list[str]]:
    return {"roles": ["offline_access", *roles]}


def told(answer: httpx.Response) -> str:
    """The sentence on a page that says why nobody was signed in; it always shows a way back."""
    assert 'href="/auth/sign-in"' in answer.text
    found = re.search(r'role="alert">([^<]+)<', answer.text)
    assert found, answer.text
    return found.group(1)
