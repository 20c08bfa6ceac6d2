"""The addresses of the pages: each answers with the same document, in which Streamlit then shows the page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.document import document
from dashboard.navigation import PAGES
from dashboard.web.answers import language_of

FIRST, *OTHERS = PAGES


def page(request: Request) -> Response:
    """The document in the reader's language; never kept, for the language may change."""
    return HTMLResponse(document(language_of(request)), headers={"cache-control": "no-cache", "vary": "cookie"})


def first_page(request: Request) -> Response:
    """Streamlit knows the first page at `/` alone; under its name it would say that there is no such page."""
    query = request.url.query
    return RedirectResponse(f"/?{query}" if query else "/", status_code=308)


ROUTES = [
    Route("/", page),
    Route(f"/{FIRST.address}", first_page),
    *(Route(f"/{shown.address}", page) for shown in OTHERS),
]
