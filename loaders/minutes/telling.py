"""What was understood, as plain values for JSON: days as ISO, names as the minutes write them."""

from __future__ import annotations

from datetime import date
from typing import Any

from loaders.minutes.result import Due, Place, Point, Understood


def as_plain(found: Understood) -> dict[str, Any]:
    """One dictionary; what the minutes do not say is None or empty."""
    return {
        "body": found.body.value if found.body else None,
        "date": found.date.value.isoformat() if found.date else None,
        "time": f"{found.time.value:%H:%M}" if found.time else None,
        "place": found.place.value if found.place else None,
        "next_date": found.next_date.value.isoformat() if found.next_date else None,
        "attendees": [{"name": one.name, "organisation": one.organisation} for one in found.attendees],
        "points": [_point(point) for point in found.points],
        "organisations": dict(found.organisations),
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        "organisation": point.organisation,
        "title": point.title,
        "text": point.text,
        "statements": [
            {"organisation": said.organisation, "kind": said.kind, "text": said.text} for said in point.statements
        ],
        "places": [_place(place) for place in point.places],
        "tasks": [{"what": task.what, "who": task.who, "due": due_text(task.due)} for task in point.tasks],
        "issues": [{"number": offer.number, "title": offer.title, "score": offer.score} for offer in point.issues],
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "said": place.said,
        "street": place.street,
        "house_number": place.house_number,
        "known_street": place.known,
    }


def due_text(due: Due) -> str | None:
    """A day as ISO, "next meeting", or None."""
    return due.isoformat() if isinstance(due, date) else due
