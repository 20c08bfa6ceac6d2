"""The list of records that came without a position, and putting them on the map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.people import Actor, Sensitivity
from geodata.policy import Action, require, visible
from geodata.services.ingest.batch import IngestResult, Target
from geodata.services.ingest.context import Loading
from geodata.services.ingest.loading import LAYERS, STORE
from geodata.services.ingest.matching import ADDRESS_PARTS, Address, match_addresses
from geodata.services.loads import shown_to
from geodata.services.sites import require_position
from geodata.services.visibility import Unshared, still_visible
from geodata.tables import Load, Placing, Source
from geodata.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class WaitingRecord:
    """A record to be placed: what it is, what its address says and which file it came in (empty: one of others)."""

    id: int
    target: Target
    name: str
    address: str | None
    kind: str | None
    file_name: str


@dataclass(frozen=True, slots=True)
class WaitingPage:
    rows: tuple[WaitingRecord, ...]
    total: int


def list_waiting(database: Database, actor: Actor, *, limit: int = 50, offset: int = 0) -> WaitingPage:
    """Records to be placed, in the order in which they came."""
    require(actor, Action.LOAD)
    with database.read() as session:
        rows = session.execute(
            _waiting(actor, Placing, _file_name(actor)).order_by(Placing.id).limit(limit).offset(offset)
        ).all()
        page = tuple(_as_row(placing, file_name) for placing, file_name in rows)
        return WaitingPage(page, count_waiting(session, actor))


def _file_name(actor: Actor) -> ColumnElement[str]:
    return case((shown_to(actor), Load.file_name), else_="")


def count_waiting(session: Session, actor: Actor) -> int:
    """How many records are to be placed, of those the actor may know of."""
    return session.scalar(_waiting(actor, func.count())) or 0


def place_record(database: Database, actor: Actor, placing_id: int, longitude: float, latitude: float) -> None:
    """Put a waiting record on the map (degrees WGS84) and take it off the list."""
    require(actor, Action.LOAD)
    require_position(longitude, latitude)
    with database.write(actor) as work:
        target = work.session.scalar(_waiting(actor, Placing.target).where(Placing.id == placing_id))
        if target is None:
            raise NotFound
        work.version_of(LAYERS[Target(target)])  # of two who place it at once, the second finds it gone
        placing = work.session.get(Placing, placing_id)
        if placing is None:
            raise NotFound
        _place(work, placing, longitude, latitude)
        work.commit()


def match_waiting(database: Database, actor: Actor) -> int:
    """Place the waiting records whose address is known by now; returns how many, of those the actor may know of."""
    require(actor, Action.LOAD)
    with database.write(actor) as work:
        for layer in sorted(set(LAYERS.values())):
            work.version_of(layer)
        waiting = work.session.execute(
            select(Placing, still_visible(actor, _RECORD))
            .join(Source, Source.id == Placing.source_id)
            .where(Placing.municipality_id == actor.municipality_id)
            .order_by(Placing.id)
        ).all()
        addresses = [Address(*(placing.record.get(part) for part in ADDRESS_PARTS)) for placing, _known in waiting]
        placed: list[bool] = []
        for (placing, is_known), position in zip(waiting, match_addresses(work.session, actor, addresses), strict=True):
            if position is not None:
                _place(work, placing, *position)
                placed.append(bool(is_known))
        if placed:
            work.commit()
        return sum(placed)


_RECORD = Unshared(
    municipality_id=Placing.municipality_id,
    sensitivity=func.coalesce(Placing.record["sensitivity"].as_string(), Sensitivity.PARTNERS.value),
    organisation_id=Source.organisation_id,
)


def _waiting(actor: Actor, *what: Any) -> Select[Any]:
    """A query over the records that wait, of those the actor may know of: they are of their source's organisation."""
    return (
        select(*what)
        .select_from(Placing)
        .join(Load, Load.id == Placing.load_id)
        .join(Source, Source.id == Placing.source_id)
        .where(visible(actor, _RECORD))
    )


def _place(work: UnitOfWork, placing: Placing, longitude: float, latitude: float) -> None:
    target = Target(placing.target)
    record = _revived(placing.record) | {"lon": longitude, "lat": latitude}
    batch = SimpleNamespace(target=target, rows=[1], columns={name: [value] for name, value in record.items()})
    load = work.session.get_one(Load, placing.load_id)
    owner = work.session.scalar(select(Source.organisation_id).where(Source.id == placing.source_id))
    # The record is taken off the list by the same step that takes off records which come with a position later.
    STORE[target](work, Loading(placing.source_id, False, load, owner), batch, IngestResult())
    work.audit("place", "placing", placing.id, {"longitude": longitude, "latitude": latitude})


def _revived(record: dict[str, Any]) -> dict[str, Any]:
    """A kept record as its loader gave it: days are days again, and the digest is that of the file's row."""
    revived = dict(record)
    for day in ("observed_on", "closed_on"):
        if day in record:
            revived[day] = date.fromisoformat(record[day])
    if "digest" in record:
        revived["digest"] = bytes.fromhex(record["digest"])
    return revived


def _as_row(placing: Placing, file_name: str) -> WaitingRecord:
    return WaitingRecord(
        id=placing.id,
        target=Target(placing.target),
        name=placing.record.get("name") or placing.record.get("provider") or placing.source_key,
        address=placing.address,
        kind=placing.record.get("kind"),
        file_name=file_name,
    )
