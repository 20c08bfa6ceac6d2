"""What zones do not hit though it lies in them, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from dashboard.components.forms import close_form, form_button
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.phrases import joined
from dashboard.components.proposals.words import venue_text
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import paragraphs, plain
from dashboard.context import Context
from dashboard.language import _
from geodata.services.proposal_card import ExceptionLine, VersionCard
from geodata.services.proposal_impact import VersionImpact
from geodata.services.zone_drafts import WORDS_AT_MOST, add_exception, remove_exception

_SUBJECT_KEY, _REASON_KEY = "exception-subject", "exception-reason"


@dataclass(frozen=True, slots=True)
class _Asked:
    """The version, and the venues that lie in any of its zones, by their ids."""

    version: VersionCard
    venues: dict[int, str]


def show_exceptions(context: Context, version: VersionCard, impact: VersionImpact | None) -> None:
    """The exceptions, and for a draft the way to a further one."""
    if not version.exceptions and not (version.editable and version.zones):
        return
    st.subheader(_("Exceptions"), anchor=False)
    if not version.exceptions:
        st.caption(_("Nothing is excepted: the zones hit every venue in them alike."))
    names = {zone.id: zone.name for zone in version.zones}
    for line in version.exceptions:
        _exception(context, version, line, names)
    if version.editable and version.zones:
        form = partial(_form, context)
        asked = _Asked(version, _venues(impact))
        form_button(_("Add an exception"), f"except-{version.id}", asked, form, icon=":material/playlist_remove:")


def _exception(context: Context, version: VersionCard, line: ExceptionLine, names: dict[int, str]) -> None:
    with st.container(border=True, gap="xsmall", key=f"exception-{line.id}"):
        where = _("from every zone") if line.zone_id is None else plain(names.get(line.zone_id))
        if line.subject is None or line.reason is None:
            subject = _("A place that is not shared with you")
            st.markdown(f"**{subject}**  \n{where}")
            return
        words_only = None if line.site_id is not None else _("in words: the figures do not count it")
        st.markdown(f"**{plain(line.subject)}**  \n{joined(where, words_only)}")
        st.markdown(paragraphs(line.reason))
        if version.editable and st.button(_("Remove the exception"), key=f"unexcept-{line.id}"):
            with refusals_shown():
                remove_exception(context.database, context.actor, line.id)
                tell_after_rerun(_("The exception is removed."))
                st.rerun()


def _form(context: Context, asked: _Asked) -> None:
    version = asked.version
    zones = {zone.id: zone.name for zone in version.zones}
    zone_id = st.selectbox(
        _("From which zone"),
        [None, *zones],
        format_func=lambda id_: _("From every zone") if id_ is None else zones[id_],
        key="exception-zone",
    )
    site_id = st.selectbox(
        _("Which venue"),
        list(asked.venues),
        index=None,
        format_func=asked.venues.__getitem__,
        placeholder=_("None: described in words below"),
        key="exception-venue",
    )
    subject = ""
    if site_id is None:
        subject = st.text_input(
            _("What is excepted"),
            placeholder=_("Casinos in hotels"),
            help=_("Words alone spare no venue in the figures: nobody can reckon with them."),
            key=_SUBJECT_KEY,
        )
    reason = st.text_area(_("Why"), max_chars=WORDS_AT_MOST, key=_REASON_KEY)
    guard = PersonalDataGuard("exception", {"subject": _SUBJECT_KEY, "reason": _REASON_KEY})
    kept = guard.decided(st.button(_("Save the exception"), type="primary", key="exception-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        add_exception(
            context.database, context.actor, version.id, zone_id, site_id, subject, reason, keep_personal_data=kept
        )
        close_form()
        tell_after_rerun(_("The exception is added."))
        st.rerun()


def _venues(impact: VersionImpact | None) -> dict[int, str]:
    """Names of the venues in the zones, as plain text for a list."""
    if impact is None:
        return {}
    rows = (row for row in impact.summary.venues if row.hit)
    return {row.venue.id: venue_text(row.venue.name, row.venue.address) for row in rows}
