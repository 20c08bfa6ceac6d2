"""On which law a submission leans and until when it has to be answered: data, each with its source.

This is advice, not law: wherever one is shown, it is labelled "to be checked by a lawyer".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geodata.errors import N_
from geodata.model.submissions import SubmissionKind


class Counting(StrEnum):
    """Which days a deadline counts."""

    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"


class CountedFrom(StrEnum):
    """What starts the count. Its own day is not counted."""

    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One rule of law. `days` is None where the law sets no number of days.

    `lodged_within` is how many days there are to lodge it, from the end of the deadline that passed in vain.
    `name`, `speaks_to` and `says` are sentences of the catalogues; `act` and `section` are as the Collection of Laws
    cites them.
    """

    key: str
    name: str
    act: str
    section: str
    speaks_to: str
    says: str
    kinds: tuple[SubmissionKind, ...]
    days: int | None
    counting: Counting = Counting.CALENDAR_DAYS
    counted_from: CountedFrom = CountedFrom.RECEIPT
    lodged_within: int | None = None

    @property
    def source(self) -> str:
        """As it is cited: section and act of the Collection of Laws."""
        return f"{self.section} zákona č. {self.act} Sb."


CODE = "500/2004"  # the Code of Administrative Procedure

LEGAL_BASES: tuple[LegalBasis, ...] = (
    LegalBasis(
        key="notice",
        name=N_("Notice to open proceedings"),
        act=CODE,
        section="§ 42",
        speaks_to=N_("an administrative authority that may open proceedings of its own accord"),
        says=N_(
            "The authority has to accept the notice. If the sender asks for it, it says within 30 days of the receipt"
            " whether it opened proceedings, found no reason to, or passed the notice on."
        ),
        kinds=(SubmissionKind.NOTICE,),
        days=30,
    ),
    LegalBasis(
        key="inaction",
        name=N_("Protection against inaction"),
        act=CODE,
        section="§ 80",
        speaks_to=N_("the superior of the authority that does nothing"),
        says=N_(
            "The superior authority takes measures against inaction of its own accord as soon as it learns of it."
            " The section sets no number of days for the answer."
        ),
        kinds=(SubmissionKind.INACTION_COMPLAINT,),
        days=None,
    ),
    LegalBasis(
        key="complaint",
        name=N_("Complaint about conduct or procedure"),
        act=CODE,
        section="§ 175",
        speaks_to=N_("the authority whose officials or procedure are complained of"),
        says=N_(
            "A complaint about improper conduct of officials, or about the procedure where no other remedy is given,"
            " has to be settled within 60 days of its delivery to the authority."
        ),
        kinds=(SubmissionKind.COMPLAINT,),
        days=60,
    ),
    LegalBasis(
        key="complaint_review",
        name=N_("Request to look into how a complaint was handled"),
        act=CODE,
        section="§ 175 odst. 7",
        speaks_to=N_("the superior of the authority that handled the complaint"),
        says=N_(
            "Whoever complained and holds that the complaint was not settled properly may ask the superior authority to"
            " look into how it was handled. The section sets no number of days for the answer."
        ),
        kinds=(SubmissionKind.COMPLAINT,),
        days=None,
    ),
    LegalBasis(
        key="information",
        name=N_("Request for information"),
        act="106/1999",
        section="§ 14 odst. 5 písm. d)",
        speaks_to=N_("an authority that has to give information"),
        says=N_("The information is given within 15 days of the receipt of the request or of its completion."),
        kinds=(SubmissionKind.INFORMATION_REQUEST,),
        days=15,
    ),
    LegalBasis(
        key="information_complaint",
        name=N_("Complaint about how a request for information was handled"),
        act="106/1999",
        section="§ 16a",
        speaks_to=N_("the authority that was asked for the information, which passes the complaint to its superior"),
        says=N_(
            "The complaint is lodged with the authority that was asked, within 30 days from the end of the deadline for"
            " the information. Unless it satisfies the complaint in full, the authority passes it on within 7 days,"
            " and its superior decides within 15 days from then."
        ),
        kinds=(SubmissionKind.COMPLAINT,),
        days=None,
        lodged_within=30,
    ),
    LegalBasis(
        key="municipality",
        name=N_("Suggestion of a citizen to the municipality"),
        act="128/2000",
        section="§ 16 odst. 2 písm. g)",
        speaks_to=N_("the bodies of the municipality, other than the assembly"),
        says=N_(
            "The bodies of the municipality settle suggestions of its citizens without delay, within 60 days at most."
            " This is a right of citizens of the municipality of at least 18 years, not of an office or organisation."
        ),
        kinds=(SubmissionKind.NOTICE,),
        days=60,
    ),
    LegalBasis(
        key="assembly",
        name=N_("Suggestion of a citizen to the municipal assembly"),
        act="128/2000",
        section="§ 16 odst. 2 písm. g)",
        speaks_to=N_("the assembly of the municipality"),
        says=N_(
            "Suggestions of citizens that belong to the assembly are settled within 90 days at most."
            " This is a right of citizens of the municipality of at least 18 years, not of an office or organisation."
        ),
        kinds=(SubmissionKind.NOTICE,),
        days=90,
    ),
)

_BY_KEY = {basis.key: basis for basis in LEGAL_BASES}
# How a deadline is counted, and where that stands.
COUNTING_SOURCE = f"§ 40 odst. 1 zákona č. {CODE} Sb."


def legal_basis(key: str | None) -> LegalBasis | None:
    """The basis of this key; None where none is named, or none is known by it."""
    return None if key is None else _BY_KEY.get(key)


def bases_of(kind: SubmissionKind) -> tuple[LegalBasis, ...]:
    """The bases on which a submission of this kind may lean."""
    return tuple(basis for basis in LEGAL_BASES if kind in basis.kinds)
