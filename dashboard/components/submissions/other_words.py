"""Somebody else changed, sent or took back a draft while it was being written: both versions, and the choice.

Nothing that was typed is thrown away before its writer says so.
"""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.phrases import author_phrase, joined
from dashboard.components.submissions.authority import authorities
from dashboard.components.submissions.letter_fields import LetterFields, basis_name
from dashboard.components.submissions.letter_keeping import About, LetterKeeping, letter_of
from dashboard.components.text import paragraphs, plain
from dashboard.context import Context
from dashboard.language import _
from dashboard.shell.pages import go_to
from geodata.services.letter_changes import last_letter_change
from geodata.services.submission_card import SubmissionCard
from geodata.services.submissions import Letter


def desk_name(issue_id: int, previous_id: int | None, step: str | None = None) -> str:
    """The name of the fields at the desk where a new letter is written."""
    return f"{issue_id}-{previous_id or 0}-{step or 'new'}"


def show_both_letters(context: Context, keeping: LetterKeeping, present: SubmissionCard) -> None:
    """What one wrote beside what somebody else saved meanwhile; one of them is chosen."""
    mine, theirs = keeping.unsaved or letter_of(present), letter_of(present)
    with st.container(border=True, key=f"both-letters-{present.id}"):
        st.warning(
            _("This letter was changed by somebody else meanwhile. What you wrote is not saved yet: choose."),
            icon=":material/difference:",
        )
        change = last_letter_change(context.database, context.actor, present.id)
        if change is not None:
            who = author_phrase(change.person, change.organisation)
            st.caption(joined(_("Changed last"), who, formats.moment(change.recorded_at)))
        names = authorities(context)
        for column, heading, letter in zip(
            st.columns(2), (_("What you wrote"), _("What it is now")), (mine, theirs), strict=True
        ):
            column.markdown(f"**{heading}**")
            column.markdown(joined(plain(names.get(letter.authority_id)), plain(basis_name(letter.basis))))
            column.markdown(f"*{plain(letter.subject)}*  \n{paragraphs(letter.text)}")
        with st.container(horizontal=True):
            own = st.button(_("Go on with my text"), type="primary", key="both-letters-mine")
            if own or st.button(_("Leave what is there"), key="both-letters-theirs"):
                keeping.go_on(present, mine if own else theirs)
                st.rerun()


def show_left_words(keeping: LetterKeeping, present: SubmissionCard | None) -> None:
    """What was typed into a draft that is none any more, to copy it or to write a new letter of it.

    `present` is the letter as it was sent; None where the draft was taken back.
    """
    fields, letter = keeping.fields, keeping.unsaved
    if letter is None:
        return
    with st.container(border=True, key="left-words"):
        st.warning(
            _("Somebody cancelled this draft meanwhile. What you wrote is not in it; here it is whole.")
            if present is None
            else _("Somebody sent this letter meanwhile. What you wrote last is not in it; here it is whole."),
            icon=":material/difference:",
        )
        st.code(f"{letter.subject}\n\n{letter.text}", language=None, wrap_lines=True)
        with st.container(horizontal=True):
            if st.button(_("Write a new letter of it"), type="primary", key="left-words-anew"):
                previous_id = keeping.about.previous_id if present is None else present.id
                _write_anew(fields, letter, keeping.about.issue_id, previous_id)
            if st.button(_("Throw it away"), key="left-words-away"):
                fields.empty()
                st.rerun()


def show_words_of_taken_back(submission_id: int) -> bool:
    """What was typed into a draft that somebody took back; False where nothing was."""
    fields = LetterFields(f"change-{submission_id}")
    about, unsaved = fields.holds("about"), fields.holds("unsaved")
    if not isinstance(about, About) or not isinstance(unsaved, Letter):
        return False
    show_left_words(LetterKeeping(fields, about, lambda: unsaved.kind), None)
    return True


def _write_anew(fields: LetterFields, letter: Letter, issue_id: int, previous_id: int | None) -> None:
    fields.empty()
    desk = LetterFields(desk_name(issue_id, previous_id))
    desk.empty()
    desk.fill("unsaved", letter)
    if previous_id is None:
        go_to("submission", issue=issue_id)
    else:
        go_to("submission", issue=issue_id, after=previous_id)
