"""`/language/{code}`: choose the language of this browser and go back to where one was."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.language import LANGUAGE_COOKIE, known_language

SIGN_OUT = "/auth/sign-out"
A_YEAR = 365 * 24 * 60 * 60


def choose_language(request: Request) -> Response:
    """Keep the choice in a cookie: it says nothing about a person, and survives the closing of the tab."""
    answer = RedirectResponse(_way_back(request.headers.get("referer", "")), status_code=303)
    language = known_language(request.path_params["code"])
    if language:
        answer.set_cookie(LANGUAGE_COOKIE, language, max_age=A_YEAR, httponly=True, samesite="lax")
    return answer


def _way_back(referer: str) -> str:
    """Path and query of the page one came from; never another site, whatever the header says."""
    page = urlsplit(referer)
    path = "/" + page.path.lstrip("/\\")
    if path == SIGN_OUT:  # coming there from a page of ours would already sign out
        return "/"
    return f"{path}?{page.query}" if page.query else path


ROUTES = [Route("/language/{code}", choose_language)]
