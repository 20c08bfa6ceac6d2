"""A letter that is being written is kept as a draft whenever one of its fields is left, so that nothing typed is lost.

What could not be kept (personal data that nobody gave a reason for, somebody else's change meanwhile) stays in the
session until it is: it is there again when the writer comes back to the letter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import streamlit as st

from dashboard import formats
from dashboard.components.submissions.letter_fields import LetterFields
from dashboard.components.text import sentence
from dashboard.context import current_context
from dashboard.language import _
from dashboard.noted import note_on_page
from geodata import clock
from geodata.errors import LokalityError, Message, NotFound, StaleEdit
from geodata.model.submissions import SubmissionKind
from geodata.services.personal_data import PersonalDataFound
from geodata.services.submission_card import SubmissionCard
from geodata.services.submissions import Letter, change_submission, write_submission

_UNSAVED_SIGN = ":material/cloud_off:"
_FIRST_VERSION = 1  # of a row that was just written


@dataclass(frozen=True, slots=True)
class About:
    """What a letter is about, and which letter it follows."""

    issue_id: int
    previous_id: int | None = None


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """The draft as it was kept or read last; `at` is None where it was only read."""

    submission_id: int
    row_version: int
    letter: Letter
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Allowed:
    """The reason for which the writer let these words stay."""

    reason: str
    texts: frozenset[str]


class LetterKeeping:
    """Keeps one letter; `kind` says what kind it is just now, `kept_first` hears the id of its draft.

    It is of no kind once the letter is saved and its fields are empty: a press that comes in after that, on the page of
    the letter, brings what the browser still held of them.
    """

    def __init__(
        self,
        fields: LetterFields,
        about: About,
        kind: Callable[[], SubmissionKind | None],
        kept_first: Callable[[int], None] = lambda _id: None,
    ) -> None:
        self.fields, self.about = fields, about
        self._kind, self._kept_first = kind, kept_first

    @property
    def kept(self) -> KeptLetter | None:
        """The draft, once there is one."""
        found = self.fields.holds("kept")
        return found if isinstance(found, KeptLetter) else None

    @property
    def unsaved(self) -> Letter | None:
        """What was typed and could not be kept yet."""
        found = self.fields.holds("unsaved")
        return found if isinstance(found, Letter) else None

    @property
    def overtaken(self) -> bool:
        """Whether somebody else changed, sent or took back the draft, so that the writer has to choose."""
        return self.fields.holds("overtaken") is True

    def read(self, card: SubmissionCard) -> None:
        """Begin with a draft as it stands, or with what could not be kept of it the last time."""
        before, unsaved = self.kept, self.unsaved
        self.fields.fill("kept", KeptLetter(card.id, card.row_version, letter_of(card)))
        self.fields.fill_words(unsaved or letter_of(card))
        if unsaved is not None and before is not None and before.row_version != card.row_version:
            self.fields.fill("overtaken", True)

    def go_on(self, card: SubmissionCard, letter: Letter) -> None:
        """Go on with these words over the draft as it is now."""
        same = letter == letter_of(card)
        self.fields.empty("overtaken", "refused", "unsaved")
        self.fields.fill("kept", KeptLetter(card.id, card.row_version, letter_of(card)))
        if not same:
            self.fields.fill("unsaved", letter)
        self.fields.fill_words(letter)

    def field_left(self) -> None:
        """A field was left with something else in it: keep it, and remember why where that cannot be."""
        try:
            self.keep()
        except PersonalDataFound as found:
            self.fields.guard().remember(found)
            self.fields.fill("refused", found.message)
        except LokalityError as refusal:
            if self.kept is not None and isinstance(refusal, StaleEdit | NotFound):
                self.fields.fill("overtaken", True)
            else:
                note_on_page(refusal)
                self.fields.fill("refused", refusal.message)

    def keep(self, reason: str = "") -> KeptLetter | None:
        """Keep the letter as it stands; `reason` is that for personal data in it. Raises what the services refuse."""
        kind, kept = self._kind(), self.kept
        letter = None if kind is None else self.fields.letter(kind)
        if letter is None or (kept is not None and kept.letter == letter):
            self.fields.empty("unsaved", "refused")
            return kept
        self.fields.fill("unsaved", letter)
        now_kept = self._allowing(letter, reason)
        self.fields.fill("kept", now_kept)
        self.fields.empty("unsaved", "refused")
        if kept is None:
            self._kept_first(now_kept.submission_id)
        return now_kept

    def _allowing(self, letter: Letter, reason: str) -> KeptLetter:
        """What the writer gave a reason for once is not asked again while nothing more is found."""
        try:
            return self._write(letter, "")
        except PersonalDataFound as found:
            texts = frozenset(one.text for some in found.findings.values() for one in some)
            allowed = _Allowed(reason, texts) if reason else self.fields.holds("allowed")
            if not isinstance(allowed, _Allowed) or not texts <= allowed.texts:
                raise
            self.fields.fill("allowed", allowed)
            return self._write(letter, allowed.reason)

    def _write(self, letter: Letter, reason: str) -> KeptLetter:
        context, kept = current_context(), self.kept
        wanted = replace(letter, keep_personal_data=reason)
        if kept is not None:
            version = change_submission(context.database, context.actor, kept.submission_id, kept.row_version, wanted)
            return KeptLetter(kept.submission_id, version, letter, clock.now())
        written = write_submission(
            context.database,
            context.actor,
            self.about.issue_id,
            wanted,
            previous_id=self.about.previous_id,
            client_id=str(self.fields.holds("client-id")),
        )
        return KeptLetter(written, _FIRST_VERSION, letter, clock.now())

    def show(self) -> None:
        """When it was kept last, or why it was not."""
        refused, kept = self.fields.holds("refused"), self.kept
        if isinstance(refused, Message):
            told, sign = _("Not saved yet: {why}").format(why=sentence(refused)), _UNSAVED_SIGN
        elif self.unsaved is not None:
            told, sign = _("Not saved yet."), _UNSAVED_SIGN
        elif kept is not None and kept.at is not None:
            time = formats.clock_time(formats.local(kept.at).time())
            told, sign = _("Saved at {time}").format(time=time), ":material/cloud_done:"
        elif self.fields.holds("authority") is None:
            told, sign = _("Choose the authority first. From then on the letter is saved by itself, as a draft."), ""
        else:
            told, sign = _("What you write is saved by itself as soon as you leave the field."), ""
        st.markdown(f"{sign} {told}".strip())


def letter_of(card: SubmissionCard) -> Letter:
    """What a letter says, as a form begins with it."""
    line = card.line
    basis = None if line.basis is None else line.basis.key
    return Letter(line.authority_id, line.kind, line.subject, card.text, basis)
