"""The history of loaded files, and profiles that people keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.folding import folded
from geodata.model.people import Actor
from geodata.policy import Action, of_own_organisation, require, sees_all_restricted
from geodata.services.personal_data import require_clean
from geodata.tables import KeptProfile, Load, Organisation, Source


@dataclass(frozen=True, slots=True)
class SourceName:
    """The name of a source; with its organisation where the actor knows more than one source of that name."""

    name: str
    organisation: str | None


@dataclass(frozen=True, slots=True)
class PastLoad:
    id: int
    file_name: str
    source: SourceName
    target: str
    recorded_at: datetime
    counts: dict[str, int]


def list_loads(database: Database, actor: Actor, *, limit: int = 20) -> list[PastLoad]:
    """What the actor's organisation loaded, the latest first; coordinators see what all did."""
    require(actor, Action.LOAD)
    query = (
        _with_source(actor)
        .add_columns(Load)
        .join(Load, Load.source_id == Source.id)
        .where(shown_to(actor))
        .order_by(Load.id.desc())
        .limit(limit)
    )
    with database.read() as session:
        return [
            PastLoad(load.id, load.file_name, SourceName(*source), load.target, load.recorded_at, load.counts)
            for *source, load in session.execute(query)
        ]


def list_sources(database: Database, actor: Actor) -> list[SourceName]:
    """The sources that the actor's organisation loaded from; coordinators see those of all."""
    require(actor, Action.LOAD)
    with database.read() as session:
        names = [SourceName(*source) for source in session.execute(_with_source(actor))]
    return sorted(names, key=lambda source: (folded(source.name), folded(source.organisation or "")))


def _with_source(actor: Actor) -> Select[Any]:
    """A query over the actor's sources: the name of each, and of its organisation where the name is not enough."""
    own = _sources_of(actor)
    ambiguous = select(Source.name).where(own).group_by(Source.name).having(func.count() > 1)
    owner = case((Source.name.in_(ambiguous), Organisation.short_name))
    return (
        select(Source.name, owner)
        .select_from(Source)
        .outerjoin(Organisation, Organisation.id == Source.organisation_id)
        .where(own)
    )


def shown_to(actor: Actor) -> ColumnElement[bool]:
    """Of sources with their loads: what others load is not told, for the name of a file may say as much as a
    restricted record. Whoever belongs to no organisation is told of what they loaded themselves.
    """
    in_city = Source.municipality_id == actor.municipality_id
    if sees_all_restricted(actor):
        return in_city
    if actor.organisation_id is None:
        return and_(in_city, Source.organisation_id.is_(None), Load.recorded_by == actor.account_id)
    return and_(in_city, of_own_organisation(actor, Source.organisation_id))


def _sources_of(actor: Actor) -> ColumnElement[bool]:
    """The sources of which the actor is told a load."""
    return Source.id.in_(select(Load.source_id).join(Source, Source.id == Load.source_id).where(shown_to(actor)))


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
