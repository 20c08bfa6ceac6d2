"""Names by which the city knows its bodies, organisations, streets and open issues, for reading texts against them."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.model.issues import IssueTopic


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class KnownIssue:
    """An open issue; `places` are the names and addresses of its sites."""

    number: str
    title: str
    topic: IssueTopic
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Everything may be empty: texts are then read by their form alone."""

    bodies: tuple[str, ...] = ()
    organisations: tuple[KnownOrganisation, ...] = ()
    streets: tuple[str, ...] = ()
    issues: tuple[KnownIssue, ...] = ()
