"""The SQLAlchemy tables, one noun a module."""

from geodata.tables.addresses import AddressPoint
from geodata.tables.areas import Area, Locality, LocalityVersion
from geodata.tables.base import Base
from geodata.tables.history import Audit, DataVersion
from geodata.tables.issues import Issue, IssueEvent, IssueNumber, IssueSite
from geodata.tables.loads import KeptProfile, Load, Placing, Source
from geodata.tables.meetings import AgendaItem, Body, Meeting
from geodata.tables.network import Service, ServicePlace
from geodata.tables.people import Account, Municipality, Organisation
from geodata.tables.sites import Observation, Photo, Site
from geodata.tables.streets import Street
from geodata.tables.zones import Proposal, ProposalVersion, Zone

__all__ = [
    "Account",
    "AddressPoint",
    "AgendaItem",
    "Area",
    "Audit",
    "Base",
    "Body",
    "DataVersion",
    "Issue",
    "IssueEvent",
    "IssueNumber",
    "IssueSite",
    "KeptProfile",
    "Load",
    "Locality",
    "LocalityVersion",
    "Meeting",
    "Municipality",
    "Observation",
    "Organisation",
    "Photo",
    "Placing",
    "Proposal",
    "ProposalVersion",
    "Service",
    "ServicePlace",
    "Site",
    "Source",
    "Street",
    "Zone",
]
