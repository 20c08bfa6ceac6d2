"""What the agenda and the minutes of a meeting have in common, in the language spoken now."""

from __future__ import annotations

from babel.dates import format_date

from dashboard import formats
from dashboard.documents.blocks import Block, Document, Paragraph, Tone, with_printable_texts
from dashboard.labels import label
from dashboard.language import _, current_language
from geodata.services.meeting_card import AgendaPoint, MeetingCard
from geodata.services.references import SiteRef
from geodata.services.task_lines import TaskLine


def document(
    card: MeetingCard, city: str, title: str, blocks: list[Block], *, mark: str = "", restricted: bool = False
) -> Document:
    """A document about the meeting; one that holds restricted matters says so on each page."""
    marks, warning = [mark] if mark else [], []
    if restricted:
        marks.append(_("For members only"))
        told = _("This document speaks of restricted matters. Only members may have it; do not pass it on.")
        warning.append(Paragraph(told, tone=Tone.STRONG))
    return with_printable_texts(
        Document(
            language=current_language(),
            office=city,
            title=title,
            subtitle=card.body,
            footer=f"{card.body}, {formats.day(card.starts_at)}",
            page_words=_("Page {page} of {pages}"),
            marks=tuple(marks),
            blocks=(*warning, *blocks),
        )
    )


def meeting_facts(card: MeetingCard) -> list[tuple[str, str]]:
    """When and where, and the number under which the meeting is found again."""
    facts = [(_("Date and time"), _full_moment(card)), (_("Place"), card.place or "")]
    return [(name, value) for name, value in facts if value] + [(_("Number in Lokality"), str(card.id))]


def _full_moment(card: MeetingCard) -> str:
    """`čtvrtek 5. 11. 2026, 13:00`, in Czech time."""
    starts_at = formats.local(card.starts_at)
    weekday = format_date(starts_at.date(), format="EEEE", locale=current_language())
    return f"{weekday} {formats.day(starts_at)}, {formats.clock_time(starts_at.time())}"


def point_title(point: AgendaPoint) -> str:
    """The heading of a point; of an erased one, that it was erased."""
    if point.erased is None:
        return point.title
    words = _("What stood here was erased on {day} by the rule “{rule}”.")
    return words.format(day=formats.day(point.erased.day), rule=label(point.erased.rule))


def about(point: AgendaPoint) -> str:
    """The issue and the places that a point is about."""
    parts = []
    if point.issue is not None:
        number = _("Issue {number}").format(number=point.issue.number)
        parts.append(number if point.issue.title == point.title else f"{number}, {point.issue.title}")
    return "; ".join([*parts, *(_place(site) for site in point.sites)])


def _place(site: SiteRef) -> str:
    kind = label(site.kind)
    return f"{site.name} ({kind.lower()})" if site.name else kind


def who_has(task: TaskLine) -> str:
    """The organisation and the person that have a task."""
    return ", ".join(filter(None, (task.assignee, task.person))) or "–"


def by_when(task: TaskLine) -> str:
    """As it was said at the meeting. The day of the next one stands below: it may move, and minutes do not."""
    if task.deadline.next_meeting:
        return _("the next meeting")
    return formats.day(task.deadline.due_on)


def as_signed(day_words: str, person: str | None) -> str:
    """The words with the person's name behind; an erased account has none."""
    return f"{day_words}, {person}" if person else day_words
