"""Issues about the same thing: offered before another is raised, merged when two are there, told where one went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import streamlit as st

from dashboard.components.forms import close_form, form_button
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.signs import EVENT_SIGNS, STATUS_SIGNS
from dashboard.components.stale_issue import keep_both_versions
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _, ngettext
from dashboard.shell.pages import go_to, page_link
from geodata.errors import StaleEdit
from geodata.model.issues import OPEN_STATUSES, IssueEventKind, IssueStatus, IssueTopic
from geodata.model.meetings import TaskStatus
from geodata.policy import Action, can
from geodata.services.issue_card import IssueCard
from geodata.services.issue_events import NOTE_AT_MOST
from geodata.services.issue_list import list_issues
from geodata.services.issue_merging import merge_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.references import IssueRef
from geodata.services.similar_issues import similar_issues

FOUND_AT_ONCE = 10
_NOTE_KEY, _TEXT_KEY = "merge-note", "merge-text"
_SIGN = EVENT_SIGNS[IssueEventKind.MERGED]


def offer_similar(
    context: Context,
    topic: IssueTopic | None,
    site_id: int | None,
    words: str,
    *,
    position: tuple[float, float] | None = None,
) -> None:
    """Open issues at the same place or in like words, before somebody raises one more.

    `position` (longitude and latitude, degrees WGS84) is that of a place that is not known yet.
    """
    sites = [] if site_id is None else [site_id]
    similar = similar_issues(context.database, context.actor, topic, sites, position=position, words=words)
    if similar:
        with st.container(border=True, gap="small", key="similar-issues"):
            st.markdown(f"**{_('Is it not one of these?')}**")
            _links(similar)


def choose_similar(similar: Sequence[IssueRef], key: str) -> IssueRef | None:
    """The same within a form that must not be left: each is a button, and the one that is pressed is returned."""
    if not similar:
        return None
    with st.container(border=True, gap="small", key=f"{key}-similar"):
        st.markdown(f"**{_('Is it not one of these?')}**")
        for ref in similar:
            name = f"**{ref.number}** {plain(ref.title)}"
            if st.button(name, icon=STATUS_SIGNS[ref.status], key=f"{key}-similar-{ref.id}", width="stretch"):
                return ref
    return None


def show_duplicates(card: IssueCard) -> None:
    """Where the issue went, or which ones came here."""
    if card.duplicate_of is not None:
        with st.container(border=True, gap="small", key="duplicate-of"):
            st.markdown(_("This issue is followed elsewhere from now on, together with its places:"))
            _links([card.duplicate_of])
    if card.duplicates:
        st.subheader(_("Merged here"), anchor=False)
        _links(card.duplicates)


def merge_button(context: Context, card: IssueCard) -> None:
    """The button that says that the issue is the same as another; not there where it cannot be refused any more."""
    if IssueStatus.REFUSED in card.next_statuses and can(context.actor, Action.ADVANCE_ISSUE):
        form_button(_("It is a duplicate"), f"merge-{card.id}", card, partial(_form, context), icon=_SIGN)


def _form(context: Context, card: IssueCard) -> None:
    st.markdown(_("The other issue takes over from {number}:").format(number=card.number))
    st.markdown("\n".join(f"- {what}" for what in _goes_along(card)))
    st.caption(_("This one is refused and shows where it went; what was said and done until now stays with it."))
    found = _candidates(context, card)
    names = {ref.id: f"{ref.number} {ref.title}" for ref in found}
    into_id = st.selectbox(
        _("Which issue it is followed in"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("Choose"),
        key="merge-into",
    )
    note = st.text_area(_("Why it is the same"), max_chars=NOTE_AT_MOST, key=_NOTE_KEY)
    guard = PersonalDataGuard("merge", {"note": _NOTE_KEY})
    kept = guard.decided(st.button(_("Merge"), type="primary", disabled=into_id is None, key="merge-save"))
    if kept is None or into_id is None:
        return
    with refusals_shown(), guard.watching():
        try:
            merge_issues(
                context.database, context.actor, card.id, card.row_version, into_id, note=note, keep_personal_data=kept
            )
        except StaleEdit:
            keep_both_versions(card, (_NOTE_KEY,), (_TEXT_KEY,), IssueStatus.REFUSED)
            close_form()
            st.rerun()
        tell_after_rerun(_("Merged."))
        close_form()
        go_to("issue", id=into_id)


def _goes_along(card: IssueCard) -> Iterator[str]:
    """What the other issue takes over (`merge_issues`), as far as there is any of it."""
    places = len(card.sites)
    if places:
        yield ngettext("{count} place", "{count} places", places).format(count=places)
    tasks = sum(task.status == TaskStatus.OPEN for task in card.tasks)
    if tasks:
        yield ngettext("{count} open task", "{count} open tasks", tasks).format(count=tasks)
    letters = len(card.submissions)
    if letters:
        yield ngettext("{count} letter, with its answer", "{count} letters, with their answers", letters).format(
            count=letters
        )
    yield _("its points on agendas of meetings that are still to be written up")
    yield _("its cell, whoever has it and its deadline, where the other issue has none or a later one")


def _candidates(context: Context, card: IssueCard) -> list[IssueRef]:
    """Open issues at the same places, or those that are searched for."""
    text = st.text_input(
        _("Find another issue"), placeholder=_("Words or a number, without diacritics too"), key=_TEXT_KEY
    )
    if text.strip():
        chosen = IssueFilter(statuses=OPEN_STATUSES, text=text.strip())
        rows = list_issues(context.database, context.actor, chosen, limit=FOUND_AT_ONCE).rows
        found = [IssueRef(row.id, row.number, row.title, row.status) for row in rows if row.id != card.id]
        if not found:
            st.caption(_("No open issue like that was found. Try fewer words, or its number."))
        return found
    sites = [site.id for site in card.sites]
    return list(similar_issues(context.database, context.actor, None, sites, besides=card.id))


def _links(issues: Iterable[IssueRef]) -> None:
    for ref in issues:
        page_link("issue", f"**{ref.number}** {plain(ref.title)}", icon=STATUS_SIGNS[ref.status], id=ref.id)
