"""A new letter to an authority: begun from a template, changed by whoever writes it, kept as a draft meanwhile."""

from __future__ import annotations

from uuid import uuid4

import streamlit as st

from dashboard.components.address import number_in_address
from dashboard.components.phrases import joined
from dashboard.components.submissions.letter_desk import show_desk
from dashboard.components.submissions.letter_fields import LetterFields
from dashboard.components.submissions.letter_keeping import About, LetterKeeping
from dashboard.components.submissions.other_words import desk_name, show_both_letters, show_left_words
from dashboard.components.submissions.rows import show_submission_rows
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.documents.letter_words import letter_words
from dashboard.language import _
from dashboard.shell.pages import go_to, page_link
from geodata.errors import NotFound
from geodata.model.legal_bases import bases_of
from geodata.model.letter_templates import LetterTemplate, templates_for, templates_opening
from geodata.model.next_steps import Addressee, NextStep, Opens
from geodata.model.submissions import SubmissionKind, SubmissionState
from geodata.services.letter_facts import LetterFacts, letter_facts
from geodata.services.submission_card import SubmissionCard, submission_card
from geodata.services.submission_list import submissions_of_issue


def write_letter(context: Context, issue_id: int, previous_id: int | None, step: NextStep | None) -> None:
    """The whole page: `previous_id` is the letter that it follows, `step` what was offered there.

    From the first change on it is a draft, which the address remembers (`draft=`).
    """
    facts = letter_facts(context.database, context.actor, issue_id, previous_id)
    templates = {one.key: one for one in templates_for(facts.topic, follows=facts.previous is not None)}
    fields = LetterFields(desk_name(issue_id, previous_id, step))

    def kind() -> SubmissionKind | None:
        template = templates.get(str(fields.holds("template")))
        return None if template is None else template.kind

    keeping = LetterKeeping(fields, About(issue_id, previous_id), kind, _remember_draft)
    draft_id = _draft_of(keeping)
    _heading(facts)
    if fields.holds("template") not in templates or keeping.overtaken:
        card, gone = (None, False) if draft_id is None else _draft(context, draft_id)
        if gone or (card is not None and not _is_own_draft(card, issue_id)):
            _leave_to(keeping, card)
            return
        if keeping.overtaken and card is not None:
            show_both_letters(context, keeping, card)
            return
        _begin(keeping, facts, templates, _opens(facts.previous, step), card)
        if keeping.overtaken:
            st.rerun()
    if keeping.kept is None:
        _show_drafts(context, facts)
    template = templates[_template_field(keeping, facts, templates)]
    show_desk(context, keeping, template.kind, "letter-write", context.actor.organisation_id)


def _draft_of(keeping: LetterKeeping) -> int | None:
    """The draft of the address, or the one of which something could not be saved yet."""
    kept = keeping.kept
    if keeping.fields.is_new and number_in_address("draft") is None and keeping.unsaved is None:
        keeping.fields.empty()  # another letter about the same issue
        return None
    return number_in_address("draft") or (None if kept is None else kept.submission_id)


def _remember_draft(submission_id: int) -> None:
    st.query_params["draft"] = str(submission_id)


def _draft(context: Context, draft_id: int) -> tuple[SubmissionCard | None, bool]:
    """The draft; and whether it is gone, because somebody took it back."""
    try:
        return submission_card(context.database, context.actor, draft_id), False
    except NotFound:
        return None, True


def _is_own_draft(card: SubmissionCard, issue_id: int) -> bool:
    return card.line.state == SubmissionState.DRAFT and card.line.issue.id == issue_id and card.may_keep


def _leave_to(keeping: LetterKeeping, card: SubmissionCard | None) -> None:
    """There is nothing to write at any more: what was typed is shown, or the letter itself."""
    if keeping.unsaved is not None:
        show_left_words(keeping, card)
    elif card is not None:
        go_to("submission", id=card.id)
    else:
        raise NotFound


def _show_drafts(context: Context, facts: LetterFacts) -> None:
    """Drafts about the same issue, so that one that was begun already is not begun again."""
    lines = submissions_of_issue(context.database, context.actor, facts.issue.id)
    drafts = [line for line in lines if line.state == SubmissionState.DRAFT]
    if drafts:
        st.caption(_("Begun already and not sent:"))
        show_submission_rows(drafts, place="drafts", with_issue=False)


def _heading(facts: LetterFacts) -> None:
    st.title(_("Write to an authority"), anchor=False)
    issue = f"{facts.issue.number} {plain(facts.issue.title)}"
    page_link("issue", issue, icon=":material/assignment:", id=facts.issue.id)
    if facts.previous is not None:
        line = facts.previous.line
        follows = _("Follows the letter: {letter}").format(letter=joined(plain(line.authority), plain(line.subject)))
        page_link("submission", follows, icon=":material/mail:", id=line.id)


def _begin(
    keeping: LetterKeeping,
    facts: LetterFacts,
    templates: dict[str, LetterTemplate],
    opens: Opens | None,
    card: SubmissionCard | None,
) -> None:
    """Fill everything in as the draft says, or as the step that was taken suggests."""
    fields, unsaved = keeping.fields, keeping.unsaved
    kind = unsaved.kind if unsaved is not None else card.line.kind if card is not None else opens and opens.kind
    fitting = [one for one in templates.values() if kind is None or one.kind == kind]
    if opens is not None and kind == opens.kind:
        fitting = templates_opening(opens, fitting)
    template = (fitting or list(templates.values()))[0]
    fields.fill("client-id", str(uuid4()))
    fields.fill("template", template.key)
    fields.fill("authority", None if opens is None else _addressee(opens, facts.previous))
    _fill(fields, facts, template)
    if card is not None:
        keeping.read(card)
    elif unsaved is not None:
        fields.fill_words(unsaved)


def _opens(previous: SubmissionCard | None, step: NextStep | None) -> Opens | None:
    """What the step that was taken begins with, as it is offered at the letter before."""
    if previous is None:
        return None
    return next((offer.opens for offer in previous.offers if offer.step == step and offer.opens is not None), None)


def _opened_by(previous: SubmissionCard | None, step: NextStep | None) -> Opens | None:
    """The letter that the step begins with, as it is offered at the one before."""
    offered = () if previous is None else previous.offers
    return next((offer.opens for offer in offered if offer.step == step), None)


def _addressee(opens: Opens, previous: SubmissionCard | None) -> int | None:
    if previous is None:
        return None
    match opens.addressee:
        case Addressee.SAME:
            return previous.line.authority_id
        case Addressee.FORWARDED:
            return previous.forwarded_to_id
        case Addressee.SUPERIOR:
            return previous.superior_id
        case _:
            return None


def _template_field(keeping: LetterKeeping, facts: LetterFacts, templates: dict[str, LetterTemplate]) -> str:
    """The choice. What somebody changed already is written over only when they say so."""
    fields = keeping.fields

    def chosen() -> LetterTemplate:
        return templates[str(fields.holds("template"))]

    def take_over() -> None:
        if fields.holds("template") not in templates:
            return  # the letter is saved and its fields are empty: the browser still held this one
        if not _is_changed(fields):
            _fill(fields, facts, chosen())
        keeping.field_left()

    def replace_it() -> None:
        _fill(fields, facts, chosen())
        keeping.field_left()

    key: str = st.selectbox(
        _("Template"),
        list(templates),
        format_func=lambda one: _(templates[one].name),
        key=fields.key("template"),
        on_change=take_over,
    )
    if _is_changed(fields) and fields.holds("filled-by") != key:
        st.caption(_("You have changed the text, so the template did not replace it."))
        st.button(
            _("Replace it by the template"),
            icon=":material/restart_alt:",
            key=fields.key("replace"),
            on_click=replace_it,
        )
    return key


def _fill(fields: LetterFields, facts: LetterFacts, template: LetterTemplate) -> None:
    subject, text = letter_words(template, facts)
    for field, value in (("subject", subject), ("text", text), ("filled", text), ("filled-by", template.key)):
        fields.fill(field, value)
    known = {basis.key for basis in bases_of(template.kind)}
    fields.fill("basis", template.basis if template.basis in known else None)


def _is_changed(fields: LetterFields) -> bool:
    return fields.holds("text") != fields.holds("filled")
