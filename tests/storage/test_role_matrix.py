"""Every role on every page, route and service: who comes in is what the policy's table says, and nobody else.

The tables below say once more, by hand, what each door needs. A new page, route or service without a row fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from inspect import signature
from itertools import product
from pathlib import Path
from typing import Any, NoReturn, get_type_hints

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from dashboard.application import Application
from dashboard.gate import Gate
from dashboard.language import translate
from dashboard.navigation import PAGES
from dashboard.server import routes
from dashboard.web import answers
from geodata.database import Database
from geodata.errors import Forbidden
from geodata.model.people import Actor, Role
from geodata.policy import GRANTS, Action, can
from geodata.services.city import local_actor
from geodata.settings import Settings
from tests.open_door import OpenDoor
from tests.pages.shown import showing, words_of
from tests.small_city import SmallCity, small_city
from tests.unit.geodata.test_services_ask import SERVICES, some

# Nobody, each role, and an administrator who looks through the eyes of each.
ROLES = [frozenset[Role](), *(frozenset({role}) for role in Role)]
SEEN_AS = [(roles, views_as) for views_as in (False, True) for roles in ROLES]
FORBIDDEN = translate(Forbidden().message, "cs")

_VIEW = """
    account_privacy.account_data body_card.body_card calendar_events.meeting_event calendar_links.list_calendar_links
    address_search.search_addresses city.city_name extent.body_extent extent.city_extent extent.found_extent
    ground_card.area_card ground_card.protected_card
    ground_card.locality_card ground_card.service_card ground_card.zone_card issue_card.issue_card
    agenda_places.places_of_agenda meeting_card.meetings_version meeting_outcome.issues_raised_at
    promises.promises_before
    issue_board.issue_board saved_filters.list_saved_filters raised_news.raised_news
    issue_list.list_issues known_names.known_names meeting_card.meeting_card meeting_list.list_bodies
    meeting_list.list_meetings
    meeting_list.meetings_between
    meeting_list.next_meetings minutes_export.export_meeting minutes_export.restricted_in
    nearby.surroundings one_time_links.has_password organisations.list_organisations
    organisations.organisation_name
    authority_records.authority_records submission_card.submission_card submission_list.list_submissions
    local_map.local_map place_pictures.place_pictures submission_export.export_submission
    submission_list.submissions_of_issue submissions_waiting.submissions_waiting
    overview.overview photos.photos_of photos.read_photo readings.note_reading search.search_everything
    sessions.list_sessions sharing.list_shares site_card.site_card site_list.list_sites site_list.selected_ids
    version_shapes.proposal_shapes zone_ground.zone_ground proposal_card.proposal_card proposal_card.version_card
    paper_ground.paper_ground proposal_export.export_proposal zone_addresses.zone_addresses
    proposal_card.zone_outlines proposal_impact.version_impact proposal_impact.kept_ground
    proposals.list_proposals
    computed_zones.address_outline computed_zones.computed_outline computed_zones.taken_outline
    body_seats.body_seats conflicts.conflicts_of proposal_comments.comments_of proposal_reviews.reviews_of
    proposal_story.proposal_story proposal_vote_cards.votes_of
    sites.neighbours task_lines.tasks_of_organisation story.site_story territory_list.list_territories tiles.kept_tile
    tiles.tile
"""
_ADMINISTER = """
    account_privacy.erase_account accounts.change_account accounts.invite accounts.list_accounts
    audit_search.audit_choices audit_search.export_audit audit_search.search_audit erasing.remove_orphaned_pictures
    erasing.remove_pictures one_time_links.make_link city.change_city organisations.add_organisation
    organisations.change_organisation organisations.organisation_entries public_picture.list_snapshots
    public_picture.make_due_snapshot public_picture.make_snapshot public_picture.preview_snapshot
    public_picture.public_switch public_picture.set_public_switch public_picture.withdraw_snapshot retention.erase
    retention.list_due sessions.view_as wiping.finish_erasing wiping.finish_interrupted_erasing wiping.left_of_erasing
"""
_BY_ACTION: dict[Action, str] = {
    Action.VIEW: _VIEW,
    Action.LOG_SITE: "logged_places.log_place logged_places.log_visit photos.add_photo sites.log_site sites.observe"
    " sites.correct_site",
    Action.RAISE_ISSUE: "issues.raise_issue similar_issues.similar_issues issue_steps.comment_issue",
    Action.ADVANCE_ISSUE: "issue_links.link_site issue_links.unlink_site issue_steps.advance_issue"
    " colleagues.list_colleagues issue_bulk.change_issues issue_evidence.evidence_choices issue_merging.merge_issues"
    " issue_steps.assign_issue issue_steps.set_deadline tasks.give_part tasks.settle_task",
    Action.KEEP_MEETING: "meetings.add_agenda_item meetings.plan_meeting"
    " bodies.add_body bodies.body_areas bodies.change_body bodies.set_members"
    " body_seats.seat_choices body_seats.set_seats"
    " meeting_dates.cancel_meeting meeting_dates.coming_dates meeting_dates.move_meeting meeting_dates.plan_meetings"
    " agenda.proposed_points agenda_points.take_points agenda_points.change_point"
    " agenda_points.move_point agenda_points.remove_point"
    " minutes.write_entry minutes.change_entry minutes.withdraw_entry minutes.mark_discussed minutes.set_attendance"
    " minutes.everybody_came"
    " minutes_states.begin_meeting minutes_states.close_minutes minutes_states.sign_minutes minutes_states.add_addendum"
    " tasks.give_task task_changes.change_task task_changes.withdraw_task paper_minutes.keep_paper_minutes",
    Action.KEEP_PATROL: "patrols.plan_patrol patrols.change_patrol patrol_steps.start_patrol patrol_steps.stop_patrol"
    " patrol_steps.cancel_patrol patrol_steps.report_patrol",
    Action.KEEP_SUBMISSION: "submissions.write_submission submissions.change_submission"
    " submissions.withdraw_submission submission_steps.send_submission submission_steps.note_reference"
    " submission_steps.note_answer submission_steps.close_submission letter_facts.letter_facts"
    " letter_changes.last_letter_change",
    Action.KEEP_PROPOSAL: "proposals.create_proposal proposals.change_proposal proposal_drafts.draft_version"
    " proposal_drafts.write_version proposal_drafts.discard_version zone_drafts.add_zone"
    " zone_drafts.add_zones zone_drafts.alter_zone zone_drafts.redraw_zone zone_drafts.remove_zone"
    " zone_drafts.add_exception zone_drafts.remove_exception proposal_impact.answer_finding"
    " proposal_impact.answer_findings",
    Action.REVIEW_PROPOSAL: "proposal_comments.comment_version proposal_comments.answer_comment"
    " proposal_reviews.review_version conflicts.declare_conflict conflicts.withdraw_conflict proposal_votes.cast_ballot"
    " proposal_vote_cards.open_votes",
    Action.DECIDE_PROPOSAL: "proposal_drafts.submit_version"
    " proposal_steps.lead_proposal_on proposal_steps.adopt_proposal proposal_votes.open_vote"
    " proposal_votes.enter_ballot proposal_vote_closing.close_vote proposal_vote_closing.reopen_vote"
    " conflicts.enter_conflict",
    Action.LOAD: "loading.ingest loads.keep_profile loads.kept_profiles loads.list_loads loads.list_sources"
    " load_extent.load_extent field_visits.take_visits field_corrections.take_corrections"
    " personal_data.allowed_names placing.list_waiting placing.match_waiting placing.place_record",
    Action.EXPORT: "field_copies.field_copies site_export.export_sites proposal_export.export_zones",
    Action.SHARE: "sharing.share_record sharing.unshare_record",
    Action.KEEP_ACCOUNT: "sessions.end_session sessions.end_sessions one_time_links.change_password"
    " saved_filters.save_filter saved_filters.remove_saved_filter"
    " calendar_links.make_calendar_link calendar_links.withdraw_calendar_link",
    Action.ADMINISTER: _ADMINISTER,
}
SERVICE_ACTIONS: dict[str, Action] = {name: action for action, names in _BY_ACTION.items() for name in names.split()}
# What is told of bylaws, of versions beside each other, and how a bylaw comes to be here.
SERVICE_ACTIONS |= {
    **dict.fromkeys(("bylaws.bylaws_of", "bylaws.in_force_on", "bylaw_followup.followup"), Action.VIEW),
    **dict.fromkeys(("lawfulness.version_flags", "proposal_conflicts.bylaw_conflicts"), Action.VIEW),
    "proposal_comparison.compare_versions": Action.VIEW,
    **dict.fromkeys(("patrol_list.list_patrols", "patrol_list.patrol_card"), Action.VIEW),
    "bylaw_breach.raise_breach": Action.RAISE_ISSUE,
    "bylaw_entry.enter_bylaw": Action.DECIDE_PROPOSAL,
}
# Asked on behalf of whoever it is told to ask for; each that uses it stands above.
SERVICE_ACTIONS["issue_steps.changed_issue"] = Action.VIEW

PAGE_ACTIONS: dict[str, Action] = {
    "overview": Action.VIEW,
    "map": Action.VIEW,
    "log_place": Action.LOG_SITE,
    "issues": Action.VIEW,
    "submissions": Action.VIEW,
    "submission": Action.VIEW,
    "meetings": Action.VIEW,
    "patrols": Action.KEEP_PATROL,
    "proposals": Action.VIEW,
    "proposal": Action.VIEW,
    "data": Action.LOAD,
    "administration": Action.ADMINISTER,
    "account": Action.VIEW,
    "site": Action.VIEW,
    "issue": Action.VIEW,
    "meeting": Action.VIEW,
    "body": Action.VIEW,
    "paper_minutes": Action.KEEP_MEETING,
}

# What each route needs, with an address that leads to it; None: the document or a file that is the same for everybody
# who is signed in (or open to all), without a word of the city's data.
_TILE = "/map/{layer}/{z:number}/{x:number}/{y:number}.json"
ROUTE_ACTIONS: dict[str, tuple[str, Action | None]] = {
    _TILE: ("/map/sites/1/0/0.json", Action.VIEW),
    **{
        f"/map/versions/{{id:number}}/{what}.json": (f"/map/versions/1/{what}.json", Action.VIEW)
        for what in ("zones", "venues")
    },
    "/exports/sites.{ending}": ("/exports/sites.csv", Action.EXPORT),
    **{
        f"/exports/meeting/{{id:number}}.{ending}": (f"/exports/meeting/1.{ending}", Action.VIEW)
        for ending in ("docx", "pdf", "txt")
    },
    **{
        f"/exports/submission/{{id:number}}.{ending}": (f"/exports/submission/1.{ending}", Action.VIEW)
        for ending in ("docx", "pdf")
    },
    **{
        f"/exports/proposal-version/{{id:number}}/{file}": (f"/exports/proposal-version/1/{file}", Action.VIEW)
        for file in ("dossier.pdf", "dossier.docx", "annex.pdf", "annex.docx")
    },
    **{
        f"/exports/proposal-version/{{id:number}}/{file}": (f"/exports/proposal-version/1/{file}", Action.EXPORT)
        for file in ("zones.geojson", "zones.gpkg", "venues.xlsx", "venues.csv")
    },
    "/exports/form/{kind}.xlsx": ("/exports/form/hostel.xlsx", Action.LOG_SITE),
    "/exports/audit.csv": ("/exports/audit.csv", Action.ADMINISTER),
    "/exports/meeting/{id:number}.ics": ("/exports/meeting/1.ics", Action.VIEW),
    "/calendar/{secret}.ics": ("/calendar/x.ics", None),
    "/exports/account.json": ("/exports/account.json", Action.VIEW),
    "/exports/account/{id:number}.json": ("/exports/account/999.json", Action.ADMINISTER),
    "/photos/{id:number}": ("/photos/1", Action.VIEW),
    "/photos/{id:number}/small": ("/photos/1/small", Action.VIEW),
    "/rejected/{name}.csv": (f"/rejected/{'x' * 22}.csv", Action.LOAD),
    **{path: (path, None) for path in ("/", "/healthz", "/public", "/auth/sign-in", "/auth/sign-out", "/auth/state")},
    **{f"/{page.address}": (f"/{page.address}", None) for page in PAGES},
    "/language/{code}": ("/language/cs", None),
    "/auth/demo": ("/auth/demo", None),
    "/auth/link/{secret}": ("/auth/link/x", None),
    "/public/{file:path}": ("/public/data.csv", None),
    "/assets/lokality/{name}": ("/assets/lokality/map.js", None),
    "/assets": ("/assets/x", None),
    "/map/": ("/map/", None),
    **{f"/{name}/{{rest:path}}": (f"/{name}/x", None) for name in ("map", "photos", "rejected", "exports")},
    **{f"/{name}/{{rest:path}}": (f"/{name}/x/y", None) for name in ("auth", "language", "calendar")},
}


class Looked(Exception):
    """A service came past the policy and looked into the database."""


class WatchedDatabase(Database):
    """Says when somebody looks into it."""

    def __init__(self) -> None:
        pass

    def __getattribute__(self, name: str) -> NoReturn:
        raise Looked


@pytest.fixture(scope="module")
def database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("matrix") / "lokality.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture(scope="module")
def city(database: Database) -> SmallCity:
    return small_city(database, local_actor(database))


def somebody(database: Database, roles: frozenset[Role], views_as: bool) -> Actor:
    """The local account with these roles instead of its own."""
    own = local_actor(database)
    return Actor(own.account_id, own.name, own.municipality_id, own.organisation_id, roles, views_as=views_as)


def name_of(service: Callable[..., Any]) -> str:
    return f"{service.__module__.rpartition('.')[2]}.{service.__name__}"


def passes(service: Callable[..., Any], actor: Actor) -> bool:
    """Whether the policy lets the actor come as far as the database."""
    hints = get_type_hints(service)
    given: dict[Any, Any] = {Actor: actor, Database: WatchedDatabase(), Action: SERVICE_ACTIONS[name_of(service)]}
    arguments = {
        name: given.get(hints[name], some(hints[name]))
        for name, parameter in signature(service).parameters.items()
        if parameter.default is parameter.empty
    }
    try:
        answer = service(**arguments)
        with answer if isinstance(answer, AbstractContextManager) else nullcontext():
            pass
    except Forbidden:
        return False
    except Exception:  # invented arguments make no sense further on; here it counts that they came so far
        return True
    return True


def test_every_service_has_its_row() -> None:
    assert {name_of(service) for service in SERVICES} == set(SERVICE_ACTIONS)


def test_every_role_is_let_into_exactly_the_services_that_the_table_grants() -> None:
    wrong, cells = [], 0
    for service, (roles, views_as) in product(SERVICES, SEEN_AS):
        actor = Actor(1, "Kdosi", 1, 1, roles, views_as=views_as)
        action = SERVICE_ACTIONS[name_of(service)]
        expected = bool(roles & GRANTS[action]) and (not views_as or action == Action.VIEW)
        cells += 1
        if not passes(service, actor) == expected == can(actor, action):
            wrong.append((name_of(service), sorted(roles), views_as))
    print(f"\n{cells} cells: {len(SERVICES)} services x {len(SEEN_AS)} roles")
    assert wrong == []


def test_every_page_has_its_row() -> None:
    assert {page.key: page.action for page in PAGES} == PAGE_ACTIONS


@contextmanager
def page_shower(database: Database, actor: Actor, directory: Path) -> Iterator[Callable[[str], str]]:
    with showing(database, actor, Settings(data_directory=directory, base_map="none")) as show:
        yield lambda key: words_of(show(key, "cs", id=1))


@pytest.mark.parametrize("roles", ROLES, ids=lambda roles: "".join(roles) or "nobody")
def test_a_role_sees_exactly_the_pages_that_the_table_grants(
    database: Database, city: SmallCity, tmp_path: Path, roles: frozenset[Role]
) -> None:
    with page_shower(database, somebody(database, roles, False), tmp_path) as words:
        refused = {key for key in PAGE_ACTIONS if FORBIDDEN in words(key)}
    assert refused == {key for key, action in PAGE_ACTIONS.items() if not roles & GRANTS[action]}


@pytest.mark.parametrize("key", ["log_place", "data", "administration"])
def test_who_looks_as_another_role_opens_no_page_that_changes_something(
    database: Database, city: SmallCity, tmp_path: Path, key: str
) -> None:
    with page_shower(database, somebody(database, frozenset({Role.ADMIN}), True), tmp_path) as words:
        assert FORBIDDEN in words(key)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    directory = tmp_path_factory.mktemp("routes")
    return Settings(data_directory=directory, assets_directory=directory)


def client_of(database: Database, settings: Settings, actor: Actor) -> TestClient:
    app = Starlette(
        routes=routes(Application(settings, database, OpenDoor(actor, database))),
        middleware=[Middleware(Gate, door=OpenDoor(actor))],
        exception_handlers=answers.HANDLERS,
    )
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=False, follow_redirects=False)


def test_every_route_has_its_row(database: Database, settings: Settings) -> None:
    known = routes(Application(settings, database, OpenDoor(local_actor(database), database)))
    assert {route.path for route in known if isinstance(route, Route | Mount)} == set(ROUTE_ACTIONS)


def test_every_role_gets_exactly_the_files_and_tiles_that_the_table_grants(
    database: Database, settings: Settings, city: SmallCity
) -> None:
    wrong, cells = [], 0
    for roles, views_as in SEEN_AS:
        actor = somebody(database, roles, views_as)
        with client_of(database, settings, actor) as client:
            for path, action in ROUTE_ACTIONS.values():
                answer = client.get(path)
                cells += 1
                is_refused = answer.status_code == 403
                assert answer.status_code < 500, (path, sorted(roles))
                if action is None:
                    assert "Školní" not in answer.text, path
                if is_refused == (action is None or can(actor, action)):
                    wrong.append((path, sorted(roles), views_as, answer.status_code))
    print(f"\n{cells} cells: {len(ROUTE_ACTIONS)} routes x {len(SEEN_AS)} roles")
    assert wrong == []
