"""What was understood of minutes becomes proposals, with guesses of whom and what of the city is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from uuid import uuid4

from dashboard.components.paper.draft import (
    Draft,
    Due,
    HeadDraft,
    IssueOffer,
    PersonDraft,
    PlaceDraft,
    PointDraft,
    StatementDraft,
    TaskDraft,
)
from dashboard.context import Context
from geodata import clock
from geodata.folding import folded
from geodata.model.known_names import KnownNames
from geodata.model.meetings import AgendaKind, EntryKind
from geodata.services.issue_events import NOTE_AT_MOST
from geodata.services.issue_list import IssueRow, list_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.known_names import known_names
from geodata.services.meeting_list import list_bodies
from geodata.services.organisations import list_organisations
from loaders.minutes.organisations import Organisations
from loaders.minutes.result import NEXT_MEETING, Attendee, OfferedIssue, Point, Task, Understood
from loaders.minutes.understanding import understand

TITLE_ABOUT = 90  # characters; a heading is read in a list
_ISSUES_LIKE_IT = 5  # which a search for a number finds besides
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-ZÁ-Ž])")
_DECIDED = re.compile(r"(?:^|(?<=[.!?\n])\s*)(?:Rozhodnutí|Usnesení|Závěr)\s*:\s*")


def proposed(context: Context, text: str, origin: str) -> Draft:
    """The text understood against what the city knows and the person may see."""
    known = known_names(context.database, context.actor)
    return _Guesses(context, known, understand(text, known)).draft(text, origin)


class _Guesses:
    def __init__(self, context: Context, known: KnownNames, found: Understood) -> None:
        self._context = context
        self._found = found
        self._organisations = Organisations(known)
        self._ids = {row.name: row.id for row in list_organisations(context.database, context.actor)}
        self._bodies = {folded(row.name): row.id for row in list_bodies(context.database, context.actor)}
        self._issues: dict[str, IssueRow | None] = {}

    def draft(self, text: str, origin: str) -> Draft:
        """Everything, with nothing decided."""
        return Draft(
            token=uuid4().hex,
            text=text,
            head=self._head(origin),
            present=list(self._present(self._found.attendees)),
            points=[self._point(point) for point in self._found.points],
        )

    def _head(self, origin: str) -> HeadDraft:
        found, today = self._found, clock.today()
        facts = (found.body, found.date, found.time, found.place, found.next_date)
        next_day = found.next_date.value if found.next_date else None
        return HeadDraft(
            body_id=self._bodies.get(folded(found.body.value)) if found.body else None,
            day=found.date.value if found.date else None,
            at=found.time.value if found.time else None,
            place=found.place.value if found.place else "",
            origin=origin,
            next_day=next_day,
            plans_next=next_day is not None and next_day >= today,
            spans=tuple(fact.span for fact in facts if fact is not None),
            # Where nobody says otherwise a body meets again as it met; a person sees both before they are kept.
            next_at=found.time.value if found.time else None,
            next_place=found.place.value if found.place else "",
        )

    def _present(self, attendees: Iterable[Attendee]) -> Iterator[PersonDraft]:
        """One line for each organisation, with those who came for it."""
        by_organisation: dict[str, list[Attendee]] = {}
        for attendee in attendees:
            by_organisation.setdefault(attendee.organisation, []).append(attendee)
        for said, people in by_organisation.items():
            names = ", ".join(person.name for person in people if person.name)
            yield PersonDraft(said, names, self._organisation(said), tuple(person.span for person in people))

    def _organisation(self, said: str) -> int | None:
        """Whom the minutes mean, as far as the city knows them by such a name."""
        name = self._found.organisations.get(said) or (self._organisations.as_known(said) if said else None)
        return self._ids.get(name) if name else None

    def _point(self, point: Point) -> PointDraft:
        organisation_id = self._organisation(point.organisation)
        title = point.title or _heading(point.text) or (_heading(point.tasks[0].what) if point.tasks else "")
        said, *decided = _DECIDED.split("" if point.text.rstrip(".") == title else point.text)
        # What is longer than the text of a point may be goes on as statements, so that no word is lost.
        first, *rest = _pieces(said.strip(), NOTE_AT_MOST)
        # They are the point's own words, taken with it.
        more = [StatementDraft("", piece, EntryKind.INFORMATION, organisation_id, is_taken=True) for piece in rest]
        decisions = [piece.strip() for one in decided for piece in _pieces(one, NOTE_AT_MOST) if piece.strip()]
        return PointDraft(
            said_by=point.organisation,
            title=title,
            text=first,
            kind=AgendaKind.TASK if point.tasks else AgendaKind.INFORMATION,
            organisation_id=organisation_id,
            span=point.span,
            statements=[
                *more,
                *self._statements(point),
                *(StatementDraft("", piece, EntryKind.DECISION, None) for piece in decisions),
            ],
            tasks=[self._task(task) for task in point.tasks],
            places=[
                PlaceDraft(place.said, place.street, place.house_number, place.span)
                for place in point.places
                if place.street
            ],
            offers=tuple(offer for known in point.issues if (offer := self._offer(known)) is not None),
            new_title=title,
        )

    def _statements(self, point: Point) -> Iterator[StatementDraft]:
        for said in point.statements:
            kind = EntryKind.QUESTION if said.kind == "question" else EntryKind.STATEMENT
            for piece in _pieces(said.text, NOTE_AT_MOST):
                yield StatementDraft(said.organisation, piece, kind, self._organisation(said.organisation))

    def _task(self, task: Task) -> TaskDraft:
        due_on = None if task.due is None or task.due == NEXT_MEETING else task.due
        due = Due.NEXT_MEETING if task.due == NEXT_MEETING else Due.NOBODY_SAID if due_on is None else Due.DAY
        return TaskDraft(task.who, task.what[:NOTE_AT_MOST], self._organisation(task.who), due, due_on)

    def _offer(self, known: OfferedIssue) -> IssueOffer | None:
        """The issue by its number; None where it went meanwhile."""
        if known.number not in self._issues:
            chosen = IssueFilter(text=known.number)
            rows = list_issues(self._context.database, self._context.actor, chosen, limit=_ISSUES_LIKE_IT).rows
            self._issues[known.number] = next((row for row in rows if row.number == known.number), None)
        row = self._issues[known.number]
        return None if row is None else IssueOffer(row.id, row.number, row.title, row.topic, known.reason)


def _heading(text: str) -> str:
    """The first sentence, or its beginning up to a whole word."""
    sentence = _SENTENCE_ENDS.split(text.strip(), maxsplit=1)[0].rstrip(".")
    if len(sentence) <= TITLE_ABOUT:
        return sentence
    return sentence[:TITLE_ABOUT].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def _pieces(text: str, at_most: int) -> list[str]:
    """The text in pieces of so many characters at most, cut between words; at least one piece."""
    pieces: list[str] = []
    while len(text) > at_most:
        cut = text.rfind(" ", at_most // 2, at_most)
        cut = cut if cut > 0 else at_most
        pieces.append(text[:cut].strip())
        text = text[cut:].strip()
    return [*pieces, text]
