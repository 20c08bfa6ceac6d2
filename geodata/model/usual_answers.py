"""What is usually answered about an issue, as a beginning that people finish themselves; none of it is legal advice."""

from __future__ import annotations

from geodata.errors import N_
from geodata.model.issues import IssueStatus, IssueTopic, RefusalReason

REFUSALS: dict[RefusalReason, str] = {
    RefusalReason.NO_COMPETENCE: N_(
        "As far as we know, this is not within our competence. It seems to belong to: (which office). Passed on: "
        "(on which day)."
    ),
    RefusalReason.LAW_BARS_ENTRY: N_(
        "We did not enter; there is no consent to it. We asked for the consent: (whom, on which day)."
    ),
    RefusalReason.PRIVATE_OWNER: N_(
        "As far as we know, the place is not the city's. Who is responsible for it: (what was found out). Asked to "
        "put it right: (who, until which day)."
    ),
    RefusalReason.NO_MONEY: N_(
        "There is no money for it this year. We propose it for the budget of the next one: (who proposes it)."
    ),
    RefusalReason.DUPLICATE: N_("The same thing is followed already: (number of the issue)."),
    RefusalReason.NOT_FOUND: N_(
        "We were there and found nothing: (on which day). If it comes back, open the issue again."
    ),
    RefusalReason.OTHER: N_("We cannot do it, because: (reason). What can be done instead: (proposal)."),
}

# Where a topic has a usual answer of its own, it stands beside the general one.
REFUSALS_OF_TOPICS: dict[tuple[RefusalReason, IssueTopic], str] = {
    (RefusalReason.PRIVATE_OWNER, IssueTopic.BUILDING): N_(
        "As far as we know, the building is not the city's. We asked the building authority to look into it: (on "
        "which day, with what result)."
    ),
    (RefusalReason.PRIVATE_OWNER, IssueTopic.DUMP): N_(
        "As far as we know, the land is not the city's. Who dumped the waste and who has to remove it: (what was "
        "found out). Asked to remove it: (who, until which day)."
    ),
    (RefusalReason.LAW_BARS_ENTRY, IssueTopic.HOUSING): N_(
        "We did not get inside. We asked for an inspection: (which authority, on which day)."
    ),
    (RefusalReason.NOT_FOUND, IssueTopic.SYRINGES): N_(
        "The place was searched and nothing was found: (on which day). It stays on the round of the outreach workers."
    ),
}

ANSWERS: dict[IssueStatus, str] = {
    IssueStatus.ACCEPTED: N_(
        "We have accepted the issue. It is dealt with by: (who). We will report on it: (by which day)."
    ),
    IssueStatus.IN_PROGRESS: N_("Work has begun: (what, by whom). Expected end: (day)."),
    IssueStatus.DONE: N_("It is done: (what was done, on which day, by whom)."),
    IssueStatus.VERIFIED: N_("We looked at it on the spot and it is so: (what was seen)."),
    IssueStatus.REOPENED: N_("The trouble appeared again: (what was seen, on which day)."),
}

ANSWERS_OF_TOPICS: dict[tuple[IssueStatus, IssueTopic], str] = {
    (IssueStatus.DONE, IssueTopic.DUMP): N_(
        "The waste was removed and the place cleaned: (on which day, by whom, how much)."
    ),
    (IssueStatus.DONE, IssueTopic.BUILDING): N_(
        "The building was secured: (what was done at entrances and windows, on which day)."
    ),
    (IssueStatus.DONE, IssueTopic.SYRINGES): N_(
        "The syringes were collected and disposed of safely: (how many, on which day)."
    ),
    (IssueStatus.DONE, IssueTopic.PESTS): N_(
        "The pest control was carried out: (on which day, by whom). The next check is: (day)."
    ),
}


def usual_answers(wanted: IssueStatus, topic: IssueTopic, reason: RefusalReason | None) -> tuple[str, ...]:
    """The usual answers for a step, that of the topic first; none for a refusal without a reason yet."""
    if wanted == IssueStatus.REFUSED:
        found = (REFUSALS_OF_TOPICS.get((reason, topic)), REFUSALS.get(reason)) if reason is not None else ()
    else:
        found = (ANSWERS_OF_TOPICS.get((wanted, topic)), ANSWERS.get(wanted))
    return tuple(answer for answer in found if answer is not None)
