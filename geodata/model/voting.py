"""How the votes of a commission are counted: rules as data with their source, and what follows from the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from geodata.errors import N_, InvalidValue
from geodata.model.commission import MajorityOf

MEMBERS_AT_MOST = 500  # of a body; beyond, somebody mistyped


@dataclass(frozen=True, slots=True)
class CountingRule:
    """More than this share is needed. The source is advice: "to be checked by a lawyer"."""

    share: Fraction
    source: str

    def least_of(self, people: int) -> int:
        """How many of so many people are enough."""
        return int(people * self.share) + 1


QUORUM = CountingRule(
    Fraction(1, 2),
    N_(
        "More than half of all members, as § 92 (3) of Act 128/2000 asks of a city council. The rules of procedure of"
        " the commission may say otherwise (to be checked by a lawyer)."
    ),
)
MAJORITY = CountingRule(
    Fraction(1, 2),
    N_(
        "§ 122 of Act 128/2000 speaks of the majority of the members of a commission; the rules of procedure say"
        " whether of those present or of all (to be checked by a lawyer). Whoever abstains is not in favour."
    ),
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many people took part, and how they voted. Raises InvalidValue for numbers that do not add up."""

    present: int
    in_favour: int
    against: int
    abstained: int

    def __post_init__(self) -> None:
        if min(self.present, self.in_favour, self.against, self.abstained) < 0:
            raise InvalidValue(N_("A number of people cannot be less than nought. Check the numbers."))
        voted = self.in_favour + self.against + self.abstained
        if voted != self.present:
            raise InvalidValue(
                N_(
                    "In favour, against and abstained make {voted} together, but {present} were present. Check the"
                    " numbers; whoever did not raise a hand abstained."
                ),
                voted=voted,
                present=self.present,
            )

    def require_at_most(self, may_vote: int) -> None:
        """Raise InvalidValue if more people took part than have a vote."""
        if self.present > may_vote:
            raise InvalidValue(
                N_("{present} took part, but only {may_vote} have a vote here. Check the numbers."),
                present=self.present,
                may_vote=may_vote,
            )

    def result(self, seats: int, quorum: int, majority: MajorityOf) -> bool | None:
        """Whether it is carried; None where too few were present for any result. An abstention is not in favour."""
        if self.present < quorum:
            return None
        of_whom = self.present if majority == MajorityOf.PRESENT else seats
        return self.in_favour >= MAJORITY.least_of(of_whom)


def checked_quorum(seats: int, wanted: int | None) -> int:
    """How many have to be present: as the rules of procedure say (`wanted`), or else by the general rule."""
    if not 1 <= seats <= MEMBERS_AT_MOST:
        raise InvalidValue(N_("A group has 1 to {most} members. Check the number."), most=MEMBERS_AT_MOST)
    if wanted is None:
        return QUORUM.least_of(seats)
    if not 1 <= wanted <= seats:
        raise InvalidValue(N_("The quorum has to be between 1 and the number of members, {seats}."), seats=seats)
    return wanted
