"""The fast form under a point: who says what, saved by Ctrl+Enter; the next words can be typed at once.

What is saved is saved in a callback, before anything of the page is drawn: however fast somebody goes on, no run of
the page can end between the pressing and the saving. The field empties itself in the browser; what a service refuses
comes back into it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import uuid4

import streamlit as st

from dashboard.components.meeting.task_fields import due_field
from dashboard.components.meeting.told import attempt, show_told, tell_refusal, tell_saved
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata.errors import LokalityError
from geodata.model.meetings import AgendaKind, EntryKind
from geodata.services.meeting_card import AgendaPoint
from geodata.services.minutes import NewEntry, mark_discussed, write_entry
from geodata.services.minutes_points import WORDS_AT_MOST
from geodata.services.personal_data import PersonalDataFound
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
_HEIGHT = 96  # pixels: three lines; the field can be drawn larger


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

    @property
    def text_key(self) -> str:
        """The key of the field; after each refusal another one (`_come_back`)."""
        refusals: int = st.session_state.get(f"{self.key}-refusals", 0)
        return f"{self.key}-text-{refusals}" if refusals else f"{self.key}-text"

    @property
    def guard(self) -> PersonalDataGuard:
        return PersonalDataGuard(self.key, {"text": self.text_key})

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
            st.selectbox(
                _("Who does it") if kind == _TASK else _("Who says it"),
                list(self.names),
                index=self._first_speaker(),
                format_func=lambda id_: self.names.get(id_, ""),
                placeholder=_("Nobody in particular"),
                key=f"{self.key}-who",
            )
        if st.session_state.pop(f"{self.key}-emptied", False):
            st.session_state[self.text_key] = ""
        with st.form(f"{self.key}-form", clear_on_submit=True, border=False):
            st.text_area(
                _("What has to be done") if kind == _TASK else _("Words for the minutes"),
                height=_HEIGHT,
                max_chars=WORDS_AT_MOST,
                placeholder=_("Ctrl+Enter saves. No names or contacts of residents, please."),
                key=self.text_key,
            )
            if kind == _TASK:
                due_field(f"{self.key}-due")
            with st.container(horizontal=True, gap="small"):
                st.form_submit_button(
                    _("Write it down"),
                    type="primary",
                    icon=":material/check:",
                    key=f"{self.key}-save",
                    on_click=self.write,
                )
                st.form_submit_button(
                    _("Write and go to the next point"),
                    icon=":material/arrow_downward:",
                    key=f"{self.key}-next",
                    on_click=self.finish,
                )
        show_told(self.key)
        kept = self.guard.decided(pressed=False)
        if kept is not None:
            self.save(kept)
            st.rerun()

    def write(self) -> None:
        """Store what is written."""
        self.save()

    def save(self, kept: str = "") -> bool:
        """Store what is written, once; whether nothing unsaved is left. An empty field is nothing to be saved."""
        words: str = st.session_state.get(self.text_key) or ""
        if not words.strip():
            return True
        try:
            self._store(words, kept)
        except PersonalDataFound as found:
            self._come_back(words)
            self.guard.remember(found)
        except LokalityError as refusal:
            self._come_back(words)
            tell_refusal(self.key, refusal)
        else:
            st.session_state.pop(f"{self.key}-client", None)
            tell_saved(self.key)
            if kept:
                st.session_state[f"{self.key}-emptied"] = True
            return True
        return False

    def _come_back(self, words: str) -> None:
        """Show the words again, in a new field: the browser emptied its own, of which Streamlit knows nothing."""
        st.session_state[f"{self.key}-refusals"] = st.session_state.get(f"{self.key}-refusals", 0) + 1
        st.session_state[self.text_key] = words

    def finish(self) -> None:
        """Store what is written; the point was discussed, and another one follows."""
        point, context = self.point, self.context
        if self.save() and attempt(
            self.key, lambda: mark_discussed(context.database, context.actor, point.id, discussed=True)
        ):
            self.after()

    def _store(self, words: str, kept: str) -> None:
        state, context = st.session_state, self.context
        who: int | None = state.get(f"{self.key}-who")
        kind: str = state.get(f"{self.key}-kind") or _KINDS[0]
        client_id: str = state.setdefault(f"{self.key}-client", str(uuid4()))
        if kind == _TASK:
            due_on = state.get(f"{self.key}-due")
            task = NewTask(
                text=words,
                assignee_id=who,
                due_on=due_on,
                due_next_meeting=due_on is None,
                client_id=client_id,
                keep_personal_data=kept,
            )
            give_task(context.database, context.actor, self.point.id, task)
            return
        entry = NewEntry(EntryKind(kind), words, who, client_id, kept)
        write_entry(context.database, context.actor, self.point.id, entry)

    def _first_speaker(self) -> int | None:
        """Whoever raised the point speaks first."""
        ids = list(self.names)
        return ids.index(self.point.organisation_id) if self.point.organisation_id in ids else None


def _kind_name(kind: str) -> str:
    return label(AgendaKind.TASK) if kind == _TASK else label(EntryKind(kind))
