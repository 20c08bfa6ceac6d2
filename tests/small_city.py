"""A small city made by the services: two organisations, a cell, a few sites and issues, as the tests need them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.model.issues import EvidenceKind, IssueStatus, IssueTopic
from geodata.model.meetings import AgendaKind, BodyKind
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.model.sites import Condition, SiteKind
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.issue_card import issue_card
from geodata.services.issue_steps import Step, advance_issue
from geodata.services.issues import NewIssue, raise_issue
from geodata.services.meetings import NewAgendaItem, add_agenda_item, plan_meeting
from geodata.services.organisations import add_organisation
from geodata.services.sites import NewObservation, NewSite, log_site
from geodata.tables import Account


@dataclass(frozen=True, slots=True)
class SmallCity:
    """Ids of what `small_city` made."""

    police_id: int
    ngo_id: int
    cell_id: int
    meeting_id: int
    building_id: int
    dump_id: int
    hidden_site_id: int
    building_issue_id: int
    dump_issue_id: int
    hidden_issue_id: int


def worker_of(database: Database, actor: Actor, organisation_id: int | None, *roles: Role, login: str = "") -> Actor:
    """An actor with an account of its own in the organisation."""
    with database.write(actor) as work:
        account = Account(
            municipality_id=actor.municipality_id,
            organisation_id=organisation_id,
            login=login or f"worker-{organisation_id}-{'-'.join(roles)}",
            name="Terénní tým",
            roles=list(roles),
        )
        work.session.add(account)
        work.session.flush()
        work.commit()
        return Actor(account.id, account.name, actor.municipality_id, organisation_id, frozenset(roles))


def some_site(
    database: Database,
    actor: Actor,
    name: str = "Školní 12",
    *,
    kind: SiteKind = SiteKind.HAZARDOUS_BUILDING,
    position: tuple[float, float] = (14.05, 50.66),
    sensitivity: Sensitivity = Sensitivity.PARTNERS,
    condition: Condition | None = None,
    address: str = "",
) -> int:
    """A site at (longitude, latitude) in degrees WGS84, seen today."""
    observation = NewObservation(observed_on=clock.today(), condition=condition)
    new = NewSite(kind, *position, observation, name=name, address=address or name, sensitivity=sensitivity)
    return log_site(database, actor, new)


def some_issue(database: Database, actor: Actor, title: str = "Hrozí zřícení římsy", **facts: object) -> int:
    """An issue about a building; `facts` are further fields of NewIssue."""
    return raise_issue(database, actor, NewIssue(**{"topic": IssueTopic.BUILDING, "title": title, **facts}))  # type: ignore[arg-type]


def advance(database: Database, actor: Actor, issue_id: int, *wanted: IssueStatus, on: date | None = None) -> None:
    """Lead the issue through the states, one after the other; somebody else verifies what the actor noted as done."""
    for status in wanted:
        who = another_person(database, actor) if status == IssueStatus.VERIFIED else actor
        version = issue_card(database, who, issue_id).row_version
        step = Step(status, happened_on=on, note="Ověřeno při pochůzce.")
        if status == IssueStatus.DONE:
            step = replace(step, evidence=EvidenceKind.DOCUMENT, document="Předávací protokol")
        advance_issue(database, who, issue_id, version, step)


def another_person(database: Database, actor: Actor) -> Actor:
    """Somebody with the same rights and the same organisation as the actor."""
    login = f"beside-{actor.account_id}"
    with database.read() as session:
        known = session.scalar(select(Account.id).where(Account.login == login))
    if known is None:
        known = worker_of(database, actor, actor.organisation_id, *actor.roles, login=login).account_id
    return replace(actor, account_id=known)


def small_city(database: Database, actor: Actor) -> SmallCity:
    """Three sites (one restricted), three issues (one restricted) and a cell with a held and a coming meeting."""
    today = clock.today()
    police_id = add_organisation(database, actor, "Městská policie", OrganisationKind.MUNICIPAL_POLICE)
    ngo_id = add_organisation(database, actor, "Terénní programy, z. s.", OrganisationKind.NGO, short_name="Terén")
    cell_id = add_body(database, actor, BodyFacts("Buňka Předlice", BodyKind.CELL, slot="první čtvrtek 13:00"))
    meeting_id = plan_meeting(database, actor, cell_id, clock.now() + timedelta(days=9), "Radnice")
    building_id = some_site(database, actor, "Školní 12", condition=Condition.DANGEROUS)
    dump_id = some_site(
        database,
        actor,
        "Za tratí",
        kind=SiteKind.ILLEGAL_DUMP,
        position=(14.0505, 50.6602),
        condition=Condition.PRESENT,
    )
    hidden_site_id = some_site(
        database, actor, "Zadní trakt", position=(14.0506, 50.6601), sensitivity=Sensitivity.RESTRICTED
    )
    building_issue_id = some_issue(
        database,
        actor,
        site_ids=(building_id,),
        body_id=cell_id,
        assignee_id=police_id,
        due_on=today + timedelta(days=14),
    )
    dump_issue_id = some_issue(
        database, actor, "Skládka se vrátila", topic=IssueTopic.DUMP, site_ids=(dump_id, building_id)
    )
    hidden_issue_id = some_issue(database, actor, "Citlivá věc", site_ids=(hidden_site_id, building_id))
    add_agenda_item(
        database,
        actor,
        meeting_id,
        NewAgendaItem("Školní 12", AgendaKind.TASK, issue_id=building_issue_id, organisation_id=police_id),
    )
    return SmallCity(
        police_id,
        ngo_id,
        cell_id,
        meeting_id,
        building_id,
        dump_id,
        hidden_site_id,
        building_issue_id,
        dump_issue_id,
        hidden_issue_id,
    )
