"""Failures of our routes as answers: a sentence a person understands, or a number and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboard.incidents import incident_message, record_incident
from dashboard.language import LANGUAGE_COOKIE, current_language, known_language, translate
from geodata.database import Database
from geodata.errors import Erased, Forbidden, InvalidValue, LokalityError, NotFound, StaleEdit, StorageError
from geodata.services.refusals import note_refusal, refused

STATUS: Mapping[type[LokalityError], int] = {
    Forbidden: 403,
    Erased: 410,
    NotFound: 404,
    StaleEdit: 409,
    InvalidValue: 422,
    StorageError: 503,
}


# Addresses that may hold a secret: neither the log nor the audit learns of more than this.
SECRETIVE = ("/auth/", "/calendar/")


def language_of(request: Request) -> str:
    """The language somebody chose in this browser, else the default."""
    return known_language(request.cookies.get(LANGUAGE_COOKIE)) or current_language()


def foreseen(request: Request, error: LokalityError) -> Response:
    """The sentence of an error in the reader's language."""
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
    return PlainTextResponse(translate(error.message, language_of(request)), status_code=status)


def unforeseen(request: Request, error: Exception) -> Response:
    """The number under which the log keeps the rest."""
    path = request.url.path
    number = record_incident(error, next((begin for begin in SECRETIVE if path.startswith(begin)), path))
    return PlainTextResponse(translate(incident_message(number), language_of(request)), status_code=500)


HANDLERS: dict[Any, Any] = {LokalityError: foreseen, Exception: unforeseen}


def noting_handlers(database: Database) -> dict[Any, Any]:
    """The handlers of a whole application: what was refused goes into the audit too."""

    def foreseen_and_noted(request: Request, error: LokalityError) -> Response:
        what = None if request.url.path.startswith(SECRETIVE) else refused(request.url.path, error)
        if what is not None:
            note_refusal(database, getattr(request.state, "actor", None), what)
        return foreseen(request, error)

    return {**HANDLERS, LokalityError: foreseen_and_noted}
