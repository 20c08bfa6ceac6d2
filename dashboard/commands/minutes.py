"""`lokality minutes`"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.opening import known_here
from dashboard.commands.speech import complain, say
from dashboard.formats import day
from dashboard.language import _, translate
from geodata.errors import N_, StorageError
from geodata.model.known_names import KnownNames

if TYPE_CHECKING:
    from loaders.minutes.result import Point, Task, Understood

HELP = N_("Say what minutes say: text, .docx or PDF. Nothing is stored; a person checks it.")
_STANDARD_INPUT = Path("-")


def minutes(
    file: Annotated[Path, typer.Argument(help=N_("The minutes; - reads a text from the standard input."))],
    as_json: Annotated[bool, typer.Option("--json", help=N_("Print everything as JSON."))] = False,
    lang: Annotated[str | None, typer.Option(help=N_("Language of the messages: cs or en."))] = None,
) -> None:
    """Read against the names the city knows, where there is a database."""
    from loaders.minutes.documents import text_of
    from loaders.minutes.telling import as_plain
    from loaders.minutes.understanding import understand

    text = text_of(sys.stdin.read()) if file == _STANDARD_INPUT else text_of(file)
    found = understand(text, _known())
    if as_json:
        say(json.dumps(as_plain(found), ensure_ascii=False, indent=1))
    else:
        _say(found)


def _known() -> KnownNames:
    """What the city of this installation knows; nothing where there is none yet."""
    from geodata.services.known_names import known_names

    try:
        return known_here(known_names) or KnownNames()
    except StorageError as fault:
        complain(translate(fault.message))
        complain(_("The minutes are read without the names of the city."))
        return KnownNames()


def _say(found: Understood) -> None:
    if found.body is None and found.date is None and not found.points:
        say(_("No minutes were recognised in this text."))
        return
    unknown = _("not said")
    say(_("Body: {body}").format(body=found.body.value if found.body else unknown))
    when = day(found.date.value) if found.date else unknown
    say(_("Held: {when}").format(when=f"{when} {found.time.value:%H:%M}" if found.time else when))
    say(_("Where: {place}").format(place=found.place.value if found.place else unknown))
    say(_("Next meeting: {when}").format(when=day(found.next_date.value) if found.next_date else unknown))
    say(_("Present:"))
    for attendee in found.attendees:
        say(f"  {attendee.name} ({attendee.organisation or '–'})")
    for number, point in enumerate(found.points, start=1):
        _say_point(number, point)


def _say_point(number: int, point: Point) -> None:
    say(f"{number}. {' – '.join(part for part in (point.organisation, point.title, point.text) if part)}")
    for said in point.statements:
        sign = "?" if said.kind == "question" else ">"
        say(f"   {sign} {said.organisation or '–'}: {said.text}")
    for task in point.tasks:
        say("   " + _("Task: {what} – {who}, {due}").format(what=task.what, who=task.who or "–", due=_due(task)))
    if point.places:
        where = ", ".join(f"{place.street} {place.house_number}".strip() or place.said for place in point.places)
        say("   " + _("Places: {places}").format(places=where))
    for offer in point.issues:
        say(f"   {offer.number} {offer.title} ({translate(offer.reason)})")


def _due(task: Task) -> str:
    from loaders.minutes.result import NEXT_MEETING

    if task.due is None:
        return _("no day said")
    return _("by the next meeting") if task.due == NEXT_MEETING else day(task.due)
