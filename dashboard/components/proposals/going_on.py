"""Which version a proposal goes on with, where drafts stand beside the one that was submitted."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import formats
from dashboard.components.proposals.words import version_name
from dashboard.language import _, ngettext
from geodata.errors import N_
from geodata.model.zones import ProposalState
from geodata.services.proposal_versions import VersionLine

# Once it has come there, or is about to, that is what the submitted version is for.
_GOES: dict[ProposalState, str] = {
    ProposalState.SUBMITTED: N_("The commission has {version}, submitted on {day}"),
    ProposalState.IN_REVIEW: N_("The commission reviews {version}, submitted on {day}"),
    ProposalState.RECOMMENDED: N_("The commission recommends {version}, submitted on {day}"),
    ProposalState.RETURNED: N_("The commission returns {version}, submitted on {day}"),
    ProposalState.REJECTED: N_("The commission does not recommend {version}, submitted on {day}"),
    ProposalState.WITH_COUNCIL: N_("The council gets {version}, submitted on {day}"),
    ProposalState.ADOPTED: N_("The council adopted {version}, submitted on {day}"),
    ProposalState.NOT_ADOPTED: N_("The council did not adopt {version}, submitted on {day}"),
}


def going_on_phrase(state: ProposalState, submitted: VersionLine | None, drafts: Sequence[VersionLine]) -> str | None:
    """The version that comes into `state`, and that drafts stay drafts, as plain text; None before any submission."""
    if submitted is None or submitted.submitted_on is None or state not in _GOES:
        return None
    name = version_name(submitted)
    told = _(_GOES[state]).format(version=name[:1].lower() + name[1:], day=formats.day(submitted.submitted_on))
    newer = [line for line in drafts if line.number > submitted.number]
    if not newer:
        return f"{told}."
    stay = ngettext("the draft {drafts} stays a draft", "the drafts {drafts} stay drafts", len(newer))
    return f"{told}; {stay.format(drafts=', '.join(_draft(line) for line in newer))}."


def step_name(words: str, submitted: VersionLine | None, drafts: Sequence[VersionLine]) -> str:
    """What the button of a step is called: with the version that it is about, where a draft could be taken for it."""
    if submitted is None or not any(line.number > submitted.number for line in drafts):
        return words
    name = version_name(submitted)
    return _("{step}: {version}").format(step=words, version=name[:1].lower() + name[1:])


def _draft(line: VersionLine) -> str:
    """By the name of its variant where it has one."""
    named = " ".join(line.variant.split())
    return _("“{name}”").format(name=named) if named else _("No. {number}").format(number=line.number)
