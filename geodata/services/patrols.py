"""Joint patrols: planning one, and changing the plan until it starts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, Forbidden, InvalidValue, NotFound, StaleEdit
from geodata.model.names import one_line
from geodata.model.patrols import PatrolState
from geodata.model.people import Actor, Sensitivity
from geodata.policy import (
    Action,
    answers_for,
    is_of_own_organisation,
    require,
    sees_all_restricted,
    takes_part,
    visible,
)
from geodata.services.colleagues import may_choose_person
from geodata.services.issue_events import require_body, require_organisation
from geodata.services.personal_data import Checked, require_clean
from geodata.tables import Account, Patrol, PatrolMember, PatrolOrganisation, PatrolStreet
from geodata.unit_of_work import UnitOfWork

PURPOSE_AT_MOST = 300  # characters
STREET_AT_MOST = 200  # characters
STREETS_AT_MOST = 40
LONGEST = timedelta(hours=24)
# A patrol of last week is still written down; beyond these a day or a year was mistyped.
LONGEST_PAST = timedelta(days=31)
FARTHEST_AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class PatrolPlan:
    """Who walks which streets when, why, and to which cell it is reported.

    The organisation of whoever plans takes part without being named. `member_ids` are accounts of organisations that
    take part; None leaves who walks as it is, for those who change a plan and may not know its people.
    `keep_personal_data` is the reason for which personal data in the text has to stay.
    """

    purpose: str
    starts_at: datetime
    ends_at: datetime
    streets: tuple[str, ...]
    organisation_ids: tuple[int, ...] = ()
    member_ids: tuple[int, ...] | None = ()
    body_id: int | None = None
    sensitivity: Sensitivity = Sensitivity.PARTNERS
    keep_personal_data: str = ""


def plan_patrol(database: Database, actor: Actor, plan: PatrolPlan) -> int:
    """Plan a patrol; returns its id.

    Raises NotFound for a person of an organisation that takes no part, or of whom the actor may not know.
    """
    require(actor, Action.KEEP_PATROL)
    streets = _checked_plan(plan)
    _require_near(plan.starts_at)
    if plan.sensitivity == Sensitivity.RESTRICTED and actor.organisation_id is None and not sees_all_restricted(actor):
        raise InvalidValue(
            N_("You belong to no organisation, so you would not see a restricted patrol yourself. Nothing was saved.")
        )
    with database.write(actor) as work:
        work.version_of("patrols")
        organisations = _organisations(work, plan, actor.organisation_id)
        members = _members(work, plan, organisations, known=())
        checked = _checked_words(work, plan, streets)
        patrol = Patrol(
            municipality_id=actor.municipality_id,
            organisation_id=actor.organisation_id,
            state=PatrolState.PLANNED,
            recorded_at=work.recorded_at,
            recorded_by=actor.account_id,
            **_columns(plan),
        )
        work.session.add(patrol)
        work.session.flush()
        _write_parts(work.session, patrol, organisations, members, streets)
        work.audit("plan", "patrol", patrol.id, checked.told(_told(plan, organisations, members, streets)))
        work.commit()
        return patrol.id


def change_patrol(database: Database, actor: Actor, patrol_id: int, row_version: int, plan: PatrolPlan) -> None:
    """Change the plan of a patrol that has not started. Raises StaleEdit if somebody else changed it meanwhile."""
    require(actor, Action.LEAD_PATROL)
    streets = _checked_plan(plan)
    with database.write(actor) as work:
        work.version_of("patrols")
        patrol = led_patrol(work.session, actor, patrol_id, row_version)
        if patrol.state != PatrolState.PLANNED:
            raise InvalidValue(N_("This patrol is not planned any more, so its plan stays as it was."))
        if plan.starts_at != patrol.starts_at:
            _require_near(plan.starts_at)
        organisations = _organisations(work, plan, patrol.organisation_id)
        _require_own_sharing(actor, patrol, plan.sensitivity, frozenset(organisations))
        walks = _who_still_walks(work.session, patrol_id, organisations)
        if plan.member_ids is None:
            plan = replace(plan, member_ids=walks)
        members = _members(work, plan, organisations, walks)
        checked = _checked_words(work, plan, streets)
        for name, value in _columns(plan).items():
            setattr(patrol, name, value)
        flag_modified(patrol, "purpose")  # a new row version: streets and people are a part of the plan
        for part in (PatrolOrganisation, PatrolMember, PatrolStreet):
            work.session.execute(delete(part).where(part.patrol_id == patrol_id))
        _write_parts(work.session, patrol, organisations, members, streets)
        work.audit("change", "patrol", patrol_id, checked.told(_told(plan, organisations, members, streets)))
        work.commit()


def led_patrol(session: Session, actor: Actor, patrol_id: int, row_version: int | None = None) -> Patrol:
    """The patrol, which the actor may lead on. Raises NotFound, Forbidden, or StaleEdit for an older row version."""
    patrol = session.scalar(select(Patrol).where(Patrol.id == patrol_id, visible(actor, Patrol)))
    if patrol is None:
        raise NotFound
    if not takes_part(actor, patrol):
        raise Forbidden
    if row_version is not None and patrol.row_version != row_version:
        raise StaleEdit("patrol", patrol_id)
    return patrol


def _checked_plan(plan: PatrolPlan) -> tuple[str, ...]:
    """The streets, each once in the order given. Raises InvalidValue where the plan makes no sense."""
    purpose = one_line(plan.purpose)
    streets = tuple(dict.fromkeys(name for street in plan.streets if (name := one_line(street))))
    if not purpose:
        raise InvalidValue(N_("Write what the patrol is for first."))
    if len(purpose) > PURPOSE_AT_MOST:
        raise InvalidValue(N_("The purpose is longer than {count} characters. Shorten it."), count=PURPOSE_AT_MOST)
    if not streets:
        raise InvalidValue(N_("Name at least one street."))
    if len(streets) > STREETS_AT_MOST:
        raise InvalidValue(N_("More than {count} streets are too many for one patrol."), count=STREETS_AT_MOST)
    if any(len(street) > STREET_AT_MOST for street in streets):
        raise InvalidValue(N_("A street is longer than {count} characters. Shorten it."), count=STREET_AT_MOST)
    if not timedelta(0) < plan.ends_at - plan.starts_at <= LONGEST:
        raise InvalidValue(N_("The patrol has to end after it starts, within a day."))
    return streets


def _require_near(starts_at: datetime) -> None:
    now = clock.now()
    if not now - LONGEST_PAST <= starts_at <= now + FARTHEST_AHEAD:
        raise InvalidValue(N_("The day is more than a month past, or more than a year ahead. Check it."))


def _require_own_sharing(actor: Actor, patrol: Patrol, sensitivity: Sensitivity, organisations: frozenset[int]) -> None:
    """Who takes part in a restricted patrol knows of it: whoever did not plan it can only take their own part back."""
    if patrol.sensitivity != Sensitivity.RESTRICTED or answers_for(actor, patrol):
        return
    changed = patrol.shared_with ^ organisations
    if sensitivity != Sensitivity.RESTRICTED or any(not is_of_own_organisation(actor, one) for one in changed):
        raise InvalidValue(
            N_("Only who planned a restricted patrol, or a coordinator, says who may know of it. Nothing was saved.")
        )


def _organisations(work: UnitOfWork, plan: PatrolPlan, planner_id: int | None) -> tuple[int, ...]:
    """Ids of those who take part, the planner's among them."""
    wanted = sorted({*plan.organisation_ids, *(() if planner_id is None else (planner_id,))})
    for organisation_id in wanted:
        require_organisation(work.session, work.actor, organisation_id)
    if not wanted:
        raise InvalidValue(N_("Say which organisations take part."))
    if plan.body_id is not None:
        require_body(work.session, work.actor, plan.body_id)
    return tuple(wanted)


def _members(
    work: UnitOfWork, plan: PatrolPlan, organisations: Sequence[int], known: Collection[int]
) -> tuple[int, ...]:
    """Ids of the people of the plan, who work for those who take part.

    NotFound for one of whom the actor may not know, unless they walk already (`known`): a plan tells their names.
    """
    wanted = tuple(sorted(set(plan.member_ids or ())))
    own = [one for one in organisations if may_choose_person(work.actor, one)]
    at_work = select(Account.id).where(
        Account.id.in_(wanted),
        Account.municipality_id == work.actor.municipality_id,
        or_(Account.id.in_(_at_work(own)), Account.id.in_(known)),
    )
    if set(wanted) - set(work.session.scalars(at_work)):
        raise NotFound
    return wanted


def _who_still_walks(session: Session, patrol_id: int, organisations: Sequence[int]) -> tuple[int, ...]:
    """Who was on the plan and still works for an organisation that takes part."""
    walks = select(PatrolMember.account_id).where(PatrolMember.patrol_id == patrol_id)
    return tuple(session.scalars(_at_work(organisations).where(Account.id.in_(walks))))


def _at_work(organisations: Sequence[int]) -> Select[int]:
    return select(Account.id).where(
        Account.organisation_id.in_(organisations), Account.disabled.is_(False), Account.erased_at.is_(None)
    )


def _checked_words(work: UnitOfWork, plan: PatrolPlan, streets: Sequence[str]) -> Checked:
    texts = {f"street {number}": street for number, street in enumerate(streets, 1)}
    return require_clean(work, {"purpose": plan.purpose, **texts}, plan.keep_personal_data)


def _columns(plan: PatrolPlan) -> dict[str, object]:
    return {
        "purpose": one_line(plan.purpose),
        "starts_at": plan.starts_at,
        "ends_at": plan.ends_at,
        "body_id": plan.body_id,
        "sensitivity": plan.sensitivity,
    }


def _write_parts(
    session: Session, patrol: Patrol, organisations: Sequence[int], members: Sequence[int], streets: Sequence[str]
) -> None:
    own = {"municipality_id": patrol.municipality_id, "patrol_id": patrol.id}
    session.add_all(PatrolOrganisation(organisation_id=id_, **own) for id_ in organisations)
    session.add_all(PatrolMember(account_id=id_, **own) for id_ in members)
    session.add_all(PatrolStreet(position=number, name=name, **own) for number, name in enumerate(streets))


def _told(
    plan: PatrolPlan, organisations: Sequence[int], members: Sequence[int], streets: Sequence[str]
) -> dict[str, object]:
    words = {f"street {number}": street for number, street in enumerate(streets, 1)}
    people = {"organisations": list(organisations), "members": list(members)}
    # Not called "purpose": the audit takes that for the code of what a link is for, and would keep it for ever.
    facts = {name: value for name, value in _columns(plan).items() if name != "purpose"}
    return {"topic": one_line(plan.purpose), **facts, **people, **words}
