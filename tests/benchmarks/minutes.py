"""Agenda and minutes: whether they stay quick in a large city, what saving costs, and a crowd that writes at once."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from statistics import median

from sqlalchemy import select

from dashboard.pages.issues import ORDERS
from geodata.database import Database
from geodata.model.meetings import BodyKind, EntryKind
from geodata.model.people import Actor
from geodata.services.agenda import proposed_points
from geodata.services.audit import check_chain
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.city import local_actor
from geodata.services.issue_list import IssueOrder, list_issues
from geodata.services.issue_views import IssueView, filter_of
from geodata.services.meetings import NewAgendaItem, add_agenda_item
from geodata.services.minutes import NewEntry, write_entry
from geodata.tables import Meeting
from tests.benchmarks.asking import in_turn, p95
from tests.benchmarks.bare_insert import BareInsert
from tests.benchmarks.city import FOLDER, city
from tests.benchmarks.issues import BODIES
from tests.benchmarks.measurement import Measurement, at_most
from tests.conftest import TEMPLATE, prepare
from tests.crowd import gather, words_expected, words_written, write_at_once
from tests.postgis import DURABLE, running_server
from tests.running_meeting import add_point, run_meeting

SHARE_OF_ISSUES = 10  # a million sites, a hundred thousand issues
SHARE_OF_SMALL = 100
AGENDA_GROWTH, LIST_GROWTH, SAVING, WAIT_SECONDS = 2.0, 1.5, 3.0, 30.0
WRITERS, EDITS = 50, 100
_ROUNDS = 15
_SAVED = 200


def agenda_growth(sites: int) -> Iterator[Measurement]:
    """The proposals for a coming meeting of every body, in a city of a thousand issues and in one a hundredfold."""
    with _two_cities(sites) as (small, large):
        asks = [[_timed(_proposals(database, body)) for database in (small, large)] for body in range(1, BODIES + 1)]
        yield _growth("agenda of a body", asks, AGENDA_GROWTH, sites)


def issue_list_growth(sites: int) -> Iterator[Measurement]:
    """The first page of each list in its own order, likewise; how many there are is kept until the data move on."""
    with _two_cities(sites) as (small, large):
        asks = [[_timed(_page(database, view)) for database in (small, large)] for view in IssueView]
        yield _growth("first page of issues", asks, LIST_GROWTH, sites)


def _growth(name: str, asks: list[list[Callable[[], float]]], goal: float, sites: int) -> Measurement:
    for row in asks:
        for ask in row:
            ask()
    best = [[min(times) for times in in_turn([row] * _ROUNDS)] for row in asks]
    before, after = (sum(times) / len(times) for times in zip(*best, strict=True))
    issues = sites // SHARE_OF_ISSUES
    detail = f"{before:.2f} ms with {issues // SHARE_OF_SMALL:,} issues, {after:.2f} ms with {issues:,}"
    return at_most(f"{name}, growth a hundredfold", after / before, goal, detail)


def _proposals(database: Database, body: int) -> Callable[[], object]:
    actor = local_actor(database)
    with database.read() as session:
        coming = select(Meeting.id).where(Meeting.body_id == body).order_by(Meeting.starts_at.desc()).limit(1)
        meeting = session.scalars(coming).one()
    return lambda: proposed_points(database, actor, meeting)


def _page(database: Database, view: IssueView) -> Callable[[], object]:
    actor, order = local_actor(database), ORDERS.get(view, IssueOrder.OLDEST)
    return lambda: list_issues(database, actor, filter_of(view, actor), order=order)


def _timed(ask: Callable[[], object]) -> Callable[[], float]:
    def taken() -> float:
        started = time.perf_counter()
        ask()
        return (time.perf_counter() - started) * 1_000

    return taken


@contextmanager
def _two_cities(sites: int) -> Iterator[tuple[Database, Database]]:
    issues = sites // SHARE_OF_ISSUES
    small, large = (Database(city(count, with_issues=True)) for count in (issues // SHARE_OF_SMALL, issues))
    yield small, large
    for database in (small, large):
        database.close()


def saving(_sites: int) -> Iterator[Measurement]:
    """A point and an entry by the service, in turn with a bare INSERT of the rows it wrote, one transaction each."""
    for kind, database in _both_kinds():
        actor = local_actor(database)
        meeting = run_meeting(database, actor, add_body(database, actor, BodyFacts("Buňka", BodyKind.CELL)))
        item = add_point(database, actor, meeting)
        yield _saved(f"a point on {kind}", database, "agenda_item", _point(database, actor, meeting))
        yield _saved(f"an entry on {kind}", database, "minutes_entry", _entry(database, actor, item))


def crowd(_sites: int) -> Iterator[Measurement]:
    """Fifty who write at one meeting: the longest anybody waited; a word that is lost or doubled is a failure."""
    for kind, database in _both_kinds():
        gathered = gather(database, local_actor(database))
        started = time.perf_counter()
        written = write_at_once(gathered, WRITERS, EDITS)
        seconds = time.perf_counter() - started
        if words_written(gathered) != words_expected(WRITERS, EDITS) or check_chain(database) is not None:
            raise AssertionError(f"words were lost or doubled on {kind}")
        detail = f"{WRITERS} x {EDITS} edits in {seconds:.0f} s, none lost; {written.refused} made again on newer words"
        yield at_most(f"crowd at one meeting on {kind}: p95 of an edit, s", p95(written.times), WAIT_SECONDS, detail)


def _point(database: Database, actor: Actor, meeting: int) -> Callable[[], object]:
    new = NewAgendaItem("Osvětlení u školy", text="Lampa u školy nesvítí od úterka, hlásili jsme to správci.")
    return lambda: add_agenda_item(database, actor, meeting, new)


def _entry(database: Database, actor: Actor, item: int) -> Callable[[], object]:
    new = NewEntry(EntryKind.STATEMENT, "Lampa u školy nesvítí od úterka, hlásili jsme to správci.")
    return lambda: write_entry(database, actor, item, new)


def _saved(name: str, database: Database, table: str, save: Callable[[], object]) -> Measurement:
    save()
    bare = BareInsert(database, table)
    timed = _timed(save)
    for ask in (timed, bare.insert) * 10:
        ask()
    by_service, bare_times = in_turn([(timed, bare.insert)] * _SAVED)
    ratio = median(by_service) / median(bare_times)
    detail = f"{median(by_service):.2f} ms by the service, {median(bare_times):.2f} ms bare"
    return at_most(f"saving {name}, times a bare INSERT", ratio, SAVING, detail)


def _both_kinds() -> Iterator[tuple[str, Database]]:
    """A fresh database of either kind, on the disk of the checkout: a file in memory would be durable at no cost."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir=FOLDER))
        path = f"sqlite:///{folder}/lokality.db"
        prepare(path)
        yield "SQLite", stack.enter_context(_opened(path))
        server = stack.enter_context(running_server(**DURABLE))
        server.execute(f"CREATE DATABASE {TEMPLATE}")
        server.execute("CREATE EXTENSION postgis", TEMPLATE)
        prepare(server.url(TEMPLATE))
        yield "PostGIS", stack.enter_context(_opened(server.url(TEMPLATE)))


@contextmanager
def _opened(address: str) -> Iterator[Database]:
    database = Database(address)
    yield database
    database.close()
