"""Minutes from paper as a person would have accepted them, for the tests of keeping them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from geodata import clock
from geodata.database import Database
from geodata.model.issues import IssueTopic
from geodata.model.meetings import EntryKind
from geodata.model.paper_minutes import (
    PaperAttendance,
    PaperIssue,
    PaperMinutes,
    PaperPlace,
    PaperPoint,
    PaperStatement,
    PaperTask,
)
from geodata.model.people import Actor
from geodata.services.paper_minutes import keep_paper_minutes

ORIGIN = "Převzato z: zapis.docx"
_days_ago = count(400)


def another_day() -> datetime:
    """A moment on a day of its own, more than a year ago: no body of a test met then."""
    return clock.now().replace(microsecond=0) - timedelta(days=next(_days_ago))


def paper(body_id: int, *points: PaperPoint, **facts: Any) -> PaperMinutes:
    """Minutes of one point unless others are given; `facts` are further fields."""
    facts = {"starts_at": another_day(), "origin": ORIGIN, **facts}
    return PaperMinutes(body_id=body_id, points=points or (PaperPoint("Osvětlení"),), **facts)


def keep(database: Database, actor: Actor, body_id: int, *points: PaperPoint, **facts: Any) -> int:
    """Keep them; returns the id of the meeting."""
    return keep_paper_minutes(database, actor, paper(body_id, *points, **facts))


def full_paper(body_id: int, police_id: int, ngo_id: int, issue_id: int | None, **facts: Any) -> PaperMinutes:
    """Two organisations, three points: one about a known issue with tasks and a question, two that raise new ones."""
    known = PaperPoint(
        "Skládka u trati",
        "Vrátila se potřetí.",
        organisation_id=police_id,
        statements=(
            PaperStatement(EntryKind.STATEMENT, "Odvezli jsme ji v březnu.", ngo_id),
            PaperStatement(EntryKind.QUESTION, "Kdo ji odklízí?"),
        ),
        tasks=(PaperTask("Zjistit vlastníka", police_id, due_next_meeting=True), PaperTask("Vyfotit", ngo_id)),
        issue_id=issue_id,
    )
    address = PaperPlace(address="Lipová 12", longitude=14.05, latitude=50.66)
    new = PaperPoint(
        "Otevřený vchod",
        organisation_id=ngo_id,
        new_issue=PaperIssue(IssueTopic.BUILDING, "Otevřený vchod v Lipové", police_id, (address,)),
    )
    again = PaperPoint("Rozbité okno", new_issue=PaperIssue(IssueTopic.BUILDING, "Rozbité okno", None, (address,)))
    present = (PaperAttendance(police_id, "str. Vymyslil"), PaperAttendance(ngo_id, "Mgr. Jana Pohádková, Domněnková"))
    return paper(body_id, known, new, again, present=present, place="ZŠ Hutnická", **facts)


def with_text(minutes: PaperMinutes, field: str, text: str) -> PaperMinutes:
    """The minutes with the text in one of their fields ("points.new_issue.title")."""
    return replace(minutes, **_with_text(minutes, field.split("."), text))


def _with_text(record: Any, path: list[str], text: str) -> dict[str, Any]:
    name, *rest = path
    if not rest:
        return {name: text}
    inner = getattr(record, name)
    first = inner[0] if isinstance(inner, tuple) else inner
    changed = replace(first, **_with_text(first, rest, text))
    return {name: (changed, *inner[1:]) if isinstance(inner, tuple) else changed}
