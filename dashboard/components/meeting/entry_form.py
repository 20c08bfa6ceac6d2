"""The fast form under a point: who says what, saved by Ctrl+Enter; the next words can be typed at once.

What is sent is stored in a callback, before anything of the page is drawn, under the name that the field gave it: sent
twice it is stored once. What a service refuses stands below, to be put right, while writing goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from dashboard.components.meeting.refused_words import Refused, keep_refused, show_refused
from dashboard.components.meeting.task_fields import due_field
from dashboard.components.meeting.told import attempt, show_told, tell_saved
from dashboard.components.meeting.writing_field import Sent, sent_words, show_writing_field
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.noted import note_on_page
from geodata.errors import LokalityError
from geodata.model.meetings import AgendaKind, EntryKind
from geodata.services.meeting_card import AgendaPoint
from geodata.services.minutes import NewEntry, mark_discussed, write_entry
from geodata.services.tasks import NewTask, give_task

_TASK = "task"
# In the order in which a meeting needs them.
_KINDS: tuple[str, ...] = (
    EntryKind.STATEMENT.value,
    EntryKind.QUESTION.value,
    EntryKind.INFORMATION.value,
    EntryKind.DECISION.value,
    _TASK,
    EntryKind.INTERNAL.value,
)


@dataclass(frozen=True, slots=True)
class EntryForm:
    """The form of one point; `names` are the organisations that may speak, by id."""

    context: Context
    point: AgendaPoint
    names: Mapping[int, str]
    after: Callable[[], None]  # what follows when the point is done with

    @property
    def key(self) -> str:
        return f"write-{self.point.id}"

    def show(self) -> None:
        """The fields and the buttons, and what became of the last words."""
        with st.container(horizontal=True, gap="small"):
            kind = st.segmented_control(
                _("What it is"),
                _KINDS,
                default=_KINDS[0],
                required=True,
                format_func=_kind_name,
                wrap=True,
                key=f"{self.key}-kind",
            )
            is_decision = kind == EntryKind.DECISION  # the decision of the body, unless somebody says otherwise
            who = st.selectbox(
                _("Who does it") if kind == _TASK else _("Who says it"),
                list(self.names),
                index=None if is_decision else self._first_speaker(),
                format_func=lambda id_: self.names.get(id_, ""),
                placeholder=_("Nobody in particular"),
                # A field of its own, so that nobody who was chosen as a speaker is left as the one who decided.
                key=f"{self.key}-who-decided" if is_decision else f"{self.key}-who",
            )
            due_on = due_field(f"{self.key}-due") if kind == _TASK else None
        show_writing_field(
            f"{self.key}-field",
            name=f"{self.context.actor.account_id}-{self.point.id}",
            label=_("What has to be done") if kind == _TASK else _("Words for the minutes"),
            about={"kind": kind, "who": who, "due": None if due_on is None else due_on.isoformat()},
            heard=self._heard,
            on_change=self.hear,
        )
        show_told(self.key)
        show_refused(self.key, self._write)
        if any(sent.id not in self._heard for sent in sent_words(f"{self.key}-field")):
            self.hear()
            st.rerun()

    def hear(self) -> None:
        """Store what was sent and not heard yet, in its order."""
        for sent in sent_words(f"{self.key}-field"):
            if sent.id not in self._heard:
                self._heard.append(sent.id)
                self._take(sent)

    @property
    def _heard(self) -> list[str]:
        heard: list[str] = st.session_state.setdefault(f"{self.key}-heard", [])
        return heard

    def _take(self, sent: Sent) -> None:
        is_stored = True
        if sent.text.strip():
            try:
                self._write(sent, "")
            except LokalityError as refusal:
                note_on_page(refusal)
                keep_refused(self.key, Refused(sent, refusal))
                is_stored = False
            else:
                tell_saved(self.key)
        if sent.goes_on and is_stored:
            database, actor, point_id = self.context.database, self.context.actor, self.point.id
            if attempt(self.key, lambda: mark_discussed(database, actor, point_id, discussed=True)):
                self.after()

    def _write(self, sent: Sent, kept: str) -> None:
        """Store the words as what they were said to be; `kept` is the reason for keeping personal data."""
        context, kind, who, due_on = self.context, *self._about(sent)
        if kind == _TASK:
            task = NewTask(sent.text, who, due_on=due_on, due_next_meeting=due_on is None)
            task = replace(task, client_id=sent.id, keep_personal_data=kept)
            give_task(context.database, context.actor, self.point.id, task)
            return
        entry = NewEntry(EntryKind(kind), sent.text, who, sent.id, kept)
        write_entry(context.database, context.actor, self.point.id, entry)

    def _about(self, sent: Sent) -> tuple[str, int | None, date | None]:
        """What the page had said of the words; what it never said is taken for nothing."""
        kind, who, due = (sent.about.get(name) for name in ("kind", "who", "due"))
        try:
            due_on = date.fromisoformat(due) if isinstance(due, str) else None
        except ValueError:
            due_on = None
        return kind if kind in _KINDS else _KINDS[0], who if who in self.names else None, due_on

    def _first_speaker(self) -> int | None:
        """Whoever raised the point speaks first."""
        ids = list(self.names)
        return ids.index(self.point.organisation_id) if self.point.organisation_id in ids else None


def _kind_name(kind: str) -> str:
    return label(AgendaKind.TASK) if kind == _TASK else label(EntryKind(kind))
