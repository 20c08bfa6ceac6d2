"""Administration of accounts: who is here, whom to invite, and what somebody else sees."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import streamlit as st

from dashboard.application import application
from dashboard.components.administration.account_privacy import show_account_privacy
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.formats import moment
from dashboard.labels import label
from dashboard.language import _, ngettext
from dashboard.shell.pages import go_to
from geodata.model.names import LOGIN_AT_MOST, NAME_AT_MOST
from geodata.model.people import LinkPurpose, Role
from geodata.services.accounts import (
    GIVEN_ROLES,
    AccountChange,
    AccountRow,
    NewAccount,
    change_account,
    invite,
    list_accounts,
)
from geodata.services.one_time_links import VALID_FOR, make_link
from geodata.services.organisations import OrganisationRow, list_organisations
from geodata.services.sessions import end_sessions, view_as

_LINK = "administration-link"


def show_accounts(context: Context) -> None:
    """The list, one account to change, an invitation, and looking as another."""
    accounts = list_accounts(context.database, context.actor)
    organisations = list_organisations(context.database, context.actor)
    if accounts:
        _table(accounts)
    else:
        st.info(_("Nobody has an account yet. Invite the first person below."))
    chosen = st.selectbox(
        _("Change an account"),
        accounts,
        index=None,
        format_func=lambda row: f"{row.name} ({row.login})",
        placeholder=_("Choose a person"),
        key="administration-account",
    )
    if chosen is not None:
        _change(context, chosen, organisations)
    _show_link()  # where the eye is: the forms that make one are above and below
    with st.expander(_("Invite a person"), icon=":material/person_add:", expanded=not accounts):
        _invitation(context, organisations)
    with st.expander(_("Look as another role"), icon=":material/visibility:"):
        _view_as(context, organisations)


def _table(accounts: Sequence[AccountRow]) -> None:
    st.dataframe(
        [
            {
                _("Person"): row.name,
                _("Sign-in name"): row.login,
                _("Organisation"): row.organisation or "–",
                _("Roles"): ", ".join(label(role) for role in GIVEN_ROLES if role in row.roles),
                _("State"): _state(row),
                _("Last here"): moment(row.last_used_at),
            }
            for row in accounts
        ],
        hide_index=True,
        width="stretch",
    )


def _state(row: AccountRow) -> str:
    if row.disabled:
        return _("disabled")
    return _("invited") if row.is_invited and row.last_used_at is None else _("active")


def _show_link() -> None:
    """The link that was just made; it is shown once, for nobody can read it back."""
    if _LINK not in st.session_state:
        return
    name, days, link = st.session_state[_LINK]
    with st.container(border=True, key="one-time-link"):
        told = ngettext(
            "Hand this link over to {name}. It opens once within {days} day; whoever has it chooses the password.",
            "Hand this link over to {name}. It opens once within {days} days; whoever has it chooses the password.",
            days,
        )
        st.markdown(told.format(name=f"**{plain(name)}**", days=days))
        st.code(link, language=None, wrap_lines=True)
        st.button(_("I have handed it over"), on_click=st.session_state.pop, args=(_LINK, None))


def _keep_link(context: Context, name: str, purpose: LinkPurpose, secret: str) -> None:
    address = urlsplit(st.context.url or "")
    origin = context.settings.public_address or f"{address.scheme}://{address.netloc}"
    st.session_state[_LINK] = (name, VALID_FOR[purpose].days, f"{origin}/auth/link/{secret}")


def _change(context: Context, row: AccountRow, organisations: Sequence[OrganisationRow]) -> None:
    with st.form(f"account-{row.id}-{row.row_version}", width=520):
        change = AccountChange(
            name=st.text_input(_("Name of the person"), value=row.name, max_chars=NAME_AT_MOST) or "",
            roles=_roles(row.roles),
            organisation_id=_organisation(organisations, row.organisation_id),
            disabled=st.checkbox(_("Disabled: signs in no more"), value=row.disabled),
        )
        if st.form_submit_button(_("Save the account"), type="primary"):
            with refusals_shown():
                change_account(context.database, context.actor, row.id, row.row_version, change)
                application().door.forget()
                tell_after_rerun(_("Saved. Open pages of this person follow within seconds."))
                st.rerun()
    with st.container(horizontal=True):
        st.button(
            _("New one-time link"),
            icon=":material/link:",
            disabled=row.disabled or row.by_openid,
            key=f"link-{row.id}",
            on_click=_make_link,
            args=(context, row),
        )
        st.button(
            _("Sign out everywhere"),
            icon=":material/logout:",
            key=f"out-{row.id}",
            on_click=_sign_out,
            args=(context, row.id),
        )
    show_account_privacy(context, row.id)


def _make_link(context: Context, row: AccountRow) -> None:
    purpose = LinkPurpose.INVITATION if row.is_invited else LinkPurpose.RESET
    with refusals_shown():
        _keep_link(context, row.name, purpose, make_link(context.database, context.actor, row.id))


def _sign_out(context: Context, account_id: int) -> None:
    with refusals_shown():
        end_sessions(context.database, context.actor, account_id)
        application().door.forget()
        tell_after_rerun(_("Signed out everywhere."))


def _invitation(context: Context, organisations: Sequence[OrganisationRow]) -> None:
    with st.form("invitation", width=520, border=False):
        new = NewAccount(
            name=st.text_input(_("Name of the person"), max_chars=NAME_AT_MOST) or "",
            login=st.text_input(_("Sign-in name"), max_chars=LOGIN_AT_MOST) or "",
            roles=_roles(frozenset()),
            organisation_id=_organisation(organisations, None),
        )
        if st.form_submit_button(_("Make the account and its link"), type="primary"):
            with refusals_shown():
                secret = invite(context.database, context.actor, new)
                _keep_link(context, new.name, LinkPurpose.INVITATION, secret)
                st.rerun()


def _roles(present: frozenset[Role]) -> frozenset[Role]:
    chosen = st.multiselect(
        _("Roles"),
        GIVEN_ROLES,
        default=[role for role in GIVEN_ROLES if role in present],
        format_func=label,
        placeholder=_("Choose roles"),
    )
    return frozenset(chosen)


def _organisation(organisations: Sequence[OrganisationRow], present: int | None) -> int | None:
    names = {row.id: row.name for row in organisations}
    known = list(names)
    return st.selectbox(
        _("Organisation"),
        known,
        index=known.index(present) if present in names else None,
        format_func=names.__getitem__,
        placeholder=_("None"),
    )


def _view_as(context: Context, organisations: Sequence[OrganisationRow]) -> None:
    st.caption(_("You see what such a person sees, and can change nothing. That you looked is noted in the audit."))
    with st.form("view-as", width=520, border=False):
        role = st.selectbox(_("Role"), GIVEN_ROLES, index=GIVEN_ROLES.index(Role.TERRAIN), format_func=label)
        organisation_id = _organisation(organisations, None)
        if st.form_submit_button(_("Look")) and context.session is not None and role is not None:
            with refusals_shown():
                view_as(context.database, context.actor, context.session.session_id, role, organisation_id)
                application().door.forget()
                go_to("overview")
