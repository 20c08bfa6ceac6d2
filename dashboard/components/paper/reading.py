"""The way in: a text is pasted or a document dropped, and read before anything is checked."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.paper.draft import Draft
from dashboard.components.paper.kept_drafts import KEPT_FOR, kept_drafts
from dashboard.components.paper.proposing import proposed
from dashboard.components.results import refusals_shown
from dashboard.components.text import plain
from dashboard.components.upload_words import told_limit
from dashboard.context import Context
from dashboard.language import _, ngettext
from geodata.errors import N_, InvalidValue
from geodata.services.paper_minutes import POINTS_AT_MOST
from loaders.minutes.documents import text_of
from loaders.minutes.limits import MAXIMUM_BYTES, MAXIMUM_CHARACTERS

_NAME_AT_MOST = 100  # characters of a file's name that are told
_MIB = 1024 * 1024
DRAFT = "draft"  # the address names what is being checked, so that a reload goes on with it


def show_entry(context: Context) -> None:
    """What is half done, and the two ways in."""
    st.write(
        _(
            "Paste the minutes or drop them as a file. You will check each thing that was understood beside the text; "
            "only what you take is stored."
        )
    )
    _half_done(context)
    limit = min(context.settings.upload_limit_mib, MAXIMUM_BYTES // _MIB)
    pasted_side, dropped_side = st.columns(2, gap="large")
    with pasted_side:
        pasted = st.text_area(_("Text of the minutes"), height=260, max_chars=MAXIMUM_CHARACTERS, key="paper-text")
    with dropped_side:
        dropped = st.file_uploader(_("Word, PDF with text, or a text file"), max_upload_size=limit, key="paper-file")
        told_limit(limit)
        if dropped is not None:
            st.caption(_("Ready to be read: {name}").format(name=plain(dropped.name[-_NAME_AT_MOST:])))
    if st.button(_("Read the minutes"), type="primary", icon=":material/document_scanner:", key="paper-read"):
        with refusals_shown(), st.spinner(_("Reading the minutes…"), show_time=True):
            if dropped is not None and pasted and pasted.strip():
                raise InvalidValue(N_("There is both a pasted text and a file. Take one of them away."))
            if dropped is not None:
                name = dropped.name[-_NAME_AT_MOST:]
                origin, text = _("Taken over from {name}").format(name=name), text_of(dropped.getvalue(), name)
            else:
                origin, text = _("Taken over from a pasted text"), text_of(pasted or "")
            _begin(context, proposed(context, text, origin))


def _begin(context: Context, draft: Draft) -> None:
    """Keep the draft for a reload, and go to its check. Raises InvalidValue for a text without minutes."""
    if not draft.points:
        raise InvalidValue(N_("No points were recognised in this text. Is it the text of minutes?"))
    if len(draft.points) > POINTS_AT_MOST:  # said before anybody checks them all
        raise InvalidValue(N_("These minutes have more than {count} points. Divide them."), count=POINTS_AT_MOST)
    kept_drafts(context.database).keep(context.actor.account_id, draft)
    _check(draft)


def _check(draft: Draft) -> None:
    st.query_params[DRAFT] = draft.token
    st.rerun()


def _half_done(context: Context) -> None:
    """Minutes that the person began to check and left."""
    drafts = kept_drafts(context.database)
    own = drafts.of(context.actor.account_id)
    if own:
        hours = KEPT_FOR.seconds // 3600
        st.caption(
            ngettext(
                "What is half checked is kept for {count} hour since you last opened it.",
                "What is half checked is kept for {count} hours since you last opened it.",
                hours,
            ).format(count=hours)
        )
    for draft in own:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"paper-half-{draft.token}"):
            day = formats.day(draft.head.day) if draft.head.day else ""
            count = ngettext("{count} point", "{count} points", len(draft.points)).format(count=len(draft.points))
            st.markdown(_("Half checked: {what}").format(what=plain(f"{draft.head.origin} {day}, {count}")))
            if st.button(_("Go on"), icon=":material/play_arrow:", key=f"paper-resume-{draft.token}"):
                _check(draft)
            if st.button(
                _("Throw it away"), icon=":material/delete:", type="tertiary", key=f"paper-drop-{draft.token}"
            ):
                drafts.forget(context.actor.account_id, draft.token)
                st.rerun()
