"""What a phone sends, read strictly and no further than it may be large."""

from __future__ import annotations

import re
from typing import Any

import orjson
from starlette.datastructures import QueryParams
from starlette.requests import Request

from geodata.errors import N_, InvalidValue, LokalityError
from geodata.model.field_records import (
    FieldRecord,
    checked_accuracy,
    checked_client_id,
    checked_moment,
    checked_position,
    read_record,
    told_number,
)
from geodata.services.field_photos import FieldPhoto

RECORD_BYTES = 64 * 1024  # the longest note, name and address in the longest characters, and as much again
_SHA_256 = re.compile(r"[0-9a-f]{64}")


class BodyTooLarge(LokalityError):
    """More was sent than is taken."""

    def __init__(self) -> None:
        super().__init__(N_("This is larger than the server takes. It stays on the phone; make it smaller."))


async def read_body(request: Request, at_most: int) -> bytes:
    """The body, as long as it is no larger than so many bytes."""
    announced = request.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and len(announced) < 19 and int(announced) > at_most:
        raise BodyTooLarge
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > at_most:
            raise BodyTooLarge
        parts.append(part)
    return b"".join(parts)


def record_in(request: Request, body: bytes) -> FieldRecord:
    """The record in a body. Raises InvalidValue for whatever else it is."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise _unreadable()
    try:
        said: Any = orjson.loads(body)
    except orjson.JSONDecodeError as fault:
        raise _unreadable() from fault
    return read_record(said)


def photo_in(client_id: str, query: QueryParams) -> FieldPhoto:
    """What the address says of a photo."""
    checksum = query.get("checksum", "")
    if not _SHA_256.fullmatch(checksum):
        raise _unreadable()
    taken_at, sent_at = query.get("taken_at"), query.get("sent_at")
    longitude, latitude, accuracy = (
        told_number(query.get(name), name) for name in ("longitude", "latitude", "accuracy_m")
    )
    return FieldPhoto(
        client_id=checked_client_id(client_id),
        record_client_id=checked_client_id(query.get("record")),
        checksum=checksum,
        taken_at=None if taken_at is None else checked_moment(taken_at),
        sent_at=None if sent_at is None else checked_moment(sent_at),
        position=checked_position(longitude, latitude),
        accuracy_m=checked_accuracy(accuracy),
    )


def _unreadable() -> InvalidValue:
    return InvalidValue(N_("What the phone sent could not be read. It stays on the phone; open it and send it again."))
