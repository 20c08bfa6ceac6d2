"""The whole city before anything is stored: plain data, the same for the same day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from geodata.demo.addresses import AddressPlan, plan_addresses
from geodata.demo.agenda import ItemPlan, plan_agenda
from geodata.demo.bodies import Calendar, MeetingPlan, plan_meetings
from geodata.demo.issues import IssuePlan, plan_issues
from geodata.demo.localities import LocalityPlan, plan_localities
from geodata.demo.minutes import MinutesPlan, plan_minutes
from geodata.demo.network import ServicePlan, plan_services
from geodata.demo.proposals import ProposalPlan, plan_proposals
from geodata.demo.protected import BuildingPlan, PlacePlan, plan_buildings, plan_places
from geodata.demo.sites import SitePlan, plan_sites
from geodata.demo.streets import StreetPlan, plan_streets
from geodata.demo.workdays import at_hour

SEED = "Vzorov"
YEARS = 3


@dataclass(frozen=True, slots=True)
class CityPlan:
    """Everything that will be stored. `first` and `last` bound the days on which something happened."""

    first: date
    last: date
    streets: list[StreetPlan]
    addresses: list[AddressPlan]
    localities: list[LocalityPlan]
    sites: list[SitePlan]
    calendar: Calendar
    issues: list[IssuePlan]
    agenda: list[ItemPlan]
    minutes: MinutesPlan
    services: list[ServicePlan]
    proposals: list[ProposalPlan]
    places: list[PlacePlan]
    buildings: list[BuildingPlan]

    @property
    def begun_at(self) -> datetime:
        """When the first account was set up."""
        return at_hour(self.first, 8)

    @property
    def ended_at(self) -> datetime:
        """The last moment at which anything was written down: the evening before the present day."""
        return at_hour(self.last, 20)

    @property
    def today(self) -> date:
        """The present day."""
        return self.last + timedelta(days=1)

    def minutes_written_at(self, meeting: MeetingPlan) -> datetime:
        """The minutes are written the same evening, or some days later."""
        days = 0 if meeting.number % 3 else 1 + meeting.number % 4
        return min(at_hour(meeting.day + timedelta(days=days), 17, meeting.number % 60), self.ended_at)


def plan_city(today: date) -> CityPlan:
    """The city as it stands in the morning of `today`, with three years behind it."""
    first = today - timedelta(days=365 * YEARS + 1)
    last = today - timedelta(days=1)
    streets = plan_streets(_chance("streets"))
    addresses = plan_addresses(streets, _chance("addresses"))
    localities = plan_localities(first, today)
    sites = plan_sites(addresses, localities, first, last, _chance("sites"))
    calendar = plan_meetings(first, today, _chance("meetings"))
    issues = plan_issues(sites, calendar, first, last, _chance("issues"))
    agenda = plan_agenda(calendar, issues, _chance("agenda"))
    return CityPlan(
        first=first,
        last=last,
        streets=streets,
        addresses=addresses,
        localities=localities,
        sites=sites,
        calendar=calendar,
        issues=issues,
        agenda=agenda,
        minutes=plan_minutes(calendar, issues, agenda, today, _chance("minutes")),
        services=plan_services(addresses, _chance("services")),
        proposals=plan_proposals(localities, first, today),
        places=plan_places(addresses, _chance("protected")),
        buildings=plan_buildings(addresses, localities),
    )


def _chance(part: str) -> Random:
    """Random numbers of one part alone, so that changing one part leaves the others as they were."""
    return Random(f"{SEED}:{part}")
