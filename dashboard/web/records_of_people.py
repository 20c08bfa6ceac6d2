"""`/exports/audit.csv`, `/exports/account.json`, `/exports/account/{id}.json`: the audit, and a person's own data."""

from __future__ import annotations

from datetime import date

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from dashboard.exports.audit import audit_csv_parts
from dashboard.language import use_language
from dashboard.web.answers import language_of
from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound
from geodata.services.account_privacy import account_data
from geodata.services.audit_search import AuditFilter, export_audit
from geodata.services.photos import LARGEST_ID


def people_routes(database: Database) -> list[BaseRoute]:
    """The routes of these downloads."""

    async def audit(request: Request) -> Response:
        return await run_in_threadpool(_audit, database, request)

    async def account(request: Request) -> Response:
        number = request.path_params.get("id", request.state.actor.account_id)
        return await run_in_threadpool(_account, database, request, number)

    return [
        Route("/exports/audit.csv", audit),
        Route("/exports/account.json", account),
        Route("/exports/account/{id:number}.json", account),
    ]


def _audit(database: Database, request: Request) -> Response:
    rows = export_audit(database, request.state.actor, _filter(request.query_params))
    with use_language(language_of(request)):
        parts = audit_csv_parts(rows)
    return StreamingResponse(
        parts, media_type="text/csv; charset=utf-8", headers=_as_file(f"lokality-audit-{clock.today()}.csv")
    )


def _account(database: Database, request: Request, account_id: int) -> Response:
    if account_id > LARGEST_ID:
        raise NotFound
    data = account_data(database, request.state.actor, account_id)
    body = orjson.dumps(data, option=orjson.OPT_INDENT_2)
    return Response(body, media_type="application/json", headers=_as_file(f"lokality-account-{account_id}.json"))


def _as_file(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"', "cache-control": "private, no-store"}


def _filter(query: QueryParams) -> AuditFilter:
    """What the address chooses. Raises InvalidValue where a number or a day is none."""
    try:
        return AuditFilter(
            account_id=_number(query.get("account_id")),
            action=query.get("action"),
            subject=query.get("subject"),
            subject_id=_number(query.get("subject_id")),
            first_day=_day(query.get("first_day")),
            last_day=_day(query.get("last_day")),
        )
    except ValueError as fault:
        raise InvalidValue(N_("The address is damaged. Open the audit and download it from there.")) from fault


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    number = int(text)
    if not 0 <= number <= LARGEST_ID:
        raise ValueError(text)
    return number


def _day(text: str | None) -> date | None:
    day = None if text is None else date.fromisoformat(text)
    if day is not None and not 1900 <= day.year <= 9000:
        raise ValueError(text)
    return day
