"""What Vzorov's prevention commission did with its proposals: steps, votes, comments, reviews, a bylaw."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.model.commission import CommentSubject, Stance, VoteChoice
from geodata.model.zones import ProposalState

SEATS = (
    "Členka komise prevence kriminality",  # the one that one can be in the demo
    "Předseda komise prevence kriminality",
    "Člen komise za školství",
    "Členka komise za sociální služby",
    "Člen komise za městské obvody",
)
FOUNDED = -900  # days from today: seats are held since then


@dataclass(frozen=True, slots=True)
class DecisionPlan:
    """How the commission decided on a version: by how many hands, and what the step says."""

    state: ProposalState
    hands: tuple[int, int, int]  # in favour, against, abstained
    note: str


# By the number of the version, and for the last of them: of what became a bylaw, and of the gambling zones of today.
LAST = 0
ADOPTED = {
    1: DecisionPlan(ProposalState.RETURNED, (4, 0, 1), "Zákaz jen v centru by prodejce vytlačil na sídliště."),
    LAST: DecisionPlan(ProposalState.RECOMMENDED, (5, 0, 0), "Komise návrh doporučuje."),
}
GAMBLING = {
    1: DecisionPlan(ProposalState.RETURNED, (3, 1, 1), "Celé obvody nejsou objektivní kritérium."),
    2: DecisionPlan(ProposalState.RETURNED, (4, 1, 0), "Herny se stěhují přes ulici, hranice lokality nestačí."),
    LAST: DecisionPlan(ProposalState.RECOMMENDED, (3, 1, 0), "Komise doporučuje verzi 3 s výhradou k pásmu a stropu."),
}
COUNCIL_NOTE = "Předáno zastupitelstvu s doporučením komise."

# The last vote on the gambling zones was member by member, in the order of SEATS; the fifth declared a conflict.
BALLOTS: tuple[tuple[VoteChoice, str | None], ...] = (
    (VoteChoice.FOR, None),
    (VoteChoice.FOR, None),
    (VoteChoice.FOR, None),
    (VoteChoice.AGAINST, "Strop počtu přístrojů považuji za právně nejistý, měl být v samostatné verzi."),
)
CONFLICT = "Obvod pronajímá nebytový prostor provozovně v jedné ze zón."
IN_MINUTES = (
    "Komise hlasovala o návrhu „{title}“, verze {number}: Doporučit návrh. Přijato: pro 3, proti 1, zdrželo se 0; "
    "hlasovali 4 z 5 členů, pro střet zájmů nehlasoval 1."
)


@dataclass(frozen=True, slots=True)
class CommentPlan:
    """A comment on the third version of the gambling zones: who of SEATS, about what, and the answer."""

    seat: int
    subject: CommentSubject
    text: str
    zone: str = ""
    answer: str = ""
    internal: bool = False


COMMENTS = (
    CommentPlan(
        2, CommentSubject.RULE,
        "Proč právě 15 přístrojů? Stejný strop by měl mít důvod i v číslech, jinak ho provozovatelé napadnou.",
        zone="Vzorov-střed",
    ),
    CommentPlan(
        3, CommentSubject.WHOLE, "Bude návrh mít i přechodnou dobu pro provozovny, které už mají povolení?",
        answer="Ano, platnost začíná nejdřív tři měsíce po podání; povolení dobíhají podle zákona.",
    ),
    CommentPlan(
        1, CommentSubject.WHOLE, "Před jednáním s právním odborem projít pásmo a strop.", internal=True,
    ),
)  # fmt: skip
REVIEWS = (
    (1, Stance.AGREES, "Kritérium je měřitelné a pro všechny stejné. Vzdálenost 100 m odpovídá zkušenosti z terénu."),
    (3, Stance.AGREES_WITH_CHANGES, "Souhlasím se zónami zákazu; strop přístrojů bych oddělil do další verze."),
)
