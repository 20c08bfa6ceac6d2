"""The SQLAlchemy tables, one noun a module."""

from geodata.tables.addresses import AddressPoint
from geodata.tables.areas import Area, Locality, LocalityVersion
from geodata.tables.base import Base
from geodata.tables.calendar_links import CalendarLink
from geodata.tables.commission import (
    BodySeat,
    ConflictOfInterest,
    ProposalBallot,
    ProposalComment,
    ProposalReview,
    ProposalStep,
    ProposalVote,
)
from geodata.tables.emergencies import (
    EmergencyAddress,
    EmergencyAssignedAddress,
    EmergencyAssignment,
    EmergencyEvent,
    EmergencyReport,
    EmergencyVisit,
)
from geodata.tables.ground import LandPiece, ProtectedPlace
from geodata.tables.history import Audit, AuditWords, DataVersion, Tombstone, Unwiped
from geodata.tables.issues import Issue, IssueEvent, IssueNumber, IssueSite, SavedFilter
from geodata.tables.loads import KeptProfile, Load, Placing, Source
from geodata.tables.meetings import Addendum, AgendaItem, Attendance, Body, BodyMember, Meeting, MinutesEntry, Task
from geodata.tables.network import Service, ServicePlace
from geodata.tables.patrols import Patrol, PatrolMember, PatrolOrganisation, PatrolStreet, PatrolTrack
from geodata.tables.people import Account, Municipality, Organisation
from geodata.tables.public_picture import PublicAreaRow, PublicCell, PublicPointRow, PublicSnapshot, PublicSwitch
from geodata.tables.sharing import IssueShare, LocalityShare, SiteShare
from geodata.tables.sign_in import AccountSession, OneTimeLink, SignInFailure
from geodata.tables.sites import Observation, Photo, Site
from geodata.tables.streets import Street
from geodata.tables.submissions import Submission, SubmissionEvent
from geodata.tables.zones import Bylaw, FindingAnswer, Proposal, ProposalVersion, Zone, ZoneAddress, ZoneException

__all__ = [
    "Account",
    "AccountSession",
    "Addendum",
    "AddressPoint",
    "AgendaItem",
    "Area",
    "Attendance",
    "Audit",
    "AuditWords",
    "Base",
    "Body",
    "BodyMember",
    "BodySeat",
    "Bylaw",
    "CalendarLink",
    "ConflictOfInterest",
    "DataVersion",
    "EmergencyAddress",
    "EmergencyAssignedAddress",
    "EmergencyAssignment",
    "EmergencyEvent",
    "EmergencyReport",
    "EmergencyVisit",
    "FindingAnswer",
    "Issue",
    "IssueEvent",
    "IssueNumber",
    "IssueShare",
    "IssueSite",
    "KeptProfile",
    "LandPiece",
    "Load",
    "Locality",
    "LocalityShare",
    "LocalityVersion",
    "Meeting",
    "MinutesEntry",
    "Municipality",
    "Observation",
    "OneTimeLink",
    "Organisation",
    "Patrol",
    "PatrolMember",
    "PatrolOrganisation",
    "PatrolStreet",
    "PatrolTrack",
    "Photo",
    "Placing",
    "Proposal",
    "ProposalBallot",
    "ProposalComment",
    "ProposalReview",
    "ProposalStep",
    "ProposalVersion",
    "ProposalVote",
    "ProtectedPlace",
    "PublicAreaRow",
    "PublicCell",
    "PublicPointRow",
    "PublicSnapshot",
    "PublicSwitch",
    "SavedFilter",
    "Service",
    "ServicePlace",
    "SignInFailure",
    "Site",
    "SiteShare",
    "Source",
    "Street",
    "Submission",
    "SubmissionEvent",
    "Task",
    "Tombstone",
    "Unwiped",
    "Zone",
    "ZoneAddress",
    "ZoneException",
]
