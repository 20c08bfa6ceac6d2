"""What minutes say, each thing with the place in the text it was read from. Proposals: a person checks every one."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from geodata.errors import Message

Value = TypeVar("Value", covariant=True)

NEXT_MEETING: Literal["next meeting"] = "next meeting"

# Until when: a day, the next meeting of the body, or nothing that can be said as a day ("průběžně").
Due = datetime.date | Literal["next meeting"] | None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` to before `end`, in characters of the text that was read."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact(Generic[Value]):
    """One thing the head of the minutes says."""

    value: Value
    span: Span


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who was there, as the minutes write it; `organisation` is empty where they do not say it."""

    name: str
    organisation: str
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said to a point; `organisation` is empty for a bare "Dotaz: …"."""

    organisation: str
    kind: Literal["statement", "question"]
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place as it is said; `street` in its first case, empty for "u hřiště". `known`: it is a street of the city."""

    said: str
    street: str
    house_number: str
    known: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done; `who` is empty where nobody is named."""

    what: str
    who: str
    due: Due
    span: Span


@dataclass(frozen=True, slots=True)
class OfferedIssue:
    """An open issue a point may be about: how well it fits (0 to 1) and why. Nothing is linked by itself."""

    number: str
    title: str
    score: float
    reason: Message


@dataclass(frozen=True, slots=True)
class Point:
    """One point; `organisation` raised it, `title` is the heading it stands under, either may be empty."""

    organisation: str
    title: str
    text: str
    span: Span
    statements: tuple[Statement, ...] = ()
    places: tuple[Place, ...] = ()
    tasks: tuple[Task, ...] = ()
    issues: tuple[OfferedIssue, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """Everything that was understood. `organisations`: names as the minutes write them → as the city knows them."""

    body: Fact[str] | None = None
    date: Fact[datetime.date] | None = None
    time: Fact[datetime.time] | None = None
    place: Fact[str] | None = None
    next_date: Fact[datetime.date] | None = None
    attendees: tuple[Attendee, ...] = ()
    points: tuple[Point, ...] = ()
    organisations: Mapping[str, str] = field(default_factory=dict)
