"""Two patrols of Vzorov: one to come, and one that was walked and reported."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from geodata.demo.workdays import at_hour
from geodata.demo.writing import Author, DatedWork
from geodata.model.patrols import PatrolState
from geodata.model.people import Sensitivity
from geodata.tables import Patrol, PatrolMember, PatrolOrganisation, PatrolStreet

_PLANNER, _PARTNER = "policie_hute", "teren"
_STREETS = ("Hutnická třída", "Slévačská", "Tavičská")
_PLANNED_BEFORE, _COMES_IN, _WALKED_BEFORE = timedelta(days=6), timedelta(days=3), timedelta(days=9)


def write_patrols(work: DatedWork, today: date, body_id: int, authors: Mapping[str, Author]) -> None:
    """Officers and outreach workers walk together in Hutě; their cell is who they report to."""
    come, walked = at_hour(today + _COMES_IN, 17), at_hour(today - _WALKED_BEFORE, 17)
    _write(work, _patrol(work, authors[_PLANNER], body_id, "Otevřené sklepy a půdy", come), authors)
    reported = _patrol(work, authors[_PLANNER], body_id, "Noční klid kolem ubytoven", walked)
    reported.state = PatrolState.REPORTED
    reported.started_at, reported.stopped_at = walked + timedelta(minutes=5), walked + timedelta(hours=2)
    reported.result = "Dva domy s otevřeným sklepem, řečeno správci. Jinak klid."
    _write(work, reported, authors)


def _patrol(work: DatedWork, planner: Author, body_id: int, purpose: str, starts_at: datetime) -> Patrol:
    return Patrol(
        municipality_id=work.actor.municipality_id,
        organisation_id=planner.organisation_id,
        body_id=body_id,
        sensitivity=Sensitivity.PARTNERS,
        state=PatrolState.PLANNED,
        purpose=purpose,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        recorded_at=starts_at - _PLANNED_BEFORE,
        recorded_by=planner.account_id,
    )


def _write(work: DatedWork, patrol: Patrol, authors: Mapping[str, Author]) -> None:
    session, walkers = work.session, [authors[key] for key in (_PLANNER, _PARTNER)]
    session.add(patrol)
    session.flush()
    own = {"municipality_id": patrol.municipality_id, "patrol_id": patrol.id}
    session.add_all(PatrolOrganisation(organisation_id=one.organisation_id, **own) for one in walkers)
    session.add_all(PatrolMember(account_id=one.account_id, **own) for one in walkers)
    session.add_all(PatrolStreet(position=number, name=name, **own) for number, name in enumerate(_STREETS))
    work.noted(patrol.recorded_at, walkers[0], "plan", "patrol", patrol.id, {"topic": patrol.purpose})
    for moment, action, said in (
        (patrol.started_at, "start", {}),
        (patrol.stopped_at, "stop", {}),
        (patrol.stopped_at, "report", {"result": patrol.result}),
    ):
        if moment is not None:
            work.noted(moment, walkers[0], action, "patrol", patrol.id, said)
