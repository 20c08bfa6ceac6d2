"""A new letter to an authority: begun from a template, changed by whoever writes it, saved as a draft."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import streamlit as st

from dashboard.components.phrases import joined
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.submissions.letter_fields import LetterFields, show_letter_fields
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.documents.letter_words import letter_words
from dashboard.language import _
from dashboard.shell.pages import go_to, page_link
from geodata.model.legal_bases import bases_of
from geodata.model.letter_templates import LetterTemplate, templates_for
from geodata.model.next_steps import OPENS, Addressee, NextStep, Opens
from geodata.services.letter_facts import LetterFacts, letter_facts
from geodata.services.submission_card import SubmissionCard
from geodata.services.submissions import write_submission


def write_letter(context: Context, issue_id: int, previous_id: int | None, step: NextStep | None) -> None:
    """The whole page: `previous_id` is the letter that it follows, `step` what was offered there."""
    facts = letter_facts(context.database, context.actor, issue_id, previous_id)
    _heading(facts)
    templates = {one.key: one for one in templates_for(facts.topic, follows=facts.previous is not None)}
    opens = None if step is None else OPENS.get(step)
    fields = LetterFields(f"{issue_id}-{previous_id or 0}-{step or 'new'}")
    if fields.is_new:
        _begin(fields, facts, templates, opens)
    template = templates[_template_field(fields, facts, templates)]
    letter = show_letter_fields(context, fields, template.kind)
    guard = fields.guard()
    kept = guard.decided(st.button(_("Save the letter"), type="primary", disabled=letter is None, key="letter-write"))
    if kept is None or letter is None:
        return
    with refusals_shown(), guard.watching():
        written = write_submission(
            context.database,
            context.actor,
            issue_id,
            replace(letter, keep_personal_data=kept),
            previous_id=previous_id,
            client_id=str(fields.holds("client-id")),
        )
        tell_after_rerun(_("The letter is saved. Take it, have it signed, and note when it was sent."))
        del st.session_state[fields.key("text")]  # the next letter begins anew
        go_to("submission", id=written)


def _heading(facts: LetterFacts) -> None:
    st.title(_("Write to an authority"), anchor=False)
    issue = f"{facts.issue.number} {plain(facts.issue.title)}"
    page_link("issue", issue, icon=":material/assignment:", id=facts.issue.id)
    if facts.previous is not None:
        line = facts.previous.line
        follows = _("Follows the letter: {letter}").format(letter=joined(plain(line.authority), plain(line.subject)))
        page_link("submission", follows, icon=":material/mail:", id=line.id)


def _begin(fields: LetterFields, facts: LetterFacts, templates: dict[str, LetterTemplate], opens: Opens | None) -> None:
    """Fill everything in as the step that was taken suggests."""
    fitting = [one for one in templates.values() if opens is None or one.kind == opens.kind]
    template = (fitting or list(templates.values()))[0]
    fields.fill("client-id", str(uuid4()))
    fields.fill("template", template.key)
    fields.fill("authority", None if opens is None else _addressee(opens, facts.previous))
    _fill(fields, facts, template)


def _addressee(opens: Opens, previous: SubmissionCard | None) -> int | None:
    if previous is None:
        return None
    match opens.addressee:
        case Addressee.SAME:
            return previous.line.authority_id
        case Addressee.FORWARDED:
            return previous.forwarded_to_id
        case _:
            return None


def _template_field(fields: LetterFields, facts: LetterFacts, templates: dict[str, LetterTemplate]) -> str:
    """The choice. What somebody changed already is written over only when they say so."""

    def chosen() -> LetterTemplate:
        return templates[str(fields.holds("template"))]

    def take_over() -> None:
        if not _is_changed(fields):
            _fill(fields, facts, chosen())

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
            on_click=lambda: _fill(fields, facts, chosen()),
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
