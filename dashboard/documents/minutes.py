"""The minutes of a meeting as a document: what a Czech office would sign. Internal notes are never in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard import formats
from dashboard.documents.blocks import Block, Document, Facts, Heading, Paragraph, Signatures, Table, Tone
from dashboard.documents.meeting_parts import about, as_signed, by_when, document, meeting_facts, point_title, who_has
from dashboard.labels import label
from dashboard.language import _
from geodata.model.meetings import EntryKind, MeetingState, Presence
from geodata.services.meeting_card import AgendaPoint, MeetingCard
from geodata.services.minutes_lines import AddendumLine, AttendanceLine, EntryLine
from geodata.services.minutes_order import Group, in_order_of_minutes
from geodata.services.task_lines import TaskLine

# The number of a task, and of the point at which it was given.
Numbered = list[tuple[int, int, TaskLine]]


def minutes_document(card: MeetingCard, city: str, *, restricted: bool = False) -> Document:
    """The minutes of a meeting that began. Until they are closed they are a draft, and say so on each page.

    `restricted`: the points speak of restricted matters.
    """
    groups = in_order_of_minutes(card.points)
    spoken_of = list(_spoken_of(groups))
    tasks = _numbered(point for _name, points in spoken_of for point in points)
    blocks: list[Block] = [
        Facts((*meeting_facts(card), (_("Minutes"), _state(card)))),
        *_attendance(card.attendance),
        *_points(spoken_of, tasks),
        *_left_over(card, groups),
        *_tasks(tasks),
        *_next(card),
        *_addenda(card.addenda),
        _signatures(),
    ]
    mark = _("DRAFT") if card.state == MeetingState.HELD else ""
    return document(card, city, _("Minutes of the meeting"), blocks, mark=mark, restricted=restricted)


def _state(card: MeetingCard) -> str:
    match card.state:
        case MeetingState.HELD:
            return _("a draft: they are still being written")
        case MeetingState.SIGNED:
            return as_signed(_("signed off on {day}").format(day=formats.day(card.signed_at)), card.signed_by)
        case _:
            return _("closed on {day}, not signed off yet").format(day=formats.day(card.closed_at))


def _attendance(lines: Sequence[AttendanceLine]) -> list[Block]:
    blocks: list[Block] = [Heading(_("Attendance"), 1)]
    there = [line for line in lines if line.presence == Presence.PRESENT]
    if there:
        header = (_("Organisations present"), _("Who came"))
        rows = tuple((line.organisation, line.names or "–") for line in there)
        blocks.append(Table(header, rows, (2, 3)))
    for presence, lead in (
        (Presence.EXCUSED, label(Presence.EXCUSED)),
        (Presence.ABSENT, label(Presence.ABSENT)),
        (None, _("Not noted")),
    ):
        named = [_named(line) for line in lines if line.presence == presence]
        if named:
            blocks.append(Paragraph("; ".join(named), lead=f"{lead}:"))
    if len(blocks) == 1:
        blocks.append(Paragraph(_("Nobody's attendance was noted.")))
    return blocks


def _named(line: AttendanceLine) -> str:
    return f"{line.organisation} ({line.names})" if line.names else line.organisation


def _was_spoken_of(point: AgendaPoint) -> bool:
    """Something may be written at a point that counts as not discussed: not a word of it is left out."""
    return point.discussed or bool(point.tasks) or bool(_said(point))


def _said(point: AgendaPoint) -> list[EntryLine]:
    return [entry for entry in point.entries if entry.kind != EntryKind.INTERNAL]


def _spoken_of(groups: Iterable[Group]) -> Iterable[Group]:
    """Of each organisation what was spoken of."""
    for organisation, points in groups:
        spoken_of = tuple(point for point in points if _was_spoken_of(point))
        if spoken_of:
            yield organisation, spoken_of


def _numbered(points: Iterable[AgendaPoint]) -> Numbered:
    """The tasks in the order of the points."""
    given = [(point.number, task) for point in points for task in point.tasks]
    return [(place, number, task) for place, (number, task) in enumerate(given, start=1)]


def _points(groups: list[Group], tasks: Numbered) -> Iterable[Block]:
    yield Heading(_("What was discussed"), 1)
    if not groups:
        yield Paragraph(_("Nothing is written here yet."))
    for organisation, points in groups:
        yield Heading(organisation or _("Common points"), 2)
        for point in points:
            yield Heading(f"{point.number}. {point_title(point)}", 3)
            yield from _point(point, [(place, task) for place, at, task in tasks if at == point.number])


def _point(point: AgendaPoint, tasks: list[tuple[int, TaskLine]]) -> Iterable[Block]:
    if what := about(point):
        yield Paragraph(what, tone=Tone.QUIET)
    if point.text:
        yield Paragraph(point.text)
    if point.patrol is not None:
        yield Paragraph(point.patrol.result, lead=_("What the patrol found:"))
    for entry in _said(point):
        tone = Tone.STRONG if entry.kind == EntryKind.DECISION else Tone.PLAIN
        yield Paragraph(entry.text, lead=f"{_whose(entry)}:", tone=tone, indented=True)
    for place, task in tasks:
        yield Paragraph(task.text, lead=_("Task {number}:").format(number=place), indented=True)


def _whose(entry: EntryLine) -> str:
    """Who said it, and what it was unless it was just said."""
    kind = label(entry.kind)
    if entry.organisation is None:
        return kind
    return entry.organisation if entry.kind == EntryKind.STATEMENT else f"{entry.organisation} – {kind.lower()}"


def _left_over(card: MeetingCard, groups: list[Group]) -> Iterable[Block]:
    """Points that nobody came to. While the minutes are being written the meeting may still come to them."""
    points = [point for _name, group in groups for point in group]
    missed = [point for point in points if not _was_spoken_of(point) and point.erased is None]
    if not missed:
        return
    is_draft = card.state == MeetingState.HELD
    yield Heading(_("Not discussed yet") if is_draft else _("Not discussed; on the next agenda"), 1)
    for point in missed:
        who = f" ({point.organisation})" if point.organisation else ""
        yield Paragraph(f"{point.number}. {point_title(point)}{who}", indented=True)


def _tasks(tasks: Numbered) -> Iterable[Block]:
    yield Heading(_("Tasks"), 1)
    if not tasks:
        yield Paragraph(_("No task was given."))
        return
    header = (_("Task"), _("Who"), _("By when"), _("Point"))
    rows = tuple((f"{place}. {task.text}", who_has(task), by_when(task), str(at)) for place, at, task in tasks)
    yield Table(header, rows, (10, 5, 5, 2))


def _next(card: MeetingCard) -> Iterable[Block]:
    if card.next_meeting is not None:
        yield Paragraph(formats.moment(card.next_meeting.starts_at), lead=_("Next meeting:"))


def _addenda(lines: Sequence[AddendumLine]) -> Iterable[Block]:
    if lines:
        yield Heading(_("Addenda"), 1)
    for line in lines:
        yield Paragraph(line.text, lead=f"{as_signed(formats.moment(line.recorded_at), line.person)}:")


def _signatures() -> Signatures:
    return Signatures(((_("Written by:"),), (_("Checked by:"),), (_("In"), _("on"))))
