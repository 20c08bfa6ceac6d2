"""Comments on a version: read, written about a zone, its rule or a sentence, and answered."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import formats
from dashboard.components.forms import form_button
from dashboard.components.phrases import author_phrase, joined
from dashboard.components.proposals.saving import save_button
from dashboard.components.text import paragraphs, plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata.model.commission import CommentSubject
from geodata.policy import Action, can, sees_draft_proposals
from geodata.services.proposal_card import ProposalCard, VersionCard
from geodata.services.proposal_comments import (
    COMMENT_AT_MOST,
    QUOTE_AT_MOST,
    CommentLine,
    NewComment,
    answer_comment,
    comment_version,
    comments_of,
)

_ABOUT_A_ZONE = (CommentSubject.ZONE, CommentSubject.RULE)


def render_comments(context: Context, version: VersionCard, _proposal: ProposalCard) -> None:
    """The comments, the open ones first, and the forms that write and answer one."""
    may_write = can(context.actor, Action.REVIEW_PROPOSAL)
    if may_write:
        write = partial(_write, context)
        form_button(_("Write a comment"), f"comment-{version.id}", version, write, icon=":material/add_comment:")
    lines = comments_of(context.database, context.actor, version.id)
    if not lines:
        st.info(_("Nobody has commented on this version yet."))
    for line in lines:
        _show(context, line, may_write=may_write)


def _show(context: Context, line: CommentLine, *, may_write: bool) -> None:
    with st.container(border=True, gap="xsmall"):
        state = _("Waits for an answer") if line.is_open else _("Is answered")
        sign = ":material/chat_bubble:" if line.is_open else ":material/mark_chat_read:"
        inside = _("Internal") if line.internal else None
        st.markdown(joined(f"{sign} **{state}**", label(line.subject), plain(line.zone), inside))
        if line.quote:
            st.markdown(f"> {plain(line.quote)}")
        st.markdown(paragraphs(line.text))
        st.caption(joined(author_phrase(line.person, line.organisation), formats.moment(line.recorded_at)))
        for answer in line.answers:
            st.markdown(f":material/reply: {paragraphs(answer.text)}")
            st.caption(joined(author_phrase(answer.person, answer.organisation), formats.moment(answer.recorded_at)))
        if may_write:
            form_button(_("Answer it"), f"answer-{line.id}", line, partial(_answer, context), icon=":material/reply:")


def _write(context: Context, version: VersionCard) -> None:
    names = {zone.id: zone.name for zone in version.zones}
    subjects = [one for one in CommentSubject if names or one not in _ABOUT_A_ZONE]
    subject = st.selectbox(_("What the comment is about"), subjects, format_func=label, key="comment-subject")
    zone_id, quote = None, ""
    if subject in _ABOUT_A_ZONE:
        zone_id = st.selectbox(_("Zone"), list(names), format_func=names.__getitem__, key="comment-zone")
    if subject == CommentSubject.SENTENCE:
        quote = st.text_area(
            _("The sentence, copied from the proposal"), max_chars=QUOTE_AT_MOST, height=80, key="comment-quote"
        )
    text = st.text_area(_("Your comment"), max_chars=COMMENT_AT_MOST, key="comment-text", height=120)
    internal = sees_draft_proposals(context.actor) and st.checkbox(
        _("Internal: only for those who write proposals"), key="comment-internal"
    )
    about = subject or CommentSubject.WHOLE

    def save(kept: str) -> str:
        new = NewComment(text, about, zone_id, quote, bool(internal), kept)
        comment_version(context.database, context.actor, version.id, new)
        return _("The comment is saved.")

    save_button(_("Save the comment"), "comment", {"text": "comment-text"}, save)


def _answer(context: Context, line: CommentLine) -> None:
    st.markdown(paragraphs(line.text))
    text = st.text_area(_("Answer"), max_chars=COMMENT_AT_MOST, key="answer-text")

    def save(kept: str) -> str:
        answer_comment(context.database, context.actor, line.id, text, keep_personal_data=kept)
        return _("The comment is answered.")

    save_button(_("Save the answer"), "answer", {"text": "answer-text"}, save)
