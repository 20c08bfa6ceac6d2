"""Four hundred issues of Vzorov: those that follow from what was seen at places, and those that people brought."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import log
from random import Random

from geodata.demo.bodies import Calendar
from geodata.demo.lives import Trouble
from geodata.demo.matter_texts import MATTERS
from geodata.demo.parts import part_for
from geodata.demo.sites import SitePlan
from geodata.demo.stories import EventPlan, Part, Story, tell_story
from geodata.demo.workdays import workday
from geodata.model.issues import IssueTopic
from geodata.model.people import Sensitivity
from geodata.model.sites import SiteKind

ISSUES = 400

K, T = SiteKind, IssueTopic
_TOPICS = {
    K.HAZARDOUS_BUILDING: T.BUILDING,
    K.ILLEGAL_DUMP: T.DUMP,
    K.GAMBLING_VENUE: T.GAMBLING,
    K.HOSTEL: T.HOUSING,
    K.SYRINGE_FIND: T.SYRINGES,
    K.PUBLIC_SPACE: T.PUBLIC_SPACE,
    K.OTHER: T.PUBLIC_SPACE,
}
# Not every trouble comes before a body; a dump that is cleaned in three days does not.
_RAISED_SHARE = {K.ILLEGAL_DUMP: 0.85, K.SYRINGE_FIND: 0.28, K.GAMBLING_VENUE: 0.5, K.PUBLIC_SPACE: 0.9}
_MATTER_KINDS: dict[IssueTopic, tuple[SiteKind, ...]] = {
    T.THEFT: (K.HAZARDOUS_BUILDING, K.PUBLIC_SPACE),
    T.PESTS: (K.ILLEGAL_DUMP, K.HOSTEL, K.HAZARDOUS_BUILDING),
    T.NEIGHBOURS: (K.PUBLIC_SPACE, K.HOSTEL),
    T.TRUANCY: (K.PUBLIC_SPACE,),
    T.DISCRIMINATION: (K.HOSTEL, K.GAMBLING_VENUE),
    T.ANIMALS: (K.PUBLIC_SPACE, K.ILLEGAL_DUMP),
    T.SERVICES: (K.HOSTEL, K.PUBLIC_SPACE),
    T.OTHER: (K.HAZARDOUS_BUILDING,),
}
_MATTER_WEIGHTS = (18, 20, 17, 10, 6, 10, 9, 10)
_MEDIAN_MATTER_DAYS = 75
_NEAR_M = 320.0  # places of one issue lie within a few streets


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """An issue with its whole story; `sites` are numbers of places, `raised_meeting` that of a meeting."""

    topic: IssueTopic
    title: str
    description: str
    sensitivity: Sensitivity
    part: Part
    sites: tuple[int, ...]
    events: tuple[EventPlan, ...]

    @property
    def raised_on(self) -> date:
        """The day of its first step."""
        return self.events[0].day

    @property
    def raised_meeting(self) -> int | None:
        """The number of the meeting it was raised at, if it was at one."""
        return self.events[0].meeting


def plan_issues(sites: list[SitePlan], calendar: Calendar, first: date, last: date, chance: Random) -> list[IssuePlan]:
    """All issues in the order in which they were raised."""
    issues = list(_from_troubles(sites, calendar, last, chance))
    if len(issues) > ISSUES:
        issues = [issues[place] for place in sorted(chance.sample(range(len(issues)), ISSUES))]
    matters = _matters(sites, calendar, first, last, chance)
    while len(issues) < ISSUES:
        issues.append(next(matters))
    return sorted(issues, key=lambda issue: issue.raised_on)


def _from_troubles(sites: list[SitePlan], calendar: Calendar, last: date, chance: Random) -> Iterator[IssuePlan]:
    for site in sites:
        troubles = [_complained_about(trouble, site.kind, last, chance) for trouble in site.troubles]
        while troubles:
            if chance.random() > _RAISED_SHARE.get(site.kind, 1.0):
                troubles.pop(0)
                continue
            topic = _TOPICS[site.kind]
            part = part_for(topic, site.district, chance)
            story = Story(part, calendar, last, chance)
            covered = tell_story(story, troubles)
            if covered:
                yield _issue(topic, _together(site, sites, chance, 0.22), story, chance)
            del troubles[: max(covered, 1)]


def _complained_about(trouble: Trouble, kind: SiteKind, last: date, chance: Random) -> Trouble:
    """A gaming hall is no trouble by being open: complaints begin some day and mostly end by an agreement."""
    if kind != K.GAMBLING_VENUE:
        return trouble
    begun = trouble.start + timedelta(days=chance.randint(5, 300))
    if begun >= last:
        begun = trouble.start
    settled = begun + timedelta(days=round(chance.lognormvariate(log(_MEDIAN_MATTER_DAYS), 0.6)))
    return Trouble(begun, settled if settled < last else None, trouble.condition)


def _matters(sites: list[SitePlan], calendar: Calendar, first: date, last: date, chance: Random) -> Iterator[IssuePlan]:
    """Issues without an observation behind them, one after another for as long as somebody asks."""
    topics = list(MATTERS)
    while True:
        topic = chance.choices(topics, _MATTER_WEIGHTS)[0]
        site = chance.choice([site for site in sites if site.kind in _MATTER_KINDS[topic] and site.looks])
        start = workday(first + timedelta(days=chance.randint(5, (last - first).days - 3)))
        end = start + timedelta(days=round(chance.lognormvariate(log(_MEDIAN_MATTER_DAYS), 0.8)))
        trouble = Trouble(start, end if chance.random() < 0.85 and end < last else None, site.looks[0].condition)
        story = Story(part_for(topic, site.district, chance), calendar, last, chance)
        if tell_story(story, [trouble]):
            yield _issue(topic, _together(site, sites, chance, 0.35), story, chance)


def _together(site: SitePlan, sites: list[SitePlan], chance: Random, share: float) -> list[SitePlan]:
    """The place itself, sometimes with one or two of its kind near by."""
    if chance.random() > share:
        return [site]
    near = [
        other
        for other in sites
        if other.kind == site.kind
        and other.number != site.number
        and (other.east - site.east) ** 2 + (other.north - site.north) ** 2 < _NEAR_M**2
    ]
    return [site, *chance.sample(near, min(len(near), chance.randint(1, 2)))]


def _issue(topic: IssueTopic, places: list[SitePlan], story: Story, chance: Random) -> IssuePlan:
    site = places[0]
    said = site.street if topic in MATTERS else _said(site)
    description = story.events[0].note
    if topic not in MATTERS and site.looks and site.looks[0].note:
        description = f"{description} Při zápisu: {site.looks[0].note}"
    hidden = topic == T.DISCRIMINATION or any(place.sensitivity == Sensitivity.RESTRICTED for place in places)
    return IssuePlan(
        topic=topic,
        title=chance.choice(story.part.texts.titles).format(place=said),
        description=description,
        sensitivity=Sensitivity.RESTRICTED if hidden else Sensitivity.PARTNERS,
        part=story.part,
        sites=tuple(place.number for place in places),
        events=tuple(story.events),
    )


def _said(site: SitePlan) -> str:
    """How people call the place within a sentence that already says its kind."""
    for word in ("Skládka ", "Stříkačky ", "Dům "):
        site_name = site.name.removeprefix(word)
        if site_name != site.name:
            return site_name
    return site.name
