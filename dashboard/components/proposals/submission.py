"""A draft is submitted: asked once, with everything that still hinders it and the way there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import streamlit as st

from dashboard import formats
from dashboard.components.forms import close_form, form_button
from dashboard.components.proposals.flags_shown import show_version_flags
from dashboard.components.proposals.found_addresses import zone_phrase
from dashboard.components.proposals.over_bylaws import over_bylaws_phrases
from dashboard.components.proposals.restricted_places import restricted_phrase
from dashboard.components.proposals.tabs import Tab, show_tab
from dashboard.components.proposals.words import version_name
from dashboard.components.proposals.zone_rows import border_phrase
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _, ngettext
from dashboard.shell.pages import go_to
from geodata.services.proposal_card import ProposalCard, VersionCard
from geodata.services.proposal_drafts import submit_version
from geodata.services.proposal_impact import VersionImpact
from geodata.services.territory_list import LocalityRef, list_territories
from geodata.services.zone_border import beyond_border


@dataclass(frozen=True, slots=True)
class _Asked:
    """The draft as it is to be submitted."""

    card: ProposalCard
    version: VersionCard
    open_findings: int


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What still hinders, or wants a look, as Markdown in the reader's language, and where it is put right."""

    words: str
    tab: Tab


def submit_button(
    context: Context,
    card: ProposalCard,
    version: VersionCard,
    impact: VersionImpact | None,
    *,
    kind: Literal["primary", "secondary"],
) -> None:
    """The button that asks."""
    asked = _Asked(card, version, 0 if impact is None else impact.open_findings)
    form_button(
        _("Submit to the commission"),
        f"submit-{version.id}",
        asked,
        partial(_form, context),
        icon=":material/send:",
        kind=kind,
    )


def hindrances(card: ProposalCard, version: VersionCard, open_findings: int) -> list[Hindrance]:
    """Everything that keeps the draft from being submitted, all at once."""
    found = []
    if not version.zones:
        found.append(Hindrance(_("It has no zones yet: add at least one."), Tab.RULES))
    if not version.summary:
        found.append(Hindrance(_("The summary is empty: say in a few sentences what is proposed."), Tab.RULES))
    if not version.changes and any(line.submitted_on is not None for line in card.versions):
        found.append(Hindrance(_("It does not say what changed since the version submitted before."), Tab.RULES))
    if open_findings:
        words = ngettext(
            "{count} finding of unequal treatment has no answer yet.",
            "{count} findings of unequal treatment have no answer yet.",
            open_findings,
        )
        found.append(Hindrance(words.format(count=formats.number(open_findings)), Tab.TREATMENT))
    return found


def to_check(
    version: VersionCard, localities: Sequence[LocalityRef], beyond: Mapping[int, float], over_bylaws: Sequence[str]
) -> list[Hindrance]:
    """What keeps nothing from being submitted and is better looked at first; `localities` are the reader's.

    `beyond` has the zones that cross the border of the city, `over_bylaws` the sentences about bylaws in force.
    """
    told = []
    for zone in version.zones:
        near = zone.measured.near if zone.measured is not None else ()
        gives_away = restricted_phrase(localities, zone.source, zone.subject_id, near)
        unreasoned = None if zone.criterion.strip() else _("nothing says why it is there")
        phrases = (unreasoned, zone_phrase(zone), gives_away, border_phrase(beyond.get(zone.id)))
        told += [f"{zone.name}: {phrase}" for phrase in phrases if phrase is not None]
    compared = [Hindrance(plain(words), Tab.COMPARE) for words in over_bylaws]
    return [*(Hindrance(plain(words), Tab.RULES) for words in told), *compared]


def _form(context: Context, asked: _Asked) -> None:
    card, version = asked.card, asked.version
    hindering = hindrances(card, version, asked.open_findings)
    if hindering:
        st.markdown(_("Before it can be submitted:"))
        _ways(hindering, "hindrance")
        _worth_checking(context, version)
        if st.button(_("Go on writing"), key="submit-back"):
            close_form()
            st.rerun()
        return
    name = plain(version_name(version))
    st.markdown(_("**{version}** goes to the commission and cannot be changed any more.").format(version=name))
    _worth_checking(context, version)
    show_version_flags(context, version, place="submission")
    if not st.button(_("Yes, submit it"), type="primary", key="submit-yes"):
        return
    with refusals_shown():
        submit_version(context.database, context.actor, version.id, version.stamp)
        close_form()
        tell_after_rerun(_("The version is submitted. The commission has it from now on."))
        go_to("proposal", id=card.id, version=version.id)


def _worth_checking(context: Context, version: VersionCard) -> None:
    here = context.database, context.actor
    beyond = beyond_border(*here, version.id)
    found = to_check(version, list_territories(*here).localities, beyond, over_bylaws_phrases(context, version.id))
    if found:
        st.markdown(_("Worth checking first:"))
        _ways(found, "check")


def _ways(places: Sequence[Hindrance], key: str) -> None:
    """Each with the way to where it is put right."""
    for number, one in enumerate(places):
        # Not a link: the question lies over the page, and goes away with the press.
        if st.button(one.words, icon=":material/arrow_forward:", type="tertiary", key=f"{key}-{number}"):
            close_form()
            show_tab(one.tab)
            st.rerun()
