"""My account: where I am signed in, and my password."""

from __future__ import annotations

import streamlit as st

from dashboard.application import application
from dashboard.components.browser_names import browser_name
from dashboard.components.calendar_links import show_calendar_links
from dashboard.components.results import begin_page, refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.formats import moment
from dashboard.labels import label
from dashboard.language import _
from geodata.services.one_time_links import change_password, has_password
from geodata.services.passwords import LONGEST, SHORTEST
from geodata.services.sessions import SessionRow, end_session, end_sessions, list_sessions


def render(context: Context) -> None:
    """The page."""
    begin_page()
    st.title(_("My account"))
    _sessions(context)
    st.subheader(_("My meetings in another calendar"))
    show_calendar_links(context)
    if has_password(context.database, context.actor):
        _password(context)
    st.subheader(_("What is kept about me"))
    link = _("Download the data of my account")
    st.markdown(f"[{link}](/exports/account.json)")


def _sessions(context: Context) -> None:
    st.subheader(_("Where I am signed in"))
    for row in list_sessions(context.database, context.actor):
        here = context.session is not None and row.id == context.session.session_id
        with st.container(horizontal=True, vertical_alignment="center", key=f"session-{row.id}"):
            st.markdown(_told(row, here))
            if not here:
                st.button(_("End"), key=f"end-{row.id}", on_click=_end, args=(context, row.id))
    st.button(
        _("Sign out everywhere"), icon=":material/logout:", on_click=_end_everywhere, args=(context,), key="end-all"
    )


def _told(row: SessionRow, here: bool) -> str:
    place = plain(browser_name(row.browser))
    this_one = _("This browser")
    words = f"**{this_one}** · {place}" if here else place
    used = _("signed in {began} {way}, last used {used}").format(
        began=moment(row.began_at), way=label(row.way), used=moment(row.used_at)
    )
    return f"{words}  \n{used} · {plain(row.address)}"


def _end(context: Context, session_id: int) -> None:
    with refusals_shown():
        end_session(context.database, context.actor, session_id)
        application().door.forget()
        tell_after_rerun(_("That session has ended."))


def _end_everywhere(context: Context) -> None:
    with refusals_shown():
        end_sessions(context.database, context.actor, context.actor.account_id)
        application().door.forget()


def _password(context: Context) -> None:
    st.subheader(_("Change my password"))
    with st.form("password", clear_on_submit=True, width=420):
        present = st.text_input(_("Present password"), type="password", autocomplete="current-password")
        rule = _("At least {count} characters. Three or four unconnected words are best.").format(count=SHORTEST)
        wanted = st.text_input(
            _("New password"), type="password", autocomplete="new-password", max_chars=LONGEST, help=rule
        )
        again = st.text_input(_("The same once more"), type="password", autocomplete="new-password", max_chars=LONGEST)
        if not st.form_submit_button(_("Change the password"), type="primary"):
            return
    if wanted != again:
        st.error(_("The two passwords are not the same. Enter them once more."), icon=":material/info:")
        return
    with refusals_shown():
        change_password(context.database, context.actor, present, wanted)
        st.success(_("The password is changed. Other browsers stay signed in; end them above if you like."))
