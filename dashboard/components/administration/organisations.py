"""Administration of the city: what it is called, which organisations take part, and where letters reach them.

`?organisation=` opens the one that is to be changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard.components.address import number_in_address
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.context import Context
from dashboard.formats import number
from dashboard.labels import label
from dashboard.language import _
from geodata.model.names import NAME_AT_MOST
from geodata.model.people import OrganisationKind
from geodata.model.postal_addresses import ADDRESS_AT_MOST
from geodata.services.city import change_city, city_name
from geodata.services.organisations import (
    OrganisationChange,
    OrganisationEntry,
    add_organisation,
    change_organisation,
    organisation_entries,
)

ASKED = "organisation"  # in the address: the one to be changed
_ADDRESS_HEIGHT = 116  # pixels: three lines
_ADDED = "organisations-added"  # counts up, so that the form of the next one is empty


def show_organisations(context: Context) -> None:
    """The name of the city, the list, one more organisation, and one to change."""
    _city(context)
    st.subheader(_("Organisations"))
    entries = organisation_entries(context.database, context.actor)
    is_alone = len(entries) <= 1
    if is_alone:
        st.info(_("Only the city itself is here yet. Add whoever else takes part: police, districts, services."))
    if entries:
        _table(entries)
    with st.expander(_("Add an organisation"), icon=":material/domain_add:", expanded=is_alone):
        _addition(context)
    ids, asked = [entry.id for entry in entries], number_in_address(ASKED)
    chosen = st.selectbox(
        _("Change an organisation"),
        ids,
        index=ids.index(asked) if asked in ids else None,
        format_func={entry.id: entry.name for entry in entries}.__getitem__,
        placeholder=_("Choose an organisation"),
        key="organisation-chosen" if asked is None else f"organisation-chosen-{asked}",
        width=520,
    )
    for entry in entries:
        if entry.id == chosen:
            _change(context, entry, entries)


def _city(context: Context) -> None:
    present, _is_fictional = city_name(context.database, context.actor)
    key = f"city-name-{present}"
    with st.container(key="city-form", width=520):
        name = st.text_input(_("Name of the city"), value=present, max_chars=NAME_AT_MOST, key=key)
        guard = PersonalDataGuard("city", {"name": key})
        kept = guard.decided(st.button(_("Save the name"), key="city-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        change_city(context.database, context.actor, name, keep_personal_data=kept)
        tell_after_rerun(_("The city has its name."))
        st.rerun()


def _table(entries: Sequence[OrganisationEntry]) -> None:
    st.dataframe(
        [
            {
                _("Organisation"): entry.name,
                _("Short name"): entry.short_name,
                _("What it is"): label(entry.kind),
                _("Address for letters"): _("filled in") if not entry.postal_address.is_missing else "–",
                _("Accounts"): number(entry.accounts),
            }
            for entry in entries
        ],
        hide_index=True,
        width="stretch",
        key="organisations",
    )


def _addition(context: Context) -> None:
    form = f"organisation-new-{st.session_state.get(_ADDED, 0)}"
    wanted, guard = _fields(form, None)
    kept = guard.decided(st.button(_("Add the organisation"), type="primary", key=f"{form}-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        add_organisation(
            context.database,
            context.actor,
            wanted.name,
            wanted.kind,
            short_name=wanted.short_name,
            address=wanted.address,
            data_box=wanted.data_box,
            keep_personal_data=kept,
        )
        st.session_state[_ADDED] = st.session_state.get(_ADDED, 0) + 1
        tell_after_rerun(_("The organisation is added. Invite its people on the tab of accounts."))
        st.rerun()


def _change(context: Context, entry: OrganisationEntry, entries: Sequence[OrganisationEntry]) -> None:
    form = f"organisation-{entry.id}-{entry.row_version}"
    wanted, guard = _fields(form, entry)
    wanted = replace(wanted, superior_id=_superior(form, entry, entries))
    kept = guard.decided(st.button(_("Save the organisation"), key=f"{form}-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        change_organisation(
            context.database, context.actor, entry.id, entry.row_version, wanted, keep_personal_data=kept
        )
        tell_after_rerun(_("The organisation is changed, everywhere it is named."))
        st.rerun()


def _superior(form: str, entry: OrganisationEntry, entries: Sequence[OrganisationEntry]) -> int | None:
    names = {other.id: other.name for other in entries if other.id != entry.id}
    chosen: int | None = st.selectbox(
        _("Superior authority"),
        list(names),
        index=None if entry.superior_id not in names else list(names).index(entry.superior_id),
        format_func=names.__getitem__,
        placeholder=_("None is named"),
        help=_("To whom a letter about its inaction goes."),
        key=f"{form}-superior",
        width=520,
    )
    return chosen


def _fields(form: str, entry: OrganisationEntry | None) -> tuple[OrganisationChange, PersonalDataGuard]:
    kinds = list(OrganisationKind)
    name_key, short_key, address_key = f"{form}-name", f"{form}-short-name", f"{form}-address"
    with st.container(key=f"{form}-fields", width=520):
        name = st.text_input(
            _("Name of the organisation"), value=entry.name if entry else "", max_chars=NAME_AT_MOST, key=name_key
        )
        short_name = st.text_input(
            _("Short name"),
            value=entry.short_name if entry and entry.short_name != entry.name else "",
            max_chars=NAME_AT_MOST,
            help=_("For lists, as people say it. Without one the whole name stands there."),
            key=short_key,
        )
        kind = st.selectbox(
            _("Kind of organisation"),
            kinds,
            index=kinds.index(entry.kind if entry else OrganisationKind.NGO),
            format_func=label,
            key=f"{form}-kind",
        )
        address = st.text_area(
            _("Address for letters"),
            value=entry.address if entry else "",
            max_chars=ADDRESS_AT_MOST,
            height=_ADDRESS_HEIGHT,
            help=_("Street and number, postcode and town, as they stand on an envelope. It is the head of letters."),
            key=address_key,
        )
        data_box = st.text_input(
            _("Data box"),
            value=entry.data_box if entry else "",
            placeholder=_("seven letters and digits"),
            key=f"{form}-data-box",
        )
    guard = PersonalDataGuard(form, {"name": name_key, "short_name": short_key, "address": address_key})
    return OrganisationChange(name, kind, short_name, address=address, data_box=data_box), guard
