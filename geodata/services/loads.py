"""The history of loaded files, and profiles that people keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.folding import folded
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.personal_data import require_clean
from geodata.tables import KeptProfile, Load, Source


@dataclass(frozen=True, slots=True)
class PastLoad:
    id: int
    file_name: str
    source: str
    target: str
    recorded_at: datetime
    counts: dict[str, int]


def list_loads(database: Database, actor: Actor, *, limit: int = 20) -> list[PastLoad]:
    """What was loaded, the latest first."""
    require(actor, Action.LOAD)
    with database.read() as session:
        rows = session.execute(
            select(Load, Source.name)
            .join(Source, Source.id == Load.source_id)
            .where(Load.municipality_id == actor.municipality_id)
            .order_by(Load.id.desc())
            .limit(limit)
        )
        return [
            PastLoad(load.id, load.file_name, source, load.target, load.recorded_at, load.counts)
            for load, source in rows
        ]


def list_sources(database: Database, actor: Actor) -> list[str]:
    """Names of the sources that files were loaded from."""
    require(actor, Action.LOAD)
    with database.read() as session:
        names = session.scalars(select(Source.name).where(Source.municipality_id == actor.municipality_id))
        return sorted(names, key=folded)


def kept_profiles(database: Database, actor: Actor) -> dict[str, str]:
    """The TOML text of each kept profile by its name."""
    require(actor, Action.LOAD)
    with database.read() as session:
        rows = session.execute(
            select(KeptProfile.name, KeptProfile.text).where(KeptProfile.municipality_id == actor.municipality_id)
        )
        return {row.name: row.text for row in sorted(rows, key=lambda row: folded(row.name))}


def keep_profile(database: Database, actor: Actor, name: str, text: str, *, keep_personal_data: str = "") -> None:
    """Keep a profile under a name; the same name is written over, which the audit tells."""
    require(actor, Action.LOAD)
    wanted = name.strip()
    if not wanted:
        raise InvalidValue(N_("Give the profile a name, so that you find it next time."))
    with database.write(actor) as work:
        checked = require_clean(work, {"name": name}, keep_personal_data)
        kept = work.session.scalar(
            select(KeptProfile).where(KeptProfile.municipality_id == actor.municipality_id, KeptProfile.name == wanted)
        )
        before = kept.text if kept else None
        if kept is None:
            kept = KeptProfile(
                municipality_id=actor.municipality_id, name=wanted, text=text, recorded_at=work.recorded_at
            )
            work.session.add(kept)
        kept.text, kept.recorded_at = text, work.recorded_at
        work.session.flush()
        work.audit("keep", "kept_profile", kept.id, checked.told({"name": wanted, "before": before}))
        work.commit()
