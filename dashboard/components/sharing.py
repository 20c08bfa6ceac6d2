"""With whom a restricted record is shared: told to its readers, changed by those whose record it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from dashboard import formats
from dashboard.components.forms import close_form, form_button
from dashboard.components.phrases import joined
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from geodata.services.organisations import list_organisations
from geodata.services.sharing import Shareable, Sharing, list_shares, share_record, unshare_record


@dataclass(frozen=True, slots=True)
class _Subject:
    what: Shareable
    id: int


def show_sharing(context: Context, what: Shareable, record_id: int) -> None:
    """The block on the page of a restricted record."""
    sharing = list_shares(context.database, context.actor, what, record_id)
    if sharing.with_us:
        st.caption(_("Restricted: shared with your organisation"))
    if sharing.may_change:
        _shares(context, _Subject(what, record_id), sharing)


def _shares(context: Context, subject: _Subject, sharing: Sharing) -> None:
    with st.container(key=f"sharing-{subject.what}-{subject.id}", gap="small"):
        heading = _("Shared with") if sharing.shares else _("Shared with no other organisation.")
        st.markdown(f"**{heading}**")
        for share in sharing.shares:
            name, taken_back = st.columns([4, 1], vertical_alignment="center")
            since = _("since {day}").format(day=formats.day(share.shared_at))
            name.markdown(joined(plain(share.organisation), since, plain(share.shared_by)))
            taken_back.button(
                _("Take back"),
                key=f"unshare-{subject.what}-{subject.id}-{share.organisation_id}",
                type="tertiary",
                help=_("Stop sharing with {organisation}").format(organisation=plain(share.organisation)),
                on_click=_take_back,
                args=(context, subject, share.organisation_id),
            )
        form_button(
            _("Share with an organisation"),
            f"share-{subject.what}-{subject.id}",
            subject,
            partial(_share, context, sharing),
            icon=":material/group_add:",
        )


def _share(context: Context, sharing: Sharing, subject: _Subject) -> None:
    known = {share.organisation_id for share in sharing.shares} | {sharing.organisation_id}
    others = {row.id: row.name for row in list_organisations(context.database, context.actor) if row.id not in known}
    organisation_id = st.selectbox(
        _("Organisation"),
        list(others),
        index=None,
        format_func=others.__getitem__,
        placeholder=_("Choose"),
        key="share-organisation",
    )
    st.caption(_("Everybody there will see this record with its history. What else is restricted stays hidden."))
    if organisation_id is None or not st.button(_("Share"), type="primary", key="share-save"):
        return
    with refusals_shown():
        share_record(context.database, context.actor, subject.what, subject.id, organisation_id)
        tell_after_rerun(_("Shared."))
        close_form()
        st.rerun()


def _take_back(context: Context, subject: _Subject, organisation_id: int) -> None:
    with refusals_shown():
        unshare_record(context.database, context.actor, subject.what, subject.id, organisation_id)
        tell_after_rerun(_("No longer shared."))
