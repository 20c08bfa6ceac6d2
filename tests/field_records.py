"""Records and photos as a phone sends them, for the tests of the field app's server."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import uuid4

from geodata import clock
from geodata.model.field_records import FieldRecord, read_record
from geodata.services.field_photos import FieldPhoto


def said(**changes: Any) -> dict[str, Any]:
    """The JSON of a new place seen now; `changes` replace its parts."""
    now = clock.now().isoformat()
    return {
        "client_id": str(uuid4()), "site_id": None, "site_client_id": None, "based_on": None, "kind": "illegal_dump",
        "longitude": 14.0505, "latitude": 50.6602, "accuracy_m": 8.0, "position_from": "gps", "name": "Za garážemi",
        "address": "", "sensitivity": "partners", "seen_at": now, "sent_at": now, "condition": "present",
        "details": {"volume_m3": 3}, "note": "Matrace a pneumatiky.", "keep_personal_data": "", "issue": None,
        **changes,
    }  # fmt: skip


def sent(**changes: Any) -> FieldRecord:
    """The same as the service takes it."""
    return read_record(said(**changes))


def photo_of(record_client_id: str, data: bytes, client_id: str = "", **told: Any) -> FieldPhoto:
    """What a phone says of a photo of the record."""
    checksum = hashlib.sha256(data).hexdigest()
    return FieldPhoto(client_id or str(uuid4()), record_client_id, checksum, **told)


def moment(text: str) -> datetime:
    """A moment written with its time zone."""
    return datetime.fromisoformat(text)
