"""The secret of a form: whoever sends it must have been shown it by us, in the same browser."""

from __future__ import annotations

import secrets

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from geodata.errors import N_, LokalityError

FORM_COOKIE = "lokality_form"
FIELD = "form"


class FormExpired(LokalityError):
    """The form was not one of ours, or it lay open for too long."""

    def __init__(self) -> None:
        super().__init__(N_("This form is no longer valid. Fill it in once more; nothing was changed."))


def form_token(request: Request) -> str:
    """The secret of this browser; a new one where it has none."""
    return request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(24)


def keep_form_token(answer: Response, token: str, secure: bool) -> None:
    """Leave the secret in the browser, for the time it is open."""
    answer.set_cookie(FORM_COOKIE, token, httponly=True, samesite="strict", secure=secure, path="/auth")


def require_form_token(request: Request, form: FormData) -> None:
    """Raise FormExpired unless the form carries the secret of its browser."""
    kept, sent = request.cookies.get(FORM_COOKIE, ""), str(form.get(FIELD, ""))
    if not kept or not secrets.compare_digest(kept.encode(), sent.encode()):
        raise FormExpired
