"""`/map/emergencies/{id}/board.json`: what happens in an emergency event for the map, as the actor may see it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import orjson
import shapely
from shapely.geometry import mapping
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.web.map import CACHE_CONTROL
from geodata.database import Database
from geodata.model.people import Actor
from geodata.services.emergency_board import AddressLine, AssignmentLine, EmergencyBoard, ReportLine, emergency_board

Feature = dict[str, Any]


def emergency_routes(database: Database) -> list[BaseRoute]:
    """The route of what happens."""

    async def board(request: Request) -> Response:
        body = await run_in_threadpool(_collected, database, request.state.actor, request.path_params["id"])
        etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        headers = {"etag": etag, "cache-control": CACHE_CONTROL, "vary": "cookie"}
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers=headers)
        return Response(body, media_type="application/geo+json", headers=headers)

    return [Route("/map/emergencies/{id:number}/board.json", board)]


def board_features(board: EmergencyBoard) -> list[Feature]:
    """The place of the event, its addresses, the calls that wait, and where each pair was last.

    Whose organisation takes no part any more is not told where the event is now.
    """
    place = [] if board.past else [_feature(mapping(shapely.force_2d(board.outline)), "place")]
    return [
        *place,
        *(_address(line) for line in board.addresses if line.longitude is not None),
        *(_call(line) for line in board.calls if line.longitude is not None),
        *_pairs(board.assignments),
    ]


def _collected(database: Database, actor: Actor, event_id: int) -> bytes:
    features = board_features(emergency_board(database, actor, event_id))
    return orjson.dumps({"type": "FeatureCollection", "features": features})


def _address(line: AddressLine) -> Feature:
    needs = [need.value for need in line.needs]
    return _at(line, "address", name=line.text, state=line.state.value, needs=needs, several=line.several)


def _call(line: ReportLine) -> Feature:
    return _at(
        line, "call", name=line.text, kind=line.kind.value, who=_who(line.organisation, line.pair), **_when(line)
    )


def _pairs(lines: tuple[AssignmentLine, ...]) -> Iterator[Feature]:
    for line in lines:
        if line.last_place is not None and line.last_place.longitude is not None:
            yield _at(line.last_place, "pair", name=_who(line.organisation, line.label), **_when(line.last_place))


def _when(line: ReportLine) -> dict[str, str]:
    return {"at": line.happened_at.isoformat()}


def _who(*names: str | None) -> str:
    return " · ".join(name for name in names if name)


def _at(line: AddressLine | ReportLine, what: str, **said: object) -> Feature:
    return _feature({"type": "Point", "coordinates": [line.longitude, line.latitude]}, what, **said)


def _feature(geometry: object, what: str, **said: object) -> Feature:
    return {"type": "Feature", "geometry": geometry, "properties": {"what": what, **said}}
