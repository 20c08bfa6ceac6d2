"""Build the demo city in a database: one transaction, so that a half-built city cannot be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.clock import standing_at
from geodata.database import Database
from geodata.demo.organisations import OFFICE
from geodata.demo.plan import CityPlan, plan_city
from geodata.demo.workdays import at_hour
from geodata.demo.write_answers import write_answers
from geodata.demo.write_commission import write_commission
from geodata.demo.write_emergencies import write_emergencies
from geodata.demo.write_ground import CITY, write_addresses, write_areas, write_localities, write_streets
from geodata.demo.write_issues import Stored, write_issues
from geodata.demo.write_meetings import write_agenda, write_bodies, write_meetings
from geodata.demo.write_minutes import MinutesWriter
from geodata.demo.write_patrols import write_patrols
from geodata.demo.write_people import write_people
from geodata.demo.write_photos import write_photos
from geodata.demo.write_protected import write_buildings, write_protected_places
from geodata.demo.write_public import write_snapshots
from geodata.demo.write_rest import write_proposals, write_services
from geodata.demo.write_sites import derive_sites, write_sites
from geodata.demo.write_submissions import write_submissions
from geodata.demo.writing import DatedWork
from geodata.errors import N_, StorageError
from geodata.model.people import Actor
from geodata.services.city import found_city, local_actor
from geodata.tables import Area, Body, Issue, Locality, Municipality, Service, Site

CODE = "999901"  # no municipality has it
DEMO_DAY = date(2026, 11, 23)  # where tests stand; `lokality demo` stands on the real day
STEPS = 8

Progress = Callable[[int, int], None]  # steps done, steps in all


def build_demo(
    database: Database,
    *,
    today: date = DEMO_DAY,
    photo_directory: Path | None = None,
    progress: Progress | None = None,
) -> Actor:
    """Fill an empty database with the demo city as it stands on `today`; returns the local actor.

    Without a directory for photos it has none. The same day gives the same rows. Raises StorageError, and changes
    nothing, where a city is already there; a founded fictional city without any records is taken over.
    """
    report = progress or (lambda done, of: None)
    _require_empty(database)
    report(0, STEPS)
    plan = plan_city(today)
    report(1, STEPS)
    with standing_at(plan.begun_at):
        found_city(database, code=CODE, name=CITY, fictional=True)
    actor = local_actor(database)
    with standing_at(at_hour(today, 0, 1) - timedelta(hours=1)), database.write(actor) as unit:
        work = DatedWork(unit.session, actor)
        _name_city(work.session, actor)
        _write(work, plan, photo_directory, report)
        work.commit()
    report(STEPS, STEPS)
    return local_actor(database)


def has_city(database: Database) -> bool:
    """Whether the database holds a real city, or any record of a fictional one."""
    with database.read() as session:
        real = session.scalar(select(Municipality.id).where(Municipality.fictional.is_(False)).limit(1))
        return real is not None or any(session.scalar(select(table.id).limit(1)) is not None for table in _RECORDS)


_RECORDS = (Site, Issue, Area, Locality, Body, Service)


def _require_empty(database: Database) -> None:
    if has_city(database):
        raise StorageError(
            N_("There is a city in this database already, and the demo city never mixes with another. Nothing changed.")
        )


def _name_city(session: Session, actor: Actor) -> None:
    municipality = session.get_one(Municipality, actor.municipality_id)
    municipality.code, municipality.name = CODE, CITY


def _write(work: DatedWork, plan: CityPlan, photo_directory: Path | None, report: Progress) -> None:
    work.audit("build", "demo", work.actor.municipality_id, {"sites": len(plan.sites), "issues": len(plan.issues)})
    authors = write_people(work, plan)
    areas = write_areas(work, plan, authors[OFFICE])
    write_localities(work, plan, authors)
    report(2, STEPS)
    write_streets(work, plan, authors[OFFICE])
    write_addresses(work, plan, authors[OFFICE])
    report(3, STEPS)
    sites = write_sites(work, plan, authors)
    if photo_directory is not None:
        write_photos(work, plan, sites, authors, photo_directory)
    report(4, STEPS)
    bodies = write_bodies(work, plan, areas, authors)
    meetings = write_meetings(work, plan, bodies, authors)
    issues = write_issues(work, plan, Stored(sites, bodies, meetings, authors))
    report(5, STEPS)
    points = write_agenda(work, plan, meetings, issues, authors)
    MinutesWriter(work, plan, bodies, meetings, points, issues, authors).write()
    write_submissions(work, plan.today, authors)
    write_services(work, plan, authors)
    write_protected_places(work, plan, authors)
    write_buildings(work, plan, authors)
    write_proposals(work, plan, bodies, authors)
    write_commission(work, bodies["komise"], authors)
    write_patrols(work, plan.today, bodies["bunka_hute"], authors)
    write_emergencies(work, plan.today, authors)
    report(6, STEPS)
    derive_sites(work)
    write_answers(work)
    write_snapshots(work, authors[OFFICE])
    for layer in ("outlines", "meetings", "addresses", "patrols", "emergencies"):
        work.version_of(layer)
    report(7, STEPS)
