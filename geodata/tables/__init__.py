"""The SQLAlchemy tables, one noun a module."""

from geodata.tables.addresses import AddressPoint
from geodata.tables.areas import Area, Locality, LocalityVersion
from geodata.tables.base import Base
from geodata.tables.history import Audit, AuditWords, DataVersion, Tombstone
from geodata.tables.issues import Issue, IssueEvent, IssueNumber, IssueSite
from geodata.tables.loads import KeptProfile, Load, Placing, Source
from geodata.tables.meetings import AgendaItem, Body, Meeting
from geodata.tables.network import Service, ServicePlace
from geodata.tables.people import Account, Municipality, Organisation
from geodata.tables.public_picture import PublicAreaRow, PublicCell, PublicPointRow, PublicSnapshot, PublicSwitch
from geodata.tables.sharing import IssueShare, LocalityShare, SiteShare
from geodata.tables.sign_in import AccountSession, OneTimeLink, SignInFailure
from geodata.tables.sites import Observation, Photo, Site
from geodata.tables.streets import Street
from geodata.tables.zones import Proposal, ProposalVersion, Zone

__all__ = [
    "Account",
    "AccountSession",
    "AddressPoint",
    "AgendaItem",
    "Area",
    "Audit",
    "AuditWords",
    "Base",
    "Body",
    "DataVersion",
    "Issue",
    "IssueEvent",
    "IssueNumber",
    "IssueShare",
    "IssueSite",
    "KeptProfile",
    "Load",
    "Locality",
    "LocalityShare",
    "LocalityVersion",
    "Meeting",
    "Municipality",
    "Observation",
    "OneTimeLink",
    "Organisation",
    "Photo",
    "Placing",
    "Proposal",
    "ProposalVersion",
    "PublicAreaRow",
    "PublicCell",
    "PublicPointRow",
    "PublicSnapshot",
    "PublicSwitch",
    "Service",
    "ServicePlace",
    "SignInFailure",
    "Site",
    "SiteShare",
    "Source",
    "Street",
    "Tombstone",
    "Zone",
]
