"""The routes of the field app; `docs/field-app.md` is their contract."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable
from typing import Any

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.cookies import SECURE_NAME, tell_account
from dashboard.language import use_language
from dashboard.web.answers import language_of
from dashboard.web.field_answers import account_answer, as_json, ground_answer, refusal, report_answer
from dashboard.web.field_bodies import RECORD_BYTES, BodyTooLarge, photo_in, read_body, record_in
from dashboard.web.field_form import PHOTO_BYTES, field_form
from dashboard.web.field_shell import SHELL_ROUTES, shell
from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue, LokalityError
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.field_areas import field_account
from geodata.services.field_ground import field_ground
from geodata.services.field_photos import take_photo
from geodata.services.field_records import take_record
from geodata.services.field_reports import field_reports
from geodata.services.refusals import note_refusal, refused
from geodata.settings import Settings

# Whose records are sent: a page left open must not write in the name of whoever signed in after.
ACCOUNT_HEADER = "lokality-account"
Said = Callable[[Request, Actor], Response]


def terrain_routes(database: Database, settings: Settings) -> list[BaseRoute]:
    """The shell, what the phone takes along, and what it sends."""
    photo_bytes = min(settings.photo_limit_mib * 1024 * 1024, PHOTO_BYTES)
    photo_directory = settings.photo_directory

    def account(request: Request, actor: Actor) -> Response:
        found = field_account(database, actor)
        answer = as_json(account_answer(found, language_of(request), shell().version))
        tell_account(answer, actor.account_id, SECURE_NAME in request.cookies)
        return answer

    def form(_request: Request, actor: Actor) -> Response:
        require(actor, Action.VIEW)
        return as_json(field_form(photo_bytes, settings))

    def ground(request: Request, actor: Actor) -> Response:
        try:
            said = ground_answer(field_ground(database, actor, request.path_params["id"]))
        except InvalidValue as too_large:
            return refusal(too_large, BodyTooLarge)
        etag = f'"{hashlib.blake2b(orjson.dumps(said), digest_size=12).hexdigest()}"'
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers={"etag": etag, "cache-control": "no-store"})
        return as_json({**said, "made_at": clock.now().isoformat()}, etag=etag)

    def reports(_request: Request, actor: Actor) -> Response:
        return as_json({"reports": [report_answer(report) for report in field_reports(database, actor)]})

    def record(request: Request, actor: Actor, body: bytes) -> Any:
        return take_record(database, actor, record_in(request, body))

    def photo(request: Request, actor: Actor, body: bytes) -> Any:
        told = photo_in(request.path_params["client_id"], request.query_params)
        return take_photo(database, actor, photo_directory, told, body)

    return [
        *SHELL_ROUTES,
        Route("/terrain/account", _reading(account)),
        Route("/terrain/form", _reading(form)),
        Route("/terrain/ground/{id:number}", _reading(ground)),
        Route("/terrain/reports", _reading(reports)),
        Route("/terrain/records", _writing(database, record, RECORD_BYTES), methods=["POST"]),
        Route("/terrain/photos/{client_id}", _writing(database, photo, photo_bytes), methods=["PUT"]),
    ]


def _reading(said: Said) -> Callable[[Request], Any]:
    def spoken(request: Request) -> Response:
        with use_language(language_of(request)):
            return said(request, request.state.actor)

    async def answer(request: Request) -> Response:
        return await run_in_threadpool(spoken, request)

    return answer


def _writing(
    database: Database, take: Callable[[Request, Actor, bytes], Any], at_most: int
) -> Callable[[Request], Any]:
    """Read the body, hand it to `take`, and acknowledge what it kept or say why it kept nothing."""

    def taken(request: Request, actor: Actor, body: bytes) -> Response:
        try:
            return as_json(dataclasses.asdict(take(request, actor, body)))
        except LokalityError as error:
            what = refused(request.url.path, error)
            if what is not None:
                note_refusal(database, actor, what)
            return _refusal(request, error)

    async def answer(request: Request) -> Response:
        actor: Actor = request.state.actor
        if request.headers.get(ACCOUNT_HEADER) != str(actor.account_id):
            return PlainTextResponse("Sign in first.", status_code=401, headers={"cache-control": "no-store"})
        try:
            body = await read_body(request, at_most)
        except BodyTooLarge as too_large:
            return _refusal(request, too_large)
        return await run_in_threadpool(taken, request, actor, body)

    return answer


def _refusal(request: Request, error: LokalityError) -> Response:
    with use_language(language_of(request)):
        return refusal(error, BodyTooLarge)
