"""The names against which a text about the city is read."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.model.issues import OPEN_STATUSES
from geodata.model.known_names import KnownIssue, KnownNames, KnownOrganisation
from geodata.model.people import Actor
from geodata.policy import Action, require, visible
from geodata.tables import AddressPoint, Body, Issue, IssueSite, Organisation, Site, Street

# A city has some hundreds of open issues; of more, the latest are those that meetings still speak of.
ISSUES_AT_MOST = 5_000
_IDS_AT_ONCE = 500


def known_names(database: Database, actor: Actor) -> KnownNames:
    """Bodies, organisations, streets and the open issues that the actor may know of."""
    require(actor, Action.VIEW)
    city = actor.municipality_id
    with database.read() as session:
        organisations = session.execute(
            select(Organisation.name, Organisation.short_name)
            .where(Organisation.municipality_id == city)
            .order_by(Organisation.name, Organisation.id)
        )
        return KnownNames(
            bodies=tuple(session.scalars(select(Body.name).where(Body.municipality_id == city).order_by(Body.name))),
            organisations=tuple(KnownOrganisation(name, short_name) for name, short_name in organisations),
            streets=_streets(session, city),
            issues=_issues(session, actor),
        )


def _streets(session: Session, city: int) -> tuple[str, ...]:
    """Of the street network and of the addresses: a city may have loaded one of them only."""
    drawn = session.scalars(select(Street.name).where(Street.municipality_id == city).distinct())
    addressed = session.scalars(select(AddressPoint.street).where(AddressPoint.municipality_id == city).distinct())
    return tuple(sorted({*drawn, *(street for street in addressed if street)} - {""}))


def _issues(session: Session, actor: Actor) -> tuple[KnownIssue, ...]:
    query = (
        select(Issue.id, Issue.number, Issue.title, Issue.topic)
        .where(visible(actor, Issue), Issue.status.in_(OPEN_STATUSES))
        .order_by(Issue.raised_on.desc(), Issue.id.desc())
        .limit(ISSUES_AT_MOST)
    )
    rows = session.execute(query).all()
    places = _places(session, actor, [row.id for row in rows])
    return tuple(KnownIssue(row.number, row.title, row.topic, places.get(row.id, ())) for row in rows)


def _places(session: Session, actor: Actor, issue_ids: list[int]) -> dict[int, tuple[str, ...]]:
    """Names and addresses of the sites of each issue that the actor may know of."""
    found: dict[int, tuple[str, ...]] = {}
    for start in range(0, len(issue_ids), _IDS_AT_ONCE):
        query = (
            select(IssueSite.issue_id, Site.name, Site.address)
            .join(Site, Site.id == IssueSite.site_id)
            .where(IssueSite.issue_id.in_(issue_ids[start : start + _IDS_AT_ONCE]), visible(actor, Site))
            .order_by(IssueSite.issue_id, Site.id)
        )
        for issue_id, name, address in session.execute(query):
            texts = dict.fromkeys(text for text in (name, address) if text)
            found[issue_id] = (*found.get(issue_id, ()), *texts)
    return found
