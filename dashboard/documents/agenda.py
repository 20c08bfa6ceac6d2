"""The agenda of a meeting that is to come, with which its members are invited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.documents.blocks import Block, Document, Facts, Heading, Paragraph, Tone
from dashboard.documents.meeting_parts import about, by_when, document, meeting_facts, point_title, who_has
from dashboard.labels import label
from dashboard.language import _
from geodata.model.meetings import AgendaReason
from geodata.services.meeting_card import AgendaPoint, MeetingCard
from geodata.services.task_lines import TaskLine


def agenda_document(
    card: MeetingCard,
    city: str,
    sheets: Sequence[Block] = (),
    promised: Sequence[TaskLine] = (),
    *,
    restricted: bool = False,
) -> Document:
    """The invitation with the agenda as it stands, and the map sheets and photos of its points behind it.

    `promised` are the open tasks of the body: each stands under the point about its issue; those about no issue follow,
    and one about an issue that is not on the agenda is left out. `restricted`: its points speak of restricted matters.
    """
    invited = "; ".join(line.organisation for line in card.attendance)
    facts = meeting_facts(card) + ([(_("Invited"), invited)] if invited else [])
    blocks: list[Block] = [
        Paragraph(_("You are invited to this meeting.")),
        Facts(tuple(facts)),
        Heading(_("Agenda"), 1),
        *(block for number, point in enumerate(card.points, start=1) for block in _point(number, point, promised)),
    ]
    if not card.points:
        blocks.append(Paragraph(_("No point stands on it yet.")))
    others = [task for task in promised if task.issue_id is None]
    if others:
        blocks += [Heading(_("What else was promised"), 1), *map(_task, others)]
    if sheets:
        blocks += [Heading(_("Maps and photos of the points"), 1), *sheets]
    return document(card, city, _("Invitation to the meeting"), blocks, restricted=restricted)


def _task(task: TaskLine) -> Paragraph:
    facts = f"{who_has(task)}, {by_when(task)}"
    return Paragraph(f"{task.text} ({facts})", lead=_("Promised:"), indented=True)


def _point(number: int, point: AgendaPoint, promised: Sequence[TaskLine]) -> Iterable[Block]:
    yield Heading(f"{number}. {point_title(point)}", 2)
    # That somebody simply added the point says nothing to those invited.
    reason = label(point.reason) if point.reason not in (None, AgendaReason.FREE) else None
    if said := " · ".join(filter(None, (point.organisation, reason, about(point)))):
        yield Paragraph(said, tone=Tone.QUIET)
    if point.text:
        yield Paragraph(point.text)
    if point.patrol is not None:
        yield Paragraph(point.patrol.result, lead=_("What the patrol found:"))
    if point.issue is not None:
        yield from (_task(task) for task in promised if task.issue_id == point.issue.id)
