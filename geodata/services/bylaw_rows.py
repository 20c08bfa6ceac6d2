"""A bylaw as it is written down, whether it became of a proposal or was in force before the register."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from geodata.errors import N_, InvalidValue, NotFound
from geodata.model.bylaws import BylawDays, adopted_in_vain, compared_number
from geodata.model.names import one_line, require_seen
from geodata.model.people import Actor
from geodata.model.zones import BylawRelation
from geodata.services.bylaws import BylawLine, bylaw_lines
from geodata.services.issue_events import require_past
from geodata.tables import Bylaw, ProposalVersion
from geodata.unit_of_work import UnitOfWork

NUMBER_AT_MOST = 50  # characters ("obecně závazná vyhláška č. 12/2019" is 34)
TITLE_AT_MOST = 300  # characters; a bylaw with all that it changes in its name has some 200
_NEW = 0  # no row has this id: the bylaw that is to be written down


@dataclass(frozen=True, slots=True)
class Adoption:
    """A bylaw as it was adopted; without `valid_to` it holds until further notice.

    `relation` says what it does to the bylaw `earlier_id`; both, or neither. `keep_personal_data` is the reason for
    which personal data in the words has to stay.
    """

    number: str
    title: str
    adopted_on: date
    valid_from: date
    valid_to: date | None = None
    relation: BylawRelation | None = None
    earlier_id: int | None = None
    keep_personal_data: str = ""


def checked_adoption(adoption: Adoption) -> Adoption:
    """The same with number and name as they are stored. Raises InvalidValue where they, or its days, do not fit."""
    number, title = one_line(adoption.number), one_line(adoption.title)
    if not number:
        raise InvalidValue(N_("The number of the bylaw is empty. Write it, as 3/2024."))
    if not title:
        raise InvalidValue(N_("The name of the bylaw is empty. Write what the bylaw is about."))
    if len(number) > NUMBER_AT_MOST or len(title) > TITLE_AT_MOST:
        raise InvalidValue(
            N_("The number of a bylaw has at most {number} characters, its name {title}. Shorten them."),
            number=NUMBER_AT_MOST,
            title=TITLE_AT_MOST,
        )
    require_seen(number)
    require_seen(title)
    require_past(adoption.adopted_on)
    if adoption.valid_from < adoption.adopted_on:
        raise InvalidValue(
            N_("A bylaw cannot hold before it was adopted on {day}: it must not reach into the past."),
            day=adoption.adopted_on,
        )
    if adoption.valid_to is not None and adoption.valid_to < adoption.valid_from:
        raise InvalidValue(
            N_("The bylaw would end before it begins on {day}. Check both days."), day=adoption.valid_from
        )
    return replace(adoption, number=number, title=title)


def require_place_in_time(session: Session, actor: Actor, adoption: Adoption) -> None:
    """Raise InvalidValue where there is a bylaw of that number, or this one cannot do so to the earlier one.

    NotFound for an earlier bylaw that is not. Both or neither is said; the earlier one begins before it and is replaced
    once only; no amendment is adopted that could never hold.
    """
    lines = bylaw_lines(session, actor)
    _require_new_number(lines, adoption.number)
    if (adoption.relation is None) != (adoption.earlier_id is None):
        raise InvalidValue(N_("Say both: which earlier bylaw, and whether the new one amends or replaces it."))
    if adoption.earlier_id is None:
        return
    earlier = next((line for line in lines if line.id == adoption.earlier_id), None)
    if earlier is None:
        raise NotFound
    if adoption.valid_from <= earlier.valid_from:
        raise InvalidValue(
            N_("The earlier bylaw holds from {day}; the one that follows it has to begin later."),
            day=earlier.valid_from,
        )
    if adoption.relation == BylawRelation.REPLACES:
        _require_not_replaced(earlier, lines)
    _require_not_in_vain(adoption, earlier, lines)


def put_bylaw(work: UnitOfWork, adoption: Adoption, version: ProposalVersion) -> Bylaw:
    """The row of a bylaw that was checked."""
    kept = Bylaw(
        municipality_id=work.actor.municipality_id,
        number=adoption.number,
        title=adoption.title,
        version_id=version.id,
        adopted_on=adoption.adopted_on,
        valid_from=adoption.valid_from,
        valid_to=adoption.valid_to,
        relation=adoption.relation,
        earlier_id=adoption.earlier_id,
        recorded_at=work.recorded_at,
        recorded_by=work.actor.account_id,
    )
    work.session.add(kept)
    work.session.flush()
    return kept


def _require_new_number(lines: list[BylawLine], number: str) -> None:
    """Of two bylaws the numbers differ by more than the way they are written."""
    for line in lines:
        if compared_number(line.number) == compared_number(number):
            raise InvalidValue(
                N_("There is a bylaw with the number {number} already. Check the number."), number=line.number
            )


def _require_not_replaced(earlier: BylawLine, lines: list[BylawLine]) -> None:
    """Two that replaced the same one would both be in force."""
    for line in lines:
        if line.relation == BylawRelation.REPLACES and line.earlier_id == earlier.id:
            raise InvalidValue(
                N_("The bylaw {number} was replaced by {other} already. Choose the one that is meant."),
                number=earlier.number,
                other=line.number,
            )


def _require_not_in_vain(adoption: Adoption, earlier: BylawLine, lines: list[BylawLine]) -> None:
    """Whichever of the two was written down first: an amendment of what was to be gone by then is a mistake."""
    known = [line.days for line in lines]
    new = BylawDays(
        _NEW, adoption.adopted_on, adoption.valid_from, adoption.valid_to, adoption.relation, adoption.earlier_id
    )
    lost = set(adopted_in_vain([*known, new])) - set(adopted_in_vain(known))
    if _NEW in lost:
        raise InvalidValue(
            N_("The bylaw {number} ended on {day}, so it cannot be amended from then on. Check the days."),
            number=earlier.number,
            day=earlier.ends_on,
        )
    for line in lines:
        if line.id in lost:
            raise InvalidValue(
                N_("The bylaw {number}, in force from {day}, amends what this one replaces before that day, so it would"
                   " never hold. Check the days, and which bylaw is replaced."),
                number=line.number,
                day=line.valid_from,
            )  # fmt: skip
