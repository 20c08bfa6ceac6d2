"""How each service that takes an id is asked with one: the rows of the matrix in test_ids_of_others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from geodata import clock
from geodata.model.filters import SiteFilter
from geodata.model.issues import IssueStatus, IssueTopic
from geodata.model.people import OrganisationKind, Role, Sensitivity
from geodata.model.sites import SiteKind
from geodata.policy import Action
from geodata.services import (
    account_privacy,
    accounts,
    audit_search,
    ground_card,
    one_time_links,
    sessions,
)
from geodata.services.audit_search import AuditFilter
from geodata.services.extent import found_extent
from geodata.services.field_copies import field_copies
from geodata.services.issue_card import issue_card
from geodata.services.issue_links import link_site, unlink_site
from geodata.services.issue_list import list_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.issue_steps import (
    Step,
    advance_issue,
    assign_issue,
    changed_issue,
    comment_issue,
    set_deadline,
)
from geodata.services.issues import NewIssue, raise_issue
from geodata.services.load_extent import load_extent
from geodata.services.logged_places import log_place, log_visit
from geodata.services.meeting_card import meeting_card
from geodata.services.meeting_list import list_meetings
from geodata.services.meetings import NewAgendaItem, add_agenda_item, plan_meeting
from geodata.services.nearby import surroundings
from geodata.services.organisations import OrganisationChange, change_organisation
from geodata.services.photos import add_photo, photos_of, read_photo
from geodata.services.placing import place_record
from geodata.services.public_picture import withdraw_snapshot
from geodata.services.readings import Opened, note_reading
from geodata.services.sharing import Shareable, list_shares, share_record, unshare_record
from geodata.services.site_card import site_card
from geodata.services.site_export import export_sites
from geodata.services.site_list import list_sites, selected_ids
from geodata.services.sites import NewObservation, NewSite, SiteChange, correct_site, log_site, observe
from geodata.services.story import site_story
from geodata.services.tiles import TileRequest, kept_tile, tile
from tests.storage.asked import Asked, Row, reading
from tests.storage.rows_of_bodies import ROWS_OF_BODIES
from tests.storage.rows_of_bylaws import ROWS_OF_BYLAWS
from tests.storage.rows_of_commission import ROWS_OF_COMMISSION
from tests.storage.rows_of_dossier import ROWS_OF_DOSSIER
from tests.storage.rows_of_emergencies import ROWS_OF_EMERGENCIES
from tests.storage.rows_of_field import ROWS_OF_FIELD
from tests.storage.rows_of_ground import ROWS_OF_GROUND
from tests.storage.rows_of_issues import PERSON_GIVEN, PERSON_LISTED, PHOTO_SHOWN, ROWS_OF_ISSUES, VISIT_SHOWN
from tests.storage.rows_of_letters import ROWS_OF_LETTERS
from tests.storage.rows_of_minutes import ROWS_OF_MINUTES
from tests.storage.rows_of_paper import ROWS_OF_PAPER
from tests.storage.rows_of_patrols import LOGGED_UNDER_PATROLS, ROWS_OF_PATROLS
from tests.storage.rows_of_proposals import ROWS_OF_PROPOSALS
from tests.storage.test_photos import picture


def _about_issue(service: Callable[..., Any], *rest: Any) -> Row:
    return Row("issue", lambda by, id_: service(by.database, by.actor, id_, *rest))


def _at_meeting(service: Callable[..., Any], *rest: Any, **more: Any) -> Row:
    return Row("meeting", lambda by, id_: service(by.database, by.actor, by.own.issue, *rest, meeting_id=id_, **more))


def _raised(sort: str, field: str) -> Row:
    def ask(by: Asked, id_: int) -> int:
        value = (id_,) if field.endswith("_ids") else id_
        new = NewIssue(IssueTopic.DUMP, "Skládka", **{field: value})  # type: ignore[arg-type]
        return raise_issue(by.database, by.actor, new)

    return Row(sort, ask)


def _listed(sort: str, field: str) -> Row:
    return Row(sort, lambda by, id_: list_issues(by.database, by.actor, IssueFilter(**{field: id_})))  # type: ignore[arg-type]


def _seen(meeting_id: int | None = None) -> NewObservation:
    return NewObservation(clock.today(), meeting_id=meeting_id)


def _mentioned_place(meeting_id: int) -> NewSite:
    return NewSite(SiteKind.ILLEGAL_DUMP, 14.05, 50.66, _seen(meeting_id))


def _filtered(ask: Callable[[Asked, SiteFilter], Any], field: str) -> Row:
    return Row(field.removesuffix("_id"), lambda by, id_: ask(by, SiteFilter(**{field: id_})))  # type: ignore[arg-type]


def _ids(by: Asked, chosen: SiteFilter) -> list[int]:
    with by.database.read() as session:
        return selected_ids(by.database, session, by.actor, chosen)


def _whole(by: Asked, chosen: SiteFilter) -> list[Any]:
    return list(export_sites(by.database, by.actor, chosen, "csv").sites)


def _copied(by: Asked, chosen: SiteFilter) -> list[Any]:
    return list(field_copies(by.database, by.actor, chosen))


def _world(chosen: SiteFilter) -> TileRequest:
    return TileRequest("sites", 0, 0, 0, chosen)


def _kept(by: Asked, chosen: SiteFilter) -> bytes | None:
    tile(by.database, by.actor, _world(chosen))
    kept = kept_tile(by.database, by.actor, _world(chosen))
    return None if kept is None else kept.body


def _shared(service: Callable[..., Any]) -> dict[str, Row]:
    """A record of the sort, and an organisation that one's own record is to be shared with."""
    ask = Row("site", lambda by, id_: service(by.database, by.actor, Shareable.SITE, id_, by.own.organisation))
    of = Row("organisation", lambda by, id_: service(by.database, by.actor, Shareable.SITE, by.own.site, id_))
    return {"record_id": ask, "organisation_id": of}


def _audit(service: Callable[..., Any]) -> dict[str, Row]:
    def told(by: Asked, chosen: AuditFilter) -> Any:
        answer = service(by.database, by.actor, chosen)
        return list(answer) if isinstance(answer, Iterator) else answer

    return {
        "chosen.account_id": Row("account", lambda by, id_: told(by, AuditFilter(account_id=id_))),
        "chosen.subject_id": Row("site", lambda by, id_: told(by, AuditFilter(subject="site", subject_id=id_))),
    }


def _changed(organisation_id: int | None) -> accounts.AccountChange:
    return accounts.AccountChange("Kdosi", frozenset({Role.OFFICIAL}), organisation_id, disabled=False)


# Each service and each of its parameters, and fields of parameters, that take an id.
ROWS: dict[str, dict[str, Row]] = {
    **ROWS_OF_DOSSIER,
    **ROWS_OF_EMERGENCIES,
    **ROWS_OF_BYLAWS,
    **ROWS_OF_ISSUES, **ROWS_OF_MINUTES, **ROWS_OF_BODIES, **ROWS_OF_PAPER, **ROWS_OF_LETTERS, **ROWS_OF_PROPOSALS,
    **ROWS_OF_GROUND,
    **ROWS_OF_FIELD,
    **ROWS_OF_COMMISSION,
    **ROWS_OF_PATROLS,
    "account_privacy.account_data": {"account_id": reading("account", account_privacy.account_data)},
    "account_privacy.erase_account": {
        "account_id": Row("account", lambda by, id_: account_privacy.erase_account(
            by.database, by.actor, id_, by.photos, by.photos))
    },
    "accounts.change_account": {
        "account_id": Row("account", lambda by, id_: accounts.change_account(
            by.database, by.actor, id_, 1, _changed(None))),
        "change.organisation_id": Row("organisation", lambda by, id_: accounts.change_account(
            by.database, by.actor, by.own.account, _account_version(by), _changed(id_))),
    },
    "accounts.invite": {
        "new.organisation_id": Row("organisation", lambda by, id_: accounts.invite(
            by.database, by.actor, accounts.NewAccount("kdosi", "Kdosi", frozenset({Role.OFFICIAL}), id_)))
    },
    "audit_search.export_audit": _audit(audit_search.export_audit),
    "audit_search.search_audit": _audit(audit_search.search_audit),
    "extent.found_extent": {
        f"chosen.{field}": _filtered(lambda by, chosen: found_extent(by.database, by.actor, chosen), field)
        for field in ("area_id", "locality_id")
    },
    "ground_card.area_card": {"area_id": reading("area", ground_card.area_card)},
    "ground_card.locality_card": {"locality_id": reading("locality", ground_card.locality_card)},
    "ground_card.service_card": {"service_id": reading("service", ground_card.service_card)},
    "ground_card.zone_card": {"zone_id": reading("zone", ground_card.zone_card)},
    "issue_card.issue_card": {"issue_id": reading("issue", issue_card)},
    "issue_links.link_site": {
        "issue_id": Row("issue", lambda by, id_: link_site(by.database, by.actor, id_, by.own.site)),
        "site_id": Row("site", lambda by, id_: link_site(by.database, by.actor, by.own.issue, id_)),
    },
    "issue_links.unlink_site": {
        "issue_id": Row("issue", lambda by, id_: unlink_site(by.database, by.actor, id_, by.own.site)),
        "site_id": Row("site", lambda by, id_: unlink_site(by.database, by.actor, by.own.issue, id_)),
    },
    "issue_list.list_issues": {
        "chosen.assignee_id": _listed("organisation", "assignee_id"),
        "chosen.organisation_id": _listed("organisation", "organisation_id"),
        "chosen.person_id": PERSON_LISTED,
        "chosen.body_id": _listed("body", "body_id"),
        "chosen.site_id": _listed("site", "site_id"),
    },
    "issue_steps.advance_issue": {
        "issue_id": _about_issue(advance_issue, 99, Step(IssueStatus.ACCEPTED)),
        "step.meeting_id": Row("meeting", lambda by, id_: advance_issue(
            by.database, by.actor, by.own.issue, _version(by), Step(IssueStatus.ACCEPTED, meeting_id=id_))),
        "step.photo_id": PHOTO_SHOWN,
        "step.observation_id": VISIT_SHOWN,
    },
    "issue_steps.assign_issue": {
        "issue_id": Row("issue", lambda by, id_: assign_issue(by.database, by.actor, id_, 99, by.own.organisation)),
        "organisation_id": Row("organisation", lambda by, id_: assign_issue(
            by.database, by.actor, by.own.issue, _version(by), id_)),
        "account_id": PERSON_GIVEN,
        "meeting_id": Row("meeting", lambda by, id_: assign_issue(
            by.database, by.actor, by.own.issue, _version(by), by.own.organisation, meeting_id=id_)),
    },
    "issue_steps.changed_issue": {"issue_id": Row("issue", lambda by, id_: changed_issue(
        by.database, by.actor, Action.ADVANCE_ISSUE, id_))},
    "issue_steps.comment_issue": {
        "issue_id": _about_issue(comment_issue, "Byli jsme tam."),
        "meeting_id": _at_meeting(comment_issue, "Byli jsme tam."),
    },
    "issue_steps.set_deadline": {
        "issue_id": _about_issue(set_deadline, 99),
        "meeting_id": Row("meeting", lambda by, id_: set_deadline(
            by.database, by.actor, by.own.issue, _version(by), meeting_id=id_)),
    },
    "issues.raise_issue": {
        "new.site_ids": _raised("site", "site_ids"),
        "new.body_id": _raised("body", "body_id"),
        "new.meeting_id": _raised("meeting", "meeting_id"),
        "new.raised_by_organisation_id": _raised("organisation", "raised_by_organisation_id"),
        "new.assignee_id": _raised("organisation", "assignee_id"),
    },
    "logged_places.log_place": {"new.observation.meeting_id": Row("meeting", lambda by, id_: log_place(
        by.database, by.actor, by.photos, _mentioned_place(id_), ()))},
    "logged_places.log_visit": {
        "site_id": Row("site", lambda by, id_: log_visit(by.database, by.actor, by.photos, id_, _seen(), ())),
        "seen.meeting_id": Row("meeting", lambda by, id_: log_visit(
            by.database, by.actor, by.photos, by.own.site, _seen(id_), ())),
    },
    "load_extent.load_extent": {"load_id": reading("load", load_extent)},
    "meeting_card.meeting_card": {"meeting_id": reading("meeting", meeting_card)},
    "meeting_list.list_meetings": {"body_id": Row("body", lambda by, id_: list_meetings(
        by.database, by.actor, coming=True, body_id=id_))},
    "meetings.add_agenda_item": {
        "meeting_id": Row("meeting", lambda by, id_: add_agenda_item(
            by.database, by.actor, id_, NewAgendaItem("Bod"))),
        "new.issue_id": Row("issue", lambda by, id_: add_agenda_item(
            by.database, by.actor, by.own.meeting, NewAgendaItem("Bod", issue_id=id_))),
        "new.organisation_id": Row("organisation", lambda by, id_: add_agenda_item(
            by.database, by.actor, by.own.meeting, NewAgendaItem("Bod", organisation_id=id_))),
    },
    "meetings.plan_meeting": {"body_id": Row("body", lambda by, id_: plan_meeting(
        by.database, by.actor, id_, clock.now() + timedelta(days=2)))},
    "nearby.surroundings": {"site_id": reading("site", surroundings)},
    "one_time_links.make_link": {"account_id": reading("account", one_time_links.make_link)},
    "organisations.change_organisation": {
        "organisation_id": Row("organisation", lambda by, id_: change_organisation(
            by.database, by.actor, id_, 99, OrganisationChange("Spolek", OrganisationKind.NGO))),
        "change.superior_id": Row("organisation", lambda by, id_: change_organisation(
            by.database, by.actor, by.own.organisation, 1,
            OrganisationChange("Spolek", OrganisationKind.NGO, superior_id=id_))),
    },
    "photos.add_photo": {
        "site_id": Row("site", lambda by, id_: add_photo(
            by.database, by.actor, by.photos, id_, None, picture(), clock.today())),
        "observation_id": Row("observation", lambda by, id_: add_photo(
            by.database, by.actor, by.photos, by.own.site, id_, picture(size=(300, 200)), clock.today())),
    },
    "photos.photos_of": {"site_id": reading("site", photos_of)},
    "photos.read_photo": {"photo_id": Row("photo", lambda by, id_: read_photo(
        by.database, by.actor, by.photos, id_))},
    "placing.place_record": {"placing_id": Row("placing", lambda by, id_: place_record(
        by.database, by.actor, id_, 14.0, 50.0))},
    "public_picture.withdraw_snapshot": {"snapshot_id": reading("snapshot", withdraw_snapshot)},
    "readings.note_reading": {"record_id": Row("site", lambda by, id_: note_reading(
        by.database, by.actor, Opened.SITE, id_, Sensitivity.RESTRICTED), is_blind=True)},
    "sessions.end_session": {"session_id": reading("session", sessions.end_session)},
    "sessions.end_sessions": {"account_id": reading("account", sessions.end_sessions)},
    "sessions.view_as": {
        "session_id": Row("session", lambda by, id_: sessions.view_as(
            by.database, by.actor, id_, Role.TERRAIN, None)),
        "organisation_id": Row("organisation", lambda by, id_: sessions.view_as(
            by.database, by.actor, by.own.session, Role.TERRAIN, id_)),
    },
    "sharing.list_shares": {"record_id": Row("site", lambda by, id_: list_shares(
        by.database, by.actor, Shareable.SITE, id_))},
    "sharing.share_record": _shared(share_record),
    "sharing.unshare_record": _shared(unshare_record),
    "site_card.site_card": {"site_id": reading("site", site_card)},
    "field_copies.field_copies": {
        "chosen.area_id": _filtered(_copied, "area_id"),
        "chosen.locality_id": _filtered(_copied, "locality_id"),
    },
    "site_export.export_sites": {
        "chosen.area_id": _filtered(_whole, "area_id"),
        "chosen.locality_id": _filtered(_whole, "locality_id"),
    },
    "site_list.list_sites": {
        f"chosen.{field}": _filtered(lambda by, chosen: list_sites(by.database, by.actor, chosen), field)
        for field in ("area_id", "locality_id")
    },
    "site_list.selected_ids": {
        f"chosen.{field}": _filtered(_ids, field) for field in ("area_id", "locality_id")
    },
    "sites.correct_site": {"site_id": Row("site", lambda by, id_: correct_site(
        by.database, by.actor, id_, 99, SiteChange(name="Jinak")))},
    "sites.log_site": {"new.observation.meeting_id": Row("meeting", lambda by, id_: log_site(
        by.database, by.actor, _mentioned_place(id_)))},
    "sites.observe": {
        "site_id": Row("site", lambda by, id_: observe(by.database, by.actor, id_, _seen())),
        "new.meeting_id": Row("meeting", lambda by, id_: observe(by.database, by.actor, by.own.site, _seen(id_))),
    },
    "story.site_story": {"site_id": reading("site", site_story)},
    "tiles.kept_tile": {
        f"request.chosen.{field}": _filtered(_kept, field) for field in ("area_id", "locality_id")
    },
    "tiles.tile": {
        f"request.chosen.{field}": _filtered(
            lambda by, chosen: tile(by.database, by.actor, _world(chosen)).body, field)
        for field in ("area_id", "locality_id")
    },
}  # fmt: skip


def _version(by: Asked) -> int:
    return issue_card(by.database, by.actor, by.own.issue).row_version


def _account_version(by: Asked) -> int:
    rows = accounts.list_accounts(by.database, by.actor)
    return next(row.row_version for row in rows if row.id == by.own.account)


for _service, _rows in LOGGED_UNDER_PATROLS.items():
    ROWS[_service] = ROWS[_service] | _rows
