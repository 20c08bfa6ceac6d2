"""What the codes of the model are called on the screen, in one place.

The same code means different things in different lists (a closed venue, a closed meeting), so names are kept by list.
Every code of `geodata.model` has one; a test holds it.
"""

from __future__ import annotations

from enum import StrEnum

from dashboard.emergency_labels import EMERGENCY_LABELS
from dashboard.language import _
from dashboard.proposal_labels import PROPOSAL_LABELS
from dashboard.submission_labels import SUBMISSION_LABELS
from geodata.errors import N_
from geodata.model.areas import AreaKind
from geodata.model.issues import BulkStep, EvidenceKind, IssueEventKind, IssueStatus, IssueTopic, RefusalReason
from geodata.model.meetings import (
    AgendaKind,
    AgendaReason,
    BodyKind,
    EntryKind,
    MeetingState,
    Presence,
    TaskStatus,
)
from geodata.model.network import CapacityUnit, ServiceForm, ServiceKind
from geodata.model.patrols import PatrolState
from geodata.model.people import LinkPurpose, OrganisationKind, Role, Sensitivity, SignInWay
from geodata.model.personal_data import PersonalDataKind
from geodata.model.public_picture import CellState
from geodata.model.retention import ErasedKind, RetentionRule
from geodata.model.sites import Condition, SiteKind, SiteState

LABELS: dict[type[StrEnum], dict[str, str]] = {
    **SUBMISSION_LABELS,
    **EMERGENCY_LABELS,
    SiteKind: {
        SiteKind.HAZARDOUS_BUILDING: N_("Hazardous building"),
        SiteKind.ILLEGAL_DUMP: N_("Illegal dump"),
        SiteKind.GAMBLING_VENUE: N_("Gambling venue"),
        SiteKind.HOSTEL: N_("Hostel"),
        SiteKind.SYRINGE_FIND: N_("Syringe find"),
        SiteKind.PUBLIC_SPACE: N_("Public space"),
        SiteKind.OTHER: N_("Other place"),
    },
    Condition: {
        Condition.NEGLECTED: N_("Neglected"),
        Condition.DANGEROUS: N_("Dangerous"),
        Condition.COLLAPSED: N_("Collapsed"),
        Condition.SECURED: N_("Secured"),
        Condition.DEMOLISHED: N_("Demolished"),
        Condition.PRESENT: N_("Still there"),
        Condition.GROWING: N_("Growing"),
        Condition.CLEANED: N_("Cleaned up"),
        Condition.RETURNED: N_("Came back"),
        Condition.OPERATING: N_("Operating"),
        Condition.CLOSED: N_("Closed down"),
        Condition.GOOD: N_("In order"),
        Condition.POOR: N_("Poor"),
        Condition.UNKNOWN: N_("Condition unknown"),
    },
    SiteState: {
        SiteState.OVERDUE: N_("Issue overdue"),
        SiteState.OPEN: N_("Issue open"),
        SiteState.WAITING: N_("Waiting for verification"),
        SiteState.NONE: N_("No open issue"),
        SiteState.NEVER_VERIFIED: N_("Never verified"),
    },
    CellState: {
        CellState.OPEN: N_("To be solved"),
        CellState.SOLVED: N_("Solved"),
        CellState.CLEARED: N_("Cleared"),
    },
    IssueTopic: {
        IssueTopic.BUILDING: N_("Dilapidated building"),
        IssueTopic.DUMP: N_("Dumped waste"),
        IssueTopic.GAMBLING: N_("Gambling"),
        IssueTopic.HOUSING: N_("Housing"),
        IssueTopic.SYRINGES: N_("Syringes"),
        IssueTopic.THEFT: N_("Theft"),
        IssueTopic.PESTS: N_("Pests"),
        IssueTopic.NEIGHBOURS: N_("Neighbours"),
        IssueTopic.TRUANCY: N_("Truancy"),
        IssueTopic.DISCRIMINATION: N_("Discrimination"),
        IssueTopic.ANIMALS: N_("Stray animals"),
        IssueTopic.PUBLIC_SPACE: N_("Public space and lighting"),
        IssueTopic.SERVICES: N_("Social services"),
        IssueTopic.OTHER: N_("Other topic"),
    },
    IssueStatus: {
        IssueStatus.RAISED: N_("Raised"),
        IssueStatus.ACCEPTED: N_("Accepted"),
        IssueStatus.IN_PROGRESS: N_("In progress"),
        IssueStatus.DONE: N_("Done, to be verified"),
        IssueStatus.VERIFIED: N_("Verified"),
        IssueStatus.REFUSED: N_("Refused"),
        IssueStatus.REOPENED: N_("Reopened"),
    },
    IssueEventKind: {
        IssueEventKind.STATUS: N_("Change of state"),
        IssueEventKind.ASSIGNMENT: N_("Assignment"),
        IssueEventKind.DEADLINE: N_("Deadline"),
        IssueEventKind.COMMENT: N_("Comment"),
        IssueEventKind.LINK: N_("Link to a place"),
        IssueEventKind.UNLINK: N_("Link to a place removed"),
        IssueEventKind.DISCUSSED: N_("Discussed"),
        IssueEventKind.MERGED: N_("Merged here"),
        IssueEventKind.PARTED: N_("Followed by itself again"),
    },
    BulkStep: {
        BulkStep.ACCEPT: N_("Accept"),
        BulkStep.ASSIGN: N_("Give it to somebody"),
        BulkStep.DEADLINE: N_("Set the deadline"),
        BulkStep.COMMENT: N_("Add a comment"),
    },
    EvidenceKind: {
        EvidenceKind.PHOTO: N_("A photo"),
        EvidenceKind.VISIT: N_("A visit"),
        EvidenceKind.DOCUMENT: N_("A letter or another document"),
    },
    RefusalReason: {
        RefusalReason.NO_COMPETENCE: N_("No competence"),
        RefusalReason.LAW_BARS_ENTRY: N_("The law bars entry"),
        RefusalReason.PRIVATE_OWNER: N_("Private owner"),
        RefusalReason.NO_MONEY: N_("No money"),
        RefusalReason.DUPLICATE: N_("Already followed elsewhere"),
        RefusalReason.NOT_FOUND: N_("Nothing was found on the spot"),
        RefusalReason.OTHER: N_("Another reason"),
    },
    BodyKind: {
        BodyKind.CELL: N_("Police cell"),
        BodyKind.COMMISSION: N_("Commission"),
        BodyKind.WORKING_GROUP: N_("Working group"),
        BodyKind.COORDINATOR_MEETING: N_("Coordinator meeting"),
        BodyKind.CONSILIUM: N_("Consilium"),
        BodyKind.ROUND_TABLE: N_("Round table"),
    },
    PatrolState: {
        PatrolState.PLANNED: N_("Planned"),
        PatrolState.UNDER_WAY: N_("Patrol under way"),
        PatrolState.DONE: N_("Walked, result to be written"),
        PatrolState.REPORTED: N_("Result written"),
        PatrolState.CANCELLED: N_("Cancelled"),
    },
    MeetingState: {
        MeetingState.PLANNED: N_("Planned"),
        MeetingState.HELD: N_("Minutes being written"),
        MeetingState.CLOSED: N_("Minutes closed"),
        MeetingState.SIGNED: N_("Minutes signed"),
        MeetingState.CANCELLED: N_("Cancelled"),
    },
    AgendaKind: {
        AgendaKind.INFORMATION: N_("Information"),
        AgendaKind.DECISION: N_("Decision"),
        AgendaKind.TASK: N_("Task"),
    },
    AgendaReason: {
        AgendaReason.PROMISED: N_("Promised last time"),
        AgendaReason.OVERDUE: N_("Overdue"),
        AgendaReason.ANSWERED: N_("Moved since last time"),
        AgendaReason.PATROL: N_("Result of a patrol"),
        AgendaReason.RETURNING: N_("Not finished last time"),
        AgendaReason.PROPOSAL: N_("Proposal of zones to be reviewed"),
        AgendaReason.ASSIGNED: N_("Open here"),
        AgendaReason.REPORTED: N_("Newly reported since last time"),
        AgendaReason.FREE: N_("Added point"),
    },
    EntryKind: {
        EntryKind.STATEMENT: N_("Statement"),
        EntryKind.QUESTION: N_("Question"),
        EntryKind.INFORMATION: N_("Information"),
        EntryKind.DECISION: N_("Decision"),
        EntryKind.INTERNAL: N_("Internal note"),
    },
    Presence: {
        Presence.PRESENT: N_("Present"),
        Presence.EXCUSED: N_("Excused"),
        Presence.ABSENT: N_("Absent"),
    },
    TaskStatus: {
        TaskStatus.OPEN: N_("Open task"),
        TaskStatus.DONE: N_("Done"),
        TaskStatus.DROPPED: N_("No longer needed"),
    },
    PersonalDataKind: {
        PersonalDataKind.BIRTH_NUMBER: N_("birth number"),
        PersonalDataKind.PHONE: N_("phone number"),
        PersonalDataKind.EMAIL: N_("e-mail address"),
        PersonalDataKind.NAME: N_("name of a person"),
    },
    OrganisationKind: {
        OrganisationKind.CITY: N_("City"),
        OrganisationKind.CITY_DISTRICT: N_("City district office"),
        OrganisationKind.STATE_POLICE: N_("State police"),
        OrganisationKind.MUNICIPAL_POLICE: N_("Municipal police"),
        OrganisationKind.NGO: N_("Non-profit organisation"),
        OrganisationKind.SCHOOL: N_("School"),
        OrganisationKind.AUTHORITY: N_("Authority"),
        OrganisationKind.PROVIDER: N_("Service provider"),
        OrganisationKind.OTHER: N_("Other organisation"),
    },
    LinkPurpose: {
        LinkPurpose.INVITATION: N_("Welcome to Lokality"),
        LinkPurpose.RESET: N_("A new password"),
    },
    SignInWay: {
        SignInWay.PASSWORD: N_("by password"),
        SignInWay.OPENID: N_("by the city's account"),
        SignInWay.LINK: N_("by a one-time link"),
        SignInWay.DEMO: N_("in the demo"),
    },
    RetentionRule: {
        RetentionRule.CLOSED_ISSUES: N_("Closed issues"),
        RetentionRule.CLOSED_SITES: N_("Places that are no more"),
        RetentionRule.NOTES: N_("Notes of visits and facts in words"),
        RetentionRule.PHOTOS: N_("Photos of places"),
        RetentionRule.AGENDA: N_("Words of agendas"),
        RetentionRule.PATROLS: N_("Patrols of the past"),
        RetentionRule.PATROL_TRACKS: N_("Tracks of patrols"),
        RetentionRule.LOADS: N_("Traces of loaded files"),
        RetentionRule.SIGN_IN: N_("Traces of signing in"),
        RetentionRule.AUDIT_WORDS: N_("Words of the audit"),
        RetentionRule.ACCOUNT: N_("Account erased"),
    },
    ErasedKind: {
        ErasedKind.NOTE: N_("Note"),
        ErasedKind.PHOTO: N_("Photo"),
        ErasedKind.SITE: N_("Place"),
        ErasedKind.ISSUE: N_("Issue"),
        ErasedKind.AGENDA_ITEM: N_("Agenda point"),
        ErasedKind.SUBMISSION: N_("Letter to an authority"),
        ErasedKind.PATROL: N_("Patrol"),
        ErasedKind.LOAD: N_("Loaded file"),
        ErasedKind.ACCOUNT: N_("Account"),
    },
    Role: {
        Role.ADMIN: N_("Administrator"),
        Role.COORDINATOR: N_("Coordinator"),
        Role.OFFICIAL: N_("City official"),
        Role.TERRAIN: N_("Outreach worker"),
        Role.POLICE: N_("Police officer"),
        Role.COMMISSION: N_("Commission member"),
        Role.PARTNER: N_("Partner"),
        Role.PUBLIC: N_("Public"),
    },
    Sensitivity: {
        Sensitivity.PUBLIC: N_("For everybody here, nothing confidential"),
        Sensitivity.PARTNERS: N_("For partners"),
        Sensitivity.RESTRICTED: N_("Only for us and the coordinators"),
    },
    AreaKind: {
        AreaKind.REGION: N_("Region"),
        AreaKind.DISTRICT: N_("District"),
        AreaKind.ORP: N_("Municipality with extended powers"),
        AreaKind.MUNICIPALITY: N_("Municipality"),
        AreaKind.CITY_DISTRICT: N_("City district"),
        AreaKind.CITY_PART: N_("Part of the city"),
        AreaKind.POLICE_DISTRICT: N_("Police district"),
        AreaKind.OTHER: N_("Other area"),
    },
    ServiceKind: {
        ServiceKind.COUNSELLING: N_("Expert social counselling"),
        ServiceKind.SUPPORTED_HOUSING: N_("Supported independent housing"),
        ServiceKind.SHELTER: N_("Shelter"),
        ServiceKind.HALFWAY_HOUSE: N_("Halfway house"),
        ServiceKind.CONTACT_CENTRE: N_("Contact centre"),
        ServiceKind.LOW_THRESHOLD_DAY_CENTRE: N_("Low-threshold day centre"),
        ServiceKind.LOW_THRESHOLD_YOUTH: N_("Low-threshold centre for children and youth"),
        ServiceKind.NIGHT_SHELTER: N_("Night shelter"),
        ServiceKind.FAMILY_ACTIVATION: N_("Social activation of families with children"),
        ServiceKind.THERAPEUTIC_WORKSHOP: N_("Social therapeutic workshop"),
        ServiceKind.OUTREACH_PROGRAMME: N_("Outreach programme"),
        ServiceKind.SOCIAL_REHABILITATION: N_("Social rehabilitation"),
        ServiceKind.OTHER: N_("Other service"),
    },
    ServiceForm: {
        ServiceForm.RESIDENTIAL: N_("Residential"),
        ServiceForm.AMBULATORY: N_("Ambulatory"),
        ServiceForm.OUTREACH: N_("In the field"),
    },
    CapacityUnit: {
        CapacityUnit.BEDS: N_("beds"),
        CapacityUnit.PEOPLE: N_("people at a time"),
        CapacityUnit.POSTS: N_("full-time posts"),
    },
    **PROPOSAL_LABELS,
}

# The layers of the map and the tiles of a choice speak of many places of a kind.
KINDS_IN_PLURAL: dict[SiteKind, str] = {
    SiteKind.HAZARDOUS_BUILDING: N_("Hazardous buildings"),
    SiteKind.ILLEGAL_DUMP: N_("Illegal dumps"),
    SiteKind.GAMBLING_VENUE: N_("Gambling venues"),
    SiteKind.HOSTEL: N_("Hostels"),
    SiteKind.SYRINGE_FIND: N_("Syringe finds"),
    SiteKind.PUBLIC_SPACE: N_("Public spaces"),
    SiteKind.OTHER: N_("Other places"),
}

# What a person does to bring an issue into a state; RAISED is where it begins.
ACTIONS: dict[IssueStatus, str] = {
    IssueStatus.RAISED: N_("Raise the issue"),
    IssueStatus.ACCEPTED: N_("Accept"),
    IssueStatus.IN_PROGRESS: N_("Start working on it"),
    IssueStatus.DONE: N_("Mark as done"),
    IssueStatus.VERIFIED: N_("Confirm on the spot"),
    IssueStatus.REFUSED: N_("Refuse"),
    IssueStatus.REOPENED: N_("Open again"),
}


def label(code: StrEnum) -> str:
    """The name of a code in the reader's language."""
    return _(LABELS[type(code)][code.value])


def kinds_label(kind: SiteKind) -> str:
    """The name of many places of a kind ("Illegal dumps")."""
    return _(KINDS_IN_PLURAL[kind])


def action_label(status: IssueStatus) -> str:
    """What a person does to bring an issue into this state ("Mark as done")."""
    return _(ACTIONS[status])
