"""What every test can ask for: a database of either kind, and an account of the tests that could not run."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings

from geodata.database import Database
from geodata.migrations import upgrade
from geodata.model.people import Actor
from geodata.services.city import found_city, local_actor
from tests.oidc.provider import OpenIdProvider, ProviderMissing, running_provider
from tests.postgis import PostgisMissing, PostgisServer, running_server

TEMPLATE = "template_lokality"
# No example fails for being slow: two cores are shared. What lands does not depend on the luck of a draw either;
# whoever develops gets other examples each time.
settings.register_profile("lokality", deadline=None, derandomize="LOKALITY_TESTS_COMPLETE" in os.environ)
settings.load_profile("lokality")
# Why a test was skipped, when it was for want of a program: the same words in the list at the end.
MISSING = "not run: "


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--not-run-list FILE`: `make test` gathers there what several runs could not do."""
    parser.addoption("--not-run-list", type=Path, help="append the tests that could not run to this file")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by place and by parameter, so that nobody forgets to."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
        if "postgis" in item.name:
            item.add_marker(pytest.mark.postgis)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """List what did not run, and why, so that a green run never hides a hole."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    if not reasons:
        return
    lines = [f"{number} x {reason}" for reason, number in sorted(reasons.items())]
    terminalreporter.section("tests that did not run")
    for line in lines:
        terminalreporter.line(line)
    if place := config.getoption("--not-run-list"):
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where completeness was promised (continuous integration), a missing program fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not os.environ.get("LOKALITY_TESTS_COMPLETE"):
        return
    if any(MISSING in report.longrepr[2] for report in reporter.stats.get("skipped", [])):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def postgis_server() -> Iterator[PostgisServer]:
    """A PostgreSQL server of this test process, with a prepared template; skips where there is none."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running_server())
        except PostgisMissing as missing:
            pytest.skip(f"{MISSING}{missing}")
        server.execute(f"CREATE DATABASE {TEMPLATE}")
        server.execute("CREATE EXTENSION postgis", TEMPLATE)
        prepare(server.url(TEMPLATE))
        yield server


@pytest.fixture(scope="session")
def openid_provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIdProvider]:
    """A certified OpenID provider that knows the Lokality of the route tests; skips where it cannot run."""
    with ExitStack() as stack:
        try:
            running = stack.enter_context(running_provider(tmp_path_factory.mktemp("openid"), "http://localhost:8501"))
        except ProviderMissing as missing:
            pytest.skip(f"{MISSING}{missing}")
        yield running


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared SQLite file that tests copy: migrating once is most of what a fresh database costs."""
    path = tmp_path_factory.mktemp("template") / "lokality.db"
    prepare(f"sqlite:///{path}")
    return path


def prepare(url: str) -> None:
    """Bring the database to the newest schema, found a city in it and let go of it."""
    database = Database(url)
    upgrade(database)
    found_city(database, code="999999", name="Zkušebnov", fictional=True)
    database.close()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh SQLite database of this test."""
    path = tmp_path / "lokality.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgis_url(postgis_server: PostgisServer) -> Iterator[str]:
    """The address of a fresh PostGIS database of this test."""
    with postgis_server.new_database(TEMPLATE) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgis"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database; the test runs once on each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh database with an empty city; the test runs once on each kind."""
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def actor(database: Database) -> Actor:
    """Whoever sits at this machine: administrator and coordinator of the city in `database`."""
    return local_actor(database)
