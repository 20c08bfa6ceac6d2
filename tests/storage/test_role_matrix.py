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
from tests.storage.actions_of_services import SERVICE_ACTIONS
from tests.storage.routes_of_field import ROUTES_OF_FIELD
from tests.unit.geodata.test_services_ask import SERVICES, some

# Nobody, each role, and an administrator who looks through the eyes of each.
ROLES = [frozenset[Role](), *(frozenset({role}) for role in Role)]
SEEN_AS = [(roles, views_as) for views_as in (False, True) for roles in ROLES]
FORBIDDEN = translate(Forbidden().message, "cs")

PAGE_ACTIONS: dict[str, Action] = {
    "overview": Action.VIEW,
    "map": Action.VIEW,
    "log_place": Action.LOG_SITE,
    "issues": Action.VIEW,
    "submissions": Action.VIEW,
    "submission": Action.VIEW,
    "meetings": Action.VIEW,
    "patrols": Action.LEAD_PATROL,
    "proposals": Action.VIEW,
    "proposal": Action.VIEW,
    "emergencies": Action.REPORT_EMERGENCY,
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
    "/map/emergencies/{id:number}/board.json": ("/map/emergencies/1/board.json", Action.VIEW),
    "/exports/emergency/{id:number}.xlsx": ("/exports/emergency/1.xlsx", Action.EXPORT),
    "/exports/qfield.gpkg": ("/exports/qfield.gpkg", Action.EXPORT),
    "/exports/form/{kind}.xlsx": ("/exports/form/hostel.xlsx", Action.LOG_SITE),
    "/exports/audit.csv": ("/exports/audit.csv", Action.ADMINISTER),
    "/exports/meeting/{id:number}.ics": ("/exports/meeting/1.ics", Action.VIEW),
    "/calendar/{secret}.ics": ("/calendar/x.ics", None),
    "/exports/account.json": ("/exports/account.json", Action.VIEW),
    "/exports/account/{id:number}.json": ("/exports/account/999.json", Action.ADMINISTER),
    "/photos/{id:number}": ("/photos/1", Action.VIEW),
    "/photos/{id:number}/small": ("/photos/1/small", Action.VIEW),
    **ROUTES_OF_FIELD,
    "/rejected/{name}.csv": (f"/rejected/{'x' * 22}.csv", Action.LOAD),
    **{path: (path, None) for path in ("/", "/healthz", "/public", "/auth/sign-in", "/auth/sign-out", "/auth/state")},
    "/auth/signed-out": ("/auth/signed-out", None),
    **{f"/{page.address}": (f"/{page.address}", None) for page in PAGES},
    "/language/{code}": ("/language/cs", None),
    "/auth/demo": ("/auth/demo", None),
    "/auth/link/{secret}": ("/auth/link/x", None),
    "/public/{file:path}": ("/public/data.csv", None),
    "/assets/lokality/{name}": ("/assets/lokality/map.js", None),
    "/assets": ("/assets/x", None),
    "/map/": ("/map/", None),
    **{f"/{name}/{{rest:path}}": (f"/{name}/x", None) for name in ("map", "photos", "rejected", "exports", "terrain")},
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
