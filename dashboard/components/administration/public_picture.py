"""Administration of the public picture: its switch, what would be published now, and the snapshots."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.context import Context
from dashboard.exports.public_picture import sum_words, value_words
from dashboard.formats import NO_BREAK, moment, number
from dashboard.labels import kinds_label, label
from dashboard.language import _
from geodata.model.public_picture import Cell, Picture, states_of
from geodata.services.public_picture import (
    SnapshotRow,
    Switch,
    list_snapshots,
    make_snapshot,
    preview_snapshot,
    public_switch,
    set_public_switch,
    this_month,
    withdraw_snapshot,
)


def show_public_picture(context: Context) -> None:
    """The switch, the preview, and the list of months."""
    st.markdown(
        _(
            "Everybody may read the public picture, without an account: numbers by area and kind, counted once a month "
            "and rounded down to multiples of {limit}. It never shows a place where people live. Show it to your "
            "lawyer before you switch it on."
        ).format(limit=number(context.settings.public_limit))
    )
    switch = public_switch(context.database, context.actor)
    _switch_form(context, switch)
    if switch.on:
        st.link_button(_("Open the public picture"), "/public", icon=":material/public:")
    snapshots = list_snapshots(context.database, context.actor)
    made = any(row.month == this_month() for row in snapshots)
    _month_form(context, made=made)
    if snapshots:
        _list(snapshots)
        _withdrawal(context, [row for row in snapshots if row.withdrawn_at is None])


def _switch_form(context: Context, switch: Switch) -> None:
    with st.form(f"public-switch-{switch.on}-{switch.with_points}", width=620):
        wanted = Switch(
            on=st.toggle(_("The picture is public"), value=switch.on),
            with_points=st.toggle(
                _("Draw cleaned dumps on public land as points"),
                value=switch.with_points,
                help=_("Only dumps that somebody saw to be cleaned, on land of the city or the state."),
            ),
        )
        if st.form_submit_button(_("Save the switch"), type="primary"):
            with refusals_shown():
                set_public_switch(context.database, context.actor, wanted)
                tell_after_rerun(_("Saved. Browsers may keep the old page for five minutes."))
                st.rerun()


def _month_form(context: Context, *, made: bool) -> None:
    st.subheader(_("This month"))
    limit = context.settings.public_limit
    if made:
        st.markdown(_("This month has its snapshot. The next one can be made from the first day of the next month."))
        return
    with st.container(horizontal=True):
        shown = st.button(_("Show what would be published now"), icon=":material/preview:")
        if st.button(_("Make the snapshot of this month"), icon=":material/photo_camera:"):
            with refusals_shown():
                make_snapshot(context.database, context.actor, limit)
                tell_after_rerun(_("The snapshot is made. It will never be computed again."))
                st.rerun()
    if shown:
        with refusals_shown():
            _table(preview_snapshot(context.database, context.actor, limit))


def _table(picture: Picture) -> None:
    st.dataframe(
        [
            {
                _("Area"): area.name,
                **{
                    kinds_label(kind): " · ".join(
                        value_words(picture, Cell(area.id, kind, state)) for state in states_of(kind)
                    )
                    for kind in picture.kinds
                },
                _("Together"): sum_words(picture.total(area_id=area.id)),
            }
            for area in picture.areas
        ],
        hide_index=True,
        width="stretch",
    )
    states = " · ".join(label(state) for state in states_of(picture.kinds[0]))
    st.caption(_("In each cell: {states}; of dumps also those that were cleaned on public land.").format(states=states))


def _list(snapshots: Sequence[SnapshotRow]) -> None:
    st.subheader(_("Months"))
    st.dataframe(
        [
            {
                _("Month"): _month(row),
                _("Counted on"): moment(row.made_at),
                _("Least number shown"): row.limit,
                _("With points"): _("yes") if row.with_points else _("no"),
                _("Withdrawn"): moment(row.withdrawn_at),
            }
            for row in snapshots
        ],
        hide_index=True,
        width="stretch",
    )


def _month(row: SnapshotRow) -> str:
    return f"{row.month.month}{NO_BREAK}/{NO_BREAK}{row.month.year}"


def _withdrawal(context: Context, snapshots: Sequence[SnapshotRow]) -> None:
    with st.expander(_("Withdraw a month"), icon=":material/undo:"):
        st.markdown(_("Its numbers are deleted and the month is never counted again, or the difference could tell."))
        chosen = st.selectbox(
            _("Month"),
            snapshots,
            index=None,
            format_func=_month,
            placeholder=_("Choose a month"),
            key="public-withdraw",
        )
        if st.button(_("Withdraw it for good"), disabled=chosen is None) and chosen is not None:
            with refusals_shown():
                withdraw_snapshot(context.database, context.actor, chosen.id)
                tell_after_rerun(_("The month is withdrawn."))
                st.rerun()
