"""Short phrases of which rows, cards and time lines are put together. All are Markdown with people's words escaped."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from dashboard import formats
from dashboard.components.signs import OVERDUE_SIGN
from dashboard.components.text import plain, sentence
from dashboard.field_labels import field_label, value_text
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata import clock
from geodata.errors import N_, Message
from geodata.model.fields import FIELDS
from geodata.model.issues import IssueEventKind
from geodata.model.sites import SiteKind
from geodata.services.event_lines import EventLine
from geodata.services.references import Deadline, MeetingRef, SiteRef
from geodata.services.tombstones import Erasure

SEPARATOR = " · "
SITES_NAMED = 2


def joined(*parts: str | None) -> str:
    """The parts that are there, with dots between them."""
    return SEPARATOR.join(part for part in parts if part)


def deadline_phrase(deadline: Deadline) -> str | None:
    """Until when, and by how much it was missed; None where nobody said."""
    if deadline.due_on is None:
        return _("due at the next meeting") if deadline.next_meeting else None
    if deadline.overdue:
        late = (clock.today() - deadline.due_on).days
        words = ngettext("{count} day overdue", "{count} days overdue", late).format(count=formats.number(late))
        return f"**{OVERDUE_SIGN} {words}**"
    day = formats.day(deadline.due_on)
    if deadline.next_meeting:
        return _("due at the meeting on {day}").format(day=day)
    return _("due {day}").format(day=day)


def assignee_phrase(assignee: str | None, person: str | None = None) -> str:
    """Who has it, and which person of them."""
    nobody = _("nobody has it")
    if not assignee:
        return f"**{nobody}**"
    names = f"{plain(assignee)} ({plain(person)})" if person else plain(assignee)
    return _("with {organisation}").format(organisation=names)


def sites_phrase(sites: tuple[SiteRef, ...]) -> str | None:
    """The first places by name, and how many more there are."""
    if not sites:
        return None
    named = "; ".join(plain(site_name(site)) for site in sites[:SITES_NAMED])
    more = len(sites) - SITES_NAMED
    if more <= 0:
        return named
    return ngettext("{sites} and {count} more place", "{sites} and {count} more places", more).format(
        sites=named, count=more
    )


def site_name(site: SiteRef) -> str:
    """The name of a place, or its kind where it has none."""
    return site.name or label(site.kind)


def missed_phrase(missed: bool) -> str | None:
    """That a meeting ended without coming to a point."""
    words = _("not discussed")
    return f"**{words}**" if missed else None


def meeting_phrase(meeting: MeetingRef) -> str:
    """The body and the day of a meeting."""
    return f"{plain(meeting.body)} {formats.day(meeting.starts_at)}"


def author_phrase(person: str | None, organisation: str | None) -> str | None:
    """Who wrote it: the organisation first, because it is who answers for it.

    A person without a name is one whose account was erased.
    """
    if person == "":
        return _("former worker of {organisation}").format(organisation=plain(organisation or _("the city")))
    names = [plain(name) for name in dict.fromkeys((organisation, person)) if name]
    return ", ".join(names) or None


def recorded_phrase(happened_on: date, recorded_at: datetime) -> str:
    """When it was written down; the day is told only where it differs from the day it was true."""
    written = formats.local(recorded_at)
    if written.date() == happened_on:
        return _("recorded at {time}").format(time=formats.clock_time(written.time()))
    return _("recorded {moment}").format(moment=formats.moment(recorded_at))


def erasure_phrase(erased: Erasure) -> str:
    """What stands where words were."""
    said = Message(
        N_("What stood here was erased on {day} by the rule “{rule}”."), {"day": erased.day, "rule": erased.rule}
    )
    return f"*{sentence(said)}*"


def event_phrase(event: EventLine) -> str:
    """What a step changed."""
    parts: list[str | None] = []
    if event.status is not None:
        reason = f" ({label(event.reason)})" if event.reason is not None else ""
        parts.append(f"**{label(event.status)}**{reason}")
    elif event.kind not in (IssueEventKind.ASSIGNMENT, IssueEventKind.DEADLINE):
        parts.append(f"**{label(event.kind)}**")
    if event.assignee is not None:
        person = f" ({plain(event.given_to)})" if event.given_to else ""
        parts.append(_("given to {organisation}").format(organisation=f"**{plain(event.assignee)}**{person}"))
    parts.append(_due_phrase(event))
    if event.site is not None:
        parts.append(plain(site_name(event.site)))
    if event.other is not None:
        parts.append(event.other.number)
    return joined(*parts)


def _due_phrase(event: EventLine) -> str | None:
    if event.due_on is not None:
        deadline = Deadline(event.due_on, event.due_next_meeting, overdue=False)
        return deadline_phrase(deadline)
    if event.due_next_meeting:
        return _("due at the next meeting")
    return _("deadline taken away") if event.kind == IssueEventKind.DEADLINE else None


def details_phrases(kind: SiteKind, details: dict[str, Any]) -> list[tuple[str, str]]:
    """The facts of a kind that are known, each with its name, in the order of the form; plain text."""
    return [
        (field_label(field.name), value_text(field, details[field.name]))
        for field in FIELDS[kind]
        if field.name in details
    ]
