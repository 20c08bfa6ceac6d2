"""A hundred phones find their signal at once: each record and photo arrives once, although each is sent twice."""

from __future__ import annotations

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
from PIL import Image
from sqlalchemy import func, select

from dashboard.cookies import PLAIN_NAME
from geodata.database import Database
from geodata.tables import Observation, Photo, Site
from tests.browser.conftest import Served
from tests.field_records import said
from tests.signed_in import TOKEN

PHONES = 100
TRIES = 40  # of one request; whoever is told to come later does
PATIENCE = 120.0  # seconds for one answer: on two cores they stand in a queue


def picture(number: int) -> bytes:
    """A photo unlike every other one."""
    made = io.BytesIO()
    Image.new("RGB", (64, 48), (number % 256, number * 7 % 256, number * 31 % 256)).save(made, "JPEG")
    return made.getvalue()


def acknowledged(client: httpx.Client, method: str, path: str, **body: object) -> dict[str, object]:
    """Send until the server takes it, as the outbox does."""
    for _again in range(TRIES):
        answer = client.request(method, path, **body)  # type: ignore[arg-type]
        if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            break
    assert answer.status_code == httpx.codes.OK, answer.text
    told: dict[str, object] = answer.json()
    return told


def phone(address: str, number: int) -> None:
    """One phone: a record and a photo, each twice, as after answers that were lost."""
    headers = {"cookie": f"{PLAIN_NAME}={TOKEN}", "origin": address}
    with httpx.Client(base_url=address, headers=headers, timeout=PATIENCE) as client:
        client.headers["lokality-account"] = str(client.get("/terrain/account").json()["account_id"])
        record = said(name=f"Místo {number}", longitude=14.0 + number / 1000)
        first, again = (acknowledged(client, "POST", "/terrain/records", json=record) for _ in range(2))
        assert first == again
        data, photo_id = picture(number), uuid4()
        query = {"record": record["client_id"], "checksum": hashlib.sha256(data).hexdigest()}
        way = "PUT", f"/terrain/photos/{photo_id}"
        first, again = (acknowledged(client, *way, params=query, content=data) for _ in range(2))
        assert first == again
        assert first["checksum"] == query["checksum"]


def test_a_hundred_phones_at_once_lose_and_double_nothing(server: Served) -> None:
    with ThreadPoolExecutor(PHONES) as crowd:
        list(crowd.map(lambda number: phone(server.address, number), range(PHONES)))
    database = Database(server.database_url)
    try:
        with database.read() as session:
            found = [session.scalar(select(func.count()).select_from(table)) for table in (Site, Observation, Photo)]
    finally:
        database.close()
    assert found == [PHONES, PHONES, PHONES]
