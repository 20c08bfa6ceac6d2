"""`/auth/signed-out`: the page between signing out and signing in. It wipes what the field app keeps in this browser.

The one page under `/auth/` that runs a script, and it holds no form. The script is a module of the field app, which
knows its databases; without scripts the browser goes on all the same.
"""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.application import Application
from dashboard.gate import SIGN_IN
from dashboard.headers import SIGNED_OUT
from dashboard.language import _, use_language
from dashboard.web.answers import language_of
from dashboard.web.field_shell import shell
from dashboard.web.plain_page import plain_page
from dashboard.web.sign_in import OPENID_OUT, local_path


def signed_out_routes(application: Application) -> list[BaseRoute]:
    """The one route."""
    by_openid = bool(application.settings.openid_issuer)

    def page(request: Request) -> Response:
        # Another site's link could lead somebody here who works: nothing of theirs is wiped.
        if request.state.signed_in is not None:
            return RedirectResponse(local_path(request.query_params.get("next", "/")), status_code=303)
        on = OPENID_OUT if by_openid and request.query_params.get("by") == "openid" else _sign_in(request)
        with use_language(language_of(request)):
            words = {
                "on": _("Sign in again"),
                "wiping": _("What the field app took along is being wiped from this browser."),
            }
            module = f"{shell().address}/signed_out.js"
            return plain_page(request, "signed_out.html", _("Signed out"), words=words, on=on, module=module)

    return [Route(SIGNED_OUT, page, methods=["GET"])]


def _sign_in(request: Request) -> str:
    """The sign-in page as it would have been asked for."""
    asked = {"ended": "1"} if "ended" in request.query_params else {}
    wanted = local_path(request.query_params.get("next", "/"))
    if wanted != "/":
        asked["next"] = wanted
    return f"{SIGN_IN}?{urlencode(asked)}" if asked else SIGN_IN
